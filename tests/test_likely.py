"""The likeliest partners of a unit: the quick search finds what the full one finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sofadiff.comparison import likely, similarity

WORDS = ["the", "of", "visiting", "force", "member", "host", "court", "claim", "levy", "arms", "entry", "mail"]
CLAUSES = st.lists(
    st.one_of(
        st.lists(st.sampled_from(WORDS), max_size=8),
        st.lists(st.sampled_from(WORDS[:4]), max_size=4).map(lambda rest: ["the", "of", *rest]),
    ),
    max_size=14,
)


@given(CLAUSES, CLAUSES, st.integers(1, 4))
def test_measuring_only_what_may_matter_finds_the_same_partners(
    base: list[list[str]], other: list[list[str]], most: int
) -> None:
    """The same partners in the same order with the same figures, to the last digit, whatever is common or equal."""
    weight = similarity.weights([*base, *other])
    one, two = (
        {2 * position: similarity.vector(clause, weight) for position, clause in enumerate(side)}
        for side in (base, other)
    )
    full, quick = likely._all(one, two, most), likely._bounded(one, two, most)
    assert [{key: list(found) for key, found in side.items()} for side in (quick.of_base, quick.of_other)] == [
        {key: list(found) for key, found in side.items()} for side in (full.of_base, full.of_other)
    ]
    assert dict(quick.value) == dict(full.value)
