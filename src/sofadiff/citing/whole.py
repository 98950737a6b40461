"""The citation of an instrument as a whole: what every report ends with."""

from __future__ import annotations

from sofadiff.citing import Instrument, notes
from sofadiff.citing.instrument import instrument
from sofadiff.citing.styles import STYLES, finished
from sofadiff.messages import Messages, load
from sofadiff.model import Agreement

STYLE = {"en": "oscola", "fr": "french"}
"""Language of a report to the style of its citations."""


def facts(agreement: Agreement, style: str) -> Instrument:
    """The facts for a citation, in the language of its style."""
    return instrument(agreement, "fra" if style == "french" else "eng")


def inside(style: str) -> Messages:
    """The words inside a citation are those of its style, whoever reads it."""
    return load("fr" if style == "french" else "en")


def whole(agreement: Agreement, lang: str) -> str:
    """The citation of an instrument in the style of a report's language."""
    it = facts(agreement, STYLE[lang])
    line = STYLES[STYLE[lang]](it, None, False)
    return finished(line, notes.marks(agreement, it, None, inside(STYLE[lang])))
