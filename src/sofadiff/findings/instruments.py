"""Which other instruments a record points to, by whatever name it uses, so that one is recognised on both sides."""

from __future__ import annotations

import re

from msgspec import Struct


class Instrument(Struct, frozen=True):
    """An instrument that agreements incorporate."""

    id: str
    pattern: re.Pattern[str]
    """The names that records use for it."""
    name: dict[str, str]
    """What it is called in the languages of the reports (the official titles, with the year)."""


INSTRUMENTS = (
    Instrument(
        "cpiun-1946",
        re.compile(
            r"CPIUN(?: 1946)?|(?:the )?(?:1946 Convention|Convention on the Privileges and Immunities of the United"
            r" Nations)(?:,? (?:of )?1946)?"
        ),
        {
            "en": "Convention on the Privileges and Immunities of the United Nations 1946",
            "fr": "Convention sur les privilèges et immunités des Nations Unies de 1946",
        },
    ),
    Instrument(
        "vcdr-1961",
        re.compile(
            r"VCDR(?: 1961)?|(?:the )?Vienna Convention(?: on Diplomatic Relations)?(?:,? (?:of )?1961)?(?! on)"
        ),
        {
            "en": "Vienna Convention on Diplomatic Relations 1961",
            "fr": "Convention de Vienne sur les relations diplomatiques de 1961",
        },
    ),
    Instrument(
        "ga-52-247",
        re.compile(r"(?:General Assembly )?resolution 52/247"),
        {"en": "General Assembly resolution 52/247", "fr": "résolution 52/247 de l\u2019Assemblée générale"},
    ),
)
"""The instruments that records name, in no order that matters."""

_PLACES = (
    ("articles", "articles"),
    ("article", "article"),
    ("sections", "sections"),
    ("section", "section"),
    ("paragraphs", "paragraphes"),
    ("paragraph", "paragraphe"),
    ("and through it", "et par elle"),
    ("and", "et"),
    ("the", "la"),
)


def instruments(reference: str | None) -> tuple[str, ...]:
    """Ids of the instruments that a reference names, in the order of the list."""
    return tuple(item.id for item in INSTRUMENTS if reference and item.pattern.search(reference))


def in_words(reference: str, lang: str) -> str | None:
    """The reference with official titles in a report's language; None where it has words that nobody translated."""
    said = reference
    for item in INSTRUMENTS:
        said = item.pattern.sub(item.name[lang].replace("\\", ""), said)
    if lang == "en":
        return said
    rest = reference
    for item in INSTRUMENTS:
        rest = item.pattern.sub("", rest)
    for english, french in _PLACES:
        rest = re.sub(rf"\b{english}\b", "", rest)
        said = re.sub(rf"\b{english}\b", french, said)
    return said if not re.search(r"[A-Za-z]{2,}", rest) else None
