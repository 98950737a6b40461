"""Short names of parties, places and series, as data."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[1] / "data" / "citing-names.json"


@cache
def _names() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def party(name: str, form: str) -> str:
    """A party's short name: `en`, `fr`, `bluebook` or `plain` (with its article); the full name where there is none."""
    forms = _names()["parties"].get(name, {})
    found: str = forms.get(form) or forms.get("en") or name
    return found


def place_fr(name: str) -> str:
    """A town's French name, where it differs."""
    found: str = _names()["places_fr"].get(name, name)
    return found


def series(name: str) -> str:
    """Which series a record means: `unts`, `tias`, `ats`, `ilm`; `other` for any that is not listed."""
    found: str = _names()["series"].get(name, "other")
    return found
