"""The one door to Akoma Ntoso: bytes to :class:`~sofadiff.model.Agreement` and outlines to bytes.

Terms and schema: OASIS Akoma Ntoso 3.0 (AKN). Our profile: ``docs/record-format.md``.
"""

from sofadiff.akn.draft import draft
from sofadiff.akn.parse import AKN, SD, Document, parse
from sofadiff.akn.read import agreement_of, read
from sofadiff.akn.suggested import with_suggestions

__all__ = ["AKN", "SD", "Document", "agreement_of", "draft", "parse", "read", "with_suggestions"]
