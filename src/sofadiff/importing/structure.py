"""Blocks to a tree: title, preamble, parts, articles, annexes, notes, testimonium (`clauses` reads their clauses)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from sofadiff.importing import recitals
from sofadiff.importing.blocks import Block, Kind, Remark
from sofadiff.importing.clauses import Clauses
from sofadiff.importing.headings import NOTES_ON_ARTICLES, Heading, HeadingKind, classify, split_on_articles
from sofadiff.importing.labels import label_of, numbered_rows
from sofadiff.importing.numbered_recitals import NumberedRecitals
from sofadiff.importing.numbering import Label
from sofadiff.importing.tree import Draft
from sofadiff.outline import ATTACHMENT, Outline, PreambleBlock, note_line, without_notes

_CONTAINERS = ("part", "chapter", "section")
_BODY = "body"


@dataclass
class _Builder:
    """Reads the blocks of one language from first to last; every block goes to exactly one place."""

    blocks: Sequence[Block]
    clauses: Clauses
    document: Draft
    """The body of the main document, or the attachment that is being read."""
    documents: list[Draft]
    title: str = ""
    preamble: list[PreambleBlock] = field(default_factory=list)
    conclusions: list[PreambleBlock] = field(default_factory=list)
    containers: list[Draft] = field(default_factory=list)
    """Open parts, chapters and sections, outermost first."""
    pending: Draft | None = None
    """The element just opened by a heading, which the next heading may name."""
    closed: bool = False
    """Whether the testimonium was reached."""
    next_numbered: list[Heading | None] = field(default_factory=list)
    """For each block, the next heading after it that is an article, annex, note or bare number."""
    articles: int = 0
    """Number of the last article of this document."""
    reasons: NumberedRecitals = field(init=False)

    def __post_init__(self) -> None:
        self.reasons = NumberedRecitals(self.preamble)
        ends = (HeadingKind.ARTICLE, HeadingKind.ANNEX, HeadingKind.NOTE, HeadingKind.NUMBER)
        following: Heading | None = None
        for block in reversed(self.blocks):
            self.next_numbered.append(following)
            head = classify(block.text) if block.kind is Kind.HEADING else None
            if head is not None and head.kind in ends:
                following = head
        self.next_numbered.reverse()

    def run(self) -> None:
        for index, block in enumerate(self.blocks):
            self.clauses.at = index
            if block.kind is Kind.PICTURE:
                self.pending = None
            elif block.kind is Kind.HEADING:
                self.heading(index)
            elif block.kind is Kind.NOTE:
                self.note(block)
            else:
                self.words(index)

    @property
    def in_main(self) -> bool:
        return self.document.element == _BODY

    # -- headings ---------------------------------------------------------------------------------------------

    def heading(self, index: int) -> None:
        block = self.blocks[index]
        head = classify(block.text)
        if head is None and block.label:
            self.labelled(index)
        elif head is None:
            self.untitled(index)
        elif head.kind is HeadingKind.ARTICLE:
            self.article(index, head)
        elif head.kind.value in _CONTAINERS:
            self.container(Draft(head.kind.value, head.num, head.rest or None, block.line), named=bool(head.rest))
        elif head.kind in (HeadingKind.ANNEX, HeadingKind.NOTE):
            self.attach(block.line, head.num, head.rest or None)
        elif head.kind is HeadingKind.NUMBER:
            self.open(Draft("paragraph", head.num, None, block.line, 1))
        else:
            self.labelled(index)

    def article(self, index: int, head: Heading) -> None:
        block = self.blocks[index]
        if head.value == 1 and self.articles > 1 and not self.containers:
            message = f"{head.num} begins a second count of articles: taken for a text of its own"
            self.clauses.remark(block.line, message, True)
            self.attach(block.line, None, None)
        self.articles = head.value or self.articles + 1
        is_title = bool(head.rest) and len(head.rest) <= 150 and head.rest[-1] not in ".;:,"
        self.open(Draft("article", head.num, head.rest if is_title else None, block.line))
        if head.rest and not is_title:
            self.clauses.text(Block(head.rest, block.line, Kind.TEXT), index)

    def open(self, draft: Draft) -> None:
        """Begin an article, or a clause that has only a number for a heading."""
        self.go_on_after_closing()
        (self.containers[-1] if self.containers else self.document).add(draft)
        self.clauses.start(draft, counted_through=False)
        self.pending, self.closed = draft, False

    def container(self, draft: Draft, *, named: bool) -> None:
        rank = _CONTAINERS.index(draft.element)
        while self.containers and _CONTAINERS.index(self.containers[-1].element) >= rank:
            self.containers.pop()
        self.go_on_after_closing()
        (self.containers[-1] if self.containers else self.document).add(draft)
        self.containers.append(draft)
        self.clauses.start(draft, counted_through=True)
        self.pending, self.closed = None if named else draft, False

    def go_on_after_closing(self) -> None:
        """The testimonium was none if the body goes on after it: its blocks become unnumbered paragraphs there."""
        if not self.in_main or not self.conclusions:
            return
        owner = self.containers[-1] if self.containers else self.document
        for block in self.conclusions:
            owner.add(Draft("paragraph", None, None, block.line, 1, texts=[block.text]))
        self.clauses.remark(self.conclusions[0].line, "reads like the end of the text, but the text goes on", True)
        self.conclusions = []

    def attach(self, line: int, num: str | None, heading: str | None) -> None:
        self.document = Draft(ATTACHMENT, num, heading, line)
        self.documents.append(self.document)
        self.containers, self.closed, self.articles = [], False, 0
        self.clauses.start(self.document, counted_through=False)
        self.pending = self.document

    def untitled(self, index: int) -> None:
        """A heading that only names something: the element before it, the document, or a new piece."""
        block = self.blocks[index]
        begun = len(self.documents) > 1 or self.document.children or self.conclusions
        note = block.text.startswith(NOTES_ON_ARTICLES) and not self.in_main
        named = without_notes(self.pending.heading or "") if self.pending is not None else ""
        if self.pending is not None and self.pending.empty and (block.text[:1].islower() if named else not note):
            self.pending.heading = "\n".join(part for part in (self.pending.heading, block.text) if part)
        elif not self.title and not begun and not self.preamble:
            self.title = block.text
        elif not begun and self.articles_follow(index, any_number=True):
            self.preamble.append(PreambleBlock(block.text, block.line, False))
        elif not begun or not self.starts_document(index):
            self.container(Draft("section", None, block.text, block.line), named=True)
        else:
            self.attach(block.line, None, block.text)

    def starts_document(self, index: int) -> bool:
        """Whether a bare title opens a text of its own rather than a group of clauses in the one that is read."""
        if self.blocks[index].text.startswith(NOTES_ON_ARTICLES) and not self.in_main:
            return False
        in_part = any(container.element != "section" for container in self.containers)
        return self.closed or not (in_part or self.articles_follow(index) or self.clauses.counts_on(index))

    def articles_follow(self, index: int, *, any_number: bool = False) -> bool:
        """Whether the next numbered heading is an article (one that goes on with the count)."""
        head = self.next_numbered[index]
        if head is None or head.kind is not HeadingKind.ARTICLE:
            return False
        return any_number or head.value is None or head.value == self.articles + 1

    def labelled(self, index: int) -> None:
        """A heading with a label (`a. Medical care`): a clause with a title."""
        block = self.blocks[index]
        label = label_of(block)
        if label is None or self.closed or not self.clauses.label(block, label, index):
            self.untitled(index)
            return
        item = self.clauses.items[-1]
        item.heading, item.texts = "\n".join(item.texts) or None, []
        self.pending = None

    # -- text -------------------------------------------------------------------------------------------------

    def words(self, index: int) -> None:
        """A block of text: labelled clause, preamble, testimonium, or text without a label."""
        block = self.blocks[index]
        self.pending = None
        if block.told and not self.closed and (self.clauses.items or self.clauses.owner.element != _BODY):
            self.clauses.told(block, index)
            return
        if block.told:
            message = "what a person decided here cannot be done: no clause is open before it"
            self.clauses.remarks.append(Remark(block.line, message, doubtful=True))
        if self.closed:
            self.close(block)
            return
        parts = [] if self.in_main else split_on_articles(block.text)
        if len(parts) > 1 or (parts and parts[0][0]):
            self.notes_on_articles(block, parts, index)
            return
        label = label_of(block) if block.kind is Kind.TEXT else None
        if label is not None and (self.recital(block, label, index) or self.clauses.label(block, label, index)):
            return
        if recitals.is_closing(block.text) or self.ends_letter(block):
            self.closed = True
            self.close(block)
        elif self.clauses.owner is self.document and not self.clauses.levels and self.in_main:
            self.front(block, index)
        else:
            self.clauses.text(block, index)

    def recital(self, block: Block, label: Label, index: int) -> bool:
        """Put a labelled block into the numbered recitals, which only stand before articles; False if it is none."""
        front = self.in_main and not self.document.children and self.articles_follow(index, any_number=True)
        return front and self.reasons.label(block, label)

    def notes_on_articles(self, block: Block, parts: list[tuple[str, str]], index: int) -> None:
        """Agreed minutes whose headings stand inside their text: each note is a section of its own."""
        for heading, text in parts:
            if heading:
                self.container(Draft("section", None, heading, block.line), named=True)
            part = Block(text, block.line, block.kind, continued=block.continued and not heading)
            label = label_of(part)
            if text and (label is None or not self.clauses.label(part, label, index)):
                self.clauses.text(part, index)
        self.clauses.remark(block.line, "headings on articles stand inside the text: taken for headings")

    def ends_letter(self, block: Block) -> bool:
        return not self.in_main and self.clauses.owner.element == "article" and recitals.is_letter_end(block.text)

    def close(self, block: Block) -> None:
        """Testimonium and signatures: conclusions of the main document, unnumbered paragraphs of an attachment."""
        into = self.conclusions
        if not self.in_main:
            self.containers = []
            paragraphs = self.document.children
            if block.continued and paragraphs and paragraphs[-1].num is None and paragraphs[-1].depth:
                paragraphs[-1].append(block.text, True)
            else:
                self.document.add(Draft("paragraph", None, None, block.line, 1, texts=[block.text]))
            return
        for part in recitals.split_closing(block.text):
            if block.continued and into and not recitals.is_closing(part):
                last = into.pop()
                into.append(PreambleBlock(f"{last.text} {part}", last.line, False))
            else:
                into.append(PreambleBlock(part, block.line, False))

    def note(self, block: Block) -> None:
        """A footnote: a line of its own behind the text, or the heading, that came last."""
        line = note_line(block.label, block.text.removeprefix(block.label).strip())
        front = self.conclusions if self.conclusions else self.preamble
        if self.in_main and (self.conclusions or not self.document.children):
            if front:
                front[-1] = replace(front[-1], text=f"{front[-1].text}\n{line}".lstrip("\n"))
            else:
                front.append(PreambleBlock(line, block.line, False))
            return
        draft = self.document
        while draft.children and not draft.closing:
            draft = draft.children[-1]
        if draft.empty:
            draft.heading = f"{draft.heading}\n{line}" if draft.heading else line
        else:
            (draft.closing or draft.texts)[-1] += f"\n{line}"

    def front(self, block: Block, index: int) -> None:
        """Text in the body outside any article: the preamble, or what stands between a part and its first clause."""
        if self.document.children:
            self.document.add(Draft("paragraph", None, None, block.line, 1, texts=[block.text]))
            return
        self.reasons.text(block, self.clauses.ahead(index))


def build(blocks: Sequence[Block], language: str, where: Callable[[int], str]) -> tuple[Outline, tuple[Remark, ...]]:
    """The outline of one language's blocks, and what was decided on the way; `where` names a source line in errors."""
    blocks, rows = numbered_rows(blocks)
    body = Draft(_BODY, None, None, 0)
    builder = _Builder(blocks, Clauses(blocks, where, body), body, [body])
    builder.run()
    body.reopen()
    outline = Outline(
        title=builder.title,
        language=language,
        preamble=tuple(builder.preamble),
        nodes=tuple(draft.freeze() for draft in (*body.children, *builder.documents[1:])),
        conclusions=tuple(builder.conclusions),
    )
    return outline, (*rows, *builder.clauses.remarks)
