"""How far a finding can be relied on, computed from what the record says about it (codebook 6.3). Nobody types it.

Four parts, each 0 to 3: E how explicit the text is, T what text was read, L in which language, P how it was coded. The
lowest part decides: 3 is high, 2 medium, 1 or 0 low.
"""

from __future__ import annotations

from msgspec import Struct

from sofadiff.model import Agreement, Basis, Completeness, Finding, SearchLog, Status, Support, TextStatus, Unit

_TEXT = {
    TextStatus.OFFICIAL_PUBLISHED: 2,
    TextStatus.OFFICIAL_COPY: 2,
    TextStatus.UNOFFICIAL_TRANSLATION: 1,
    TextStatus.LEAKED: 1,
    TextStatus.PRESS_ONLY: 1,
}
_MACHINE = {Status.DOUBLE_CODED: 1, Status.ADJUDICATED: 1, Status.REVIEWED: 3, Status.PUBLISHED: 3}
_HUMAN = {Status.MACHINE_SUGGESTED: 0, Status.DOUBLE_CODED: 2, Status.ADJUDICATED: 2, Status.REVIEWED: 3}


class Confidence(Struct, frozen=True):
    """The four parts and what they come to."""

    explicitness: int
    text: int
    language: int
    process: int

    @property
    def lowest(self) -> int:
        """The part that decides."""
        return min(self.explicitness, self.text, self.language, self.process)

    @property
    def overall(self) -> str:
        """`high`, `medium` or `low`."""
        return {3: "high", 2: "medium"}.get(self.lowest, "low")

    def parts(self) -> dict[str, int]:
        """The parts by their letters in the codebook."""
        return {"E": self.explicitness, "T": self.text, "L": self.language, "P": self.process}

    def __str__(self) -> str:
        return " ".join(f"{letter}{value}" for letter, value in self.parts().items())


def confidence_of(agreement: Agreement, finding: Finding) -> Confidence:
    """The confidence of a coded, silent, external or unclear finding."""
    units = tuple(dict.fromkeys(u for u in (agreement.unit(item.ref) for item in finding.evidence) if u))
    log = next((item for item in agreement.logs if item.id == (finding.log or "").lstrip("#")), None)
    return Confidence(
        _explicitness(agreement, finding, units, log),
        _text(agreement, finding, units, log),
        _language(agreement, finding, units, log),
        _process(finding),
    )


def lower(one: Confidence | None, other: Confidence | None) -> Confidence | None:
    """The less certain of two; what can be said of a comparison is no surer than its weaker side."""
    known = [item for item in (one, other) if item is not None]
    return min(known, key=lambda item: item.lowest) if known else None


def _explicitness(agreement: Agreement, finding: Finding, units: tuple[Unit, ...], log: SearchLog | None) -> int:
    """How expressly the text speaks. Words that nobody read cannot be express: what they say is an inference."""
    if finding.value == "silent":
        return 3 if log else 1
    if finding.basis is Basis.INFERRED or not units or finding.support is not Support.VERIFIED:
        return 1
    unseen = agreement.completeness is Completeness.TEXT_NOT_SEEN
    if unseen or any(unit.support is not Support.VERIFIED for unit in units):
        return 1
    if finding.basis in (Basis.INCORPORATED, Basis.INTERIM_MODEL) or len(units) > 1:
        return 2
    return 3


def _text(agreement: Agreement, finding: Finding, units: tuple[Unit, ...], log: SearchLog | None) -> int:
    """0 where nobody has seen the text on the point: a clause known from general knowledge counts as not seen."""
    if agreement.completeness is Completeness.TEXT_NOT_SEEN or agreement.text_status is None:
        return 0
    if finding.support is Support.UNVERIFIED:
        return 0
    if finding.support is Support.REPORTED:
        return 1
    read = log is not None if finding.value == "silent" else bool(units) and all(unit.text_digest for unit in units)
    if agreement.text_status is TextStatus.OFFICIAL_PUBLISHED and read:
        return 3
    return _TEXT[agreement.text_status]


def _language(agreement: Agreement, finding: Finding, units: tuple[Unit, ...], log: SearchLog | None) -> int:
    """3 only where words of an authentic text were read: the finding's, the log's, or the expression's own language."""
    if finding.support in (Support.UNVERIFIED, Support.REPORTED):
        return 1
    facts = agreement.facts_of("language")
    authentic = {_three(fact.value) for fact in facts if fact.attribute("status") == "authentic"}
    read = {_three(words.language) for words in finding.authentic} | ({_three(log.language)} if log else set())
    if not read and units and all(unit.text_digest for unit in units):
        read = {_three(agreement.language)}
    if read & authentic:
        return 3
    if not authentic:
        return 1
    return 2 if agreement.text_status in (TextStatus.OFFICIAL_PUBLISHED, TextStatus.OFFICIAL_COPY) else 1


def _three(code: str) -> str:
    """The three-letter code of the languages that also have a two-letter one in use here."""
    return {"en": "eng", "fr": "fra"}.get(code, code)


def _process(finding: Finding) -> int:
    """A single machine coding is 0, two independent ones that agree 1; 3 needs a named person (status `reviewed`)."""
    if finding.coder_kind == "machine":
        return _MACHINE.get(finding.status, 0)
    return 3 if finding.status is Status.PUBLISHED else _HUMAN.get(finding.status, 1)
