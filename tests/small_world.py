"""Three made-up agreements that between them show every state: a new one, its predecessor, and the template."""

from __future__ import annotations

from msgspec.structs import replace

from factories import unit
from finding_factories import coded, finding, not_known, practice, predecessor
from sofadiff.model import (
    Agreement,
    AuthenticWords,
    Basis,
    Completeness,
    Evidence,
    Fact,
    MissionType,
    NumberStatus,
    Reference,
    Source,
    Support,
    TextStatus,
    Unit,
)


def _para(slug: str, place: str, text: str, *topics: str, **kw: object) -> Unit:
    base = {"num": f"{place}.", "path": (("paragraph", f"{place}."),), "wid": f"{slug}-c{place.zfill(3)}"}
    return unit(f"para_{place}", text, topics=topics, **base | kw)


def _at(ref: str, words: str, text: Agreement | str) -> tuple[Evidence, ...]:
    start = str(text).index(words)
    return (Evidence(ref, start, start + len(words), words),)


TRY = "Members are under the exclusive jurisdiction of their sending State."
SUIT = "A civil suit ends if the Commander certifies that it concerns official duties. It then goes to paragraph 5."
CLAIM = "A standing commission of three members decides claims."
REPORTED = {"support": Support.REPORTED, "number": NumberStatus.UNKNOWN, "num": None, "path": (("paragraph", None),)}


def new() -> Agreement:
    """Known from the press: part of it reported, a number predicted, claims not known."""
    units = (
        _para("new", "3", TRY, "jur.criminal", **REPORTED),
        _para(
            "new", "4", "A civil suit ends if the Commander certifies it.", "jur.civil", number=NumberStatus.PREDICTED
        ),
        _para("new", "6", "The parties help each other.", "evi.assistance", support=Support.UNVERIFIED),
        _para("new", "7", "The policy of the force governs conduct.", "sta.conduct", **REPORTED),
    )
    return coded(
        "new",
        finding("IM-01", "sending-exclusive", "contingent", ref="para_3", support=Support.REPORTED),
        finding("IM-01", "sending-exclusive", "fpu", ref="para_3", support=Support.REPORTED),
        finding("IM-11", "certificate-bar", "contingent", ref="para_4", attributes={"stay_days": "90"}),
        finding("IM-10", "unclear", "contractor-int", ref="para_3", candidates=("host-law", "same")),
        finding("AC-01", "not-known", attributes={"searched": "Two newspapers"}),
        finding("AC-14", "mutual", ref="para_6", support=Support.UNVERIFIED),
        finding(
            "AC-21", "external", ref="para_7", attributes={"external_ref": "Force policy", "external_public": "no"}
        ),
        units=units,
        completeness=Completeness.TEXT_NOT_SEEN,
        text_status=TextStatus.PRESS_ONLY,
        facts=(predecessor("old"),),
        not_known=(not_known("lia.commission"),),
        practices=(practice("AC-20", "created-outside-agreement"),),
    )


def old() -> Agreement:
    """Read in full: a commission promised and never set up, silence proved, authentic words in French."""
    units = (
        _para("old", "3", "Members may be tried at home for official acts.", "jur.criminal"),
        _para("old", "4", SUIT, "jur.civil", refs=(Reference("#para_5", "paragraph 5"),)),
        _para("old", "5", CLAIM, "lia.commission"),
        _para("old", "6", "The parties help each other and share the evidence.", "evi.assistance"),
        _para("old", "7", "The Code governs conduct.", "sta.conduct"),
    )
    words = (AuthenticWords("fra", "commission permanente"),)
    return coded(
        "old",
        finding("IM-01", "official-acts", "contingent", ref="para_3"),
        finding("IM-02", "consent-gated", "expert", ref="para_3"),
        finding("IM-11", "certificate-bar", "contingent", ref="para_4", attributes={"redirect_forum": "5"}),
        finding("AC-01", "standing-commission", evidence=_at("para_5", "standing commission", CLAIM), authentic=words),
        finding("AC-06", "silent"),
        finding("AC-14", "mutual-access", ref="para_6"),
        finding("AC-15", "right-and-duty", ref="para_7", basis=Basis.INCORPORATED),
        finding("AC-21", "named", ref="para_7"),
        units=units,
        facts=(Fact("language", "fra", (("status", "authentic"),), ("s1",), 0),),
        practices=(practice("AC-01"),),
        sources=(Source("s1", "A treaty series", "treaty-series", "https://example.org/1", "p. 1", None, None, 0),),
    )


def template() -> Agreement:
    """A model on which the clauses on evidence of the new agreement are assumed."""
    units = (_para("model", "6", "The parties help each other.", "evi.assistance", support=Support.UNVERIFIED),)
    item = finding("AC-14", "mutual", ref="para_6", support=Support.UNVERIFIED)
    return coded("model", item, units=units, mission_type=MissionType.MODEL, completeness=Completeness.TEXT_NOT_SEEN)


def new_from_template() -> Agreement:
    """The new agreement with its clause on evidence assumed from the model."""
    text = new()
    units = tuple(
        replace(item, assumed_from="model#model-c006") if item.id == "para_6" else item for item in text.units
    )
    return replace(text, units=units)
