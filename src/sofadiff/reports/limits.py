"""What a finding does not say (codebook 6.1), as ids: so that every report names each limit once."""

from __future__ import annotations

from sofadiff.findings.readings import CODED, LEFT_OUT, Row
from sofadiff.model import Completeness, Status, Support, TextStatus

LIMITS = ("practice", "unverified", "reported", "press", "partial", "assumed", "inclusion", "one-coder")
"""Every limit, in the order in which they are lettered."""

NOT_ASSESSED = ("not-coded", "not-known", LEFT_OUT)


def limit_ids(group_row: Row) -> tuple[str, ...]:
    """What a finding does not say, as ids, in a fixed order."""
    readings = [item for item in group_row.readings if item.state not in NOT_ASSESSED]
    supports = {item.support for item in readings}
    texts = {item.agreement.text_status for item in readings if item.state == CODED}
    kinds = {item.finding.coder_kind for item in readings if item.finding}
    statuses = {item.finding.status for item in readings if item.finding}
    found = [
        ("practice", True),
        ("unverified", Support.UNVERIFIED in supports),
        ("reported", Support.REPORTED in supports),
        ("press", bool(texts & {TextStatus.PRESS_ONLY, TextStatus.LEAKED})),
        ("partial", any(item.agreement.completeness is not Completeness.FULL for item in readings)),
        ("assumed", any(item.assumed for item in readings)),
        ("inclusion", any(item.by_inclusion for item in readings)),
        ("one-coder", kinds == {"machine"} and bool(statuses & {Status.CODED, Status.MACHINE_SUGGESTED})),
    ]
    return tuple(name for name, holds in found if holds)
