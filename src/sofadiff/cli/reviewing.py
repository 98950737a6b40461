"""`sofadiff import --review`: the doubtful places one by one, on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from sofadiff.importing.blocks import Kind
from sofadiff.importing.deciding import SAID, Choice, Decision
from sofadiff.text import digest

if TYPE_CHECKING:
    from sofadiff.importing import Imported
    from sofadiff.importing.blocks import Block, Remark

_KEYS = {
    "k": Choice.KEEP,
    "j": Choice.JOIN,
    "s": Choice.SPLIT,
    "l": Choice.PLACE,
    "o": Choice.LEAVE_OUT,
}
_OFFERED = {
    Choice.KEEP: "k  keep it as it is",
    Choice.JOIN: "j  join: it is words of the clause before",
    Choice.SPLIT: "s  split: it is a clause of its own",
    Choice.PLACE: "l  label: it stands at another level",
    Choice.LEAVE_OUT: "o  leave it out (it is then listed as left out)",
}
_LONGEST = 400
"""Characters of a line that are shown."""
Build = Callable[[Sequence[Decision]], "Imported"]


def walk(build: Build, decisions: Sequence[Decision], save: Callable[[Sequence[Decision]], None]) -> list[Decision]:
    """Ask about every doubtful place that is not decided; each answer is saved at once. Returns all decisions."""
    taken = list(decisions)
    fresh = 0
    while True:
        imported = build(taken)
        doubts = imported.report.doubts
        if not doubts:
            click.echo("Nothing doubtful is left." if taken else "Nothing was doubtful.")
            return taken
        remark = doubts[0]
        _show(imported, remark, len(doubts), fresh)
        answer = _ask(imported, remark, back=fresh > 0)
        if answer is None:
            click.echo(f"Stopped: {_places(len(doubts))} left. The same command goes on where you stopped.")
            return taken
        if isinstance(answer, Decision):
            taken.append(answer)
            fresh += 1
            click.echo(f"  {SAID[answer.choice]}")
        else:
            gone = taken.pop()
            fresh -= 1
            click.echo(f"  taken back: {gone.doubt}")
        save(taken)


def _show(imported: Imported, remark: Remark, left: int, decided: int) -> None:
    block = _block(imported, remark)
    click.echo(f"\n{_places(left)} to decide, {decided} decided now")
    click.echo(f"  {imported.report.anchor(remark.line)}: {_visible(remark.message)}")
    if block is None:
        return
    source = imported.reading.source
    before = next((n for n in range(remark.line - 1, 0, -1) if source[n - 1].strip()), None)
    after = next((n for n in range(remark.line + 1, len(source) + 1) if source[n - 1].strip()), None)
    for name, number in (("before it", before), ("in the file", remark.line), ("after it", after)):
        if number is not None:
            click.echo(f"  {name + ':':<13}{_visible(source[number - 1].strip())}")
    if _visible(source[remark.line - 1].strip()) != _visible(block.text):
        click.echo(f"  {'the piece:':<13}{_visible(block.text)}")
    piece = next((t for t in imported.traced if t.first <= block.line <= t.last and _is_of(t.text, block.text)), None)
    if piece is not None:
        where = f"closes the list of {piece.label}" if piece.part == "closing" else piece.label or piece.part
        click.echo(f"  {'imported as:':<13}{_visible(where)} | {_visible(piece.text.replace(chr(10), ' ¶ '))}")


def _is_of(clause: str, text: str) -> bool:
    from sofadiff.importing.blocks import letters

    return letters(text) in letters(clause)


def _ask(imported: Imported, remark: Remark, *, back: bool) -> Decision | bool | None:
    """A decision; True to take the last one back; None to stop."""
    block = _block(imported, remark)
    offered = _possible(block, remark)
    for choice in offered:
        click.echo(f"    {_OFFERED[choice]}")
    click.echo("    " + ("b  back: take the last decision back;  " if back else "") + "q  stop here")
    while True:
        try:
            key = click.prompt("  Your decision", default="", show_default=False).strip().lower()[:1]
        except click.exceptions.Abort:
            click.echo()
            return None
        if key == "q":
            return None
        if key == "b" and back:
            return True
        found = _KEYS.get(key)
        if found not in offered or found is None:
            click.echo("  Please type one of the letters above.")
            continue
        level = 0
        if found is Choice.PLACE:
            chosen = _level(remark)
            if chosen is None:
                continue
            level = chosen
        name = digest(remark.message if block is None else block.text)
        return Decision(remark.line, name, remark.message, found, level)


def _possible(block: Block | None, remark: Remark) -> tuple[Choice, ...]:
    """The choices that mean something for a place."""
    from sofadiff.importing.labels import label_of

    if block is None:
        return (Choice.KEEP,)
    if block.kind is not Kind.TEXT:
        return (Choice.KEEP, Choice.LEAVE_OUT)
    place = (Choice.PLACE,) if label_of(block) is not None and remark.open else ()
    return (Choice.KEEP, Choice.JOIN, Choice.SPLIT, *place, Choice.LEAVE_OUT)


def _level(remark: Remark) -> int | None:
    """Which of the open clauses the label stands beside."""
    for level, label in enumerate(remark.open):
        click.echo(f"      {level}  beside {label or 'the clause without a label'}")
    click.echo(f"      {len(remark.open)}  inside {remark.open[-1] or 'it'}, as the first of a new list")
    answer = click.prompt("    Which", default="", show_default=False).strip()
    if answer.isdecimal() and int(answer) <= len(remark.open):
        return int(answer)
    click.echo("    Not one of these numbers.")
    return None


def _block(imported: Imported, remark: Remark) -> Block | None:
    if remark.block < 0:
        return None
    kept = [block for block, keep in zip(imported.reading.blocks, imported.kept, strict=True) if keep]
    return kept[remark.block]


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def _visible(text: str) -> str:
    """A text that can do nothing to a terminal, cut where it is long."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]} ..."
