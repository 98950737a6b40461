"""A copy of an agreement against a record's stored digests: which clauses are word for word those that were read.

Clauses answer each other by their printed numbers (`VIII`, `5`, `e`, `i`) and by what stands where (opening words,
text, closing words); words without a number answer by the words alone. The record itself holds no authentic text.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath

from msgspec import Struct

from sofadiff.errors import SofadiffError
from sofadiff.importing.importer import Imported
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.pinpoint import bare
from sofadiff.text import digest

FORMAT = "sofadiff.collation/1"
_GROUPS = frozenset({"part", "chapter", "section", "title", "subchapter", "body"})
"""Elements over numbered articles, whose own number says nothing about which article it is."""
_ATTACHED = frozenset({"hcontainer", "attachment"})


class Status(StrEnum):
    """How one clause of the record and of the copy answer each other."""

    MATCHES = "matches"
    DIFFERS = "differs"
    MISSING = "missing"
    EXTRA = "extra"
    OUTSIDE = "outside"
    """In the copy, in an annex, declaration or minute, and the record holds none of these: listed, but no mismatch."""


class Answer(Struct, frozen=True):
    """What came out for one clause."""

    status: Status
    number: str
    """The clause's number, such as `VIII(5)(e)(i)`, or words for what has none."""
    part: str
    """`intro`, `content`, `wrapUp`, `heading` or `preamble`."""
    unit: str | None
    """id in the record."""
    line: int | None
    """Line in the copy."""
    note: str = ""
    found: tuple[str, ...] = ()
    """ids of the units of the copy."""


class Collation(Struct, frozen=True):
    """A whole copy against a whole record, in the record's order, then what only the copy has."""

    record: str
    copy: str
    sha256: str
    language: str
    answers: tuple[Answer, ...]
    without_digest: int
    """Units of the record that store no digest, so nothing can be said about them."""

    @property
    def matching(self) -> bool:
        """Whether every clause that has a digest matches and nothing is missing or extra."""
        return all(answer.status in {Status.MATCHES, Status.OUTSIDE} for answer in self.answers)

    def count(self, status: Status) -> int:
        """How many answers have that status."""
        return sum(answer.status is status for answer in self.answers)


class _Words(Struct, frozen=True):
    """A unit on either side, as it is matched."""

    key: tuple[str, ...]
    part: str
    digest: str
    unit: Unit
    line: int | None


def language_read(record: Agreement) -> str:
    """The language of the text that the record's clauses were read in: that of its searches, else an authentic one.

    Where none is called authentic it is the one of which nobody has said what it is: `sofadiff new` writes down that of
    the draft so.
    """
    stated: dict[str | None, list[str]] = {}
    for fact in record.facts_of("language"):
        stated.setdefault(fact.attribute("status"), []).append(fact.value)
    languages = stated.get("authentic") or stated.get("unknown") or [record.language]
    searched = [log.language for log in record.logs]
    if searched or record.language in languages:
        return searched[0] if searched else record.language
    return languages[0]


def collate(record: Agreement, imported: Imported) -> Collation:
    """Match an imported copy against a record. Raise SofadiffError if the record stores no digest at all."""
    stored = [_Words(key_of(u), part_of(u), u.text_digest, u, None) for u in record.units if u.text_digest]
    if not stored:
        raise SofadiffError(
            "stores no digest of an authentic clause, so no copy can be matched against it.",
            where=record.name,
            remedy="Only clauses that were read in the official text carry one; see `sofadiff show`.",
        )
    lines = imported.lines
    found = [_Words(key_of(u), part_of(u), digest(u.text), u, lines.get(u.id)) for u in imported.agreement.units]
    answers: dict[int, Answer] = {}
    rest = _by_digest(stored, found, answers)
    rest = _joined(stored, rest, answers)
    rest = _by_place(stored, rest, answers)
    rest = _by_line(stored, rest, answers, imported)
    for position, want in enumerate(stored):
        if position not in answers:
            answers[position] = _answer(Status.MISSING, want, None)
    headings = {want.key for want in stored if want.part == "heading"}
    annexes = any(_in_annex(unit) for unit in record.units)
    extra = [_extra(words, annexes) for words in rest if words.part != "heading" or words.key in headings]
    return Collation(
        record=record.name,
        copy=PurePath(imported.report.source).name,
        sha256=imported.report.sha256,
        language=imported.report.language,
        answers=(*(answers[position] for position in range(len(stored))), *extra),
        without_digest=len(record.units) - len(stored),
    )


def key_of(unit: Unit) -> tuple[str, ...]:
    """Bare numbers from the outside in; containers over articles and unnumbered levels left out."""
    if unit.part in {UnitPart.RECITAL, UnitPart.PREAMBLE}:
        return ("preamble",)
    steps = [(element, bare(num)) for element, num in unit.path]
    inner = [(element, num) for element, num in steps if element not in _GROUPS]
    shown = [num or "" for element, num in (inner or steps) if num or element == "hcontainer"]
    return tuple(number.casefold().replace(" ", "") for number in shown)


def part_of(unit: Unit) -> str:
    """What stands there: `preamble`, `heading`, `intro`, `content` or `wrapUp`."""
    return "preamble" if unit.part in {UnitPart.RECITAL, UnitPart.PREAMBLE} else unit.part.value


def _by_digest(stored: Sequence[_Words], found: Sequence[_Words], answers: dict[int, Answer]) -> list[_Words]:
    """Same words: under the same number, then anywhere for what has no number, then inside an attachment.

    An exchange of notes is imported as attachments (`Nr. I`, `Nr. II`); its record starts at the articles of a note.
    """
    rest = list(found)
    for same_place in (_same_number, _unnumbered, _recital, _inside_attachment):
        for position, want in enumerate(stored):
            if position in answers:
                continue
            match = next((have for have in rest if have.digest == want.digest and same_place(want, have)), None)
            if match is not None:
                rest.remove(match)
                answers[position] = _answer(Status.MATCHES, want, match)
    return rest


def _same_number(want: _Words, have: _Words) -> bool:
    return want.key == have.key and want.part == have.part


def _unnumbered(want: _Words, have: _Words) -> bool:
    return want.key == have.key or not (bare(want.unit.num) or bare(have.unit.num))


def _recital(want: _Words, have: _Words) -> bool:
    """A numbered recital, which a record may hold as a paragraph in front of the first article."""
    apart = UnitPart.RECITAL in {want.unit.part, have.unit.part}
    return apart and len(want.unit.path) <= 1 and bare(want.unit.num) == bare(have.unit.num)


def _inside_attachment(want: _Words, have: _Words) -> bool:
    attached = bool(have.unit.path) and have.unit.path[0][0] in _ATTACHED
    return attached and have.key[1:] == (() if want.key == ("preamble",) else want.key)


def _joined(stored: Sequence[_Words], rest: list[_Words], answers: dict[int, Answer]) -> list[_Words]:
    """One clause of the record that the copy prints in several pieces (intro, items, closing words)."""
    for position, want in enumerate(stored):
        if position in answers or want.part == "heading":
            continue
        pieces = [have for have in rest if have.key == want.key and have.part != "heading"]
        if len(pieces) > 1 and digest(" ".join(piece.unit.text for piece in pieces)) == want.digest:
            rest = [have for have in rest if have not in pieces]
            note = f"in {len(pieces)} pieces in the copy"
            answers[position] = _answer(Status.MATCHES, want, pieces[0], note, pieces)
    return rest


def _by_line(
    stored: Sequence[_Words], rest: list[_Words], answers: dict[int, Answer], imported: Imported
) -> list[_Words]:
    """One line of the copy, such as a row of a table, that the import took into a clause of another cut."""
    lines: dict[str, list[tuple[int, str]]] = {}
    for block, kept in zip(imported.reading.blocks, imported.kept, strict=True):
        if kept and block.text:
            lines.setdefault(digest(block.text), []).append((block.line, block.text))
    taken: set[str] = set()
    for position, want in enumerate(stored):
        if position in answers or not lines.get(want.digest):
            continue
        line, text = lines[want.digest][0]
        home = next((have for have in rest if have.line == line or text in have.unit.text), None)
        if home is not None:
            lines[want.digest].pop(0)
            taken.add(home.unit.id)
            note, number = "a line of a clause in the copy", number_of(want.unit)
            answers[position] = Answer(
                Status.MATCHES, number, want.part, want.unit.id, line, note, (home.unit.id,)
            )  # fmt: skip
    return [have for have in rest if have.unit.id not in taken]


def _by_place(stored: Sequence[_Words], rest: list[_Words], answers: dict[int, Answer]) -> list[_Words]:
    """Same number, other words; or the same words under another number."""
    for position, want in enumerate(stored):
        if position in answers:
            continue
        there = next((have for have in rest if have.key == want.key and have.part == want.part), None)
        elsewhere = next((have for have in rest if have.digest == want.digest), None)
        if elsewhere is not None:
            rest.remove(elsewhere)
            note = f"the same words stand at {number_of(elsewhere.unit)} in the copy"
            answers[position] = _answer(Status.DIFFERS, want, elsewhere, note)
        elif there is not None:
            rest.remove(there)
            answers[position] = _answer(Status.DIFFERS, want, there, "other words")
    return rest


def _extra(words: _Words, record_has_annexes: bool) -> Answer:
    outside = not record_has_annexes and _in_annex(words.unit)
    note = "a text of its own, which the record does not hold" if outside else ""
    status = Status.OUTSIDE if outside else Status.EXTRA
    return Answer(status, number_of(words.unit), words.part, None, words.line, note, (words.unit.id,))


def _in_annex(unit: Unit) -> bool:
    return any(element in {"hcontainer", "attachment"} for element, _ in unit.path)


def _answer(status: Status, want: _Words, have: _Words | None, note: str = "", pieces: Sequence[_Words] = ()) -> Answer:
    found = tuple(piece.unit.id for piece in pieces or ([have] if have else []))
    return Answer(status, number_of(want.unit), want.part, want.unit.id, have.line if have else None, note, found)


def number_of(unit: Unit) -> str:
    """The number as people write it, such as `VIII(5)(e)(i)`; words for what has none."""
    numbers = [number for element, num in unit.path if element not in _GROUPS and (number := bare(num))]
    if not numbers:
        return unit.heading or unit.part.value if unit.part is not UnitPart.CONTENT else unit.heading or unit.id
    return numbers[0] + "".join(f"({number})" for number in numbers[1:])
