"""A source file to an outline, a draft record and a report; refuses rather than lose a word."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from sofadiff import akn
from sofadiff.errors import SofadiffError
from sofadiff.importing import asserted
from sofadiff.importing.asking import Asked, check_options, is_date, no_parts, pages_of, slug_from
from sofadiff.importing.blocks import Block, LeftOut, Reading, ReadOptions, Remark
from sofadiff.importing.deciding import Decision, apply
from sofadiff.importing.formats import NAMES as FORMATS
from sofadiff.importing.formats import Format, recognise
from sofadiff.importing.headings import classify
from sofadiff.importing.languages import NAMES, Choice, choose
from sofadiff.importing.readers import READERS, refuse
from sofadiff.importing.report import ImportReport
from sofadiff.importing.structure import build
from sofadiff.importing.terms import unused
from sofadiff.importing.totality import check_outline, check_reading, outline_text
from sofadiff.importing.tracing import Traced, trace
from sofadiff.importing.xml.reader import list_parts
from sofadiff.model import Agreement
from sofadiff.outline import About, Outline
from sofadiff.source_file import read_bytes
from sofadiff.text import words

SIZE_LIMIT = 100_000_000
"""Bytes of a file of any format; text has a lower limit of its own."""
BLOCK_LIMIT = 50_000
"""Headings, paragraphs and table rows of a file."""


class Imported(Struct, frozen=True):
    """An imported text, three ways."""

    outline: Outline
    report: ImportReport
    slug: str
    data: bytes
    """The draft record: strict Akoma Ntoso."""
    reading: Reading
    kept: tuple[bool, ...]
    """For each block of the reading, whether it is in the language imported."""
    dated: bool = True
    """Whether the date of the agreement is known; the draft holds a placeholder if not."""

    @property
    def agreement(self) -> Agreement:
        """The draft as every other module wants it; its ids are those of the file that `data` makes."""
        return akn.read(self.data, self.report.source, self.slug)

    @property
    def traced(self) -> tuple[Traced, ...]:
        """Every piece of the import beside the source lines that it came from."""
        return trace(self.outline, self.reading, self.kept)

    @property
    def lines(self) -> dict[str, int]:
        """Source line of every unit of the agreement, by unit id, as far as the texts tell."""
        blocks = [*self.outline.preamble, *self.outline.conclusions]
        places = {block.text: block.line for block in reversed(blocks)}
        for node in reversed(list(self.outline.walk())):
            places.update((text, node.line) for text in node.texts())
        return {unit.id: places[unit.text] for unit in self.agreement.units if unit.text in places}


class Prepared(Struct, frozen=True):
    """A file that was read, before its clauses are built."""

    path: str
    data: bytes
    format: Format
    reading: Reading
    choice: Choice
    part: str | None = None
    """Label of the one part that was read."""

    @property
    def sha256(self) -> str:
        """Of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()


def import_file(
    path: str, language: str | None = None, title: str | None = None, date: str | None = None, slug: str | None = None,
    *, decisions: Sequence[Decision] = (), revisions: str | None = None,
    pages: str | None = None, part: str | None = None, progress: Callable[[int, int], None] | None = None,
) -> Imported:  # fmt: skip
    """Import a file; its format is told by its content.

    `language` (ISO 639-3) wins over what is recognised; `title`, `date` (YYYY-MM-DD) and `slug` name the draft;
    `revisions` (`accept`, `reject`) says what to do with changes that are pending in a Word file; `pages` (`3-5,8`)
    which pages of a PDF to import; `part` is the label of the one part of an XML file to read; `progress(done, all)`
    hears of each step; `decisions` are what a person decided on doubtful places. Raises SofadiffError for anything that
    cannot be read, and if a single word would be lost.
    """
    check_options(language, date, slug)
    asked = Asked(language, revisions, pages, part, progress)
    return build_clauses(prepare(path, asked), title, date, slug, decisions)


def prepare(path: str, asked: Asked | None = None) -> Prepared:
    """Read a file and choose the language. Raises SofadiffError as :func:`import_file` does."""
    asked = asked or Asked()
    check_options(asked.language, None, None)
    chosen_pages = pages_of(asked.pages)
    data = read_bytes(path, SIZE_LIMIT)
    format_ = recognise(data, path)
    reader = READERS.get(format_.name)
    if reader is None:
        raise refuse(format_.name, path)
    if chosen_pages is not None and format_.name != "pdf":
        raise SofadiffError(
            f"--pages is for PDF, and this is {FORMATS[format_.name]}.", where=path, remedy="Leave --pages out."
        )
    if asked.part is not None and format_.name != "xml":
        raise no_parts(format_.name, path)
    options = ReadOptions(
        language=asked.language, revisions=asked.revisions, pages=chosen_pages, progress=asked.progress, part=asked.part
    )
    reading = reader(data, path, options)
    if len(reading.blocks) > BLOCK_LIMIT:
        raise SofadiffError(
            f"has {len(reading.blocks):,} paragraphs; more than {BLOCK_LIMIT:,} are refused.",
            where=path,
            remedy="Give the agreement alone, not a collection.",
        )
    check_reading(reading, path)
    choice = _stated(reading, asked.language) or choose(reading.blocks, asked.language, path, reading.language)
    return Prepared(path, data, format_, reading, choice, asked.part)


def build_clauses(
    prepared: Prepared, title: str | None = None, date: str | None = None, slug: str | None = None,
    decisions: Sequence[Decision] = (), *, short: str | None = None, terms: Sequence[tuple[str, str]] = (),
    text_status: str | None = None,
) -> Imported:  # fmt: skip
    """The clauses of a file that was read, and the draft. Raises SofadiffError as :func:`import_file` does.

    `short` is a name for tables; `terms` are defined terms of the text: (role, exact form); `text_status` is what
    kind of text the file is, a value of :class:`sofadiff.states.TextStatus`: nothing in a file can prove it, so None
    (and no other word) stands where nobody says it.
    """
    check_options(None, date, slug)
    path, reading, choice = prepared.path, prepared.reading, prepared.choice
    chosen, others, remarks = _part(reading.blocks, choice)
    decided = apply(decisions, reading.blocks, chosen)
    kept = decided.kept
    if not any(block.text for block in kept):
        raise SofadiffError("holds no words to import.", where=path, remedy="Give a file that holds the agreement.")
    outline, guesses = _outline(reading, kept, choice.language, path)
    check_outline(kept, outline, partial(reading.where, path))
    noted = (
        *_named(prepared.format.remark),
        *unused(terms, outline),
        *reading.remarks,
        *remarks,
        *_title(title, outline),
        *guesses,
    )
    about = reading.stated.about if reading.stated else About()
    about = replace(
        about, slug=slug or _slug(about.slug or path, prepared.part), date=date or about.date,
        title=title or about.title or outline.title or PurePath(path).stem, short=short or about.short,
        terms=(*about.terms, *((role, form, "", "") for role, form in terms)),
        text_status=text_status or about.text_status,
    )  # fmt: skip
    report = _report(
        prepared, outline, remarks=(*decided.settled(noted), *decided.remarks), others=(*others, *decided.left_out),
        text_status=about.text_status,
    )  # fmt: skip
    if about.date and not is_date(about.date):
        raise SofadiffError(f"its head says “{about.date}”, which is no date.", where=path, remedy="Use YYYY-MM-DD.")
    draft = akn.draft(
        outline, slug=about.slug, title=about.title, date=about.date or None, language=choice.language,
        source_name=PurePath(path).name, source_sha256=report.sha256, anchor=reading.anchor, about=about,
    )  # fmt: skip
    return Imported(outline, report, about.slug, draft, reading, decided.chosen, bool(about.date))


def _stated(reading: Reading, language: str | None) -> Choice | None:
    """The language that the file itself states, unless the user names another; all of such a file is imported."""
    if reading.stated is None:
        return None
    stated = reading.stated.outline.language
    why = "stated in the file's head"
    if language not in (None, stated):
        why = f"named with --language, although the file's head says {NAMES.get(stated, stated)}"
    doubtful = language not in (None, stated)
    return Choice(language or stated, why, (), (True,) * len(reading.blocks), doubtful)


def _outline(reading: Reading, kept: tuple[Block, ...], language: str, path: str) -> tuple[Outline, tuple[Remark, ...]]:
    if reading.stated is not None:
        return replace(reading.stated.outline, language=language), ()
    make = asserted.build if asserted.is_asserted(kept) else build
    return make(kept, language, partial(reading.where, path))


def _slug(path: str, part: str | None) -> str:
    return slug_from(path) if part is None else f"{slug_from(path)}-{slug_from(part)}"


def parts_of(path: str) -> list[tuple[str, str, int]]:
    """(label, title, words) of each part that `part` can name in an XML file, the file without them first.

    Raises SofadiffError for a file that cannot be read or is in another format.
    """
    data = read_bytes(path, SIZE_LIMIT)
    format_ = recognise(data, path)
    if format_.name != "xml":
        raise no_parts(format_.name, path)
    return list_parts(data, path)


def _part(
    blocks: tuple[Block, ...], choice: Choice
) -> tuple[tuple[bool, ...], tuple[LeftOut, ...], tuple[Remark, ...]]:
    """Which blocks to import, those of other languages as left out, and the guess at a title if there is no other."""
    kept = list(choice.kept)
    remarks: list[Remark] = []
    first = next((index for index, keep in enumerate(kept) if keep and blocks[index].text), None)
    if first and not _is_title(blocks[first]) and not kept[0] and blocks[0].level in {1, 2} and _is_title(blocks[0]):
        kept[0] = True
        name = NAMES.get(choice.language, choice.language)
        remarks.append(Remark(blocks[0].line, f"the title is not in {name}: the text has no other", doubtful=False))
    of = {index: run.language for run in choice.runs for index in range(run.first, run.end)}
    others = tuple(
        LeftOut(block.line, block.text, f"in {NAMES.get(of[index], 'another language')}, not the language imported")
        for index, block in enumerate(blocks)
        if not kept[index] and block.text
    )
    return tuple(kept), others, tuple(remarks)


def _is_title(block: Block) -> bool:
    return block.level > 0 and classify(block.text) is None


def _title(given: str | None, outline: Outline) -> tuple[Remark, ...]:
    if given is None or given == outline.title or not outline.title:
        return ()
    return (Remark(1, f"the record has the title given; the text prints: {outline.title}"),)


def _named(remark: str | None) -> tuple[Remark, ...]:
    return (Remark(0, remark, doubtful=True),) if remark else ()


def _report(
    prepared: Prepared,
    outline: Outline,
    *,
    remarks: tuple[Remark, ...],
    others: tuple[LeftOut, ...],
    text_status: str,
) -> ImportReport:
    reading, choice = prepared.reading, prepared.choice
    left_out = tuple(sorted((*reading.left_out, *others), key=lambda entry: entry.line))
    elements = Counter(node.element for node in outline.walk())
    counts = (
        *((element, elements[element]) for element in sorted(elements)),
        ("recital", sum(block.recital for block in outline.preamble)),
        ("words", sum(len(words(part)) for part in outline_text(outline))),
        ("words left out", sum(len(words(entry.text)) for entry in left_out)),
    )
    return ImportReport(
        source=prepared.path,
        sha256=prepared.sha256,
        format=prepared.format.name,
        encoding=reading.encoding,
        title=outline.title,
        text_status=text_status,
        language=choice.language,
        language_why=choice.why,
        language_doubtful=choice.doubtful,
        runs=choice.runs,
        counts=counts,
        remarks=tuple(sorted(remarks, key=lambda remark: remark.line)),
        joined=reading.joined,
        left_out=left_out,
        markup=reading.markup,
        anchors=reading.anchors,
        changes=reading.changes,
        decision=reading.decision,
    )
