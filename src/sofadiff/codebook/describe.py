"""The codebook on a terminal: the list of everything, and one topic or variable in full."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from sofadiff.codebook.book import Codebook
from sofadiff.codebook.values import Topic, Variable

WIDTH = 100

_WORDS = {
    "en": {
        "topics": "Topics",
        "immunity": "Immunity variables (rank 0 = ordinary position of the host state; higher = more immunity)",
        "accountability": "Accountability variables (rank 0 = nothing; higher = stronger accountability)",
        "hint": "sofadiff codebook show ID explains one of them.",
        "version": "Codebook {version}, draft for review.",
        "group": "Group",
        "definition": "Definition",
        "include": "Include",
        "exclude": "Exclude (use)",
        "model": "1990 UN Model, paragraph (not checked against the document)",
        "asked": "Variables that look here",
        "cues_en": "Search words, English",
        "cues_fr": "Search words, French",
        "question": "Question",
        "scale": "Scale",
        "number": "with a number ({name})",
        "people": "Unit",
        "agreement": "the agreement as a whole",
        "look": "Look in",
        "values": "Values",
        "silence": "Silence",
        "rank": "rank {rank}",
        "no_rank": "no rank: the point stays open",
        "na": "Not applicable",
        "decide": "How to decide",
        "attributes": "Attributes",
        "severity": "Severity of a gap",
        "authority": "Authority",
        "sources": "Sources named",
        "english_only": "",
        "foot": "Codebook {version}, draft for review. Marks: {marks}",
        "none": "none",
        "and": "; ",
    },
    "fr": {
        "topics": "Thèmes",
        "immunity": "Variables d'immunité (rang 0 = situation ordinaire de l'hôte\u00a0; plus haut = plus d'immunité)",
        "accountability": "Variables de responsabilité (rang 0 = rien\u00a0; plus haut = responsabilité plus forte)",
        "hint": "sofadiff codebook show ID --lang fr en explique un.",
        "version": "Grille de codage {version}, projet à relire. Le français n'a pas été relu par un juriste.",
        "group": "Groupe",
        "definition": "Définition",
        "include": "Inclure",
        "exclude": "Exclure (utiliser)",
        "model": "Modèle ONU de 1990, paragraphe (non vérifié sur le document)",
        "asked": "Variables qui renvoient ici",
        "cues_en": "Mots de recherche, anglais",
        "cues_fr": "Mots de recherche, français",
        "question": "Question",
        "scale": "Échelle",
        "number": "avec un nombre ({name})",
        "people": "Unité",
        "agreement": "l'accord dans son ensemble",
        "look": "Chercher dans",
        "values": "Valeurs",
        "silence": "Silence du texte",
        "rank": "rang {rank}",
        "no_rank": "sans rang\u00a0: la question reste ouverte",
        "na": "Sans objet",
        "decide": "Comment décider",
        "attributes": "Attributs",
        "severity": "Gravité d'une lacune",
        "authority": "Autorités",
        "sources": "Sources citées",
        "english_only": " (en anglais seulement)",
        "foot": "Grille de codage {version}, projet à relire. Le français n'a pas été relu par un juriste. "
        "Marques\u00a0: {marks}",
        "none": "aucune",
        "and": "\u00a0; ",
    },
}

_SCALES = {"en": {"ordinal": "ordinal", "nominal": "nominal"}, "fr": {"ordinal": "ordinale", "nominal": "nominale"}}


def overview(codebook: Codebook, lang: str) -> str:
    """All topics by group and all variables by dimension, one line each."""
    words = _WORDS[lang]
    lines = [f"{words['topics']} ({len(codebook.topics)})", ""]
    for group in codebook.groups:
        lines.append(f"  {group.label[lang]} ({group.id})")
        lines += [f"    {topic.id:<27} {topic.label[lang]}" for topic in codebook.topics_of(group.id)]
    for dimension in ("immunity", "accountability"):
        variables = codebook.variables_of(dimension)
        lines += ["", words[dimension], ""]
        lines += [f"  {variable.code}  {variable.id:<24} {variable.label[lang]}" for variable in variables]
    lines += ["", words["hint"], words["version"].format(version=codebook.version)]
    return "\n".join(lines) + "\n"


def describe(codebook: Codebook, name: str, lang: str) -> str:
    """Everything the codebook says of one topic or variable. Raises SofadiffError for an unknown name."""
    entry = codebook.entry(name)
    return _topic(codebook, entry, lang) if isinstance(entry, Topic) else _variable(codebook, entry, lang)


def _topic(codebook: Codebook, topic: Topic, lang: str) -> str:
    words = _WORDS[lang]
    asking = [variable for variable in codebook.variables if topic.id in variable.look_in]
    asked = [f"{variable.code}  {variable.label[lang]}" for variable in asking]
    blocks = [
        f"{topic.label[lang]}\n{topic.id}",
        _field(words["group"], f"{codebook.label(topic.group, lang)} ({topic.group})"),
        _field(words["definition"], topic.definition[lang]),
        _field(words["include"], topic.include[lang]),
        _field(words["exclude"], topic.exclude[lang]),
        _field(words["model"], topic.model_paragraph[lang]),
        _entries(words["asked"], asked or [words["none"]]),
        _field(words["cues_en"], "; ".join(topic.cues["en"]) or words["none"]),
        _field(words["cues_fr"], "; ".join(topic.cues["fr"]) or words["none"]),
        words["version"].format(version=codebook.version),
    ]
    return "\n\n".join(blocks) + "\n"


def _variable(codebook: Codebook, variable: Variable, lang: str) -> str:
    words = _WORDS[lang]
    only = words["english_only"]
    look = [f"{topic}  {codebook.label(topic, lang)}" for topic in variable.look_in]
    attributes = [f"{a.name} ({'/'.join(a.values) or a.kind}): {a.meaning[lang]}" for a in variable.attributes]
    blocks = [
        f"{variable.code}  {variable.label[lang]}\n{variable.id}",
        _field(words["question"], variable.question[lang]),
        _field(words["scale"], _scale(variable, lang)),
        _field(words["people"], _people(codebook, variable, lang)),
        _entries(words["look"], look),
        _values(variable, lang),
        _field(words["silence"], _silence(variable, lang)),
        _field(words["na"], variable.na_rule[lang]) if variable.na_rule[lang] else "",
        _field(words["decide"] + only, variable.decide),
        _entries(words["attributes"], attributes) if attributes else "",
        _field(words["cues_en"], "; ".join(variable.cues["en"])),
        _field(words["cues_fr"], "; ".join(variable.cues["fr"])),
        variable.cue_note[lang],
        _field(words["severity"], codebook.severity(variable).rule[lang]),
        _field(words["authority"] + only, variable.authority),
        _entries(words["sources"] + only, _cited(codebook, variable)),
        _foot(codebook, lang),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _scale(variable: Variable, lang: str) -> str:
    parts = [_SCALES[lang][variable.scale]]
    if variable.scale_note[lang]:
        parts.append(f"({variable.scale_note[lang]})")
    if variable.number:
        parts.append(_WORDS[lang]["number"].format(name=variable.number))
    return " ".join(parts)


def _people(codebook: Codebook, variable: Variable, lang: str) -> str:
    if not variable.persons:
        return _WORDS[lang]["agreement"]
    return _WORDS[lang]["and"].join(f"{codebook.label(person, lang)} ({person})" for person in variable.persons)


def _values(variable: Variable, lang: str) -> str:
    rows = [
        f"{'-' if value.rank is None else value.rank}  {value.id}: {value.label[lang]}. {value.meaning[lang]}"
        for value in variable.values
    ]
    return _entries(_WORDS[lang]["values"], rows)


def _silence(variable: Variable, lang: str) -> str:
    words = _WORDS[lang]
    rank = words["no_rank"] if variable.silent_rank is None else words["rank"].format(rank=variable.silent_rank)
    rule = variable.silent_rule[lang]
    return rank if rule == str(variable.silent_rank) else f"{rank} ({rule})"


def _cited(codebook: Codebook, variable: Variable) -> list[str]:
    keys = dict.fromkeys(re.findall(r"\[([A-Z0-9][A-Z0-9-]*)\]", f"{variable.decide} {variable.authority}"))
    sources = [source for key in keys if (source := codebook.source(key))]
    return [f"[{source.key}] {source.text} ({source.mark})" for source in sources]


def _foot(codebook: Codebook, lang: str) -> str:
    marks = _WORDS[lang]["and"].join(f"{mark.id} = {mark.meaning[lang]}" for mark in codebook.marks)
    return textwrap.fill(_WORDS[lang]["foot"].format(version=codebook.version, marks=f"{marks}."), WIDTH)


def _field(name: str, text: str) -> str:
    return f"{name}\n{_wrapped(text, '  ', '  ')}"


def _entries(name: str, texts: Iterable[str]) -> str:
    return "\n".join([name, *(_wrapped(text, "  ", "       ") for text in texts)])


def _wrapped(text: str, first: str, rest: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
