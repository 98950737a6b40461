"""The controlled sentences (codebook 6.5): what may be said about a reading and about a change, and in which words.

Nothing here evaluates. Every sentence about a text names its clauses or says which state the point is in.
"""

from __future__ import annotations

from dataclasses import dataclass

from sofadiff import pinpoint
from sofadiff.codebook import Codebook
from sofadiff.document import Cite, Code, Inline, Mark, Strong, Text
from sofadiff.findings.confidence import Confidence, lower
from sofadiff.findings.directions import Change, kind
from sofadiff.findings.readings import CODED, LEFT_OUT, Reading, role_of
from sofadiff.messages import Messages
from sofadiff.model import Agreement, Status, Support, Unit

_LADDER = tuple(Status)


@dataclass(frozen=True)
class Wording:
    """One language's catalogue together with the codebook's labels."""

    messages: Messages
    codebook: Codebook

    @property
    def lang(self) -> str:
        """The report's language, `en` or `fr`."""
        return self.messages.lang

    def name(self, agreement: Agreement) -> str:
        """What an agreement is called in running text: its short name."""
        return agreement.short

    def topic(self, topic_id: str) -> str:
        """A topic's label; its id where the codebook lacks it."""
        return self.codebook.topic(topic_id).label[self.lang] if self.codebook.is_topic(topic_id) else topic_id

    def person(self, person_id: str) -> str:
        """A category's label."""
        return self.codebook.person(person_id).label[self.lang]

    def persons(self, ids: tuple[str, ...]) -> str:
        """Several categories in one phrase."""
        return "; ".join(self.person(item) for item in ids) or self.messages.say("person.agreement")

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

    def cites(self, reading: Reading, *, short: bool = False) -> tuple[Inline, ...]:
        """The deciding clauses, separated by semicolons; where some are assumed from a template, that is said once."""
        out: list[Inline] = []
        for unit in reading.units:
            out += [Text("; ")] if out else []
            out.append(self.cite(reading.agreement, unit, short=short))
        sources = tuple(dict.fromkeys(origin.split("#")[0] for origin in reading.assumed))
        if sources and not short:
            every = len(reading.assumed) == len(reading.units)
            key = "assumed.from" if every else "assumed.from.partly"
            out += [Text("; "), Mark("assumed", self.messages.say(key, source=self.messages.listing(sources)))]
        return tuple(out)

    def support(self, support: Support | None) -> Mark | None:
        """The mark of a clause's or finding's support."""
        return Mark(support.value, self.messages.say(f"support.{support.value}")) if support else None

    def direction(self, change: Change) -> Mark:
        """The mark of a direction."""
        return Mark(kind(change.direction), self.codebook.label(change.direction, self.lang))

    def role(self, here: Agreement, there: Agreement) -> str:
        """What the comparator is to the agreement."""
        return self.messages.say(f"role.{role_of(here, there)}")

    def na_reason(self, reading: Reading) -> str:
        """Why a question cannot arise, in words where the reason is one of ours."""
        key = f"na.{reading.reason}"
        known = reading.reason is not None and self.messages.has(key)
        return self.messages.say(key) if known else reading.reason or self.messages.say("na.unstated")

    def reading(self, reading: Reading, comparator_of: Agreement | None = None) -> tuple[Inline, ...]:
        """What one text says on a question. With `comparator_of`, as a comparator of that agreement."""
        side = "there" if comparator_of else "here"
        filling: dict[str, str | int | Inline | tuple[Inline, ...]] = {
            "label": Strong(reading.variable.label[self.lang]),
            "agreement": Strong(self.name(reading.agreement)),
            "role": self.role(comparator_of, reading.agreement) if comparator_of else "",
            "value": Strong(self.value(reading)),
            "rank": self.rank(reading),
            "pinpoint": self.cites(reading) or (Text(self.messages.say("pin.none")),),
        }
        filling |= self._details(reading)
        return self.messages.inlines(f"sentence.{side}.{self._form(reading)}", **filling)

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
            "searched": self._foreign(reading, reading.attribute("searched") or self._searched(reading)) or unknown,
            "candidates": self.messages.listing(candidates) or unknown,
            "reference": self._foreign(reading, reading.attribute("external_ref") or "") or unknown,
            "public": self.messages.say(f"public.{public}" if public in ("yes", "no") else "public.unknown"),
            "support": self.messages.say(
                f"support.{finding.support.value}" if finding and finding.support else "support.none"
            ),
        }

    def _foreign(self, reading: Reading, text: str) -> Text | None:
        """Words of the record, marked with its language where that is not the report's."""
        lang = bcp47(reading.agreement.language)
        return Text(text, None if lang == self.lang else lang) if text else None

    def _searched(self, reading: Reading) -> str:
        """What was searched, from the record's list of topics not known."""
        looked = [item.searched for item in reading.agreement.not_known if item.topic in reading.variable.look_in]
        return "; ".join(dict.fromkeys(looked))

    def change(self, here: Reading, there: Reading, change: Change) -> tuple[Inline, ...]:
        """Direction, confidence and status of a comparison, which is no surer than its weaker side."""
        reason = f" ({self.reason(here, there, change)})" if change.reason else ""
        out = list(self.messages.inlines("sentence.direction", direction=self.direction(change), reason=reason))
        confidence = lower(here.confidence, there.confidence) if here.confidence and there.confidence else None
        if confidence:
            out += [
                Text(" "),
                *self.messages.inlines("sentence.confidence", **self._certainty(here, there, confidence)),
            ]
        return tuple(out)

    def _certainty(self, here: Reading, there: Reading, confidence: Confidence) -> dict[str, str]:
        findings = [item.finding for item in (here, there) if item.finding]
        least = min(findings, key=lambda item: _LADDER.index(item.status))
        return {"confidence": self.confidence(confidence), "status": self.status(least.status.value, least.coder_kind)}

    def confidence(self, confidence: Confidence | None) -> str:
        """`low (E3 T0 L1 P0)`."""
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


def clause_count(agreement: Agreement) -> int:
    """Number of clauses of a record: its units without headings."""
    return sum(1 for unit in agreement.units if unit.part.value != "heading")


def bcp47(language: str) -> str:
    """The shortest tag of a record's ISO 639-3 language."""
    return {"eng": "en", "fra": "fr", "nld": "nl", "deu": "de", "spa": "es", "ita": "it", "hat": "ht"}.get(
        language, language
    )
