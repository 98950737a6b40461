"""Tracked changes that nobody has decided on: counted, and refused unless the user says what to do with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sofadiff.errors import SofadiffError
from sofadiff.importing.docx.names import W, local
from sofadiff.importing.docx.package import Element

_NAMES = {
    "ins": "insertion",
    "del": "deletion",
    "moveFrom": "move",
    "moveTo": "move",
    "cellIns": "insertion",
    "cellDel": "deletion",
    "cellMerge": "merged cell",
}
_FORMAT = frozenset(
    {"pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange",
     "tblPrExChange", "numberingChange"}
)  # fmt: skip


def count(roots: Iterable[Element | None]) -> Mapping[str, int]:
    """How many changes are pending, by what they are; `change of format` apart from those of words."""
    found: Counter[str] = Counter()
    for root in roots:
        for node in root.iter(f"{W}*") if root is not None else ():
            name = local(node)
            if name in _NAMES:
                found[_NAMES[name]] += 1
            elif name in _FORMAT:
                found["change of format"] += 1
    return found


def words_changed(changes: Mapping[str, int]) -> int:
    """How many of the changes are not of format only."""
    return sum(number for name, number in changes.items() if name != "change of format")


def listed(changes: Mapping[str, int]) -> str:
    """Changes as a person reads them: `880 deletions, 4 insertions`."""
    parts = [
        f"{number} {_plural(name) if number > 1 else name}"
        for name, number in sorted(changes.items(), key=lambda change: (change[0] == "change of format", change[0]))
    ]
    return ", ".join(parts)


def _plural(name: str) -> str:
    return "changes of format" if name == "change of format" else f"{name}s"


def refuse(changes: Mapping[str, int], path: str) -> SofadiffError:
    """What to say of a file with pending changes when the user said nothing of them."""
    total = words_changed(changes)
    return SofadiffError(
        f"holds {total} tracked {'change' if total == 1 else 'changes'} of words that nobody has accepted or rejected"
        f" ({listed(changes)}), so it is not certain what the text is.",
        where=path,
        remedy="Choose with --revisions accept (the text as changed) or --revisions reject (the text before).",
    )
