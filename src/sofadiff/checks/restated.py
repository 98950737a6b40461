"""Whether clauses were restated: what a record may not do is hold an instrument's own text."""

from __future__ import annotations

from collections.abc import Iterator

from sofadiff.checks.subject import Flaw, Subject
from sofadiff.text import digest, words

MOST_WORDS = 9
"""So many words of an instrument may stand together; a clause of no more words can hardly be put otherwise."""


def restated(subject: Subject) -> Iterator[Flaw]:
    """No clause of ten or more words still has the words of the instrument itself."""
    for unit in subject.agreement.units:
        if unit.text_digest and len(words(unit.text)) > MOST_WORDS and digest(unit.text) == unit.text_digest:
            yield Flaw(
                unit.line,
                f"{unit.element} {unit.id} still has the words of the instrument",
                "A record restates in our own words, so that records can be compared and nothing is copied",
                "Restate it as docs/method.md says, and leave sd:textDigest as it is",
            )
