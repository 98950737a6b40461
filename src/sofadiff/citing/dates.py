"""Dates in the form of each style. No locale: the words stand here."""

from __future__ import annotations

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_BLUEBOOK = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_FRENCH = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc.")


def british(date: str) -> str:
    """Day, month, year.

    >>> british("1951-06-19")
    '19 June 1951'
    """
    year, month, day = _parts(date)
    return f"{day} {_MONTHS[month - 1]} {year}"


def american(date: str) -> str:
    """Month, day, year, with the abbreviations of Bluebook.

    >>> american("2004-07-09"), american("1961-09-05")
    ('July 9, 2004', 'Sept. 5, 1961')
    """
    year, month, day = _parts(date)
    return f"{_BLUEBOOK[month - 1]} {day}, {year}"


def french(date: str) -> str:
    """Day, abbreviated month, year; the first day of a month as an ordinal.

    >>> french("1961-04-18"), french("2010-03-01")
    ('18 avr. 1961', '1er mars 2010')
    """
    year, month, day = _parts(date)
    return f"{'1er' if day == 1 else day} {_FRENCH[month - 1]} {year}"


def _parts(date: str) -> tuple[str, int, int]:
    year, month, day = date.split("-")
    return year, int(month), int(day)
