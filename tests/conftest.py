"""Fixtures that several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder with the authentic texts; the test skips where there is none."""
    folder = os.environ.get("SOFADIFF_TEST_DATA")
    if not folder:
        pytest.skip("SOFADIFF_TEST_DATA is not set: the authentic texts are not part of the project")
    path = Path(folder)
    if not path.is_dir():
        pytest.fail(f"SOFADIFF_TEST_DATA names no folder: {folder}")
    return path
