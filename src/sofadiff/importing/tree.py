"""The tree while it grows: drafts of nodes, and how they become frozen ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from sofadiff.outline import Node

CLAUSES = ("paragraph", "subparagraph", "point", "indent")
"""Elements for numbered clauses below an article (or below the body), outermost first; deeper ones are indents too."""
DEPTH_LIMIT = 12
"""Levels of clauses below the body."""


@dataclass
class Draft:
    """A node that still takes text and children."""

    element: str
    num: str | None
    heading: str | None
    line: int
    depth: int = 0
    """How many clause levels are over it: 0 for an article, a part, an attachment."""
    texts: list[str] = field(default_factory=list)
    children: list[Draft] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)

    def add(self, child: Draft) -> Draft:
        """Append a child."""
        self.reopen()
        self.children.append(child)
        return child

    def append(self, text: str, continued: bool) -> None:
        """Append own text: a paragraph of its own, or a line of the one before where the source runs on."""
        into = self.closing if self.children else self.texts
        if continued and into:
            into[-1] += f"\n{text}"
        else:
            into.append(text)

    def reopen(self) -> None:
        """Closing text was no closing text if more follows: it goes back to the end of what it stood behind."""
        if self.closing and self.children:
            last = self.children[-1]
            last.reopen()
            for text in self.closing:
                last.append(text, True)
            self.closing = []

    def clause(self, num: str | None, line: int) -> Draft:
        """Append a clause one level below this one."""
        element = CLAUSES[min(self.depth, len(CLAUSES) - 1)]
        return self.add(Draft(element, num, None, line, self.depth + 1))

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it yet but its label and heading."""
        return not (self.texts or self.children or self.closing)

    def freeze(self) -> Node:
        """The finished node. Several unnumbered paragraphs of an article or attachment become children of their own."""
        children = tuple(child.freeze() for child in self.children)
        text = "\n".join(self.texts) or None
        if not children and len(self.texts) > 1 and self.depth == 0:
            children = tuple(Node(CLAUSES[0], None, None, None, part, None, (), self.line) for part in self.texts)
            text = None
        closing = "\n".join(self.closing) or None
        return Node(
            element=self.element,
            num=self.num,
            heading=self.heading,
            intro=text if children else None,
            content=None if children else "\n".join(part for part in (text, closing) if part) or None,
            wrap_up=closing if children else None,
            children=children,
            line=self.line,
        )
