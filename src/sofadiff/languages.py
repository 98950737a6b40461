"""Language codes: records use ISO 639-3, as Akoma Ntoso has it; pages use BCP 47, which wants the shortest code."""

from __future__ import annotations

_SHORT = {
    "afr": "af",
    "ara": "ar",
    "ces": "cs",
    "deu": "de",
    "ell": "el",
    "eng": "en",
    "fin": "fi",
    "fra": "fr",
    "hat": "ht",
    "hun": "hu",
    "ita": "it",
    "ltz": "lb",
    "nld": "nl",
    "pol": "pl",
    "por": "pt",
    "rus": "ru",
    "spa": "es",
    "swa": "sw",
    "swe": "sv",
    "zho": "zh",
}


def bcp47(language: str) -> str:
    """The tag for a page's `lang`; a code that has no shorter form, or is short already, stays as it is.

    >>> bcp47("fra"), bcp47("hat"), bcp47("en")
    ('fr', 'ht', 'en')
    """
    code = language.strip().lower()
    return _SHORT.get(code, code) or "und"


def iso639_3(language: str) -> str:
    """The code that records use for a language named in either way, its region left out; `und` for nothing.

    >>> iso639_3("en-GB"), iso639_3("fra"), iso639_3("")
    ('eng', 'fra', 'und')
    """
    code = language.strip().lower().replace("_", "-").partition("-")[0]
    return _LONG.get(code, code) or "und"


_LONG = {short: code for code, short in _SHORT.items()}
