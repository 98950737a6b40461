"""The clauses that releases published: which ids there were, with which words. Links of those releases rely on it.

`data/identities.json` has, for each agreement and each id, one entry for each wording: the release that first had it,
its digest, and its text, so that a later release can show what changed; a clause of several parts names these instead.
Agreements that were given another name stand in `renamed`, clauses that were withdrawn in `withdrawn` with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from sofadiff.citing import Target, links, selecting
from sofadiff.model import Agreement, Unit

FILE = Path(__file__).parents[1] / "data" / "identities.json"
FORMAT = "sofadiff.identities/1"


class Wording(Struct, frozen=True):
    """What a clause said from one release on."""

    version: str
    digest: str
    """As links carry it."""
    text: str
    """Empty for a clause of several parts."""
    parts: tuple[str, ...] = ()
    """`id@digest` of each of those, in order."""


class Identities(Struct, frozen=True):
    """Everything that releases published."""

    clauses: Mapping[str, Mapping[str, tuple[Wording, ...]]]
    """Agreement to id to its wordings, earliest first."""
    renamed: Mapping[str, str]
    withdrawn: Mapping[str, str]
    """`slug/id` to the reason."""

    def wording(self, slug: str, name: str, digest: str) -> Wording | None:
        """The published wording of a clause with that digest."""
        return next((w for w in self.clauses.get(slug, {}).get(name, ()) if w.digest == digest), None)


@cache
def published() -> Identities:
    """What has been published so far."""
    return parse(FILE.read_text(encoding="utf-8"))


def text_of(identities: Identities, slug: str, wording: Wording) -> str:
    """The words of a published wording; empty where a part of it is not on record."""
    if not wording.parts:
        return wording.text
    found = []
    for part in wording.parts:
        name, _, digest = part.partition("@")
        piece = identities.wording(slug, name, digest)
        if piece is None or not piece.text:
            return ""
        found.append(piece.text)
    return "\n".join(found)


def parse(text: str) -> Identities:
    """The content of a file of identities."""
    data = json.loads(text)
    clauses = {
        slug: {name: tuple(_wording(row) for row in rows) for name, rows in ids.items()}
        for slug, ids in data["clauses"].items()
    }
    return Identities(clauses, data["renamed"], data["withdrawn"])


def addressable(agreement: Agreement) -> dict[str, list[Target]]:
    """Every id that a link into an agreement may carry, with the clauses that have it: one, in a sound record."""
    found: dict[str, list[Target]] = {}
    eids = dict.fromkeys([*(unit.eid for unit in agreement.units), *(frame.eid for frame in agreement.frames)])
    for eid in eids:
        if any(unit.eid == eid or unit.eid.startswith(f"{eid}__") for unit in agreement.units):
            _add(found, selecting.element(agreement, eid))
    for unit in agreement.units:
        if unit.id != unit.eid:
            _add(found, selecting.block(agreement, unit))
    return found


def noted(before: Identities, agreements: Iterable[Agreement], version: str) -> tuple[Identities, tuple[str, ...]]:
    """The identities with a release added, and the ids that vanished without a reason (`slug/id`).

    Nothing is ever taken away.
    """
    clauses = {slug: dict(ids) for slug, ids in before.clauses.items()}
    gone: list[str] = []
    for agreement in agreements:
        slug = agreement.slug or ""
        ids = clauses.setdefault(slug, {})
        now = {name: targets[0] for name, targets in addressable(agreement).items()}
        gone += [f"{slug}/{n}" for n in ids if n not in now and f"{slug}/{n}" not in before.withdrawn]
        for name, target in now.items():
            ids[name] = _with(ids.get(name, ()), _now(agreement, target, version))
        clauses[slug] = dict(sorted(ids.items()))
    return Identities(dict(sorted(clauses.items())), before.renamed, before.withdrawn), tuple(gone)


def written(identities: Identities) -> str:
    """The file: one clause a line, so that a release shows in a comparison of versions as the lines that it changed."""
    lines = ["{", f'"format": {_json(FORMAT)},']
    lines += [f'"renamed": {_json(dict(identities.renamed))},', f'"withdrawn": {_json(dict(identities.withdrawn))},']
    lines.append('"clauses": {')
    for number, (slug, ids) in enumerate(identities.clauses.items(), start=1):
        rows = [f"{_json(name)}: {_json([_row(w) for w in wordings])}" for name, wordings in ids.items()]
        end = "}" if number == len(identities.clauses) else "},"
        lines += [f"{_json(slug)}: {{", ",\n".join(rows), end]
    return "\n".join([*lines, "}", "}"]) + "\n"


def _add(found: dict[str, list[Target]], target: Target) -> None:
    if target.ids:
        found.setdefault(target.ids[0], []).append(target)


def _now(agreement: Agreement, target: Target, version: str) -> Wording:
    digest = _digest(target.text)
    if len(target.units) == 1:
        return Wording(version, digest, target.units[0].text)
    return Wording(version, digest, "", tuple(f"{_id(agreement, u)}@{_digest(u.text)}" for u in target.units))


def _id(agreement: Agreement, unit: Unit) -> str:
    one = selecting.element(agreement, unit.eid) if unit.id == unit.eid else selecting.block(agreement, unit)
    return one.ids[0] if one.ids else ""


def _digest(text: str) -> str:
    return links.digest(text)[: links.LENGTH]


def _with(wordings: tuple[Wording, ...], now: Wording) -> tuple[Wording, ...]:
    """The wordings of a clause, today's last. Of words that came back the first release that had them is named."""
    earlier = next((w for w in wordings if w.digest == now.digest), now)
    return (*(w for w in wordings if w is not earlier), earlier)


def _row(wording: Wording) -> list[object]:
    return [wording.version, wording.digest, list(wording.parts) if wording.parts else wording.text]


def _wording(row: list[Any]) -> Wording:
    version, digest, words = row
    return Wording(version, digest, words) if isinstance(words, str) else Wording(version, digest, "", tuple(words))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
