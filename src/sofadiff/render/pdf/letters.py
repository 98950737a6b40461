"""Which letters the fonts of a PDF draw; what they do not draw is written out, never left blank."""

from __future__ import annotations

import re

from sofadiff.errors import SofadiffError
from sofadiff.render.visible import visible

MOST = 200
"""Letters of a report that are written out as their number; with more it is in another script, and refused."""
_NOT_DRAWN = re.compile(
    "[^\t\n -~\u00a0-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0484\u0487-\u04ff"
    "\u1e00-\u1eff\u2000-\u200d\u2010-\u2027\u202f-\u2040\u2042\u2044-\u2052\u2054-\u2060\u2070\u2071\u2074-\u208e"
    "\u20a0-\u20c0\u2100-\u211e\u2120\u2122\u2124\u2126-\u2151\u2153-\u2184\u2190-\u23ff\u2460-\u25ff"
    "\u2709\u270e\u2713\u2714\u2717\u2718\u2794\u27b1-\u27ff\ufb00-\ufb06]"
)


class Letters:
    """Makes every text of one report fit to be drawn, and counts what had to be written out."""

    def __init__(self, where: str) -> None:
        self.written_out = 0
        self._where = where

    def drawn(self, text: str) -> str:
        """The text with everything that is not drawn, or not seen, as `⟨U+4E2D⟩`.

        >>> Letters("a report").drawn("a\\x1b 中")
        'a⟨U+001B⟩ ⟨U+4E2D⟩'
        """
        return _NOT_DRAWN.sub(self._number, visible(text).replace("\t", " "))

    def _number(self, found: re.Match[str]) -> str:
        self.written_out += 1
        if self.written_out > MOST:
            raise SofadiffError(
                f"has more than {MOST} letters that the fonts of a PDF do not draw, such as {found[0]}"
                f" (U+{ord(found[0]):04X}): they draw Latin, Greek and Cyrillic.",
                where=visible(self._where),
                remedy="Use --format html or docx.",
            )
        return f"⟨U+{ord(found[0]):04X}⟩"
