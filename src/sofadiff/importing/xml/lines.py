"""Source lines, their places, and the blocks on them: every word of a file once, kept or left out with its reason."""

from __future__ import annotations

from msgspec import Struct, field

from sofadiff.importing.blocks import Block, Kind, LeftOut, Remark, Role, Unit


class Lines(Struct):
    """What was read so far."""

    language: str = ""
    """Language that the file claims (ISO 639-3)."""
    source: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    generated: list[str] = field(default_factory=list)
    counts: dict[str, tuple[int, bool]] = field(default_factory=dict)
    """What was met that the report counts, and whether it is doubtful."""
    units: list[Unit] = field(default_factory=list)
    """The units around the place that is being read."""
    quotes: int = 0
    """Quotations around the place."""
    whole: int = 0
    """Which text of a unit is being read, of those that are one text; 0 for none."""
    whole_before: int = 0
    """The same of the last block."""

    def put(self, text: str, anchor: str, *, kind: Kind = Kind.TEXT, role: Role = Role.TEXT) -> None:
        """Append a block."""
        line = self.line(text, anchor)
        same = bool(self.quotes and self.blocks and self.blocks[-1].units == tuple(self.units))
        same = same or (kind is Kind.TEXT and 0 < self.whole == self.whole_before)
        self.whole_before = self.whole
        self.blocks.append(
            Block(
                text, line, kind, level=3 if kind is Kind.HEADING else 0, continued=same and role is Role.TEXT,
                language=self.language, units=tuple(self.units), role=role,
            )
        )  # fmt: skip

    def line(self, text: str, anchor: str) -> int:
        """Append a source line; its number."""
        self.source.append(text)
        self.anchors.append(anchor)
        return len(self.source)

    def leave(self, text: str, anchor: str, reason: str) -> None:
        """Append a source line that is in no clause."""
        if text:
            self.left_out.append(LeftOut(self.line(text, anchor), text, reason))

    def remark(self, message: str, doubtful: bool = False) -> None:
        """Note a decision about the text that comes next."""
        self.remarks.append(Remark(len(self.source) + 1, message, doubtful))

    def count(self, what: str, doubtful: bool = False) -> None:
        """Count something for the report."""
        self.counts[what] = (self.counts.get(what, (0, False))[0] + 1, doubtful)

    def note(self, mark: str, words: str, anchor: str) -> None:
        """Append a footnote, on a source line of its own."""
        line = self.line(words, anchor)
        self.blocks.append(Block(words, line, Kind.NOTE, label=mark, language=self.language, units=tuple(self.units)))
