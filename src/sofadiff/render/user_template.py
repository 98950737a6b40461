"""A template of the user's own, run where it can do nothing but write: no files, no other templates, stated limits.

Jinja2's immutable sandbox keeps a template from reaching anything; the limits here keep it from filling memory or
running without end. Every loop, every joined text and every piece of output is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from json import dumps, loads
from typing import TYPE_CHECKING, Any, cast

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from sofadiff.document import Report
from sofadiff.errors import SofadiffError
from sofadiff.render import markdown

if TYPE_CHECKING:
    from jinja2 import Template

LONGEST_TEMPLATE = 200_000
"""Characters of a template."""
LONGEST_OUTPUT = 20_000_000
"""Characters that a template may write, and that any one text in it may have."""
MOST_TURNS = 1_000_000
"""Turns of all loops of a template together."""
_FILTERS = (
    *("abs", "attr", "count", "d", "default", "dictsort", "first", "float", "groupby", "int", "items", "last"),
    *("length", "list", "map", "max", "min", "reject", "rejectattr", "reverse", "round", "select", "selectattr"),
    *("sort", "sum", "unique"),
)
"""Filters on lists and numbers; the result is never longer than what they are given."""
_TEXT_FILTERS = ("capitalize", "e", "escape", "lower", "title", "trim", "truncate", "upper", "urlencode", "wordcount")
"""Filters on one text."""
_METHODS: dict[type, set[str]] = {
    int: set(),
    float: set(),
    list: set(),
    tuple: set(),
    str: {"startswith", "endswith", "lower", "upper", "strip", "split", "splitlines", "title", "removeprefix"},
    dict: {"items", "keys", "values", "get"},
}
_BITS = 4096
"""Of a product of whole numbers; what a report counts has a few dozen."""
_COUNTED, _JOINED = "_counted", "_joined"


def render(source: str, name: str, variables: Mapping[str, Any]) -> str:
    """What the template makes of the variables.

    Args:
        source: The template.
        name: Its file, for errors; where it ends in `.html` or `.xml` before `.j2`, values are escaped.
        variables: What it may use.

    Raises:
        SofadiffError: With the template's name and line, for anything that it cannot do.
    """
    if len(source) > LONGEST_TEMPLATE:
        raise SofadiffError(
            f"is longer than {LONGEST_TEMPLATE:,} characters.", where=name, remedy="Make the template shorter."
        )
    box = _Box(markup=name.removesuffix(".j2").endswith((".html", ".xml")))
    try:
        template = box.template(source)
        return "".join(template.generate(**variables))
    except TemplateSyntaxError as error:
        raise _failed(f"{name}, line {error.lineno}", error.message or "is no template") from None
    except RecursionError:
        raise _failed(name, "goes round in itself too deep") from None
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise _failed(f"{name}, line {_line(error)}", _words(error)) from None


def variables(report: Report) -> dict[str, Any]:
    """What a template can use: see `docs/templates.md`."""
    return {
        "report": {"name": report.name, "title": report.title, "lang": report.lang},
        "data": loads(dumps(report.data, default=dict)),
        "rows": [dict(zip(report.columns, row, strict=True)) for row in report.rows],
        "run": loads(dumps(report.run, default=dict)),
        "markdown": markdown.render(report),
    }


class _TooMuch(SecurityError):
    """A limit was reached."""


class _Box(ImmutableSandboxedEnvironment):
    """The sandbox, with everything counted."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, *, markup: bool) -> None:
        super().__init__(
            autoescape=markup,
            undefined=StrictUndefined,
            finalize=self._written,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._turns = self._length = 0
        self.filters = {name: FILTERS[name] for name in _FILTERS}
        self.filters |= {name: _on_text(FILTERS[name]) for name in _TEXT_FILTERS}
        self.filters |= {"join": _join, "replace": _replace, _COUNTED: self._count, _JOINED: _concat}
        self.globals = {"namespace": self.globals["namespace"], "range": self._range}

    def template(self, source: str) -> Template:
        """The template with its loops and joined texts counted."""
        tree = self.parse(source)
        barred = next(iter(tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends))), None)
        if barred is not None:
            raise TemplateSyntaxError("other templates cannot be used here", barred.lineno)
        return self.from_string(_Counting().visit(tree))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers, and joining of texts and lists within the limit."""
        if operator == "+" and not isinstance(left, int | float):
            _check(len(left) + len(right))
        elif not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError(f"“{operator}” is for numbers")
        elif isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > _BITS:
            raise _TooMuch("the number is too large")
        elif operator == "**" and (abs(right) > 64 or abs(left) > 1_000_000):
            raise _TooMuch("the power is too large")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Methods of texts and mappings that are listed, and what namespaces and loops have."""
        if callable(value) and type(obj) in _METHODS:
            return attr in _METHODS[type(obj)]
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Filling texts in by `format` is left out: one number in it can ask for any length."""
        owner: object = getattr(value, "__self__", None)
        name: str = getattr(value, "__name__", "")
        if isinstance(owner, str) and name in ("format", "format_map"):
            raise SecurityError("“format” cannot be used here; join texts with ~")

    def _range(self, *ends: int) -> range:
        found = range(*ends)
        if len(found) > MOST_TURNS:
            raise _TooMuch(f"more than {MOST_TURNS:,} turns of its loops")
        return found

    def _count(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self._turns += 1
            if self._turns > MOST_TURNS:
                raise _TooMuch(f"more than {MOST_TURNS:,} turns of its loops")
            yield value

    def _written(self, value: Any) -> Any:
        value = "" if value is None else value
        self._length += len(_text(value))
        if self._length > LONGEST_OUTPUT:
            raise _TooMuch(f"more than {LONGEST_OUTPUT:,} characters")
        return value


class _Counting(NodeTransformer):
    """Sends every loop and every joined text through a filter that counts."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        """`{% for x in y %}`."""
        self.generic_visit(node)
        node.iter = _through(_COUNTED, node.iter)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        """`a ~ b`."""
        self.generic_visit(node)
        return _through(_JOINED, nodes.List(node.nodes, lineno=node.lineno))


def _through(name: str, node: nodes.Node) -> nodes.Filter:
    return nodes.Filter(cast(nodes.Expr, node), name, [], [], None, None, lineno=node.lineno)


def _check(length: int) -> None:
    if length > LONGEST_OUTPUT:
        raise _TooMuch(f"a text of more than {LONGEST_OUTPUT:,} characters")


def _concat(parts: Iterable[Any]) -> str:
    return _join(parts)


def _join(parts: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
    """The parts in one text; `attribute` is the key whose values are joined."""
    texts = [_text(part[attribute] if attribute is not None else part) for part in parts]
    _check(sum(map(len, texts)) + len(between) * len(texts))
    return _joiner(texts, between)


def _text(value: Any) -> str:
    """A text, number or nothing as text. A list is refused: it would print in no form that a reader knows."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, int | float | Undefined):
        return str(value)
    raise SecurityError("a list or mapping is not text: go through it with a loop, or join it")


def _on_text(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, on texts and numbers only."""

    @wraps(filter_)
    def on_text(*given: Any, **named: Any) -> Any:
        place = 1 if getattr(filter_, "jinja_pass_arg", None) is not None else 0
        _text(given[place])
        return filter_(*given, **named)

    return on_text


def _joiner(texts: list[str], between: str) -> str:
    """Markup stays markup, and plain texts beside it are escaped."""
    marked = next((text for text in (between, *texts) if hasattr(text, "__html__")), None)
    kind: Callable[[str], str] = type(marked) if marked is not None else str
    return kind(between).join(texts)


def _replace(text: str, old: str, new: str) -> str:
    """Every `old` in the text exchanged for `new`."""
    _check(len(text) * max(1, len(new)))
    return text.replace(old, new)


def _line(error: BaseException) -> int:
    """The line of the template in which it went wrong: the last frame that is a template's."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _words(error: BaseException) -> str:
    if isinstance(error, KeyError):
        return f"there is no {error.args[0]!r}"
    text = str(error) or type(error).__name__
    return f"{text} (see the list of variables)" if isinstance(error, UndefinedError) else text


def _failed(where: str, what: str) -> SofadiffError:
    return SofadiffError(
        f"{' '.join(what.split()).rstrip('.')}.",
        where=where,
        remedy="Correct the template; docs/templates.md lists what it can use.",
    )
