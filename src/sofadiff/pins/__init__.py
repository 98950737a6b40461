"""The file of pins beside a record: what persons decided on the answers to its clauses.

One decision is one ``[[pin]]``. The file is TOML, of which only the simplest part is used: blank lines, comments,
``[[pin]]``, and one key with a value in quotation marks (or a date) on a line of its own. So every mistake has its
line, a decision can be taken out without touching what people wrote around it, and no input takes long to read.
"""

from __future__ import annotations

FORMAT = "sofadiff.pins/1"
ENDING = ".pins.toml"
"""The file of a record `x.xml` is `x.pins.toml`."""
LARGEST = 1_000_000
"""Bytes in a file of pins."""
LONGEST_LINE = 5_000
"""Characters on one line."""
MOST = 1_000
"""Decisions in one file."""
LONGEST = {"by": 200, "why": 2_000}
"""Characters in a person's name and in a reason."""
HEAD = ("format", "agreement")
"""Keys before the first decision."""
KEYS = ("decision", "clause", "against", "other_clause", "by", "date", "why", "digest", "other_digest")
"""Keys of one decision, in the order in which they are written; all are required."""
