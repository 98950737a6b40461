"""eIds computed from structure and printed number, as the AKN Naming Convention 1.0 has them.

`part_VI__para_47__subpara_a`: the parent's eId, two underscores, the element's short name, one underscore, its number
stripped of punctuation. An element that should have a number and has none gets `nn` and a count.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from sofadiff.akn.names import HIERARCHY, SHORT
from sofadiff.akn.parse import AKN

_PUNCTUATION = r"\u2000-\u206f\u2e00-\u2e7f!-/:-@\[-`{-~"
_ENDS = rf"^[\s{_PUNCTUATION}]+|[\s{_PUNCTUATION}]+$"
_INNER = rf"[{_PUNCTUATION}]+"
_UNNUMBERED = frozenset({"hcontainer"})
_COUNTED = frozenset({"recital", "recitals", "hcontainer"})
_PREFIXED = {"preamble": "preamble", "intro": "intro", "wrapUp": "wrapup", "preface": "preface"}
_BLOCK_SUFFIX = {"intro": "intro", "wrapUp": "wrapup", "heading": "heading"}


def clean_number(num: str) -> str:
    """A printed number as it stands in an eId.

    >>> clean_number("(a)"), clean_number("1.2."), clean_number("3 bis")
    ('a', '1-2', '3bis')
    """
    return re.sub(_INNER, "-", re.sub(r"\s", "", re.sub(_ENDS, "", num)))


class _Counter:
    """Hands out unique eIds in document order."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.siblings: Counter[tuple[str, str]] = Counter()

    def unique(self, eid: str, *, unnumbered: bool) -> str:
        self.taken[eid] += 1
        if self.taken[eid] == 1 and not unnumbered:
            return eid
        return self.unique(f"{eid}_{self.taken[eid]}", unnumbered=False)


def compute_ids(act: etree._Element) -> dict[etree._Element, str]:
    """eId of every hierarchical element, recital(s), and of each intro, wrapUp and heading block below `act`.

    Blocks take their element's eId plus `__intro`, `__wrapup` or `__heading`.
    """
    found: dict[etree._Element, str] = {}
    counter = _Counter()
    for child in act:
        if etree.QName(child).localname != "meta":
            _walk(child, "", counter, found)
    return found


def _walk(element: etree._Element, prefix: str, counter: _Counter, found: dict[etree._Element, str]) -> None:
    name = etree.QName(element).localname
    if name in HIERARCHY or name in _COUNTED:
        prefix = found[element] = _identify(element, name, prefix, counter)
    elif name in _BLOCK_SUFFIX and prefix:
        found[element] = f"{prefix}__{_BLOCK_SUFFIX[name]}"
        return
    elif name in _PREFIXED:
        prefix = f"{prefix}__{_PREFIXED[name]}" if prefix else _PREFIXED[name]
    elif name in {"content", "num"}:
        return
    for child in element:
        if isinstance(child.tag, str):
            _walk(child, prefix, counter, found)


def _identify(element: etree._Element, name: str, prefix: str, counter: _Counter) -> str:
    num = clean_number(element.findtext(f"{{{AKN}}}num") or "")
    unnumbered = not num and name in HIERARCHY and name not in _UNNUMBERED
    if not num:
        if unnumbered:
            num = "nn"
        else:
            counter.siblings[prefix, name] += 1
            num = str(counter.siblings[prefix, name])
    start = f"{prefix}__" if prefix else ""
    return counter.unique(f"{start}{SHORT.get(name, name)}_{num}", unnumbered=unnumbered)
