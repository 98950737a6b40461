"""The file of pins beside a record: whether it can be read, and whether each decision still applies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from sofadiff import corpus
from sofadiff.checks.subject import Flaw, Subject, nearest
from sofadiff.comparison import Refused, pinning
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Pin
from sofadiff.pins import ENDING, LARGEST
from sofadiff.pins.reading import decoded, parse
from sofadiff.source_file import read_bytes

_NOT_APPLIED = "A comparison does not apply the decision, and says so"


def pins(subject: Subject) -> Iterator[Flaw]:
    """Every decision in the file of pins beside a record can be read, names clauses that are there, and still holds."""
    file = Path(subject.file).with_name(subject.stem + ENDING)
    if not file.exists():
        return
    shown = str(Path(subject.path).with_name(file.name))
    try:
        parsed = parse(decoded(read_bytes(str(file), LARGEST), shown), shown)
    except SofadiffError as error:
        yield Flaw(0, error.what, "No decision in it can be applied", error.remedy, shown)
        return
    for fault in parsed.faults:
        yield Flaw(fault.line, fault.what, fault.why, fault.remedy, shown)
    if subject.read is None or not parsed.agreement:
        return
    if parsed.agreement != subject.agreement.identity:
        what = f"speaks of the clauses of “{parsed.agreement}”, not of {subject.agreement.identity}"
        yield Flaw(0, what, "It stands beside another record than its own", "Move it to its record", shown)
        return
    for against in dict.fromkeys(pin.against for pin in parsed.pins):
        yield from _against(subject, against, tuple(pin for pin in parsed.pins if pin.against == against), shown)


def _against(subject: Subject, against: str, found: tuple[Pin, ...], shown: str) -> Iterator[Flaw]:
    """What is wrong with the decisions that speak of one other agreement."""
    other = subject.agreement if against == subject.agreement.identity else _other(subject, against)
    if other is None:
        # A document that is no record is named by its URI or its file, and is not at hand here.
        if "/" not in against and "." not in against and against not in subject.holdings:
            names = (*subject.holdings.slugs(), *corpus.slugs())
            remedy = nearest(against, names, "Correct the name, or take the decision out")
            yield Flaw(found[0].line, f"{against} is no record", "No comparison can apply the decision", remedy, shown)
        return
    for gone in pinning.resolve(replace(subject.agreement, pins=found), replace(other, pins=())).refused:
        yield _refused(gone, shown)


def _other(subject: Subject, against: str) -> Agreement | None:
    """The other agreement: a record of the same set or folder, else one that ships with sofadiff."""
    return subject.holdings.agreement(against) or corpus.near(against, str(Path(subject.file).parent))


def _refused(gone: Refused, shown: str) -> Flaw:
    named = " and ".join(gone.clauses)
    if gone.reason == "changed":
        what = f"other words stand in {named} than on the day of the decision"
        remedy = "Decide again, or take it back"
    elif gone.reason == "gone":
        what, remedy = f"there is no clause {named}", "Correct the name, or take the decision out"
    else:
        what, remedy = "the decision opposes another one", "Take one of them out"
    return Flaw(gone.pin.line, what, _NOT_APPLIED, remedy, shown)
