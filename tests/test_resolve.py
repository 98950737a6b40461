"""Permalinks: what they hold, that they last, and that what they lead to is never guessed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import sofadiff
from factories import agreement, unit
from sofadiff import corpus
from sofadiff.citing import identities, links
from sofadiff.citing.links import LENGTH, Part, Permalink
from sofadiff.citing.resolving import Answer, Resolution, resolve
from sofadiff.citing.selecting import block, element, select
from sofadiff.cli import group
from sofadiff.comparison import Verdict
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.render import FORMATS
from sofadiff.reports import resolved

SCHEMA = json.loads((Path(sofadiff.__file__).parent / "schemas" / "resolve-1.schema.json").read_text(encoding="utf-8"))
NOTHING = identities.Identities({}, {}, {})
CLAIMS = "Claims are settled by a standing commission within 90 days."
ARMS = "Members may carry arms on duty."
SHUT = "The premises are inviolable."


def clause(number: int, text: str, *, of: str = "a") -> Unit:
    """A numbered clause with a permanent id."""
    path = (("paragraph", f"{number}."),)
    return unit(f"para_{number}", text, num=f"{number}.", path=path, wid=f"{of}-c{number:03}")


def record(*texts: str, slug: str = "a") -> Agreement:
    """A record whose clauses have these words."""
    return agreement(slug, [clause(number, text, of=slug) for number, text in enumerate(texts, start=1)])


def link_to(text: Agreement, number: int) -> Permalink:
    """The link to a clause as it is in that record."""
    return links.parse(links.link([element(text, f"para_{number}")]))


def follow(
    link: Permalink, *records: Agreement, published: Any = NOTHING, was: tuple[Agreement, ...] = ()
) -> Resolution:
    """Where a link leads, in a collection of these records."""
    by_name = {found.slug: found for found in records}
    return resolve(link, by_name.get, published=published, was=was)


def run(*args: str) -> Result:
    """The command line, its errors raised."""
    return CliRunner().invoke(group, args, catch_exceptions=False)


# What a link is


def test_a_link_holds_id_digest_and_release() -> None:
    """A link names the permanent id, not the number, the first digits of the digest, and the release."""
    found = str(link_to(record(CLAIMS), 1))

    assert found == f"sofadiff:1/a/c001@{links.digest(CLAIMS)[:LENGTH]};v={sofadiff.__version__}"
    assert "para" not in found


def test_a_new_number_does_not_change_a_link() -> None:
    """A clause that is renumbered or moved keeps its link."""
    before = record(CLAIMS)
    after = agreement("a", [replace(clause(7, CLAIMS), wid="a-c001", eid="part_II__para_7", id="part_II__para_7")])

    assert follow(link_to(before, 1), after).answer is Answer.FOUND


@given(st.sampled_from(["a", "un-model-1990"]), st.from_regex(r"c[0-9]{3,4}(\.intro)?", fullmatch=True), st.binary())
def test_links_are_read_as_written(slug: str, name: str, words: bytes) -> None:
    """A link that is printed, broken over lines and read again is the same link."""
    part = Part(slug, name, links.digest(words.hex())[:LENGTH])
    for made in (
        Permalink((part,), "0.1.0"), Permalink((part, part), "1.2.3"),
        Permalink((part, part, part), "1.2.3", 2), Permalink((part, part, part), "1.2.3", 1),
        Permalink((part, part), "1.2.3", 2),
    ):  # fmt: skip
        text = str(made)
        assert links.parse(f"  {text[:20]}\n  {text[20:]} ") == made


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is no permalink"),
        ("https://example.org/", "is no permalink"),
        ("sofadiff:1/a/c001@0123", "is cut short"),
        ("sofadiff:1/a/c001@0123;v=0.1.0", "digest that is not 16"),
        ("sofadiff:1/../etc@0123456789abcdef;v=1", "is cut short"),
        ("sofadiff:1/a/c001@0123456789abcdef;v=0.1.0;rm", "is cut short"),
        ("sofadiff:1/a/c001@0123456789abcdef,;v=0.1.0", "is cut short"),
        ("sofadiff:1/a/c001@0123456789abcdef+;v=0.1.0", "is cut short"),
        ("sofadiff:1/" + "+".join(["a/c001@0123456789abcdef"] * 3) + ";v=0.1.0", "is cut short"),
        ("sofadiff:1/" + "a" * 3000, "too long"),
    ],
)
def test_what_is_no_link_is_refused(text: str, what: str) -> None:
    """A damaged link is an error in one line, never taken for another one."""
    with pytest.raises(SofadiffError, match=what) as caught:
        links.parse(text)
    assert "\n" not in str(caught.value)


def test_the_digest_is_of_the_words_as_they_stand() -> None:
    """A comma or a capital changes the digest; only white space does not."""
    assert links.digest("The  State\nmay.") == links.digest("The State may.")
    assert len({links.digest(text) for text in ("The State may.", "The State, may.", "the State may.")}) == 3


def test_a_text_without_permanent_ids_has_no_link() -> None:
    """Nothing is made up for a file that gives its clauses no permanent ids."""
    text = record(CLAIMS)
    text = replace(text, units=tuple(replace(item, wid=None) for item in text.units))

    assert links.link([element(text, "para_1")]) == ""


# The four answers


def test_found() -> None:
    """The clause is there with the words it had."""
    text = record(CLAIMS, ARMS)
    found = follow(link_to(text, 2), text)

    assert (found.answer, found.parts[0].why, found.parts[0].target) == (
        Answer.FOUND,
        "same-words",
        element(text, "para_2"),
    )


def test_changed_shows_how() -> None:
    """Other words under the same id: what changed is shown word by word, with what the change amounts to."""
    before, after = record(CLAIMS), record(CLAIMS.replace("90", "30"))
    (part,) = follow(link_to(before, 1), after, was=(before,)).parts

    assert (part.answer, part.why, part.then) == (Answer.CHANGED, "other-words", CLAIMS)
    assert part.change is not None
    assert part.change.verdict is Verdict.SUBSTANTIVE
    assert [(edit.base.strip(), edit.other.strip()) for edit in part.change.edits if edit.change] == [
        ("90", ""),
        ("", "30"),
    ]
    assert "".join(edit.other for edit in part.change.edits) == CLAIMS.replace("90", "30")


def test_changed_without_the_old_words_says_so() -> None:
    """Where the words of the time are not kept, nothing is shown as the change, and the report says why."""
    before, after = record(CLAIMS), record(ARMS)
    found = follow(link_to(before, 1), after)
    said = FORMATS["markdown"].render(resolved.report(found))

    assert (found.answer, found.parts[0].then, found.parts[0].change) == (Answer.CHANGED, "", None)
    assert "cannot be shown" in said
    assert "No release had these words" in said


def test_a_wrong_earlier_file_is_not_believed() -> None:
    """An earlier file shows a change only if its clause has the digest of the link."""
    before, between, after = record(CLAIMS), record(SHUT), record(ARMS)

    assert follow(link_to(before, 1), after, was=(between,)).parts[0].then == ""


def test_same_words_elsewhere_are_changed_not_found() -> None:
    """The id is gone and one clause has the words: the answer says where, and is not `found`."""
    before = record(CLAIMS, ARMS)
    after = agreement("a", [clause(1, CLAIMS), clause(9, ARMS)])
    (part,) = follow(link_to(before, 2), after).parts

    assert (part.answer, part.why, part.ids) == (Answer.CHANGED, "moved", ("c009",))


def test_ambiguous() -> None:
    """The id is gone and several clauses have the words: they are named, none is chosen."""
    before = record(CLAIMS, ARMS)
    after = agreement("a", [clause(1, CLAIMS), clause(8, ARMS), clause(9, ARMS)])
    (part,) = follow(link_to(before, 2), after).parts

    assert (part.answer, part.ids, part.target) == (Answer.AMBIGUOUS, ("c008", "c009"), None)


def test_an_id_given_twice_is_ambiguous() -> None:
    """A record that gives an id to two clauses leaves open which is meant, whatever their words."""
    before = record(CLAIMS)
    after = agreement("a", [clause(1, CLAIMS), replace(clause(2, ARMS), wid="a-c001")])

    assert follow(link_to(before, 1), after).answer is Answer.AMBIGUOUS


def test_orphaned() -> None:
    """Neither id nor words, or no such agreement."""
    before = record(CLAIMS, ARMS)

    assert follow(link_to(before, 2), record(CLAIMS)).parts[0].why == "gone"
    assert follow(link_to(before, 2)).parts[0].why == "no-agreement"
    assert follow(link_to(before, 2)).answer is Answer.ORPHANED


def test_the_worst_answer_counts() -> None:
    """A link to a difference is found only if both clauses are."""
    one, two = record(CLAIMS), record(ARMS, slug="b")
    link = links.parse(links.link([element(one, "para_1"), element(two, "para_1")]))

    both = follow(link, one, two)
    assert (both.answer, both.difference is not None) == (Answer.FOUND, True)
    assert follow(link, one, record(SHUT, slug="b")).answer is Answer.CHANGED
    assert follow(link, one).answer is Answer.ORPHANED
    assert follow(link, one).difference is None


# Releases


def test_links_of_an_older_release_keep_resolving() -> None:
    """A clause changed, one was withdrawn, the record was renamed: each old link says what became of it."""
    first = record(CLAIMS, ARMS, SHUT)
    noted, gone = identities.noted(NOTHING, [first], "0.1.0")
    assert gone == ()
    second = replace(first, units=(replace(first.units[0], text=CLAIMS.replace("90", "30")), first.units[1]))
    noted, gone = identities.noted(noted, [second], "0.2.0")
    assert gone == ("a/c003",)
    noted = replace(noted, withdrawn={"a/c003": "It was no clause of the agreement."}, renamed={"a": "b"})
    third = replace(
        second,
        slug="b",
        units=tuple(replace(item, wid=item.wid.replace("a-", "b-")) for item in second.units if item.wid),
    )
    noted = identities.parse(identities.written(noted))

    changed = follow(link_to(first, 1), third, published=noted).parts[0]
    found = follow(link_to(first, 2), third, published=noted).parts[0]
    withdrawn = follow(link_to(first, 3), third, published=noted).parts[0]

    assert (changed.answer, changed.then, changed.published, changed.renamed) == (Answer.CHANGED, CLAIMS, "0.1.0", "b")
    assert (found.answer, found.published) == (Answer.FOUND, "0.1.0")
    assert (withdrawn.answer, withdrawn.why, withdrawn.reason) == (
        Answer.ORPHANED,
        "withdrawn",
        "It was no clause of the agreement.",
    )


def test_a_clause_of_several_parts_is_shown_as_it_was() -> None:
    """The words of a paragraph with points are put together again from those of its parts, also when one changed."""
    path = (("paragraph", "4."),)
    parts = [
        replace(unit("para_4__intro", "Members:", wid="a-c001", part=UnitPart.INTRO), path=path),
        replace(unit("para_4__a", "pay no tax;", wid="a-c002"), path=(*path, ("subparagraph", "(a)"))),
        replace(unit("para_4__b", "wear uniform.", wid="a-c003"), path=(*path, ("subparagraph", "(b)"))),
    ]
    first = agreement("a", parts)
    noted, _ = identities.noted(NOTHING, [first], "0.1.0")
    second = agreement("a", [*parts[:2], replace(parts[2], text="may wear uniform.")])
    noted, _ = identities.noted(noted, [second], "0.2.0")
    (part,) = follow(link_to(first, 4), second, published=noted).parts

    assert part.then == "Members:\npay no tax;\nwear uniform."
    assert follow(links.parse(links.link([block(first, parts[0])])), second).answer is Answer.FOUND


def test_noting_a_release_takes_nothing_away() -> None:
    """Noting the same release again changes nothing; words that come back keep the release that first had them."""
    first, second = record(CLAIMS), record(ARMS)
    noted, _ = identities.noted(NOTHING, [first], "0.1.0")
    again, _ = identities.noted(noted, [first], "0.1.0")
    back, _ = identities.noted(identities.noted(noted, [second], "0.2.0")[0], [first], "0.3.0")

    assert identities.written(again) == identities.written(noted)
    assert [(w.version, w.text) for w in back.clauses["a"]["c001"]] == [("0.2.0", ARMS), ("0.1.0", CLAIMS)]


def test_the_published_list_is_canonical() -> None:
    """The file is exactly what the writer writes, so that nobody edits words or digests by hand."""
    text = identities.FILE.read_text(encoding="utf-8")

    assert identities.written(identities.parse(text)) == text


@pytest.mark.parametrize("slug", corpus.slugs())
def test_no_published_id_vanishes(slug: str) -> None:
    """Every id that a release published is still in its record, or was withdrawn with a reason."""
    published = identities.published()
    here = identities.addressable(corpus.read(slug))
    gone = [name for name in published.clauses.get(slug, {}) if name not in here]

    assert [name for name in gone if f"{slug}/{name}" not in published.withdrawn] == []
    assert all(len(targets) == 1 for targets in here.values())


def test_no_published_agreement_vanishes() -> None:
    """Every agreement that a release published is still there, or has another name."""
    published = identities.published()

    assert {published.renamed.get(slug, slug) for slug in published.clauses} <= set(corpus.slugs())


# The command


def test_cite_and_resolve_agree() -> None:
    """The link that `cite` prints is found by `resolve`, also as the container of an article and as a difference."""
    for args in (
        ("nato-1951", "VII"),
        ("nato-1951", "c003"),
        ("un-model-1990", "47", "--against", "nato-1951", "VII(5)"),
    ):
        link = re.search(r"Link: (\S+)", run("cite", *args).output)
        assert link is not None
        assert run("resolve", link[1]).exit_code == 0


def test_a_changed_record_in_a_file(tmp_path: Path) -> None:
    """A copy of a record with one word changed: the old link answers `changed` and shows the word, and exits with 1."""
    text = (corpus.folder() / "nato-1951.xml").read_text(encoding="utf-8")
    target = select(corpus.read("nato-1951"), "VII(5)(a)")
    file = tmp_path / "nato-1951.xml"
    file.write_text(
        text.replace("must help each other in the arrest", "may help each other in the arrest"), encoding="utf-8"
    )
    found = run("resolve", links.link([target]), "--in", str(file), "--was", "nato-1951")

    assert found.exit_code == 1
    assert "[-must-] {+may+}" in " ".join(found.output.replace("\n  |", " ").split())
    assert "change of substance" in found.output


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_json_follows_the_schema(lang: str) -> None:
    """Every answer is written as the published schema has it, and in every format."""
    before, other = record(CLAIMS, ARMS), record(SHUT, slug="b")
    twice = agreement("a", [clause(1, "Other words."), clause(8, ARMS), clause(9, ARMS)])
    difference = links.parse(links.link([element(before, "para_1"), element(other, "para_1")]))
    for found in (
        follow(link_to(before, 1), before),
        follow(link_to(before, 1), twice, was=(before,)),
        follow(link_to(before, 2), twice),
        follow(link_to(before, 2)),
        follow(difference, before, other),
    ):
        report = resolved.report(found, lang=lang)
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(FORMATS["json"].render(report)))
        for name in ("terminal", "html", "markdown"):
            assert str(found.link) in "".join(FORMATS[name].render(report).split())
