"""Where an instrument is printed, in the form of each style."""

from __future__ import annotations

from collections.abc import Callable

from sofadiff.citing import Instrument, Printed

_ORDER = ("unts", "tias", "ats", "un-doc", "ilm", "other-doc", "other")
_ORDERS = {
    "bluebook": ("tias", "unts", "ats", "ilm", "un-doc", "other-doc", "other"),
    "un": ("unts", "un-doc", "tias", "ats", "ilm", "other-doc", "other"),
}
"""Which series comes first: Bluebook asks for that of the United States before that of an organisation."""


def every(it: Instrument, style: str, unchecked: bool) -> list[str]:
    """All places of print, first the one that the style prefers; what nobody checked only if asked for, in brackets."""
    found = []
    for series in _ORDERS.get(style, _ORDER):
        for p in it.printed:
            if p.series == series and (p.known or unchecked) and (text := FORMS[style][series](p)):
                found.append(text if p.known else f"[{text}]")
    return found


def first(it: Instrument, style: str, unchecked: bool) -> str:
    """The place of print that the style prefers; empty where there is none."""
    return next(iter(every(it, style, unchecked)), "")


def symbol(it: Instrument, unchecked: bool) -> str:
    """The symbol of a document, such as `A/45/594`."""
    for p in it.printed:
        if p.document and (p.known or unchecked):
            return p.document if p.known else f"[{p.document}]"
    return ""


_Form = Callable[[Printed], str]


def _document(p: Printed) -> str:
    return p.document or p.name


_OSCOLA: dict[str, _Form] = {
    "unts": lambda p: f"{p.volume} UNTS {p.page}".strip(),
    "tias": lambda p: f"TIAS {p.number}",
    "ats": lambda p: f"[{p.volume}] ATS {p.number}",
    "ilm": lambda p: f"{p.volume} ILM {p.page}",
    "un-doc": lambda p: f"UN Doc {p.document}",
    "other-doc": _document,
    "other": lambda p: p.name,
}
_BLUEBOOK: dict[str, _Form] = {
    "unts": lambda p: f"{p.volume} U.N.T.S. {p.page}".strip(),
    "tias": lambda p: f"T.I.A.S. No. {p.number}",
    "ats": lambda p: f"{p.volume} Austl. T.S. No. {p.number}",
    "ilm": lambda p: f"{p.volume} I.L.M. {p.page}",
    "un-doc": lambda p: f"U.N. Doc. {p.document}",
    "other-doc": _document,
    "other": lambda p: p.name,
}


def _unts_un(p: Printed) -> str:
    parts = [f"vol. {p.volume}", p.number and f"No. {p.number}", p.page and f"p. {p.page}"]
    return f"United Nations, Treaty Series, {', '.join(part for part in parts if part)}"


_UN: dict[str, _Form] = {
    "unts": _unts_un,
    "tias": lambda p: f"Treaties and Other International Acts Series, No. {p.number}",
    "ats": lambda p: f"Australian Treaty Series, {p.volume}, No. {p.number}",
    "ilm": lambda p: f"International Legal Materials, vol. {p.volume}, p. {p.page}",
    "un-doc": _document,
    "other-doc": _document,
    "other": lambda p: p.name,
}
_FRENCH: dict[str, _Form] = {
    "unts": lambda p: f"RTNU, vol. {p.volume}" + (f", p.\u00a0{p.page}" if p.page else ""),
    "tias": lambda p: f"TIAS n°\u00a0{p.number}",
    "ats": lambda p: f"ATS {p.volume}, n°\u00a0{p.number}",
    "ilm": lambda p: f"ILM, vol. {p.volume}, p.\u00a0{p.page}",
    "un-doc": lambda p: f"doc. {p.document}",
    "other-doc": lambda p: f"doc. {p.document}" if p.document else p.name,
    "other": lambda p: p.name,
}
_PLAIN: dict[str, _Form] = {
    "unts": lambda p: (
        "United Nations Treaty Series, volume "
        + p.volume
        + (f", number {p.number}" if p.number else "")
        + (f", page {p.page}" if p.page else "")
    ),
    "tias": lambda p: f"Treaties and Other International Acts Series, number {p.number}",
    "ats": lambda p: f"Australian Treaty Series, {p.volume}, number {p.number}",
    "ilm": lambda p: f"International Legal Materials, volume {p.volume}, page {p.page}",
    "un-doc": lambda p: f"United Nations document {p.document}",
    "other-doc": _document,
    "other": lambda p: p.name,
}
FORMS: dict[str, dict[str, _Form]] = {
    "oscola": _OSCOLA,
    "bluebook": _BLUEBOOK,
    "un": _UN,
    "french": _FRENCH,
    "plain": _PLAIN,
}
"""Style to series to how it is written."""
