"""A template of the user's own: given a finished report, it writes, and can do nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_regressions.file_regression import FileRegressionFixture

from sofadiff import corpus, making
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.render import user_template

EXAMPLES = Path(__file__).parents[1] / "docs" / "templates"
REPORTS = {"memo.md.j2": ("report", "accountability"), "changes.html.j2": ("report", "departures")}


@pytest.mark.parametrize(("name", "command"), REPORTS.items(), ids=REPORTS)
def test_the_worked_examples_write_what_is_on_record(
    name: str, command: tuple[str, ...], file_regression: FileRegressionFixture
) -> None:
    """The two examples of the documents run on a real report."""
    agreements = [corpus.read(slug) for slug in ("pfp-sofa-1995", "nato-1951")]
    report = making.make(command, agreements)
    source = (EXAMPLES / name).read_text(encoding="utf-8")
    text = user_template.render(source, name, user_template.variables(report))
    assert report.run is not None
    digest = str(report.run["digest"])
    text = text.replace(digest, "DIGEST").replace(digest[:11], "DIGEST")
    file_regression.check(text, basename=name.partition(".")[0], extension=f".{name.split('.')[1]}", encoding="utf-8")


def test_the_command_writes_with_a_template(tmp_path: Path) -> None:
    """`--format template --template FILE`; a mistake leaves no half-written file."""
    words = ["report", "departures", "pfp-sofa-1995", "--against", "nato-1951", "--format", "template", "-o"]
    out = tmp_path / "annex.html"
    done = CliRunner().invoke(group, [*words, str(out), "--template", str(EXAMPLES / "changes.html.j2")])
    assert done.exit_code == 0, done.output
    assert "<table>" in out.read_text(encoding="utf-8")
    bad = tmp_path / "bad.md.j2"
    bad.write_text("{{ nobody }}", encoding="utf-8")
    for extra in (["--template", str(bad)], []):
        failed = CliRunner().invoke(group, [*words, str(tmp_path / "none.md"), *extra])
        assert isinstance(failed.exception, SofadiffError)
        assert not (tmp_path / "none.md").exists()


def test_values_are_escaped_in_markup() -> None:
    """In a template for HTML a value stays a value, also where texts were joined; elsewhere it stands as it is."""
    values = {"a": "<b>", "l": ["<i>", "&"]}
    source = '{{ a }}{{ "x" ~ a }}{{ l|join(", ") }}'
    assert user_template.render(source, "t.html.j2", values) == "&lt;b&gt;x&lt;b&gt;&lt;i&gt;, &amp;"
    assert user_template.render(source, "t.md.j2", values) == "<b>x<b><i>, &"


MISTAKES = {
    "unknown name": ("one\n{{ nobody }}", 2, "'nobody' is undefined"),
    "unknown key": ("\n\n{{ d.c }}", 3, "no attribute 'c'"),
    "unknown filter": ("{{ d|pprint }}", 1, "No filter named 'pprint'"),
    "syntax": ("a\nb\n{% if %}", 3, "Expected an expression"),
    "unclosed": ("a\n{% for x in l %}", 2, "Unexpected end of template"),
    "division": ("\n{{ 1 / 0 }}", 2, "division by zero"),
    "list printed": ("{{ l }}", 1, "is not text"),
    "in a macro": ("{% macro m() %}\n{{ nobody }}\n{% endmacro %}\n{{ m() }}", 2, "'nobody' is undefined"),
}


@pytest.mark.parametrize(("source", "line", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_names_the_template_and_the_line(source: str, line: int, words: str) -> None:
    """What went wrong and where; never a traceback."""
    with pytest.raises(SofadiffError) as caught:
        user_template.render(source, "memo.md.j2", {"d": {"a": 1}, "l": [1]})
    assert str(caught.value).startswith(f"memo.md.j2, line {line}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


GROW = '{%% set n = namespace(x="abcdefghij", l=[1]) %%}{%% for i in range(60) %%}%s{%% endfor %%}{{ n.x }}'
HOSTILE = {
    "class of a text": '{{ "a".__class__.__mro__ }}',
    "class by filter": '{{ "a"|attr("__class__") }}',
    "globals of a function": "{{ range.__globals__ }}",
    "format string": '{{ "{0.__class__}".format(1) }}',
    "width in a format string": '{{ "{:>1000000000}".format(3) }}',
    "width after a percent sign": '{{ "%1000000000d" % 3 }}',
    "padding": '{{ "a".center(1000000000) }}',
    "text times number": '{{ "a" * 1000000000 }}',
    "power": "{{ 9 ** 9 ** 9 }}",
    "squares": "{% set n = namespace(x=9) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x }}",
    "doubling by ~": GROW % "{% set n.x = n.x ~ n.x %}",
    "doubling by +": GROW % "{% set n.x = n.x + n.x %}",
    "doubling by join": GROW % "{% set n.x = [n.x, n.x]|join %}",
    "doubling by replace": GROW % "{% set n.x = n.x|replace('a', n.x) %}",
    "doubling by block": GROW % "{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}",
    "doubling lists": GROW % "{% set n.l = n.l + n.l %}",
    "nested lists printed": GROW % "{% set n.l = [n.l, n.l] %}{{ n.l if i > 40 }}",
    "nested lists as text": GROW % "{% set n.l = [n.l, n.l] %}{{ n.l|upper if i > 40 }}",
    "loops in loops": "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}",
    "long range": "{{ range(10 ** 12)|length }}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "recursive loop": "{% for x in l recursive %}{{ loop(l) }}{% endfor %}",
    "another file": '{% include "/etc/passwd" %}',
    "another template": '{% extends "base.html" %}',
    "import": '{% import "os" as os %}',
    "changing what it is given": "{{ l.append(2) }}",
    "too long": "a" * 200_001,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_template_is_stopped(source: str) -> None:
    """Nothing is reached and nothing grows without end: one line says what was tried."""
    with pytest.raises(SofadiffError):
        user_template.render(source, "memo.md.j2", {"l": [1]})


def test_what_is_given_is_not_changed() -> None:
    """A template reads the report; two templates in a row read the same."""
    values = {"d": {"a": [1, 2]}}
    user_template.render("{% for k, v in d|dictsort %}{{ k }}{{ v|length }}{% endfor %}", "t.j2", values)
    assert values == {"d": {"a": [1, 2]}}


def test_every_filter_of_the_documents_is_there() -> None:
    """The page on templates lists what the sandbox has, no more and no less; `d` and `e` are short for two of them."""
    page = (EXAMPLES.parent / "templates.md").read_text(encoding="utf-8")
    named = page.split("Filters: ")[1].split(". Functions")[0].replace("`", "").split(",")
    box = user_template._Box(markup=False)
    inner = {user_template._COUNTED, user_template._JOINED, "d", "e"}
    assert {each.strip() for each in named} == set(box.filters) - inner
