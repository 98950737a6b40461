"""Agreement between two coders: the published test vector, and what does not count as a rank."""

from __future__ import annotations

import pytest
from tests.factories import agreement

from sofadiff import codebook, reliability
from sofadiff.coding import Finding
from sofadiff.states import Basis, Status, Support

pytest.importorskip("krippendorff", reason="the extra 'reliability' is not installed")
CODER_A = [3, 3, 2, 1, 4, 3, 2, 3, 0, 2, 3, 1]
CODER_B = [3, 3, 2, 1, 3, 3, 2, 3, 0, 3, 3, 1]


def coding(value: str, coder: str, person: str) -> Finding:
    """A coding of criminal jurisdiction."""
    return Finding(
        f"{coder}-{person}", "imm.criminal.uniformed", person, value, Basis.INLINE, Support.VERIFIED, Status.CODED,
        coder, "machine", "0.1.0", (), (), (), (), "because", None, 1,
    )  # fmt: skip


@pytest.mark.parametrize(("level", "expected"), [("nominal", 0.76166), ("ordinal", 0.88933)])
def test_alpha_reproduces_the_test_vector_of_the_codebook(level: reliability.Level, expected: float) -> None:
    """The twelve units of codebook 8.3 give the alphas printed there."""
    assert reliability.alpha(list(zip(CODER_A, CODER_B, strict=True)), level) == pytest.approx(expected, abs=1e-5)


def test_no_variation_is_not_perfect_agreement() -> None:
    """Where everybody always gives the same answer alpha is undefined, neither 1 nor 0."""
    assert reliability.alpha([(1, 1), (1, 1)], "nominal") is None


def test_reserved_values_are_no_ranks() -> None:
    """A silent or unclear answer counts for whether the point is regulated, never for which rank it has."""
    record = agreement(
        "x",
        ["text"],
        codings=(
            coding("concurrent", "coder-a", "contingent"),
            coding("silent", "coder-b", "contingent"),
            coding("concurrent", "coder-a", "fpu"),
            coding("sending-exclusive", "coder-b", "fpu"),
        ),
    )

    result = next(r for r in reliability.results(codebook.load(), [record]) if r.pairs)

    assert (len(result.pairs), result.ranked_units, result.percentage) == (2, 1, 0.0)
    assert result.regulated is not None
