"""Defined terms that the user names for an imported text: comparison sees through them as through a record's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Remark
from sofadiff.importing.totality import outline_text
from sofadiff.outline import Outline
from sofadiff.states import Role
from sofadiff.text import tidy


def parse(terms: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Role and form of each `ROLE=FORM`; raise SofadiffError for anything else.

    >>> parse(["mission=UNSMIN"])
    (('mission', 'UNSMIN'),)
    """
    found = []
    for term in terms:
        role, sign, form = (part.strip() for part in term.partition("="))
        if not sign or not tidy(form) or role not in {member.value for member in Role}:
            roles = ", ".join(member.value for member in Role)
            raise SofadiffError(
                f"--term {term}: not a role and the words that play it.",
                remedy=f"Write it as --term mission=UNSMIN; roles are {roles}.",
            )
        found.append((role, tidy(form)))
    return tuple(found)


def unused(terms: Sequence[tuple[str, str]], outline: Outline) -> tuple[Remark, ...]:
    """A doubt for each term whose words stand nowhere in the text."""
    text = "\n".join(outline_text(outline))
    return tuple(
        Remark(0, f"the term “{form}” ({role}), which was named, stands nowhere in the text", doubtful=True)
        for role, form in terms
        if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is None
    )
