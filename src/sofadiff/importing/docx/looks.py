"""Which paragraphs are headings: told by style, by words, and by how they look beside their neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sofadiff.importing.blocks import Block, Kind, Remark
from sofadiff.importing.docx.lines import Item
from sofadiff.importing.headings import HeadingKind, classify, looks_like_title
from sofadiff.importing.numbering import parse_label
from sofadiff.importing.paragraphs import marks_heading
from sofadiff.importing.recitals import is_closing
from sofadiff.text import tidy

TITLE_PARAGRAPHS = 8
"""At most so many paragraphs at the top can be the title."""
_HEADING_LENGTH = 200
_TITLE_LENGTH = 150
_STOPS = ".;:,"
_CONTAINERS = frozenset(
    {HeadingKind.PART, HeadingKind.CHAPTER, HeadingKind.SECTION, HeadingKind.ARTICLE, HeadingKind.ANNEX}
)


class Deciding:
    """Turns items into blocks, from first to last."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = list(_split(items))
        self.remarks: list[Remark] = []
        self._closed = False

    def blocks(self) -> tuple[Block, ...]:
        """All blocks in order."""
        found: list[Block] = []
        start = self._title(found)
        for index in range(start, len(self.items)):
            found.extend(self._block(index, found[-1] if found else None))
        return tuple(found)

    # -- the title --------------------------------------------------------------------------------------------

    def _title(self, found: list[Block]) -> int:
        """Append the title, if the text begins with one; how many items it takes."""
        styled = any(_is_styled_title(item) for item in self.items[:TITLE_PARAGRAPHS])
        taken = 0
        while taken < min(len(self.items), TITLE_PARAGRAPHS) and self._in_title(taken, styled):
            if taken and self.items[taken].line > self.items[taken - 1].line + 1:
                break  # something between them was left out
            taken += 1
        if taken == 0 and self.items and _may_be_title(self.items[0]):
            taken = 1
        if taken:
            text = tidy(" ".join(item.text for item in self.items[:taken]))
            found.append(Block(text, self.items[0].line, Kind.HEADING, 1))
            if taken > 1:
                self.remarks.append(
                    Remark(self.items[0].line, f"{taken} paragraphs at the top were joined to the title")
                )
        return taken

    def _in_title(self, index: int, styled: bool) -> bool:
        item = self.items[index]
        text = tidy(item.text)
        if item.para is None or item.kind is not Kind.TEXT or _is_labelled(item) or marks_heading(text):
            return False
        if styled:
            return _is_styled_title(item)
        return (item.para.centred or item.para.bold) and len(text) <= _HEADING_LENGTH and text[-1] not in ".;:"

    # -- everything else --------------------------------------------------------------------------------------

    def _block(self, index: int, before: Block | None) -> Iterator[Block]:
        item = self.items[index]
        text = tidy(item.text)
        if item.kind is not Kind.TEXT or item.para is None:
            yield _plain(item, text)
            return
        if is_closing(text):
            self._closed = True
        head = classify(item.label) if item.label else None
        if head is not None and head.kind in _CONTAINERS and not _reads_like_title(text, item):
            rest = tidy(item.text.replace(item.label, "", 1))
            yield Block(
                item.label,
                item.line,
                Kind.HEADING,
                2,
                label=item.label,
                list=item.list,
                depth=item.depth,
                language=item.language,
            )
            if rest:
                yield Block(rest, item.line, Kind.TEXT, continued=True, language=item.language)
            return
        level = self._level(index, text, before)
        if level:
            yield Block(
                text,
                item.line,
                Kind.HEADING,
                level,
                label=item.label,
                list=item.list,
                depth=item.depth,
                language=item.language,
            )
        else:
            yield _plain(item, text)

    def _level(self, index: int, text: str, before: Block | None) -> int:
        """Heading level of a paragraph; 0 for text."""
        item = self.items[index]
        para = item.para
        if para is None:
            return 0
        if para.outline is not None and _reads_like_title(text, item):
            return min(para.outline, 6)
        if marks_heading(text):
            self._closed = False
            return 2
        if self._closed or (not item.label and not looks_like_title(text, _TITLE_LENGTH)):
            return 4 if not self._closed and self._bold_label(item, text) else 0
        if item.label:
            return 3 if para.bold and _reads_like_title(text, item) else 0
        if before is not None and _wants_name(before):
            return 3 if para.bold or para.centred or self._alone(index) else 0
        return 3 if (para.bold or para.centred) and self._leads(index) else 0

    def _bold_label(self, item: Item, text: str) -> bool:
        """A typed label and a title, all bold: `3. Claims`."""
        label = parse_label(text)
        return label is not None and label.shape != "-" and item.para is not None and item.para.bold and (
            looks_like_title(label.rest, 100) if label.rest else False
        )  # fmt: skip

    def _alone(self, index: int) -> bool:
        """Whether text follows that is not a heading itself, so that this line can name what follows."""
        following = next((item for item in self.items[index + 1 :] if item.kind is not Kind.NOTE), None)
        return following is not None and following.kind is Kind.TEXT and not marks_heading(tidy(following.text))

    def _leads(self, index: int) -> bool:
        """Whether a labelled paragraph or a heading follows, so that this line can be the title over it."""
        following = next((item for item in self.items[index + 1 :] if item.kind is not Kind.NOTE), None)
        if following is None or following.kind is not Kind.TEXT:
            return False
        text = tidy(following.text)
        return _is_labelled(following) or marks_heading(text) or len(text) > _TITLE_LENGTH


def _split(items: Sequence[Item]) -> Iterator[Item]:
    """Take a paragraph apart at the line breaks before a clause, a heading or the testimonium, and after a heading."""
    for item in items:
        first = True
        text = ""
        for part in item.text.split("\n") if item.kind is Kind.TEXT else (item.text,):
            begins = parse_label(tidy(part)) is not None or marks_heading(tidy(part)) or is_closing(tidy(part))
            if text.strip() and part.strip() and (begins or marks_heading(tidy(text))):
                yield _part(item, text, first)
                first, text = False, ""
            text += f"\n{part}" if text else part
        if text.strip() or item.kind is Kind.PICTURE:
            yield _part(item, text, first)


def _part(item: Item, text: str, first: bool) -> Item:
    if first:
        return Item(text, item.line, item.kind, item.label, item.list, item.depth, item.para, item.language)
    return Item(text, item.line, item.kind, para=item.para, language=item.language)


def _plain(item: Item, text: str) -> Block:
    return Block(text, item.line, item.kind, label=item.label, list=item.list, depth=item.depth, language=item.language)


def _is_styled_title(item: Item) -> bool:
    return item.para is not None and item.para.title


def _is_labelled(item: Item) -> bool:
    return bool(item.label) or parse_label(tidy(item.text)) is not None


def _may_be_title(item: Item) -> bool:
    text = tidy(item.text)
    return item.kind is Kind.TEXT and not item.label and looks_like_title(text, 400) and not marks_heading(text)


def _reads_like_title(text: str, item: Item) -> bool:
    """Whether a heading-styled paragraph is a title, not a clause in a heading's style."""
    rest = text.removeprefix(item.label).strip()
    return len(text) <= _HEADING_LENGTH and (not rest or rest[-1] not in _STOPS)


def _wants_name(block: Block) -> bool:
    """Whether a block is the number of an article or part whose title may follow."""
    head = classify(block.text) if block.kind is Kind.HEADING else None
    return head is not None and head.kind in _CONTAINERS and not head.rest
