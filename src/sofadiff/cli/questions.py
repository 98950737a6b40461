"""Asking on a terminal for what no flag gives; naming the flags where nobody can be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from sofadiff.errors import SofadiffError

Question = tuple[str, str, Callable[[str], Any]]
"""(name of the flag's value, question, what reads the answer or raises SofadiffError)."""
_FLAGS = {"parties": "--party"}


def ask(questions: Sequence[Question], answers: dict[str, Any], *, terminal: bool) -> None:
    """Fill `answers`; without a terminal, raise one error that names every missing flag."""
    if questions and not terminal:
        flags = [_FLAGS.get(name, f"--{name.replace('_', '-')}") for name, _, _ in questions]
        raise SofadiffError(
            f"not given: {', '.join(flags)}.", where="new", remedy="Give them, or run it on a terminal, where it asks."
        )
    for name, question, read in questions:
        while not answers[name]:
            try:
                answers[name] = read(click.prompt(question, err=True))
            except SofadiffError as error:
                click.echo(str(error), err=True)
