"""The hidden edit: a clause moves, splits or merges and one operative word comes or goes. Who shows that word?

`python -m benchmarks.hidden` prints in how many of the hundred pairs each of our formats shows it.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import re
import sys
import zipfile
from collections import Counter
from itertools import accumulate

from benchmarks import generator
from benchmarks.generator import KnownEdit, Pair
from benchmarks.printed import marked
from benchmarks.readback import Reading
from sofadiff import publish, render
from sofadiff.comparison import Verdict
from sofadiff.render import docx, pdf
from sofadiff.reports import comparing

_SPOKEN = re.compile(r'<span class="spoken"[^>]*>.*?</span>', re.DOTALL)
_MARKS = {
    "html": (r"<del[^>]*>(.*?)</del>", r"<ins[^>]*>(.*?)</ins>"),
    "markdown": (r"\[-(.*?)-\]", r"\[\+(.*?)\+\]"),
    "terminal": (r"\[-(.*?)-\]", r"\{\+(.*?)\+\}"),
    "csv": (r"\[-(.*?)-\]", r"\{\+(.*?)\+\}"),
    "docx": (r"<w:del [^>]*[^/]>(.*?)</w:del>", r"<w:ins [^>]*[^/]>(.*?)</w:ins>"),
    "pdf": (r"<del>(.*?)</del>", r"<ins>(.*?)</ins>"),
}
"""How each text format marks words of the earlier and of the later text alone."""


def ours(pair: Pair) -> dict[str, bool]:
    """Format -> whether it shows exactly the hidden words as removed or added; `verdict`: whether it is substantive.

    A format that this benchmark cannot read counts as not showing them.
    """
    (edit,) = pair.edits
    whole = printed(pair)
    return {name: shown(name, text, edit) for name, text in sorted(whole.items())} | {
        "verdict": _substantive(json.loads(whole["json"]), pair, edit)
    }


def printed(pair: Pair) -> dict[str, str]:
    """The comparison of a pair in every output format."""
    base, other = (generator.agreement(side) for side in (pair.base, pair.other))
    report = comparing.report(base, other)
    whole = {name: module.render(report) for name, module in render.FORMATS.items()}
    brief = comparing.report(base, other, short=True)
    whole["terminal --sources"] = whole["terminal"]
    with zipfile.ZipFile(io.BytesIO(docx.render(report))) as parts:
        whole["docx"] = parts.read("word/document.xml").decode()
    if publish.prints():
        whole["pdf"] = marked(pdf.render(report))
    return whole | {"terminal": render.terminal_text(brief, width=100, colour=False)}


def shown(name: str, text: str, edit: KnownEdit) -> bool:
    """Whether a text in that format marks exactly the words of an edit as removed or added."""
    op, wanted = ("added", edit.added) if edit.added else ("removed", edit.removed)
    if name == "json":
        edits = [e for link in json.loads(text)["links"] for e in link["edits"] if e["op"] == op]
        return any((e["base"] + e["other"]).strip() == wanted for e in edits)
    marks = _MARKS.get(name.partition(" ")[0])
    if marks is None:
        return False
    found = re.findall(marks[op == "added"], text, re.DOTALL)
    return any(_plain(name, words) == wanted for words in found)


def _plain(name: str, marked: str) -> str:
    if name in ("html", "docx", "pdf"):
        marked = html.unescape(re.sub(r"<[^>]+>", " ", _SPOKEN.sub(" ", marked)))
    return " ".join(re.sub(r"[|*\\_]", " ", marked).split())


def _substantive(data: dict[str, object], pair: Pair, edit: KnownEdit) -> bool:
    """Whether the one link with the clause says so, and every other link between the two texts does not."""
    base = generator.agreement(pair.base)
    at = generator.positions(base)
    links = data["links"]
    assert isinstance(links, list)
    wanted = {True} if any(edit.base in [at[unit] for unit in link["base"]] for link in links) else set()
    found = {
        edit.base in [at[unit] for unit in link["base"]]
        for link in links
        if link["base"] and link["other"] and link["verdict"] == Verdict.SUBSTANTIVE
    }
    return found == wanted == {True}


def shown_by(pair: Pair, reading: Reading) -> bool:
    """Whether another tool pairs the clause and shows the hidden words as changed beside a word that it keeps."""
    (edit,) = pair.edits
    if (edit.base, edit.other) not in reading.links:
        return False
    side, clause, wanted = (1, edit.other, edit.added) if edit.added else (0, edit.base, edit.removed)
    texts = [[c.text.split() for c in one.clauses] for one in (pair.base, pair.other)]
    starts = [list(accumulate((len(words) for words in one), initial=0)) for one in texts]
    kept = {link[side]: link[1 - side] for link in reading.kept}
    other_clause = edit.base if side else edit.other
    inside = range(starts[1 - side][other_clause], starts[1 - side][other_clause + 1])
    words, phrase = texts[side][clause], wanted.split()
    for at in range(len(words) - len(phrase) + 1):
        place = range(starts[side][clause] + at, starts[side][clause] + at + len(phrase))
        bare = [word.rstrip(".,") for word in words[at : at + len(phrase)]]
        beside = [kept.get(place[0] - 1), kept.get(place[-1] + 1)]
        if bare == phrase and not any(n in kept for n in place) and any(n in inside for n in beside if n is not None):
            return True
    return False


def main() -> None:
    """Every pair in every format; fails where one does not show the word."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=100, help="how many, of the reported half")
    parser.add_argument("--language", default="eng", choices=["eng", "fra"])
    options = parser.parse_args()
    found: Counter[str] = Counter()
    for seed in range(1, 2 * options.pairs, 2):
        shows = ours(generator.hidden(seed, options.language))
        found.update({name: int(shows[name]) for name in shows})
        for name in (name for name, shown_there in shows.items() if not shown_there):
            print(f"seed {seed}: not shown in {name}")
    for name, count in sorted(found.items()):
        print(f"{name}: {count} of {options.pairs}")
    sys.exit(min(found.values()) < options.pairs)


if __name__ == "__main__":
    main()
