"""What can go wrong, as values and as one exception.

Problems in a record are values (:class:`Problem`): they are collected, sorted and printed. Only what makes further work
impossible (an unreadable file, an unknown slug) is raised, as :class:`SofadiffError`; the command line turns it into
one line and exit status 2.
"""

from __future__ import annotations

from typing import NamedTuple


class SofadiffError(Exception):
    """Unusable input or usage. Its text is one line: where, what, why it matters, what to do."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(": ".join(part for part in (where, what) if part) + (f" {remedy}" if remedy else ""))


class MissingDependencyError(SofadiffError):
    """An optional library is not installed; the remedy is the command that installs it."""


class Problem(NamedTuple):
    """One thing wrong with a record; sorted by file and line."""

    path: str
    """File as the user named it."""
    line: int
    """1-based line in that file; 0 where the problem is the whole file."""
    rule: str
    """Name of the rule that found it, as `sofadiff check --rules` lists it."""
    message: str
    """What is wrong."""
    why: str
    """Why it matters to the reader of a report."""
    remedy: str
    """What to do about it."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}. {self.why}. {self.remedy}."
