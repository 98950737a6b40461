"""PDF reports read back from their structure tree, as a screen reader gets them: passages and the changes in them."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.printed import Run, changes, runs
from reading import Passage, _clauses, _names, _one_space


def passages(data: bytes) -> Iterator[Passage]:
    """Every passage: the names of both sides with an arrow between them, then words that are struck or underlined."""
    sides: list[str] = []
    found: dict[str, list[str]] = {"removed": [], "added": []}
    arrow = False
    shown = (run for run in runs(data) if not {"Note", "Lbl", "Table"} & set(run.tags))
    for told in changes(shown):
        if not isinstance(told, Run):
            found[told[0]].append(told[1])
        elif told.tags[-1] == "Strong" and arrow:
            sides.append(told.text)
            arrow = False
        elif told.tags[-1] == "Strong":
            if len(sides) == 2:
                yield _passage(sides, found)
            sides, found = [told.text], {"removed": [], "added": []}
        elif told.text.strip() == "→" and not told.line and len(sides) == 1:
            arrow = True
    if len(sides) == 2:
        yield _passage(sides, found)


def _passage(sides: list[str], found: dict[str, list[str]]) -> Passage:
    base, other = (_names(_clauses(_one_space(side))) for side in sides)
    return Passage(base, other, tuple(found["removed"]), tuple(found["added"]))
