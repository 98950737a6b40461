"""Where in an instrument a clause stands, in the form of each style."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sofadiff.citing import Pinpoint, Step, Target
from sofadiff.model import Agreement, Completeness, UnitPart
from sofadiff.pinpoint import bare, recital_number, standing

_PASSED_OVER = frozenset({"part", "chapter", "title", "subdivision", "book", "tome", "list", "body"})
_WORDS = {"annex": "annex", "annexe": "annex", "section": "section", "article": "article", "part": "part"}
_FIRST = re.compile(r"[^\W\d_]+")


def pinpoint(agreement: Agreement, target: Target) -> Pinpoint | None:
    """The levels that name a clause, outermost first; None where one of them has no number."""
    unit = target.named
    if unit.part in (UnitPart.RECITAL, UnitPart.PREAMBLE):
        if (printed := recital_number(unit)) is not None:
            return Pinpoint((), preamble=True, printed=printed)
        # Recitals are counted by us, so only where all of them are known does the count mean anything.
        whole = agreement.completeness is Completeness.FULL or not agreement.has_profile
        return Pinpoint((), preamble=True, recital=standing(agreement, unit).recital if whole else None)
    path = unit.path[: target.depth]
    cited = [(element, num) for element, num in path if element not in _PASSED_OVER]
    steps: list[Step] = []
    for element, num in cited or path[-1:]:
        label = bare(_as_words(num))
        if label is None:
            return None
        steps.append(Step(_kind(element, num or "", steps), label))
    return Pinpoint(tuple(steps)) if steps else None


def _as_words(num: str | None) -> str | None:
    """A label with its word apart: `Annex A` as it is, `Section2` as `Section 2`."""
    return re.sub(r"(?<=[a-z])(?=\d)", " ", num) if num and len(_FIRST.findall(num)[:1] or "") else num


def _kind(element: str, num: str, above: Sequence[Step]) -> str:
    word = _FIRST.match(num.strip())
    if word and word[0].casefold() in _WORDS and len(word[0]) > 1:
        return _WORDS[word[0].casefold()]
    if element in ("article", "section", "part"):
        return element
    if element in ("attachment", "annex"):
        return "annex"
    numbered = bool(re.match(r"\W*\d", num))
    if not above or above[-1].kind == "annex":
        return "paragraph"
    return "paragraph" if numbered and above[-1].kind in ("article", "section") and element == "paragraph" else "point"


def oscola(pin: Pinpoint) -> str:
    """`art VII(5)(a)`, `para 51(b)`, `art V, s 18(a)`, `recital 3`."""
    return _joined(pin, _OSCOLA, points="({})", preamble="preamble", recital="recital {}")


def bluebook(pin: Pinpoint) -> str:
    """`art. VII(5)(a)`, `¶ 51(b)`, `art. V, § 18(a)`, `pmbl.`."""
    return _joined(pin, _BLUEBOOK, points="({})", preamble="pmbl.", recital="pmbl. recital {}")


def un(pin: Pinpoint) -> str:
    """`art. VII, para. 5 (a)`, `para. 51 (b)`; `preamble, 3rd para` by place, `preamble, recital 3` by its number."""
    if pin.printed:
        return f"preamble, recital {pin.printed}"
    return _joined(pin, _UN, points=" ({})", preamble="preamble", recital="preamble, {} para", apart=True)


def plain(pin: Pinpoint) -> str:
    """`Article VII, paragraph 5 (a)`."""
    return _joined(pin, _PLAIN, points=" ({})", preamble="preamble", recital="preamble, recital {}", apart=True)


def french(pin: Pinpoint) -> str:
    """`art. VII, § 5, a)`, `§ 51, b)`, `préambule, al. 3` by place, `préambule, considérant 3` by its number."""
    if pin.printed:
        return f"préambule, considérant\u00a0{pin.printed}"
    return _joined(pin, _FRENCH, points=", {})", preamble="préambule", recital="préambule, al.\u00a0{}", apart=True)


_OSCOLA = {"article": "art {}", "section": "s {}", "paragraph": "para {}", "annex": "annex {}", "part": "pt {}"}
_BLUEBOOK = {"article": "art. {}", "section": "§ {}", "paragraph": "¶ {}", "annex": "annex {}", "part": "pt. {}"}
_UN = {"article": "art. {}", "section": "sect. {}", "paragraph": "para. {}", "annex": "annex {}", "part": "part {}"}
_PLAIN = {
    "article": "Article {}",
    "section": "section {}",
    "paragraph": "paragraph {}",
    "annex": "annex {}",
    "part": "part {}",
}
_FRENCH = {
    "article": "art.\u00a0{}",
    "section": "sect.\u00a0{}",
    "paragraph": "§\u00a0{}",
    "annex": "annexe\u00a0{}",
    "part": "partie\u00a0{}",
}


def _joined(
    pin: Pinpoint, words: dict[str, str], *, points: str, preamble: str, recital: str, apart: bool = False
) -> str:
    """Levels in words. `apart`: a paragraph under an article has a word of its own, not just brackets."""
    if pin.preamble:
        number = pin.printed or (_ordinal(pin.recital) if pin.recital and "{} para" in recital else pin.recital)
        return recital.format(number) if number else preamble
    text = ""
    for number, step in enumerate(pin.steps):
        under = pin.steps[number - 1].kind if number else ""
        if number and (step.kind == "point" or (step.kind == "paragraph" and under in _BRACKETS and not apart)):
            text += points.format(step.label)
        else:
            text += (", " if number else "") + words.get(step.kind, "{}").format(step.label)
    return text


_BRACKETS = ("article", "section")


def _ordinal(number: int | None) -> str:
    assert number is not None
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
