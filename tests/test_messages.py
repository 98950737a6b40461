"""The catalogues: same keys and placeholders in both languages, neutral words, nothing used that is not there."""

from __future__ import annotations

import ast
import json
import re
from importlib import resources
from pathlib import Path

import pytest

from sofadiff import codebook, messages
from sofadiff.document import Cite, Strong, Text
from sofadiff.errors import SofadiffError

EN, FR = messages.load("en"), messages.load("fr")
SOURCE = Path(messages.__file__).parent
OURS = (
    *(
        "pinpoint",
        "statements",
        "tables",
        "forum_tables",
        "in_short",
        "change_of_person",
        "changes",
        "sections",
        "overview",
        "appendices",
        "gap_sections",
        "roadmap",
        "police",
    ),
    *("immunity", "accountability", "matrix", "stats", "timeline", "lineage", "pinned"),
    *("imported", "made", "dossier", "deadline_tables", "precedent_tables", "authentic", "attachment"),
)
FORBIDDEN = (
    "impunity",
    "impunité",
    "bad faith",
    "mauvaise foi",
    "illegal",
    "illégal",
    "unlawful",
    "violation",
    "abusive",
)


def test_both_languages_have_the_same_keys() -> None:
    """A key that one language lacks would fail in the middle of a report."""
    assert set(EN.keys()) == set(FR.keys())


@pytest.mark.parametrize("key", EN.keys())
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    """A placeholder that a translation drops would drop a clause or a value."""
    assert EN.placeholders(key) == FR.placeholders(key)


@pytest.mark.parametrize("catalogue", [EN, FR], ids=["en", "fr"])
def test_wording_is_neutral(catalogue: messages.Messages) -> None:
    """No wording speaks of intent, legality or impunity: those are the reader's arguments."""
    for key in catalogue.keys():  # noqa: SIM118 - a catalogue is no mapping
        assert not [word for word in FORBIDDEN if word in catalogue.template(key).lower()], key


def test_french_is_marked_as_not_reviewed() -> None:
    """The French is a draft translation, and the catalogue says so."""
    assert (EN.reviewed, FR.reviewed) == (True, False)


@pytest.mark.parametrize("module", OURS)
def test_every_key_that_a_report_uses_exists(module: str) -> None:
    """Whole keys in the code exist; keys completed at run time have at least one entry that fits."""
    tree = ast.parse((next(SOURCE.rglob(f"{module}.py"))).read_text(encoding="utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in ("say", "inlines", "template") and call.args:
            pattern = _pattern(call.args[0])
            assert pattern is None or [key for key in EN.keys() if re.fullmatch(pattern, key)], ast.unparse(call)  # noqa: SIM118


def _pattern(argument: ast.expr) -> str | None:
    """What keys an argument may name, as a pattern; None for a variable."""
    if isinstance(argument, ast.Constant):
        return re.escape(str(argument.value))
    if isinstance(argument, ast.JoinedStr):
        return "".join(
            re.escape(str(v.value)) if isinstance(v, ast.Constant) else "[a-zA-Z0-9.-]+" for v in argument.values
        )
    return None


def test_every_state_direction_and_reason_has_words() -> None:
    """Closed lists whose words the catalogue gives are complete."""
    forms = (
        "coded",
        "derived",
        "silent",
        "silent-unproved",
        "external",
        "unclear",
        "na",
        "not-known",
        "not-coded",
        "left-out",
    )
    for form in forms:
        for side in ("here", "there"):
            assert EN.has(f"sentence.{side}.{form}")
    for reason in ("not-coded", "not-known", "left-out", "unclear", "na", "assumed", "external", "unranked-silence"):
        assert EN.has(f"reason.{reason}")
    for dependency in codebook.load().dependencies:
        if dependency.then.na_reason:
            assert EN.has(f"na.{dependency.then.na_reason}")


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_catalogues_have_no_duplicate_keys(lang: str) -> None:
    """A key given twice would silently lose one of its texts, within a file and between the files of one language."""
    keys: list[str] = []

    def note(pairs: list[tuple[str, str]]) -> None:
        keys.extend(key for key, _ in pairs if not key.startswith("_"))

    for name in messages._CATALOGUES:
        text = (resources.files("sofadiff") / "data" / f"{name}.{lang}.json").read_text(encoding="utf-8")
        json.loads(text, object_pairs_hook=note)
    assert len(keys) == len(set(keys))


def test_french_typography() -> None:
    """French punctuation that takes a space takes one that does not break, and quotation marks are guillemets."""
    for key in FR.keys():  # noqa: SIM118
        text = FR.template(key)
        assert not re.search(r" [:;?!»]|« ", text), key


def test_inlines_keep_citations_in_place() -> None:
    """A citation put into a sentence stays a citation, and the words around it join up."""
    cite = Cite("para 51", "a", "para_51")
    out = EN.inlines("redirect.resolved", source=cite, target=(Strong("x"), Text("y")))
    assert out == (cite, Text(", which ends the suit, sends it to "), Strong("x"), Text("y."))


def test_counted_follows_the_language() -> None:
    """Nothing counts as many in English and as one in French."""
    en = messages.Messages("en", {"_translation": "original", "n.one": "{count} clause", "n.many": "{count} clauses"})
    fr = messages.Messages("fr", {"_translation": "original", "n.one": "{count} clause", "n.many": "{count} clauses"})
    assert [en.counted("n", n) for n in (0, 1, 2)] == ["0 clauses", "1 clause", "2 clauses"]
    assert [fr.counted("n", n) for n in (0, 1, 2)] == ["0 clause", "1 clause", "2 clauses"]


def test_listing() -> None:
    """Items in one phrase."""
    assert [EN.listing(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_unknown_language_is_refused_with_the_ones_there_are() -> None:
    """A language without a catalogue is an error that names those there are."""
    with pytest.raises(SofadiffError, match="Use en or fr"):
        messages.load("ht")
