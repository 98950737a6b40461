"""Which language each block is in, told by its function words; the parts of a bilingual file told apart.

A small profile of five languages, no library: enough to part an English text from its Dutch translation, and honest
about how sure it is. It is a hint: a language that the user names always wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Block, Kind
from sofadiff.text import normal_words

NAMES = {"eng": "English", "fra": "French", "nld": "Dutch", "deu": "German", "afr": "Afrikaans"}
UNDETERMINED = "und"

_WORDS = {
    "eng": "the of and to in a be for which that this by any shall with from is are not or such it its as on at have"
    " has may other their been under between who these all article agreement state states done has was will no if his",
    "fra": "le la les de des du et à au aux en dans par pour que qui sur est sont un une ou ne pas ce cette ces leur"
    " leurs son sa ses il avec être sera ainsi présent accord état article l d s n y",
    "nld": "de het een en van in te dat die is zijn op aan met voor door niet of bij als uit naar worden wordt dit deze"
    " hun tot om ten der welke kan kunnen zal zullen artikel verdrag staat tussen ook is geen",
    "deu": "der die das und zu in den dem des ein eine einer eines von mit auf für ist sind nicht oder bei als aus nach"
    " werden wird dieses diese dieser an im zur zum kann soll artikel staat zwischen auch sich durch",
    "afr": "die van en in te het is nie wat vir met op aan deur of by as uit na om word hierdie sy hul daardie enige"
    " ingevolge moet kan sal mag tot ten tussen ook geen ander sodanige welke wees was deur staat artikel ooreenkoms",
}
_PROFILES = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_SWITCH = 6.0
"""Function words by which a block must differ from its neighbours before it counts as another language."""
_SWITCH_AT_HEADING = 3.0
_HINT = 4
"""Function words that the source's own word on a block's language is worth."""
_SMALLEST_SHARE = 0.12
"""Text with a smaller share of a language's function words than this is in none of the languages that are known."""
_SMALL_SHARE = 0.04
"""A language with a smaller share of the words than this is not taken for the file's main one."""

_SMALL_WORD = re.compile(r"\b[^\W\d_A-ZÀ-Þ]{4,}\b")
_FOREIGN_WORDS = 20
"""Such words that a text in a language that is not recognised has at least."""
_FOREIGN_SHARE = 0.25
"""Share of them that also stand in the language imported, at most."""


class Run(Struct, frozen=True):
    """Consecutive blocks in one language."""

    language: str
    first: int
    """Index of its first block."""
    end: int
    """Index after its last block."""
    line: int
    last_line: int
    words: int
    confidence: float
    """Share of this language among the function words of the two likeliest languages; 1.0 is best, 0.5 a toss-up."""


class Choice(Struct, frozen=True):
    """The language that is imported, and why."""

    language: str
    why: str
    runs: tuple[Run, ...]
    kept: tuple[bool, ...]
    """For each block, whether it is imported."""
    doubtful: bool


def hits(text: str) -> dict[str, int]:
    """How many function words of each language a text has."""
    words = normal_words(text)
    return {language: sum(word in profile for word in words) for language, profile in _PROFILES.items()}


def find_runs(blocks: Sequence[Block]) -> tuple[Run, ...]:
    """Split a file into runs of one language each, by the cheapest path through all blocks."""
    if not blocks:
        return ()
    languages = tuple(_PROFILES)
    scores = [_score(block) for block in blocks]
    best = dict(scores[0])
    back: list[dict[str, str]] = []
    for block, score in zip(blocks[1:], scores[1:], strict=True):
        cost = _SWITCH_AT_HEADING if block.kind is Kind.HEADING else _SWITCH
        leader = max(languages, key=lambda language: best[language])
        step: dict[str, str] = {}
        now: dict[str, int] = {}
        for language in languages:
            stay, switch = best[language], best[leader] - cost
            step[language] = language if stay >= switch else leader
            now[language] = int(max(stay, switch)) + score[language]
        back.append(step)
        best = now
    language = max(languages, key=lambda name: best[name])
    path = [language]
    for step in reversed(back):
        language = step[language]
        path.append(language)
    path.reverse()
    return tuple(_runs(blocks, path, scores))


def _score(block: Block) -> dict[str, int]:
    found = hits(block.text)
    if block.language in found:
        found[block.language] += _HINT
    return found


def _runs(blocks: Sequence[Block], path: Sequence[str], scores: Sequence[dict[str, int]]) -> list[Run]:
    found: list[Run] = []
    start = 0
    for index in range(1, len(path) + 1):
        if index < len(path) and path[index] == path[start]:
            continue
        total = {name: sum(score[name] for score in scores[start:index]) for name in _PROFILES}
        rival = max(count for name, count in total.items() if name != path[start])
        own = total[path[start]]
        words = sum(len(normal_words(block.text)) for block in blocks[start:index])
        known = own > _SMALLEST_SHARE * words
        found.append(
            Run(
                language=path[start] if known else UNDETERMINED,
                first=start,
                end=index,
                line=blocks[start].line,
                last_line=blocks[index - 1].line,
                words=words,
                confidence=round(own / (own + rival), 2) if known else 0.0,
            )
        )
        if len(found) > 1 and {run.language for run in found[-2:]} == {UNDETERMINED}:
            found[-2:] = [_joined(*found[-2:])]
        start = index
    return found


def _joined(run: Run, after: Run) -> Run:
    words = run.words + after.words
    return Run(UNDETERMINED, run.first, after.end, run.line, after.last_line, words, 0.0)


def choose(blocks: Sequence[Block], wanted: str | None, path: str, stated: str = "") -> Choice:
    """Which blocks to import. Raise SofadiffError if a wanted language is not there but several others are.

    `stated` is the language that the file states for its text. It counts where its words cannot be recognised.
    """
    if wanted is None and stated and stated not in NAMES:
        return _stated(blocks, stated)
    runs = find_runs(blocks)
    words: dict[str, int] = {}
    for run in runs:
        words[run.language] = words.get(run.language, 0) + run.words
    total = sum(words.values()) or 1
    main = [language for language in words if words[language] / total >= _SMALL_SHARE and language != UNDETERMINED]
    if wanted is not None:
        return _wanted(blocks, runs, wanted, main, path)
    if not main:
        return Choice(
            UNDETERMINED, "no language was recognised; name it with --language", runs, (True,) * len(blocks), True
        )
    language = next((name for name in main if name in {"eng", "fra"}), main[0])
    others = [name for name in main if name != language]
    why = f"{NAMES[language]} was recognised by its function words"
    if others:
        why += f"; the file also holds {_listed(others)}, which --language would choose"
    kept = _kept(blocks, runs, language)
    return Choice(language, why, runs, kept, _unsure(runs, language, kept))


def _stated(blocks: Sequence[Block], stated: str) -> Choice:
    """A whole file in a language whose words are not known here: what it says of itself has to do."""
    words = sum(len(normal_words(block.text)) for block in blocks)
    last = blocks[-1].line if blocks else 0
    runs = (Run(stated, 0, len(blocks), blocks[0].line, last, words, 0.0),) if blocks else ()
    why = "the file states it; its words are not recognised here"
    return Choice(stated, why, runs, (True,) * len(blocks), False)


def _wanted(blocks: Sequence[Block], runs: tuple[Run, ...], wanted: str, main: list[str], path: str) -> Choice:
    if wanted in main:
        kept = _kept(blocks, runs, wanted)
        return Choice(wanted, "named with --language", runs, kept, _unsure(runs, wanted, kept))
    if len(main) > 1 and wanted in NAMES:
        raise SofadiffError(
            f"no {NAMES[wanted]} was found in it, but {_listed(main)}.",
            where=path,
            remedy=f"Choose with --language {' or '.join(main)}, or cut the text you want into a file of its own.",
        )
    why = "named with --language"
    if main:
        why += f", although the words look {_listed(main)}; the whole file was imported"
    return Choice(wanted, why, runs, (True,) * len(blocks), bool(main))


def _kept(blocks: Sequence[Block], runs: tuple[Run, ...], language: str) -> tuple[bool, ...]:
    """Whether each block is imported: what is in the language, and what is in none, such as lists of names."""
    vocabulary = {word for run in runs if run.language == language for word in _prose(blocks, run)}
    kept = [False] * len(blocks)
    for run in runs:
        own = run.language == language or (
            run.language == UNDETERMINED and not _is_foreign(_prose(blocks, run), vocabulary)
        )
        for index in range(run.first, run.end):
            kept[index] = own
    return tuple(kept)


def _prose(blocks: Sequence[Block], run: Run) -> list[str]:
    """Its longer words in small letters: names tell nothing."""
    return [word for block in blocks[run.first : run.end] for word in _SMALL_WORD.findall(block.text)]


def _is_foreign(words: Sequence[str], vocabulary: set[str]) -> bool:
    """Whether so many words that share so few with the text are a text in a language that is not recognised."""
    return len(words) >= _FOREIGN_WORDS and sum(word in vocabulary for word in words) < _FOREIGN_SHARE * len(words)


def _unsure(runs: tuple[Run, ...], language: str, kept: Sequence[bool]) -> bool:
    """Whether a run may be in another language, or a run in a language that is not recognised was not imported."""
    if any(run.language == UNDETERMINED and not kept[run.first] for run in runs):
        return True
    return any(run.confidence < 0.6 for run in runs if run.language == language)


def _listed(languages: Sequence[str]) -> str:
    names = [NAMES.get(language, language) for language in languages]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
