"""Elements and text of a page."""

from __future__ import annotations

from collections.abc import Iterator

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li listing main menu "
    "nav noframes noscript ol optgroup option p plaintext pre search section select summary table tbody td "
    "template tfoot th thead title tr ul xmp"
)
BLOCK = frozenset(_BLOCK_NAMES.split())
"""Elements that begin a line of their own; an unknown element does not."""


class Text:
    """A stretch of text between two tags."""

    __slots__ = ("line", "text")

    def __init__(self, text: str, line: int) -> None:
        self.text = text
        self.line = line
        """Of its first letter that is no space, counted from 1."""


class Element:
    """An element of the page."""

    __slots__ = ("attributes", "children", "line", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], line: int, parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.parent = parent
        self.children: list[Element | Text] = []

    def get(self, name: str) -> str:
        """An attribute, without space around it; empty if it is not there."""
        return self.attributes.get(name, "").strip()

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()

    @property
    def name(self) -> str:
        """Its name as the target of a link, if that can be printed."""
        name = self.get("id") or (self.get("name") if self.tag == "a" else "")
        return name if name.isprintable() and len(name) <= 60 else ""

    def elements(self) -> Iterator[Element]:
        """The elements directly in it."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element | Text]:
        """Everything in it, in the order of the page, itself first."""
        stack: list[Element | Text] = [self]
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, Element):
                stack.extend(reversed(node.children))

    def descendants(self) -> Iterator[Element]:
        """All elements in it, itself first."""
        return (node for node in self.walk() if isinstance(node, Element))

    def text(self) -> str:
        """All its text, with spaces between blocks and at line breaks, without scripts and style sheets."""
        found: list[str] = []
        stack: list[Element | Text | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                found.append(node)
            elif isinstance(node, Text):
                found.append(node.text)
            elif node.tag not in {"script", "style"}:
                apart = " " if is_block(node.tag) or node.tag == "br" else ""
                stack.append(apart)
                stack.extend(reversed(node.children))
                stack.append(apart)
        return "".join(found)

    def ancestors(self) -> Iterator[Element]:
        """The elements around it, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


def is_block(tag: str) -> bool:
    """Whether an element begins a line of its own."""
    return tag in BLOCK


def rows_of(table: Element) -> Iterator[Element | Text]:
    """The rows of a table, and what stands between them."""
    for child in table.children:
        if isinstance(child, Element) and child.tag in {"tbody", "thead", "tfoot"}:
            yield from child.children
        else:
            yield child
