"""Small Akoma Ntoso files for tests that search: numbered paragraphs, a heading, nothing of our profile."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

AKN = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'


def document(clauses: Iterable[str], language: str = "eng", slug: str = "made") -> bytes:
    """An act with these clauses as paragraphs 1, 2, ... under a heading."""
    uri = f"/akn/un/act/agreement/2001-01-01/{slug}"
    paragraphs = "".join(
        f'<paragraph eId="para_{n}"><num>{n}.</num><content><p>{escape(text)}</p></content></paragraph>'
        for n, text in enumerate(clauses, start=1)
    )
    return (
        f'<akomaNtoso {AKN}><act name="agreement"><meta><identification source="#x"><FRBRWork>'
        f'<FRBRuri value="{uri}"/><FRBRdate date="2001-01-01" name="signature"/></FRBRWork><FRBRExpression>'
        f'<FRBRlanguage language="{language}"/></FRBRExpression></identification></meta>'
        f"<body><part><heading>A heading of the claims</heading>{paragraphs}</part></body></act></akomaNtoso>"
    ).encode()


def folder(path: Path, texts: Iterable[Iterable[str]], language: str = "eng") -> Path:
    """A folder with one file for each list of clauses: `0.xml`, `1.xml` ..."""
    path.mkdir(parents=True, exist_ok=True)
    for number, clauses in enumerate(texts):
        (path / f"{number}.xml").write_bytes(document(clauses, language, f"made-{number}"))
    return path
