"""Reports read back from the formats they were written in, as somebody without sofadiff would read them.

Every reader gives the passages of a comparison with the runs of words that the format shows as gone and as new. None
of them uses code of the package but the list of change classes: what a format says is read from its bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

import lxml.html
from lxml.html import HtmlElement

_RUNS = {
    "terminal": (r"\[([-?])(.*?)\1\]", r"\{([+?])(.*?)\1\}"),
    "csv": (r"\[([-?])(.*?)\1\]", r"\{([+?])(.*?)\1\}"),
    "markdown": (r"(?:~~|\*)\[([-?]) (.*?) \1\](?:~~|\*)", r"\*\*[\[{]([+?]) (.*?) \1[\]}]\*\*"),
}
"""What is gone and what is new; with `?` only one text is known to have it."""
_PLAIN_WORDS = r"((?:[^\[\]]|\[[^\[\]]*\])*?)"
_ESCAPED_WORDS = r"((?:(?!\\[\[\]]).|\\\[(?:(?!\\[\[\]]).)*\\\])*?)"
_SWAPS = {
    "terminal": rf"\[{_PLAIN_WORDS} -> {_PLAIN_WORDS}\]",
    "markdown": rf"\\\[{_ESCAPED_WORDS} → {_ESCAPED_WORDS}\\\]",
}
"""Another name for the same; the words may themselves have a pair of brackets (`paragraph [54]`)."""
_GONE, _NEW = ".//del | .//span[@class='open']", ".//ins"


@dataclass(frozen=True)
class Passage:
    """One passage as a format shows it; white space in names and runs is made one space."""

    base: frozenset[str]
    """Names of the earlier clauses (`para 4`)."""
    other: frozenset[str]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    told: tuple[str, ...] = ()
    """The changes as sentences, where the format has them."""
    rebuild: Callable[[], tuple[str, str]] | None = field(default=None, compare=False, repr=False)
    """Puts the earlier and the later words together again from what the format shows; None where it cannot."""


def terminal(text: str) -> Iterator[Passage]:
    """The short view: a line that names the clauses, then the words behind a bar."""
    blocks = text.split("\n\n")
    for head, block in pairwise(blocks):
        lines = block.split("\n")
        if all(line.startswith("  |") for line in lines) and " | " in head.replace("\n", " "):
            names = " ".join(head.split()).rpartition(" | ")[0]
            other, _, base = names.partition(" < ")
            yield _marked("terminal", base, other, " ".join(line[3:].strip() for line in lines))


def terminal_long(text: str) -> Iterator[Passage]:
    """The whole view: the names of both sides on a line with an arrow, then the words behind a bar."""
    for block in text.split("\n\n"):
        head = [line for line in block.split("\n") if not line.startswith("  |")]
        words = [line[3:].strip() for line in block.split("\n") if line.startswith("  |")]
        base, arrow, other = " ".join(head).partition(" -> ")
        if words and arrow:
            yield _marked("terminal", _clauses(base), _clauses(other), " ".join(words))


def markdown(text: str) -> Iterator[Passage]:
    """A line in italics with both names, then the words as a quotation."""
    for head, block in pairwise(text.split("\n\n")):
        found = re.match(r"\*(.*?) → (.*?)\*(?:\. |$)", head)
        if found and block.startswith(">"):
            words = "\n".join(line.removeprefix(">").removeprefix(" ") for line in block.split("\n"))
            yield _marked("markdown", _clauses(_plain(found[1])), _clauses(_plain(found[2])), words)


def html(text: str) -> Iterator[Passage]:
    """Deletions and insertions are elements; what only a screen reader says is left out."""
    for box in lxml.html.document_fromstring(text).xpath("//div[@class='redline']"):
        base, other = (_one_space(side.text_content()) for side in box.xpath("./p/span[@class='side']"))
        (clause,) = box.xpath("./div[@class='clause']")
        listed = box.xpath("./details[@class='changes']/ol/li")
        yield Passage(
            _names(_clauses(base)),
            _names(_clauses(other)),
            tuple(_one_space(_unspoken(gone)) for gone in clause.xpath(_GONE)),
            tuple(_one_space(_unspoken(new)) for new in clause.xpath(_NEW)),
            tuple(_one_space(item.text_content()) for item in listed),
            partial(_both_of_html, clause),
        )


def csv_rows(text: str) -> Iterator[Passage]:
    """One row per passage: the changes in brackets, both texts whole in columns of their own."""
    for row in csv.DictReader(io.StringIO(text, newline="")):
        words = row["changes"].removeprefix("'")
        yield Passage(
            _names(row["base_labels"]),
            _names(row["other_labels"]),
            *(tuple(_one_space(run) for run in _found(runs, words)) for runs in _RUNS["csv"]),
            rebuild=partial(_pair, row["base_text"], row["other_text"]),
        )


def json_links(text: str) -> Iterator[Passage]:
    """The edits as they are; clauses are named by number and label of their units."""
    data = json.loads(text)
    label = {(unit["side"], unit["eId"]): f"para {(unit['num'] or '').rstrip('.')}" for unit in data["units"]}
    for link in data["links"]:
        edits = link["edits"]
        yield Passage(
            frozenset(label["base", eid] for eid in link["base"]),
            frozenset(label["other", eid] for eid in link["other"]),
            tuple(_one_space(edit["base"]) for edit in edits if edit["op"] == "removed"),
            tuple(_one_space(edit["other"]) for edit in edits if edit["op"] == "added"),
            rebuild=partial(sides, edits),
        )


READERS: Mapping[str, Callable[[str], Iterator[Passage]]] = {
    "terminal": terminal,
    "html": html,
    "markdown": markdown,
    "json": json_links,
    "csv": csv_rows,
}
"""Format -> reader of its passages."""


def sides(edits: Sequence[Mapping[str, str]]) -> tuple[str, str]:
    """Both texts of a link of `sofadiff.comparison/1`, put together from its edits alone."""
    return "".join(edit["base"] for edit in edits), "".join(edit["other"] for edit in edits)


def _marked(format_: str, base: str, other: str, words: str) -> Passage:
    """A passage from words with brackets around what changed."""
    clean = _plain if format_ == "markdown" else str
    return Passage(
        _names(base),
        _names(other),
        *(tuple(_one_space(clean(run)) for run in _found(runs, words)) for runs in _RUNS[format_]),
        rebuild=partial(_both_of_marked, format_, words),
    )


def _both_of_marked(format_: str, words: str) -> tuple[str, str]:
    found = []
    for side, (shown, hidden) in enumerate((_RUNS[format_], _RUNS[format_][::-1]), start=1):
        text = re.sub(shown, r"\2", re.sub(hidden, "", words, flags=re.DOTALL), flags=re.DOTALL)
        text = re.sub(_SWAPS[format_], rf"\{side}", text, flags=re.DOTALL)
        found.append(_plain(text) if format_ == "markdown" else text)
    return found[0], found[1]


def _both_of_html(clause: HtmlElement) -> tuple[str, str]:
    return _unspoken(clause, without=_NEW, earlier=True), _unspoken(clause, without=_GONE)


def _pair(base: str, other: str) -> tuple[str, str]:
    return base, other


def _found(runs: str, words: str) -> list[str]:
    return [found[2] for found in re.finditer(runs, words, re.DOTALL)]


def _plain(text: str) -> str:
    """Markdown's escapes taken away."""
    return re.sub(r"\\([\\`*_{}\[\]<>|~#&$.)+=-])", r"\1", text)


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _names(label: str) -> frozenset[str]:
    """`para 27; para 28 – topic` -> the clauses, without what they are about."""
    bare = label.partition(" – ")[0]
    return frozenset(name.strip() for name in bare.split(";") if name.strip() not in {"", "–"})


def _clauses(side: str) -> str:
    """`name-of-the-text, para 27; para 28` -> `para 27; para 28`."""
    return _one_space(side).partition(", ")[2]


def _unspoken(element: HtmlElement, *, without: str = "", earlier: bool = False) -> str:
    """The words on the screen; with `earlier`, a swapped term in the form of the earlier text."""
    copy = lxml.html.fromstring(lxml.html.tostring(element, encoding="unicode", with_tail=False))
    for swap in copy.xpath(".//span[@class='folded'][span[@class='spoken']]") if earlier else ():
        (before,) = swap.xpath("./span[@class='spoken']/span")
        swap.text, before = before.text_content(), swap.xpath("./span[@class='spoken']")[0]
        before.drop_tree()
    for gone in copy.xpath(".//span[@class='spoken'] | .//span[@aria-hidden]" + (f" | {without}" if without else "")):
        gone.drop_tree()
    return str(copy.text_content())
