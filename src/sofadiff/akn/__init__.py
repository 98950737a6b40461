"""The one door to Akoma Ntoso: bytes to :class:`~sofadiff.model.Agreement` and outlines to bytes.

Terms and schema: OASIS Akoma Ntoso 3.0 (AKN). Our profile: ``docs/record-format.md``. What writes records is imported
when it is first asked for: most commands only read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sofadiff.akn.parse import AKN, SD, Document, parse
from sofadiff.akn.read import agreement_of, read

if TYPE_CHECKING:
    from sofadiff.akn.drafting import draft as draft
    from sofadiff.akn.suggested import with_suggestions as with_suggestions

__all__ = ["AKN", "SD", "Document", "agreement_of", "draft", "parse", "read", "with_suggestions"]

_HOMES = {"draft": "drafting", "with_suggestions": "suggested"}


def __getattr__(name: str) -> Any:
    """Import what writes records when it is first asked for (no module may have the name of what it holds)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sofadiff.akn' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - as above

    return getattr(import_module(f"sofadiff.akn.{_HOMES[name]}"), name)
