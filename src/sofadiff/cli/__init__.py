"""The command line: arguments, exit status, and the one place that prints.

Each command lives in a module of its own and is imported only when it is asked for, so that `--help` stays fast.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module

import click

from sofadiff import __version__
from sofadiff.errors import SofadiffError

COMMANDS = {
    "list": ("listing", "List the agreements that ship with sofadiff."),
    "show": ("show", "Show an agreement: its clauses, or one of them, with support and sources."),
    "compare": ("compare", "Compare two or more agreements clause by clause."),
    "nearest": ("nearest", "Find where else a clause occurs, in the records that ship or in an index of your own."),
    "index": ("index", "Index a folder of agreements, to search it with `nearest`."),
    "suggest": ("suggest", "Suggest topics for clauses and values for variables, with the reasons; never counted."),
    "report": ("report", "Write an immunity, accountability, redline, concordance or departures report."),
    "cite": ("cite", "Cite an agreement or a clause, in seven styles, with a permalink."),
    "quote": ("quote", "A quote card of a clause: exact words, place, support, permalink, digest."),
    "resolve": ("resolve", "Follow a permalink: found, changed (and how), ambiguous or orphaned."),
    "pin": ("pin", "Decide which clauses answer each other, and say who decided and why."),
    "check": ("check", "Check records against the schema and the project's rules."),
    "codebook": ("codebook", "List and show topics and variables; export the codebook."),
    "export": ("export", "Write an agreement as plain text or Markdown, which `import` reads back."),
    "import": ("importing", "Turn a Word, PDF, web, XML or text file into a draft record."),
    "attach": (
        "attach",
        "Lay the authentic text of an agreement beside its record, clause by clause, in your library.",
    ),
    "detach": ("detach", "Undo `attach`."),
    "collate": ("collate", "Match a copy of an agreement against a record's digests, clause by clause."),
    "new": ("new", "Start a record: from nothing, or from an imported draft."),
    "dossier": ("dossier", "Put one question to an agreement: claims and deadlines, official acts, or forum."),
    "verify": ("verify", "Make a report again from its inputs, and say whether anything differs."),
    "stats": ("stats", "Count what the collection holds and how well it is known."),
    "reliability": ("reliability", "Print how far two independent codings of the records agree."),
    "publish": ("publish", "Write the published set of reports, or say what is stale."),
}
"""Command name to (module, one-line help), in the order of the help text."""


class _Commands(click.Group):
    """Loads a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"sofadiff.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f"Did you mean {near[0]}?" if near else "`sofadiff --help` lists the commands."
            raise SofadiffError("no such command.", where=args[0], remedy=hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sofadiff")
def group() -> None:
    """Compare status-of-forces agreements clause by clause and report on immunity and accountability.

    An agreement is named by its slug (see `sofadiff list`) or by the path of an Akoma Ntoso 3.0 file. Nothing is ever
    fetched from a network.

    Exit status: 0 fine (differences found is fine), 1 the answer is "no" or problems were found, 2 wrong usage or
    unreadable input.
    """


def main() -> None:
    """Run the command line; every failure is one line on standard error and a documented exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    atexit.register(gc.freeze)  # what is left when the process ends is not searched for garbage
    try:
        status = group.main(standalone_mode=False)
        sys.stdout.flush()
    except SofadiffError as error:
        _fail(str(error))
    except click.exceptions.Abort:
        _fail("stopped.")
    except click.ClickException as error:
        _fail(error.format_message())
    except BrokenPipeError:
        # The reader of a pipe went away (`| head`): that is not an error, but nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except RecursionError:
        _fail("the input is nested too deeply to be read.")
    else:
        sys.exit(status if isinstance(status, int) else 0)


def _fail(message: str) -> None:
    click.echo(f"sofadiff: {' '.join(message.split())}", err=True)
    sys.exit(2)
