"""What a clause may be about, and what an agreement may do: proposals for a person to accept or to throw away.

Everything here is *machine-suggested*: it is never written where a coding stands, no report counts it, and where the
words do not tell, nothing is said. A suggestion always names the words or the clauses that it rests on.
"""

from __future__ import annotations

from msgspec import Struct

from sofadiff.model import Agreement, Unit
from sofadiff.nearest import Clause, Entry


class Words(Struct, frozen=True):
    """Words that speak for a topic or a value."""

    text: str
    """As the clause, or the heading over it, has them."""
    start: int
    end: int
    """Place in the text of the unit that has them."""
    unit: str
    """Id of that unit: the clause itself, its opening, or the heading over it."""
    where: str
    """`clause`, `opening` or `heading`."""
    weight: float
    """How much they say, 0 to 1."""


class Alike(Struct, frozen=True):
    """A clause of a record that is coded under the topic and has much the same words."""

    clause: Clause
    likeness: float
    """0 to 1, as :mod:`sofadiff.nearest` measures it."""


class Topic(Struct, frozen=True):
    """One topic suggested for one clause."""

    topic: str
    score: float
    """0 to 1; orders the suggestions, and is no probability."""
    words: tuple[Words, ...]
    alike: tuple[Alike, ...]


class ForClause(Struct, frozen=True):
    """The topics suggested for one clause, best first; none where nothing speaks clearly."""

    unit: Unit
    topics: tuple[Topic, ...]


class Value(Struct, frozen=True):
    """One value for which words stand in an agreement."""

    value: str
    words: tuple[Words, ...]
    """One for each clause, in the order of the clauses."""


class ForVariable(Struct, frozen=True):
    """What words suggest for one variable: one value, or several between which they do not decide."""

    variable: str
    values: tuple[Value, ...]
    """More than one means that none is suggested, and that a person must read all of them."""

    @property
    def value(self) -> str | None:
        """The value suggested, or None where the words point to several."""
        return self.values[0].value if len(self.values) == 1 else None


class Suggested(Struct, frozen=True):
    """Everything that is suggested for one agreement."""

    agreement: Agreement
    clauses: tuple[ForClause, ...]
    variables: tuple[ForVariable, ...]
    lists: bool
    """Whether there are lists of words for its language."""
    searched: tuple[Entry, ...]
    """Records in which coded clauses were looked for; none where their language is another, or the text too long."""
    too_long: bool
    """Whether the text has too many clauses to look for coded ones like them."""
