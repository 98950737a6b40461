"""From a record to its written form, and the list of what the form does not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sofadiff import akn
from sofadiff.akn.outlining import further, outline_of
from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import letters
from sofadiff.importing.exchange.writing import write
from sofadiff.importing.totality import outline_text
from sofadiff.model import Agreement
from sofadiff.outline import About, Node, Outline

_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
FORMS = ("text", "markdown")
RESTATED = (
    "A restatement in the words of the sofadiff project, not the authentic text of the instrument; do not quote it as"
    " such. “Verified”: the authentic clause was read. “Reported”, “unverified”: it was not."
)
READ_BACK = (
    "`sofadiff import` reads this file back as the same clauses. A file that was changed is read too, and the report on"
    " it says that the words are no longer those of the record."
)


class Exported(Struct, frozen=True):
    """A record as text."""

    text: str
    left: tuple[str, ...]
    """What the record holds and the text does not, with counts, as sentences for a person."""
    outline: Outline


def export(data: bytes, path: str | None, slug: str | None, form: str) -> Exported:
    """The record in a file's bytes as `text` or `markdown`.

    Raises SofadiffError for anything that is not readable Akoma Ntoso 3.0.
    """
    document = akn.parse(data, path or slug or "record")
    agreement = akn.agreement_of(document, path=path, slug=slug)
    outlined = outline_of(document, agreement.language)
    outline, control = _clean(outlined.outline)
    if not letters("".join(outline_text(outline))):
        raise SofadiffError(
            "holds no words in its title, clauses or annexes, so there is nothing to write.",
            where=path or slug or "record",
            remedy="Give a file with the text of one agreement or act.",
        )
    others = tuple(f"{count} × {name}" for name, count in further(document))
    left = (*_lost(agreement, outline), *_left(agreement, dict(outlined.beside), control), *others)
    notes: list[tuple[str, str | Sequence[str]]] = []
    if agreement.has_profile:
        notes.append(("caution", RESTATED))
    notes += [("how-to", READ_BACK), ("not-in-this-file", left)]
    return Exported(write(outline, _about(agreement), form, notes), left, outline)


def _lost(agreement: Agreement, outline: Outline) -> tuple[str, ...]:
    """Units whose words the outline does not hold, which only documents of other producers have."""
    held = letters("".join(outline_text(outline)))
    gone = [unit for unit in agreement.units if any(letters(line) not in held for line in unit.text.split("\n"))]
    words = sum(len(unit.text.split()) for unit in gone)
    return (f"{len(gone)} × passages with {words} words, which stand where this form has no place",) if gone else ()


def _about(agreement: Agreement) -> About:
    return About(
        slug=agreement.slug or agreement.work_uri.rstrip("/").rpartition("/")[2],
        title=agreement.title,
        short=agreement.short if agreement.has_profile else "",
        date=agreement.work_date if _FULL.fullmatch(agreement.work_date or "") and agreement.work_date else "",
        date_name=agreement.work_date_name,
        kind=str(agreement.kind) if agreement.has_profile else "",
        completeness=str(agreement.completeness or ""),
        mission_type=str(agreement.mission_type or ""),
        text_status=str(agreement.text_status or ""),
        terms=tuple((str(t.role), t.form, str(t.holder or ""), t.ref or "") for t in agreement.terms),
    )


def _left(agreement: Agreement, beside: dict[str, int], control: int) -> tuple[str, ...]:
    units = agreement.units
    parties, facts = len(agreement.parties), len(agreement.facts) + len(agreement.events)
    counts = (
        ("parties", parties),
        ("dated events and facts on signature, place, languages and related texts", facts),
        ("sources, and which clause rests on which", len(agreement.sources)),
        ("clauses with topics of the codebook", sum(bool(unit.topics) for unit in units)),
        ("permanent ids of clauses (wId)", sum(unit.wid is not None for unit in units)),
        ("digests of authentic clauses", sum(unit.text_digest is not None for unit in units)),
        ("targets of cross-references (their words are here)", sum(len(unit.refs) for unit in units)),
        ("findings of coders", len(agreement.codings)),
        ("adjudications", len(agreement.adjudications)),
        ("search logs behind what is silent", len(agreement.logs)),
        ("notes on what is not known", len(agreement.not_known)),
        ("notes on practice", len(agreement.practices)),
        ("places in the file that it was imported from", sum(unit.anchor is not None for unit in units)),
        ("control characters, which no text file holds", control),
        ("words of the title page beyond the title", beside.pop("words of the title page", 0)),
    )
    others = tuple((name, beside.pop(name)) for name in list(beside) if not name.startswith("element:"))
    elements = tuple(f"{count} × element {name.removeprefix('element:')}: its words are here, its name is not"
                     for name, count in beside.items())  # fmt: skip
    return (*(f"{count} × {name}" for name, count in (*counts, *others) if count), *elements)


def _clean(outline: Outline) -> tuple[Outline, int]:
    """The outline without characters that a text file cannot hold, and how many there were."""
    count = 0

    def text(value: str | None) -> str | None:
        nonlocal count
        if value is None or "\x7f" not in value:
            return value
        count += value.count("\x7f")
        return "\n".join(" ".join(line.replace("\x7f", "").split()) for line in value.split("\n")) or None

    def node(old: Node) -> Node:
        return Node(
            old.element, text(old.num), text(old.heading), text(old.intro), text(old.content), text(old.wrap_up),
            tuple(node(child) for child in old.children), old.line, old.standing,
        )  # fmt: skip

    cleaned = replace(
        outline,
        title=text(outline.title) or "",
        preamble=tuple(replace(block, text=text(block.text) or "", num=text(block.num)) for block in outline.preamble),
        nodes=tuple(node(old) for old in outline.nodes),
        conclusions=tuple(replace(block, text=text(block.text) or "") for block in outline.conclusions),
    )
    return (cleaned, count) if count else (outline, 0)
