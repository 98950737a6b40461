"""Whether anything is cited by a number that nobody has seen on the clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sofadiff.akn import AKN, SD
from sofadiff.akn.ids import clean_number
from sofadiff.akn.parse import Element, QName
from sofadiff.checks.subject import Flaw, Subject, called, line
from sofadiff.model import NumberStatus, Status, Unit

_CITED = re.compile(
    r"\b(?P<kind>paragraph|para|article|art)s?\.? (?P<num>\d+[a-z]?|[IVXLC]+)\b(?=(?P<after>.{0,60}))", re.IGNORECASE
)
_KINDS = {"para": "paragraph", "art": "article"}
_ELSEWHERE = re.compile(r"^(?:\([^)]*\))* ?of (?!this (?:agreement|record)|the agreement)")
_OTHER_INSTRUMENT = re.compile(
    r"\b(?:resolution|convention|model|protocol|directive|law)\b[^.;:]{0,40}$", re.IGNORECASE
)
_MARKED = re.compile(r"^(?:\([^)]*\))* ?\((?:predicted|unknown)\)")
_BRACKETED = re.compile(r"\(predicted\)|\[\d+[a-z]?\]|\[[IVXLC]+\]")
"""How a number that was only counted stands in our own text: “paragraph [45] (b)”."""
_HIGH = (Status.ADJUDICATED, Status.REVIEWED, Status.PUBLISHED)
_WHY = "Whoever looks the number up in the instrument may find another clause"


def citation_numbers(subject: Subject) -> Iterator[Flaw]:
    """A clause is cited by number only where the number was seen on it, and a confirmed number is printed."""
    for node in subject.nodes:
        yield from _number_and_label(node)
    yield from _findings(subject)
    numbers = _top_numbers(subject)
    for at, where, text in _texts(subject):
        yield from _citations(at, where, text, numbers)
    yield from _cross_references(subject)


def _number_and_label(node: Element) -> Iterator[Flaw]:
    status = node.get(f"{{{SD}}}number")
    printed = clean_number("".join(str(part) for num in node.findall(f"{{{AKN}}}num") for part in num.itertext()))
    if status in ("confirmed", "predicted") and not printed:
        yield Flaw(
            line(node), f"{called(node)} has a {status} number and no num",
            "A number that was seen or counted must be printed", 'Add num, or write sd:number="unknown"',
        )  # fmt: skip
    elif status == "unknown" and printed:
        yield Flaw(
            line(node), f"{called(node)} has the num {printed} and an unknown number",
            "The number would be printed as if somebody had seen it", "Remove num, or say how the number is known",
        )  # fmt: skip


def _findings(subject: Subject) -> Iterator[Flaw]:
    for finding in subject.agreement.codings:
        if finding.status not in _HIGH:
            continue
        for item in finding.evidence:
            unit = subject.agreement.unit(item.ref)
            if unit is not None and unit.number in (NumberStatus.PREDICTED, NumberStatus.UNKNOWN):
                yield Flaw(
                    finding.line,
                    f"{finding.id} is {finding.status} and rests on {unit.id}, whose number is {unit.number}",
                    "Findings of that status are exported with their citation, and this one has none that holds",
                    "Confirm the number on the clause, or leave the finding double-coded",
                )


def _top_numbers(subject: Subject) -> dict[tuple[str, str], set[NumberStatus]]:
    """Statuses of the numbers of all paragraphs and articles, by element and cleaned number."""
    found: dict[tuple[str, str], set[NumberStatus]] = {}
    for node in subject.act.iter(f"{{{AKN}}}paragraph", f"{{{AKN}}}article"):
        num = clean_number(node.findtext(f"{{{AKN}}}num") or "")
        status = node.get(f"{{{SD}}}number")
        if num and status in set(NumberStatus):
            found.setdefault((QName(node).localname, num), set()).add(NumberStatus(status))
    return found


def _texts(subject: Subject) -> Iterator[tuple[int, str, str]]:
    """(line, where, text) of everything that we wrote and that reports print."""
    agreement = subject.agreement
    for unit in agreement.units:
        yield unit.line, unit.id, _without_references(unit)
    for finding in agreement.codings:
        yield finding.line, f"the rationale of {finding.id}", finding.rationale
    for practice in agreement.practices:
        yield practice.line, practice.id, practice.text


def _without_references(unit: Unit) -> str:
    """The text with its cross references blanked: where they go is known, so they are judged by that."""
    text = unit.text
    for reference in unit.refs:
        if reference.text:
            text = text.replace(reference.text, "—", 1)
    return text


def _citations(at: int, where: str, text: str, numbers: dict[tuple[str, str], set[NumberStatus]]) -> Iterator[Flaw]:
    for match in _CITED.finditer(text):
        kind = match["kind"].lower()
        statuses = numbers.get((_KINDS.get(kind, kind), match["num"]), set())
        if not statuses or NumberStatus.CONFIRMED in statuses:
            continue
        if _ELSEWHERE.match(match["after"]) or _OTHER_INSTRUMENT.search(text[: match.start()]):
            continue
        if _MARKED.match(match["after"]):
            continue
        yield Flaw(
            at,
            f"{where} cites {match['kind']} {match['num']}, a number that is only {min(statuses)}",
            _WHY,
            f"Say what the clause is about instead, or mark the number: [{match['num']}]",
        )


def _cross_references(subject: Subject) -> Iterator[Flaw]:
    by_id = {node.get("eId"): node for node in subject.nodes if node.get("eId")}
    for node in subject.act.iter(f"{{{AKN}}}ref"):
        target = by_id.get((node.get("href") or "").removeprefix("#"))
        text = "".join(str(part) for part in node.itertext())
        if target is None or _MARKED.match(node.tail or "") or _BRACKETED.search(text):
            continue
        # “Paragraph 45(b)” is no better known than paragraph 45.
        guessed = next((place for place in (target, *target.iterancestors()) if _is_guess(place, text)), None)
        if guessed is not None:
            num = clean_number(guessed.findtext(f"{{{AKN}}}num") or "")
            yield Flaw(
                line(node),
                f"a cross reference cites {target.get('eId')} as “{text}”, a number that is only predicted",
                _WHY,
                f"Say what the clause is about instead, or mark the number: [{num}]",
            )


def _is_guess(place: Element, text: str) -> bool:
    """Whether a text names a clause by a number that nobody has seen on it."""
    num = clean_number(place.findtext(f"{{{AKN}}}num") or "")
    predicted = place.get(f"{{{SD}}}number") == "predicted"
    return predicted and bool(num) and re.search(rf"(?<!\w){re.escape(num)}(?!\w)", text) is not None
