"""The published set: `reports/` as the current code and records produce it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from sofadiff import __version__, catalog, corpus, making, render
from sofadiff.citing import identities
from sofadiff.document import Report
from sofadiff.messages import load
from sofadiff.output import write_bytes, write_text
from sofadiff.render import docx, html, pdf
from sofadiff.reports import exporting

SUBJECT = "haiti-mss-2024"
AGAINST = ("haiti-minustah-2004", "haiti-unmih-1995", "haiti-us-1995", "un-model-1990")
"""The question the project began with: what did the 2024 agreement give and take against its four forerunners?"""
LINEAGE = ("un-model-1990", "haiti-unmih-1995", "haiti-minustah-2004", "haiti-mss-2024")
FORMATS = ("html", "docx", "pdf", "markdown", "json", "csv")
COUNTS = ("html", "markdown", "json", "csv")
"""Formats of figures, which nobody files as a Word document."""
LARGE = ("html", "csv")
"""Formats of the reports on the whole corpus: one to read, one to compute with."""
LANGUAGES = ("en", "fr")
FOR_READERS = ("html", "docx", "pdf", "markdown")
"""Formats that differ with the language; JSON and CSV hold ids and stand once, beside the English pages."""
NAMES = {"docx": "Word", "pdf": "PDF"}
"""Formats that the index offers beside the page, and what they are called."""
INDEX = "index.html"


def reports() -> Iterator[tuple[str, Report, tuple[str, ...]]]:
    """(path without extension, report, formats) of everything published, in order."""
    everything = corpus.read_all()
    for lang in LANGUAGES:
        for path, report in to_file(lang):
            yield path, report, FORMATS
        for name, formats in (("stats", COUNTS), ("matrix", LARGE), ("timeline", LARGE)):
            yield f"corpus/{name}.{lang}", making.make(("publish", name), everything, lang=lang, lower=True), formats


def to_file(lang: str) -> Iterator[tuple[str, Report]]:
    """(path without extension, report) of what is published on the subject, which lawyers file as Word and PDF."""
    texts = [corpus.read(slug) for slug in (SUBJECT, *AGAINST)]
    for name in catalog.REPORTS:
        yield f"{SUBJECT}/{name}.{lang}", making.make(("report", name), texts, lang=lang, lower=True)
    line = [corpus.read(slug) for slug in LINEAGE]
    yield f"{SUBJECT}/lineage.{lang}", making.make(("publish", "lineage"), line, lang=lang, lower=True)


def prints() -> bool:
    """Whether PDF files can be made here: typst is an extra, and without it the set is written without them."""
    return find_spec("typst") is not None


def contents() -> Iterator[tuple[str, bytes]]:
    """(path inside the folder, bytes) of every published file, in order; the page that leads to them last."""
    entries: dict[str, list[html.Entry]] = {lang: [] for lang in LANGUAGES}
    for path, report, formats in reports():
        for format_ in (f for f in formats if report.lang == LANGUAGES[0] or f in FOR_READERS):
            if format_ != "pdf" or prints():
                yield _file(path, report, format_)
        named = (each for each in formats if each in NAMES and (each != "pdf" or prints()))
        others = tuple((NAMES[each], f"{path}.{each}") for each in named)
        entries[report.lang].append((report.title, f"{path}.html", others))
    groups = [(load(lang).say("index.language"), entries[lang]) for lang in LANGUAGES]
    words = load("en")
    yield INDEX, html.index(words.say("index.title"), words.say("index.lead"), groups, "en").encode()


def _file(path: str, report: Report, format_: str) -> tuple[str, bytes]:
    if format_ == "docx":
        return f"{path}.docx", docx.render(report)
    if format_ == "pdf":
        return f"{path}.pdf", pdf.render(report)
    writer = render.FORMATS[format_]
    told = exporting.exported(report)[0] if format_ == "csv" else report
    return f"{path}.{writer.extension}", writer.render(told).encode()


def write(folder: str) -> Iterator[str]:
    """Write the published set, remove files that no longer belong to it, and yield each path written."""
    top = Path(folder)
    kept = {"README.md"}
    for name, data in contents():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(str(path), data)
        kept.add(name)
        yield str(path)
    for path in _extra(top, kept):
        path.unlink()


def stale(folder: str) -> list[str]:
    """One line for each file that is missing, different or left over; empty when the folder is up to date."""
    top = Path(folder)
    lines, kept = [], {"README.md"}
    for name, data in contents():
        kept.add(name)
        path = top / name
        if name == INDEX and not prints() and path.is_file():
            continue  # it leads to PDF files, which cannot be made here
        if not path.is_file():
            lines.append(f"missing: {path}")
        elif path.read_bytes() != data:
            lines.append(f"different: {path}")
    return lines + [f"left over: {path}" for path in _extra(top, kept)]


def note_identities() -> tuple[str, tuple[str, ...]]:
    """Add the clauses of this release to the published list: its path, and the ids that are gone without a reason."""
    now, gone = identities.noted(identities.published(), corpus.read_all(), __version__)
    write_text(str(identities.FILE), identities.written(now))
    return str(identities.FILE), gone


def _extra(top: Path, kept: set[str]) -> list[Path]:
    """Files that are not of the set; of PDF files nothing is said where none can be made."""
    files = (path for path in sorted(top.rglob("*")) if path.is_file())
    others = (path for path in files if path.relative_to(top).as_posix() not in kept)
    return [path for path in others if path.suffix != ".pdf" or prints()]
