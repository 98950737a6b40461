"""Whether the FRBR block identifies the instrument in the one form that our records use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sofadiff.checks.forms import EXPRESSION_DATES, MANIFESTATION_DATES, WORK_DATES
from sofadiff.checks.subject import Flaw, Subject, line, local

_WORK_URI = re.compile(r"/akn/un/act/agreement/(?P<date>\d{4}-\d\d-\d\d)/[a-z0-9]+(?:-[a-z0-9]+)*")
_WHY = "Other tools and citations find the agreement by its URI"
_DATE_NAMES = {
    "FRBRWork": (*WORK_DATES, "unknown"),  # a draft's placeholder is the business of the rule on dates
    "FRBRExpression": EXPRESSION_DATES,
    "FRBRManifestation": MANIFESTATION_DATES,
}


def identification(subject: Subject) -> Iterator[Flaw]:
    """Everything that is wrong with document name, country, title, URIs and names of dates."""
    act = subject.act
    if local(act) != "act" or act.get("name") != "agreement":
        shown = f"{local(act)} name=“{act.get('name', '')}”"
        yield Flaw(line(act), f"the document is {shown}", "Every record is an agreement", 'Write act name="agreement"')
    if (country := subject.attribute("FRBRWork/FRBRcountry", "value")) != "un":
        message = f"FRBRcountry is “{country}”"
        yield Flaw(_line(subject, "FRBRWork/FRBRcountry"), message, _WHY, "All records use the country un")
    if not _has_title(subject):
        yield Flaw(
            _line(subject, "FRBRWork"),
            "the work has no title",
            "Every report names the agreement by it",
            'Give FRBRalias name="title"',
        )
    yield from _uris(subject)
    for block, names in _DATE_NAMES.items():
        found = subject.attribute(f"{block}/FRBRdate", "name")
        if found not in names:
            yield Flaw(
                _line(subject, f"{block}/FRBRdate"),
                f"the date of {block} is named “{found}”",
                "A date that does not say what happened on it cannot be printed",
                f"Name it {' or '.join(name for name in names if name != 'unknown')}",
            )


def _line(subject: Subject, path: str) -> int:
    node = subject.identification(path)
    return line(node) if node is not None else line(subject.act)


def _has_title(subject: Subject) -> bool:
    work = subject.identification("FRBRWork")
    nodes = [] if work is None else [node for node in work if local(node) == "FRBRalias"]
    return any(node.get("name") == "title" and node.get("value") for node in nodes)


def _uris(subject: Subject) -> Iterator[Flaw]:
    work = subject.attribute("FRBRWork/FRBRuri", "value")
    match = _WORK_URI.fullmatch(work)
    if match is None:
        yield Flaw(
            _line(subject, "FRBRWork/FRBRuri"),
            f"the work URI is “{work}”",
            _WHY,
            "Write /akn/un/act/agreement/, the full date, / and the slug in small letters, digits and hyphens",
        )
        return
    if match["date"] != (date := subject.attribute("FRBRWork/FRBRdate", "date")):
        yield Flaw(
            _line(subject, "FRBRWork/FRBRuri"), f"the work URI has the date {match['date']} and FRBRdate has {date}",
            _WHY, "Write the same date in both",
        )  # fmt: skip
    language = subject.attribute("FRBRExpression/FRBRlanguage", "language")
    expression = f"{work}/{language}@{subject.attribute('FRBRExpression/FRBRdate', 'date')}"
    expected = {
        "FRBRWork/FRBRthis": f"{work}/!main",
        "FRBRExpression/FRBRthis": f"{expression}/!main",
        "FRBRExpression/FRBRuri": expression,
        "FRBRManifestation/FRBRthis": f"{expression}/!main.xml",
        "FRBRManifestation/FRBRuri": f"{expression}.xml",
    }
    for path, value in expected.items():
        if (found := subject.attribute(path, "value")) != value:
            yield Flaw(_line(subject, path), f"{path} is “{found}”", _WHY, f"Write {value}")
