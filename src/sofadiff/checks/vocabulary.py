"""Whether topics, variables, persons, values and attributes are those of the codebook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sofadiff.akn import AKN
from sofadiff.akn.parse import Element
from sofadiff.checks.forms import EMPTY_ALLOWED, EXTERNAL, RESERVED_NEEDS
from sofadiff.checks.subject import Flaw, Subject, called, hashes, line, nearest
from sofadiff.codebook import Attribute, Variable
from sofadiff.model import Basis, Finding

_MOST_TOPICS = 4
_OPEN = "not-known"
"""What any attribute may say where that part of the text was not available."""
_WHY_TOPIC = "A clause under an unknown topic is found by no report"
_WHY_VALUE = "A value outside the closed list has no rank, no label and no place in a report"


def topics_known(subject: Subject) -> Iterator[Flaw]:
    """Every topic is one of the codebook's; a clause has one primary and at most three secondary ones."""
    known = [topic.id for topic in subject.codebook.topics]
    allowed = {*known, *(entry.id for entry in subject.codebook.structural)}
    for node in subject.nodes:
        if node.tag == f"{{{AKN}}}eventRef":
            continue
        topics = hashes(node.get("refersTo"))
        for name in (name for name in topics if name not in allowed):
            yield _unknown_topic(line(node), f"{called(node)} has the topic {name}", name, known)
        listed = node.get("eId") or ""
        if node.tag == f"{{{AKN}}}TLCConcept" and listed not in allowed:
            yield _unknown_topic(line(node), f"the record lists the topic {listed}", listed, known)
        elif node.tag == f"{{{AKN}}}TLCConcept" and subject.codebook.is_topic(listed):
            yield from _label(subject, node, listed)
        if len(topics) > _MOST_TOPICS or len(set(topics)) < len(topics):
            yield Flaw(
                line(node),
                f"{called(node)} has the topics {', '.join(topics)}",
                "The first topic is primary; more than three beside it, or one twice, say nothing",
                "Keep those that a reader would look under",
            )
    for entry in subject.agreement.not_known:
        if entry.topic not in known:
            yield _unknown_topic(entry.line, f"sd:not-known has the topic {entry.topic}", entry.topic, known)


def _label(subject: Subject, node: Element, topic: str) -> Iterator[Flaw]:
    label = subject.codebook.topic(topic).label["en"]
    if (found := node.get("showAs")) and found != label:
        yield Flaw(
            line(node),
            f"the topic {topic} is shown as “{found}”",
            "Other Akoma Ntoso tools print that name",
            f"Write the codebook's label, {label}",
        )


def _unknown_topic(at: int, message: str, name: str, known: list[str]) -> Flaw:
    remedy = nearest(name, known, "`sofadiff codebook` lists the topics")
    return Flaw(at, f"{message}, which the codebook does not have", _WHY_TOPIC, remedy)


def values_known(subject: Subject) -> Iterator[Flaw]:
    """Variables, categories of person, values and attributes of findings are in the codebook's closed lists."""
    for finding in subject.agreement.codings:
        if not subject.codebook.is_variable(finding.variable):
            yield _unknown_variable(subject, finding.line, finding.variable)
            continue
        variable = subject.codebook.variable(finding.variable)
        yield from _person(finding, variable)
        yield from _values(subject, finding, variable)
        yield from _attributes(subject, finding, variable)
        yield from _version(subject, finding.line, f"{finding.id} was coded", finding.codebook)
    for log in subject.agreement.logs:
        yield from _version(subject, log.line, f"the search {log.id} was made", log.codebook)
    for at, name in (
        *((log.line, name) for log in subject.agreement.logs for name in log.variables),
        *((practice.line, practice.variable) for practice in subject.agreement.practices),
    ):
        if not subject.codebook.is_variable(name):
            yield _unknown_variable(subject, at, name)


def _unknown_variable(subject: Subject, at: int, name: str) -> Flaw:
    near = subject.codebook.nearest(name)
    remedy = f"The nearest known name is {near}" if near else "`sofadiff codebook` lists the variables"
    return Flaw(at, f"{name} is no variable of the codebook", _WHY_VALUE, remedy)


def _person(finding: Finding, variable: Variable) -> Iterator[Flaw]:
    if finding.person is None and variable.persons:
        yield Flaw(
            finding.line,
            f"{finding.id} names no category of person",
            f"{variable.id} is coded for each category by itself",
            f"Give one of {', '.join(variable.persons)}",
        )
    elif finding.person is not None and finding.person not in variable.persons:
        listed = f"Use one of {', '.join(variable.persons)}" if variable.persons else "Remove person"
        yield Flaw(
            finding.line,
            f"{finding.id} has the category of person {finding.person}, which {variable.id} does not take",
            "No row of a report would show it",
            nearest(finding.person, variable.persons, listed),
        )


def _values(subject: Subject, finding: Finding, variable: Variable) -> Iterator[Flaw]:
    own = [value.id for value in variable.values]
    for name in (finding.value, *finding.candidates):
        if not subject.codebook.allows(variable, name):
            listed = f"Use one of {', '.join(own)}, or a reserved value"
            yield Flaw(
                finding.line,
                f"{finding.id} has the value {name}, which {variable.id} does not take",
                _WHY_VALUE,
                nearest(name, (*own, *(entry.id for entry in subject.codebook.reserved)), listed),
            )


def _attributes(subject: Subject, finding: Finding, variable: Variable) -> Iterator[Flaw]:
    reserved = next((entry for entry in subject.codebook.reserved if entry.id == finding.value), None)
    # A value that does not stand in the text itself may name the instrument that it comes from.
    outside = () if finding.basis is Basis.INLINE else EXTERNAL
    known: dict[str, Attribute | None] = dict.fromkeys((*RESERVED_NEEDS.get(finding.value, ()), *outside))
    for attribute in (
        *subject.codebook.common_attributes,
        *variable.attributes,
        *(reserved.attributes if reserved else ()),
    ):
        known[attribute.name] = attribute
    for name, value in finding.attributes:
        if name not in known:
            yield Flaw(
                finding.line,
                f"{finding.id} has the attribute {name}, which {variable.id} does not take with {finding.value}",
                "No report reads it",
                nearest(name, known, f"Use one of {', '.join(known)}"),
            )
        else:
            yield from _attribute_value(finding, name, value, known[name])


def _attribute_value(finding: Finding, name: str, value: str, attribute: Attribute | None) -> Iterator[Flaw]:
    has = f"{finding.id} has {name}=“{value}”"
    if not value.strip() and name not in EMPTY_ALLOWED:
        yield Flaw(finding.line, has, "A report would print a blank", f"Say it in words, or remove {name}")
    elif attribute is not None and attribute.kind == "choice" and value not in (*attribute.values, _OPEN):
        remedy = nearest(value, attribute.values, f"Use one of {', '.join(attribute.values)}")
        yield Flaw(finding.line, has, _WHY_VALUE, remedy)
    elif attribute is not None and attribute.kind == "number" and not re.fullmatch(r"\d+(\.\d+)?", value):
        yield Flaw(finding.line, has, "Reports compare it as a number", "Write digits only")


def _version(subject: Subject, at: int, what: str, version: str) -> Iterator[Flaw]:
    ours = subject.codebook.version
    # A patch of the codebook changes wording and cues only; what was coded with the one before it stays valid.
    if version and version.split(".")[:2] != ours.split(".")[:2]:
        yield Flaw(
            at,
            f"{what} with codebook {version}; this is {ours}",
            "Lists, cues and meanings may have changed since",
            "Go over the point again, or confirm it, and write the new version",
        )
