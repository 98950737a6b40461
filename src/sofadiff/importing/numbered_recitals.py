"""Recitals that count 1, 2, 3 behind `Whereas:`: which label begins one, and which text goes on with it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from sofadiff.importing.blocks import Block
from sofadiff.importing.numbering import Label, Reading
from sofadiff.importing.recitals import gives_reason, opens_reasons, split_recitals
from sofadiff.outline import PreambleBlock


class NumberedRecitals:
    """Counts the numbered recitals while the blocks of a preamble are read."""

    def __init__(self, preamble: list[PreambleBlock]) -> None:
        self._preamble = preamble
        """Where they are put."""
        self._count = 0

    def label(self, block: Block, label: Label) -> bool:
        """A numbered recital or a point of one; False where none was announced."""
        if not self._count and not (self._preamble and opens_reasons(self._preamble[-1].text)):
            return False
        if self._next in label.readings:
            self._count += 1
            self._preamble.append(PreambleBlock(label.rest, block.line, True, num=label.printed))
        elif self._count:
            self._go_on(block)
        return bool(self._count)

    def text(self, block: Block, ahead: Iterable[Label]) -> None:
        """A block without a label: of the recital that is read if the count goes on behind it, else of the preamble."""
        unfinished = self._count and self._preamble[-1].num and not self._preamble[-1].text
        if unfinished or (self._count and any(self._next in label.readings for label in ahead)):
            self._go_on(block)
            return
        for part in split_recitals(block.text):
            self._preamble.append(PreambleBlock(part, block.line, gives_reason(part)))

    @property
    def _next(self) -> Reading:
        return Reading("1", self._count + 1)

    def _go_on(self, block: Block) -> None:
        last = self._preamble[-1]
        self._preamble[-1] = replace(last, text=f"{last.text}\n{block.text}".lstrip("\n"))
