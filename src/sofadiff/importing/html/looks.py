"""Which paragraphs of a page are headings: told by mark-up, by words, and by how they look beside their neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sofadiff.importing.blocks import Block, Kind, Line, Remark
from sofadiff.importing.headings import HeadingKind, classify, looks_like_title
from sofadiff.importing.html.contents import is_contents_title
from sofadiff.importing.html.lines import Item
from sofadiff.importing.numbering import parse_label
from sofadiff.importing.paragraphs import assemble, marks_heading
from sofadiff.importing.recitals import is_closing
from sofadiff.text import tidy

TITLE_PARAGRAPHS = 8
"""At most so many paragraphs at the top can be the title."""
_OVER_TITLE = 4
"""Paragraphs over the title, at most (where the text was printed, its number)."""
_HEADING_LENGTH = 250
_TITLE_LENGTH = 150
_LINES = 3
"""Line breaks in a paragraph from which they are read as those of a text with hard line ends."""
_STOPS = ".;:,"
_CONTAINERS = frozenset(
    {HeadingKind.PART, HeadingKind.CHAPTER, HeadingKind.SECTION, HeadingKind.ARTICLE, HeadingKind.ANNEX}
)


class Deciding:
    """Turns items into blocks, from first to last."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.remarks: list[Remark] = []
        self.joined = 0
        first = next((index for index, item in enumerate(items) if item.kind is not Kind.PICTURE), 0)
        self.items = [part for item in items[first:] for part in self._split(item)]
        self._closed = False

    def blocks(self) -> tuple[Block, ...]:
        """All blocks in order."""
        found: list[Block] = []
        index = self._title(found)
        while index < len(self.items):
            if self._names_following(index):
                found.append(self._joined(index))
                index += 2
                continue
            found.extend(self._block(index, found[-1] if found else None))
            index += 1
        return tuple(self._running_on(found))

    def _running_on(self, blocks: Sequence[Block]) -> list[Block]:
        """Join paragraphs to the sentence that they go on with: a page ended there when the text was printed."""
        found: list[Block] = []
        for block in blocks:
            if found and _goes_on(found[-1], block):
                found[-1] = replace(found[-1], text=f"{found[-1].text} {block.text}")
                self.joined += 1
                self.remarks.append(Remark(block.line, "goes on with the sentence before it: joined to its paragraph"))
            else:
                found.append(block)
        return found

    # -- lines ------------------------------------------------------------------------------------------------

    def _split(self, item: Item) -> Iterator[Item]:
        """Take a paragraph apart at the line breaks that end one: before a clause, a heading, after a heading."""
        para = item.para
        if item.kind is not Kind.TEXT or para is None or "\n" not in item.text or para.level or para.title:
            yield item
        elif para.lines or item.text.count("\n") >= _LINES:
            yield from self._assembled(item)
        else:
            text, first = "", True
            for part in item.text.split("\n"):
                begins = parse_label(tidy(part)) is not None or marks_heading(tidy(part)) or is_closing(tidy(part))
                if text.strip() and part.strip() and (begins or marks_heading(tidy(text))):
                    yield _part(item, text, first)
                    text, first = "", False
                text += f"\n{part}" if text else part
            yield _part(item, text, first)

    def _assembled(self, item: Item) -> Iterator[Item]:
        """The paragraphs of a text with hard line ends."""
        parts = [Line(item.line, tidy(part), Kind.TEXT, raw=part.strip()) for part in item.text.split("\n")]
        blocks, joined, _ = assemble([part for part in parts if part.text])
        self.joined += joined
        if joined:
            message = f"{joined} lines were joined to the line before them: the page breaks lines by hand"
            self.remarks.append(Remark(item.line, message))
        for number, block in enumerate(blocks):
            yield _part(item, block.text, not number)

    # -- the title --------------------------------------------------------------------------------------------

    def _title(self, found: list[Block]) -> int:
        """Append the title, if the text begins with one, with what stands over it; how many items that takes."""
        top = [item.para for item in self.items[:TITLE_PARAGRAPHS] if item.para is not None]
        styled = any(para.title for para in top)
        if not styled and any(para.level == 1 for para in top):
            return 0
        end = next((index for index in range(_OVER_TITLE) if self._in_title(index, styled)), 0)
        if not all(_may_be_title(item) for item in self.items[:end]):
            end = 0
        while end < TITLE_PARAGRAPHS and self._in_title(end, styled):
            end += 1
        if end == 0 and self.items and _may_be_title(self.items[0]):
            end = 1
        if end:
            first = self.items[0]
            text = tidy(" ".join(item.text for item in self.items[:end]))
            found.append(Block(text, first.line, Kind.HEADING, 1, language=first.language))
            if end > 1:
                self.remarks.append(Remark(first.line, f"{end} paragraphs at the top were joined to the title"))
        return end

    def _in_title(self, index: int, styled: bool) -> bool:
        if index >= len(self.items):
            return False
        item = self.items[index]
        text = tidy(item.text)
        if item.para is None or item.kind is not Kind.TEXT or _is_labelled(item) or marks_heading(text):
            return False
        if is_contents_title(text):
            return False
        if styled:
            return item.para.title
        return (item.para.centred or item.para.bold) and len(text) <= _HEADING_LENGTH and text[-1] not in ".;:"

    # -- everything else --------------------------------------------------------------------------------------

    def _block(self, index: int, before: Block | None) -> Iterator[Block]:
        item = self.items[index]
        text = tidy(item.text)
        if item.kind is not Kind.TEXT or item.para is None:
            yield _plain(item, text)
            return
        if not any(char.isalnum() for char in text):  # a bullet with nothing behind it
            return
        if is_closing(text):
            self._closed = True
        head = classify(item.label) if item.label else None
        if head is not None and head.kind in _CONTAINERS and not _reads_like_title(text, item):
            yield _heading(item, item.label, 2)
            rest = tidy(item.text.replace(item.label, "", 1))
            if rest:
                yield Block(rest, item.line, Kind.TEXT, continued=True, language=item.language)
            return
        level = self._level(index, text, before)
        yield _heading(item, text, level) if level else _plain(item, text)

    def _level(self, index: int, text: str, before: Block | None) -> int:
        """Heading level of a paragraph; 0 for text."""
        item = self.items[index]
        para = item.para
        if para is None or item.list:
            return 0 if para is None or not (para.level and _reads_like_title(text, item)) else para.level
        if para.title:
            return 1
        if para.level and _reads_like_title(text, item):
            self._closed = self._closed and not marks_heading(text)
            return para.level
        if marks_heading(text):
            self._closed = False
            return 2
        if self._closed:
            return 0
        if item.label or not looks_like_title(text, _TITLE_LENGTH):
            return 4 if para.bold and _has_titled_label(item, text) else 0
        shown = para.bold or para.centred
        if before is not None and _wants_name(before):
            return 3 if shown or self._alone(index) else 0
        return 3 if shown and self._leads(index) else 0

    def _names_following(self, index: int) -> bool:
        """Whether a heading holds only the label of the paragraph behind it (`<h2>2.1</h2><p>...`)."""
        item = self.items[index]
        following = self.items[index + 1] if index + 1 < len(self.items) else None
        if (
            item.para is None
            or not item.para.level
            or following is None
            or following.para is None
            or following.para.level
        ):
            return False
        label = parse_label(f"{tidy(item.text)} ")
        return label is not None and not label.rest and following.kind is Kind.TEXT and not following.label

    def _joined(self, index: int) -> Block:
        item, following = self.items[index], self.items[index + 1]
        label = tidy(item.text)
        text = tidy(f"{label} {following.text}")
        self.items[index + 1] = Item(text, item.line, Kind.TEXT, following.para)
        return Block(text, item.line, Kind.TEXT, label=label, list=item.list, depth=item.depth, language=item.language)

    def _alone(self, index: int) -> bool:
        """Whether text follows that is not a heading itself, so that this line can name what follows."""
        following = self._following(index)
        return following is not None and following.kind is Kind.TEXT and not marks_heading(tidy(following.text))

    def _leads(self, index: int) -> bool:
        """Whether a labelled paragraph, a heading or a long text follows, over which this line can be the title."""
        following = self._following(index)
        if following is None or following.kind is not Kind.TEXT:
            return False
        text = tidy(following.text)
        return _is_labelled(following) or marks_heading(text) or len(text) > _TITLE_LENGTH

    def _following(self, index: int) -> Item | None:
        return next((item for item in self.items[index + 1 : index + 20] if item.kind is not Kind.NOTE), None)


def _goes_on(before: Block, block: Block) -> bool:
    """Whether a paragraph begins in the middle of a sentence that the one before it did not end."""
    plain = before.kind is Kind.TEXT and block.kind is Kind.TEXT and not block.label and not block.continued
    unfinished = before.text[-1:].isalnum() or before.text.endswith(",")
    return plain and unfinished and block.text[:1].islower() and parse_label(block.text) is None


def _part(item: Item, text: str, first: bool) -> Item:
    if first:
        return Item(text, item.line, item.kind, item.para, item.label, item.list, item.depth, item.language)
    return Item(text, item.line, item.kind, item.para, "", item.list, item.depth, item.language)


def _plain(item: Item, text: str) -> Block:
    return Block(text, item.line, item.kind, label=item.label, list=item.list, depth=item.depth, language=item.language)


def _heading(item: Item, text: str, level: int) -> Block:
    return Block(
        text, item.line, Kind.HEADING, level, label=item.label, list=item.list, depth=item.depth, language=item.language
    )


def _is_labelled(item: Item) -> bool:
    return bool(item.label) or parse_label(tidy(item.text)) is not None


def _has_titled_label(item: Item, text: str) -> bool:
    """Whether a text is a label and a title: `3. Claims`."""
    rest = text.removeprefix(item.label).strip() if item.label else ""
    label = parse_label(text)
    if not rest and label is not None and label.shape != "-":
        rest = label.rest
    return bool(rest) and looks_like_title(rest, 100)


def _may_be_title(item: Item) -> bool:
    text = tidy(item.text)
    if item.kind is not Kind.TEXT or item.label or item.list:
        return False
    return looks_like_title(text, 400) and not marks_heading(text)


def _reads_like_title(text: str, item: Item) -> bool:
    """Whether a paragraph marked as a heading is a title, not a clause in a heading's looks."""
    rest = text.removeprefix(item.label).strip()
    return len(text) <= _HEADING_LENGTH and (not rest or rest[-1] not in f"{_STOPS}—–" or marks_heading(text))


def _wants_name(block: Block) -> bool:
    """Whether a block is the number of an article or part whose title may follow."""
    head = classify(block.text) if block.kind is Kind.HEADING else None
    return head is not None and head.kind in _CONTAINERS and not head.rest
