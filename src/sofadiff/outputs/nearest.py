"""Where else clauses occur, with the manifest of the answer. Reports: `nearest_page`, which takes longer to load."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import json

from sofadiff import lookup, messages, runs
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement
from sofadiff.nearest import Collection
from sofadiff.nearest.finding import Answers, find
from sofadiff.reports import nearest_data
from sofadiff.runs import PLAIN, Input, Looks, Run


def searched(index: str | None, collection: Collection) -> Input:
    """What is searched: the file of an index, else all the records that ship."""
    if index is None:
        return runs.collection((entry.name, entry.sha256) for entry in collection.entries)
    return _of_index(index)


def _of_index(path: str) -> Input:
    with open(path, "rb") as stream:
        return Input("index", Path(path).name, False, hashlib.file_digest(stream, "sha256").hexdigest())


def manifest_of_all(index: str, top: int, lang: str) -> Run:
    """What the table of every text of an index against all others was made from."""
    return runs.run(("nearest", "--all"), [], [], [_of_index(index)], top=str(top), lang=lang)


def manifest(text: Agreement, clause: str | None, where: Input, top: int, lang: str, looks: Looks = PLAIN) -> Run:
    """What an answer was made from."""
    return runs.run(("nearest",), [text], ["subject"], [where], looks=looks, lang=lang, clause=clause, top=str(top))


def answers(text: Agreement, clause: str | None, collection: Collection, top: int) -> Answers:
    """The nearest clauses; SofadiffError where nothing but a heading was asked about."""
    found = find(collection, text, text.units if clause is None else lookup.require(text, clause), top)
    if not found.answers:
        raise SofadiffError(
            "is a heading, and headings are not searched.",
            where=clause or text.name,
            remedy=f"`sofadiff show {text.name}` lists the clauses.",
        )
    return found


def as_json(found: Answers, collection: Collection, run: Run) -> str:
    """The JSON (`sofadiff.nearest/1`), without laying out a page first."""
    options = dict(run.options)
    told = nearest_data.data(found, collection, index_of(run), int(options["top"]), messages.load(options["lang"]))
    # four times as fast as json.dumps
    return json.format(json.encode({**told, "run": runs.to_json(run)}), indent=2).decode() + "\n"


def index_of(run: Run) -> str | None:
    """Name of the index that was searched; None for the records that ship."""
    return next((each.name for each in run.inputs if each.role == "index"), None)
