"""What `sofadiff pin` does: decisions into files, out of them, and as a list. The lines that it returns are printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

import sofadiff
from sofadiff import corpus, lookup, pins
from sofadiff.cli.shared import PINS, pins_folder
from sofadiff.comparison import Refused, pinning
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Decision, Pin, UnitPart
from sofadiff.output import make_folder, write_text
from sofadiff.pins import reading, writing
from sofadiff.source_file import read_bytes

Side = tuple[str, Agreement]
"""An agreement, and the slug or path by which the user named it."""
_KINDS = {Decision.LINK: "answers", Decision.FORBID: "does not answer"}


def add(
    sides: tuple[Side, Side],
    clauses: Sequence[str],
    decision: Decision,
    person: Mapping[str, str],
    *,
    folder: str | None,
) -> list[str]:
    """Write a decision down; SofadiffError where it names no clause, says too little or opposes another decision."""
    (name, base), (_, other) = sides
    for key, value in person.items():
        if flaw := reading.wrong(key, " ".join(value.split())):
            raise SofadiffError(f"{flaw}.", where=f"--{key}", remedy=_REMEDIES[key])
    one, two = _clause(base, clauses[0]), _clause(other, clauses[1])
    _alike(base, one, other, two)
    path = _target(name, folder)
    words = {key: " ".join(value.split()) for key, value in person.items()}
    pin = Pin(
        decision=decision,
        agreement=base.identity,
        clause=one,
        digest=pinning.digest(pinning.clause(base, one)),
        against=other.identity,
        other_clause=two,
        other_digest=pinning.digest(pinning.clause(other, two)),
        **words,
        file=path,
        line=0,
    )
    text, said = _text(path, base.identity), []
    stale = _unopposed(base, other, pin)
    if stale is not None and Path(stale.pin.file).resolve() == Path(path).resolve():
        text = writing.removed(text, stale.pin.line)
        said = [f"Replaced: the decision of {stale.pin.by} on {stale.pin.date}, which no longer applied."]
    remark = f"{base.identity}, {_called(base, one)} {_KINDS[decision]} {other.identity}, {_called(other, two)}"
    new = writing.added(text, pin, remark)
    if faults := reading.parse(new, path).faults:
        raise SofadiffError(f"{faults[0].what}.", where=f"{path}:{faults[0].line}", remedy=f"{faults[0].remedy}.")
    make_folder(str(Path(path).parent))
    write_text(path, new)
    return [*said, f"Decided by {pin.by} on {pin.date}: {remark}.", f"Written: {path}"]


def remove(sides: tuple[Side, Side], clauses: Sequence[str], *, folder: str | None) -> list[str]:
    """Take a decision out of its file; SofadiffError where there is none on these two clauses."""
    named = [_names(agreement, name) for (_, agreement), name in zip(sides, clauses, strict=True)]
    (_, base), (_, other) = sides
    for pin in (*base.pins, *other.pins):
        here = pin.agreement == base.identity and pin.clause in named[0]
        there = pin.against == other.identity and pin.other_clause in named[1]
        back = pin.agreement == other.identity and pin.clause in named[1]
        forth = pin.against == base.identity and pin.other_clause in named[0]
        if (here and there) or (back and forth):
            path = _place(pin, sides, folder)
            write_text(path, writing.removed(_text(path, pin.agreement), pin.line))
            return [f"Taken back: {_sentence(pin, base, other)}", f"Written: {path}"]
    raise SofadiffError(
        "nothing was decided on these two clauses.",
        where=f"{base.identity} {clauses[0]}, {other.identity} {clauses[1]}",
        remedy=f"`sofadiff pin list {base.name}` lists the decisions.",
    )


def listed(given: str, folder: str | None) -> list[str]:
    """Every decision on the agreement's clauses, in its own file and in those beside it, with what became of it."""
    chosen = pins_folder(folder)
    agreement = corpus.read(given, pins=chosen)
    found = [*agreement.pins, *_elsewhere(agreement, given, chosen)]
    if not found:
        where = f" in {chosen}" if chosen else ""
        return [f"No decision on clauses of {agreement.identity} was found beside it or{where or ' in a folder pins'}."]
    lines = []
    for pin in found:
        name = pin.against if pin.agreement == agreement.identity else pin.agreement
        other = corpus.near(name, str(Path(corpus.beside(given)).parent))
        lines.append(f"{pin.file}:{pin.line}: {_sentence(pin, agreement, *((other,) if other else ()))}")
        lines.append(f"    {_state(agreement, pin, other)}")
    return lines


_REMEDIES = {
    "by": "Name the person who decided.",
    "date": "Give the day of the decision as YYYY-MM-DD, such as 2024-05-31.",
    "why": "Give the reason in a sentence.",
}


def _clause(agreement: Agreement, name: str) -> str:
    """The permanent name of the one clause that the user means."""
    stem = next((name.removesuffix(ending) for ending in pinning.ENDINGS if name.endswith(ending)), name)
    block = name[len(stem) :]
    units = [unit for unit in lookup.require(agreement, name if not block else stem) if unit.id.endswith(block)]
    if not units:
        raise SofadiffError(f"{stem} has no such block.", where=name, remedy=f"`sofadiff show {agreement.name}`.")
    if len({unit.eid for unit in units}) > 1:
        raise SofadiffError(
            f"{agreement.name} has several clauses with this number.",
            where=name,
            remedy=f"Name one by its id: {lookup.candidates(units)}.",
        )
    permanent = pinning.name_of(agreement, units) + block
    if not pinning.own_words(agreement, permanent):
        below = lookup.candidates([unit for unit in pinning.clause(agreement, permanent) if unit.eid != units[0].eid])
        raise SofadiffError(
            f"this clause of {agreement.name} has no words of its own besides its heading.",
            where=name,
            remedy=f"Name one of those below it: {below}; its heading alone is {permanent}__heading.",
        )
    return permanent


def _alike(base: Agreement, one: str, other: Agreement, two: str) -> None:
    kinds = [pinning.clause(side, name)[0].part is UnitPart.HEADING for side, name in ((base, one), (other, two))]
    if kinds[0] is not kinds[1]:
        raise SofadiffError(
            "one of the two is a heading and the other is not.",
            where=f"{one}, {two}",
            remedy="A heading answers only a heading.",
        )


def _unopposed(base: Agreement, other: Agreement, pin: Pin) -> Refused | None:
    """Refuse a decision that was made already or that opposes one; give back an earlier one that no longer applies."""
    before = pinning.resolve(base, other)
    pair = {(base.identity, pin.clause), (other.identity, pin.other_clause)}
    for found in before.applied:
        if _pair(found.pin) == pair:
            raise SofadiffError(
                f"decided already: {_sentence(found.pin, base, other)}",
                where=f"{found.pin.file}:{found.pin.line}",
                remedy="Take that decision back first, with `sofadiff pin remove`.",
            )
    after = pinning.resolve(replace(base, pins=(*base.pins, pin)), other)
    if any(gone.pin is pin for gone in after.refused):
        still = {found.pin for found in after.applied}
        opposed = [found.pin for found in before.applied if found.pin not in still]
        raise SofadiffError(
            f"opposes what was decided before: {' '.join(_sentence(earlier, base, other) for earlier in opposed)}",
            where=f"{base.identity} {pin.clause}, {other.identity} {pin.other_clause}",
            remedy="Take one of the decisions back first, with `sofadiff pin remove`.",
        )
    return next((gone for gone in before.refused if _pair(gone.pin) == pair and gone.reason == "changed"), None)


def _pair(pin: Pin) -> set[tuple[str, str]]:
    return {(pin.agreement, pin.clause), (pin.against, pin.other_clause)}


def _names(agreement: Agreement, name: str) -> set[str]:
    """The names under which a clause may stand in a file, also one that is gone from the record."""
    found = {name}
    for unit in lookup.find(agreement, name):
        found |= {pinning.name_of(agreement, [unit]), unit.eid, *((unit.wid,) if unit.wid else ())}
    return found


def _target(name: str, folder: str | None) -> str:
    """The file that a decision on this agreement goes into; never one inside the installed program."""
    own = corpus.beside(name)
    if folder is None and corpus.is_path(name) and not _installed(own):
        return own
    path = str(Path(folder or PINS) / Path(own).name)
    if _installed(path):
        raise SofadiffError("is inside the installed program.", where=path, remedy="Choose a folder with --pins.")
    return path


def _installed(path: str) -> bool:
    return Path(sofadiff.__file__).resolve().parent in Path(path).resolve().parents


def _place(pin: Pin, sides: Sequence[Side], folder: str | None) -> str:
    """The path of the file that a pin was read from."""
    chosen = pins_folder(folder)
    path = next(p for name, _ in sides for p, shown in corpus.pins_of(name, chosen) if shown == pin.file)
    if _installed(path):
        raise SofadiffError("is inside the installed program and is left alone.", where=path)
    return path


def _text(path: str, agreement: str) -> str:
    """The text of a file of pins as it stands, empty where there is none; SofadiffError where it has a mistake."""
    if not Path(path).exists():
        return ""
    parsed = reading.read(path, path)
    if parsed.agreement != agreement:
        raise SofadiffError(f"speaks of “{parsed.agreement}”, not of {agreement}.", where=path, remedy="Move it away.")
    return reading.decoded(read_bytes(path, pins.LARGEST), path)


def _elsewhere(agreement: Agreement, name: str, folder: str | None) -> list[Pin]:
    """Decisions on the agreement in the files of other agreements, where its own file may stand."""
    places = {str(Path(corpus.beside(name)).parent), *((folder,) if folder else ())}
    own = {str(Path(path).resolve()) for path, _ in corpus.pins_of(name, folder)}
    found: list[Pin] = []
    for path in sorted(str(file) for place in places for file in Path(place).glob(f"*{pins.ENDING}")):
        if str(Path(path).resolve()) not in own:
            found += [pin for pin in reading.read(path, path).pins if pin.against == agreement.identity]
    return found


def _state(agreement: Agreement, pin: Pin, other: Agreement | None) -> str:
    """Whether a decision still holds, as far as the other agreement is at hand."""
    if other is None:
        return "The other agreement is not at hand: compare the two to see whether this still holds."
    found = pinning.resolve(replace(agreement, pins=(pin,)), other)
    return _told(found.refused[0]) if found.refused else "Holds: both clauses have the words that were decided on."


def _told(gone: Refused) -> str:
    named = " and ".join(gone.clauses)
    if gone.reason == "changed":
        return f"No longer applied: other words stand now in {named}. Decide again, or take it back."
    if gone.reason == "gone":
        return f"Not applied: there is no clause {named}. Take it back, or mend the name."
    return "Not applied: it opposes another decision."


def _sentence(pin: Pin, *agreements: Agreement) -> str:
    """Who decided what and why, the clauses by number where their agreements are at hand."""
    at_hand = {agreement.identity: agreement for agreement in agreements}
    one, two = (
        f"{name}, {_called(at_hand[name], clause) if name in at_hand else clause}"
        for name, clause in ((pin.agreement, pin.clause), (pin.against, pin.other_clause))
    )
    return f"{one} {_KINDS[pin.decision]} {two}: decided by {pin.by} on {pin.date}: {pin.why}"


def _called(agreement: Agreement, name: str) -> str:
    """A clause's number and short id, as it is known here; its name in the file where it is gone."""
    units = pinning.clause(agreement, name)
    return lookup.called(units[0]) if units and not name.endswith(pinning.ENDINGS) else name
