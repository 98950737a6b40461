"""What findings rest on: words of clauses, the support of those clauses, and proofs of silence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sofadiff.checks.subject import Flaw, Subject, hashes, line
from sofadiff.model import Completeness, Finding, SearchLog, Status, Support, Unit
from sofadiff.text import tidy, words

MOST_AUTHENTIC_WORDS = 9
SHA256 = re.compile(r"[0-9a-f]{64}")
_WITHOUT_CLAUSE = ("silent", "na", "not-known", "not-coded")
_GONE = (Status.SUPERSEDED, Status.WITHDRAWN)


def evidence(subject: Subject) -> Iterator[Flaw]:
    """Every finding about what the text says quotes the exact words of a clause that decide it."""
    by_id = {unit.id: unit for unit in subject.agreement.units}
    for node in subject.profile("evidence"):
        stored = tidy("".join(str(part) for part in node.itertext()))
        unit = by_id.get(next(iter(hashes(node.get("ref"))), ""))
        if not stored:
            yield Flaw(
                line(node),
                "sd:evidence holds no words",
                "Without them nobody notices when the clause changes under the finding",
                "Write the words of the clause between the tags",
            )
        elif unit is not None:
            yield from _quoted(line(node), unit, int(node.get("start") or 0), int(node.get("end") or 0), stored)
    for finding in subject.agreement.codings:
        yield from _enough(finding)


def _quoted(at: int, unit: Unit, start: int, end: int, stored: str) -> Iterator[Flaw]:
    if unit.text[start:end].replace("\n", " ") == stored:
        return
    place = unit.text.replace("\n", " ").find(stored)
    yield Flaw(
        at,
        f"characters {start} to {end} of {unit.id} are “{tidy(unit.text[start:end])}”, not “{stored}”",
        "A finding may rest only on words that stand in the clause",
        f'Write start="{place}" end="{place + len(stored)}"' if place >= 0 else "Quote words of the clause",
    )


def _enough(finding: Finding) -> Iterator[Flaw]:
    if not finding.evidence and finding.value not in _WITHOUT_CLAUSE:
        yield Flaw(
            finding.line,
            f"{finding.id} says {finding.value} and quotes no clause",
            "Nothing is said about a text without the words that decide it",
            "Add sd:evidence, or a reserved value if no clause decides the point",
        )
    for quoted in finding.authentic:
        count = len(words(quoted.text))
        if not 1 <= count <= MOST_AUTHENTIC_WORDS:
            yield Flaw(
                finding.line,
                f"{finding.id} quotes {count} words of the authentic text",
                f"Records hold at most {MOST_AUTHENTIC_WORDS} words of it at a time, and never none",
                "Quote the deciding words only",
            )


def finding_support(subject: Subject) -> Iterator[Flaw]:
    """A finding is supported no better than the weakest clause that it rests on."""
    for finding in subject.agreement.codings:
        supports = [
            unit.support
            for item in finding.evidence
            if (unit := subject.agreement.unit(item.ref)) is not None and unit.support is not None
        ]
        if not supports:
            if finding.support is not None and not finding.evidence:
                yield Flaw(
                    finding.line,
                    f"{finding.id} is {finding.support} and rests on no clause",
                    "Support says how well a clause is known; a value without a clause has none",
                    "Remove support",
                )
            continue
        weakest = min(supports, key=lambda support: support.strength)
        if finding.support is None or finding.support.strength > weakest.strength:
            yield Flaw(
                finding.line,
                f"{finding.id} is {finding.support or 'without support'} and rests on a clause that is {weakest}",
                "The report would say more than is known",
                f'Write support="{weakest}"',
            )


def silence(subject: Subject) -> Iterator[Flaw]:
    """A value of silent stands only in a full record, all of it verified, and names a complete search log."""
    agreement = subject.agreement
    if agreement.completeness is Completeness.FULL:
        yield from _full(subject)
    logs = {log.id: log for log in agreement.logs}
    for finding in agreement.codings:
        if finding.value != "silent" or finding.status in _GONE:
            continue
        if agreement.completeness is not Completeness.FULL:
            yield Flaw(
                finding.line,
                f"{finding.id} says silent and the record is {agreement.completeness or 'of unknown completeness'}",
                "Nobody can say that a text is silent without having read all of it",
                "Write not-known with what was searched",
            )
        if finding.log is None:
            yield Flaw(
                finding.line,
                f"{finding.id} says silent and names no search log",
                "Silence that nobody can check is only an opinion",
                "Record the search in sd:log and name it with log",
            )
        elif finding.log in logs and finding.variable not in logs[finding.log].variables:
            yield Flaw(
                finding.line,
                f"{finding.id} says silent and its log {finding.log} does not cover {finding.variable}",
                "The cues of another variable do not prove this silence",
                "Search with the cues of this variable and add it to variables of the log",
            )
    for log in agreement.logs:
        yield from _log(log)


def _full(subject: Subject) -> Iterator[Flaw]:
    for unit in subject.agreement.units:
        if unit.support is not None and unit.support is not Support.VERIFIED:
            yield Flaw(
                unit.line,
                f"the record is full and {unit.element} {unit.id} is {unit.support}",
                "A full record is one whose every clause was read in the text",
                "Verify the clause, or write partial",
            )
    for entry in subject.agreement.not_known:
        yield Flaw(
            entry.line,
            f"the record is full and lists {entry.topic} as not known",
            "The two contradict each other",
            "Remove the entry, or write partial",
        )


def _log(log: SearchLog) -> Iterator[Flaw]:
    for what, wrong in (
        ("no SHA-256 of the text that was searched", not SHA256.fullmatch(log.text_digest)),
        ("no note on definitions, incorporated conventions and annexes", not log.checked.strip()),
        ("a hit without the reason why it was dismissed", any(not hit.dismissed.strip() for hit in log.hits)),
    ):
        if wrong:
            yield Flaw(log.line, f"the log {log.id} has {what}", "The search cannot be repeated or judged", "Add it")


def verified_digest(subject: Subject) -> Iterator[Flaw]:
    """Every verified clause, and no other, carries the SHA-256 of the authentic clause's words."""
    for unit in subject.agreement.units:
        if unit.support is Support.VERIFIED and not SHA256.fullmatch(unit.text_digest or ""):
            yield Flaw(
                unit.line,
                f"{unit.element} {unit.id} is verified and has no sd:textDigest of 64 hexadecimal digits",
                "Nobody could tell which text was read",
                "Give the digest of the authentic clause, or call the clause reported",
            )
        elif unit.support is not Support.VERIFIED and unit.text_digest is not None:
            yield Flaw(
                unit.line,
                f"{unit.element} {unit.id} is {unit.support or 'without support'} and has an sd:textDigest",
                "A digest says that the authentic clause was read",
                "Remove it, or call the clause verified and name the text as its source",
            )
