"""What a permalink leads to, with its manifest."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import corpus, runs
from sofadiff.citing import identities, links
from sofadiff.citing.resolving import Answer, resolve
from sofadiff.document import Report
from sofadiff.model import Agreement
from sofadiff.reports import resolved
from sofadiff.reports.made import stamped


def answer(
    link: str, given: Sequence[Agreement] = (), earlier: Sequence[Agreement] = (), *, lang: str = "en", short: bool
) -> tuple[Report, bool]:
    """The report on a link, and whether its answer is `found`.

    Args:
        link: The permalink; SofadiffError for anything else.
        given: Files of the user's, in which it is looked for before the records that ship.
        earlier: Earlier files of records, for words that are not kept.
        lang: `en` or `fr`.
        short: Without the table of inputs, for a screen.
    """
    read: dict[str, Agreement] = {}

    def reader(slug: str) -> Agreement | None:
        mine = _named(given, slug)
        if mine is None and slug in corpus.slugs():
            mine = read[slug] = corpus.read(slug, with_pins=False)
        return mine

    parsed = links.parse(link)
    found = resolve(parsed, reader, published=identities.published(), was=tuple(earlier))
    used = [*given, *read.values()]
    roles = ["record"] * len(used) + ["earlier"] * len(earlier)
    made = runs.run(("resolve",), [*used, *earlier], roles, link=str(parsed), lang=lang)
    return stamped(resolved.report(found, lang=lang), made, short=short), found.answer is Answer.FOUND


def _named(agreements: Sequence[Agreement], slug: str) -> Agreement | None:
    """The file whose clauses links call by that name: a record's slug, else what stands in its permanent ids."""
    for agreement in agreements:
        wid = next((unit.wid for unit in agreement.units if unit.wid), "") or ""
        if slug in (agreement.slug, wid.rpartition("-")[0]):
            return agreement
    return None
