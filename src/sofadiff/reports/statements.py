"""The controlled sentences (codebook 6.5): what may be said about a reading and about a change, and in which words.

Nothing here evaluates. Every sentence about a text names its clauses or says which state the point is in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from sofadiff import pinpoint
from sofadiff.codebook import Codebook
from sofadiff.document import Cite, Code, Inline, Mark, Strong, Text
from sofadiff.findings.confidence import Confidence, lower
from sofadiff.findings.directions import Change, kind, naming
from sofadiff.findings.instruments import in_words
from sofadiff.findings.readings import CODED, LEFT_OUT, UNANSWERED, Reading
from sofadiff.findings.roles import role_of
from sofadiff.languages import bcp47
from sofadiff.messages import Messages
from sofadiff.model import Agreement, Status, Support, Unit
from sofadiff.reports.beside_value import caveats
from sofadiff.reports.exporting import HIGH

_LADDER = tuple(Status)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_WEAKEST_FIRST = (Support.UNVERIFIED, Support.REPORTED, Support.VERIFIED)


class Wording(Struct, frozen=True):
    """One language's catalogue together with the codebook's labels."""

    messages: Messages
    codebook: Codebook
    names: Mapping[str, str] = field(default_factory=dict)
    """Short names of the agreements of the report, by slug: what templates are called."""

    @property
    def lang(self) -> str:
        """The report's language, `en` or `fr`."""
        return self.messages.lang

    def name(self, agreement: Agreement) -> str:
        """What an agreement is called in running text: its short name."""
        return agreement.short

    def template(self, origin: str) -> str:
        """What the agreement of a template clause (`slug#wId`) is called; its slug where it is not in the report."""
        slug = origin.partition("#")[0]
        return self.names.get(slug, slug)

    def topic(self, topic_id: str) -> str:
        """A topic's label; its id where the codebook lacks it."""
        return self.codebook.topic(topic_id).label[self.lang] if self.codebook.is_topic(topic_id) else topic_id

    def person(self, person_id: str) -> str:
        """A category's label."""
        return self.codebook.person(person_id).label[self.lang]

    def persons(self, ids: tuple[str, ...]) -> str:
        """Several categories in one phrase."""
        return self.messages.say("list.semi").join(self.person(item) for item in ids) or self.messages.say(
            "person.agreement"
        )

    def value(self, reading: Reading) -> str:
        """The label of a value or of a state."""
        if reading.state == LEFT_OUT:
            return self.messages.say("state.left-out")
        return self.codebook.value_label(reading.variable, reading.value or reading.state, self.lang)

    def rank(self, reading: Reading) -> str:
        """`rank 3/4`, or that the value has no rank."""
        if reading.rank is None or reading.variable.highest is None:
            return self.messages.say("rank.none")
        return self.messages.say("rank", rank=reading.rank, highest=reading.variable.highest)

    def cite(self, agreement: Agreement, unit: Unit, *, short: bool = False) -> Cite:
        """A pinpoint reference to a clause."""
        return pinpoint.cite(agreement, unit, self.messages, self.topic, short=short)

    def run(self, clauses: Sequence[tuple[Agreement, Unit]]) -> tuple[Cite, ...]:
        """Short references to clauses of one text, in the order given."""
        units = [unit for _, unit in clauses]
        return pinpoint.cites(clauses[0][0], units, self.messages, self.topic, short=True) if clauses else ()

    def cites(self, reading: Reading, *, short: bool = False) -> tuple[Inline, ...]:
        """The deciding clauses, separated by semicolons; where some are assumed from a template, that is said once."""
        out: list[Inline] = []
        for cite in pinpoint.cites(reading.agreement, reading.units, self.messages, self.topic, short=short):
            out += [Text(self.messages.say("list.semi"))] if out else []
            out.append(cite)
        sources = tuple(dict.fromkeys(self.template(origin) for origin in reading.assumed))
        if sources and not short:
            every = len(reading.assumed) == len(reading.units)
            key = "assumed.from" if every else "assumed.from.partly"
            out += [
                Text(self.messages.say("list.semi")),
                Mark("assumed", self.messages.say(key, source=self.messages.listing(sources))),
            ]
        return tuple(out)

    def support(self, support: Support | None) -> Mark | None:
        """The mark of a clause's or finding's support."""
        return Mark(support.value, self.messages.say(f"support.{support.value}")) if support else None

    def rests(self, *readings: Reading) -> tuple[Mark, ...]:
        """What answers rest on: the weakest support, and the lowest coding where any is below adjudicated (6.4)."""
        told = [each for each in readings if each.state not in UNANSWERED]
        weakest = next((one for one in _WEAKEST_FIRST if any(_supported(each) == one for each in told)), None)
        below = [each.finding for each in told if each.finding and each.finding.status.value not in HIGH]
        mark = self.support(weakest)
        if not below:
            return (mark,) if mark else ()
        least = min(below, key=lambda item: _LADDER.index(item.status))
        coded = Mark("below", self.status(least.status.value, least.coder_kind))
        return (mark, coded) if mark else (coded,)

    def resting(self, *readings: Reading) -> tuple[Inline, ...]:
        """The same, each mark after a space."""
        return tuple(part for mark in self.rests(*readings) for part in (Text(" "), mark))

    def assumed(self, units: Sequence[Unit]) -> tuple[Inline, ...]:
        """After a space, that clauses were inferred from a template, all of them or some; nothing where none was."""
        found = [unit for unit in units if unit.assumed_from]
        key = "assumed" if len(found) == len(units) else "assumed.partly"
        return (Text(" "), Mark("assumed", self.messages.say(key))) if found else ()

    def direction(self, here: Reading, there: Reading, change: Change) -> Mark:
        """The mark of a direction, in words that say no more than the two texts bear out."""
        return Mark(kind(change.direction), self.direction_label(naming(here, there, change)))

    def direction_label(self, name: str) -> str:
        """A direction in words: ours where the catalogue has some, else the codebook's."""
        key = f"direction.{name}"
        return self.messages.say(key) if self.messages.has(key) else self.codebook.label(name, self.lang)

    def role(self, here: Agreement, there: Agreement, *, short: bool = False) -> str:
        """What the comparator is to the agreement."""
        return self.messages.say(f"role.{role_of(here, there)}" + (".short" if short else ""))

    def date(self, date: str) -> str:
        """A date in words, as precise as it is known."""
        year, *rest = date.split("-")
        months = self.messages.say("months").split("|")
        if not rest or not all(part.isdigit() for part in rest):
            return date
        name = months[int(rest[0]) - 1]
        if len(rest) == 1:
            return f"{name} {year}"
        day = int(rest[1])
        return f"{day}{'er' if self.lang == 'fr' and day == 1 else ''} {name} {year}"

    def as_of(self, date: str | None) -> str:
        """`as of` a date: French says it otherwise of a day than of a month or a year."""
        if date is None:
            return self.messages.say("date.as-of.unknown")
        key = "date.as-of" if date.count("-") == 2 else "date.as-of.no-day"
        return self.messages.say(key, date=self.date(date))

    def na_reason(self, reading: Reading) -> Text:
        """Why a question cannot arise: in our words where the reason is one we know, else in the record's."""
        reason = reading.reason
        if reason is None:
            return Text(self.messages.say("na.unstated"))
        key = f"na.{_NOT_WORD.sub('-', reason.casefold()).strip('-')}"
        lang = bcp47(reading.agreement.language)
        known = self.messages.has(key)
        return Text(self.messages.say(key)) if known else Text(reason, None if lang == self.lang else lang)

    def reading(self, reading: Reading, comparator_of: Agreement | None = None) -> tuple[Inline, ...]:
        """What one text says on a question. With `comparator_of`, as a comparator of that agreement."""
        side = "there" if comparator_of else "here"
        filling: dict[str, str | int | Inline | tuple[Inline, ...]] = {
            "label": Strong(reading.variable.label[self.lang]),
            "agreement": Strong(self.name(reading.agreement)),
            "role": self.role(comparator_of, reading.agreement, short=True) if comparator_of else "",
            "value": Strong(self.value(reading)),
            "rank": self.messages.say("list.semi").join((self.rank(reading), *caveats(self.messages, reading))),
            "pinpoint": self.cites(reading) or (Text(self.messages.say("pin.none")),),
        }
        filling |= self._details(reading)
        return self.messages.inlines(f"sentence.{side}.{self._form(reading)}", **filling) + self.resting(reading)

    def _form(self, reading: Reading) -> str:
        """Which sentence fits: the state's, with forms of its own for a derived value and a silence without log."""
        if reading.state == "silent":
            return "silent" if reading.finding and reading.finding.log else "silent-unproved"
        if reading.derived and reading.state == CODED:
            return "derived"
        return reading.state

    def _details(self, reading: Reading) -> dict[str, str | int | Inline]:
        finding = reading.finding
        unknown = self.messages.say("detail.unknown")
        public = reading.attribute("external_public") or "unknown"
        candidates = [
            self.codebook.value_label(reading.variable, item, self.lang)
            for item in (finding.candidates if finding else ())
        ]
        return {
            "clauses": clause_count(reading.agreement),
            "log": Code((finding.log or "").lstrip("#") if finding else ""),
            "reason": self.na_reason(reading),
            "cause": self._cause(reading),
            "candidates": self.messages.listing(candidates) or unknown,
            "reference": self.reference(reading) or unknown,
            "public": self.messages.say(f"public.{public}" if public in ("yes", "no") else "public.unknown"),
            "support": self.messages.say(
                f"support.{finding.support.value}" if finding and finding.support else "support.none"
            ),
        }

    def _cause(self, reading: Reading) -> str:
        """The variable whose value decides this one."""
        return self.codebook.variable(reading.finding.variable).code if reading.derived and reading.finding else ""

    def reference(self, reading: Reading) -> Text | None:
        """The instrument that the finding points to, by its official title where we have it."""
        text = reading.attribute("external_ref")
        if not text:
            return None
        said = in_words(text, self.lang)
        lang = bcp47(reading.agreement.language)
        return Text(said) if said else Text(text, None if lang == self.lang else lang)

    def change(self, here: Reading, there: Reading, change: Change) -> tuple[Inline, ...]:
        """Direction, confidence and status of a comparison, which is no surer than its weaker side."""
        reason = f" ({self.reason(here, there, change)})" if change.reason else ""
        mark = self.direction(here, there, change)
        out = list(self.messages.inlines("sentence.direction", direction=mark, reason=reason))
        confidence = lower(here.confidence, there.confidence) if here.confidence and there.confidence else None
        if confidence and change.direction != "not-assessed":
            out += [
                Text(" "),
                *self.messages.inlines("sentence.confidence", **self._certainty(here, there, confidence)),
            ]
        return tuple(out)

    def _certainty(self, here: Reading, there: Reading, confidence: Confidence) -> dict[str, str]:
        findings = [item.finding for item in (here, there) if item.finding]
        least = min(findings, key=lambda item: _LADDER.index(item.status))
        return {"confidence": self.certainty(confidence), "status": self.status(least.status.value, least.coder_kind)}

    def certainty(self, confidence: Confidence) -> str:
        """`low: text not seen`: the level and the one reason that decides it, in words."""
        level = self.messages.say(f"confidence.{confidence.overall}")
        if confidence.lowest == 3:
            return level
        part = next(key for key in "TEPL" if confidence.parts()[key] == confidence.lowest)
        return level + self.messages.say("list.colon") + self.messages.say(f"confidence.{part}{confidence.lowest}")

    def confidence(self, confidence: Confidence | None) -> str:
        """`low (E3 T0 L1 P0)`; the letters are explained under the method."""
        if confidence is None:
            return self.messages.say("confidence.none")
        return f"{self.messages.say('confidence.' + confidence.overall)} ({confidence})"

    def status(self, status: str, coder_kind: str) -> str:
        """`coded (by software)`: a status never stands without who coded."""
        return self.messages.say(
            "status", status=self.messages.say(f"status.{status}"), by=self.messages.say(f"coder.{coder_kind}")
        )

    def reason(self, here: Reading, there: Reading, change: Change) -> str:
        """Why a direction was not computed."""
        if change.reason is None:
            return ""
        key, _, side = change.reason.partition(".")
        reading = there if side == "there" else here
        name = self.name(reading.agreement)
        return self.messages.say(
            f"reason.{key}", agreement=name, here=self.name(here.agreement), there=self.name(there.agreement)
        )


def _supported(reading: Reading) -> Support | None:
    """The support of an answer; a silence rests on no clause."""
    return None if reading.state == "silent" else reading.support


def wording(messages: Messages, codebook: Codebook, agreements: Sequence[Agreement]) -> Wording:
    """The wording for a report on some agreements."""
    return Wording(messages, codebook, {item.slug: item.short for item in agreements if item.slug})


def clause_count(agreement: Agreement) -> int:
    """Number of clauses of a record: its units without headings."""
    return sum(1 for unit in agreement.units if unit.part.value != "heading")
