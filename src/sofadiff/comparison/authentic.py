"""Links told by the authentic texts that a user attached, where both sides have them in one language.

Which clauses answer which stays as the records' own texts have it; kind, verdict, classes and edits are then those of
the authentic words. What the restatements say is kept beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from sofadiff.authentic import AuthenticText
from sofadiff.comparison import Edit, Kind, Link, Restated, Verdict
from sofadiff.comparison.classify import judge, verdict
from sofadiff.comparison.diff import runs
from sofadiff.comparison.glossary import Glossary
from sofadiff.model import Agreement, Unit

_ALIKE = (Kind.IDENTICAL, Kind.MODIFIED)


def languages(base: Agreement, other: Agreement) -> tuple[str, ...]:
    """Languages in which both have an attached text: authentic on both sides first, then in the order of the base."""
    there = {text.language: text for text in other.authentic}
    common = [(text, there[text.language]) for text in base.authentic if text.language in there]
    common.sort(key=lambda pair: pair[0].translation + pair[1].translation)
    return tuple(text.language for text, _ in common)


def text_in(agreement: Agreement, language: str) -> AuthenticText | None:
    """The attached text in that language."""
    return next((text for text in agreement.authentic if text.language == language), None)


def told(base: Agreement, other: Agreement, links: Iterable[Link]) -> tuple[Link, ...]:
    """The links, each told by the authentic words if both its sides have them whole in one language."""
    found = tuple(links)
    for language in languages(base, other):
        reader = _Reader(base, other, language)
        found = tuple(link if link.authentic else reader.told(link) for link in found)
    return found


class _Reader:
    """Reads links in one language; each record's glossary holds where its terms are in that language."""

    def __init__(self, base: Agreement, other: Agreement, language: str) -> None:
        self.language = language
        self.texts = (text_in(base, language), text_in(other, language))
        self.glossaries = tuple(
            Glossary(side.terms if side.language == language else (), language) for side in (base, other)
        )

    def told(self, link: Link) -> Link:
        if not (link.base and link.other) or None in self.texts:
            return link
        one, two = (
            text.words(units) if text else None for text, units in zip(self.texts, (link.base, link.other), strict=True)
        )
        if one is None or two is None:
            return link
        judged = judge(runs(self.glossaries[0].tokens(one), self.glossaries[1].tokens(two)), self.language)
        kind = link.kind
        if kind in _ALIKE:
            kind = Kind.MODIFIED if judged.classes else Kind.IDENTICAL
        decided, rule = verdict(kind, judged)
        return replace(
            link,
            kind=kind,
            verdict=decided,
            verdict_rule=rule,
            classes=judged.classes,
            edits=judged.edits,
            authentic=self.language,
            restated=Restated(link.kind, link.verdict, link.verdict_rule, link.classes, link.edits),
        )


def compared(links: Sequence[Link]) -> int:
    """How many links are told by authentic words."""
    return sum(link.authentic is not None for link in links)


def changed_verdict(link: Link) -> bool:
    """Whether the authentic words say another thing of the change than the restatements do."""
    if link.restated is None or Verdict.ASSUMED in (link.verdict, link.restated.verdict):
        return False
    return link.verdict is not link.restated.verdict


def texts_json(agreement: Agreement) -> dict[str, Any]:
    """What is attached to an agreement, and what could not be used; nothing where there is neither."""
    data: dict[str, Any] = {}
    if agreement.authentic:
        data["authentic"] = [
            {
                "language": text.language,
                "translation": text.translation,
                "file": text.file,
                "sha256": text.sha256,
                "clauses": len(text.clauses),
                "unlinked": len(text.unlinked),
                "fingerprints": {
                    said: sum(clause.fingerprint == said for clause in text.clauses)
                    for said in ("same", "other", "none")
                },
                "confirmed": text.confirmed,
                "lapsed": list(text.lapsed),
            }
            for text in agreement.authentic
        ]
    if agreement.unused:
        data["unused"] = [
            {"why": gone.why, "file": gone.file, "clauses": list(gone.clauses)} for gone in agreement.unused
        ]
    return data


def unit_json(agreement: Agreement, unit: Unit) -> dict[str, Any]:
    """The authentic words of a unit in every language; nothing where there are none."""
    found = []
    for text in agreement.authentic:
        clause = text.by_unit.get(unit.id)
        if clause is not None:
            found.append(
                {
                    "language": text.language,
                    "text": clause.text,
                    "place": clause.place,
                    "rule": clause.rule,
                    "fingerprint": clause.fingerprint,
                    "doubtful": clause.doubtful,
                    "confirmed": [
                        {"by": each.by, "date": each.date, "file_sha256": each.file_sha256} for each in clause.confirmed
                    ],
                }
            )
    return {"authentic": found} if found else {}


def restated_json(link: Link) -> dict[str, Any]:
    """In which language a link tells the authentic texts, and what the restatements say; else nothing."""
    if link.restated is None:
        return {}
    restated = {
        "kind": str(link.restated.kind),
        "verdict": str(link.restated.verdict),
        "verdict_rule": link.restated.verdict_rule,
        "classes": [str(change) for change in link.restated.classes],
        "edits": [edit_json(edit) for edit in link.restated.edits],
    }
    return {"authentic": link.authentic, "restated": restated}


def edit_json(edit: Edit) -> dict[str, Any]:
    """One run of words."""
    plain: dict[str, Any] = {"op": str(edit.op), "base": edit.base, "other": edit.other}
    if edit.change:
        plain["class"] = str(edit.change)
    if not edit.parts:
        return plain
    return plain | {"parts": [{"words": part.words, "class": str(part.change)} for part in edit.parts]}
