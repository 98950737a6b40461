"""What all parts of one Word report share: its language and looks, and everything that is numbered throughout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sofadiff import messages
from sofadiff.document import Block, ClauseCard, Details, Heading, Report
from sofadiff.render.docx.looks import Paper
from sofadiff.render.docx.making import Making, day_of, looks_of
from sofadiff.render.docx.words import escaped, properties, run


class Sheet:
    """Numbers, bookmarks, footnotes, comments and addresses of one report, in the order they were asked for."""

    def __init__(self, report: Report, making: Making) -> None:
        self.lang = report.lang
        self.say = messages.load(report.lang)
        self.looks = looks_of(making)
        self.author = making.author
        self.day = day_of(report, making)
        self.titles = titles(report.data)
        self.cards = {(card.slug, card.unit): card for card in cards(report.blocks)}
        self.footnotes: list[str] = []
        """Contents of each, without its mark."""
        self.comments: list[str] = []
        self.addresses: dict[str, str] = {}
        """Web address -> id of the relationship that leads there."""
        self._noted: set[tuple[str, str]] = set()
        self._annotations = 0
        self._marks: dict[str, str] = {}
        self._placed: set[str] = set()
        self._known = {block.id for block in walk(report.blocks) if isinstance(block, Heading)}

    def run(self, text: str, style: str = "", lang: str | None = None) -> str:
        """Words in a named character style; in the report's language unless another is given."""
        return run(text, lang or self.lang, self.looks.style(style, "character") if style else "")

    def style(self, name: str) -> str:
        """Id of a paragraph style."""
        return self.looks.style(name)

    def annotation(self) -> int:
        """The next number for a change or a bookmark: no two in a document may be the same."""
        self._annotations += 1
        return self._annotations

    def mark(self, target: str) -> str:
        """The name of the bookmark at a heading or clause; Word allows forty letters and no dash."""
        return self._marks.setdefault(target, f"_Toc9{len(self._marks) + 1:07d}")

    def bookmarked(self, content: str, target: str) -> str:
        """Content that links lead to; only the first of two with the same name."""
        if target in self._placed:
            return content
        self._placed.add(target)
        number, name = self.annotation(), self.mark(target)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def leads_to(self, target: str, content: str) -> str:
        """A link inside the document; only content where nothing of that name is in it."""
        if target not in self._known and not target.startswith("clause:"):
            return content
        return f'<w:hyperlink w:anchor="{self.mark(target)}" w:history="1">{content}</w:hyperlink>'

    def address(self, url: str, content: str) -> str:
        """A link to a web address."""
        name = self.addresses.setdefault(url, f"rIdLink{len(self.addresses) + 1}")
        return f'<w:hyperlink r:id="{name}" w:history="1">{content}</w:hyperlink>'

    def footnote(self, content: str) -> str:
        """The mark of a new footnote."""
        self.footnotes.append(content)
        style = self.looks.style("footnote reference", "character")
        mark = f'<w:footnoteReference w:id="{len(self.footnotes)}"/>'
        return f"<w:r>{properties(self.lang, style)}{mark}</w:r>"

    def first_here(self, slug: str, unit: str) -> bool:
        """Whether a clause was not yet noted in this section."""
        new = (slug, unit) not in self._noted
        self._noted.add((slug, unit))
        return new

    def new_section(self) -> None:
        """From here on every clause gets its footnote again, so that a section can be copied by itself."""
        self._noted.clear()

    def commented(self, content: str, remark: str) -> str:
        """Content with a comment beside it."""
        number = len(self.comments)
        self.comments.append(self.run(remark))
        style = self.looks.style("annotation reference", "character")
        return (
            f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r>{properties(self.lang, style)}<w:commentReference w:id="{number}"/></w:r>'
        )

    def section(self, paper: Paper) -> str:
        """The end of a run of pages on one paper, with the running head and foot."""
        orient = ' w:orient="landscape"' if paper.width > paper.height else ""
        return (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId_header"/>'
            f'<w:footerReference w:type="default" r:id="rId_footer"/><w:pgSz w:w="{paper.width}" w:h="{paper.height}"'
            f'{orient}/><w:pgMar w:top="{paper.top}" w:right="{paper.right}" w:bottom="{paper.bottom}"'
            f' w:left="{paper.left}" w:header="{paper.header}" w:footer="{paper.footer}" w:gutter="0"/></w:sectPr>'
        )

    def signed(self, author: str) -> str:
        """Attributes that every change and comment carries."""
        day = f' w:date="{self.day}T00:00:00Z"' if self.day else ""
        return f'w:author="{escaped(author)}"{day}'


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, those inside others as well."""
    for block in blocks:
        yield block
        if isinstance(block, Details):
            yield from walk(block.blocks)


def cards(blocks: tuple[Block, ...]) -> Iterator[ClauseCard]:
    """Every printed clause."""
    return (block for block in walk(blocks) if isinstance(block, ClauseCard))


def titles(data: Mapping[str, Any]) -> dict[str, str]:
    """Name of a text in the report -> its full title, as far as the report's data say it."""
    found: dict[str, str] = {}
    for value in data.values():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, dict) and isinstance(text.get("title"), str):
                path = str(text.get("path") or "")
                names = (text.get("slug"), path, path.replace("\\", "/").rpartition("/")[2])
                found |= {str(name): text["title"] for name in names if name}
    return found
