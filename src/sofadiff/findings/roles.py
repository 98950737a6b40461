"""What one agreement is to another."""

from __future__ import annotations

from sofadiff.model import Agreement, MissionType, RecordKind


def role_of(agreement: Agreement, comparator: Agreement) -> str:
    """What a comparator is to the agreement: `predecessor`, `model`, `standard` or `peer`."""
    if comparator.slug and any(fact.value == comparator.slug for fact in agreement.facts_of("predecessor")):
        return "predecessor"
    if comparator.mission_type is MissionType.MODEL:
        return "model"
    if comparator.kind is RecordKind.STANDARD:
        return "standard"
    return "peer"
