"""What a heading announces: an article, a part, an annex, a note, or only a title."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

from sofadiff.importing.numbering import parse_label, roman


class HeadingKind(StrEnum):
    """What the words of a heading say it is."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    ANNEX = "annex"
    NOTE = "note"
    NUMBER = "number"
    """A bare number: a numbered clause without a title."""
    LABELLED = "labelled"
    """A label and a title: `a. Medical care`, `VI. Status of members`."""


class Heading(Struct, frozen=True):
    """A heading told apart into its printed label and the title behind it."""

    kind: HeadingKind
    num: str
    """As printed, punctuation at its end taken off where it is no part of the number."""
    value: int | None
    """The number, where there is one."""
    rest: str
    """The title or text behind the label; may be empty."""


_NUM = r"(?P<n>premier|première|first|1\s?er|[ivxlc]+|\d{1,3}(?:\s?(?:bis|ter|quater))?[a-z]?)(?![\w’'])"
_KEYWORDS = (
    (HeadingKind.ARTICLE, r"articles?|artikel|art\.?(?=\s*\d)|§"),
    (HeadingKind.PART, r"part|partie|deel|teil|rhan|titre|title|titel|book|livre"),
    (HeadingKind.CHAPTER, r"chapter|chapitre|hoofdstuk|kapitel"),
    (HeadingKind.SECTION, r"section|afdeling|abschnitt"),
)
_NUMBERED = tuple(
    (kind, re.compile(rf"(?P<num>(?:{words})\s*{_NUM})\s*[.:–—-]*\s*(?P<rest>.*)$", re.IGNORECASE))
    for kind, words in _KEYWORDS
)
_LAST_ARTICLE = re.compile(
    r"(?P<num>(?:final|last|sole|dernier|unique)\s+article|article\s+unique|slotartikel)\s*[.:]*$", re.I
)
_ANNEX = re.compile(
    r"(?P<num>(?:annex(?:e|es)?|appendix|appendice|bijlage|aanhangsel|anlage|anhang|schedule|atodlen|attachment)"
    r"(?:\s+(?:no\.?\s*)?(?:[A-Z]|[IVX]+|\d{1,2}))?)\s*"
    r"(?:[.:–—-]+\s*(?P<rest>.*)|\s(?P<see>\(?(?:articles?|sections?|regulations?|rheoliad|paragraphs?)\s+\(?\d[^.;:]{0,40}))?$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?P<num>(?:nr|no|n°|nº|(?:note|letter|lettre|nota|brief)(?:\s+(?:nr|no|n°|nº))?)\.?\s*"
    r"(?P<n>[IVX]+|\d{1,2}))\s*[.:]*$",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?P<n>\d{1,3}|[IVXLC]+)\s*[.)]?$")


def classify(text: str) -> Heading | None:
    """What a heading's words say, or None if they are a title only.

    >>> classify("Article  II:").num
    'Article II'
    >>> classify("Re Article VII") is None
    True
    """
    text = " ".join(text.split())
    for kind, pattern in _NUMBERED:
        match = pattern.match(text)
        if match:
            return Heading(kind, match["num"].strip(), _value(match["n"]), match["rest"].strip())
    if match := _LAST_ARTICLE.match(text):
        return Heading(HeadingKind.ARTICLE, match["num"], None, "")
    if match := _ANNEX.match(text):
        return Heading(HeadingKind.ANNEX, match["num"].strip(), None, (match["rest"] or match["see"] or "").strip())
    if match := _NOTE.match(text):
        return Heading(HeadingKind.NOTE, match["num"].strip(), _value(match["n"]), "")
    if match := _BARE.match(text):
        return Heading(HeadingKind.NUMBER, text, _value(match["n"]), "")
    label = parse_label(text)
    if label is not None and label.rest and label.shape != "-":
        upper_roman = next((r.value for r in label.readings if r.kind == "I"), None)
        if upper_roman is not None and label.shape == ".":
            return Heading(HeadingKind.PART, label.printed, upper_roman, label.rest)
        return Heading(HeadingKind.LABELLED, label.printed, label.readings[0].value, label.rest)
    return None


_ON_ARTICLE = re.compile(
    r"(?:^|(?<=[.;:])\s+)"
    r"((?:ten aanzien van|with (?:regard|respect|reference) to|re|ad|en ce qui concerne|concernant|zu)\s+"
    r"(?:l[’'])?(?:article|artikel|art\.)(?:en|s|n)?\s+(?:\d+|[IVXLC]+)\b[^.:;]{0,90}:)(?=\s|$)",
    re.IGNORECASE,
)
NOTES_ON_ARTICLES = ("Re ", "Ad ", "Ad. ", "Zu ")
"""How the headings of agreed minutes begin, which explain one article each."""


def split_on_articles(text: str) -> list[tuple[str, str]]:
    """A text of agreed minutes cut where a note on an article begins: (heading, text), the first heading often empty.

    >>> split_on_articles("They agree. With regard to Article 4: It covers cars. Re Article V: None.")
    [('', 'They agree.'), ('With regard to Article 4:', 'It covers cars.'), ('Re Article V:', 'None.')]
    """
    found = list(_ON_ARTICLE.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)] if found else []
    first = text[: found[0].start()].strip() if found else text
    parts = [(match[1], text[match.end() : end].strip()) for match, end in zip(found, ends, strict=True)]
    return [("", first), *parts] if first or not parts else parts


def _value(text: str) -> int | None:
    lower = text.lower().replace(" ", "")
    if lower in {"premier", "première", "first", "1er"}:
        return 1
    digits = re.match(r"\d+", lower)
    return int(digits.group()) if digits else roman(lower)


def looks_like_title(text: str, limit: int) -> bool:
    """Whether an unmarked line reads like a title: short, unnumbered, beginning with a capital, no sentence."""
    return (
        0 < len(text) <= limit
        and text[-1] not in ".;:,"
        and (text[0].isupper() or text[0].isdigit())
        and parse_label(text) is None
        and ". " not in text
    )
