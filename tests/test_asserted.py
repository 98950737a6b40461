"""Structure that mark-up asserts: every block goes where the source says, in the order of the source."""

from __future__ import annotations

import pytest

from sofadiff.errors import SofadiffError
from sofadiff.importing import asserted
from sofadiff.importing.blocks import Block, Kind, Role, Unit
from sofadiff.importing.totality import check_outline
from sofadiff.outline import ATTACHMENT, Outline, split_note


def _where(line: int) -> str:
    return f"line {line}"


def _built(*blocks: Block) -> Outline:
    outline, _ = asserted.build(blocks, "eng", _where)
    check_outline(blocks, outline, _where)
    return outline


def _block(text: str, *units: str, role: Role = Role.TEXT, kind: Kind = Kind.TEXT, label: str = "") -> Block:
    """A block in units written as `element key`."""
    chain = tuple(Unit(*unit.split(" ", 1)) if " " in unit else Unit(unit, "") for unit in units)
    return Block(text, 1, kind, label=label, units=chain, role=role)


ARTICLE = ("article 4",)
NUM, HEADING, WORDS = Role.NUM, Role.HEADING, Role.WORDS


def test_labels_and_parents_are_those_of_the_source() -> None:
    """A label that no rule would guess stays the label of the unit that the mark-up names, under its parent."""
    outline = _built(
        _block("Rule IV", *ARTICLE, role=NUM),
        _block("Flags", *ARTICLE, role=HEADING),
        _block("Flags are:", *ARTICLE),
        _block("zz", *ARTICLE, "point z", role=NUM),
        _block("flown;", *ARTICLE, "point z"),
        _block("7", *ARTICLE, "point 7", role=NUM),
        _block("lit.", *ARTICLE, "point 7"),
        _block("All of them.", *ARTICLE),
    )

    (article,) = outline.nodes
    assert (article.num, article.heading, article.intro, article.wrap_up) == (
        "Rule IV", "Flags", "Flags are:", "All of them.",
    )  # fmt: skip
    assert [(node.element, node.num, node.content) for node in article.children] == [
        ("point", "zz", "flown;"), ("point", "7", "lit."),
    ]  # fmt: skip


def test_what_looks_like_a_label_in_marked_up_text_is_none() -> None:
    """`(a)` at the start of a text stays text where the mark-up would have said that it is a label."""
    outline = _built(_block("(a) is not a list.", *ARTICLE), _block("(b) neither.", *ARTICLE))

    assert [node.num for node in outline.nodes[0].children] == [None, None]


def test_typed_labels_are_read_where_the_mark_up_leaves_them_open() -> None:
    """Where the mark-up only has paragraphs inside an article, their typed labels make the clauses."""
    outline = _built(
        _block("Article 4", *ARTICLE, role=NUM),
        _block("The parties:", *ARTICLE, role=WORDS),
        _block("(a) consult;", *ARTICLE, role=WORDS),
        _block("(b) report.", *ARTICLE, role=WORDS),
    )

    assert [node.num for node in outline.nodes[0].children] == ["(a)", "(b)"]


def test_text_between_clauses_is_a_clause_without_a_number() -> None:
    """A paragraph between two numbered clauses keeps its place."""
    outline = _built(
        _block("1", *ARTICLE, "paragraph 1", role=NUM),
        _block("One.", *ARTICLE, "paragraph 1"),
        _block("Between.", *ARTICLE),
        _block("2", *ARTICLE, "paragraph 2", role=NUM),
        _block("Two.", *ARTICLE, "paragraph 2"),
    )

    assert [(node.num, node.content) for node in outline.nodes[0].children] == [
        ("1", "One."), (None, "Between."), ("2", "Two."),
    ]  # fmt: skip


def test_front_and_end_are_named_by_the_source() -> None:
    """Title, preamble, recitals and closing words go where the mark-up puts them; a recital's number stays with it."""
    outline = _built(
        _block("Agreement on Flags", "title"),
        _block("The Parties,", "preamble"),
        _block("(1)", "recital 1", role=NUM),
        Block("Flags are flown.", 2, Kind.TEXT, continued=True, units=(Unit("recital", "1"),)),
        _block("One.", *ARTICLE),
        _block("Done at X.", "conclusions"),
        _block("Annex", f"{ATTACHMENT} 1", role=NUM),
        _block("Colours.", f"{ATTACHMENT} 1"),
    )

    assert outline.title == "Agreement on Flags"
    assert [(block.num, block.text, block.recital) for block in outline.preamble] == [
        (None, "The Parties,", False), ("(1)", "Flags are flown.", True),
    ]  # fmt: skip
    assert [block.text for block in outline.conclusions] == ["Done at X."]
    assert [(node.element, node.num, node.content) for node in outline.nodes[1:]] == [(ATTACHMENT, "Annex", "Colours.")]


def test_a_numbered_recital_behind_the_body_is_a_clause_with_its_number() -> None:
    """Where no recital can stand any more, its number, its words and its order are kept all the same."""
    outline = _built(
        _block("One.", *ARTICLE),
        _block("(1)", "recital 1", role=NUM),
        _block("Flags are flown.", "recital 1"),
        _block("(2)", "recital 2", role=NUM),
        _block("Flags are folded.", "recital 2"),
    )

    assert outline.preamble == ()
    assert [(node.num, node.content) for node in outline.nodes[1:]] == [
        ("(1)", "Flags are flown."), ("(2)", "Flags are folded."),
    ]  # fmt: skip


def test_an_order_that_the_outline_does_not_know_loses_nothing() -> None:
    """Closing words before the body goes on, a preamble behind an article, text behind an annex: all stay in order."""
    outline = _built(
        _block("Done at X.", "conclusions"),
        _block("One.", *ARTICLE),
        _block("The Parties,", "preamble"),
        _block("Annex", f"{ATTACHMENT} 1", role=NUM),
        _block("Signed.", "conclusions"),
        _block("Two.", "article 5"),
        _block("Protocol", f"{ATTACHMENT} 1", f"{ATTACHMENT} 2", role=HEADING),
        _block("Behind it.", f"{ATTACHMENT} 1"),
    )

    assert [node.element for node in outline.nodes].count(ATTACHMENT) == 3


def test_a_footnote_stands_behind_what_it_is_a_note_to() -> None:
    """A note to a heading, to a label's text and to a recital is a line of that piece."""
    note = _block("1 See there.", kind=Kind.NOTE, label="1")
    outline = _built(
        _block("The Parties,", "preamble"),
        note,
        _block("Flags", *ARTICLE, role=HEADING),
        note,
        _block("One.", *ARTICLE),
        note,
    )

    (article,) = outline.nodes
    places = (outline.preamble[0].text, article.heading or "", article.content or "")
    assert [split_note(place.split("\n")[-1]) for place in places] == [("1", "See there.")] * 3


def test_units_nested_too_deep_are_refused() -> None:
    """The limit is stated, with the place."""
    units = tuple(f"point {number}" for number in range(asserted.DEPTH_LIMIT + 1))

    with pytest.raises(SofadiffError, match=f"deeper than {asserted.DEPTH_LIMIT} levels"):
        _built(_block("Too deep.", *units))
