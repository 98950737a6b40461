"""What a text is, as data: the blocks that stand for it in the JSON of reports."""

from __future__ import annotations

from typing import Any

from sofadiff.comparison.authentic import texts_json
from sofadiff.model import Agreement


def agreement_data(agreement: Agreement) -> dict[str, Any]:
    """Of a text among several: names, digest, date and what of it was available. Ids, no labels; no false date."""
    return {
        "slug": agreement.slug,
        "path": agreement.path,
        "title": agreement.title,
        "short": agreement.short,
        "sha256": agreement.sha256,
        "date": agreement.work_date,
        "date_name": agreement.work_date_name if agreement.work_date else None,
        "mission_type": agreement.mission_type.value if agreement.mission_type else None,
        "completeness": agreement.completeness.value if agreement.completeness else None,
        "text_status": agreement.text_status.value if agreement.text_status else None,
    }


def text_data(agreement: Agreement) -> dict[str, Any]:
    """Of a text that is reported on or read against: also its language, and what the user attached to it."""
    return {
        "slug": agreement.slug,
        "path": agreement.path,
        "title": agreement.title,
        "sha256": agreement.sha256,
        "language": agreement.language,
        "date": agreement.work_date,
        "completeness": agreement.completeness.value if agreement.completeness else None,
        "text_status": agreement.text_status.value if agreement.text_status else None,
    } | texts_json(agreement)
