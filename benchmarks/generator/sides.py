"""Generated agreements as they are read: clauses with numbers and texts, the glossary, what is known of a pair."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.generator.stock import Stock
from benchmarks.generator.structure import Placed
from benchmarks.generator.writing import ROLES, Passage, Sentence
from sofadiff.model import Holder, Role, Term

DAY = {"base": "1990-01-01", "other": "2020-01-01"}
"""Invented dates of the instruments."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered clause."""

    number: str
    heading: str
    topics: tuple[str, ...]
    text: str
    references: tuple[tuple[str, int], ...]
    """(words that refer, position of the clause that is meant), in the order of the text."""


@dataclass(frozen=True, slots=True)
class Side:
    """One agreement."""

    slug: str
    title: str
    date: str
    """YYYY-MM-DD."""
    language: str
    """ISO 639-3."""
    clauses: tuple[Clause, ...]
    terms: tuple[Term, ...]
    """The glossary."""


@dataclass(frozen=True, slots=True)
class KnownEdit:
    """One change that was made on purpose, with its class."""

    base: int
    """Position of the clause it was made in."""
    other: int
    """Position of the clause where it arrived."""
    kind: str
    """Class, as in ``sofadiff.comparison.ChangeClass``."""
    removed: str
    added: str
    """The words before and after; one may be empty."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two agreements and everything that is known of how the second came from the first."""

    name: str
    """`light`, `medium`, `heavy`, `redraft`, `unrelated`, `hidden`, `noise` or `classes`."""
    seed: int
    base: Side
    other: Side
    links: frozenset[tuple[int, int]]
    """(base position, other position) of every two clauses that answer each other."""
    rewritten: frozenset[tuple[int, int]]
    """Those links of which no sentence is left: all were written anew, so that only topic and place speak for them."""
    base_kinds: tuple[str, ...]
    """`kept`, `split`, `merged`, `moved` or `deleted`, one per clause of the base."""
    other_kinds: tuple[str, ...]
    """`kept`, `split`, `merged`, `moved` or `inserted`, one per clause of the other."""
    edits: tuple[KnownEdit, ...]
    """Known edits; not the random rewording of a strength."""


@dataclass(frozen=True, slots=True)
class Names:
    """How one agreement calls its parties and how it prints."""

    forms: Mapping[str, tuple[str, str]]
    """Role -> described form and name."""
    terms: tuple[Term, ...]
    quotes: tuple[str, str] = ('"', '"')
    spelling: Mapping[str, str] | None = None
    """Words that are printed in another spelling."""
    first: int = 1
    """Number of the first clause."""


def names(rng: random.Random, stock: Stock, *, avoid: Names | None = None, holder: str | None = None) -> Names:
    """New parties. `avoid`: none of their names there; `holder`: the head of mission is that kind of person."""
    taken = {form for pair in avoid.forms.values() for form in pair} if avoid else set()
    forms: dict[str, tuple[str, str]] = {}
    for role in ROLES:
        data = stock.data["roles"][role]
        described = [form for form in data["described"] if form not in taken]
        if role == "head-of-mission" and holder:
            described = [form for form in described if stock.data["holders"][form] == holder]
        form = rng.choice(described)
        named = form
        while data["named"] and (named == form or named in taken):
            named = _country(rng, stock) if data["named"] == "country" else _acronym(rng)
        forms[role] = (form, named)
        taken |= {form, named}
    terms = [
        Term(Role(role), form, Holder(stock.data["holders"][form]) if role == "head-of-mission" else None, None, 0)
        for role, pair in forms.items()
        for form in dict.fromkeys(pair)
    ]
    return Names(forms, tuple(terms))


def _country(rng: random.Random, stock: Stock) -> str:
    return f"{rng.choice(stock.made_up)[:6]}{rng.choice(stock.data['country_endings'])}".capitalize()


def _acronym(rng: random.Random) -> str:
    return "UN" + "".join(rng.choice("BDFGKLMPRSTVZ") + rng.choice("AEIOU") for _ in range(2))


def side(stock: Stock, placed: Sequence[Placed], called: Names, which: str, slug: str) -> Side:
    """One agreement, printed. `which` is `base` or `other`."""
    at: dict[int, int] = {}
    for position, each in enumerate(placed):
        for origin in each.origins:  # a clause of the base has its position as uid; nothing refers to a new clause
            at.setdefault(origin, position)
    clauses = tuple(
        _clause(stock, each.passage, called, position, at) for position, each in enumerate(placed)
    )  # fmt: skip
    title = f"Agreement of {called.forms['mission'][1]} and {called.forms['host-state'][1]}"
    return Side(slug, title, DAY[which], stock.language, clauses, called.terms)


def _clause(stock: Stock, each: Passage, called: Names, position: int, at: Mapping[int, int]) -> Clause:
    references: list[tuple[str, int]] = []
    printed = []
    for words in each.sentences:
        text = " ".join(_token(stock, word, called, at, references) for word in _one_article(stock, words))
        printed.append(text[:1].upper() + text[1:] + ".")
    heading = _heading(stock, each)
    return Clause(f"{called.first + position}.", heading, (each.topic,), " ".join(printed), tuple(references))


def _one_article(stock: Stock, words: Sentence) -> list[str]:
    """The words without articles before a defined term: the term brings its own, or is a name and takes none."""
    found: list[str] = []
    for token in words:
        if token[1:].partition(":")[0] in ROLES:
            while found and found[-1] in stock.data["articles"]:
                found.pop()
        found.append(token)
    return found


def _token(
    stock: Stock, token: str, called: Names, at: Mapping[int, int], references: list[tuple[str, int]]
) -> str:  # fmt: skip
    found = re.fullmatch(r"<([^:]+):([^:>]+)(?::(.+))?>(,?)", token)
    if not found:
        bare = token.rstrip(",")
        return str((called.spelling or {}).get(bare, bare)) + token[len(bare) :]
    kind, value, word, comma = found.groups()
    if kind == "ref":
        target = at[int(value)]
        words = stock.data["reference"].format(number=called.first + target)
        references.append((words, target))
        return str(words) + comma
    if kind == "quoted":
        carrier = stock.data["quotation"][int(value)]
        return str(carrier.format(open=called.quotes[0], word=word, close=called.quotes[1])) + comma
    described, name = called.forms[kind]
    if value == "1" and name != described:
        return name + comma
    return f"{stock.data['article']} {described}".strip() + comma


def as_printed(stock: Stock, tokens: str, called: Names) -> str:
    """Words of a known edit as an agreement prints them (references apart)."""
    return " ".join(_token(stock, token, called, {}, []) for token in tokens.split())


def _heading(stock: Stock, each: Passage) -> str:
    own = [word for word in stock.topics[each.topic].words[:3] if word]
    return " ".join(own).capitalize()


def kinds_of_base(count: int, placed: Iterable[Placed]) -> tuple[str, ...]:
    """What became of each clause of the base."""
    found = ["deleted"] * count
    for each in placed:
        for origin in each.origins:
            found[origin] = each.kind
    return tuple(found)
