"""Each gap flag with a case that raises it and a near-miss that must not; severity; the two checks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from factories import unit
from finding_factories import CODEBOOK, coded, finding, not_known, practice, predecessor, reading, row
from sofadiff.findings.directions import Change, change
from sofadiff.findings.forums import Cell, forum_cells
from sofadiff.findings.gaps import Gap, gaps
from sofadiff.findings.readings import Book, collect
from sofadiff.findings.redirect import redirect
from sofadiff.model import Agreement, Basis, Completeness, Evidence, Party, RecordKind, Reference, Support, Unit

Make = Callable[[], tuple[Agreement, ...]]


def found(*agreements: Agreement) -> list[Gap]:
    """Gaps of the first agreement against the rest, without the forum check."""
    rows = collect(agreements, CODEBOOK, ("immunity", "accountability"))
    return list(gaps(rows, (), CODEBOOK))


def flags(*agreements: Agreement) -> list[tuple[str, str]]:
    """(flag, variable code) of every gap."""
    return [(gap.flag, gap.code) for gap in found(*agreements)]


def ac(slug: str, code: str, value: str, **kw: object) -> Agreement:
    """An agreement with one accountability finding."""
    return coded(slug, finding(code, value, **kw))


def im(slug: str, code: str, value: str, person: str = "contingent", **kw: object) -> Agreement:
    """An agreement with one immunity finding."""
    return coded(slug, finding(code, value, person, **kw))


STANDARD = {"kind": RecordKind.STANDARD}

RAISED: dict[str, tuple[Make, list[tuple[str, str]]]] = {
    "G1 a forum that falls silent": (
        lambda: (ac("a", "AC-01", "silent"), ac("b", "AC-01", "internal")),
        [("G1", "AC-01")],
    ),
    "G1 an express none": (lambda: (ac("a", "AC-19", "none"), ac("b", "AC-19", "external-body")), [("G1", "AC-19")]),
    "G1 review of the certificate is gone": (
        lambda: (im("a", "IM-05", "binding"), im("b", "IM-05", "rebuttable")),
        [("G1", "IM-05")],
    ),
    "G1 arrest in the act is gone": (
        lambda: (im("a", "IM-07", "inviolable"), im("b", "IM-07", "flagrante")),
        [("G1", "IM-07")],
    ),
    "G1 waiver is gone": (lambda: (im("a", "IM-14", "none"), im("b", "IM-14", "joint")), [("G1", "IM-14")]),
    "G2 less of it": (lambda: (ac("a", "AC-14", "one-way"), ac("b", "AC-14", "joint")), [("G2", "AC-14")]),
    "G2 a restriction where there was silence": (
        lambda: (ac("a", "AC-05", "broad"), ac("b", "AC-05", "silent")),
        [("G2", "AC-05")],
    ),
    "G2 more immunity": (
        lambda: (im("a", "IM-02", "sending-exclusive", "official"), im("b", "IM-02", "consent-gated", "official")),
        [("G2", "IM-02")],
    ),
    "G3 the default appointment is gone": (
        lambda: (
            ac("a", "AC-24", "arbitration", attributes={"default_appointment": "no"}),
            ac("b", "AC-24", "arbitration", attributes={"default_appointment": "yes"}),
        ),
        [("G3", "AC-24")],
    ),
    "G4 moved to another instrument": (
        lambda: (ac("a", "AC-21", "external"), ac("b", "AC-21", "named")),
        [("G4", "AC-21")],
    ),
    "G5 a suit that ends and goes nowhere": (
        lambda: (im("a", "IM-11", "certificate-bar"),),
        [("G5", "IM-11")],
    ),
    "G5 a reference to a clause that is not there": (
        lambda: (
            coded(
                "a",
                finding("AC-14", "mutual"),
                units=(unit("para_1", "The rule of paragraph 9.", refs=(Reference("#para_9", "paragraph 9"),)),),
            ),
        ),
        [("G5", "AC-14")],
    ),
    "G6 a standard asks for it": (
        lambda: (ac("a", "AC-16", "silent"), coded("s", finding("AC-16", "prohibited"), **STANDARD)),
        [("G6", "AC-16")],
    ),
    "G7 promised and never set up": (
        lambda: (coded("a", finding("AC-01", "standing-commission"), practices=(practice("AC-01"),)),),
        [("G7", "AC-01")],
    ),
    "G8 a category gains immunity": (
        lambda: (im("a", "IM-10", "official-acts", "contractor-int"), im("b", "IM-10", "host-law", "contractor-int")),
        [("G8", "IM-10")],
    ),
}

NEAR_MISSES: dict[str, Make] = {
    "G1 not coded here": lambda: (coded("a"), ac("b", "AC-01", "internal")),
    "G1 not known here": lambda: (ac("a", "AC-01", "not-known"), ac("b", "AC-01", "internal")),
    "G1 unclear here": lambda: (ac("a", "AC-01", "unclear"), ac("b", "AC-01", "internal")),
    "G1 both silent": lambda: (ac("a", "AC-01", "silent"), ac("b", "AC-01", "silent")),
    "G1 a favourable silence": lambda: (ac("a", "AC-06", "silent"), ac("b", "AC-06", "fixed")),
    "G1 left to the rule on the forum": lambda: (
        coded("a", finding("AC-01", "silent"), finding("AC-08", "silent")),
        coded("b", finding("AC-01", "silent"), finding("AC-08", "bare")),
    ),
    "G1 silence on review has no rank": lambda: (im("a", "IM-05", "silent"), im("b", "IM-05", "free-review")),
    "G2 stronger": lambda: (ac("a", "AC-14", "joint"), ac("b", "AC-14", "one-way")),
    "G2 less immunity": lambda: (
        im("a", "IM-02", "official-acts", "official"),
        im("b", "IM-02", "consent-gated", "official"),
    ),
    "G3 the detail was merely not recorded": lambda: (
        ac("a", "AC-24", "arbitration"),
        ac("b", "AC-24", "arbitration", attributes={"default_appointment": "yes"}),
    ),
    "G3 the comparator lacks it too": lambda: (
        ac("a", "AC-24", "arbitration", attributes={"default_appointment": "no"}),
        ac("b", "AC-24", "arbitration", attributes={"default_appointment": "no"}),
    ),
    "G4 both point elsewhere": lambda: (ac("a", "AC-21", "external"), ac("b", "AC-21", "external")),
    "G5 another value ends no suit": lambda: (im("a", "IM-11", "no-plea"),),
    "G5 not all of the text is known": lambda: (
        coded("a", finding("IM-11", "certificate-bar", "contingent"), completeness=Completeness.PARTIAL),
    ),
    "G6 the standard asks for nothing": lambda: (
        ac("a", "AC-16", "silent"),
        coded("s", finding("AC-16", "none"), **STANDARD),
    ),
    "G6 partly met": lambda: (ac("a", "AC-16", "conduct-only"), coded("s", finding("AC-16", "victims"), **STANDARD)),
    "G7 other practice": lambda: (
        coded("a", finding("AC-01", "internal"), practices=(practice("AC-01", "created-outside-agreement"),)),
    ),
    "G7 nothing promised": lambda: (coded("a", finding("AC-01", "none"), practices=(practice("AC-01"),)),),
    "G8 the category had immunity before": lambda: (
        im("a", "IM-10", "official-acts", "contractor-int"),
        im("b", "IM-10", "official-acts", "contractor-int"),
    ),
    "G8 nobody coded the category before": lambda: (im("a", "IM-10", "official-acts", "contractor-int"), coded("b")),
}


@pytest.mark.parametrize("case", RAISED)
def test_flag_is_raised(case: str) -> None:
    """Each flag fires on its case, alone."""
    make, expected = RAISED[case]
    assert flags(*make()) == expected


@pytest.mark.parametrize("case", NEAR_MISSES)
def test_near_miss_raises_nothing(case: str) -> None:
    """What only looks like a gap is none."""
    assert flags(*NEAR_MISSES[case]()) == []


def test_every_flag_of_the_codebook_has_a_case() -> None:
    """No flag goes untried, by a case and by a near-miss."""
    wanted = {flag.id for flag in CODEBOOK.gap_flags}
    assert {case.split()[0] for case in RAISED} == wanted == {case.split()[0] for case in NEAR_MISSES}


def test_a_safeguard_of_the_whole_agreement_is_dropped_not_taken_from_a_category() -> None:
    """Accountability variables are coded for the agreement as a whole, so their loss is G1."""
    assert flags(ac("a", "AC-15", "silent"), ac("b", "AC-15", "strong")) == [("G1", "AC-15")]


def test_severity_comes_from_the_codebook_and_is_named_with_its_rule() -> None:
    """A gap prints its severity and the rules that gave it."""
    (gap,) = found(ac("a", "AC-01", "silent"), ac("b", "AC-01", "internal"))
    assert (gap.severity, gap.rule) == ("high", "7.1 G1; 7.2 high (AC-01)")
    (gap,) = found(ac("a", "AC-14", "one-way"), ac("b", "AC-14", "joint"))
    assert (gap.severity, gap.rule) == ("medium", "7.1 G2; 7.2 medium (AC-14)")
    (gap,) = found(im("a", "IM-11", "certificate-bar"))
    assert (gap.severity, gap.rule) == ("high", "7.1 G5; 7.2 high (G5 on jur.civil)")


@pytest.mark.parametrize(("public", "severity"), [("yes", "low"), ("no", "medium"), ("unknown", "medium")])
def test_a_displaced_rule_is_grave_unless_the_other_instrument_is_public(public: str, severity: str) -> None:
    """G4 depends on whether a reader can find the rule where it went."""
    here = ac("a", "AC-17", "external", attributes={"external_public": public})
    (gap,) = found(here, ac("b", "AC-17", "ihl"))
    assert gap.severity == severity


def test_chain_names_the_clauses_of_both_sides() -> None:
    """A gap leads to the clauses it follows from, the reported agreement's first."""
    (gap,) = found(ac("a", "AC-14", "one-way"), ac("b", "AC-14", "joint", ref="para_2"))
    assert [(text.slug, item.id) for text, item in gap.chain] == [("a", "para_1"), ("b", "para_2")]


def test_predecessor_and_peer_gaps_are_the_same_gaps() -> None:
    """The comparator's role changes nothing except for standards."""
    old = ac("old", "AC-14", "joint")
    assert flags(replace(ac("a", "AC-14", "one-way"), facts=(predecessor("old"),)), old) == [("G2", "AC-14")]


def suit(attribute: str | None, *units: Unit, **kw: object) -> Agreement:
    """An agreement whose certificate ends a suit."""
    attributes = {} if attribute is None else {"redirect_forum": attribute}
    first = unit("para_51", "The suit ends.", num="51.", path=(("paragraph", "51."),))
    item = finding("IM-11", "certificate-bar", "contingent", ref="para_51", attributes=attributes)
    return coded("a", item, units=(first, *units), **kw)


COMMISSION = unit("para_55", "A commission.", num="55.", path=(("paragraph", "55."),), topics=("lia.commission",))
LIAISON = unit("para_56", "Liaison.", num="56.", path=(("paragraph", "56."),), topics=("dis.liaison",))
LINKED = unit("para_51", "It goes to 55.", refs=(Reference("#para_55", "paragraph 55"),))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        pytest.param(suit("55", COMMISSION), "resolved", id="by printed number"),
        pytest.param(suit("#para_55", COMMISSION), "resolved", id="by id"),
        pytest.param(suit("claims commission, paragraph 55", COMMISSION), "resolved", id="by words with a number"),
        pytest.param(suit("lia.commission", COMMISSION), "resolved", id="by topic"),
        pytest.param(suit("56", COMMISSION, LIAISON), "dangling", id="to a clause that is no forum"),
        pytest.param(suit("99", COMMISSION), "dangling", id="to a clause that is not there"),
        pytest.param(suit("", COMMISSION), "dangling", id="expressly empty"),
        pytest.param(suit(None, COMMISSION), "dangling", id="nothing recorded, whole text read"),
        pytest.param(suit(None, completeness=Completeness.PARTIAL), "not-known", id="nothing recorded, part read"),
        pytest.param(suit("unknown", completeness=Completeness.PARTIAL), "not-known", id="recorded as unknown"),
        pytest.param(suit("none", completeness=Completeness.PARTIAL), "dangling", id="expressly none in the part read"),
        pytest.param(
            suit("none", completeness=Completeness.PARTIAL, not_known=(not_known("lia.commission"),)),
            "not-known",
            id="claims clauses themselves not known",
        ),
        pytest.param(suit("none", completeness=Completeness.TEXT_NOT_SEEN), "not-known", id="text not seen"),
    ],
)
def test_where_an_ended_suit_goes(text: Agreement, state: str) -> None:
    """A redirect is resolved, dangling, or not known where the unread part of the text could hold its target."""
    result = redirect(Book(text, CODEBOOK, None).read("IM-11", "contingent"))
    assert result is not None
    assert result.state == state


def test_a_link_in_the_clause_resolves_a_redirect() -> None:
    """The clause's own reference to a claims clause is enough."""
    item = finding("IM-11", "certificate-bar", "contingent", ref="para_51")
    result = redirect(Book(coded("a", item, units=(LINKED, COMMISSION)), CODEBOOK, None).read("IM-11", "contingent"))
    assert result is not None
    assert (result.state, result.target) == ("resolved", COMMISSION)


def cells(*findings: object, **kw: object) -> dict[tuple[str, str, str], Cell]:
    """The forum matrix of an agreement with these findings."""
    book = Book(coded("a", *findings, **kw), CODEBOOK, None)  # type: ignore[arg-type]
    return {(cell.person, cell.proceeding, cell.duty): cell for cell in forum_cells(book)}


def test_forum_of_troops_under_exclusive_jurisdiction() -> None:
    """Exclusive jurisdiction leaves the sending State's courts, on and off duty."""
    matrix = cells(finding("IM-01", "sending-exclusive", "contingent"))
    for duty in ("on", "off"):
        assert matrix["contingent", "criminal", duty].forums == ("sending-state",)


def test_forum_of_consent_gated_civilians_depends_on_duty() -> None:
    """Off duty the host courts are left with the mission's agreement; on duty immunity bars them.

    A duty of the sending State to prosecute speaks of members of contingents, so it opens no court for an official.
    """
    grant = (finding("IM-02", "consent-gated", "official"), finding("IM-03", "undefined", "official"))
    matrix = cells(*grant, finding("AC-11", "prepared"))
    assert matrix["official", "criminal", "off"].forums == ("host-courts-by-agreement",)
    assert matrix["official", "criminal", "on"].forumless
    partial = cells(*grant, finding("AC-11", "prepared"), completeness=Completeness.PARTIAL)
    assert partial["official", "criminal", "on"].state == "not-known"


def test_diplomatic_immunity_leaves_the_courts_of_the_home_state() -> None:
    """A sending State keeps every act (article 31(4)); an official of an organisation has none for official acts."""
    by_convention = finding(
        "IM-02", "absolute", "head", basis=Basis.INCORPORATED, attributes={"external_ref": "CPIUN 1946, section 19"}
    )
    sent = cells(by_convention, parties=(Party("state", "A State", "sending-state", ("s1",)),))
    assert {sent["head", "criminal", duty].forums for duty in ("on", "off")} == {("home-courts",)}
    of_an_organisation = cells(by_convention)
    assert of_an_organisation["head", "criminal", "off"].forums == ("home-courts",)
    assert of_an_organisation["head", "criminal", "on"].forumless
    assert cells(finding("IM-02", "absolute", "head"))["head", "criminal", "on"].forumless
    unread = cells(finding("IM-02", "absolute", "head"), completeness=Completeness.PARTIAL)
    assert unread["head", "criminal", "on"].state == "not-known"


def test_local_staff_off_duty_are_open_where_a_general_criminal_rule_may_reach_them() -> None:
    """Exclusive jurisdiction over civilians, in a text not read in full, may cover local staff: nobody can say."""
    rules = (finding("IM-09", "official-acts", "local"), finding("IM-02", "sending-exclusive", "civ-component"))
    assert cells(*rules)["local", "criminal", "off"].forums == ("host-courts",)
    assert cells(*rules, completeness=Completeness.PARTIAL)["local", "criminal", "off"].state == "not-known"


def test_the_same_outside_instrument_on_both_sides_displaces_nothing() -> None:
    """G4 needs a rule in the comparator itself; two ways of pointing to one convention are not comparable."""
    here = finding(
        "IM-15",
        "external",
        "entity",
        attributes={"external_ref": "Convention on the Privileges and Immunities of the United Nations 1946"},
    )
    there = finding(
        "IM-15", "waivable", "entity", basis=Basis.INCORPORATED, attributes={"external_ref": "CPIUN 1946, section 2"}
    )
    same = row(coded("a", here), coded("b", there), code="IM-15", person="entity")
    assert change(same.here, same.there[0]) == Change("not-comparable", "same-instrument")
    inline = row(coded("a", here), coded("b", finding("IM-15", "waivable", "entity")), code="IM-15", person="entity")
    assert change(inline.here, inline.there[0]).direction == "displaced"


def test_the_certificate_is_not_taken_for_the_clause_that_ends_the_suit() -> None:
    """The clause named as ending the suit is the one whose words end it, wherever it stands among the evidence."""
    units = (
        unit("para_1", "The Commander certifies whether it relates to duties.", num="1."),
        unit("para_2", "A certified suit is discontinued.", num="2.", support=Support.UNVERIFIED),
    )
    both = (Evidence("para_1", 0, 3, "The"), Evidence("para_2", 0, 1, "A"))
    bar = finding("IM-11", "certificate-bar", "contingent", evidence=both)
    found = redirect(reading(coded("a", bar, units=units), "IM-11", "contingent"))
    assert found is not None
    assert found.source is units[1]
    only = finding("IM-11", "certificate-bar", "contingent")
    found = redirect(reading(coded("a", only, units=units), "IM-11", "contingent"))
    assert found is not None
    assert found.source is None


def test_local_staff_barred_in_a_text_read_in_full_have_no_criminal_forum_on_duty() -> None:
    """Only a text read in full can be said to leave none; elsewhere the cell is not known."""
    grant = finding("IM-09", "official-acts", "local")
    assert cells(grant)["local", "criminal", "on"].forumless
    partial = cells(grant, completeness=Completeness.PARTIAL)["local", "criminal", "on"]
    assert (partial.forumless, partial.state) == (False, "not-known")
    assert cells(grant)["local", "criminal", "off"].forums == ("host-courts",)


def test_civil_suits_after_a_certificate_depend_on_the_claims_forum() -> None:
    """The suit against the member ends and what is left is the claims route, real, on paper, absent or open."""
    bar = finding("IM-11", "certificate-bar", "contingent")
    key = ("contingent", "civil", "on")
    commission = finding("AC-01", "standing-commission")
    assert cells(bar, commission)[key].forums == ("claims.standing-commission",)
    assert not cells(bar, commission)[key].forumless
    assert cells(bar, commission, practices=(practice("AC-01"),))[key].forumless
    assert cells(bar, finding("AC-01", "silent"))[key].forumless
    assert cells(bar, finding("AC-01", "not-known"))[key].state == "not-known"
    assert cells(bar)[key].state == "not-coded"
    assert cells(bar)["contingent", "civil", "off"].forums == ("host-courts",)


def test_forumless_person_is_reported_with_its_chain() -> None:
    """A category without a forum is a gap of high severity that names the clauses it follows from."""
    text = coded(
        "a",
        finding("IM-11", "all-acts", "contingent"),
        finding("AC-01", "none", ref="para_2", support=Support.REPORTED),
    )
    raised = gaps((), forum_cells(Book(text, CODEBOOK, None)), CODEBOOK)
    assert [(gap.flag, gap.severity, gap.person, gap.detail) for gap in raised] == [
        ("forumless", "high", "contingent", "civil.on"),
        ("forumless", "high", "contingent", "civil.off"),
    ]
    assert [item.id for _, item in raised[0].chain] == ["para_1", "para_2"]
