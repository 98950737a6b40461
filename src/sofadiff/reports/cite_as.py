"""How the texts of a report are cited, once for each of them."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.citing.whole import STYLE, whole
from sofadiff.document import Block, Bullets, Code, Heading, Inline, Paragraph, Strong, Text
from sofadiff.messages import Messages
from sofadiff.model import Agreement

_NAMES = {"oscola": "OSCOLA", "french": "Réflex (SNE)"}


def section(agreements: Sequence[Agreement], words: Messages) -> tuple[Block, ...]:
    """The citation of each instrument, and of each file that was read the digest of its bytes."""
    say = words.say
    items: list[tuple[Inline, ...]] = []
    for agreement in {each.name: each for each in agreements}.values():
        line = f"{say('compare.colon')}{whole(agreement, words.lang)}"
        file = (Text(f" {say('cite-as.file')}"), Code(agreement.sha256)) if agreement.path else ()
        items.append((Strong(agreement.short), Text(line), *file))
    lead = say("cite-as.lead", style=_NAMES[STYLE[words.lang]])
    return (Heading(2, say("cite-as.heading"), "cite-as"), Paragraph((Text(lead),)), Bullets(tuple(items)))
