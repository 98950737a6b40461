"""No word lost: every letter and digit of the source is in exactly one place, in order, or on the left-out list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Block, Reading, letters
from sofadiff.outline import ATTACHMENT, Node, Outline

_REMEDY = "This is a fault of sofadiff, not of your file: please report it with the file."


def outline_text(outline: Outline) -> list[str]:
    """Every text of an outline (title, labels, headings, clauses) in the order of the source."""
    texts = [outline.title, *(part for block in outline.preamble for part in (block.num, block.text) if part)]
    for node in outline.nodes:
        if node.element != ATTACHMENT:
            texts.extend(_node(node))
    texts.extend(block.text for block in outline.conclusions)
    for node in outline.nodes:
        if node.element == ATTACHMENT:
            texts.extend(_node(node))
    return texts


def _node(node: Node) -> Iterable[str]:
    yield from (text for text in (node.num, node.heading, node.intro, node.content) if text)
    for child in node.children:
        yield from _node(child)
    if node.wrap_up:
        yield node.wrap_up


def check_reading(reading: Reading, path: str) -> None:
    """Raise SofadiffError unless nothing of the file is missing from the source lines, nor of these from the blocks.

    The source lines hold the census, letter for letter whatever the order; they are the blocks, in order, plus what was
    left out of each line.
    """
    _check_census(reading, path)
    source = reading.source
    gone: dict[int, list[str]] = {}
    for entry in reading.left_out:
        gone.setdefault(entry.line, []).append(letters(entry.text))
    want = ""
    for number, line in enumerate(source, start=1):
        rest = letters(line)
        for text in gone.get(number, ()):
            if text not in rest:
                raise _lost(reading.where(path, number))
            rest = rest.replace(text, "", 1)
        want += rest
    have = "".join(letters(block.text) for block in reading.blocks)
    if have != want:
        differs = next(
            (i for i, (a, b) in enumerate(zip(have, want, strict=False)) if a != b), min(len(have), len(want))
        )
        raise _lost(reading.where(path, _line_of(source, gone, differs)))


def _line_of(source: Sequence[str], gone: dict[int, list[str]], position: int) -> int:
    for number, line in enumerate(source, start=1):
        position -= len(letters(line)) - sum(map(len, gone.get(number, ())))
        if position < 0:
            return number
    return len(source)


def _check_census(reading: Reading, path: str) -> None:
    if reading.census is None:
        return
    want = Counter(letters(reading.census))
    want.update(letters("".join(reading.generated)))
    have = Counter(letters("".join(reading.source)))
    if want != have:
        lost, doubled = (want - have).total(), (have - want).total()
        raise SofadiffError(
            f"reading it lost {lost} and doubled {doubled} letters, so nothing was imported.",
            where=path,
            remedy=_REMEDY,
        )


def _lost(where: str) -> SofadiffError:
    return SofadiffError("reading it lost or doubled words, so nothing was imported.", where=where, remedy=_REMEDY)


def check_outline(blocks: Sequence[Block], outline: Outline, where: Callable[[int], str]) -> None:
    """Raise SofadiffError unless the outline holds every word of the imported blocks, once and in their order."""
    have = letters(" ".join(outline_text(outline)))
    position = 0
    for block in blocks:
        want = letters(block.text)
        if not have.startswith(want, position):
            raise SofadiffError(
                f"the words “{block.text[:60]}” did not arrive in their place in the record, so nothing was imported.",
                where=where(block.line),
                remedy=_REMEDY,
            )
        position += len(want)
    if position != len(have):
        raise SofadiffError(
            f"the record holds {len(have) - position} letters more than the text.", where=where(1), remedy=_REMEDY
        )
