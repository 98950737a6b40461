"""What `report` and `dossier` are asked in the same way, and how both are answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sofadiff.cli.shared import (
    agreement_with_pins,
    deliver,
    format_option,
    lang_option,
    library_options,
    lower_option,
    only_option,
    output_option,
    parse_only,
    pins_options,
    with_attached,
)

if TYPE_CHECKING:
    from typing import TypedDict

    from sofadiff.model import Agreement

    class Choices(TypedDict):
        """The values of :func:`report_options`, by name."""

        format_: str
        output: str | None
        lang: str
        only: str | None
        lower: bool
        pins: str | None
        no_pins: bool
        library: str | None
        no_library: bool


_Function = TypeVar("_Function", bound=Callable[..., Any])


def report_options(function: _Function) -> _Function:
    """Format, output, language, support, rows, pins and library, in the order of the help text."""
    for option in (
        library_options, pins_options, lower_option, only_option, lang_option, output_option, format_option
    ):  # fmt: skip
        function = option(function)
    return function


def agreements_named(
    names: Iterable[str], *, pins: str | None, no_pins: bool, library: str | None, no_library: bool
) -> list[Agreement]:
    """The agreements of these slugs or paths, each with what persons decided on it and what the user attached."""
    return [
        with_attached(agreement_with_pins(name, pins, without=no_pins), library, without=no_library) for name in names
    ]


def answer(
    command: Sequence[str], names: Iterable[str], choices: Choices, dates: Mapping[str, str] | None = None
) -> None:
    """Make the report of a command (as `making.make` has it) on these agreements, and print it or write it."""
    from sofadiff import making
    from sofadiff.cli import word

    only = parse_only(choices["only"])
    agreements = agreements_named(
        names,
        pins=choices["pins"],
        no_pins=choices["no_pins"],
        library=choices["library"],
        no_library=choices["no_library"],
    )
    format_ = choices["format_"]
    looks = word.looks(format_)
    made = making.make(
        command, agreements, lang=choices["lang"], only=only, lower=choices["lower"], dates=dates, looks=looks
    )
    deliver(made, format_, choices["output"])
