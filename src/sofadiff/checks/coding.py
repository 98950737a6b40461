"""Whether findings say who coded them, why, and do not contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from sofadiff.checks.forms import RESERVED_NEEDS
from sofadiff.checks.subject import Flaw, Subject, line
from sofadiff.codebook import Dependency
from sofadiff.codebook.dependencies import Coded, applies
from sofadiff.model import Basis, Completeness, Finding, Status
from sofadiff.text import tidy

MOST_RATIONALE_WORDS = 60
_GONE = (Status.SUPERSEDED, Status.WITHDRAWN)
_SIGNED = ("reviewed", "published")


def findings_complete(subject: Subject) -> Iterator[Flaw]:
    """Every finding has coder, rationale and what its value needs, stands once, and contradicts no other."""
    yield from _signatures(subject)
    for finding in subject.agreement.codings:
        yield from _who_and_why(finding)
        yield from _reserved(subject, finding)
    current = [finding for finding in subject.agreement.codings if finding.status not in _GONE]
    yield from _twice(current)
    for coder in dict.fromkeys(finding.coder for finding in current):
        yield from _dependencies(subject, [finding for finding in current if finding.coder == coder])


def _signatures(subject: Subject) -> Iterator[Flaw]:
    for node in subject.profile("finding"):
        if node.get("status") in _SIGNED and not (node.get("coderKind") == "human" and node.get("reviewer")):
            yield Flaw(
                line(node),
                f"a finding is {node.get('status')} and names no reviewer",
                "Only a named, qualified person may sign a finding, and reports must not suggest that one has",
                "Write adjudicated, or name the reviewer with coderKind human",
            )


def _who_and_why(finding: Finding) -> Iterator[Flaw]:
    said = {"coder": finding.coder, "coderKind": finding.coder_kind, "codebook": finding.codebook}
    missing = [name for name, value in said.items() if not value]
    if missing:
        yield Flaw(
            finding.line,
            f"{finding.id} has no {', '.join(missing)}",
            "Reports print who coded a finding, with which codebook, wherever they print its status",
            "State each of them",
        )
    count = len(tidy(finding.rationale).split())
    # A silence is explained by its search log.
    if count > MOST_RATIONALE_WORDS or (count == 0 and finding.value != "silent"):
        yield Flaw(
            finding.line,
            f"{finding.id} has a rationale of {count} words",
            f"A reader must see in at most {MOST_RATIONALE_WORDS} words why this value and no other",
            "Say in sd:rationale which words decide it",
        )


def _reserved(subject: Subject, finding: Finding) -> Iterator[Flaw]:
    missing = [name for name in RESERVED_NEEDS.get(finding.value, ()) if not finding.attribute(name)]
    if missing:
        yield Flaw(
            finding.line,
            f"{finding.id} says {finding.value} and has no {', '.join(missing)}",
            "The value means nothing without it",
            f"Add sd:attribute {' and '.join(missing)}",
        )
    if finding.value == "unclear" and len(set(finding.candidates)) < 2:
        yield Flaw(
            finding.line,
            f"{finding.id} says unclear and names fewer than two candidates",
            "Unclear means that two values are defensible, and a reader must see which",
            "Add an sd:candidate for each",
        )
    if finding.value != "unclear" and finding.candidates:
        yield Flaw(
            finding.line, f"{finding.id} says {finding.value} and lists candidates",
            "Only an unclear point has candidates", "Write unclear, or remove them",
        )  # fmt: skip
    if finding.value == "not-known" and subject.agreement.completeness is Completeness.FULL:
        yield Flaw(
            finding.line, f"{finding.id} says not-known in a full record",
            "Where the whole text was read, every point is known or silent", "Code it, or say silent with its log",
        )  # fmt: skip
    if finding.log is not None and finding.value != "silent":
        yield Flaw(
            finding.line, f"{finding.id} says {finding.value} and names a search log",
            "A search log proves silence and nothing else", "Remove log, or say silent",
        )  # fmt: skip


def _twice(findings: list[Finding]) -> Iterator[Flaw]:
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        # One instrument may both point elsewhere and be coded for what it so incorporates; and some questions are
        # answered apart for civil and criminal proceedings.
        incorporated = finding.basis is Basis.INCORPORATED
        key = (finding.coder, finding.variable, finding.person, finding.attribute("proceeding"), incorporated)
        if key in seen:
            yield Flaw(
                finding.line,
                f"{finding.id} answers the same question as {seen[key].id} in line {seen[key].line}",
                "A report has one cell for it",
                "Keep one, or mark the older superseded",
            )
        seen.setdefault(key, finding)


def _dependencies(subject: Subject, findings: list[Finding]) -> Iterator[Flaw]:
    book = subject.codebook
    values: dict[str, dict[str | None, str]] = {}
    for finding in findings:
        if book.is_variable(finding.variable) and book.allows(finding.variable, finding.value):
            values.setdefault(finding.variable, {}).setdefault(finding.person, finding.value)
    for dependency in book.dependencies:
        for finding in findings:
            if finding.variable in dependency.then.variables:
                yield from _consequence(subject, dependency, values, finding)


def _consequence(subject: Subject, dependency: Dependency, values: Coded, finding: Finding) -> Iterator[Flaw]:
    then = dependency.then
    rule = dependency.rule["en"]
    if applies(subject.codebook, dependency, values, finding.person):
        if then.attribute is not None and finding.attribute(then.attribute) is None:
            yield Flaw(
                finding.line,
                f"{finding.id} says {finding.value} and has no {then.attribute}",
                "Where a claim is barred, readers ask where it goes instead",
                f"Add sd:attribute {then.attribute}, with an empty value if the text names none",
            )
        elif then.value is not None and finding.value not in (then.value, "not-coded"):
            yield Flaw(
                finding.line,
                f"{finding.id} says {finding.value} although {rule}",
                "The record would contradict itself",
                f"Write {then.value}, or correct the value that the rule starts from",
            )
        elif then.na_reason is not None and finding.attribute("na_reason") != then.na_reason:
            yield Flaw(
                finding.line,
                f"{finding.id} gives the reason “{finding.attribute('na_reason') or ''}” although {rule}",
                "Reports count the loss once, under the reason",
                f"Write na_reason {then.na_reason}",
            )
    elif _claims(dependency, finding) and all(c.variable in values for c in dependency.conditions):
        yield Flaw(
            finding.line,
            f"{finding.id} is na because of {then.na_reason}, which does not hold here",
            f"The codebook's rule is: {rule}",
            "Code the point, or correct the value that the rule starts from",
        )


def _claims(dependency: Dependency, finding: Finding) -> bool:
    """Whether a finding appeals to a rule that the values alone can decide."""
    reason = dependency.then.na_reason
    return not dependency.judged and reason is not None and finding.attribute("na_reason") == reason
