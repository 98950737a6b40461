"""The codebook as SKOS, in Turtle: for vocabulary servers and for linking to other codebooks."""

from __future__ import annotations

from collections.abc import Iterable

from sofadiff.codebook.book import Codebook
from sofadiff.codebook.values import Bilingual, Group, Text, Topic, Variable

_BASE = "urn:sofadiff:codebook:"
SCHEME = "scheme"

_PREFIXES = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sd: <urn:sofadiff:codebook:class:> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

_CLASSES = """\
sd:Topic a owl:Class ; rdfs:label "Topic: what a clause is about"@en .
sd:Variable a owl:Class ; rdfs:label "Variable: what an agreement does on one point"@en .
sd:Value a owl:Class ; rdfs:label "Value of a variable"@en .
"""

_DIMENSIONS = (
    ("immunity", Bilingual("Immunity", "Immunité")),
    ("accountability", Bilingual("Accountability", "Responsabilité")),
)


def to_skos_turtle(codebook: Codebook) -> str:
    """A concept scheme whose top concepts are the topic groups and the two dimensions.

    Topics stand under their group, variables under their dimension and beside the topics they look in, values under
    their variable. Ranked values also form an ordered collection, lowest rank first; nominal ones a plain collection.
    """
    blocks = [_PREFIXES, _CLASSES, _scheme(codebook)]
    blocks += [_group(codebook, group) for group in codebook.groups]
    blocks += [_dimension(codebook, name, label) for name, label in _DIMENSIONS]
    blocks += [_topic(topic) for topic in codebook.topics]
    for variable in codebook.variables:
        blocks += [_variable(variable), *_values(variable), _collection(variable)]
    return "\n".join(blocks)


def _scheme(codebook: Codebook) -> str:
    tops = [_iri("group", group.id) for group in codebook.groups] + [_iri("dimension", d) for d, _ in _DIMENSIONS]
    return _subject(
        _iri(SCHEME),
        [
            "a skos:ConceptScheme",
            *_texts("dcterms:title", Bilingual("Codebook of sofadiff", "Grille de codage de sofadiff")),
            f"owl:versionInfo {_literal(codebook.version)}",
            f"skos:editorialNote {_literal('The French texts have not been reviewed by a lawyer.', 'en')}",
            _list("skos:hasTopConcept", tops),
        ],
    )


def _group(codebook: Codebook, group: Group) -> str:
    topics = [_iri("topic", topic.id) for topic in codebook.topics_of(group.id)]
    return _top("group", group.id, group.label, topics)


def _dimension(codebook: Codebook, name: str, label: Text) -> str:
    variables = [_iri("variable", variable.id) for variable in codebook.variables_of(name)]
    return _top("dimension", name, label, variables)


def _top(kind: str, name: str, label: Text, narrower: list[str]) -> str:
    return _subject(
        _iri(kind, name),
        [
            "a skos:Concept",
            f"skos:topConceptOf {_iri(SCHEME)}",
            f"skos:inScheme {_iri(SCHEME)}",
            f"skos:notation {_literal(name)}",
            *_texts("skos:prefLabel", label),
            _list("skos:narrower", narrower),
        ],
    )


def _topic(topic: Topic) -> str:
    return _subject(
        _iri("topic", topic.id),
        [
            "a skos:Concept , sd:Topic",
            f"skos:inScheme {_iri(SCHEME)}",
            f"skos:broader {_iri('group', topic.group)}",
            f"skos:notation {_literal(topic.id)}",
            *_texts("skos:prefLabel", topic.label),
            *_texts("skos:definition", topic.definition),
            *_texts("skos:scopeNote", Bilingual(_scope(topic, "en"), _scope(topic, "fr"))),
        ],
    )


def _scope(topic: Topic, lang: str) -> str:
    include, exclude = ("Include: ", "Exclude: ") if lang == "en" else ("Inclure\u00a0: ", "Exclure\u00a0: ")
    return f"{include}{topic.include[lang]}. {exclude}{topic.exclude[lang]}."


def _variable(variable: Variable) -> str:
    return _subject(
        _iri("variable", variable.id),
        [
            "a skos:Concept , sd:Variable",
            f"skos:inScheme {_iri(SCHEME)}",
            f"skos:broader {_iri('dimension', variable.dimension)}",
            f"skos:notation {_literal(variable.code)}",
            f"dcterms:identifier {_literal(variable.id)}",
            *_texts("skos:prefLabel", variable.label),
            *_texts("skos:definition", variable.question),
            f"skos:scopeNote {_literal(variable.decide, 'en')}",
            _list("skos:related", [_iri("topic", topic) for topic in variable.look_in]),
            _list("skos:narrower", [_iri("value", variable.id, value.id) for value in variable.values]),
        ],
    )


def _values(variable: Variable) -> list[str]:
    return [
        _subject(
            _iri("value", variable.id, value.id),
            [
                "a skos:Concept , sd:Value",
                f"skos:inScheme {_iri(SCHEME)}",
                f"skos:broader {_iri('variable', variable.id)}",
                f"skos:notation {_literal(value.id)}",
                *_texts("skos:prefLabel", value.label),
                *_texts("skos:definition", value.meaning),
            ],
        )
        for value in variable.values
    ]


def _collection(variable: Variable) -> str:
    members = [_iri("value", variable.id, value.id) for value in variable.values]
    if variable.scale == "nominal":
        body = ["a skos:Collection", _list("skos:member", members)]
    else:
        body = ["a skos:OrderedCollection", "skos:memberList (\n    " + "\n    ".join(members) + " )"]
    return _subject(_iri("values", variable.id), [*body, *_texts("skos:prefLabel", variable.label)])


def _subject(iri: str, statements: list[str]) -> str:
    return f"{iri}\n  " + " ;\n  ".join(statements) + " .\n"


def _texts(predicate: str, text: Text) -> list[str]:
    return [f"{predicate} {_literal(text[lang], lang)}" for lang in text]


def _list(predicate: str, objects: Iterable[str]) -> str:
    return f"{predicate}\n    " + " ,\n    ".join(objects)


def _iri(*parts: str) -> str:
    return f"<{_BASE}{':'.join(parts)}>"


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _literal(text: str, lang: str = "") -> str:
    return f'"{text.translate(_ESCAPES)}"' + (f"@{lang}" if lang else "")
