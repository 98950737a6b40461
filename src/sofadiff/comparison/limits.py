"""How much is compared, stated: what is refused as too large, and from where on a search is cut short and says so.

The agreements that this is made for have some hundreds of clauses. The limits keep a hostile or mistaken input from
running for hours; `docs/method.md` says the same in words.
"""

from __future__ import annotations

from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement

MOST_UNITS = 8_000
"""Clauses, openings and headings of one text; more are refused."""
MOST_LETTERS = 10_000_000
"""Characters of one text; more are refused."""
MOST_LETTERS_OF_CLAUSE = 200_000
"""Characters of one clause, some 35,000 words; texts with a longer one are refused."""
MOST_TERMS = 1_000
"""Defined terms of one text; more are refused."""
MOST_WORDS = 100_000
"""Different words of both texts together; more are refused, since no language has them in use."""

FULL_SEARCH = 150_000_000
"""Meetings of one word in a unit of either text (for each word, the units that have it here times those that have it
there) up to which every unit is measured against every other: some 3,000 clauses against 3,000. Beyond, each is looked
up by its rarer words only."""
LOOKED_UP = 1_000
"""Occurrences of its words in the other text that are looked up for one unit, when the search is cut."""
CLOSE_LOOK = 48
"""Units found that way that are measured exactly."""
EQUAL_PAIRS = 250_000
"""Pairs of units with the same words up to which the nearest answer each other. Beyond, the first answers the first."""
HEADING_PAIRS = 250_000
"""Pairs of headings up to which all are compared. Beyond, only those over clauses that answer each other."""
MATCHED_WORDS = 400_000_000
"""Words of one side times those of the other up to which two clauses are compared word by word. Beyond, what stands
between their common beginning and end is shown as one change."""
REFERENCE_WORK = 20_000_000
"""Cross references of one unit times its words up to which they are seen through."""


def require(base: Agreement, other: Agreement) -> None:
    """Refuse texts that are too large to be compared; raise SofadiffError."""
    for text in (base, other):
        letters = sum(len(unit.text) for unit in text.units)
        longest = max((len(unit.text) for unit in text.units), default=0)
        for found, most, what in (
            (len(text.units), MOST_UNITS, "clauses"),
            (letters, MOST_LETTERS, "characters"),
            (longest, MOST_LETTERS_OF_CLAUSE, "characters in one clause"),
            (len(text.terms), MOST_TERMS, "defined terms"),
        ):
            if found > most:
                raise SofadiffError(
                    f"has {found:,} {what}; texts with more than {most:,} are not compared.",
                    where=text.name,
                    remedy="Give the agreement alone, or one part of it at a time.",
                )


def require_words(base: Agreement, other: Agreement, words: int) -> None:
    """Refuse texts with more different words than any language has in use; raise SofadiffError."""
    if words > MOST_WORDS:
        raise SofadiffError(
            f"have {words:,} different words together; more than {MOST_WORDS:,} are not compared.",
            where=f"{base.name}, {other.name}",
            remedy="Check that both files hold the text of an agreement.",
        )
