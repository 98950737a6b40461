"""PDF files: columns, languages, running heads, footnotes and hyphens are told by where words stand on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import pdf_files as pf
from pdf_files import Run
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import Kind, Reading, ReadOptions, letters
from sofadiff.importing.pdf import reader
from sofadiff.importing.pdf.words import Page, Word
from sofadiff.importing.totality import check_reading, outline_text

LEFT, RIGHT = 40, 320
"""Where two columns of 40 letters begin."""
TOP = 700
FIRST = (
    "The guard of the bridge shall carry a green lamp, and the lamp shall be lit by the keeper of the bridge at dusk."
)
SECOND = (
    "A boat that passes under the bridge shall sound its horn, and no boat shall stop where the lamp of the guard is."
)
THIRD = "The keeper of the bridge may close it for repairs, with a notice of three days to the owners of all the boats."
FOURTH = "No claim of a boat against the keeper of the bridge shall be made after one year from the day of the damage."
ANDER = "Die wag van die brug moet 'n groen lamp dra, en die lamp word deur die wagter van hierdie brug opgesteek."
NOG = "Geen boot wat onder die brug deur vaar mag stilhou nie, en enige boot moet sy horing blaas vir die wag."


def read(*pages: list[Run], options: ReadOptions | None = None, **more: bytes) -> Reading:
    """What the reader makes of a made-up file; no word of it is lost."""
    reading = reader.read_pdf(pf.pdf(*pages, **more), "made-up.pdf", options or ReadOptions())  # type: ignore[arg-type]
    check_reading(reading, "made-up.pdf")
    return reading


def texts(reading: Reading) -> list[str]:
    """The words of each block."""
    return [block.text for block in reading.blocks]


def left(reading: Reading) -> dict[str, str]:
    """What was left out, with the reason."""
    return {entry.text: entry.reason for entry in reading.left_out}


def imported(folder: Path, *pages: list[Run], **options: str | None) -> Imported:
    """A made-up file, imported."""
    path = folder / "made-up.pdf"
    path.write_bytes(pf.pdf(*pages))
    return import_file(str(path), **options)  # type: ignore[arg-type]


def columns(*paragraphs: tuple[int, list[str]]) -> list[Run]:
    """Columns of 40 letters that begin at these places."""
    return [run for x, texts_ in paragraphs for run in pf.wrapped(x, TOP, texts_, 40)]


# -- columns ---------------------------------------------------------------------------------------------------------


def test_two_columns_are_read_one_after_the_other() -> None:
    """The right column begins after the last line of the left one, wherever the file has their words."""
    page = columns((LEFT, [FIRST, SECOND]), (RIGHT, [THIRD, FOURTH]))

    reading = read(sorted(page, key=lambda run: -run.y))

    assert texts(reading) == [FIRST, SECOND, THIRD, FOURTH]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    """Lines of one sentence are one paragraph across columns and pages, with the place where it begins."""
    words = " ".join([FIRST.rstrip("."), SECOND, THIRD, FOURTH])
    runs = pf.wrapped(LEFT, TOP, [words], 40)
    half = len(runs) // 2
    moved = [Run(RIGHT, run.y + half * 12, run.text) for run in runs[half : half + 5]]
    overleaf = [Run(LEFT, run.y + (half + 5) * 12, run.text) for run in runs[half + 5 :]]

    reading = read(runs[:half] + moved, overleaf)

    assert texts(reading) == [words]
    assert reading.anchor(reading.blocks[0].line) == "p. 1, column 1, line 1"


def test_three_columns_are_told_apart() -> None:
    """Three columns of a gazette are read from left to right."""
    page = [
        run for x, text in ((30, FIRST), (220, SECOND), (410, THIRD)) for run in pf.wrapped(x, TOP, [text, FOURTH], 28)
    ]

    assert texts(read(page)) == [FIRST, FOURTH, SECOND, FOURTH, THIRD, FOURTH]


def test_a_line_across_the_columns_stands_between_what_is_above_and_below() -> None:
    """A heading over both columns parts them: what stands above it is read first, in both columns."""
    above = columns((LEFT, [FIRST, SECOND]), (RIGHT, [THIRD, FOURTH]))
    across = [Run(LEFT, 560, "A LINE THAT RUNS ACROSS BOTH COLUMNS OF THE PAGE, FROM EDGE TO EDGE.")]
    below = [Run(run.x, run.y - 240, run.text) for run in columns((LEFT, [FOURTH, THIRD]), (RIGHT, [SECOND, FIRST]))]

    reading = read([*below, *across, *above])

    assert texts(reading) == [FIRST, SECOND, THIRD, FOURTH, across[0].text, FOURTH, THIRD, SECOND, FIRST]


def test_labels_with_room_behind_them_are_no_column() -> None:
    """The gap between (a) and its words is not taken for a gutter, nor a page of short lines for a table."""
    page = []
    for number, text in enumerate((FIRST, SECOND, THIRD, FOURTH)):
        label = Run(60, TOP - 60 * number, f"({'abcd'[number]})")
        page += [label, *pf.wrapped(110, TOP - 60 * number, [text], 60)]

    assert texts(read(page)) == [f"({'abcd'[n]}) {text}" for n, text in enumerate((FIRST, SECOND, THIRD, FOURTH))]


def test_short_columns_are_known_by_those_of_other_pages() -> None:
    """Two lines beside each other are columns where other pages have columns in the same places."""
    full = columns((LEFT, [FIRST, SECOND]), (RIGHT, [THIRD, FOURTH]))
    short = [*pf.lines(LEFT, TOP, [THIRD[:38], "and no more."]), *pf.lines(RIGHT, TOP, [FOURTH[:38], "nor here."])]

    reading = read(full, full, short)

    assert texts(reading)[-2:] == [f"{THIRD[:38].strip()} and no more.", f"{FOURTH[:38].strip()} nor here."]


# -- languages -------------------------------------------------------------------------------------------------------


def test_columns_in_two_languages_are_parted(tmp_path: Path) -> None:
    """Of a gazette in English and Afrikaans only English is in the English text, page after page."""
    pages = [columns((LEFT, [FIRST, SECOND]), (RIGHT, [ANDER, NOG])), columns((LEFT, [THIRD]), (RIGHT, [NOG]))]

    english, afrikaans = imported(tmp_path, *pages), imported(tmp_path, *pages, language="afr")

    assert english.report.language == "eng"
    assert "\n".join(outline_text(english.outline)).strip() == "\n".join([FIRST, SECOND, THIRD])
    assert {entry.text for entry in english.report.left_out} == {ANDER, NOG}
    assert "\n".join(outline_text(afrikaans.outline)).strip() == "\n".join([ANDER, NOG, NOG])


def test_a_sentence_goes_on_in_its_own_language() -> None:
    """What is broken at the foot of the English column goes on in the English column overleaf, not in the other one."""
    left_, right = (
        pf.wrapped(LEFT, TOP, [f"{FIRST[:-1]} {SECOND}"], 40),
        pf.wrapped(RIGHT, TOP, [f"{ANDER[:-1]} {NOG}"], 40),
    )
    first = [*left_[:4], *right[:4]]
    second = [Run(run.x, run.y + 48, run.text) for run in (*left_[4:], *right[4:])]

    assert texts(read(first, second)) == [f"{FIRST[:-1]} {SECOND}", f"{ANDER[:-1]} {NOG}"]


def test_facing_pages_in_two_languages_are_parted() -> None:
    """A file with English on the left pages and French on the right ones is read one language after the other."""
    french = (
        "Le gardien du pont porte une lampe verte, et la lampe est allumée par le gardien dans la nuit sur le pont."
    )
    pages = [pf.wrapped(60, TOP, [text], 60) for text in (FIRST, french, SECOND, french, THIRD, french)]

    assert texts(read(*pages)) == [FIRST, SECOND, THIRD, french, french, french]


# -- running heads and feet ------------------------------------------------------------------------------------------


def test_running_heads_and_page_numbers_are_left_out_and_listed() -> None:
    """What stands at the edge of several pages, whatever its numbers, is on the left-out list."""
    pages = [
        [Run(60, 810, f"Bridge Gazette 12        {n}"), *pf.wrapped(60, TOP, [text], 60), Run(290, 40, f"- {n} -")]
        for n, text in enumerate((FIRST, SECOND, THIRD), start=7)
    ]

    reading = read(*pages)

    assert texts(reading) == [FIRST, SECOND, THIRD]
    assert sorted(left(reading)) == ["- 7 -", "- 8 -", "- 9 -", *(f"Bridge Gazette 12 {n}" for n in (7, 8, 9))]
    assert {reading.anchor(entry.line) for entry in reading.left_out} == {"p. 1", "p. 2", "p. 3"}


def test_a_clause_that_begins_every_page_alike_is_no_running_head() -> None:
    """`Article 1`, `Article 2` at the top of pages are headings, not a running head with numbers."""
    pages = [[Run(60, 800, f"Article {n}"), *pf.wrapped(60, TOP, [FIRST], 60)] for n in (1, 2, 3)]

    reading = read(*pages)

    assert [block.text for block in reading.blocks if block.kind is Kind.HEADING] == [
        "Article 1",
        "Article 2",
        "Article 3",
    ]
    assert reading.left_out == ()


def test_the_last_line_of_a_page_that_ends_in_a_number_stays() -> None:
    """A sentence at the foot of pages that ends in a number which happens to count with the pages is text."""
    pages = [
        [*pf.wrapped(60, TOP, [FIRST], 60), Run(60, 60, f"and the lamp shall hang as high as {word} and stand {n}")]
        for n, word in ((1, "rule"), (2, "order"))
    ]

    assert read(*pages).left_out == ()


def test_turned_text_and_text_beyond_the_page_are_listed() -> None:
    """A stamp in the margin and words that no reader sees are in no clause."""
    page = [
        *pf.wrapped(60, TOP, [FIRST], 60),
        Run(30, 100, "printed by the bridge", turn="0 1 -1 0"),
        Run(700, 400, "unseen words"),
    ]

    reading = read(page)

    assert texts(reading) == [FIRST]
    assert [(entry.text, entry.reason[:11]) for entry in reading.left_out] == [
        ("printed by the bridge", "text that r"),
        ("unseen words", "text beyond"),
    ]


def test_a_page_on_its_side_is_read_along_its_lines() -> None:
    """Where most of a page runs upwards, that is the way to read it."""
    page = [Run(100 + 12 * n, 60, run.text, turn="0 1 -1 0") for n, run in enumerate(pf.wrapped(0, 0, [FIRST], 60))]

    assert texts(read(page)) == [FIRST]


# -- paragraphs ------------------------------------------------------------------------------------------------------


def test_a_label_inside_a_sentence_stays_there() -> None:
    """A line that begins with `(1)` because the sentence broke there is no new clause."""
    page = pf.lines(
        60,
        TOP,
        ["Notwithstanding what is said of the keeper of the bridge in subsection", "(1) above, the lamp is green."],
    )

    assert texts(read(page)) == [f"{page[0].text} {page[1].text}"]


def test_a_reference_at_a_line_start_is_no_heading() -> None:
    """`Article 8.` that ends a sentence on a line of its own is not the heading of an article."""
    page = pf.lines(
        60, TOP, ["The keeper of the bridge lights the lamp at dusk in accordance with paragraph 2 of", "Article 8."]
    )

    assert texts(read(page)) == [f"{page[0].text} Article 8."]


def test_indents_begin_paragraphs() -> None:
    """A first line that is set in begins a paragraph though no room is left above it."""
    first, second = pf.wrapped(60, TOP, [FIRST], 60), pf.wrapped(60, TOP - 24, [SECOND], 60)
    page = [Run(78, first[0].y, first[0].text), *first[1:], Run(78, second[0].y, second[0].text), *second[1:]]

    assert texts(read(page)) == [FIRST, SECOND]


def test_headings_are_told_by_their_looks() -> None:
    """A bold line with a label is the heading of its clause; the large line at the top is the title."""
    page = [
        Run(150, 780, "Rules of the Bridge", 20, "B"),
        *pf.lines(60, 740, ["1. The guard"], font="B"),
        *pf.wrapped(60, 715, [FIRST], 60),
        *pf.lines(60, 660, ["2. The boats"], font="B"),
        *pf.wrapped(60, 635, [SECOND], 60),
    ]

    reading = read(page)

    assert [(block.level, block.text) for block in reading.blocks] == [
        (1, "Rules of the Bridge"), (4, "1. The guard"), (0, FIRST), (4, "2. The boats"), (0, SECOND),
    ]  # fmt: skip


def test_rows_of_a_table_keep_their_cells() -> None:
    """Short cells under each other are rows, one block for each printed line, and the report says so."""
    rows = [("Lamp", "green", "12"), ("Horn", "loud", "3"), ("Boat", "small", "40")]
    page = [
        *pf.wrapped(60, TOP, [FIRST], 60),
        *(Run(60 + 120 * place, 600 - 14 * n, cell) for n, row in enumerate(rows) for place, cell in enumerate(row)),
    ]

    reading = read(page)

    assert [block.text for block in reading.blocks if block.kind is Kind.ROW] == [" | ".join(row) for row in rows]
    assert any("rows of tables" in remark.message and remark.doubtful for remark in reading.remarks)


def test_a_table_of_contents_is_left_out() -> None:
    """Entries with dots and a page number, or a list whose lines all come again as headings, are no clauses."""
    dotted = pf.lines(60, TOP, ["Contents", *(f"Rule of the lamp {n} .......... {n}" for n in range(1, 5))])
    named = ["The guard", "The boats", "The keeper"]
    body = [
        run
        for n, name in enumerate(named)
        for run in (Run(60, 560 - 60 * n, name, font="B"), *pf.wrapped(60, 545 - 60 * n, [FIRST], 60))
    ]
    plain = pf.lines(60, TOP, ["Index", "", *[line for name in named for line in (name, "")]])

    for reading in (read([*dotted, *body]), read([*plain, *body])):
        assert set(left(reading).values()) == {"table of contents"}
        assert texts(reading) == ["The guard", FIRST, "The boats", FIRST, "The keeper", FIRST]


# -- hyphens ---------------------------------------------------------------------------------------------------------


def hyphened(before: str, after: str, rest: str = "") -> Reading:
    """Two lines, the first ending in a broken word, and a page with other words."""
    return read(pf.lines(60, TOP, [before, after]), pf.lines(60, TOP, [rest]) if rest else [])


def test_a_word_broken_at_the_line_end_is_put_together() -> None:
    """A hyphen at a line's end goes with the line end where the word stands in the file without it."""
    reading = hyphened(
        "The keeper of the bridge is here-", "by named, and he shall light the lamp.", "He hereby agrees."
    )

    assert texts(reading)[0] == "The keeper of the bridge is hereby named, and he shall light the lamp."
    assert not [remark for remark in reading.remarks if remark.doubtful]


def test_a_hyphen_that_belongs_to_the_word_stays() -> None:
    """A hyphen at a line's end stays where the file has the word with it elsewhere."""
    reading = hyphened(
        "The lamp is lit in terms of the by-", "law of the bridge, and of no other.", "A by-law is a rule."
    )

    assert texts(reading)[0] == "The lamp is lit in terms of the by-law of the bridge, and of no other."


def test_numbers_in_words_keep_their_hyphen() -> None:
    """Twenty-one is never twentyone, and nothing about it is doubtful."""
    reading = hyphened("The lamp hangs on the bridge for twenty-", "one days, and is green.")

    assert texts(reading)[0] == "The lamp hangs on the bridge for twenty-one days, and is green."
    assert not [remark for remark in reading.remarks if remark.doubtful]


def test_a_guess_at_a_hyphen_is_said() -> None:
    """Where the file shows neither, and both halves are words, the hyphen stays and the place is doubtful."""
    reading = hyphened("The lamp hangs on the long-", "term side of the bridge.", "It is long. Each term ends.")

    assert texts(reading)[0] == "The lamp hangs on the long-term side of the bridge."
    assert [remark.message for remark in reading.remarks if remark.doubtful] == [
        "the hyphen at the end of the line before was kept: long-term"
    ]


# -- footnotes -------------------------------------------------------------------------------------------------------


def noted(mark: str = "1", *note: str) -> list[Run]:
    """A page with a footnote: its mark is raised in the text and in front of the note."""
    return [
        *pf.lines(60, TOP, ["The guard of the bridge shall carry a green lamp"]),
        Run(60 + 48 * 6, TOP + 4, mark, 6),
        *pf.lines(60, TOP - 12, ["and shall light it at dusk.", "", "A boat shall sound its horn."]),
        Run(60, 102.5, mark, 4.5),
        *pf.lines(64, 100, note or ["A lamp that is not red is green for the", "purposes of this rule."], 7),
    ]


def test_a_footnote_stands_behind_the_clause_that_refers_to_it() -> None:
    """The mark leaves the words of the clause, and is listed; the note follows its clause, not the page's last line."""
    reading = read(noted())

    assert [(block.kind.value, block.text) for block in reading.blocks] == [
        ("text", "The guard of the bridge shall carry a green lamp and shall light it at dusk."),
        ("note", "1 A lamp that is not red is green for the purposes of this rule."),
        ("text", "A boat shall sound its horn."),
    ]
    assert reading.blocks[1].label == "1"
    assert left(reading) == {"1": "the mark of a footnote, which stands behind this clause"}


def test_a_raised_number_without_a_footnote_stays_in_the_text() -> None:
    """The 2 of a square metre is part of the words."""
    page = [*pf.lines(60, TOP, ["The lamp lights an area of 12 m"]), Run(60 + 31 * 6, TOP + 4, "2", 6)]

    assert texts(read(page)) == ["The lamp lights an area of 12 m2"]


def test_a_footnote_that_goes_on_overleaf_is_one_note() -> None:
    """What small print at the foot of the next page has in front of its first mark belongs to the note before."""
    first, second = noted("1", "A lamp that is not red", "is green, and any other"), noted("2", "No horn is loud.")
    rest = [Run(64, 112, "that is lit in the dark, as said.", 7)]

    notes = [block.text for block in read(first, [*second[:-2], *rest, *second[-2:]]).blocks if block.kind is Kind.NOTE]

    assert notes == [
        "1 A lamp that is not red is green, and any other that is lit in the dark, as said.",
        "2 No horn is loud.",
    ]


# -- the whole way ---------------------------------------------------------------------------------------------------


def test_every_clause_says_its_page_column_and_line(tmp_path: Path) -> None:
    """The anchors of a draft lead to the printed line where the clause begins."""
    page = columns((LEFT, [f"1. {FIRST}", f"2. {SECOND}"]), (RIGHT, [f"3. {THIRD}", f"4. {FOURTH}"]))

    agreement = imported(tmp_path, page).agreement

    assert [unit.anchor for unit in agreement.units] == [
        "p. 1, column 1, line 1", "p. 1, column 1, line 4", "p. 1, column 2, line 1", "p. 1, column 2, line 4",
    ]  # fmt: skip


def test_pages_that_are_not_wanted_are_listed(tmp_path: Path) -> None:
    """--pages imports some pages; the words of the others are on the left-out list, page by page."""
    pages = [pf.wrapped(60, TOP, [text], 60) for text in (FIRST, SECOND, THIRD)]

    found = imported(tmp_path, *pages, pages="2")

    assert "\n".join(outline_text(found.outline)).strip() == SECOND
    assert [(entry.text, entry.reason) for entry in found.report.left_out] == [
        (FIRST, "a page that --pages leaves out"), (THIRD, "a page that --pages leaves out"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pages", "error"), [("2-9", "there is no page 9"), ("0", "not a list"), ("3-2", "not a list")]
)
def test_pages_that_are_not_there_are_refused(tmp_path: Path, pages: str, error: str) -> None:
    """A page that the file lacks, or a list that is none, is an error in one line."""
    with pytest.raises(SofadiffError, match=error):
        imported(tmp_path, pf.wrapped(60, TOP, [FIRST], 60), pf.wrapped(60, TOP, [FIRST], 60), pages=pages)


def test_pages_are_for_pdf_only(tmp_path: Path) -> None:
    """A text file has no pages to choose from."""
    path = tmp_path / "plain.txt"
    path.write_text(FIRST)

    with pytest.raises(SofadiffError, match="--pages is for PDF"):
        import_file(str(path), pages="1")


def test_two_imports_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    """The same file gives the same draft and the same report."""
    pages = [columns((LEFT, [FIRST, SECOND]), (RIGHT, [ANDER, NOG])), noted()]

    assert imported(tmp_path, *pages).data == imported(tmp_path, *pages).data


def test_progress_is_told_step_by_step(tmp_path: Path) -> None:
    """A program that asks hears of two steps for each page; the command line shows nothing where nobody watches."""
    path = tmp_path / "made-up.pdf"
    path.write_bytes(pf.pdf(*[pf.wrapped(60, TOP, [FIRST], 60)] * 25))
    heard: list[tuple[int, int]] = []

    import_file(str(path), progress=lambda done, pages: heard.append((done, pages)))
    result = CliRunner().invoke(group, ["import", str(path), "-o", str(tmp_path / "o.xml")])

    assert heard == [(number, 50) for number in range(1, 51)]
    assert result.exit_code == 0
    assert "Reading" not in result.output


WORDS = st.builds(
    lambda text, x, y, size, spaced: Word(text, x, x + 0.6 * size * len(text), y, size, False, spaced),
    st.text("abcdefgxyz123-().|", min_size=1, max_size=8),
    st.integers(0, 560), st.integers(0, 840), st.sampled_from((6.0, 10.0, 10.0, 16.0)), st.booleans(),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=60), min_size=1, max_size=3))
def test_no_word_is_ever_lost(pages: list[list[Word]]) -> None:
    """However words are strewn over pages, each is in a block or on the left-out list, once and in order."""
    made = [
        Page(number, 595.0, 842.0, tuple(words), "", "", " ".join(word.text for word in words), 0, 0.0, 0, False)
        for number, words in enumerate(pages, start=1)
    ]
    if not any(letters(page.text) for page in made):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "read_pages", lambda *_: iter(made))
        patch.setattr(reader, "check_ends", lambda *_: ())
        check_reading(reader.read_pdf(b"", "strewn.pdf", ReadOptions()), "strewn.pdf")
