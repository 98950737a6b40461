"""Which clauses answer each other: by words and topics between instruments, by identity between versions of one."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting import CLAUSES, TERMS
from factories import agreement, unit
from sofadiff.comparison import Comparison, Kind
from sofadiff.comparison.anchors import Anchors, longest_chain
from sofadiff.comparison.compare import compare
from sofadiff.model import Agreement, Unit, UnitPart

TEXTS = st.lists(
    st.sampled_from([*CLAUSES[:5], "Reserved.", "Reserved.", "", "  ", "The Commander may not."]), max_size=7
)


def _base() -> Agreement:
    return agreement("base", CLAUSES, TERMS)


def _pairs(found: Comparison) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(link.base, link.other) for link in found.links]


def _linked(found: Comparison, base: int) -> tuple[str, ...]:
    return next(link.other for link in found.links if f"para_{base}" in link.base)


@given(TEXTS, TEXTS)
def test_every_unit_stands_in_exactly_one_link(base: list[str], other: list[str]) -> None:
    """Links partition the units of both sides, empty and repeated units included."""
    found = compare(agreement("one", base), agreement("two", other))
    for units, ids in (
        (found.base.units, [name for link in found.links for name in link.base]),
        (found.other.units, [name for link in found.links for name in link.other]),
    ):
        assert Counter(ids) == Counter(each.id for each in units)


@given(TEXTS, TEXTS)
def test_edits_rebuild_the_text_of_their_link(base: list[str], other: list[str]) -> None:
    """Every word of both sides is in exactly one edit: joined, the edits are the units joined by a line feed."""
    found = compare(agreement("one", base), agreement("two", other))
    for link in found.links:
        assert "".join(e.base for e in link.edits) == "\n".join(u.text for u in found.base_units(link))
        assert "".join(e.other for e in link.edits) == "\n".join(u.text for u in found.other_units(link))


def test_clauses_are_found_wherever_they_stand() -> None:
    """In a shuffled copy every clause answers itself, whatever its number."""
    order = list(range(len(CLAUSES)))
    random.Random(4).shuffle(order)
    found = compare(_base(), agreement("other", [CLAUSES[i] for i in order], TERMS))
    assert [_linked(found, i + 1) for i in range(len(CLAUSES))] == [
        (f"para_{order.index(i) + 1}",) for i in range(len(CLAUSES))
    ]
    assert {link.rule for link in found.links} == {"identical"}


def test_numbers_never_decide_between_instruments() -> None:
    """Clauses with equal ids and numbers but other words are not paired; the ones with the words are."""
    base = agreement("one", [CLAUSES[0], CLAUSES[1]])
    other = agreement("two", [CLAUSES[1], CLAUSES[0]])
    assert _pairs(compare(base, other)) == [(("para_1",), ("para_2",)), (("para_2",), ("para_1",))]


def test_only_the_clause_that_moved_is_marked() -> None:
    """Taking one clause to the end moves that clause, not the eleven that closed up."""
    order = [0, 1, *range(3, len(CLAUSES)), 2]
    found = compare(_base(), agreement("other", [CLAUSES[i] for i in order], TERMS))
    assert [link.base for link in found.links if link.moved] == [("para_3",)]


def test_a_split_clause_answers_its_pieces() -> None:
    """Both sentences of a clause that was split are in one link with it."""
    pieces = CLAUSES[1].split(". ")
    other = [CLAUSES[0], pieces[0] + ".", pieces[1], *CLAUSES[2:]]
    found = compare(_base(), agreement("other", other, TERMS))
    link = next(link for link in found.links if "para_2" in link.base)
    assert (link.kind, link.other, link.rule) == (Kind.SPLIT, ("para_2", "para_3"), "containment")


MOORING = (
    "Members pay no fee to moor a boat. A warden lists each hull, mast and anchor in the harbour register by noon."
)
"""A clause of two sentences of about the same length."""


def _redrafted(second: str, beside: str = "") -> Comparison:
    """Five clauses as they were, six others for six; between two that stay, one in two pieces."""
    stay, gone = CLAUSES[:5], CLAUSES[6:12]
    new = [f"Lantern {word} only." for word in ("oil", "wicks", "glass", "poles", "hooks", "posts")]
    base = [*stay[:3], MOORING, *([beside] if beside else []), *stay[3:], *gone]
    other = [*stay[:3], "Members pay no fee to moor a boat.", second, *stay[3:], *new]
    return compare(agreement("one", base, TERMS), agreement("two", other, TERMS))


def test_a_piece_that_was_worded_anew_is_found_by_its_place_and_length() -> None:
    """Beside the piece that kept its words, in between clauses that are paired, stands what makes it whole."""
    found = _redrafted(
        "Before midday one keeper enters every vessel that came, with its rigging, in a book of the harbour."
    )
    assert _linked(found, 4) == ("para_4", "para_5")


@pytest.mark.parametrize(
    ("between", "linked"),
    [
        ("Gulls, terns and puffins nest along southern cliffs.", ("para_4", "para_6")),
        (CLAUSES[11], ("para_4", "para_6")),
        (CLAUSES[3], ("para_4",)),
    ],
    ids=["new", "moved-there", "at-home-there"],
)
def test_a_clause_that_came_in_between_does_not_hide_a_piece(between: str, linked: tuple[str, ...]) -> None:
    """A piece is found beyond a clause that is new or was moved there, not beyond one that belongs there."""
    rest = "Before midday one keeper enters every vessel that came, with its rigging, in a book of the harbour."
    new = [f"Lantern {word} only." for word in ("oil", "wicks", "glass", "poles", "hooks")]
    after = [clause for clause in CLAUSES[3:5] if clause != between]
    base = [*CLAUSES[:3], MOORING, *CLAUSES[3:5], *CLAUSES[6:12]]
    other = [*CLAUSES[:3], "Members pay no fee to moor a boat.", between, rest, *after, *new]
    found = compare(agreement("one", base, TERMS), agreement("two", other, TERMS))
    assert _linked(found, 4) == linked


def test_what_is_much_longer_than_the_rest_of_a_clause_is_no_piece_of_it() -> None:
    """A long new clause beside a clause that is as long as its answer stays new."""
    found = _redrafted(" ".join(f"The {word} of lanterns is for the harbour alone." for word in "abcdefghijklmnop"))
    assert _linked(found, 4) == ("para_4",)


def test_a_piece_is_not_taken_from_a_clause_that_has_none() -> None:
    """Where the clause after the whole has no answer, the new one may answer that: it is no piece of the whole."""
    found = _redrafted(
        "Before midday one keeper enters every vessel that came, with its rigging, in a book of the harbour.",
        "Pilots wear grey coats.",
    )
    assert _linked(found, 4) == ("para_4",)


def test_merged_clauses_answer_the_whole() -> None:
    """Two clauses that became one are in one link with it."""
    other = [f"{CLAUSES[0]} {CLAUSES[1]}", *CLAUSES[2:]]
    found = compare(_base(), agreement("other", other, TERMS))
    link = next(link for link in found.links if "para_1" in link.other)
    assert (link.kind, link.base) == (Kind.MERGED, ("para_1", "para_2"))


def test_a_look_alike_in_the_right_place_does_not_take_a_piece_of_a_split_clause() -> None:
    """Half of a split clause goes with its other half, not to a clause on the same topic that stands in its place."""
    tax = "Members pay no tax on wages in crowns. They pay no other direct tax, except rates for water and light."
    boats = "Members may bring boats free of duty. They pay no fee for mooring, and the boats may leave without notice."
    base = [*CLAUSES[:6], unit("tax", tax, topics=("tax",)), unit("boats", boats, topics=("tax",)), *CLAUSES[6:]]
    halves = [part.rstrip(".") + "." for part in tax.split(". ")]
    pieces = [unit("two", halves[1], topics=("tax",)), unit("one", halves[0], topics=("tax",))]
    found = compare(agreement("base", base, TERMS), agreement("other", [*CLAUSES[:6], *pieces, *CLAUSES[6:]], TERMS))
    assert next(link.other for link in found.links if "tax" in link.base) == ("two", "one")
    assert next(link.other for link in found.links if "boats" in link.base) == ()


def test_a_whole_clause_answers_where_its_point_alone_would_not_do() -> None:
    """A rule split into opening words, points and closing words answers the one sentence that says it elsewhere."""
    parts = [
        unit("p__intro", "Guards may hold a member in two cases.", part=UnitPart.INTRO, eid="p", topics=("t",)),
        unit("p__a", "The Commander asks for it.", topics=("t",)),
        unit("p__b", "The member is caught stealing a boat at night.", topics=("t",)),
        unit("p__wrapup", "He must be handed to the Force.", part=UnitPart.WRAP_UP, eid="p", topics=("t",)),
    ]
    whole = unit("q", "A member who is caught stealing a boat at night must be handed to the Force.", topics=("t",))
    found = compare(agreement("a", [*CLAUSES[3:], *parts], TERMS), agreement("b", [*CLAUSES[3:], whole], TERMS))
    link = next(link for link in found.links if "q" in link.other)
    assert (link.base, link.kind) == (("p__intro", "p__b", "p__wrapup"), Kind.MERGED)


def test_restatements_that_are_hardly_alike_are_not_surely_paired() -> None:
    """Among many sure pairs of restatements one with few common words is not sure, whatever its topic."""
    one = unit(
        "x",
        "The harbour guard may arrest a drunken sailor who sleeps on the quay, and must wake the mate of his ship.",
        topics=("police",),
    )
    two = unit(
        "y",
        "A sailor is fed by the port doctor at noon, and the ship pays him in crowns for each bowl of soup.",
        topics=("police",),
    )
    found = compare(agreement("a", [one, *CLAUSES], TERMS), agreement("b", [*CLAUSES, two], TERMS))
    assert not any(link.other and not link.doubtful for link in found.links if "x" in link.base)


def test_equal_clauses_answer_each_other_in_their_order() -> None:
    """Of as many equal clauses on both sides the first answers the first; nothing is called moved."""
    base = ["Reserved.", "Reserved.", *CLAUSES[:3]]
    found = compare(agreement("a", base), agreement("b", [CLAUSES[4], CLAUSES[5], *base]))
    assert not any(link.moved for link in found.links)
    assert (("para_1",), ("para_3",)) in _pairs(found)


def test_new_and_dropped_clauses_have_no_partner() -> None:
    """A clause about something else is added, not forced onto the nearest clause."""
    new = "Bees of the Force are kept in hives. A beekeeper must gather their honey in autumn."
    found = compare(_base(), agreement("other", [*CLAUSES[:6], new, *CLAUSES[7:]], TERMS))
    changed = [(link.base, link.other) for link in found.links if link.kind is not Kind.IDENTICAL]
    assert sorted(changed) == [((), ("para_7",)), (("para_7",), ())]


def test_an_added_clause_stands_after_what_precedes_it() -> None:
    """Links follow the base; what is new stands where the other text has it."""
    new = "Bees of the Force are kept in hives. A beekeeper must gather their honey in autumn."
    found = compare(_base(), agreement("other", [CLAUSES[0], new, *CLAUSES[1:]], TERMS))
    assert _pairs(found)[:3] == [(("para_1",), ("para_1",)), ((), ("para_2",)), (("para_2",), ("para_3",))]


def test_a_shared_topic_decides_between_equal_wordings() -> None:
    """Of two clauses that are worded alike, the one on the same topic answers."""
    base = agreement("one", [unit("a", "Wages are paid in crowns on Friday.", topics=("pay",))])
    other = agreement(
        "two",
        [
            unit("b", "Fines are paid in crowns on Friday.", topics=("penalty",)),
            unit("c", "Salaries are paid in crowns on Friday.", topics=("pay",)),
        ],
    )
    link = next(link for link in compare(base, other).links if link.base)
    assert (link.other, link.rule) == (("c",), "topic")


@pytest.mark.parametrize("part", [UnitPart.HEADING, UnitPart.RECITAL])
def test_headings_and_recitals_answer_their_own_kind_only(part: UnitPart) -> None:
    """A heading or recital with the very words of a paragraph does not answer the paragraph."""
    base = agreement("one", [unit("a", "Claims of farmers against the Force", part=part)])
    other = agreement("two", [unit("b", "Claims of farmers against the Force")])
    assert {link.kind for link in compare(base, other).links} == {Kind.REMOVED, Kind.ADDED}


def test_a_heading_follows_the_clauses_under_it() -> None:
    """A heading that was worded anew answers the one over the same clauses, and is marked doubtful."""

    def text(title: str) -> list[Unit]:
        return [
            unit("art_1__heading", title, eid="art_1", part=UnitPart.HEADING),
            unit("art_1__para_1", CLAUSES[0]),
            unit("art_1__para_2", CLAUSES[1]),
        ]

    link = compare(agreement("one", text("Camps")), agreement("two", text("Premises"))).links[0]
    assert (link.kind, link.rule, link.doubtful) == (Kind.MODIFIED, "containment", True)


def test_versions_of_one_instrument_align_by_identity() -> None:
    """The permanent id decides between versions, even where a clause was replaced altogether."""
    uri = "/akn/un/act/agreement/2001-01-01/x"
    base = agreement("x", [unit("a", CLAUSES[0], wid="x-c001"), unit("b", CLAUSES[1], wid="x-c002")], work_uri=uri)
    other = agreement("x", [unit("a", CLAUSES[1], wid="x-c003"), unit("b", CLAUSES[5], wid="x-c001")], work_uri=uri)
    found = compare(base, other)
    assert {(link.base, link.other, link.rule) for link in found.links} == {
        (("a",), ("b",), "identity"),
        (("b",), ("a",), "identical"),
    }


def test_versions_without_permanent_ids_align_by_place() -> None:
    """The same eId with similar words is the same clause of one instrument."""
    uri = "/akn/un/act/agreement/2001-01-01/x"
    base = agreement(None, [unit("a", CLAUSES[0]), unit("b", CLAUSES[1])], work_uri=uri)
    other = agreement(None, [unit("a", CLAUSES[0].replace("may", "must")), unit("b", CLAUSES[1])], work_uri=uri)
    assert [link.rule for link in compare(base, other).links] == ["identity", "identical"]


def test_unrelated_agreements_have_no_sure_pairs() -> None:
    """Two texts about other things share no clause that is not marked doubtful."""
    half = len(CLAUSES) // 2
    found = compare(agreement("one", CLAUSES[:half], TERMS), agreement("two", CLAUSES[half:], TERMS))
    assert [link for link in found.links if link.base and link.other and not link.doubtful] == []


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=9))
def test_the_longest_chain_is_rising_and_longest(values: list[tuple[int, int]]) -> None:
    """Checked against every subset of a short list."""
    chain = longest_chain(values)
    picked = [values[k][0] for k in chain]
    assert picked == sorted(set(picked))
    rising = [
        subset
        for bits in range(1 << len(values))
        if (subset := [values[k][0] for k in range(len(values)) if bits >> k & 1]) == sorted(set(subset))
    ]
    assert len(chain) == max(len(subset) for subset in rising)
    heavy = {subset: sum(values[k][1] for k in subset) for subset in rising_places(values)}
    best = max((len(subset), weight) for subset, weight in heavy.items())
    assert (len(chain), sum(values[k][1] for k in chain)) == best


def rising_places(values: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Every choice of positions whose values rise."""
    every = (tuple(k for k in range(len(values)) if bits >> k & 1) for bits in range(1 << len(values)))
    return [chosen for chosen in every if (v := [values[k][0] for k in chosen]) == sorted(set(v))]


def test_position_counts_for_nothing_between_unrelated_texts() -> None:
    """Without sure pairs no place is more likely than another."""
    places = list(range(10))
    assert Anchors([], places, places).near(4, 4) == 0
    assert Anchors([(k, k) for k in places], places, places).near(4, 4) == 1


ARREST = ("It may arrest whoever enters a depot at night.", "It may search whoever carries a weapon.")
FEES = ("It pays the water that its kitchens draw.", "It pays the wages of drivers.")


def _list(opening: str, points: tuple[str, ...], number: int) -> list[Unit]:
    intro = unit(f"para_{number}__intro", opening, part=UnitPart.INTRO)
    return [intro, *(unit(f"para_{number}__point_{n}", text) for n, text in enumerate(points, start=1))]


@pytest.mark.parametrize("same", [True, False], ids=["points answer", "points answer elsewhere"])
def test_opening_words_answer_where_their_points_do(same: bool) -> None:
    """`The following applies` answers a like sentence only where the list under it answers the list there."""
    base = [*_list("The following applies subject to every other rule on patrols.", ARREST, 1), *map(_clause, range(9))]
    points = ARREST if same else FEES
    other = [*_list("For accounts and invoices the following applies.", points, 1), *map(_clause, range(9))]
    if not same:
        other += _list("Guards act as stated here.", ARREST, 30)
    found = compare(agreement("base", base), agreement("other", other))
    link = next(link for link in found.links if "para_1__intro" in link.base)
    assert bool(link.other) is same


def _clause(position: int) -> Unit:
    return unit(f"para_{position + 10}", CLAUSES[position])
