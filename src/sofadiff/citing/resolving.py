"""What a permalink leads to today: found, changed, ambiguous or orphaned, and never a guess."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.citing import Target, identities, links
from sofadiff.citing.links import Part, Permalink
from sofadiff.comparison import Edit, Kind, Verdict
from sofadiff.comparison.classify import assumed, judge, verdict
from sofadiff.comparison.diff import runs
from sofadiff.comparison.glossary import Glossary
from sofadiff.comparison.known import known
from sofadiff.model import Agreement, Unit


class Answer(StrEnum):
    """What became of a clause, best first."""

    FOUND = "found"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    ORPHANED = "orphaned"


class Change(Struct, frozen=True):
    """Two texts, word by word."""

    edits: tuple[Edit, ...]
    verdict: Verdict
    rule: str
    """Of the verdict."""


class Resolved(Struct, frozen=True):
    """One clause of a link, today."""

    part: Part
    answer: Answer
    why: str
    """`same-words`, `other-words`, `moved`, `several`, `twice`, `withdrawn`, `gone` or `no-agreement`."""
    agreement: Agreement | None
    target: Target | None
    """The clause that is meant; None where that is not known."""
    ids: tuple[str, ...] = ()
    """Where the words stand, or who has the id, for `moved`, `several` and `twice`."""
    reason: str = ""
    """Why it was withdrawn."""
    renamed: str = ""
    """The agreement's name today, where it is another."""
    published: str = ""
    """The first release that had the words of the link; empty where none had."""
    then: str = ""
    """The words that it had; empty where they are not known."""
    change: Change | None = None
    """Then against now, word by word."""


class Resolution(Struct, frozen=True):
    """A whole link, today."""

    link: Permalink
    parts: tuple[Resolved, ...]
    difference: Change | None
    """Of a link to a difference whose clauses are all there: the two sides, word by word."""

    @property
    def sides(self) -> tuple[tuple[Resolved, ...], tuple[Resolved, ...]]:
        """The clauses of each side; the second has none where the link is to no difference."""
        return self.parts[: self.link.first], self.parts[self.link.first :]

    @property
    def answer(self) -> Answer:
        """The worst of its clauses'."""
        return max((part.answer for part in self.parts), key=list(Answer).index)


Read = Callable[[str], Agreement | None]
"""The agreement of that name, or None."""


def resolve(
    link: Permalink, read: Read, *, published: identities.Identities, was: tuple[Agreement, ...] = ()
) -> Resolution:
    """What the link leads to. `was` are earlier files of records, for words that are not kept."""
    parts = tuple(_resolved(part, read, published, was) for part in link.parts)
    found = Resolution(link, parts, None)
    return replace(found, difference=_between(*found.sides))


def _resolved(part: Part, read: Read, published: identities.Identities, was: tuple[Agreement, ...]) -> Resolved:
    wording = published.wording(part.slug, part.id, part.digest)
    release = wording.version if wording else ""
    renamed = published.renamed.get(part.slug, "")
    agreement = read(renamed or part.slug)
    gone = Resolved(part, Answer.ORPHANED, "no-agreement", agreement, None, renamed=renamed, published=release)
    if agreement is None:
        return gone
    here = identities.addressable(agreement)
    found = here.get(part.id, [])
    if len(found) > 1:
        return replace(gone, answer=Answer.AMBIGUOUS, why="twice", ids=tuple(target.units[0].id for target in found))
    if not found:
        return _without_id(gone, here, published)
    (target,) = found
    there = replace(gone, target=target)
    if _same(target, part):
        return replace(there, answer=Answer.FOUND, why="same-words")
    then = identities.text_of(published, part.slug, wording) if wording else _earlier(part, was)
    change = _since(agreement, then, target.text) if then else None
    return replace(there, answer=Answer.CHANGED, why="other-words", then=then, change=change)


def _without_id(gone: Resolved, here: dict[str, list[Target]], published: identities.Identities) -> Resolved:
    """The id is not there: the words may be, elsewhere. One place is a fact, several are nobody's to choose from."""
    reason = published.withdrawn.get(f"{gone.part.slug}/{gone.part.id}", "")
    same = [(name, target) for name, targets in here.items() for target in targets if _same(target, gone.part)]
    # An element and its only block have the same words: that is one place, not two.
    places = {target.units: (name, target) for name, target in same}
    if len(places) == 1:
        ((name, target),) = places.values()
        return replace(gone, answer=Answer.CHANGED, why="moved", target=target, ids=(name,), reason=reason)
    if places:
        ids = tuple(name for name, _ in places.values())
        return replace(gone, answer=Answer.AMBIGUOUS, why="several", ids=ids, reason=reason)
    return replace(gone, why="withdrawn" if reason else "gone", reason=reason)


def _same(target: Target, part: Part) -> bool:
    return links.digest(target.text)[: links.LENGTH] == part.digest


def _earlier(part: Part, was: tuple[Agreement, ...]) -> str:
    """The words of the link in an earlier file, if that has the clause with just these words."""
    for agreement in was:
        for target in identities.addressable(agreement).get(part.id, []):
            if target.slug == part.slug and _same(target, part):
                return target.text
    return ""


def _since(agreement: Agreement, then: str, now: str) -> Change:
    """What became of a clause's words."""
    tokens = Glossary.of(agreement).tokens
    judged = judge(runs(tokens(then), tokens(now)), agreement.language)
    return Change(judged.edits, *verdict(Kind.MODIFIED, judged))


def _between(base: tuple[Resolved, ...], other: tuple[Resolved, ...]) -> Change | None:
    """The clauses of two agreements as they stand; None where some are not there, or they are in two languages."""
    sides = [side_of(side) for side in (base, other)]
    if sides[0] is None or sides[1] is None or sides[0][0].language != sides[1][0].language:
        return None
    (one, mine), (two, theirs) = sides[0], sides[1]
    texts = ["\n".join(unit.text for unit in units) for units in (mine, theirs)]
    found = runs(Glossary.of(one).tokens(texts[0]), Glossary.of(two).tokens(texts[1]))
    judged = judge(found, one.language, known(one, two, mine, theirs))
    if why := assumed(mine, theirs, one.slug, two.slug):
        return Change(judged.edits, Verdict.ASSUMED, why)
    return Change(judged.edits, *verdict(Kind.MODIFIED, judged))


def side_of(side: tuple[Resolved, ...]) -> tuple[Agreement, list[Unit]] | None:
    """The agreement of one side and all units of its clauses; None where some are not there."""
    agreements = [part.agreement for part in side if part.agreement is not None]
    targets = [part.target for part in side if part.target is not None]
    if not side or len(agreements) < len(side) or len(targets) < len(side):
        return None
    if len({agreement.name for agreement in agreements}) > 1:
        return None
    return agreements[0], [unit for target in targets for unit in target.units]
