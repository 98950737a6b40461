"""The published set: `reports/` as the current code and records produce it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sofadiff import catalog, corpus, render
from sofadiff.output import write_text
from sofadiff.reports import matrix

SUBJECT = "haiti-mss-2024"
AGAINST = ("haiti-minustah-2004", "haiti-unmih-1995", "haiti-us-1995", "un-model-1990")
"""The question the project began with: what did the 2024 agreement give and take against its four forerunners?"""
FORMATS = ("html", "markdown", "json", "csv")
LANGUAGES = ("en", "fr")


def contents() -> Iterator[tuple[str, str]]:
    """(path inside the folder, text) of every published file, in order."""
    subject = corpus.read(SUBJECT)
    against = [corpus.read(slug) for slug in AGAINST]
    for lang in LANGUAGES:
        for name in catalog.REPORTS:
            report = catalog.report(name, subject, against, lang=lang)
            for format_ in FORMATS:
                writer = render.FORMATS[format_]
                yield f"{SUBJECT}/{name}.{lang}.{writer.extension}", writer.render(report)
        whole = matrix.report(corpus.read_all(), lang=lang)
        for format_ in FORMATS:
            writer = render.FORMATS[format_]
            yield f"corpus/matrix.{lang}.{writer.extension}", writer.render(whole)


def write(folder: str) -> Iterator[str]:
    """Write the published set, remove files that no longer belong to it, and yield each path written."""
    top = Path(folder)
    kept = {"README.md", "index.html"}
    for name, text in contents():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(str(path), text)
        kept.add(name)
        yield str(path)
    for path in _extra(top, kept):
        path.unlink()


def stale(folder: str) -> list[str]:
    """One line for each file that is missing, different or left over; empty when the folder is up to date."""
    top = Path(folder)
    lines, kept = [], {"README.md", "index.html"}
    for name, text in contents():
        kept.add(name)
        path = top / name
        if not path.is_file():
            lines.append(f"missing: {path}")
        elif path.read_bytes() != text.encode():
            lines.append(f"different: {path}")
    return lines + [f"left over: {path}" for path in _extra(top, kept)]


def _extra(top: Path, kept: set[str]) -> list[Path]:
    return [path for path in sorted(top.rglob("*")) if path.is_file() and path.relative_to(top).as_posix() not in kept]
