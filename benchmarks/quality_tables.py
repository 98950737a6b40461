"""The results of ``benchmarks.quality`` as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.generator import STRENGTHS
from benchmarks.known_answers import Answer
from benchmarks.known_edits import Classes
from benchmarks.scores import Score, share

if TYPE_CHECKING:
    from benchmarks.quality import Results, Row

F1 = {"light": 0.998, "medium": 0.99, "heavy": 0.96, "redraft": 0.91}
"""Least F1 of our links, by strength."""
WDIFF = {"light": 0.98, "medium": 0.94, "heavy": 0.87, "redraft": 0.79}
"""wdiff's F1 on such pairs; the generator counts while it is within :data:`NEAR` of that."""
LABELLED = 0.95
"""Least F1 of our links on hand-labelled real ones."""
NEAR = 0.03
SPURIOUS = 5
"""Most substantive pairings with an unrelated agreement."""


def bars(found: Results, hidden_count: int) -> Iterator[str]:
    """Every bar, what was measured and whether it holds."""
    ours, wdiff = found.rows[0], next((row for row in found.rows if row.name == "wdiff"), None)
    total = _total(ours)
    yield "## Bars\n\n| bar | wanted | measured | |\n| --- | --- | --- | --- |"
    for name, bar in WDIFF.items():
        if wdiff is None or wdiff.not_run:
            yield f"| the generator counts: F1 of wdiff, {name} | {bar} ± {NEAR} | wdiff not run | **no** |"
        else:
            f1 = wdiff.strengths[name].f1
            yield _bar(f"the generator counts: F1 of wdiff, {name}", f"{bar} ± {NEAR}", _3(f1), abs(f1 - bar) <= NEAR)
    peers = [row for row in found.rows if row.strengths and row.hidden][1:]
    for name, bar in F1.items():
        mine = ours.strengths[name].f1
        yield _bar(f"F1 of links, {name}", f"≥ {bar}", _3(mine), mine >= bar)
        best, who = max(((row.strengths[name].f1, row.name) for row in peers), default=(0.0, "none was run"))
        yield _bar(f"… above the best other tool ({who})", f"> {_3(best)}", _3(mine), mine > best)
    doubtful = total.doubtful_share
    yield _bar("true links marked as doubtful, all strengths", "≤ 5 %", f"{doubtful:.1%}", doubtful <= 0.05)
    for thing, least in (("moves", 0.98), ("splits", 0.95), ("merges", 0.95)):
        reached = share(getattr(total, f"{thing}_found"), getattr(total, thing))
        yield _bar(f"{thing} found, all strengths", f"≥ {least}", _3(reached), reached >= least)
        reached = share(getattr(total, f"left_{thing}_found"), getattr(total, f"left_{thing}"))
        name = f"… of the {getattr(total, f'left_{thing}')} of which some sentence is left in every part"
        yield _bar(name, f"≥ {least}", _3(reached), reached >= least)
    for row in found.rows[:2]:  # to go by wording alone, and by everything that a record has
        false = row.strengths["light"].false_moves + row.strengths["medium"].false_moves
        yield _bar(f"false moves, light and medium ({row.name})", "0", str(false), not false)
        worst, name = max(row.spurious), "substantive pairings with an unrelated agreement, worst pair"
        yield _bar(f"{name} ({row.name})", f"≤ {SPURIOUS}", str(worst), worst <= SPURIOUS)
    for name, count in sorted(found.formats.items()):
        what = "verdict of the link substantive, of no other" if name == "verdict" else f"word shown in {name}"
        yield _bar(f"hidden edit: {what}", f"{hidden_count} of {hidden_count}", str(count), count == hidden_count)
    yield from _noise_bars(found)
    back = sum(row.rebuilt for row in ours.strengths.values())
    yield _bar("both texts rebuilt byte for byte, pairs", str(total.pairs), str(back), back == total.pairs)
    for each in found.labelled:
        left_out = f", {each.left_out} pairs of texts left out" if each.left_out else ""
        name = f"F1 on {each.links} hand-labelled links between real agreements, labels of {each.coder}{left_out}"
        yield _bar(name, f"≥ {LABELLED}", _3(each.f1), each.f1 >= LABELLED)
    if found.known:
        held = sum(answer.holds for answer in found.known)
        yield _bar("known answers on real texts", str(len(found.known)), str(held), held == len(found.known))
    yield ""


def _noise_bars(found: Results) -> Iterator[str]:
    noise = found.noise
    wrong = noise.substantive
    yield _bar(f"noise: substantive changes in {noise.clauses} clauses", "0", str(wrong), not wrong)
    yield _bar(
        "noise: clauses whose names no glossary covers are substantive", str(noise.uncovered),
        str(noise.uncovered_substantive), noise.uncovered == noise.uncovered_substantive,
    )  # fmt: skip
    yield _bar(
        "noise: another person in office, reported once with every clause", str(noise.persons),
        str(noise.persons_reported), noise.persons == noise.persons_reported,
    )  # fmt: skip


def _bar(name: str, wanted: str, measured: str, holds: bool) -> str:
    return f"| {name} | {wanted} | {measured} | {'yes' if holds else '**no**'} |"


def links(found: Results) -> Iterator[str]:
    """Precision, recall and F1 of the links by strength, and spurious links."""
    yield "## Links: precision / recall / **F1**\n"
    yield "Without numbers, headings or topics to go by, unless said. Our doubtful links count as wrong. Another tool"
    yield "asserts a pair when it keeps at least 30 % of the shorter clause's words from one to the other.\n"
    yield f"| tool | pairs a strength | {' | '.join(STRENGTHS)} | spurious links a pair, unrelated (worst) |"
    yield f"| --- | --- |{' --- |' * len(STRENGTHS)} --- |"
    for row in found.rows:
        if row.not_run:
            yield f"| {row.name} | {row.not_run} |{' |' * len(STRENGTHS)} |"
            continue
        cells = [f"{_3(s.precision)} / {_3(s.recall)} / **{_3(s.f1)}**" for s in row.strengths.values()]
        spurious = f"{share(sum(row.spurious), len(row.spurious)):.1f} ({max(row.spurious)})"
        yield f"| {row.name} | {row.strengths['light'].pairs} | {' | '.join(cells)} | {spurious} |"
    yield "\nOurs: only links that are not doubtful and are called substantive count as spurious.\n"
    doubtful = " / ".join(f"{s.doubtful_share:.1%}" for s in found.rows[0].strengths.values())
    left_out = " / ".join(_3(s.f1_left_out) for s in found.rows[0].strengths.values())
    yield f"True links that we mark as doubtful ({' / '.join(STRENGTHS)}): {doubtful}. Our F1 if doubtful links"
    yield f"were not counted as wrong but as not there: {left_out}.\n"


def structure(found: Results) -> Iterator[str]:
    """Moves, splits, merges, false moves, hidden edits, texts given back."""
    names = " / ".join(STRENGTHS)
    yield f"## Moves, splits, merges: share found ({names})\n"
    yield "A split or merge counts as found when all its parts are linked. Our moves count when they are linked and"
    yield "marked as moved; other tools' when they are linked at all.\n"
    yield "| tool | moves | splits | merges | false moves | hidden edit shown | gives both texts back |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for row in found.rows:
        if not row.not_run:
            yield f"| {row.name} | {' | '.join(_structure(row))} |"
    yield "\nFalse moves: clause pairs marked as moved that did not move. Hidden edit: the one operative word in a"
    yield "clause that moved, split or merged is shown as changed, in its clause (ours: in every format).\n"
    total = found.rows[0].strengths["redraft"]
    yield f"A redraft writes half of all sentences anew; of {total.rewritten} of the {total.right + total.missed} true"
    yield f"links no sentence is left, and {total.rewritten_found} of those are found.\n"


def _structure(row: Row) -> Iterator[str]:
    for thing in ("moves", "splits", "merges"):
        yield " / ".join(
            f"{share(getattr(s, f'{thing}_found'), getattr(s, thing)):.2f}" for s in row.strengths.values()
        )
    yield " / ".join(str(s.false_moves) for s in row.strengths.values())
    yield f"{row.hidden[0]} of {row.hidden[1]}" if row.hidden else "not tried"
    total = _total(row)
    yield f"{total.rebuilt} of {total.rebuilt_tried}" if total.rebuilt_tried else "not tried"


def classes(found: Classes) -> Iterator[str]:
    """Precision and recall of each class of change."""
    yield "## Classes of change against known edits\n"
    yield "One known edit in a clause; a class counts once a clause.\n"
    yield "| class | known edits | precision | recall |\n| --- | --- | --- | --- |"
    for kind in sorted({*found.right, *found.wrong, *found.missed}):
        known = found.right[kind] + found.missed[kind]
        yield f"| {kind} | {known} | {_3(found.precision(kind))} | {_3(found.recall(kind))} |"
    known = found.right.total() + found.missed.total()
    yield f"| **all** | {known} | **{_3(found.precision())}** | **{_3(found.recall())}** |\n"


def known(found: tuple[Answer, ...]) -> Iterator[str]:
    """Known answers on real texts."""
    yield "## Known answers on real texts\n"
    if not found:
        yield "Not run: SOFADIFF_TEST_DATA is not set."
        return
    yield "| question | known | found | |\n| --- | --- | --- | --- |"
    for answer in found:
        yield f"| {answer.question} | {answer.wanted} | {answer.found} | {'yes' if answer.holds else '**no**'} |"


def _total(row: Row) -> Score:
    return sum(row.strengths.values(), Score())


def _3(number: float) -> str:
    return f"{number:.3f}"
