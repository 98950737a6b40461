"""The records that ship, as a collection to search."""

from __future__ import annotations

from sofadiff import akn, corpus
from sofadiff.nearest.plain import Plain
from sofadiff.source_file import read_bytes


def shipped() -> Plain:
    """All records, their texts alone."""
    return Plain([akn.read(read_bytes(corpus.path_of(slug)), None, slug, coded=False) for slug in corpus.slugs()])
