"""Outputs beside the reports of `making`: answers, cards, citations, lists. Each is made in one place, with its
manifest, for its command and for `verify`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from sofadiff.runs import Run

Form = Callable[[], str | bytes]
"""Writes an output in one form."""


class Output(Struct, frozen=True):
    """Something that is no report, in each form that it can be written in, and what it was made from."""

    run: Run
    forms: Mapping[str, Form]
    """Name of the form to what writes it. `signed` is `text` with the manifest as its last line, for a file."""
    carries: frozenset[str] = frozenset({"signed", "json", "markdown", "svg", "png"})
    """Forms that hold the manifest; of any other it stands in a file beside."""
