"""What the class names of known producers say: EUR-Lex (old and new), Word, LibreOffice."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sofadiff.importing.html.nodes import Element
from sofadiff.importing.html.parts import Label

_TITLES = re.compile(r"(?:oj-)?doc-ti|Mso(?:Title|Subtitle)|(?:Typedudocument|Titreobjet)(?:_cp)?")
_HEADING = re.compile(
    r"(?P<first>(?:oj-)?ti-(?:art|grseq-1|section-1)|Titrearticle|Annexetitre|Exposdesmotifstitre)"
    r"|(?P<second>(?:oj-)?(?:sti-art|ti-section-2)|Sectiontitre)"
    r"|(?:Manual|Mso)?Heading(?P<level>[1-6])"
)
_NUMBER = frozenset({"num", "mw-list-number", "li-number"})
_MSO_LIST = re.compile(r"(l\d+) level(\d) (lfo\d+)")


def is_title(element: Element) -> bool:
    """Whether an element is marked as (part of) the title of the document."""
    return any(_TITLES.fullmatch(name) for name in element.classes[:20])


def heading(element: Element) -> int:
    """Level of the heading that an element is marked as; 0 if it is not."""
    if element.get("role").lower() == "heading":
        level = element.get("aria-level")
        return int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2
    for name in element.classes[:20]:
        match = _HEADING.fullmatch(name)
        if match:
            return 2 if match["first"] else 3 if match["second"] else min(int(match["level"]) + 1, 6)
    return 0


def is_number(element: Element, style: Mapping[str, str]) -> bool:
    """Whether an element is marked as holding the number of its paragraph, and nothing else."""
    return style.get("mso-list", "").lower() == "ignore" or (
        element.tag == "span" and not _NUMBER.isdisjoint(element.classes)
    )


def mso_label(element: Element, style: Mapping[str, str]) -> Label | None:
    """The list of Word that a paragraph is in; the number itself stands in its words."""
    match = _MSO_LIST.search(style.get("mso-list", ""))
    return Label("", f"{match.group(1)} {match.group(3)}", int(match.group(2)) - 1) if match else None
