"""Which language a part of a file is in, and what becomes of a language that is not recognised."""

from __future__ import annotations

from pathlib import Path

from sofadiff.importing import import_file
from sofadiff.importing.blocks import Block, Kind
from sofadiff.importing.languages import choose, find_runs
from sofadiff.importing.totality import outline_text

ENGLISH = (
    "The guard of the bridge shall carry a green lamp, and the lamp shall be lit by the keeper of the bridge at dusk."
)
AFRIKAANS = "Die wag van die brug moet 'n groen lamp dra, en die lamp word deur die wagter van hierdie brug opgesteek."
DUTCH = "De wacht van de brug draagt een groene lamp, en de lamp wordt door de wachter van deze brug aangestoken."
MADE_UP = (
    "Ulomo kavela ntiruka bomeni wesila kuphola, makavane tolumi zekhwa ngabolo sitheni buyakana. Wololi kumbeka"
    " yenzila matholo phesuka, kanivu lomeni sakhoba ntulani welimu."
)
UNKNOWN = f"{' '.join([MADE_UP] * 5)} De en van het een te zijn op."
NAMES = "Anders Bakara, Celo Dinund, Ewald Fonkes, Gerda Halvik, Ilsa Jorund, Karel Lomvik, Mirja Nolte, Osk Palme."


def runs(*texts: str) -> list[str]:
    """Languages of a file with these paragraphs, in order."""
    return [run.language for run in find_runs([Block(text, n, Kind.TEXT) for n, text in enumerate(texts, start=1)])]


def test_afrikaans_is_told_from_dutch() -> None:
    """Two languages that share most of their small words are told apart by the others."""
    assert runs(AFRIKAANS, AFRIKAANS) == ["afr"]
    assert runs(DUTCH, DUTCH) == ["nld"]
    assert runs(ENGLISH, AFRIKAANS, AFRIKAANS, DUTCH, DUTCH) == ["eng", "afr", "nld"]


def test_a_text_in_a_language_that_is_not_recognised_is_not_taken_for_english(tmp_path: Path) -> None:
    """Prose that shares no words with the English is listed as left out, and the language is marked as doubtful."""
    path = tmp_path / "guard.txt"
    path.write_text("\n\n".join([ENGLISH, ENGLISH, UNKNOWN]))
    imported = import_file(str(path))

    assert "\n".join(outline_text(imported.outline)).strip() == f"{ENGLISH}\n{ENGLISH}"
    assert {entry.text for entry in imported.report.left_out} == {UNKNOWN}
    assert imported.report.language_doubtful


def test_a_list_of_names_belongs_to_the_text() -> None:
    """Names are in no language: they are imported with the text that they stand in."""
    blocks = [Block(text, n, Kind.TEXT) for n, text in enumerate([ENGLISH, NAMES * 4, ENGLISH], start=1)]

    assert choose(blocks, None, "guard.txt").kept == (True, True, True)
