"""Families of generated agreements with a common ancestor, as Akoma Ntoso files, for what is measured at the scale of a
corpus.

A family is one seed of the generator: a base text and what light, medium, heavy and full redrafting made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks import generator
from benchmarks.generator import Side

STRENGTHS = ("light", "medium", "heavy", "redraft")
MEMBERS = 1 + len(STRENGTHS)
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="agreement"><meta>
<identification source="#generator"><FRBRWork><FRBRthis value="{uri}/!main"/><FRBRuri value="{uri}"/>
<FRBRdate date="{date}" name="signature"/><FRBRauthor href="#generator"/><FRBRcountry value="un"/></FRBRWork>
<FRBRExpression><FRBRthis value="{uri}/eng@{date}/!main"/><FRBRuri value="{uri}/eng@{date}"/>
<FRBRdate date="{date}" name="signature"/><FRBRauthor href="#generator"/><FRBRlanguage language="eng"/></FRBRExpression>
<FRBRManifestation><FRBRthis value="{uri}/eng@{date}/!main.xml"/><FRBRuri value="{uri}/eng@{date}.xml"/>
<FRBRdate date="{date}" name="encoded"/><FRBRauthor href="#generator"/></FRBRManifestation></identification>
<references source="#generator"><TLCOrganization eId="generator" href="/ontology/organization/g" showAs="generator"/>
</references></meta><body>
"""
_CLAUSE = (
    '<paragraph eId="para_{n}"><num>{n}.</num><heading eId="para_{n}__heading">{heading}</heading>'
    '<content eId="para_{n}__content"><p eId="para_{n}__content__p_1">{text}</p></content></paragraph>\n'
)
_TAIL = "</body></act></akomaNtoso>\n"


@dataclass(frozen=True, slots=True)
class Member:
    """One agreement of a family."""

    name: str
    """Of its file, without the ending."""
    seed: int
    clauses: tuple[str, ...]
    ancestors: tuple[frozenset[int], ...]
    """Of each clause the clauses of the base that it came from; none for one that was inserted."""


def family(seed: int) -> Iterator[tuple[Member, Side]]:
    """The members of one family, the base first."""
    for strength in STRENGTHS:
        pair = generator.derived(seed, strength)
        if strength == STRENGTHS[0]:
            own = tuple(frozenset({at}) for at in range(len(pair.base.clauses)))
            yield _member(seed, "base", pair.base, own), pair.base
        came = [frozenset(i for i, j in pair.links if j == at) for at in range(len(pair.other.clauses))]
        yield _member(seed, strength, pair.other, tuple(came)), pair.other


def write(folder: Path, agreements: int) -> list[Member]:
    """So many agreements, family after family, as files of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    found: list[Member] = []
    for seed in range(-(-agreements // MEMBERS)):
        for member, side in family(seed):
            if len(found) < agreements:
                found.append(member)
                (folder / f"{member.name}.xml").write_text(_akn(member.name, side), encoding="utf-8")
    return found


def _member(seed: int, which: str, side: Side, ancestors: tuple[frozenset[int], ...]) -> Member:
    return Member(f"{seed:04d}-{which}", seed, tuple(clause.text for clause in side.clauses), ancestors)


def _akn(name: str, side: Side) -> str:
    clauses = [
        _CLAUSE.format(n=n, heading=escape(clause.heading), text=escape(clause.text))
        for n, clause in enumerate(side.clauses, start=1)
    ]
    uri = f"/akn/un/act/agreement/{side.date}/{name}"
    return _HEAD.format(uri=uri, date=side.date) + "".join(clauses) + _TAIL
