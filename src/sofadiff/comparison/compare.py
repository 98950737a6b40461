"""Two agreements to one :class:`~sofadiff.comparison.Comparison`, and that to ``sofadiff.comparison/1``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sofadiff.comparison import (
    ChangeClass,
    Comparison,
    Edit,
    Kind,
    Link,
    PersonChange,
    TermSwap,
    Verdict,
    align,
    authentic,
    cutting,
    limits,
    linking,
    meanings,
    pinning,
)
from sofadiff.comparison.classify import Judged, assumed, judge, verdict
from sofadiff.comparison.diff import Run, Token, apart, runs
from sofadiff.comparison.glossary import Glossary
from sofadiff.comparison.known import answerable, known, versions
from sofadiff.comparison.lexicon import lexicon
from sofadiff.comparison.scoring import Item, item
from sofadiff.comparison.tracing import Trace
from sofadiff.model import Agreement, Term, Unit

FORMAT = "sofadiff.comparison/1"


def compare(base: Agreement, other: Agreement, *, trace: Trace | None = None) -> Comparison:
    """Compare clause by clause, from the earlier text (`base`) to the later one.

    What persons decided on the two (`Agreement.pins`) is applied. `trace`: where to write down why.
    """
    limits.require(base, other)
    alike = base.language == other.language
    pins = pinning.resolve(base, other)
    ones, twos = _items(base, same_language=alike), _items(other, same_language=alike)
    words = {token.norm for item in (*ones, *twos) for token in item.tokens}
    limits.require_words(base, other, len(words))
    cuts = cutting.references(ones, twos)
    pairs = align.pairs(
        ones,
        twos,
        versions=versions(base, other),
        same_language=alike,
        empty=lexicon(base.language).function,
        pins=pins.applied,
        trace=trace,
        cuts=cuts,
    )
    groups = linking.arranged(ones, twos, pairs)
    where = (
        linking.targets(ones, {i: n for n, group in enumerate(groups) for i in group.base}),
        linking.targets(twos, {j: n for n, group in enumerate(groups) for j in group.other}),
    )
    links: list[Link] = []
    codes: dict[str, str] = {}
    used: dict[tuple[str, str, str], list[int]] = {}
    for number, group in enumerate(groups):
        sides = ([ones[i] for i in group.base], [twos[j] for j in group.other])
        tokens = _tokens(sides, where)
        found = runs(*tokens, codes) if alike and group.base and group.other else apart(*tokens)
        if alike and group.base and group.other:
            cuts += cutting.words(sides, found)
        links.append(_link(base, other, group, sides, found, compared=alike))
        for terms in meanings.stand_for_each_other(found):
            used.setdefault(terms, []).append(number)
    told = authentic.told(base, other, pinning.attributed(links, pins))
    return Comparison(
        base,
        other,
        told,
        tuple(TermSwap(*names, len(where)) for names, where in sorted(used.items()) if names[1] != names[2]),
        _persons(base, other, groups, ones, twos),
        truncated=bool(cuts),
        pins=pins,
        meanings=meanings.meanings(base, other, told, used),
        cuts=cutting.merged(cuts),
    )


def to_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values, in the form of ``schemas/comparison-1.schema.json``."""
    base, other = comparison.base, comparison.other
    return {
        "format": FORMAT,
        "base": _document(base),
        "other": _document(other),
        "units": [
            _unit(side, unit) | authentic.unit_json(agreement, unit)
            for side, agreement in (("base", base), ("other", other))
            for unit in agreement.units
        ],
        "terms": [{"role": t.role, "base": t.base, "other": t.other, "clauses": t.clauses} for t in comparison.terms],
        "meanings": [meanings.to_json(meaning) for meaning in comparison.meanings],
        "persons": [_person(change) for change in comparison.persons],
        "links": [_link_json(link) for link in comparison.links],
        "truncated": comparison.truncated,
        "cuts": cutting.to_json(comparison.cuts),
        "pins": pinning.to_json(comparison.pins),
        "summary": summary(comparison),
    }


def summary(comparison: Comparison) -> dict[str, Any]:
    """How many links there are of each kind, verdict and class; how many units stand on each side."""
    links = comparison.links
    return {
        "links": len(links),
        "units": {"base": len(comparison.base.units), "other": len(comparison.other.units)},
        "kinds": {str(kind): sum(link.kind is kind for link in links) for kind in Kind},
        "verdicts": {str(value): sum(link.verdict is value for link in links) for value in Verdict},
        "classes": {str(change): sum(change in link.classes for link in links) for change in ChangeClass},
        "moved": sum(link.moved for link in links),
        "renumbered": sum(link.renumbered for link in links),
        "doubtful": sum(link.doubtful for link in links),
        "assumed": sum(link.verdict is Verdict.ASSUMED for link in links),
    }


def _items(agreement: Agreement, *, same_language: bool) -> list[Item]:
    glossary = Glossary.of(agreement)
    return [
        item(unit, position, glossary.tokens(unit.text), language=agreement.language, same_language=same_language)
        for position, unit in enumerate(agreement.units)
    ]


def _tokens(
    sides: tuple[list[Item], list[Item]], where: tuple[Mapping[str, int], Mapping[str, int]]
) -> tuple[list[Token], list[Token]]:
    cited = [
        {target for each in side for target in linking.referenced(each, known)}
        for side, known in zip(sides, where, strict=True)
    ]
    shared = cited[0] & cited[1]
    one, two = (
        linking.joined([linking.with_references(each, known, shared) if shared else each.tokens for each in side])
        for side, known in zip(sides, where, strict=True)
    )
    return one, two


def _link(
    base: Agreement,
    other: Agreement,
    group: linking.Group,
    sides: tuple[list[Item], list[Item]],
    found: Sequence[Run],
    *,
    compared: bool,
) -> Link:
    ones, twos = [each.unit for each in sides[0]], [each.unit for each in sides[1]]
    paired = bool(ones and twos)
    if paired and compared:
        judged = judge(found, base.language, known(base, other, ones, twos))
    else:  # nothing was compared word by word, so nothing has a class
        judged = Judged(tuple(Edit(r.op, _text(r.base), _text(r.other)) for r in found), (), names=False)
    kind = group.kind(same_words=compared and not judged.classes and not judged.not_known)
    decided, rule = verdict(kind, judged)
    if not paired and not answerable(base, other, kind):
        rule = f"{kind}-no-answer-in-what-is-known"
    if paired and not compared:
        decided, rule = Verdict.SUBSTANTIVE, "languages-differ-not-compared"
    if paired and (why := assumed(ones, twos, base.slug, other.slug)):
        decided, rule = Verdict.ASSUMED, why
    classes = () if decided is Verdict.ASSUMED else judged.classes  # what was not compared has not changed
    return Link(
        base=tuple(unit.id for unit in ones),
        other=tuple(unit.id for unit in twos),
        kind=kind,
        moved=group.moved,
        renumbered=linking.renumbered(ones, twos),
        rule=group.rule,
        score=group.score,
        doubtful=group.doubtful,
        verdict=decided,
        verdict_rule=rule,
        classes=classes,
        edits=judged.edits,
    )


def _text(tokens: Iterable[Token]) -> str:
    return "".join(token.text for token in tokens)


def _persons(
    base: Agreement,
    other: Agreement,
    groups: Sequence[linking.Group],
    ones: Sequence[Item],
    twos: Sequence[Item],
) -> tuple[PersonChange, ...]:
    changes: list[PersonChange] = []
    for role in sorted({term.role for term in base.terms} & {term.role for term in other.terms}):
        mine, theirs = ([t for t in agreement.terms if t.role is role and t.holder] for agreement in (base, other))
        one, two = _unlike(mine, theirs), _unlike(theirs, mine)
        if one is None or two is None or one.holder is None or two.holder is None or one.holder is two.holder:
            continue
        touched = tuple(
            number
            for number, group in enumerate(groups)
            if any(_names(ones[i], role) for i in group.base) and any(_names(twos[j], role) for j in group.other)
        )
        changes.append(PersonChange(str(role), one.form, str(one.holder), two.form, str(two.holder), touched))
    return tuple(changes)


def _unlike(terms: Sequence[Term], against: Sequence[Term]) -> Term | None:
    """The first term whose holder is of a kind that the other text does not know in this role, else the first."""
    kinds = {term.holder for term in against}
    return next((term for term in terms if term.holder not in kinds), terms[0] if terms else None)


def _names(item: Item, role: str) -> bool:
    return any(token.role == role for token in item.tokens)


def _document(agreement: Agreement) -> dict[str, Any]:
    return {
        "slug": agreement.slug,
        "path": agreement.path,
        "title": agreement.title,
        "sha256": agreement.sha256,
        "language": agreement.language,
        "completeness": _name(agreement.completeness),
    } | authentic.texts_json(agreement)


def _unit(side: str, unit: Unit) -> dict[str, Any]:
    return {
        "side": side,
        "eId": unit.id,
        "wId": unit.wid,
        "num": unit.num,
        "number": _name(unit.number),
        "heading": unit.heading,
        "topics": list(unit.topics),
        "support": _name(unit.support),
        "sources": list(unit.sources),
        "text": unit.text,
    }


def _name(value: object) -> str | None:
    return None if value is None else str(value)


def _person(change: PersonChange) -> dict[str, Any]:
    return {
        "role": change.role,
        "base": change.base,
        "base_holder": change.base_holder,
        "other": change.other,
        "other_holder": change.other_holder,
        "links": list(change.links),
    }


def _link_json(link: Link) -> dict[str, Any]:
    return {
        "base": list(link.base),
        "other": list(link.other),
        "kind": str(link.kind),
        "moved": link.moved,
        "renumbered": link.renumbered,
        "rule": link.rule,
        "score": link.score,
        "doubtful": link.doubtful,
        "verdict": str(link.verdict),
        "verdict_rule": link.verdict_rule,
        "classes": [str(change) for change in link.classes],
        "edits": [authentic.edit_json(edit) for edit in link.edits],
        **({"decided": [pinning.decided_json(found) for found in link.decided]} if link.decided else {}),
        **authentic.restated_json(link),
    }
