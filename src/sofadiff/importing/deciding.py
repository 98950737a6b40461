"""What a person decided on the doubtful places of an import: kept in a small file, applied whenever it is imported."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import asdict, replace

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Block, LeftOut, Remark
from sofadiff.text import digest

FORMAT = "sofadiff.review/1"
LIMIT = 20_000
"""Decisions that a file may hold."""
LEFT_OUT = "left out by a person's decision in the review"


class Choice(StrEnum):
    """What a person can decide on a doubtful place."""

    KEEP = "keep"
    JOIN = "join"
    """It is words of the clause before, whatever it begins with."""
    SPLIT = "split"
    """It is a clause of its own, under its label if it begins with one."""
    PLACE = "place"
    """Its label stands at another level."""
    LEAVE_OUT = "leave-out"


SAID = {
    Choice.KEEP: "kept as it is",
    Choice.JOIN: "joined to the clause before",
    Choice.SPLIT: "made a clause of its own",
    Choice.PLACE: "put at another level",
    Choice.LEAVE_OUT: "left out",
}


class Decision(Struct, frozen=True):
    """One decision."""

    line: int
    """Source line (1-based) when it was taken."""
    digest: str
    """Of the words of the piece that it is about; of the doubt, where it is about the whole file."""
    doubt: str
    """What the report said there."""
    choice: Choice
    level: int = 0
    """Of the label, 0 outermost; for `place` only."""


class Review(Struct, frozen=True):
    """All decisions on one file."""

    source: str
    """Name of the imported file, without folders."""
    sha256: str
    """Of the imported file when the last decision was taken."""
    draft: str
    """SHA-256 of the draft that was written with these decisions."""
    decisions: tuple[Decision, ...]
    options: tuple[tuple[str, str], ...] = ()
    """Options of the import, such as (`date`, `2001-02-03`), so that the next one need not repeat them; one may occur
    several times."""


class Decided(Struct, frozen=True):
    """Blocks with the decisions in them."""

    kept: tuple[Block, ...]
    chosen: tuple[bool, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[Remark, ...]
    """Decisions that no longer fit."""
    settled_blocks: tuple[tuple[int, Choice], ...]
    """Index among the kept blocks, and what was decided."""
    settled_doubts: frozenset[str]
    """Doubts on the whole file that a person has seen."""

    def settled(self, remarks: Iterable[Remark]) -> tuple[Remark, ...]:
        """Remarks, no longer doubtful where a person decided."""
        said = dict(self.settled_blocks)
        found = []
        for remark in remarks:
            choice = said.get(remark.block) if remark.block >= 0 else None
            if choice is None and remark.block < 0 and digest(remark.message) in self.settled_doubts:
                choice = Choice.KEEP
            if choice is not None and remark.doubtful:
                message = f"{remark.message} ({SAID[choice]} by a person's decision)"
                remark = replace(remark, message=message, doubtful=False)
            found.append(remark)
        return tuple(found)


def apply(decisions: Sequence[Decision], blocks: Sequence[Block], chosen: Sequence[bool]) -> Decided:
    """The blocks that are imported, as decided. A decision finds its piece by its words, the nearest one of several."""
    taken: dict[int, Decision] = {}
    remarks: list[Remark] = []
    doubts: set[str] = set()
    by_words: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        if chosen[index] and block.text and decisions:
            by_words.setdefault(digest(block.text), []).append(index)
    for decision in decisions:
        if decision.digest == digest(decision.doubt):
            doubts.add(decision.digest)
            continue
        free = [index for index in by_words.get(decision.digest, ()) if index not in taken]
        if free:
            taken[min(free, key=lambda index: abs(blocks[index].line - decision.line))] = decision
        else:
            text = f"a decision of the review no longer fits, since its words are gone or changed: {decision.doubt}"
            remarks.append(Remark(0, text, doubtful=True))
    kept: list[Block] = []
    settled: list[tuple[int, Choice]] = []
    left_out: list[LeftOut] = []
    still = list(chosen)
    for index, block in enumerate(blocks):
        choice = taken[index].choice if index in taken else None
        if choice is Choice.LEAVE_OUT:
            still[index] = False
            left_out.append(LeftOut(block.line, block.text, LEFT_OUT))
        elif chosen[index]:
            if choice is not None:
                settled.append((len(kept), choice))
            kept.append(block if choice is None else replace(block, told=_told(taken[index])))
    return Decided(tuple(kept), tuple(still), tuple(left_out), tuple(remarks), tuple(settled), frozenset(doubts))


def _told(decision: Decision) -> str:
    return {Choice.JOIN: "words", Choice.SPLIT: "clause", Choice.PLACE: f"beside {decision.level}"}.get(
        decision.choice, ""
    )


# -- the file -------------------------------------------------------------------------------------------------


def to_json(review: Review) -> str:
    """A review as a file: one decision a line, in the order of the source."""
    decisions = sorted(review.decisions, key=lambda one: (one.line, one.digest, one.doubt))
    head = {
        "format": FORMAT, "source": review.source, "sha256": review.sha256, "draft": review.draft,
        "options": [list(option) for option in review.options],
    }  # fmt: skip
    lines = ",\n".join(f"  {json.dumps(asdict(one), ensure_ascii=False)}" for one in decisions)
    opening = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    return f'{opening},\n "decisions": [\n{lines}\n ]\n}}\n' if decisions else f'{opening},\n "decisions": []\n}}\n'


def from_json(data: bytes, path: str) -> Review:
    """A review from its file; raise SofadiffError for anything that is none."""
    try:
        found = json.loads(data.decode("utf-8"))
        if found["format"] != FORMAT or len(found["decisions"]) > LIMIT:
            raise ValueError
        decisions = tuple(_decision(entry) for entry in found["decisions"])
        options = tuple((str(name), str(value)) for name, value in found["options"])
        return Review(str(found["source"]), str(found["sha256"]), str(found["draft"]), decisions, options)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SofadiffError(
            "is not a file of decisions that `sofadiff import --review` wrote, or it is damaged, so nothing was done.",
            where=path,
            remedy="Move it away to import without it.",
        ) from None


def _decision(entry: dict[str, object]) -> Decision:
    line, level = entry["line"], entry["level"]
    if not isinstance(line, int) or not isinstance(level, int) or not 0 <= level < 100:
        raise ValueError
    return Decision(line, str(entry["digest"]), str(entry["doubt"]), Choice(str(entry["choice"])), level)
