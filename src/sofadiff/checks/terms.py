"""Whether the glossary fits the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sofadiff.checks.profile import bad_values
from sofadiff.checks.subject import Flaw, Subject
from sofadiff.model import Role, Term

_ARTICLE = re.compile(r"(?:the|a|an) ", re.IGNORECASE)


def glossary(subject: Subject) -> Iterator[Flaw]:
    """Every term occurs in the text, has a role of the closed list and only one, and a head of mission is named."""
    yield from bad_values(subject, "term")
    if subject.read is None:
        return
    text = "\n".join(unit.text for unit in subject.agreement.units)
    seen: dict[str, Term] = {}
    for term in subject.agreement.terms:
        yield from _form(term, text)
        if (other := seen.get(term.form)) is not None:
            yield Flaw(
                term.line,
                f"“{term.form}” is {term.role} here and {other.role} in line {other.line}",
                "Comparison replaces each form by one role",
                "Keep one of the two",
            )
        seen.setdefault(term.form, term)
        if term.role is Role.HEAD_OF_MISSION and term.holder is None:
            yield Flaw(
                term.line,
                f"“{term.form}” is the head of mission and has no holder",
                "Whether an international official or the force's own commander decides is a change that reports list",
                "Give holder, such as international-official or force-commander",
            )


def _form(term: Term, text: str) -> Iterator[Flaw]:
    if not term.form.strip() or _ARTICLE.match(term.form):
        yield Flaw(
            term.line,
            f"the term “{term.form}” begins with an article" if term.form.strip() else "a term has no form",
            "Comparison looks for the form itself",
            "Write the form as it stands in the clauses, without article",
        )
    elif not re.search(rf"(?<!\w){re.escape(term.form)}(?!\w)", text):
        near = re.search(rf"(?<!\w){re.escape(term.form)}(?!\w)", text, re.IGNORECASE)
        yield Flaw(
            term.line,
            f"“{term.form}” occurs in no clause",
            "A form that is not in the text helps no comparison and hides a spelling mistake",
            f"The clauses write {near.group()}" if near else "Write the form as the clauses have it, or remove it",
        )
