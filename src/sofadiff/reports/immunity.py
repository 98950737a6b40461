"""The immunity report: who may be tried, sued and arrested, where, and who decides; against other agreements."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.document import Heading, Paragraph, Report, Text
from sofadiff.model import Agreement, Support
from sofadiff.reports.coded import material, written
from sofadiff.reports.forum_tables import forum_matrix
from sofadiff.reports.police import police_side_by_side

NAME = "immunity"


def report(
    agreement: Agreement,
    against: Sequence[Agreement],
    *,
    lang: str = "en",
    only: frozenset[Support] | None = None,
) -> Report:
    """The report on one agreement read against others. `only` keeps findings with these supports and lists the rest."""
    it = material(NAME, agreement, against, lang, only)
    say = it.w.messages.say
    forums = (
        Heading(2, say("h.forums"), "forums"),
        Paragraph((Text(say("forum.lead")),)),
        *forum_matrix(it.w, "forum-matrix", it.cells, it.agreements),
    )
    return written(it, "persons-matrix", first=police_side_by_side(it.w, it.books), after_matrix=forums)
