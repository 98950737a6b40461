"""Element names of Akoma Ntoso 3.0 that carry structure, as the standard groups them."""

from __future__ import annotations

from sofadiff.akn.parse import SD

HIERARCHY = frozenset(
    {
        "alinea",
        "article",
        "book",
        "chapter",
        "clause",
        "division",
        "hcontainer",
        "indent",
        "level",
        "list",
        "paragraph",
        "part",
        "point",
        "proviso",
        "rule",
        "section",
        "subchapter",
        "subclause",
        "subdivision",
        "sublist",
        "subparagraph",
        "subpart",
        "subrule",
        "subsection",
        "subtitle",
        "title",
        "tome",
        "transitional",
    }
)
"""Elements of the hierarchy: they may have a num and a heading and hold further units or a content."""

BODIES = frozenset(
    {
        "body",
        "mainBody",
        "judgmentBody",
        "amendmentBody",
        "portionBody",
        "debateBody",
        "collectionBody",
    }
)

BLOCKS = frozenset(
    {
        "p",
        "block",
        "blockContainer",
        "blockList",
        "item",
        "listIntroduction",
        "listWrapUp",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "tblock",
        "toc",
        "tocItem",
        "container",
        "foreign",
        "embeddedStructure",
        "quotedStructure",
    }
)
"""Elements inside a content that start a new line of text."""

SHORT = {
    "alinea": "al",
    "article": "art",
    "chapter": "chp",
    "clause": "cl",
    "division": "dvs",
    "paragraph": "para",
    "recital": "rec",
    "recitals": "recs",
    "section": "sec",
    "subchapter": "subchp",
    "subclause": "subcl",
    "subdivision": "subdvs",
    "subparagraph": "subpara",
    "subsection": "subsec",
}
"""Abbreviations in eIds, where the AKN Naming Convention (1.0, section 5.4) has one; other names stand whole."""
SUGGESTED = f"{{{SD}}}machine-suggested"
"""Attribute of a clause: topics, best first, written as `refersTo` would have them, so that a person who agrees renames
the attribute and is done."""
