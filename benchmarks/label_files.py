"""The hand-written labels as data, each checked against the clauses that it speaks of.

A label says something of a clause as it stood when it was written. The files hold a digest of every clause that was
judged; a label whose clause has changed, or is gone, is refused and listed with its place, never used silently.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sofadiff import text
from sofadiff.comparison.linking import citation
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Unit
from sofadiff.states import UnitPart

LABELS = Path(__file__).parent / "labels"
ADJUDICATED = "adjudicated"
"""The folder of link labels that win over those of every coder."""
FORMAT, EDIT_FORMAT = "sofadiff.labels/1", "sofadiff.edit-labels/1"
DIGITS = 16
"""How many hexadecimal digits of a clause's digest a label file holds."""


@dataclass(frozen=True, slots=True)
class Group:
    """Units of two texts that answer each other: every pair of one of each side is a link."""

    base: tuple[str, ...]
    other: tuple[str, ...]
    sure: bool
    """False where a lawyer may disagree."""

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every link in the group."""
        return ((one, two) for one in self.base for two in self.other)


@dataclass(frozen=True, slots=True)
class PairLabels:
    """What one coder says of two agreements."""

    place: str
    """Path below the folder of the labels."""
    authentic: bool
    """Whether the texts are imported from outside the project; the keys of units are then clause labels."""
    names: tuple[str, str]
    by: str
    groups: tuple[Group, ...]
    digests: tuple[Mapping[str, str], Mapping[str, str]]
    """Per side, key of every unit that was judged to the first digits of its digest."""
    sources: tuple[tuple[str, str], ...]
    """Authentic texts: per side the file below the data folder and its SHA-256."""

    @property
    def title(self) -> str:
        """Both names, to say which pair."""
        return " / ".join(self.names)


@dataclass(frozen=True, slots=True)
class EditLabel:
    """One difference between two clauses and its class."""

    place: str
    base: tuple[str, str]
    """Slug and unit id."""
    other: tuple[str, str]
    removed: str
    added: str
    change: str
    digests: tuple[str, str]

    @property
    def key(self) -> tuple[str, ...]:
        """The same for two coders who speak of the same difference."""
        return (*self.base, *self.other, self.removed, self.added)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A label that was not used."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Usable:
    """The part of a coder's labels that still speaks of the texts as they are."""

    groups: tuple[Group, ...]
    judged: tuple[frozenset[str], frozenset[str]]
    """Per side, the units that were judged and have not changed; of others the labels say nothing."""
    refused: tuple[Refusal, ...]


def digest(unit: Unit) -> str:
    """The digits that a label holds of a clause."""
    return text.digest(unit.text)[:DIGITS]


def body(agreement: Agreement, *, authentic: bool) -> dict[str, Unit]:
    """Key to unit, headings left out. Keys are unit ids, or clause labels (`article3.2`, `article1#2`) if authentic."""
    seen: Counter[str] = Counter()
    found = {}
    for unit in agreement.units:
        label = ".".join(citation(unit)) or "-"
        seen[label] += 1
        key = (label if seen[label] == 1 else f"{label}#{seen[label]}") if authentic else unit.id
        if unit.part is not UnitPart.HEADING:
            found[key] = unit
    return found


def read_pair(path: Path, folder: Path = LABELS) -> PairLabels:
    """One file of link labels. Raises SofadiffError where it is not one."""
    place, data = _read(path, folder, FORMAT)
    try:
        digests = data["digests"]
        groups = [Group(tuple(g["base"]), tuple(g["other"]), bool(g["sure"])) for g in data["groups"]]
        sources = data.get("source", {})
        return PairLabels(
            place,
            data["kind"] == "authentic",
            (data["base"], data["other"]),
            data["by"],
            tuple(groups),
            (digests["base"], digests["other"]),
            tuple((sources[side]["file"], sources[side]["sha256"]) for side in ("base", "other") if sources),
        )
    except (KeyError, TypeError) as fault:
        raise _malformed(place, fault) from None


def pairs_by_coder(folder: Path = LABELS) -> dict[str, tuple[PairLabels, ...]]:
    """Coder to link labels, in order of names; adjudicated labels stand under their own name."""
    return {
        coder.name: tuple(read_pair(path, folder) for path in sorted(coder.glob("*.json")))
        for coder in sorted((folder / "links").iterdir())
        if coder.is_dir()
    }


def in_force(own: Sequence[PairLabels], adjudicated: Sequence[PairLabels]) -> tuple[PairLabels, ...]:
    """A coder's labels, each replaced by the adjudicated ones of the same pair where there are such."""
    instead = {labels.names: labels for labels in adjudicated}
    mine = {labels.names: labels for labels in own}
    return tuple((mine | instead)[names] for names in sorted(mine | instead))


def read_edits(path: Path, folder: Path = LABELS) -> tuple[EditLabel, ...]:
    """One file of edit labels. Raises SofadiffError where it is not one."""
    place, data = _read(path, folder, EDIT_FORMAT)
    try:
        return tuple(
            EditLabel(
                f"{place}: edit {number}",
                _address(entry["base"]),
                _address(entry["other"]),
                entry["removed"],
                entry["added"],
                entry["class"],
                (data["digests"][entry["base"]], data["digests"][entry["other"]]),
            )
            for number, entry in enumerate(data["edits"], 1)
        )
    except (KeyError, TypeError) as fault:
        raise _malformed(place, fault) from None


def usable(labels: PairLabels, base: Mapping[str, Unit], other: Mapping[str, Unit]) -> Usable:
    """What may still be used of `labels`, given the texts as they are now (key to unit, see :func:`body`)."""
    refused: list[Refusal] = []
    judged: list[frozenset[str]] = []
    for name, side, held, units in zip(labels.names, ("base", "other"), labels.digests, (base, other), strict=True):
        good = set()
        for key, want in held.items():
            fault = _fault(want, units.get(key))
            if fault:
                refused.append(Refusal(labels.place, f"{side} {name}, {key}: {fault}"))
            else:
                good.add(key)
        refused += [
            Refusal(labels.place, f"{side} {name}, {key}: new since the labels were written, never judged")
            for key in units
            if key not in held
        ]
        judged.append(frozenset(good))
    kept = []
    for group in labels.groups:
        stale = [key for keys, good in zip((group.base, group.other), judged, strict=True) for key in {*keys} - good]
        if stale:
            link = f"{' '.join(group.base)} = {' '.join(group.other)}"
            refused.append(Refusal(labels.place, f"link {link}: refused because of {', '.join(sorted(stale))}"))
        else:
            kept.append(group)
    return Usable(tuple(kept), (judged[0], judged[1]), tuple(refused))


def edit_fault(label: EditLabel, base: Mapping[str, Unit], other: Mapping[str, Unit]) -> Refusal | None:
    """Why an edit label may not be used: its clause is gone or changed, or lacks the words; None if it may."""
    sides = ((label.base, label.digests[0], base, label.removed), (label.other, label.digests[1], other, label.added))
    for (slug, key), want, units, words in sides:
        fault = _fault(want, units.get(key))
        if not fault and words not in units[key].text:
            fault = f"the clause has no words {words!r}"
        if fault:
            return Refusal(label.place, f"{slug}, {key}: {fault}")
    return None


def _fault(want: str, unit: Unit | None) -> str | None:
    if unit is None:
        return "no such clause now"
    now = digest(unit)
    return None if now == want else f"the clause has changed since the label was written (digest {want}, now {now})"


def _read(path: Path, folder: Path, form: str) -> tuple[str, dict[str, Any]]:
    place = path.relative_to(folder).as_posix()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as fault:
        raise _malformed(place, fault) from None
    if not isinstance(data, dict) or data.get("format") != form:
        raise _malformed(place, f"its format is not {form}")
    return place, data


def _address(written: str) -> tuple[str, str]:
    slug, _, key = written.partition("#")
    return slug, key


def _malformed(place: str, fault: object) -> SofadiffError:
    return SofadiffError(
        f"not a label file: {fault}", where=place, remedy="write it as benchmarks/labels/README.md says"
    )
