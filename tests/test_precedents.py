"""A precedent is a clause that says it itself and is not the worst there is; else there is none."""

from __future__ import annotations

from typing import Any

import pytest

from factories import unit
from finding_factories import CODEBOOK, coded, finding, reading
from sofadiff import corpus, making
from sofadiff.findings.precedents import lowest_is_best, precedents
from sofadiff.model import Agreement, Basis, NumberStatus

NAMES = ("claims", "official-acts", "forum")
SLUGS = ("haiti-mss-2024", "haiti-minustah-2004", "haiti-us-1995", "un-model-1990", "nato-1951")


def _offered(there: Agreement, code: str = "AC-01", person: str | None = None) -> bool:
    """Whether a text is offered where another text is not known on the question."""
    here = coded("here", finding(code, "not-known", person, attributes={"searched": "x"}))
    return bool(precedents([reading(here, code, person)], [there], CODEBOOK))


def _one(**kw: Any) -> Agreement:
    para = unit("para_1", "The rule.", num="1.", wid="there-c001", path=(("paragraph", "1."),), **kw)
    return coded("there", finding("AC-01", "adjudication"), units=(para,))


REFUSED = {
    "the worst of an accountability question": coded("there", finding("AC-01", "none")),
    "another instrument": coded("there", finding("AC-01", "adjudication", basis=Basis.INCORPORATED)),
    "an inference": coded("there", finding("AC-01", "adjudication", basis=Basis.INFERRED)),
    "a predicted number": _one(number=NumberStatus.PREDICTED),
    "an assumed clause": _one(assumed_from="model#model-c001"),
    "not applicable": coded("there", finding("AC-01", "na", attributes={"na_reason": "x"})),
    "external": coded("there", finding("AC-01", "external", attributes={"external_ref": "x"})),
}


@pytest.mark.parametrize("there", REFUSED.values(), ids=REFUSED)
def test_what_is_never_a_precedent(there: Agreement) -> None:
    """None of these answers an open question, although each is all that the collection has."""
    assert not _offered(there)


def test_what_is_a_precedent() -> None:
    """A ranked value that the clause itself gives is one, and so is the lowest rank of an immunity."""
    assert _offered(_one())
    assert _offered(coded("there", finding("IM-11", "ordinary", "contingent")), "IM-11", "contingent")


def test_the_worst_immunity_is_none() -> None:
    """The highest rank of an immunity variable is never offered, whatever stands here."""
    highest = CODEBOOK.variable("IM-11").values[-1]
    assert highest.rank == CODEBOOK.variable("IM-11").highest
    assert not _offered(coded("there", finding("IM-11", highest.id, "contingent")), "IM-11", "contingent")


def test_host_law_is_no_longer_time() -> None:
    """*Longer* by host law gives no length, so it is not held out as more time to file."""
    assert not _offered(coded("there", finding("AC-07", "longer")), "AC-07")
    assert _offered(coded("there", finding("AC-07", "longer", attributes={"months": "24"})), "AC-07")


def test_a_question_that_cannot_arise_has_none() -> None:
    """Where the question is not applicable here, nothing is offered."""
    here = coded("here", finding("AC-01", "na", attributes={"na_reason": "x"}))
    assert precedents([reading(here, "AC-01")], [_one()], CODEBOOK) == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("slug", SLUGS)
def test_the_records_that_ship_offer_only_such(name: str, slug: str) -> None:
    """Over the shipped records: no worst rank, no question that cannot arise, nothing predicted or from elsewhere."""
    wrong = []
    for each in making.make(("dossier", name), [corpus.read(slug)]).data["precedents"]:
        variable, best = CODEBOOK.variable(each["variable"]), each["best"]
        there = corpus.read(best["agreement"])
        worst = variable.highest if lowest_is_best(variable) else 0
        inline = any(
            item.variable == variable.id and item.value == best["value"] and item.basis is Basis.INLINE
            for item in there.findings
        )
        predicted = any(there.unit(clause).number is NumberStatus.PREDICTED for clause in best["clauses"])
        if each["here"]["state"] == "na" or best["rank"] == worst or predicted or not inline:
            wrong.append((each["variable"], best))
    assert wrong == []
