"""What of a page is not the text: navigation, cookie notices, running heads, contents, what is hidden."""

from __future__ import annotations

from collections.abc import Iterator

from sofadiff.importing.blocks import Remark
from sofadiff.importing.html import by_work
from sofadiff.importing.html.dom import Page
from sofadiff.importing.html.nodes import Element, Text, is_block
from sofadiff.importing.html.notes import Notes
from sofadiff.importing.html.style import Styles, hidden
from sofadiff.importing.numbering import parse_label
from sofadiff.importing.paragraphs import marks_heading
from sofadiff.importing.recitals import is_closing, is_reason
from sofadiff.text import tidy

_MOSTLY = 0.5
"""Share of words in links from which a part of a page leads elsewhere rather than say something."""
_CONTENTS_SHARE = 0.8
_CONTENTS_LINKS = 3
_SHARE_OF_PAGE = 0.5
"""A part with more of the page's words than this is no by-work, whatever it is called."""
_MAIN_SHARE = 0.4
"""Share of the page's words from which its `<main>` is believed to hold the text."""
_BLOCKS_READ = 300


class Furniture:
    """Decides for each element of a page whether it is part of the text."""

    def __init__(self, page: Page, styles: Styles, notes: Notes) -> None:
        self._styles = styles
        self._notes = notes
        self._page = page
        self.reasons: dict[int, str] = {}
        """Why an element (by `id()`) is left out with all that is in it."""
        self.remarks: list[Remark] = []
        self._words: dict[int, int] = {}
        self._linked: dict[int, int] = {}
        self._inside: dict[int, int] = {}
        self._count(page.html)
        titles = [element for element in page.html.descendants() if element.tag == "h1"]
        self._title = titles[0] if len(titles) == 1 else None
        self._targets = {element.get("id") or element.get("name") for element in page.html.descendants()} - {""}
        self._decide()

    # -- counting ---------------------------------------------------------------------------------------------

    def _count(self, root: Element) -> None:
        """Words, words in links, and links inside the page, of every element."""
        for element in reversed(list(root.descendants())):
            words = linked = inside = 0
            for child in element.children:
                if isinstance(child, Text):
                    words += len(child.text.split())
                else:
                    words += self._words[id(child)]
                    linked += self._linked[id(child)]
                    inside += self._inside[id(child)]
            if element.tag in {"script", "style"}:
                words = 0
            if element.tag == "a" and "href" in element.attributes:
                linked = words
                inside += element.get("href").startswith("#")
            self._words[id(element)], self._linked[id(element)], self._inside[id(element)] = words, linked, inside

    def _share(self, element: Element) -> float:
        words = self._words[id(element)]
        return self._linked[id(element)] / words if words else 0.0

    # -- deciding ---------------------------------------------------------------------------------------------

    def _decide(self) -> None:
        stack = [self._page.html]
        while stack:
            element = stack.pop()
            reason = self._reason(element)
            if reason:
                stack.extend(self._leave_out(element, reason))
            else:
                stack.extend(element.elements())
        self._outside_main()

    def _leave_out(self, element: Element, reason: str) -> Iterator[Element]:
        """Leave an element out; the parts of it that must be looked at again because the page's title is in it."""
        title = self._title
        if title is None or reason.startswith("hidden") or not any(around is element for around in title.ancestors()):
            self.reasons[id(element)] = reason
            return
        for child in element.elements():
            if child is title or any(around is child for around in title.ancestors()):
                yield child
            else:
                self.reasons[id(child)] = reason

    def _reason(self, element: Element) -> str:
        if id(element) in self._notes.bodies or element.tag in {"html", "body", "head"}:
            return ""
        style = self._styles.of(element)
        unseen = hidden(element, style)
        if unseen:
            return unseen
        if element.tag in by_work.ALWAYS:
            return by_work.BY_TAG[element.tag]
        if not self._words[id(element)]:
            return ""
        said = by_work.BY_MSO.search(element.get("style"))
        if said:
            return {"c": "a comment, not part of the text", "t": by_work.CONTENTS}.get(
                said["what"][0].lower(), by_work.RUNNING
            )
        if self._is_contents(element):
            return by_work.CONTENTS
        if self._is_phrase(element):
            return by_work.NAVIGATION
        return self._by_work(element)

    def _by_work(self, element: Element) -> str:
        """Why an element is by-work by its name, unless its words say otherwise."""
        reason, certain = self._named(element)
        if not reason or any(id(inner) in self._notes.bodies for inner in element.descendants()):
            return ""
        if reason in {by_work.CONTENTS, by_work.RUNNING} or self._share(element) >= _MOSTLY:
            return reason
        if self._words[id(element)] > _SHARE_OF_PAGE * self._words[id(self._page.html)]:
            return ""
        if _reads_like_text(element):
            if certain:
                self.remarks.append(
                    Remark(element.line, f"the page calls this {reason}, but it reads like the text: kept", True)
                )
            return ""
        return reason

    def _named(self, element: Element) -> tuple[str, bool]:
        """What an element is by its name, and whether the name is certain to mean that."""
        if element.tag in by_work.BY_TAG:
            return by_work.BY_TAG[element.tag], True
        role = element.get("role").lower()
        if role in by_work.BY_ROLE:
            return by_work.BY_ROLE[role], True
        if element.tag == "header" and self._share(element) >= _MOSTLY:
            return "the head of the web site", True
        for name in (*element.classes[:30], element.get("id")):
            match = by_work.BY_CLASS.fullmatch(name)
            if match and (match["contents"] is None or element.tag in {"p", "div", "ul", "ol", "section", "table"}):
                kinds = {"contents": by_work.CONTENTS, "head": by_work.RUNNING}
                return kinds.get(match.lastgroup or "", "the head or foot of the page"), True
            if element.tag in by_work.NAMED and name.lower() in by_work.FEET:
                return by_work.BY_TAG["footer"], True
            if element.tag in by_work.NAMED and name.lower() in by_work.HEADS and self._share(element) >= _MOSTLY:
                return by_work.BY_ROLE["banner"], True
            if element.tag in by_work.NAMED:
                for word in by_work.WORD_IN_NAME.findall(name)[:12]:
                    if word.lower() in by_work.BY_WORD:
                        return by_work.BY_WORD[word.lower()], False
        return "", False

    def _is_contents(self, element: Element) -> bool:
        """Whether an element is a list of links to places in the page."""
        if self._inside[id(element)] < _CONTENTS_LINKS or not is_block(element.tag):
            return False
        if self._share(element) < _CONTENTS_SHARE or any(id(e) in self._notes.bodies for e in element.descendants()):
            return False
        links = [e for e in element.descendants() if e.tag == "a" and e.get("href").startswith("#")]
        words = sum(self._words[id(link)] for link in links if link.get("href")[1:] in self._targets)
        return words >= _CONTENTS_SHARE * self._words[id(element)] and words > len(links)

    def _is_phrase(self, element: Element) -> bool:
        if (
            self._words[id(element)] > 6
            or self._share(element) < 1
            or not (is_block(element.tag) or element.tag == "a")
        ):
            return False
        return by_work.PHRASE.fullmatch(tidy(element.text()).strip(" [](){}|↑^»«›‹<>.")) is not None

    def _outside_main(self) -> None:
        """Leave out what stands beside the page's one `<main>`."""
        mains = [e for e in self._page.html.descendants() if e.tag == "main" or e.get("role").lower() == "main"]
        if len(mains) != 1 or any(id(around) in self.reasons for around in (mains[0], *mains[0].ancestors())):
            return
        main = mains[0]
        gone = sum(self._words[id(inner)] for inner in main.descendants() if id(inner) in self.reasons)
        if self._words[id(main)] - gone < _MAIN_SHARE * self._words[id(self._page.html)]:
            return
        inside: Element = main
        for around in main.ancestors():
            for child in around.elements():
                if child is not inside and child.tag not in {"head", "script", "style"} and self._is_beside(child):
                    for left in self._leave_out(child, by_work.OUTSIDE):
                        del left
            inside = around

    def _is_beside(self, element: Element) -> bool:
        if id(element) in self.reasons or not self._words[id(element)]:
            return False
        if element is self._title or any(id(inner) in self._notes.bodies for inner in element.descendants()):
            return False
        if _reads_like_text(element):
            self.remarks.append(Remark(element.line, f"{by_work.OUTSIDE}, but it reads like the text: kept", True))
            return False
        return True


def _reads_like_text(element: Element) -> bool:
    """Whether an element holds numbered clauses, headings of articles, recitals or a testimonium."""
    labels = 0
    for text in _block_texts(element):
        if marks_heading(text) or is_closing(text) or (is_reason(text) and len(text) > 60):
            return True
        label = parse_label(text)
        labels += label is not None and label.shape != "-" and len(text) > 30
        if labels >= 2:
            return True
    return False


def _block_texts(element: Element) -> Iterator[str]:
    """The words of the innermost blocks in an element."""
    count = 0
    for inner in element.descendants():
        if (is_block(inner.tag) or inner is element) and not any(is_block(child.tag) for child in inner.elements()):
            text = tidy(inner.text())
            if text:
                yield text
                count += 1
                if count >= _BLOCKS_READ:
                    return
