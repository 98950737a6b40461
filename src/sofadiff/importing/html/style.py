"""What the page says of looks that change its words: what is hidden, how lists count, what is bold or centred.

Only the page's own style sheets and `style` attributes are read; a style sheet in another file is never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sofadiff.importing.html.dom import Page
from sofadiff.importing.html.nodes import Element, Text

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<marks>(?:[.#][\w-]+)*)(?P<before>\s*>?\s*li::?before|::?before)?")
_MARK = re.compile(r"[.#][\w-]+")
_COUNTER = re.compile(
    r"""(?:"(?P<front>[^"]{0,8})"\s*)?counter\(\s*[\w-]+\s*(?:,\s*(?P<style>[\w-]+)\s*)?\)\s*(?:"(?P<back>[^"]{0,8})")?""",
    re.IGNORECASE,
)
_RULES_LIMIT = 5_000
"""Rules of the page's style sheets that are read."""
_ATTRIBUTE_LIMIT = 10_000
_FAR = re.compile(r"-\d{4,}(?:\.\d+)?(?:px|pt)|-\d{3,}(?:\.\d+)?(?:em|rem|cm|in|%)")
_ZERO = re.compile(r"0+(?:\.0+)?(?:px|pt|em|rem|cm|mm|in|%)?")
_BOLD = re.compile(r"bold|bolder|[6-9]00")
_READER_ONLY = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "element-invisible"}
)
_LIST_STYLES = frozenset({"none", "disc", "circle", "square"})


class Styles:
    """The page's own style sheets, for one element at a time."""

    def __init__(self, page: Page) -> None:
        self._rules: dict[str, list[tuple[int, int, frozenset[str], str, dict[str, str]]]] = {}
        self._count = 0
        self.elsewhere = 0
        """Style sheets that the page keeps in other files."""
        for element in page.html.descendants():
            if element.tag == "style":
                self._sheet("".join(node.text for node in element.children if isinstance(node, Text)))
            elif element.tag == "link" and "stylesheet" in element.get("rel").lower():
                self.elsewhere += 1

    def _sheet(self, css: str) -> None:
        for selectors, body in _RULE.findall(_outside_blocks(_COMMENT.sub(" ", css))):
            declared = declarations(body)
            for selector in selectors.split(",") if declared else ():
                match = _SIMPLE.fullmatch(selector.strip().lower() if "." not in selector else selector.strip())
                if match is None or self._count >= _RULES_LIMIT:
                    continue
                self._count += 1
                marks = frozenset(_MARK.findall(match["marks"]))
                tag = (match["tag"] or "*").lower()
                weight = 100 * sum(mark[0] == "#" for mark in marks) + 10 * len(marks) + (tag != "*")
                key = min(marks) if marks else tag
                kind = "before" if match["before"] else ""
                self._rules.setdefault(key + kind, []).append((weight, self._count, marks, tag, declared))

    def of(self, element: Element, kind: str = "") -> Mapping[str, str]:
        """What holds for an element itself (not what it takes over from those around it)."""
        own = {f".{name}" for name in element.classes[:50]}
        if element.get("id"):
            own.add(f"#{element.get('id')}")
        found = [
            rule
            for key in (*own, element.tag, "*")
            for rule in self._rules.get(key + kind, ())
            if rule[2] <= own and rule[3] in {"*", element.tag}
        ]
        found.sort(key=lambda rule: rule[:2])
        merged: dict[str, str] = {}
        for *_, declared in found:
            merged.update(declared)
        if not kind and "style" in element.attributes:
            merged.update(declarations(element.attributes["style"][:_ATTRIBUTE_LIMIT]))
        return merged

    def counter(self, element: Element) -> tuple[str, str, str] | None:
        """(before, style, behind) of the numbers that a style sheet puts before the items of a list; None if none."""
        content = self.of(element, "before").get("content", "")
        match = _COUNTER.search(content)
        if match is None:
            return None
        return match["front"] or "", (match["style"] or "decimal").lower(), match["back"] or ""


def _outside_blocks(css: str) -> str:
    """A style sheet without what holds only for some devices (`@media ... { ... }`)."""
    found: list[str] = []
    depth = skip = 0
    for part in re.split(r"([{}])", css):
        if part == "{":
            depth += 1
        elif part == "}":
            depth = max(0, depth - 1)
            if skip and depth < skip:
                skip = 0
                continue
        elif depth == 0 and part.rpartition(";")[2].strip().startswith("@"):
            skip = 1
            continue
        if not skip:
            found.append(part)
    return "".join(found)


def declarations(text: str) -> dict[str, str]:
    """The declarations of a style attribute or rule, names and values in small letters except quoted text.

    >>> declarations("Display : NONE !important; color:red")
    {'display': 'none', 'color': 'red'}
    """
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            value = value.replace("!important", "").strip()
            found[name.strip().lower()] = value if '"' in value or "'" in value else value.lower()
    return found


def hidden(element: Element, style: Mapping[str, str]) -> str:
    """Why a browser does not show an element; empty if it does."""
    if "hidden" in element.attributes or style.get("display") == "none":
        return "hidden: a browser does not show it"
    if style.get("visibility") in {"hidden", "collapse"} or style.get("mso-hide") == "all":
        return "hidden: a browser does not show it"
    if element.tag == "dialog" and "open" not in element.attributes:
        return "in a window that is not open (<dialog>)"
    if _ZERO.fullmatch(style.get("font-size", "1")) or _ZERO.fullmatch(style.get("opacity", "1")):
        return "hidden: its letters have no size or colour"
    if any(_FAR.fullmatch(style.get(name, "")) for name in ("left", "top", "text-indent", "margin-left")):
        return "hidden: it stands outside the page"
    if not _READER_ONLY.isdisjoint(element.classes):
        return "for programs that read a page aloud, not shown on it"
    return ""


def is_bold(element: Element, style: Mapping[str, str], before: bool) -> bool:
    """Whether letters in an element are bold, if those around it are or not."""
    weight = style.get("font-weight")
    if weight is not None:
        return _BOLD.fullmatch(weight) is not None
    return before or element.tag in {"b", "strong", "th"}


def is_centred(element: Element, style: Mapping[str, str], before: bool) -> bool:
    """Whether the lines of an element are centred."""
    align = style.get("text-align") or element.get("align").lower()
    if align:
        return align in {"center", "-webkit-center"}
    return before or element.tag == "center"


def list_style(style: Mapping[str, str]) -> str:
    """How a list counts, where style says it; empty where it does not."""
    if "list-style-type" in style:
        return style["list-style-type"].strip("\"'")
    known = _LIST_STYLES | {"decimal"}
    words = style.get("list-style", "").split()
    return next((word for word in words if word in known or "-" in word), "")
