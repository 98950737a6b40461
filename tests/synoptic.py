"""Several made-up texts for tests of the synopsis: from case files, and drawn at random."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from drafting import CLAUSES, RENAMED, TERMS, renamed
from factories import agreement, term, unit
from sofadiff.comparison.compare import compare
from sofadiff.comparison.synopsis import synopsis
from sofadiff.comparison.witnesses import Row, Synopsis
from sofadiff.model import Agreement, Completeness, Support, TextStatus

CASES = Path(__file__).parent / "synopses"


def case(path: Path) -> list[Agreement]:
    """The base and the other texts of a case file."""
    sides = json.loads(path.read_text(encoding="utf-8"))
    return [_text("base", sides["base"]), *(_text(slug, side) for slug, side in sides["others"].items())]


def beside(texts: Sequence[Agreement]) -> Synopsis:
    """The synopsis of the first text and all others."""
    return synopsis([compare(texts[0], other) for other in texts[1:]])


def shape(found: Synopsis) -> list[Any]:
    """What a synopsis says, by the names of its texts instead of their places: equal whatever the order of columns."""
    names = [witness.agreement.name for witness in found.witnesses]
    return [_row(found, row, names) for row in found.rows]


def _row(found: Synopsis, row: Row, names: Sequence[str]) -> Any:
    return (
        names[row.first],
        sorted((names[w], cell) for w, cell in enumerate(row.cells)),
        sorted(sorted(names[w] for w in group) for group in row.groups),
        sorted(sorted(names[w] for w in pair) for pair in row.in_part),
        [
            (
                names[family.lead],
                family.text,
                sorted(names[w] for w in family.members),
                [
                    (entry.start, entry.end, [(r.change, r.classes, [(names[f.witness], f.words) for f in r.forms])])
                    for entry in family.entries
                    for r in entry.readings
                ],
            )
            for family in row.families
        ],
        row.similar,
    )


def _text(slug: str, side: dict[str, Any]) -> Agreement:
    units = []
    for number, given in enumerate(side["units"], start=1):
        more = {"wid": f"{slug}-c{number:03d}"} | given
        if "support" in more:
            more["support"] = Support(more["support"])
        units.append(unit(**more))
    known: dict[str, Any] = {"language": side.get("language", "eng"), "work_date": side["date"]}
    if "completeness" in side:
        known["completeness"] = Completeness(side["completeness"])
    if "text_status" in side:
        known["text_status"] = TextStatus(side["text_status"])
    return agreement(slug, units, [term(*each) for each in side.get("terms", ())], **known)


OWN = (
    "Dogs of the guard are vaccinated every spring.",
    "A chaplain may bless the harbour on Sundays and must keep a list of the boats.",
    "A chaplain may bless the harbour on Fridays and must keep a list of the ships.",
    "The harbour master sells 30 tickets a day to visitors of the lighthouse.",
)


@st.composite
def several(draw: st.DrawFn, witnesses: int = 3) -> list[Agreement]:
    """A base and later texts: its clauses dropped, moved, changed in a word, split, renamed, and new ones."""
    texts = [agreement("base", CLAUSES, TERMS, work_date="1990-01-01")]
    for number in range(witnesses):
        kept = [n for n in range(len(CLAUSES)) if draw(st.integers(0, 3))]
        if draw(st.booleans()):
            kept = kept[5:] + kept[:5]
        clauses = [draw(st.sampled_from(_changes(CLAUSES[n]))) for n in kept] + draw(
            st.lists(st.sampled_from(OWN), max_size=3)
        )
        parts = [part for clause in clauses for part in clause.split("||")]
        other = draw(st.booleans())
        whole = draw(st.sampled_from([Completeness.FULL, Completeness.PARTIAL]))
        texts.append(
            agreement(
                f"text-{number}",
                map(renamed, parts) if other else parts,
                RENAMED if other else TERMS,
                work_date=f"{2000 + draw(st.integers(0, 3))}-01-01",
                completeness=whole,
            )
        )
    return texts


def _changes(clause: str) -> list[str]:
    first, second = clause.split(". ", 1)
    return [
        clause,
        clause.replace("must", "may"),
        clause.replace("The ", "A ", 1).replace(".", ", except on Sundays.", 1),
        f"{first}.",
        f"{second} {first}.",
        f"{first}.||{second}",
        " ".join(clause.split()[::3]),
    ]
