"""A copy of a record that says the same under other names, numbers, spelling and quotation marks.

The file is changed as somebody would change it by hand: words of the text, forms of the glossary, printed numbers. None
of the package's own folding or glossary code is used; only its word lists are read, since they say what may be
exchanged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from lxml import etree

import sofadiff
from sofadiff.akn.build import write_ids
from sofadiff.akn.parse import AKN, SD

LISTS = Path(sofadiff.__file__).parent / "data"
BY = 20
"""How far every arabic and roman number moves on; letters move on by a few."""
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", '"': "”", "'": "’"})
ISE = re.compile(
    r"(?i)\b(author|organ|recogn|util|real|minim|maxim|special|normal|standard|final|central|privat|civil|mobil|harmon|"
    r"character|emphas|critic|summar|legal|formal|penal|national|subsid|jeopard)is(e[ds]?|ing|ations?)\b"
)
JOINING = {"of", "the", "in", "its", "and", "or"}
ROMAN = (("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_A, _S = f"{{{AKN}}}", f"{{{SD}}}"

Element = etree._Element


def plain(path: Path, folder: Path) -> Path:
    """The record with every clause taken as read whole and for itself, so that nothing is excused as not known."""
    root = etree.parse(str(path)).getroot()
    _all_known(root)
    return _written(root, folder / f"{path.stem}.xml")


def renamed(path: Path, folder: Path, *, in_glossary: bool = True) -> Path:
    """The renamed copy; with `in_glossary` off its glossary does not know the new names."""
    root = etree.parse(str(path)).getroot()
    _all_known(root)
    _another_instrument(root)
    _renumber(root)
    forms = {str(term.get("form")): invented(str(term.get("form"))) for term in root.iter(f"{_S}term")}
    assert len(set(forms.values())) == len(forms)
    rename, spell = _renamer(forms), respelled
    for block in root.iter(f"{_A}p", f"{_A}heading"):
        _each_text(block, lambda text: "".join(spell(part) if plain else part for plain, part in rename(text)))
    for term in root.iter(f"{_S}term"):
        if in_glossary:
            term.set("form", forms[str(term.get("form"))])
    return _written(root, folder / f"{path.stem}-renamed.xml")


def with_another_name(path: Path, folder: Path, old: str, new: str) -> Path:
    """The record with one name changed in its text alone: another instrument, whose glossary has the old name."""
    root = etree.parse(str(path)).getroot()
    _all_known(root)
    _another_instrument(root)
    for block in root.iter(f"{_A}p", f"{_A}heading"):
        for element in block.iter():
            element.text = re.sub(whole(old), new, element.text or "")
            if element is not block:
                element.tail = re.sub(whole(old), new, element.tail or "")
    return _written(root, folder / f"{path.stem}-renamed.xml")


def whole(form: str) -> str:
    """A pattern for a form as whole words."""
    return rf"(?<![^\W_]){re.escape(form)}(?![^\W_])"


def invented(form: str) -> str:
    """A made-up name for a form: its words backwards, capitals kept; no word of any record.

    >>> invented("Special Representative")
    'Laicepsu Evitatneserperu'
    """
    return re.sub(r"[^\W_]+", lambda w: w[0] if w[0] in JOINING else _like(w[0], w[0][::-1].lower() + "u"), form)


def _like(old: str, new: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new[0].upper() + new[1:] if old[0].isupper() else new


def _all_known(root: Element) -> None:
    for element in root.iter():
        element.attrib.pop(f"{_S}assumedFrom", None)
        if element.get(f"{_S}support"):
            element.set(f"{_S}support", "verified")
        if element.get(f"{_S}number") and element.findtext(f"{_A}num"):
            element.set(f"{_S}number", "confirmed")
    for record in root.iter(f"{_S}record"):
        record.set("completeness", "full")


def _another_instrument(root: Element) -> None:
    """Not a version of the first one: another work, other permanent ids."""
    for element in root.iter():
        for name in ("value", "wId"):
            if (value := element.get(name)) is not None and (name == "wId" or "FRBR" in str(element.tag)):
                element.set(name, re.sub(r"([a-z0-9-]+)(-c\d+$|/!main$|/eng@|$)", r"renamed-\1\2", value, count=1))
    for uri in root.iter(f"{_A}FRBRthis", f"{_A}FRBRuri"):
        uri.set("value", str(uri.get("value")).replace("/agreement/", "/agreement-renamed/"))


def _renumber(root: Element) -> None:
    """Every printed number moves on, ids follow, and so do the references by number to clauses of this record."""
    (act,) = root.iter(f"{_A}act")
    at = {str(element.get("eId")): element for element in act.iter() if element.get("eId")}
    moved: dict[Element, tuple[str, str]] = {}
    for num in act.iter(f"{_A}num"):
        old = num.text or ""
        num.text = re.sub(r"(?<![^\W_])(\d+|[IVXL]+|[ivx]+|[a-z])(?![^\W_])", lambda label: onward(label[0]), old)
        parent = num.getparent()
        assert parent is not None
        moved[parent] = (old, num.text)
    write_ids(act)
    for ref in act.iter(f"{_A}ref"):
        target = at.get(str(ref.get("href")).removeprefix("#"))
        if target is not None:
            ref.set("href", f"#{target.get('eId')}")
            ref.text = _cited(ref.text or "", target, moved)


def onward(label: str) -> str:
    """The label some places on.

    >>> onward("3"), onward("IV"), onward("b"), onward("iii")
    ('23', 'XXIV', 'g', 'xxiii')
    """
    if label.isdigit():
        return str(int(label) + BY)
    value = _of_roman(label.upper())
    if value and _roman(value) == label.upper() and (len(label) > 1 or label in "IVXivx"):
        made = _roman(value + BY)
        return made if label.isupper() else made.lower()
    return chr((ord(label) - ord("a") + 5) % 26 + ord("a")) if len(label) == 1 else label


def _of_roman(label: str) -> int:
    values = [dict(ROMAN).get(letter, 0) for letter in label]
    later = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, later, strict=True)) if all(values) else 0


def _roman(value: int) -> str:
    made = ""
    for sign, worth in ROMAN:
        made += sign * (value // worth)
        value %= worth
    return made


def _cited(words: str, target: Element, moved: Mapping[Element, tuple[str, str]]) -> str:
    """The words that cite a clause, with the new labels of the clause and of all that it stands in."""
    chain = [target, *target.iterancestors()]
    labels = {
        old: new
        for element in chain
        for old, new in zip(*(re.findall(r"[^\W_]+", each) for each in moved.get(element, ("", ""))), strict=True)
    }
    return re.sub(r"[^\W_]+", lambda word: labels.get(word[0], word[0]), words)


def _renamer(forms: Mapping[str, str]) -> Callable[[str], Iterator[tuple[bool, str]]]:
    """A function that cuts a text into (whether it is no name, words), names replaced: longest first, whole words."""
    ordered = sorted(forms, key=len, reverse=True)
    names = "|".join(whole(form) for form in ordered)
    opening = "|".join(
        rf"(?:\A|(?<=[.:;!?)\]]\s)){re.escape(form[0].upper() + form[1:])}(?![^\W_])"
        for form in ordered
        if form[0].islower() and form[0].upper() + form[1:] not in forms
    )
    pattern = re.compile("|".join(part for part in (names, opening) if part) or r"(?!)")

    def cut(text: str) -> Iterator[tuple[bool, str]]:
        at = 0
        for found in pattern.finditer(text):
            yield True, text[at : found.start()]
            known = forms.get(found[0])
            yield False, known if known is not None else _like(found[0], forms[found[0][0].lower() + found[0][1:]])
            at = found.end()
        yield True, text[at:]

    return cut


@cache
def _lists() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Every spelling, number and two-word form of the English list with the other way of writing it."""
    data = json.loads((LISTS / "folding.eng.json").read_text(encoding="utf-8"))
    one_way = {**data["words"], **data["phrases"], **data["numbers"]}
    one_way = {old: new for old, new in one_way.items() if old not in {"an", "%", "&"}}
    stems = "|".join(sorted(data["stems"], key=len, reverse=True))
    every = "|".join(re.escape(old) for old in sorted(one_way, key=len, reverse=True))
    return one_way | data["stems"], re.compile(rf"(?i)(?<![^\W_])(?:(?P<whole>{every})(?![^\W_])|(?P<stem>{stems}))")


def respelled(text: str) -> str:
    """British spelling made American, number words digits, and every quotation mark another."""
    table, pattern = _lists()

    def other(found: re.Match[str]) -> str:
        new = table[found[0].lower()]
        return new if new[0].isdigit() or found[0].islower() else new[0].upper() + new[1:]

    return ISE.sub(r"\1iz\2", pattern.sub(other, text)).translate(QUOTES)


def _each_text(block: Element, change: Callable[[str], str]) -> None:
    """Change the text of a block; what a reference says was renumbered, and only names in it change."""
    block.text = change(block.text or "")
    for child in block:
        if child.text:
            child.text = change(child.text) if not str(child.get("href")).startswith("#") else child.text
        child.tail = change(child.tail or "")


def _written(root: Element, path: Path) -> Path:
    etree.ElementTree(root).write(str(path), encoding="utf-8", xml_declaration=True)
    return path
