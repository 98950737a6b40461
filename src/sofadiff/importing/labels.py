"""Which label a block begins with, and which rows of a table are numbered clauses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, groupby

from msgspec.structs import replace

from sofadiff.importing.blocks import Block, Kind, Remark
from sofadiff.importing.numbering import Label, Reading, given_label, parse_label


def label_of(block: Block) -> Label | None:
    """The label a block begins with: the one that the source names, else what its words look like."""
    return given_label(block.label, block.text) if block.label else parse_label(block.text)


def numbered_rows(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Remark, ...]]:
    """The blocks, with the rows of a table that count 1, 2, 3 to its end as text, since they are clauses."""
    found = list(blocks)
    remarks: list[Remark] = []
    for is_row, group in groupby(range(len(blocks)), lambda index: blocks[index].kind is Kind.ROW):
        labels = [(index, label_of(blocks[index])) for index in group] if is_row else []
        rows = list(dropwhile(lambda pair: pair[1] is None, labels))
        counted = [
            label is not None and Reading("1", number) in label.readings for number, (_, label) in enumerate(rows, 1)
        ]
        if len(rows) > 1 and all(counted):
            remarks.append(Remark(blocks[rows[0][0]].line, "the rows of a table are numbered: taken for clauses"))
            for index, _ in rows:
                found[index] = replace(blocks[index], kind=Kind.TEXT)
    return tuple(found), tuple(remarks)
