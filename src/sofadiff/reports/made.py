"""How an output was made, said at its end and carried by it: the manifest of :mod:`sofadiff.runs`."""

from __future__ import annotations

from msgspec.structs import replace

from sofadiff.document import Block, Cell, Code, Heading, Paragraph, Report, Table, Text
from sofadiff.messages import Messages, load
from sofadiff.runs import Input, Run, to_json


def stamped(report: Report, made: Run, *, short: bool = False) -> Report:
    """The report with its manifest: as data in every format that has room for it, and as a last section to read.

    `short` leaves the table of inputs out, for a screen.
    """
    words = load(report.lang)
    last = _lines(words, made)[:1] if short else _section(words, made)
    return replace(report, blocks=(*report.blocks, *last), run=to_json(made))


def _section(words: Messages, made: Run) -> list[Block]:
    rows = [
        (
            Cell((Text(each.name),), header=True),
            Cell((Text(_role(words, each)),)),
            Cell((Code(each.sha256),)),
        )
        for each in made.inputs
    ]
    head = (words.say("run.input"), words.say("run.role"), words.say("run.digest-of"))
    return [
        Heading(2, words.say("run.title"), "run"),
        *_lines(words, made),
        Table("run", words.say("run.caption"), head, tuple(rows)),
    ]


def _lines(words: Messages, made: Run) -> list[Block]:
    command = " ".join(["sofadiff", *made.command])
    first = words.inlines("run.made", version=made.version, codebook=made.codebook, command=Code(command))
    digest = Code(made.digest)
    if made.repeatable:
        second = words.inlines("run.verify", digest=digest, verify=Code("sofadiff verify"))
    else:
        second = words.inlines("run.again", digest=digest)
    options = "; ".join(f"{name} {value}" for name, value in made.options)
    out = [Paragraph((*first, Text(" "), *second))]
    if options:
        out.append(Paragraph(words.inlines("run.options", options=options)))
    if made.filtered_out:
        out.append(Paragraph((Text(words.counted("run.filtered", made.filtered_out)),)))
    return list(out)


def _role(words: Messages, each: Input) -> str:
    role = words.say(f"run.role.{each.role}")
    if each.role in ("collection", "codebook"):
        return role
    return words.say("run.shipped" if each.shipped else "run.own", role=role)
