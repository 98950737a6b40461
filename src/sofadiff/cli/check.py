"""`sofadiff check`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sofadiff.checks.repair import Repaired
    from sofadiff.errors import Problem


@click.command("check")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--fix",
    is_flag=True,
    help="First write the computed eIds, with what points to them, and take suggestions out of clauses with topics.",
)
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--rules", is_flag=True, help="List the rules, one sentence each, and check nothing.")
def command(names: tuple[str, ...], fix: bool, format_: str, rules: bool) -> None:
    """Check records against the Akoma Ntoso schema and the rules of this project.

    NAME is a slug, the path of a record, or a folder of records, which is also checked as a whole. Without NAME the
    folder of records that sofadiff itself uses is checked. Exit status 1 if there is any problem.
    """
    if rules:
        _list_rules()
        return
    from sofadiff import checks, corpus

    found: list[Problem] = []
    repaired: list[Repaired] = []
    files: list[str] = []
    for name in names or (str(corpus.folder()),):
        paths = checks.files_of(name)
        files.extend(paths)
        if fix:
            repaired.extend(_repair(paths))
        found.extend(checks.check_any(name))
    problems = sorted(set(found))
    written = [item for item in repaired if item.ids or item.suggestions]
    files = list(dict.fromkeys(files))
    shown = tuple(dict.fromkeys(checks.shown(path) for path in files))
    click.echo(_json(files, written, problems) if format_ == "json" else _text(shown, written, problems))
    if problems:
        sys.stdout.flush()
        sys.exit(1)


def _list_rules() -> None:
    from sofadiff import checks

    rules = {**checks.CHECKS, **checks.SET_CHECKS}
    width = max(len(name) for name in rules)
    for name in rules:
        click.echo(f"{name:<{width}}  {checks.title(name)}")


def _repair(paths: tuple[str, ...]) -> list[Repaired]:
    from sofadiff.checks.repair import repair

    return [repair(path) for path in paths]


def _text(files: tuple[str, ...], repaired: list[Repaired], problems: list[Problem]) -> str:
    from sofadiff.checks import shown

    lines = [
        f"{shown(item.path)}: {_count(item.ids, 'eId')} written, {_count(item.references, 'reference')} followed."
        for item in repaired
        if item.ids or not item.suggestions
    ]
    lines += [
        f"{shown(item.path)}: {_count(item.suggestions, 'suggestion')} taken out of clauses that have topics."
        for item in repaired
        if item.suggestions
    ]
    lines += [str(problem) for problem in problems]
    records = _count(len(files), "record")
    if problems:
        lines.append(f"{_count(len(problems), 'problem')} in {records} checked.")
    else:
        lines.append(f"No problem in {records} checked.")
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _json(files: list[str], repaired: list[Repaired], problems: list[Problem]) -> str:
    import json

    from sofadiff.checks import shown

    document = {
        "format": "sofadiff.problems/1",
        "checked": list(dict.fromkeys(shown(path) for path in files)),
        "fixed": [
            {
                "path": shown(item.path),
                "ids": item.ids,
                "references": item.references,
                "suggestions": item.suggestions,
            }
            for item in repaired
        ],
        "problems": [problem._asdict() for problem in problems],
        "run": _manifest(files),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _manifest(files: list[str]) -> dict[str, Any]:
    """What was checked, as it is after `--fix`; a file that cannot be read is told among the problems."""
    from hashlib import sha256
    from pathlib import Path

    from sofadiff import corpus, runs
    from sofadiff.errors import SofadiffError
    from sofadiff.source_file import read_bytes

    ours = corpus.folder().resolve()
    inputs = []
    for each in files:
        path = Path(each)
        shipped = path.resolve().parent == ours
        try:
            digest = sha256(read_bytes(each)).hexdigest()
        except SofadiffError:
            continue
        inputs.append(runs.Input("record", path.stem if shipped else path.name, shipped, digest))
    return runs.to_json(runs.run(("check",), [], [], inputs))
