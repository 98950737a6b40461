"""The authentic words that a user attached, beside the restatement: as a section, as cards, as marks.

Nothing here prints anything for an agreement to which nothing is attached, so that a report made without a library is
what it would be if there were no libraries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sofadiff.authentic import AuthenticClause, AuthenticText, Unused
from sofadiff.comparison import Comparison
from sofadiff.comparison import authentic as told
from sofadiff.document import (
    Block,
    Bullets,
    Cell,
    ClauseCard,
    Code,
    Heading,
    Inline,
    Mark,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
)
from sofadiff.languages import bcp47
from sofadiff.messages import Messages
from sofadiff.model import Agreement, Unit, UnitPart

FIGURES = ("clauses", "same", "other", "none", "doubtful", "unlinked", "confirmed")
"""What is counted of an attached text."""


def language_name(language: str, words: Messages) -> str:
    """A language in the report's words; its code where these have none for it."""
    key = f"synopsis.language.{language}"
    return words.say(key) if words.has(key) else language


def words_name(text: AuthenticText, words: Messages) -> str:
    """What the attached words are: authentic ones, or those of a translation, and in which language."""
    key = "attached.words.translation" if text.translation else "attached.words"
    return words.say(key, language=language_name(text.language, words))


def told_name(agreement: Agreement, language: str, words: Messages) -> str:
    """The same for the text of an agreement in a language."""
    text = told.text_in(agreement, language)
    return words_name(text, words) if text else ""


def whose(agreement: Agreement, said: str, words: Messages) -> str:
    """Whose words a text is, as `said`, and in which languages the user's own stand beside it."""
    if not agreement.authentic:
        return said
    languages = words.listing(language_name(text.language, words) for text in agreement.authentic)
    return words.say("attached.whose", whose=said, languages=languages)


def any_attached(agreements: Iterable[Agreement]) -> bool:
    """Whether there is anything to say of attached texts."""
    return any(each.authentic or each.unused for each in agreements)


def section(
    agreements: Sequence[Agreement], words: Messages, *, level: int = 2, comparisons: Sequence[Comparison] = ()
) -> tuple[Block, ...]:
    """What is attached to which text, how sure that is, and what of the library could not be used."""
    once = list({each.name: each for each in agreements}.values())
    if not any_attached(once):
        return ()
    blocks: list[Block] = [Heading(level, words.say("attached.title"), "attached"), *unused(once, words)]
    texts = [(each, text) for each in once for text in each.authentic]
    if texts:
        blocks += [Paragraph((Text(words.say("attached.lead")),)), table(texts, words), digests(texts, words)]
        blocks += [
            Paragraph((Text(words.say("attached.translation", file=text.file, agreement=each.short)),))
            for each, text in texts
            if text.translation
        ]
        if any(text.confirmed for _, text in texts):
            blocks.append(Paragraph((Text(words.say("attached.confirmed.why")),)))
        blocks += _lapsed(texts, words)
        blocks += [Paragraph((Text(_compared(each, words)),)) for each in comparisons]
    return tuple(blocks)


def table(texts: Sequence[tuple[Agreement, AuthenticText]], words: Messages) -> Table:
    """One row per attached text; what is nought for all of them has no column, save the first two figures."""
    counted = [figures(*each) for each in texts]
    shown = [name for name in FIGURES if name in FIGURES[:2] or any(each[name] != "0" for each in counted)]
    head = tuple(words.say(f"attached.col.{name}") for name in ("text", "language", "file", *shown))
    rows = []
    for (agreement, text), each in zip(texts, counted, strict=True):
        cells: list[tuple[Inline, ...]] = [
            (Text(language_name(text.language, words)),),
            (Text(text.file),),
            *((Text(each[name]),) for name in shown),
        ]
        rows.append((Cell((Text(agreement.short),), header=True), *(Cell(cell) for cell in cells)))
    return Table("attached", words.say("attached.caption"), head, tuple(rows))


def digests(texts: Sequence[tuple[Agreement, AuthenticText]], words: Messages) -> Bullets:
    """Which files they are: a digest for each."""
    return Bullets(
        tuple(words.inlines("attached.digest", file=text.file, digest=Code(text.sha256)) for _, text in texts)
    )


def figures(agreement: Agreement, text: AuthenticText) -> dict[str, str]:
    """How many clauses have words, what their fingerprints say, how many are doubtful or confirmed."""
    headings = {unit.id for unit in agreement.units if unit.part is UnitPart.HEADING}
    clauses = [clause for clause in text.clauses if clause.unit not in headings]
    same, other, none = (sum(c.fingerprint == said for c in clauses) for said in ("same", "other", "none"))
    total = len(agreement.units) - len(headings)
    return {
        "clauses": f"{len(clauses)}/{total}",
        "same": str(same),
        "other": str(other),
        "none": str(none),
        "doubtful": str(sum(clause.doubtful for clause in clauses)),
        "unlinked": str(len(text.unlinked)),
        "confirmed": str(sum(bool(clause.confirmed) for clause in clauses)),
    }


def unused(agreements: Sequence[Agreement], words: Messages) -> list[Block]:
    """What stands in the library and was not used, as a warning."""
    found = [(each, gone) for each in agreements for gone in each.unused]
    if not found:
        return []
    items = tuple((Strong(each.short), Text(words.say("compare.colon") + _why(gone, words))) for each, gone in found)
    return [
        Note("warning", words.say("attached.unused.title"), (Text(words.say("attached.unused")),)),
        Bullets(items),
    ]


def _why(gone: Unused, words: Messages) -> str:
    return words.say(f"attached.unused.{gone.why}", file=gone.file, clauses=", ".join(gone.clauses))


def _lapsed(texts: Sequence[tuple[Agreement, AuthenticText]], words: Messages) -> list[Block]:
    """Clauses that were confirmed with other words than they have now."""
    blocks: list[Block] = []
    for each, text in texts:
        if text.lapsed:
            names = [unit.wid or unit.id for name in text.lapsed if (unit := each.unit(name)) is not None]
            said = words.counted("attached.lapsed", len(names), agreement=each.short, clauses=", ".join(names))
            blocks.append(Note("warning", words.say("attached.lapsed.title"), (Text(said),)))
    return blocks


def _compared(comparison: Comparison, words: Messages) -> str:
    """How many passages were compared by their authentic words."""
    names = {"base": comparison.base.short, "other": comparison.other.short}
    paired = [link for link in comparison.links if link.base and link.other]
    count = told.compared(paired)
    if not count:
        return words.say("attached.compared.none", **names)
    languages = words.listing(
        language_name(each, words) for each in dict.fromkeys(link.authentic for link in paired if link.authentic)
    )
    if count == len(paired):
        return words.say("attached.compared.all", total=count, languages=languages, **names)
    return words.say("attached.compared", count=count, total=len(paired), languages=languages, **names)


def cards(agreement: Agreement, unit: Unit, label: str, words: Messages, *, but: str | None = None) -> list[ClauseCard]:
    """The authentic words of a clause in every language attached `but` one, each with what is known of them."""
    found = []
    for text in agreement.authentic:
        clause = text.by_unit.get(unit.id) if text.language != but else None
        if clause is not None:
            place = f", {clause.place}" if clause.place else ""
            source: tuple[Inline, ...] = (Text(words.say("attached.from", file=text.file, place=place)),)
            found.append(
                ClauseCard(
                    slug=agreement.name,
                    unit=f"{unit.id}--{text.language}",
                    label=words.say("attached.label", clause=label, words=words_name(text, words)),
                    heading=None,
                    text=clause.text,
                    lang=bcp47(text.language),
                    marks=tuple(clause_marks(clause, words)),
                    sources=(source,),
                    topics=(),
                )
            )
    return found


def clause_marks(clause: AuthenticClause, words: Messages) -> list[Mark]:
    """What the fingerprint says, whether the link is to be checked, and who confirmed."""
    marks = []
    if clause.fingerprint == "same":
        marks.append(Mark("same", words.say("attached.mark.same")))
    elif clause.fingerprint == "other":
        marks.append(Mark("unclear", words.say("attached.mark.other")))
    else:
        marks.append(Mark("not-coded", words.say("attached.mark.none")))
    if clause.doubtful:
        marks.append(Mark("doubtful", words.say("attached.mark.doubtful")))
    return marks + [
        Mark("confirmed", words.say("attached.mark.confirmed", by=each.by, date=each.date)) for each in clause.confirmed
    ]


def confirmed_marks(agreement: Agreement, units: Sequence[str], where: str, words: Messages) -> list[Mark]:
    """Who confirmed the clauses of one side of a passage; how many of them, where it is not all."""
    marks: dict[Mark, None] = {}
    for text in agreement.authentic:
        people: dict[tuple[str, str], int] = {}
        for name in units:
            clause = text.by_unit.get(name)
            for each in clause.confirmed if clause else ():
                people[each.by, each.date] = people.get((each.by, each.date), 0) + 1
        for (by, date), count in people.items():
            key = "attached.mark.confirmed" if count == len(units) else "attached.mark.confirmed.part"
            label = words.say(key, by=by, date=date, count=count, total=len(units))
            marks[Mark("confirmed", f"{where}{words.say('compare.colon')}{label}" if where else label)] = None
    return list(marks)


def codes(agreement: Agreement, units: Iterable[str], language: str | None = None) -> str:
    """The authentic words of clauses for a spreadsheet: language and words, a line for each."""
    return "\n".join(
        f"{text.language}: {clause.text}"
        for name in units
        for text in agreement.authentic
        if language in (None, text.language) and (clause := text.by_unit.get(name)) is not None
    )


def confirmed_codes(agreement: Agreement, units: Iterable[str]) -> str:
    """Who confirmed which of these clauses, for a spreadsheet: clause, person, day and file, a line for each."""
    return "\n".join(
        f"{name}: {each.by}, {each.date}, {each.file_sha256}"
        for name in units
        for text in agreement.authentic
        if (clause := text.by_unit.get(name)) is not None
        for each in clause.confirmed
    )
