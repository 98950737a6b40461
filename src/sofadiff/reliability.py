"""How far two independent codings agree: percentage, Krippendorff's alpha, and every disagreement with its ruling.

Method: codebook 8.3. Two questions are kept apart: whether both coders say that the text regulates the point at all
(nominal, two categories), and, where both say so, which ranked value they give (ordinal; nominal for unranked
variables). Reserved values are no ranks and never enter the ordinal run. Alpha comes from the `krippendorff` package
(K. Krippendorff, *Content Analysis*; A. F. Hayes and K. Krippendorff, 2007).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from sofadiff.codebook import Codebook, Variable
from sofadiff.coding import UNCOUNTED, Finding
from sofadiff.errors import MissingDependencyError
from sofadiff.model import Agreement
from sofadiff.states import RESERVED_VALUES

FIRST, SECOND = "coder-a", "coder-b"
Level = Literal["nominal", "ordinal"]
DRAWS = 500
"""Bootstrap draws; the seed is fixed, so that the interval is the same on every machine."""
SEED = 20261123
FEW = 20
"""Below this many units the disagreements say more than alpha does (codebook 8.3)."""


class Pair(Struct, frozen=True):
    """One question that both coders answered."""

    agreement: Agreement
    first: Finding
    second: Finding

    @property
    def agrees(self) -> bool:
        """Whether both gave the same value."""
        return self.first.value == self.second.value


class Result(Struct, frozen=True):
    """Agreement on one variable."""

    variable: Variable
    pairs: tuple[Pair, ...]
    alone: int
    """Questions that only one of the two answered."""
    regulated: float | None
    """Alpha on whether the point is regulated at all; None where nothing varies."""
    ranked_units: int
    ranked: float | None
    """Alpha on the value, where both gave one that is not reserved; None where nothing varies or nothing is left."""
    interval: tuple[float, float] | None
    """Bootstrap 95 % interval of `ranked`."""

    @property
    def percentage(self) -> float:
        """Share of the questions on which both gave the same value, in per cent."""
        return 100 * sum(pair.agrees for pair in self.pairs) / len(self.pairs) if self.pairs else 0.0


def double_coded(agreements: Sequence[Agreement]) -> tuple[Agreement, ...]:
    """Those agreements that two coders have coded."""
    return tuple(a for a in agreements if {SECOND, FIRST} <= {c.coder for c in a.codings if c.status not in UNCOUNTED})


def results(codebook: Codebook, agreements: Sequence[Agreement]) -> tuple[Result, ...]:
    """Agreement on each variable, in the codebook's order."""
    return tuple(_result(variable, agreements) for variable in codebook.variables)


def alpha(pairs: Sequence[tuple[int, int]], level: Level) -> float | None:
    """Krippendorff's alpha of two coders; None where all values are the same (0/0) or there are none."""
    if len({value for pair in pairs for value in pair}) < 2:
        return None
    try:
        import krippendorff  # noqa: PLC0415 - an optional extra that drags in numpy
    except ImportError:
        raise MissingDependencyError(
            "needs the krippendorff package.",
            where="sofadiff reliability",
            remedy="pip install 'sofadiff[reliability]'",
        ) from None
    data = [[one for one, _ in pairs], [two for _, two in pairs]]
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement=level))


def _result(variable: Variable, agreements: Sequence[Agreement]) -> Result:
    pairs: list[Pair] = []
    alone = 0
    for agreement in agreements:
        mine, theirs = (_answers(agreement, variable, coder) for coder in (FIRST, SECOND))
        shared = [key for key in mine if key in theirs]
        pairs += [Pair(agreement, mine[key], theirs[key]) for key in shared]
        alone += len(mine) + len(theirs) - 2 * len(shared)
    level: Level = "ordinal" if variable.scale == "ordinal" else "nominal"
    ranks = {value.id: number for number, value in enumerate(variable.values)}
    regulated = [(int(_regulated(p.first)), int(_regulated(p.second))) for p in pairs]
    ranked = [
        (ranks[p.first.value], ranks[p.second.value])
        for p in pairs
        if p.first.value in ranks and p.second.value in ranks
    ]
    return Result(
        variable, tuple(pairs), alone, alpha(regulated, "nominal"), len(ranked), alpha(ranked, level),
        _interval(ranked, level),
    )  # fmt: skip


def _answers(agreement: Agreement, variable: Variable, coder: str) -> dict[tuple[str | None, str | None], Finding]:
    own = [c for c in agreement.codings if c.coder == coder and c.variable == variable.id and c.status not in UNCOUNTED]
    return {(c.person, c.attribute("proceeding") if _told_apart(c, own) else None): c for c in own}


def _told_apart(coding: Finding, own: Sequence[Finding]) -> bool:
    return sum(other.person == coding.person for other in own) > 1


def _regulated(coding: Finding) -> bool:
    return coding.value not in RESERVED_VALUES or coding.value in {"external", "unclear"}


def _interval(pairs: Sequence[tuple[int, int]], level: Level) -> tuple[float, float] | None:
    if alpha(pairs, level) is None:
        return None
    draw = random.Random(SEED)
    found = sorted(
        value for value in (alpha(draw.choices(pairs, k=len(pairs)), level) for _ in range(DRAWS)) if value is not None
    )
    return (found[int(0.025 * len(found))], found[int(0.975 * len(found)) - 1]) if found else None
