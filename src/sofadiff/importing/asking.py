"""What a user may ask of an import, checked before anything is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePath

from msgspec import Struct

from sofadiff.errors import SofadiffError
from sofadiff.importing.formats import NAMES as FORMATS
from sofadiff.importing.formats import SUFFIXES

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_PAGES = re.compile(r"(\d{1,4})(?:\s?[-–]\s?(\d{1,4}))?")
_LANGUAGE = re.compile(r"[a-z]{3}")


class Asked(Struct, frozen=True):
    """What decides how a file is read."""

    language: str | None = None
    """ISO 639-3; wins over what is recognised."""
    revisions: str | None = None
    """`accept` or `reject`: what to do with changes that are pending in a Word file."""
    pages: str | None = None
    """Pages of a PDF to import, such as `3-5,8`."""
    part: str | None = None
    """Label of the one part of an XML file to read."""
    progress: Callable[[int, int], None] | None = None
    """Hears of each step: steps done, all steps."""


def check_options(language: str | None, date: str | None, slug: str | None) -> None:
    """Raise SofadiffError for a language, date or slug that is none."""
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise SofadiffError(
            f"--language {language}: a language is named by three letters.", remedy="Use eng, fra, nld, deu or such."
        )
    if date is not None and not is_date(date):
        raise SofadiffError(f"--date {date}: not a full date.", remedy="Write it as YYYY-MM-DD, such as 1951-06-19.")
    if slug is not None and slug != slug_from(slug):
        raise SofadiffError(
            f"--slug {slug}: a slug has small letters, digits and hyphens only.", remedy=f"Try {slug_from(slug)}."
        )


def pages_of(text: str | None) -> tuple[int, ...] | None:
    """Page numbers as `3-5,8` names them."""
    if text is None:
        return None
    found: set[int] = set()
    for part in text.split(","):
        match = _PAGES.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 0 < first <= last:
            raise SofadiffError(f"--pages {text}: not a list of pages.", remedy="Write it like 3-5 or 3,4,8-9.")
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def is_date(date: str) -> bool:
    """Whether this is a full date of the calendar, as YYYY-MM-DD."""
    match = _DATE.fullmatch(date)
    if match is None:
        return False
    year, month, day = (int(part) for part in match.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year > 1 and 1 <= month <= 12 and 1 <= day <= days[month - 1]


def slug_from(path: str) -> str:
    """A slug from a file name.

    >>> slug_from("texts/NATO SOFA_1951.en-nl.md")
    'nato-sofa-1951-en-nl'
    """
    stem = PurePath(path).stem if PurePath(path).suffix.lower() in SUFFIXES else PurePath(path).name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "imported"


def no_parts(format_: str, path: str) -> SofadiffError:
    """The error for a file whose format names no parts."""
    return SofadiffError(
        f"is {FORMATS[format_]}; only XML files name their parts.", where=path, remedy="Leave the part out."
    )
