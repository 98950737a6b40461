"""Whether a record has the parts and attributes that our profile of Akoma Ntoso demands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sofadiff.akn import SD
from sofadiff.akn.parse import Element, QName
from sofadiff.akn.profile import IMPORTED, XML_ID
from sofadiff.checks.forms import FORMS, LANGUAGES, LISTS, MAY_BE_BLANK, UNIT_ATTRIBUTES, UNIT_LISTS
from sofadiff.checks.identification import identification
from sofadiff.checks.outlines import structure_of
from sofadiff.checks.subject import Flaw, Subject, called, line, local, nearest
from sofadiff.model import Unit, UnitPart

_WID = re.compile(r"(?P<slug>.+)-c\d{3,}")
_NUMBERLESS = {UnitPart.RECITAL, UnitPart.PREAMBLE}
_WHY_STATE = "No output can print a state that it does not know"
_TOPIC = "refersTo (its topic)"
_WHY_UNIT = "A clause whose standing is not stated cannot be printed with its marks"


def profile(subject: Subject) -> Iterator[Flaw]:
    """A record has every block, element and attribute that the record format demands, and no other."""
    if not subject.ours:
        yield Flaw(
            line(subject.act),
            "is not a record of sofadiff: nothing in it is in the namespace urn:sofadiff:record:1",
            "Without support, sources and findings nothing in it can be reported on",
            "Compare it by its path as it is, or turn it into a record as docs/record-format.md says",
        )
        return
    yield from identification(subject)
    yield from _record(subject)
    for node in subject.nodes:
        yield from _foreign_attributes(node)
        if QName(node).namespace == SD:
            yield from _element(node)
    yield from bad_values(subject, *(name for name in LISTS if name != "term"))
    yield from _source_statuses(subject)
    yield from _wids(subject)
    yield from structure_of(subject)
    if subject.read is not None:
        for units in subject.units_by_element().values():
            yield from _unit(units)


def bad_values(subject: Subject, *names: str) -> Iterator[Flaw]:
    """Attributes of the named elements whose value is not in its closed list."""
    for node in subject.profile(*names):
        for attribute, allowed in LISTS[QName(node).localname].items():
            value = node.get(attribute)
            if value is not None and value not in allowed:
                remedy = nearest(value, allowed, f"Use one of {', '.join(allowed)}")
                yield Flaw(line(node), f"{called(node)} has {attribute}=“{value}”", _WHY_STATE, remedy)


def _record(subject: Subject) -> Iterator[Flaw]:
    count = len(list(subject.profile("record")))
    if count != 1:
        yield Flaw(
            line(subject.act),
            f"holds {count or 'no'} sd:record where there must be one",
            "Readers would not know how complete the text is or what kind of text it rests on",
            "Give one sd:record with kind, completeness, missionType and textStatus in analysis/otherAnalysis",
        )


def _source_statuses(subject: Subject) -> Iterator[Flaw]:
    """`textStatus` stands at a source in a draft only, at the file that was imported."""
    record = any(True for _ in subject.profile("record"))
    for node in subject.profile("source"):
        if node.get("textStatus") is None:
            continue
        if node.get("kind") != IMPORTED:
            yield Flaw(
                line(node),
                f"{called(node)} has textStatus, and is no file that was imported",
                "Nothing reads it there, so what it is meant to say is lost",
                "Remove it; sd:record says on what kind of text the record rests",
            )
        elif record:
            yield Flaw(
                line(node),
                f"{called(node)} has textStatus, and beside it stands sd:record",
                "That of sd:record counts; what was said at the import could be taken for it",
                "See that sd:record says what kind of text was read, and remove it at the source",
            )


def _foreign_attributes(node: Element) -> Iterator[Flaw]:
    for key, value in node.attrib.items():
        name = QName(str(key))
        if name.namespace != SD:
            continue
        if name.localname not in UNIT_ATTRIBUTES:
            yield Flaw(
                line(node),
                f"{called(node)} has sd:{name.localname}, which the record format does not have",
                "Nothing reads it, so what it is meant to say is lost",
                nearest(name.localname, UNIT_ATTRIBUTES, "Remove it"),
            )
        elif value not in UNIT_LISTS.get(name.localname, (value,)):
            allowed = UNIT_LISTS[name.localname]
            remedy = nearest(str(value), allowed, f"Use one of {', '.join(allowed)}")
            yield Flaw(line(node), f"{called(node)} has sd:{name.localname}=“{value}”", _WHY_STATE, remedy)


def _element(node: Element) -> Iterator[Flaw]:
    name = QName(node).localname
    form = FORMS.get(name)
    if form is None:
        remedy = nearest(name, FORMS, "Remove it, or see docs/record-format.md")
        yield Flaw(line(node), f"sd:{name} is no element of the record format", "Nothing reads it", remedy)
        return
    parent = node.getparent()
    if parent is None or local(parent) != form.parent:
        yield Flaw(
            line(node), f"sd:{name} stands outside {form.parent}", "Nothing reads it there", f"Move it to {form.parent}"
        )
    present = {"xml:id" if key == XML_ID else str(key): str(value) for key, value in node.attrib.items()}
    for missing in (attribute for attribute in form.required if attribute not in present):
        yield Flaw(
            line(node), f"{called(node)} has no {missing}", "A report would have to print a blank", f"Give {missing}"
        )
    yield from _blanks(node, name, present)
    for extra in sorted(set(present).difference(form.required, form.optional)):
        yield Flaw(
            line(node),
            f"{called(node)} has {extra}, which the record format does not have",
            "Nothing reads it, so what it is meant to say is lost",
            nearest(extra, (*form.required, *form.optional), "Remove it"),
        )
    if name == "evidence":
        yield from _positions(node)


def _blanks(node: Element, name: str, present: dict[str, str]) -> Iterator[Flaw]:
    for attribute, value in present.items():
        if not value.strip() and (name, attribute) not in MAY_BE_BLANK:
            yield Flaw(
                line(node),
                f"{called(node)} has an empty {attribute}",
                "A report would have to print a blank",
                f"Give {attribute}, or leave it out where it is not required",
            )
        elif (name, attribute) in LANGUAGES and not re.fullmatch("[a-z]{3}", value):
            yield Flaw(
                line(node),
                f"{called(node)} has {attribute}=“{value}”",
                "Text is marked with its language so that it can be read out and searched",
                "Write the three letters of ISO 639-3, such as eng or fra",
            )


def _positions(node: Element) -> Iterator[Flaw]:
    for attribute in ("start", "end"):
        value = node.get(attribute)
        if value is not None and not re.fullmatch(r"[0-9]+", value):
            yield Flaw(
                line(node),
                f"sd:evidence has {attribute}=“{value}”, which is no whole number",
                "The deciding words cannot be found in the clause",
                "Give the first character's position and the one after the last, counted from 0",
            )


def _wids(subject: Subject) -> Iterator[Flaw]:
    seen: dict[str, int] = {}
    for node in subject.nodes:
        wid = node.get("wId")
        if wid is None:
            continue
        match = _WID.fullmatch(wid)
        if match is None or match["slug"] != subject.slug:
            yield Flaw(
                line(node),
                f"{called(node)} has wId {wid}, which is not {subject.slug}-c and a number",
                "Permalinks and pins name clauses of every record by wId and must tell records apart",
                f"Write the next number that was never used, such as {subject.slug}-c001",
            )
        if wid in seen:
            yield Flaw(
                line(node),
                f"{called(node)} has wId {wid}, as has the clause in line {seen[wid]}",
                "A permalink to it would open the wrong clause",
                "Give the newer of the two a number that was never used",
            )
        seen.setdefault(wid, line(node))


def _unit(units: list[Unit]) -> Iterator[Flaw]:
    # All units of one element take what they need from it, so one of them speaks for all.
    first = units[0]
    worded = [unit for unit in units if unit.part is not UnitPart.HEADING]
    lacks = [
        name
        for name, missing in (
            ("wId", first.wid is None),
            ("sd:support", any(unit.support is None for unit in units)),
            ("sd:sources", any(not unit.sources for unit in units)),
            ("sd:number", first.element != "conclusions" and first.part not in _NUMBERLESS and first.number is None),
            (_TOPIC, any(not unit.topics for unit in worded) and first.element != "conclusions"),
        )
        if missing
    ]
    if lacks:
        message = f"{first.element} {first.eid} has no {', '.join(lacks)}"
        topics = f"; `sofadiff codebook` lists the topics{_suggested(units)}" if _TOPIC in lacks else ""
        yield Flaw(first.line, message, _WHY_UNIT, f"State each of them{topics}")


def _suggested(units: list[Unit]) -> str:
    """What software suggests for a clause that nobody has given a topic."""
    suggested = dict.fromkeys(topic for unit in units for topic in unit.suggested)
    return f", software suggests {' '.join(f'#{topic}' for topic in suggested)}" if suggested else ""
