"""What the verified records say they were read from: recomputed from the authentic texts, clause by clause."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sofadiff import codebook, corpus
from sofadiff.coding import GONE
from sofadiff.importing import import_file
from sofadiff.importing.collate import Status, collate
from sofadiff.importing.totality import outline_text
from sofadiff.text import digest, normal_words

CASES = json.loads((Path(__file__).parent / "cases" / "collations.json").read_text(encoding="utf-8"))
"""Slug to file, language and number of clauses with a digest."""
LANGUAGES = {"eng": "en", "fra": "fr"}


@pytest.mark.data
@pytest.mark.parametrize("slug", CASES)
def test_every_digest_of_a_record_is_that_of_the_authentic_clause(slug: str, test_data: Path) -> None:
    """Each stored digest equals the digest of the same clause in the authentic text."""
    case = CASES[slug]
    imported = import_file(str(test_data / case["file"]), language=case["language"])

    result = collate(corpus.read(slug), imported)
    assert (result.count(Status.MATCHES), result.count(Status.DIFFERS), result.count(Status.MISSING)) == (
        case["matches"],
        0,
        0,
    )
    assert result.without_digest == 0


@pytest.mark.data
@pytest.mark.parametrize("slug", [slug for slug in CASES if corpus.read(slug).logs])
def test_every_silence_is_proved_on_the_text_that_was_searched(slug: str, test_data: Path) -> None:
    """Each search log names the digest of this very text, and dismisses every cue that really occurs in it."""
    case, record, book = CASES[slug], corpus.read(slug), codebook.load()
    texts = outline_text(import_file(str(test_data / case["file"]), language=case["language"]).outline)
    words = [normal_words(text) for text in texts]
    standing = {coding.log for coding in record.codings if coding.status not in GONE}
    logs = [log for log in record.logs if log.id in standing]

    undismissed = [
        (log.id, cue)
        for log in logs
        for variable in log.variables
        for cue in book.variable(variable).cues[LANGUAGES[case["language"]]]
        if _occurs(normal_words(cue), words) and cue not in {hit.cue for hit in log.hits if hit.dismissed}
    ]

    assert logs
    assert {log.text_digest for log in logs} == {digest("\n".join(texts))}
    assert undismissed == []


def _occurs(cue: list[str], texts: list[list[str]]) -> bool:
    return any(text[start : start + len(cue)] == cue for text in texts for start in range(len(text) - len(cue) + 1))


@pytest.mark.data
def test_every_record_verified_in_full_has_its_case() -> None:
    """A record that is verified throughout cannot be added without being recomputed here."""
    full = {r.slug for r in corpus.read_all() if r.completeness is not None and r.completeness.value == "full"}

    assert full - {"nl-benin-2009"} <= set(CASES)
