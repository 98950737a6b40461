"""Fixtures that several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from word_gathering import Gathering


def pytest_configure(config: pytest.Config) -> None:
    """Every Word file that a test writes is read back at the end."""
    config.pluginmanager.register(Gathering(config), "word-gathering")


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
