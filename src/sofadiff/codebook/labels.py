"""The version of the codebook and the names of its topics: what a comparison needs, read without the rest."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sofadiff.errors import SofadiffError

DATA = Path(__file__).parent / "data"
"""Folder of the data files."""
REMEDY = "Install sofadiff again; the codebook is part of it and is not meant to be edited in place."


def read_part(folder: Path, name: str) -> Mapping[str, Any]:
    """One data file as it stands. Raises SofadiffError naming the file where it cannot be read."""
    path = folder / f"{name}.json"
    try:
        part: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SofadiffError(f"not a readable codebook file ({error}).", where=str(path), remedy=REMEDY) from error
    return part


def version() -> str:
    """The version of the codebook."""
    return _topics()[0]


def topic_label(topic: str, lang: str) -> str:
    """A topic's label in that language; the name itself where the codebook has no such topic."""
    label = _topics()[1].get(topic)
    return topic if label is None else label[lang]


@functools.cache
def _topics() -> tuple[str, Mapping[str, Mapping[str, str]]]:
    part = read_part(DATA, "topics")
    try:
        return str(part["version"]), {topic["id"]: topic["label"] for topic in part["topics"]}
    except (KeyError, TypeError) as error:
        where = str(DATA / "topics.json")
        raise SofadiffError(f"the codebook is damaged: {error} is missing.", where=where, remedy=REMEDY) from error
