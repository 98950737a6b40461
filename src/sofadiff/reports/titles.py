"""How a table names a text: by its title in the language of the report, where a source gives one."""

from __future__ import annotations

from sofadiff.citing.instrument import recorded_title
from sofadiff.document import Text
from sofadiff.languages import bcp47, iso639_3
from sofadiff.model import Agreement


def title_of(agreement: Agreement, lang: str) -> Text:
    """The title, marked with its language where that is not `lang` (`en` or `fr`).

    A record has a title of ours, in its own language. In a report in another language the instrument's own title in
    that language stands instead, if the record has it whole and not from general knowledge alone.
    """
    own = bcp47(agreement.language)
    if own == lang:
        return Text(agreement.title)
    recorded = recorded_title(agreement, iso639_3(lang))
    return Text(recorded) if recorded else Text(agreement.title, own)
