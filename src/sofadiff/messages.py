"""Everything the reports say that is not a codebook label: headings, sentences and state words, in English and French.

The words stand in ``data/messages*.<lang>.json``; code knows keys only.
Both languages have the same keys and the same placeholders, which a test holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Formatter

from sofadiff.document import Inline, Text
from sofadiff.errors import SofadiffError

LANGUAGES = ("en", "fr")
"""Languages that reports can be written in."""

_CATALOGUES = (
    *("messages", "messages-compare", "messages-corpus"),
    *("messages-reasons", "messages-synopsis", "messages-nearest", "messages-import", "messages-revisions"),
    *("messages-run", "messages-dossier", "messages-beside", "messages-attached"),
    *("messages-word", "messages-suggest", "messages-citing", "messages-print"),
)
"""The findings' reports, the comparison reports with what the formats say themselves, the reports on a collection,
why clauses were paired, the synopsis of several texts, where else a clause occurs, the report on an import and on the
tracked changes in its file, how an output was made, dossiers, what must be known with a value, what is attached to a
record, Word files, what software suggests, citations with permalinks and quotes, PDF files."""

_DATA = Path(__file__).parent / "data"
_FORMATTER = Formatter()

Filling = str | int | Inline | tuple[Inline, ...]
"""What may stand in a placeholder."""


class Messages:
    """One language's catalogue."""

    def __init__(self, lang: str, catalogue: dict[str, str]) -> None:
        self.lang = lang
        self._catalogue = catalogue
        self._pieces: dict[str, tuple[tuple[str, str | None], ...]] = {}

    @property
    def reviewed(self) -> bool:
        """Whether the wording was written in this language or reviewed; False for a translation nobody has reviewed."""
        return self._catalogue["_translation"] != "not-reviewed"

    def keys(self) -> tuple[str, ...]:
        """Every key, in file order, except the catalogue's own notes (which begin with `_`)."""
        return tuple(key for key in self._catalogue if not key.startswith("_"))

    def has(self, key: str) -> bool:
        """Whether the catalogue has a key."""
        return key in self._catalogue

    def template(self, key: str) -> str:
        """The text with its placeholders; KeyError for a key that the catalogue lacks."""
        return self._catalogue[key]

    def pieces(self, key: str) -> tuple[tuple[str, str | None], ...]:
        """The text in pieces: words, and the name of the placeholder after them, if any."""
        found = self._pieces.get(key)
        if found is None:
            parsed = _FORMATTER.parse(self._catalogue[key])
            found = self._pieces[key] = tuple((words, name) for words, name, _, _ in parsed)
        return found

    def placeholders(self, key: str) -> frozenset[str]:
        """Names of the placeholders in a text."""
        return frozenset(name for _, name, _, _ in _FORMATTER.parse(self._catalogue[key]) if name)

    def say(self, key: str, **filling: str | int) -> str:
        """The text with its placeholders filled."""
        return self._catalogue[key].format(**filling)

    def inlines(self, key: str, **filling: Filling) -> tuple[Inline, ...]:
        """The text as inlines: words around placeholders, and in each placeholder whatever inlines are given for it."""
        out: list[Inline] = []
        for words, name in self.pieces(key):
            if words:
                out.append(Text(words))
            if name:
                out.extend(_as_inlines(filling[name]))
        return join_text(out)

    def counted(self, key: str, count: int, **filling: str | int) -> str:
        """The `.one` or `.many` form of a text, with {count} filled. French counts nothing as one, English as many."""
        one = count == 1 or (count == 0 and self.lang == "fr")
        return self.say(f"{key}.{'one' if one else 'many'}", count=count, **filling)

    def listing(self, items: Iterable[str]) -> str:
        """Items in one phrase: `a, b and c`."""
        parts = list(items)
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.say('list.and')} {parts[-1]}"


@cache
def load(lang: str) -> Messages:
    """The catalogue of a language; SofadiffError for one that does not exist."""
    if lang not in LANGUAGES:
        raise SofadiffError(
            f"no reports are written in the language {lang!r}.", remedy=f"Use {' or '.join(LANGUAGES)}."
        )
    catalogue: dict[str, str] = {}
    for name in _CATALOGUES:
        catalogue |= json.loads((_DATA / f"{name}.{lang}.json").read_text(encoding="utf-8"))
    return Messages(lang, catalogue)


def join_text(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """The same inlines with neighbouring plain words of the report's own language in one piece."""
    out: list[Inline] = []
    for item in inlines:
        last = out[-1] if out else None
        if isinstance(item, Text) and isinstance(last, Text) and item.lang is None and last.lang is None:
            out[-1] = Text(last.text + item.text)
        else:
            out.append(item)
    return tuple(out)


def _as_inlines(value: Filling) -> tuple[Inline, ...]:
    if isinstance(value, tuple):
        return value
    if isinstance(value, str | int):
        return (Text(str(value)),)
    return (value,)
