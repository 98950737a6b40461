"""Same input, same bytes: whatever the hash seed, the locale, the time zone or the folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WORLDS = (
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "TZ": "America/Port-au-Prince", "NO_COLOR": "1", "COLUMNS": "60"},
)
MSS, MODEL = "haiti-mss-2024", "un-model-1990"


@pytest.mark.parametrize("format_", ["terminal", "html", "markdown", "json", "csv"])
@pytest.mark.parametrize("command", ["compare", "synopsis", "immunity", "accountability", "redline"])
def test_outputs_do_not_depend_on_the_world(command: str, format_: str, tmp_path: Path) -> None:
    """Two processes with another hash seed, locale and time zone write the same bytes."""
    compared = {"compare": ["compare", MODEL, MSS], "synopsis": ["compare", MODEL, MSS, "unmiss-2011"]}
    args = compared.get(command, ["report", command, MSS, "--against", MODEL])
    seen = set()
    for number, world in enumerate(WORLDS):
        out = tmp_path / f"{number}.out"
        subprocess.run(
            [sys.executable, "-m", "sofadiff", *args, "--format", format_, "-o", str(out)],
            env={**os.environ, **world}, check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        seen.add(out.read_bytes())

    assert len(seen) == 1
