"""What suggestions are measured on: coded clauses in families, one half to choose by, the other to report.

Texts of one family share clauses, so nothing of a text's own family is ever looked at when it is measured. The word
lists were written from the codebook and general knowledge of such agreements, and mended after seeing the mistakes on
the half to choose by, never after seeing those on the half to report. The French lists are translations of the English
ones and were never mended: all French texts are in the half to report.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sofadiff import corpus
from sofadiff.importing import import_file
from sofadiff.model import RESERVED_VALUES, Agreement, Support, UnitPart
from sofadiff.text import digest

FAMILIES = {
    "NATO": (
        *("nato-1951", "paris-protocol-1952", "pfp-sofa-1995", "pfp-protocol-1997", "eu-sofa-2003"),
        *("germany-supplementary-1959", "germany-art45-1959"),
    ),
    "UN model": (
        *("un-model-1990", "haiti-unmih-1995", "haiti-minustah-2004", "unmiss-2011", "minusma-2013", "onuc-1961"),
        *("unef-1957", "amisom-2007", "haiti-mss-2024"),
    ),
    "Dutch bilateral": (
        *("nl-benin-2009", "nl-burkina-faso-2015", "nl-senegal-2010", "nl-morocco-2013", "nl-rwanda-2009"),
        *("nl-south-africa-2007", "nl-uganda-2012", "nl-kuwait-2003", "nl-qatar-2014", "nl-switzerland-2007"),
    ),
    "privileges and immunities": (
        *("cpiun-1946", "vcdr-1961", "safety-convention-1994", "shirbrig-denmark", "ga-res-52-247"),
    ),
}
"""Texts that took clauses from each other or from one source; every other text is a family of its own."""
REPORTED = ("Dutch bilateral", "privileges and immunities")
"""Families of the half to report; all others are for choosing."""
AUTHENTIC = {
    "nl-sofa-md/nato-sofa-1951.en-nl.md": "nato-1951",
    "nl-sofa-md/nato-paris-protocol-1952-headquarters.en-nl.md": "paris-protocol-1952",
    "nl-sofa-md/nato-sofa-germany-art45-5-implementing-1959.en-nl.md": "germany-art45-1959",
    "nl-sofa-md/nato-sofa-germany-supplementary-1959.en-nl.md": "germany-supplementary-1959",
    "nl-sofa-md/pfp-further-protocol-1997.en-nl.md": "pfp-protocol-1997",
    "nl-sofa-md/pfp-sofa-1995.en-nl.md": "pfp-sofa-1995",
    "nl-sofa-md/nl-qatar-2014-status-of-forces.en-nl.md": "nl-qatar-2014",
    "nl-sofa-md/nl-rwanda-2009-status-of-personnel.en-nl.md": "nl-rwanda-2009",
    "nl-sofa-md/nl-south-africa-2007-status-of-personnel.en-nl.md": "nl-south-africa-2007",
    "nl-sofa-md/nl-switzerland-2007-exercises-training.en-nl.md": "nl-switzerland-2007",
    "nl-sofa-md/nl-uganda-2012-notes.en.md": "nl-uganda-2012",
    "nl-sofa-md/shirbrig-denmark-status.en-nl.md": "shirbrig-denmark",
    "nl-immunities-md/un-privileges-and-immunities-1946.md": "cpiun-1946",
    "nl-immunities-md/un-safety-of-personnel-1994.md": "safety-convention-1994",
    "nl-immunities-md/vienna-diplomatic-relations-1961.md": "vcdr-1961",
    "nl-sofa-md/nl-benin-notes.fr.md": "nl-benin-2009",
    "nl-sofa-md/nl-burkina-faso-2015-statut-personnels.fr-nl.md": "nl-burkina-faso-2015",
    "nl-sofa-md/nl-maroc-2013-statut-des-forces.fr-nl.md": "nl-morocco-2013",
    "nl-sofa-md/nl-senegal-2010-statut-des-forces.fr-nl.md": "nl-senegal-2010",
}
"""File below the test data to the record that was made from it."""
PARTLY_READ = ("germany-supplementary-1959",)
"""Files of which the record has only some articles: variables were coded from these, so they are not measured there."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One text, with what its record says of it."""

    slug: str
    text: Agreement
    topics: dict[str, tuple[str, ...]]
    """Unit id to the topics that its record has for the clause; units that no record speaks of are left out."""
    values: dict[str, frozenset[str]]
    """Variable to the values that stand for any category of person; coded variables without one have an empty set."""


def family(slug: str) -> str:
    """The family of a text."""
    return next((name for name, members in FAMILIES.items() if slug in members), slug)


def reported(slug: str) -> bool:
    """Whether a text is in the half to report."""
    return family(slug) in REPORTED


def restated() -> Iterator[Measured]:
    """Verified clauses of the records, in our restatement; clauses inferred from a template are left out."""
    for slug in corpus.slugs():
        record = corpus.read(slug, with_pins=False)
        topics = {
            unit.id: unit.topics
            for unit in record.units
            if unit.part not in (UnitPart.HEADING, UnitPart.RECITAL, UnitPart.PREAMBLE)
            and unit.topics
            and unit.support is Support.VERIFIED
            and unit.assumed_from is None
        }
        if topics:
            yield Measured(slug, record, topics, _values(record))


def authentic(language: str) -> Iterator[Measured]:
    """The instruments themselves in a language, each clause with the topics of the record's clause of that digest."""
    folder = data_folder()
    for name, slug in AUTHENTIC.items() if folder else ():
        if (".fr" in name) is not (language == "fra"):
            continue
        text = import_file(str(folder / name), language=language).agreement
        record = corpus.read(slug, with_pins=False)
        coded: dict[str, tuple[str, ...]] = {}
        for unit in record.units:
            if unit.text_digest and unit.topics and unit.part not in (UnitPart.RECITAL, UnitPart.PREAMBLE):
                coded.setdefault(unit.text_digest, unit.topics)
        topics = {
            unit.id: coded[digest(unit.text)]
            for unit in text.units
            if unit.part not in (UnitPart.HEADING, UnitPart.RECITAL, UnitPart.PREAMBLE) and digest(unit.text) in coded
        }
        yield Measured(slug, text, topics, {} if slug in PARTLY_READ else _values(record))


def data_folder() -> Path | None:
    """The folder with the authentic texts, if there is one."""
    named = os.environ.get("SOFADIFF_TEST_DATA")
    return Path(named) if named and Path(named).is_dir() else None


def _values(record: Agreement) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for finding in record.findings:
        values = found.setdefault(finding.variable, set())
        if finding.value not in RESERVED_VALUES:
            values.add(finding.value)
    return {variable: frozenset(values) for variable, values in found.items()}
