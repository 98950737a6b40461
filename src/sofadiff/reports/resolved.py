"""What a permalink leads to, as a report: the answer for each clause, its words now, and what changed."""

from __future__ import annotations

from typing import Any

from sofadiff.citing import citations, links, notes
from sofadiff.citing.labels import label
from sofadiff.citing.resolving import Answer, Change, Resolution, Resolved, side_of
from sofadiff.comparison import Edit, Verdict
from sofadiff.comparison.known import known
from sofadiff.document import Block, Code, Heading, Inline, Mark, Note, Paragraph, Redline, Report, Text
from sofadiff.languages import bcp47
from sofadiff.messages import Messages, load
from sofadiff.model import Agreement

_KINDS = {Answer.FOUND: "same", Answer.CHANGED: "substantive", Answer.AMBIGUOUS: "unclear", Answer.ORPHANED: "removed"}


def report(found: Resolution, *, lang: str = "en") -> Report:
    """The answer to a link."""
    words = load(lang)
    say = words.say
    blocks: list[Block] = [
        Paragraph((_mark(found.answer, words), Text(" "), Code(str(found.link)))),
        Paragraph((Text(say("resolve.from", version=found.link.version)),)),
    ]
    for number, part in enumerate(found.parts, start=1):
        blocks += _clause(part, number, words)
    if found.difference is not None:
        blocks += _difference(found, found.difference, words)
    return Report(
        name="resolve",
        title=say("resolve.title"),
        lang=lang,
        blocks=tuple(blocks),
        data=data(found, lang),
    )


def data(found: Resolution, lang: str) -> dict[str, Any]:
    """The JSON (`sofadiff.resolve/1`)."""
    words = load(lang)
    return {
        "format": "sofadiff.resolve/1",
        "lang": lang,
        "link": str(found.link),
        "version": found.link.version,
        "answer": str(found.answer),
        "clauses": [_json(part, words) for part in found.parts],
        "difference": None if found.difference is None else [_edit(edit) for edit in found.difference.edits],
    }


def _mark(answer: Answer, words: Messages) -> Mark:
    return Mark(_KINDS[answer], words.say(f"resolve.status.{answer}"))


def _clause(part: Resolved, number: int, words: Messages) -> list[Block]:
    say = words.say
    name = part.agreement.short if part.agreement else part.part.slug
    called = _label(part, words)
    inlines: list[Inline] = [_mark(part.answer, words), Text(" "), Text(_why(part, words))]
    if part.renamed:
        inlines.append(Text(" " + say("resolve.renamed", old=part.part.slug, new=part.renamed)))
    if part.answer is not Answer.FOUND and part.published:
        inlines.append(Text(" " + say("resolve.was-published", version=part.published)))
    if part.answer is not Answer.FOUND and not part.published:
        inlines.append(Text(" " + say("resolve.never-published")))
    if part.answer is Answer.CHANGED and part.why == "other-words" and not part.then:
        inlines.append(Text(" " + say("resolve.not-kept")))
    blocks: list[Block] = [
        Heading(2, f"{name}, {called or part.part.id}", f"clause-{number}"),
        Paragraph(tuple(inlines)),
    ]
    if part.change is not None:
        blocks += _changed(part, part.change, words)
    if part.agreement is not None and part.target is not None:
        blocks += _words_now(part, part.agreement, words)
    return blocks


def _changed(part: Resolved, change: Change, words: Messages) -> list[Block]:
    assert part.agreement is not None
    say, lang = words.say, bcp47(part.agreement.language)
    verdict = say(f"compare.verdict.{change.verdict}")
    out: list[Block] = [
        Redline(change.edits, say("resolve.then"), say("resolve.now"), lang, lang),
        Paragraph((Text(say("resolve.difference.verdict", verdict=verdict, rule=change.rule)),)),
    ]
    if part.target is not None and notes.restated(part.agreement, part.target):
        out.append(Note("info", say("resolve.record.title"), (Text(say("resolve.record")),)))
    return out


def _words_now(part: Resolved, agreement: Agreement, words: Messages) -> list[Block]:
    assert part.target is not None
    say, target = words.say, part.target
    cited = citations.cite(agreement, target, "french" if words.lang == "fr" else "oscola", lang=words.lang)
    text: list[Block] = []
    if part.change is None:
        key = "quote.restated" if notes.restated(agreement, target) else "resolve.words"
        text = [Paragraph((Text(f"{say(key)}{say('compare.colon')}"), Text(target.text, bcp47(agreement.language))))]
    line = Text(
        f"{say('citing.label.refused')}{cited.refused}" if cited.refused else f"{say('resolve.cite')}{cited.text}"
    )
    text.append(Paragraph((line,)))
    if part.answer is not Answer.FOUND and (link := links.link([target])):
        text.append(Paragraph((Text(say("citing.label.link")), Code(link))))
    return text


def _difference(found: Resolution, change: Change, words: Messages) -> list[Block]:
    say = words.say
    blocks: list[Block] = [Heading(2, say("resolve.difference"), "difference")]
    if change.verdict is Verdict.ASSUMED:
        return [*blocks, Paragraph((Text(say("compare.why.assumed")),))]
    one, two = (side_of(side) for side in found.sides)
    if one is None or two is None:
        return []
    (base, earlier), (other, later) = one, two
    names = ["; ".join(_label(part, words) for part in side) for side in found.sides]
    whole = known(base, other, earlier, later)
    redline = Redline(
        edits=change.edits,
        base_label=f"{base.short}, {names[0]}",
        other_label=f"{other.short}, {names[1]}",
        base_lang=bcp47(base.language),
        other_lang=bcp47(other.language),
        base_name=base.short,
        other_name=other.short,
        base_whole=whole.base,
        other_whole=whole.other,
    )
    return [*blocks, Paragraph((Text(say("resolve.difference.lead")),)), redline]


def _why(part: Resolved, words: Messages) -> str:
    return words.say(f"resolve.why.{part.why}", **_filling(part))


def _filling(part: Resolved) -> dict[str, str]:
    if part.why in ("moved", "several", "twice"):
        return {"ids": ", ".join(part.ids)}
    return {"reason": part.reason} if part.why == "withdrawn" else {}


def _label(part: Resolved, words: Messages) -> str:
    return label(part.agreement, part.target, words) if part.agreement and part.target else ""


def _json(part: Resolved, words: Messages) -> dict[str, Any]:
    change = part.change
    return {
        "slug": part.part.slug,
        "id": part.part.id,
        "digest": part.part.digest,
        "answer": str(part.answer),
        "why": part.why,
        "ids": list(part.ids),
        "reason": part.reason or None,
        "renamed": part.renamed or None,
        "published": part.published or None,
        "clause": _label(part, words) or None,
        "text": part.target.text if part.target else None,
        "sha256": links.digest(part.target.text) if part.target else None,
        "link": (links.link([part.target]) or None) if part.target else None,
        "then": part.then or None,
        "verdict": str(change.verdict) if change else None,
        "verdict_rule": change.rule if change else None,
        "edits": [_edit(edit) for edit in change.edits] if change else None,
    }


def _edit(edit: Edit) -> dict[str, str]:
    plain = {"op": str(edit.op), "base": edit.base, "other": edit.other}
    return plain | ({"class": str(edit.change)} if edit.change else {})
