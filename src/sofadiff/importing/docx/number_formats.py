"""Numbers as Word prints them in lists and notes: the formats of ECMA-376 part 1, 17.18.59, that agreements use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_IRREGULAR = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_MARKS = "*†‡§"


def _repeated(letters: str, value: int) -> str:
    """Letters as Word counts with them: after the last, the first twice (`z`, `aa`, `bb`)."""
    return letters[(value - 1) % len(letters)] * ((value - 1) // len(letters) + 1) if value > 0 else ""


def _letter(value: int) -> str:
    return _repeated("abcdefghijklmnopqrstuvwxyz", value)


def _roman(value: int) -> str:
    text = ""
    for amount, sign in _ROMAN:
        while value >= amount:
            text, value = text + sign, value - amount
    return text


def _ordinal(value: int) -> str:
    if value % 100 in {11, 12, 13}:
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def _cardinal(value: int) -> str:
    if value < 20:
        return _SMALL[max(value, 0)]
    if value < 100:
        return _TENS[value // 10] + (f"-{_SMALL[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{_SMALL[value // 100]} hundred" + (f" {_cardinal(value % 100)}" if value % 100 else "")
    return str(value)


def _ordinal_words(value: int) -> str:
    text = _cardinal(value)
    cut = max(text.rfind("-"), text.rfind(" ")) + 1
    head, last = text[:cut], text[cut:]
    if last in _IRREGULAR:
        return head + _IRREGULAR[last]
    return head + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def _circled(value: int) -> str:
    return chr(0x245F + value) if 0 < value <= 20 else str(value)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "ordinal": _ordinal,
    "cardinalText": lambda value: _cardinal(value).capitalize(),
    "ordinalText": lambda value: _ordinal_words(value).capitalize(),
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "chicago": lambda value: _repeated(_MARKS, value),
    "russianLower": lambda value: _repeated(_RUSSIAN, value),
    "russianUpper": lambda value: _repeated(_RUSSIAN, value).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedParen": lambda value: f"({value})",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "decimalFullWidth": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "none": lambda value: "",
    "bullet": lambda value: "",
}


def is_known(format_: str) -> bool:
    """Whether :func:`printed` prints this format as Word does."""
    return format_ in _FORMATS or _sample(format_) is not None


def printed(value: int, format_: str) -> str:
    """A number in a format; one that is not known is printed as a decimal number.

    >>> [printed(28, name) for name in ("lowerLetter", "upperRoman", "ordinal", "ordinalText")]
    ['bb', 'XXVIII', '28th', 'Twenty-eighth']
    """
    width = _sample(format_)
    if width is not None:
        return str(value).zfill(width)
    if value > 32_767 or value < 0:
        return str(value)
    return _FORMATS.get(format_, str)(value)


def _sample(format_: str) -> int | None:
    """Digits of a custom format that is given as a sample (`custom:001, 002, 003, ...`)."""
    first = format_.removeprefix("custom:").split(",")[0].strip()
    return len(first) if format_.startswith("custom:") and first.isascii() and first.isdigit() else None
