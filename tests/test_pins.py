"""What a person decided on two clauses is applied, attributed, and never outlives the words that it was decided on."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pytest_regressions.file_regression import FileRegressionFixture

import sofadiff
from drafting import CLAUSES, TERMS
from factories import agreement, foreign, pin, unit
from sofadiff import corpus, lookup, messages, pins
from sofadiff.cli import group
from sofadiff.comparison import Comparison, Kind, Verdict, pinning
from sofadiff.comparison.compare import compare, to_json
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Decision, Pin, UnitPart
from sofadiff.pins import reading, writing
from sofadiff.render import FORMATS
from sofadiff.reports import comparing, concordance, departures, immunity, redline
from sofadiff.reports import synopsis as synoptic

HERE = Path(__file__).parent
FILES = sorted((HERE / "pins").glob("*.toml"))
RECORDS = HERE / "fixtures" / "records"
SCHEMA = json.loads((Path(sofadiff.__file__).parent / "schemas" / "comparison-1.schema.json").read_text())
WHO = ["--by", "Ada Ermine", "--date", "2024-05-31", "--why", "Both are on boats."]


def base(*decided: Pin) -> Agreement:
    """Six clauses."""
    return agreement("base", CLAUSES[:6], TERMS, pins=decided)


def other(*decided: Pin) -> Agreement:
    """The same six with two reworded, in another order."""
    texts = [CLAUSES[1], CLAUSES[0].replace("may", "must"), *CLAUSES[3:6], CLAUSES[2]]
    return agreement("other", texts, TERMS, pins=decided)


def decide(one: int, two: int, **kw: object) -> Pin:
    """A decision on the paragraphs with these numbers."""
    return pin(base(), f"base-c{one:03d}", other(), f"other-c{two:03d}", **kw)  # type: ignore[arg-type]


def linked(found: Comparison) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Base units to other units."""
    return {link.base: link.other for link in found.links if link.base}


def run(*args: str) -> Result:
    """The command line."""
    return CliRunner().invoke(group, list(args))


def test_a_decided_pair_is_linked_whatever_its_words() -> None:
    """A pin wins over identical words; the link carries the person, no likeness and no doubt."""
    found = compare(base(decide(1, 6)), other())
    link = next(link for link in found.links if link.base == ("para_1",))

    assert link.other == ("para_6",)
    assert (link.rule, link.score, link.doubtful, link.verdict) == ("pin", None, False, Verdict.SUBSTANTIVE)
    assert [(done.pin.by, done.pin.date, done.pin.why) for done in link.decided] == [
        ("Ada Ermine", "2024-05-31", "Both are about boats.")
    ]
    assert [done.pin.clause for done in found.pins.applied] == ["base-c001"]


def test_a_decision_holds_in_both_directions_and_from_either_file() -> None:
    """It does not matter which text is the earlier one, or beside which record the file stands."""
    here, there = decide(1, 6), pin(other(), "other-c006", base(), "base-c001")

    for one, two in ((here, ()), ((), there)):
        mine, yours = base(*([one] if one else [])), other(*([two] if two else []))
        assert linked(compare(mine, yours))[("para_1",)] == ("para_6",)
        assert linked(compare(yours, mine))[("para_6",)] == ("para_1",)


def test_nothing_is_added_to_what_a_person_decided() -> None:
    """A piece that the software would put with a pinned clause stays apart: the link is the person's alone."""
    halves = [part.rstrip(".") + "." for part in CLAUSES[1].split(". ")]
    mine = agreement("base", CLAUSES[:4], TERMS)
    yours = agreement("other", [CLAUSES[0], *halves, *CLAUSES[2:4]], TERMS)
    assert linked(compare(mine, yours))[("para_2",)] == ("para_2", "para_3")

    decided = replace(mine, pins=(pin(mine, "base-c002", yours, "other-c002"),))
    found = compare(decided, yours)

    assert linked(found)[("para_2",)] == ("para_2",)
    assert next(link for link in found.links if link.other == ("para_3",)).kind is Kind.ADDED


def test_two_decisions_make_a_split() -> None:
    """A clause that answers two has two pins, and the link names both persons."""
    twice = (decide(1, 2), decide(1, 6, by="Bo Stoat"))
    link = next(link for link in compare(base(*twice), other()).links if link.base == ("para_1",))

    assert (link.other, link.kind) == (("para_2", "para_6"), Kind.SPLIT)
    assert [done.pin.by for done in link.decided] == ["Ada Ermine", "Bo Stoat"]


def test_a_forbidden_pair_is_not_linked() -> None:
    """Even identical words do not bring together what a person keeps apart."""
    found = compare(base(decide(2, 1, forbid=True)), other())

    assert linked(found)[("para_2",)] != ("para_1",)
    assert not any(link.decided for link in found.links)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_forbidden_clauses_never_share_a_link(data: st.DataObject) -> None:
    """Whatever splits and merges there are, no third clause brings a forbidden pair into one link; nothing is lost."""
    sentences = [part.rstrip(".") + "." for text in CLAUSES[:4] for part in text.split(". ")]
    texts = st.lists(st.lists(st.sampled_from(sentences), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6)
    mine, yours = agreement("base", data.draw(texts), TERMS), agreement("other", data.draw(texts), TERMS)
    pairs = st.tuples(st.sampled_from(mine.units), st.sampled_from(yours.units))
    forbidden = data.draw(st.lists(pairs, min_size=1, max_size=5))
    decided = tuple(pin(mine, one.wid or "", yours, two.wid or "", forbid=True) for one, two in forbidden)

    found = compare(replace(mine, pins=decided), yours)

    for link in found.links:
        assert not [1 for one, two in forbidden if one.id in link.base and two.id in link.other]
    _whole(found)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6), st.booleans()), max_size=8))
def test_every_unit_stays_in_one_link_and_every_decision_is_told(drawn: list[tuple[int, int, bool]]) -> None:
    """With any decisions links partition the units, and each decision is applied or refused, never lost."""
    decided = {(one, two, forbid): decide(one, two, forbid=forbid) for one, two, forbid in drawn}
    found = compare(base(*decided.values()), other())

    _whole(found)
    told = [done.pin for done in found.pins.applied] + [gone.pin for gone in found.pins.refused]
    assert Counter(told) == Counter(decided.values())
    where = {unit: n for n, link in enumerate(found.links) for unit in (*link.base, *(f"o:{u}" for u in link.other))}
    for done in found.pins.applied:
        together = {where[unit] for unit in done.base} & {where[f"o:{unit}"] for unit in done.other}
        assert bool(together) is (done.pin.decision is Decision.LINK)
    jsonschema.validate(to_json(found), SCHEMA)


def _whole(found: Comparison) -> None:
    for units, ids in (
        (found.base.units, [name for link in found.links for name in link.base]),
        (found.other.units, [name for link in found.links for name in link.other]),
    ):
        assert Counter(ids) == Counter(each.id for each in units)
    for link in found.links:
        assert "".join(edit.base for edit in link.edits) == "\n".join(u.text for u in found.base_units(link))
        assert "".join(edit.other for edit in link.edits) == "\n".join(u.text for u in found.other_units(link))


@given(st.text(min_size=1, max_size=3), st.booleans(), st.integers(0, 40))
def test_a_decision_on_other_words_is_never_applied(words: str, mine: bool, at: int) -> None:
    """Change anything in either clause but white space, and the decision is refused with the clause named."""
    decided = base(decide(1, 6))
    sides = [decided, other()]
    n, position = (0, 0) if mine else (1, 5)
    side = sides[n]
    text = side.units[position].text
    changed = text[:at] + words + text[at:]
    units = list(side.units)
    units[position] = replace(units[position], text=changed)
    sides[n] = replace(side, units=tuple(units))

    found = compare(sides[0], sides[1])

    if " ".join(changed.split()) == " ".join(text.split()):
        assert found.pins.refused == ()
    else:
        (gone,) = found.pins.refused
        assert (gone.reason, gone.clauses) == ("changed", ("base-c001" if mine else "other-c006",))
        assert not any(link.rule == "pin" for link in found.links)


def test_a_decision_on_a_clause_that_is_gone_is_refused() -> None:
    """Where the record no longer has the clause, the decision is listed with that reason."""
    (gone,) = compare(base(replace(decide(1, 6), other_clause="other-c099")), other()).pins.refused

    assert (gone.reason, gone.clauses) == ("gone", ("other-c099",))


def test_a_decision_on_another_agreement_is_not_ours() -> None:
    """A file may hold decisions on several agreements; each comparison applies its own and counts the rest."""
    found = compare(base(decide(1, 6), replace(decide(2, 5), against="third")), other())

    assert [done.pin.clause for done in found.pins.applied] == ["base-c001"]
    assert [gone.reason for gone in found.pins.refused] == ["other-agreement"]


@pytest.mark.parametrize(
    ("decisions", "opposed"),
    [
        ([(1, 6, False), (1, 6, True)], 2),
        ([(1, 6, False), (2, 6, False), (2, 5, False), (1, 5, True)], 4),
        ([(1, 6, False), (1, 6, True), (3, 3, False)], 2),
        ([(1, 6, False), (2, 5, False), (1, 5, True)], 0),
    ],
    ids=["the same pair", "through third clauses", "others stand", "no opposition"],
)
def test_decisions_that_oppose_each_other_are_all_refused(decisions: list[tuple[int, int, bool]], opposed: int) -> None:
    """Which of two opposite decisions is right is not for software to say, also where they meet through others."""
    decided = [decide(one, two, forbid=forbid) for one, two, forbid in decisions]
    refused = compare(base(*decided), other()).pins.refused

    assert [gone.reason for gone in refused] == ["contradicted"] * opposed


def test_the_same_decision_in_two_files_is_one() -> None:
    """A copy of a file in a folder of pins does not double what it says."""
    twice = (decide(1, 6), decide(1, 6, file="copy.pins.toml", line=30))

    assert [done.pin.file for done in compare(base(*twice), other()).pins.applied] == ["base.pins.toml"]


def sentence() -> Agreement:
    """A clause whose sentence runs through its points, under a heading, and a recital."""
    return agreement(
        "sent",
        [
            unit("rec_1", "They are friends.", part=UnitPart.RECITAL, wid="sent-c001"),
            unit("art_1__heading", "Boats", eid="art_1", part=UnitPart.HEADING, wid="sent-c002"),
            unit("art_1__para_1__intro", "A guard may:", eid="art_1__para_1", part=UnitPart.INTRO, wid="sent-c003",
                 path=(("article", "1"), ("paragraph", "1."))),
            unit("art_1__para_1__a", "board a boat; or", wid="sent-c004",
                 path=(("article", "1"), ("paragraph", "1."), ("point", "(a)"))),
            unit("art_1__para_1__wrapup", "if asked.", eid="art_1__para_1", part=UnitPart.WRAP_UP, wid="sent-c003",
                 path=(("article", "1"), ("paragraph", "1."))),
        ],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("sent-c003", ["art_1__para_1__intro", "art_1__para_1__a", "art_1__para_1__wrapup"]),
        ("art_1__para_1", ["art_1__para_1__intro", "art_1__para_1__a", "art_1__para_1__wrapup"]),
        ("sent-c003__wrapup", ["art_1__para_1__wrapup"]),
        ("art_1__para_1__intro", ["art_1__para_1__intro"]),
        ("sent-c004", ["art_1__para_1__a"]),
        ("sent-c002__heading", ["art_1__heading"]),
        ("sent-c002", ["art_1__para_1__intro", "art_1__para_1__a", "art_1__para_1__wrapup"]),
        ("sent-c001", ["rec_1"]),
        ("sent-c999", []),
        ("nothing__intro", []),
    ],
)
def test_a_clause_is_its_sentence(name: str, ids: list[str]) -> None:
    """A clause stands for its opening words, its points and its closing words; one block is named with its end."""
    assert [each.id for each in pinning.clause(sentence(), name)] == ids


def test_a_decision_on_a_sentence_takes_its_points_along() -> None:
    """A rule in points here and in one sentence there is one link, and a changed point voids the decision."""
    whole = agreement("whole", ["Guards may board boats when asked."])
    decided = pin(sentence(), "sent-c003", whole, "whole-c001")
    link = next(link for link in compare(replace(sentence(), pins=(decided,)), whole).links if link.other)

    assert link.base == ("art_1__para_1__intro", "art_1__para_1__a", "art_1__para_1__wrapup")
    units = [replace(u, text="board a ship; or") if u.id.endswith("_a") else u for u in sentence().units]
    (gone,) = compare(replace(sentence(), pins=(decided,), units=tuple(units)), whole).pins.refused
    assert gone.reason == "changed"


def test_a_recital_may_be_pinned_to_a_paragraph() -> None:
    """The software keeps recitals and paragraphs apart; a person may know better."""
    whole = agreement("whole", ["They are friends.", "Guards may board boats when asked."])
    decided = pin(sentence(), "sent-c001", whole, "whole-c001")

    assert linked(compare(replace(sentence(), pins=(decided,)), whole))[("rec_1",)] == ("para_1",)


def test_documents_without_our_profile_can_be_pinned() -> None:
    """A file of another producer is named by its URI, and its clauses by their eIds."""
    mine, yours = foreign("a.xml", CLAUSES[:3], work_uri="/akn/a"), foreign("b.xml", CLAUSES[:3], work_uri="/akn/b")
    decided = pin(mine, "para_1", yours, "para_3")

    assert linked(compare(replace(mine, pins=(decided,)), yours))[("para_1",)] == ("para_3",)


REPORTS = {"redline": redline, "concordance": concordance, "departures": departures}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("name", ["compare", *REPORTS])
def test_every_format_names_who_decided_and_what_was_not_applied(name: str, lang: str, format_: str) -> None:
    """Person, day and reason of each decision stand in every output, and what was refused with its reason."""
    decided = (
        decide(1, 6, why="<b>Boats</b> & | tides"),
        decide(3, 6, forbid=True, by="Bo Stoat", why="Not the same."),
        replace(decide(4, 3, by="Cy Otter", why="Old."), digest="0" * 64),
    )
    mine = base(*decided)
    if name == "compare":
        report = comparing.report(mine, other(), lang=lang)
    else:
        report = REPORTS[name].report(other(), [mine], lang=lang)
    text = " ".join(FORMATS[format_].render(report).split())

    for who in ("Ada Ermine", "Bo Stoat", "Cy Otter", "2024-05-31", "Not the same.", "Old."):
        assert who in text, who
    assert "tides" in text
    assert ("<b>Boats" not in text) or format_ in ("json", "csv", "terminal")


def test_the_short_view_says_it_too() -> None:
    """What a terminal prints without --sources has the decision at the clause and the refusal above."""
    report = comparing.report(base(decide(1, 6), replace(decide(4, 3), digest="0" * 64)), other(), short=True)
    text = FORMATS["terminal"].render(report)

    assert "1 decision was not applied" in text
    assert " ".join(text.split()).count("ecided by Ada Ermine on 2024-05-31: Both are about boats.") == 3


def test_without_decisions_nothing_is_said_of_them() -> None:
    """A comparison on which nobody decided has no section about decisions."""
    text = FORMATS["markdown"].render(comparing.report(base(), other()))

    assert "decision" not in text.lower().replace("person’s decision", "")
    assert to_json(compare(base(), other()))["pins"] == {"applied": [], "refused": []}


def third(*decided: Pin) -> Agreement:
    """A text of which one clause is new, as in another one."""
    return agreement("third", ["Bees sleep in hives.", *CLAUSES[3:6]], TERMS, pins=decided)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_synopsis_says_what_was_decided(format_: str) -> None:
    """With several texts the decisions on each of them and the base, and on two others, are applied and told."""
    fourth = agreement("fourth", ["Honey is shared out at autumn.", CLAUSES[3]], TERMS)
    new = pin(third(), "third-c001", fourth, "fourth-c001", by="Di Mink", why="New and alike.")
    crossed = pin(third(), "third-c002", fourth, "fourth-c002", forbid=True, by="Ed Weasel", why="Apart.")
    report = synoptic.report(base(decide(1, 6)), [other(), third(new, crossed), fourth])
    text = " ".join(FORMATS[format_].render(report).split())

    assert "Ada Ermine" in text
    assert ("Di Mink" in text) is (format_ != "csv")  # an applied pin between witnesses has no passage of the base
    assert "Ed Weasel" in text
    (between,) = report.data["pins"]
    assert [item["by"] for item in between["applied"]] == ["Di Mink"]
    assert [(item["by"], item["reason"]) for item in between["refused"]] == [("Ed Weasel", "another-row")]


def test_immunity_says_what_was_decided() -> None:
    """A findings report compares clauses for changes of person, applies decisions there and lists them."""
    mss, minustah = (corpus.read(slug) for slug in ("haiti-mss-2024", "haiti-minustah-2004"))
    words = [next(u for u in side.units if u.part is UnitPart.CONTENT).wid or "" for side in (mss, minustah)]
    decided = pin(minustah, words[1], mss, words[0])
    report = immunity.report(mss, [replace(minustah, pins=(decided,))])

    assert "Ada Ermine" in FORMATS["html"].render(report)
    assert [item["against"] for item in report.data["pins"]] == ["haiti-minustah-2004"]


# The file


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_with_mistakes_is_explained_line_by_line(path: Path, file_regression: FileRegressionFixture) -> None:
    """Each file in `tests/pins` gives the mistakes stored beside it: the line, what is wrong and what to do."""
    parsed = reading.parse(path.read_text(encoding="utf-8"), path.name)
    lines = [f"{fault.line}: {fault.what}. {fault.remedy}." for fault in parsed.faults]
    lines += [f"read: {found.line} {found.decision} {found.clause} {found.by}" for found in parsed.pins]

    file_regression.check("\n".join(lines) + "\n", fullpath=path.with_suffix(".txt"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe" + 'format = "x"'.encode("utf-16-le"), "UTF-8"),
        (b"x" * (pins.LARGEST + 1), "MB"),
        (b"why = " + b"[" * 3000, ":1:"),
        (b"why = " + b"9" * 4900, ":1:"),
        (b"[[pin]]\n" * (pins.MOST + 1), "no decision"),
        (b"a = 1\n" * 100_000, ":1:"),
    ],
    ids=["utf-16", "too large", "deep", "long number", "too many", "many mistakes"],
)
def test_hostile_files_are_refused_in_one_line(tmp_path: Path, data: bytes, words: str) -> None:
    """Whatever stands beside a record, reading it ends in one line that names the file."""
    path = tmp_path / "valid.pins.toml"
    path.write_bytes(data)
    (tmp_path / "valid.xml").write_bytes((RECORDS / "valid.xml").read_bytes())

    with pytest.raises(SofadiffError) as caught:
        corpus.read(str(tmp_path / "valid.xml"))

    assert "\n" not in str(caught.value)
    assert "valid.pins.toml" in str(caught.value)
    assert words in str(caught.value) or words == "no decision"


def test_more_decisions_than_the_limit_are_a_mistake() -> None:
    """A file with too many decisions is not read in part."""
    text = "".join(writing.added("", decide(1, 6), "x") for _ in range(1))
    block = text[text.index("[[pin]]") :]
    parsed = reading.parse(text + block * pins.MOST, "x")

    assert [fault.what for fault in parsed.faults] == [f"holds more than {pins.MOST} decisions"]


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(lambda t: t.strip())


@given(st.lists(st.tuples(NAMES, NAMES, NAMES), min_size=1, max_size=4), st.booleans())
def test_what_is_written_is_read_again(people: list[tuple[str, str, str]], windows: bool) -> None:
    """Any name, reason and remark survives the file, with line ends of either kind."""
    text = ""
    wanted = []
    for by, why, remark in people:
        made = decide(1, 6, by=" ".join(by.split()), why=" ".join(why.split()))
        text = writing.added(text.replace("\n", "\r\n") if windows and "\r" not in text else text, made, remark)
        wanted.append(made)
    parsed = reading.parse(text, "base.pins.toml")

    assert parsed.faults == ()
    assert [replace(found, line=9) for found in parsed.pins] == wanted
    assert text.isprintable() or "\n" in text


@given(st.integers(1, 4), st.integers(0, 3))
def test_taking_a_decision_out_leaves_everything_else(count: int, which: int) -> None:
    """The other decisions and what people wrote around them keep every character."""
    text = ""
    for n in range(count):
        text = writing.added(text, decide(1, 6, by=f"Person {n}"), f"remark {n}") + f"\n# note {n}\n\n"
    at = which % count
    line = reading.parse(text, "x").pins[at].line
    left = writing.removed(text, line)

    assert [found.by for found in reading.parse(left, "x").pins] == [f"Person {n}" for n in range(count) if n != at]
    assert reading.parse(left, "x").faults == ()
    assert [f"# note {n}" in left for n in range(count)] == [True] * count
    assert [f"# remark {n}" in left for n in range(count)] == [n != at for n in range(count)]


# The command


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two records of one's own, where the user stands."""
    for name in ("valid", "partial"):
        (tmp_path / f"{name}.xml").write_bytes((RECORDS / f"{name}.xml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_pin_writes_beside_a_record_and_compare_applies_it(desk: Path) -> None:
    """`pin`, then `compare`: the decision is in the file beside the record, in the output and in `pin list`."""
    done = run("pin", "valid.xml", "2(1)", "partial.xml", "2", *WHO)

    assert done.exit_code == 0, done.output
    assert "Written: valid.pins.toml" in done.output
    assert (desk / "valid.pins.toml").is_file()
    assert not (desk / "pins").exists()
    found = json.loads(run("compare", "valid.xml", "partial.xml", "--format", "json").output)
    assert [(item["by"], item["base"], item["other"]) for item in found["pins"]["applied"]] == [
        ("Ada Ermine", ["art_2__para_1"], ["para_2"])
    ]
    without = json.loads(run("compare", "valid.xml", "partial.xml", "--no-pins", "--format", "json").output)
    assert without["pins"] == {"applied": [], "refused": []}
    assert "Ada Ermine" in run("pin", "list", "valid.xml").output
    assert "Ada Ermine" in run("pin", "list", "partial.xml").output
    assert run("check", "valid.xml").output == "No problem in 1 record checked.\n"


def test_pins_for_shipped_records_go_into_a_folder_of_ones_own(desk: Path) -> None:
    """For a slug the file stands in `pins` where the user is, or where --pins says; never inside the program."""
    words = ("nl-rwanda-2009", "2", "nl-qatar-2014", "3", *WHO)

    assert run("pin", *words).exit_code == 0
    assert [path.name for path in (desk / "pins").iterdir()] == ["nl-rwanda-2009.pins.toml"]
    assert "decided already" in str(run("pin", *words).exception)
    assert run("pin", *words, "--pins", "mine/deep").exit_code == 0
    assert (desk / "mine" / "deep" / "nl-rwanda-2009.pins.toml").is_file()
    inside = str(Path(sofadiff.__file__).parent / "data")
    assert run("pin", *words, "--pins", inside).exit_code != 0
    assert not list(Path(inside).glob("*.toml"))
    applied = json.loads(
        run("compare", "nl-qatar-2014", "nl-rwanda-2009", "--pins", "mine/deep", "--format", "json").output
    )["pins"]["applied"]
    assert [item["by"] for item in applied] == ["Ada Ermine"]


REFUSED = {
    "unknown clause": (["valid.xml", "9(9)", "partial.xml", "2", *WHO], "no clause of valid"),
    "several clauses": (["valid.xml", "2", "partial.xml", "2", *WHO], "no words of its own"),
    "a heading": (["valid.xml", "art_1__heading", "partial.xml", "2", *WHO], "heading"),
    "no name": (["valid.xml", "2(1)", "partial.xml", "2", "--by", " ", *WHO[2:]], "by is empty"),
    "no day": (["valid.xml", "2(1)", "partial.xml", "2", *WHO[:2], "--date", "31 May 2024", *WHO[4:]], "is no date"),
    "no such day": (["valid.xml", "2(1)", "partial.xml", "2", *WHO[:2], "--date", "2024-02-30", *WHO[4:]], "no date"),
    "long reason": (["valid.xml", "2(1)", "partial.xml", "2", *WHO[:5], "x" * 2001], "more than 2000"),
    "control": (["valid.xml", "2(1)", "partial.xml", "2", "--by", "A\x1b[2J", *WHO[2:]], "control character"),
    "no folder": (["list", "valid.xml", "--pins", "nowhere"], "no such folder"),
    "nothing to remove": (["remove", "valid.xml", "2(1)", "partial.xml", "2"], "nothing was decided"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_decision_that_cannot_stand_is_refused(desk: Path, case: str) -> None:
    """What names no clause or says too little is refused with the remedy, and no file is written."""
    args, words = REFUSED[case]
    done = run("pin", *args)

    assert isinstance(done.exception, SofadiffError)
    assert words in str(done.exception)
    assert sorted(path.name for path in desk.iterdir()) == ["partial.xml", "valid.xml"]


def test_candidates_are_named_for_an_unknown_clause(desk: Path) -> None:
    """The refusal offers the nearest numbers with their permanent ids."""
    done = run("pin", "valid.xml", "2(3)", "partial.xml", "2", *WHO)

    assert "2(1) [c007]" in str(done.exception)


def test_an_opposite_decision_is_refused_by_name(desk: Path) -> None:
    """To forbid what somebody linked, one first takes the link back; the message says who decided it."""
    run("pin", "valid.xml", "2(1)", "partial.xml", "2", *WHO)
    before = (desk / "valid.pins.toml").read_bytes()
    done = run("pin", "valid.xml", "2(1)", "partial.xml", "2", "--forbid", *WHO)
    turned = run("pin", "partial.xml", "2", "valid.xml", "2(1)", "--forbid", *WHO)

    for each in (done, turned):
        assert "Ada Ermine" in str(each.exception)
        assert "pin remove" in str(each.exception)
    assert (desk / "valid.pins.toml").read_bytes() == before
    assert not (desk / "partial.pins.toml").exists()


def test_a_decision_opposed_through_third_clauses_is_refused(desk: Path) -> None:
    """A forbidden pair cannot be made by links that meet in other clauses."""
    for one, two in (("2(1)", "1"), ("2(2)", "1"), ("2(2)", "2")):
        assert run("pin", "valid.xml", one, "partial.xml", two, *WHO).exit_code == 0
    done = run("pin", "valid.xml", "2(1)", "partial.xml", "2", "--forbid", *WHO)

    assert "opposes what was decided before" in str(done.exception)


def test_deciding_again_replaces_what_no_longer_applies(desk: Path) -> None:
    """After a clause changed, the same command renews the decision instead of keeping a dead one."""
    run("pin", "valid.xml", "2(1)", "partial.xml", "2", *WHO)
    path = desk / "valid.pins.toml"
    text = path.read_text(encoding="utf-8")
    stale = text.replace(reading.parse(text, "x").pins[0].digest, "0" * 64)
    path.write_text(stale, encoding="utf-8")
    assert "No longer applied" in run("pin", "list", "valid.xml").output
    assert "other words stand in valid-c007" in run("check", "valid.xml").output

    done = run("pin", "valid.xml", "2(1)", "partial.xml", "2", *WHO)

    assert "Replaced: the decision of Ada Ermine" in done.output
    assert len(reading.parse(path.read_text(encoding="utf-8"), "x").pins) == 1


def test_pin_without_words_says_what_is_missing() -> None:
    """`sofadiff pin` alone is one line, not a page."""
    done = run("pin")

    assert done.exit_code == 2
    assert "Missing argument" in done.output


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("1(1)", "art_1__para_1__intro"),
        ("art 1(1)(a)", "art_1__para_1__a"),
        ("1.1.a", "art_1__para_1__a"),
        ("11a", None),
        ("c004", "art_1__para_1__a"),
        ("[c004]", "art_1__para_1__a"),
        ("11", None),
        ("(", None),
    ],
)
def test_a_number_is_read_level_by_level(typed: str, wanted: str | None) -> None:
    """`1(1)` is paragraph 1 of article 1 and never clause 11."""
    found = lookup.find(sentence(), typed)

    assert (found[0].id if found else None) == wanted
