"""What a text is, as data: the same block in the JSON of every report on several texts."""

from __future__ import annotations

from typing import Any

from sofadiff.model import Agreement


def agreement_data(agreement: Agreement) -> dict[str, Any]:
    """Names, digest, date and what of the text was available. Ids, never labels; never a placeholder date."""
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
