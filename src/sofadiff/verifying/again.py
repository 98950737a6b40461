"""An output made again by the command that its manifest names, in the format in which it was written."""

from __future__ import annotations

import json
from collections.abc import Callable

from sofadiff import corpus, making, render
from sofadiff.attaching import actions
from sofadiff.document import Report
from sofadiff.errors import SofadiffError
from sofadiff.findings.deadlines import EVENTS
from sofadiff.importing.asking import Asked
from sofadiff.importing.deciding import Decision, from_json
from sofadiff.importing.importer import build_clauses, prepare
from sofadiff.importing.terms import parse
from sofadiff.index.search import Index
from sofadiff.model import Support
from sofadiff.nearest import Collection
from sofadiff.nearest.shipped import shipped
from sofadiff.outputs import (
    Output,
    attached,
    cited,
    collated,
    explained,
    imported,
    listed,
    nearest,
    nearest_page,
    quoted,
    resolved,
    suggested,
)
from sofadiff.render import docx, pdf, quote_png, user_template
from sofadiff.render.docx import reading as word
from sofadiff.render.docx.making import OPTIONS, chosen
from sofadiff.reports import exporting
from sofadiff.runs import ATTACHED, Looks, Run
from sofadiff.runs import from_json as run_of
from sofadiff.source_file import read_bytes
from sofadiff.verifying.inputs import Look

Again = tuple[Run, str | bytes]
"""The manifest of what was made again, and what it says; a PDF as it is."""
FILE_WIDTH = 100
"""Columns of a text that is written to a file."""
_DECISIONS_LIMIT = 50_000_000
_NO_TEXTS = ("pins", ATTACHED, "template", "collection")


def again(run: Run, format_: str, look: Look) -> Again:
    """The output made again from the inputs as they are now."""
    if run.command == ("compare", "--explain"):
        agreements = [look.agreement(each) for each in look.inputs("base", "against")]
        clause, looks = _option(run, "clause"), _looks(run, look)
        page = explained.page(agreements, clause, lang=_lang(run), short=_short(format_), looks=looks)
        return _page(page, format_, look)
    make = _OTHERS.get(run.command[0])
    return make(run, format_, look) if make else _page(_report(run, look), format_, look)


def _report(run: Run, look: Look) -> Report:
    options = dict(run.options)
    only = options.get("only")
    try:
        kept = frozenset(Support(part) for part in only.split(",")) if only is not None else None
    except ValueError:
        raise SofadiffError(
            f"names an unknown support in “{only}”.", where="--only", remedy="Make the output again."
        ) from None
    return making.make(
        run.command,
        [look.agreement(each) for each in run.inputs if each.role not in _NO_TEXTS],
        lang=_lang(run),
        only=kept,
        short=options.get("view") == "short",
        every=options.get("view") == "whole",
        lower=options.get(exporting.OPTION) is not None,
        dates={event: options[event] for event in EVENTS if event in options},
        looks=_looks(run, look),
    )


def _looks(run: Run, look: Look) -> Looks:
    word = tuple((name, value) for name, value in run.options if name in OPTIONS)
    return Looks(word, look.inputs("template"))


def _page(report: Report, format_: str, look: Look | None = None) -> Again:
    assert report.run is not None, "making signs every report"
    run = run_of(report.run)
    if format_ == "docx":
        options = report.run["options"]
        data = docx.render(report, chosen(options.get("author"), options.get("dated"), None))
        return run, word.lines(data, "made again")
    if format_ == "pdf":
        return run, pdf.render(report)
    if format_ == "terminal":
        return run, render.signed_text(report, width=FILE_WIDTH)
    if format_ in render.FORMATS:
        return run, render.FORMATS[format_].render(exporting.exported(report)[0] if format_ == "csv" else report)
    if look is None:
        raise _cannot(run, format_)
    return run, _templated(report, look)


def _templated(report: Report, look: Look) -> str:
    path = look.file(look.only("template"))
    source = read_bytes(path, 4 * user_template.LONGEST_TEMPLATE).decode("utf-8", "replace")
    return user_template.render(source, path, user_template.variables(report))


def _resolved(run: Run, format_: str, look: Look) -> Again:
    given = [look.agreement(each, pins=False) for each in look.inputs("record") if not each.shipped]
    earlier = [look.agreement(each, pins=False) for each in look.inputs("earlier")]
    page, _ = resolved.answer(_option(run, "link"), given, earlier, lang=_lang(run), short=_short(format_))
    return _page(page, format_)


def _attached(run: Run, format_: str, look: Look) -> Again:
    subject = look.only("subject")
    short = dict(run.options).get("view") == "short"
    if attached.DRY not in run.command:
        return _page(attached.page(look.agreement(subject), lang=_lang(run), short=short), format_)
    language, revisions = (dict(run.options).get(name) for name in ("language", "revisions"))
    record = corpus.read(look.called(subject))
    tied = actions.tie(record, look.file(look.only("file")), language=language, revisions=revisions)
    page = attached.page(
        attached.with_tied(record, tied),
        lang=_lang(run),
        short=short,
        dry=True,
        language=language,
        revisions=revisions,
    )
    return _page(page, format_)


def _suggested(run: Run, format_: str, look: Look) -> Again:
    language, revisions = (dict(run.options).get(name) for name in ("language", "revisions"))
    subject = look.only("subject")
    text = suggested.read(look.called(subject), language, revisions)
    short, looks = _short(format_), _looks(run, look)
    page = suggested.page(text, lang=_lang(run), language=language, revisions=revisions, short=short, looks=looks)
    return _page(page, format_, look)


def _nearest(run: Run, format_: str, look: Look) -> Again:
    clause, top = dict(run.options).get("clause"), _option(run, "top")
    if not top.isdigit() or not 1 <= int(top) <= 100:
        raise SofadiffError("is no number of clauses from 1 to 100.", where=f"--top {top}", remedy="Make it again.")
    text = look.agreement(look.only("subject"), pins=False)
    index = next((look.file(each) for each in look.inputs("index")), None)
    collection: Collection = shipped() if index is None else Index(index, allow_stale=True)
    found = nearest.answers(text, clause, collection, int(top))
    where = nearest.searched(index, collection)
    now = nearest.manifest(text, clause, where, int(top), _lang(run), _looks(run, look))
    if format_ == "json":
        return now, nearest.as_json(found, collection, now)
    return _page(nearest_page.page(found, collection, now, short=_short(format_)), format_, look)


def _imported(run: Run, format_: str, look: Look) -> Again:
    options = {name: value for name, value in run.options if name not in ("lang", imported.TERM)}
    terms = _terms(dict(run.options).get(imported.TERM, "[]"))
    asked = Asked(options.get("language"), options.get("revisions"), options.get("pages"), options.get("part"))
    prepared = prepare(look.file(look.only("file")), asked)
    decided = _decisions(look)
    made = build_clauses(
        prepared,
        options.get("title"),
        options.get("date"),
        options.get("slug"),
        decided[1] if decided else (),
        short=options.get("short"),
        terms=parse(terms),
        text_status=options.get("text-status"),
    )
    return _form(imported.page(made, options, terms, decided, lang=_lang(run)), format_)


def _terms(told: str) -> tuple[str, ...]:
    try:
        found = json.loads(told)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise SofadiffError("is no list of defined terms.", where="--term", remedy="Make the output again.")
    return tuple(found)


def _decisions(look: Look) -> tuple[str, tuple[Decision, ...]] | None:
    for each in look.inputs("decisions"):
        path = look.file(each)
        return each.name, from_json(read_bytes(path, _DECISIONS_LIMIT), path).decisions
    return None


def _collated(run: Run, format_: str, look: Look) -> Again:
    record = look.agreement(look.only("subject"), pins=False)
    language = dict(run.options).get("language")
    return _form(collated.collation(record, look.file(look.only("copy")), language)[0], format_)


def _quoted(run: Run, format_: str, look: Look) -> Again:
    record = look.agreement(look.only("subject"), pins=False)
    words = dict(run.options).get("words")
    return _form(quoted.card(record, _option(run, "clause"), words, lang=_lang(run)), format_)


def _cited(run: Run, format_: str, look: Look) -> Again:
    options = dict(run.options)
    record = look.agreement(look.only("subject"), pins=False)
    other = options.get("against_clause")
    against = (look.agreement(look.only("against"), pins=False), other) if other is not None else None
    style = _option(run, "style")
    if style not in (*cited.MACHINE, *cited.STYLES):
        raise SofadiffError("is no style of citation.", where=f"--style {style}", remedy="Make the output again.")
    made = cited.cite(
        record,
        options.get("clause"),
        against,
        style,
        unchecked="unchecked" in options,
        explain="explain" in options,
        lang=_lang(run),
    )
    return _form(made.output, format_)


def _listed(run: Run, format_: str, look: Look) -> Again:
    return _form(listed.agreements(corpus.read_all()), format_)


def _exported(run: Run, format_: str, look: Look) -> Again:
    subject, form = look.only("subject"), _option(run, "form")
    if form not in ("text", "markdown"):
        raise SofadiffError("is no form of export.", where=f"--format {form}", remedy="Make the output again.")
    return _form(listed.exported(look.called(subject), form)[0], format_)


def _reliability(run: Run, format_: str, look: Look) -> Again:
    return _form(listed.codings(corpus.read_all()), format_)


_OTHERS: dict[str, Callable[[Run, str, Look], Again]] = {
    "resolve": _resolved,
    "attach": _attached,
    "suggest": _suggested,
    "nearest": _nearest,
    "import": _imported,
    "collate": _collated,
    "quote": _quoted,
    "cite": _cited,
    "list": _listed,
    "export": _exported,
    "reliability": _reliability,
}
_FORMS = {"terminal": "signed", "beside": "text"}
"""Format as a file tells it to the form of an output."""


def _form(output: Output, format_: str) -> Again:
    form = output.forms.get(_FORMS.get(format_, format_))
    if form is None:
        raise _cannot(output.run, format_)
    made = form()
    return output.run, made if isinstance(made, str) else quote_png.lines(made)


def _cannot(run: Run, format_: str) -> SofadiffError:
    return SofadiffError(
        f"is not written in this form ({format_}).",
        where=f"sofadiff {' '.join(run.command)}",
        remedy="Run the command itself again.",
    )


def _option(run: Run, name: str) -> str:
    found = dict(run.options).get(name)
    if found is None:
        raise SofadiffError(f"lacks {name}.", where=" ".join(run.command), remedy="Make the output again.")
    return found


def _lang(run: Run) -> str:
    lang = dict(run.options).get("lang", "en")
    if lang not in ("en", "fr"):
        raise SofadiffError(f"names an unknown language “{lang}”.", where="--lang", remedy="Make the output again.")
    return lang


def _short(format_: str) -> bool:
    """Answers on a terminal leave the table of inputs out, and so do their files in that format."""
    return format_ == "terminal"
