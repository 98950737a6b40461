"""A quote card in each of its forms, with its manifest."""

from __future__ import annotations

from sofadiff import runs
from sofadiff.citing import quoting
from sofadiff.citing.selecting import select
from sofadiff.model import Agreement
from sofadiff.outputs import Form, Output
from sofadiff.render import quote_text
from sofadiff.render.quote_png import png
from sofadiff.render.quote_svg import svg


def card(record: Agreement, clause: str, words: str | None, *, lang: str) -> Output:
    """The card of a clause, or of these words of it; SofadiffError where they are no exact part of it."""
    made = quoting.quote(record, select(record, clause), words, lang=lang)
    run = runs.run(("quote",), [record], ["subject"], clause=clause, words=words, lang=lang)
    told = runs.to_json(run)
    forms: dict[str, Form] = {
        "text": lambda: quote_text.text(made),
        "markdown": lambda: quote_text.markdown(made, told),
        "svg": lambda: svg(made, told),
        "png": lambda: png(made, told),
    }
    return Output(run, forms)
