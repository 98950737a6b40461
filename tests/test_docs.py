"""The documents stay true by themselves: commands are documented, examples run, links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from sofadiff import codebook, corpus
from sofadiff.catalog import REPORTS
from sofadiff.cli import COMMANDS
from sofadiff.cli.cite import STYLES
from sofadiff.reports import reliability_page

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "benchmarks" / "README.md"])
BLOCKS = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
EXAMPLES = [line.split(" #")[0].strip() for block in BLOCKS for line in block.splitlines() if line[:9] == "sofadiff "]
SAMPLE = """## Agreement on visiting forces

### Article 1

1. The force must respect the law of the receiving State.

2. The receiving State must:

(a) admit the force;

(b) accept its driving permits.

### Article 2

This agreement enters into force on signature.
"""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_documents(command: str) -> None:
    """A command that no page mentions cannot be found by those who need it."""
    assert any(re.search(rf"sofadiff {command}\b", page.read_text(encoding="utf-8")) for page in PAGES)


def test_the_number_of_citation_styles_is_said_right() -> None:
    """The list of commands and the changelog say as many styles as `sofadiff cite` has."""
    said = {5: "five", 6: "six", 7: "seven", 8: "eight"}[len(STYLES)]
    assert f"in {said} styles" in COMMANDS["cite"][1]
    assert f"citations in {said} styles" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("report", REPORTS)
def test_every_report_is_in_the_readme(report: str) -> None:
    """Each report is named where a newcomer looks first."""
    assert report in README


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_readme_runs(example: str, tmp_path: Path) -> None:
    """The commands of the tours do what they say, in an empty folder that holds one agreement as Markdown."""
    (tmp_path / "agreement.md").write_text(SAMPLE, encoding="utf-8")
    env = {key: value for key, value in os.environ.items() if key != "SOFADIFF_TEST_DATA"}

    before = [
        each for each in EXAMPLES if example.startswith("sofadiff verify ") and each.endswith(example.split()[-1])
    ]
    for command in [*before[:1], example]:
        result = subprocess.run(
            [sys.executable, "-m", *shlex.split(command)],
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, env=env,
        )  # fmt: skip

    # The sample is no copy of the 1951 agreement, and `collate` says so with status 1.
    assert result.returncode == (1 if " collate " in example else 0), result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    """A relative link or picture points to a file that exists."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text) if "://" not in target]

    assert [target for target in targets if target and not (page.parent / target).exists()] == []


def test_the_readme_has_the_two_commands_that_ci_runs() -> None:
    """CI reads the set-up and the test command from the README, by these marks."""
    assert README.count("<!-- ci:main -->\n```sh\n") == 1
    assert README.count("<!-- ci:tests -->\n```sh\n") == 1


def test_the_page_on_reliability_is_the_generated_one() -> None:
    """The figures on reliability are those of the records as they stand."""
    pytest.importorskip("krippendorff", reason="the extra 'reliability' is not installed")
    page = reliability_page.page(codebook.load(), corpus.read_all())

    written = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    # Its last line names the inputs of the day; a record may change in what no figure counts.
    assert written.partition("\n<!-- sofadiff-run")[0] == page
