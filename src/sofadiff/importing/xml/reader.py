"""An XML file to blocks: its root element tells the dialect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Reading, ReadOptions, Remark
from sofadiff.importing.xml import akomantoso, canadian, formex
from sofadiff.importing.xml.dialect import Dialect, Part
from sofadiff.importing.xml.parse import Element, attribute, name, namespace, parse, words
from sofadiff.importing.xml.walker import Walk
from sofadiff.languages import iso639_3
from sofadiff.text import normal_words, tidy

_MOST_ON_A_LINE = 8
"""Elements on a line, on average, from which line numbers do not help to find anything."""
MAIN = "main"
"""What --part calls a file without the parts in it."""
_KNOWN = "Akoma Ntoso (any version), Canadian legislation (Statute, Regulation) and Formex (ACT, ANNEX) are"


def read_xml(data: bytes, path: str, options: ReadOptions) -> Reading:
    """Blocks of an XML file, each in the unit that the mark-up puts it in. Raise SofadiffError for an unknown root."""
    root = parse(data, path)
    dialect = _dialect(root, path)
    dialect.prepare(root)
    walk = Walk(decide=dialect.decide, order=dialect.order, identity=dialect.identity)
    walk.by_line = _has_lines(data, root)
    stated = iso639_3(dialect.language(root))
    walk.language = stated if stated != "und" and len(stated) == 3 and stated.isalpha() else ""
    parts = dialect.parts(root)
    if options.part is None:
        walk.walk(root)
    else:
        _read_part(root, walk, dialect, parts, options.part, path)
    walk.flush()
    if not walk.blocks and dialect is akomantoso.DIALECT and (named := _references(root)):
        raise SofadiffError(
            "only names other files and holds no text of its own.", where=path, remedy=f"Import {', '.join(named)}."
        )
    return Reading(
        blocks=tuple(walk.blocks),
        left_out=tuple(walk.left_out),
        source=tuple(walk.source),
        remarks=(*_about(root, dialect, walk, parts, options), *walk.remarks),
        anchors=tuple(walk.anchors),
        census=words(data, path),
        generated=tuple(walk.generated),
        language=walk.language,
    )


def list_parts(data: bytes, path: str) -> list[tuple[str, str, int]]:
    """(label, title, words) of the whole file without its parts, and of each part that `--part` can name."""
    root = parse(data, path)
    dialect = _dialect(root, path)
    dialect.prepare(root)
    found = [(part.label, part.title, _size(part.node)) for part in dialect.parts(root)]
    return [(MAIN, "the file without its parts", _size(root) - sum(size for *_, size in found)), *found]


def _size(node: Element) -> int:
    return len(normal_words(" ".join(map(str, node.itertext()))))


def _dialect(root: Element, path: str) -> Dialect:
    """The dialect that a root element is of."""
    tag, space = name(root), namespace(root)
    if tag == "akomaNtoso" and space.startswith(akomantoso.KNOWN):
        return akomantoso.DIALECT
    if not space and tag in ("Statute", "Regulation"):
        return canadian.DIALECT
    if not space and tag in formex.ROOTS:
        return formex.DIALECT
    if not space and tag in formex.LISTS:
        files = [attribute(node, "FILE") for node in root.iter("REF.PHYS", "REF.DOC")]
        raise SofadiffError(
            "is a Formex file that only lists others, so it holds no text of an act.",
            where=path,
            remedy=f"Import what it lists: {', '.join(file for file in files if file) or 'the files beside it'}.",
        )
    shown = f"{tag} in namespace {space}" if space else f"{tag} in no namespace"
    raise SofadiffError(
        f"is XML of a kind that is not known: its outermost element is {shown}.",
        where=path,
        remedy=f"{_KNOWN} imported; save others as HTML, plain text or Markdown.",
    )


def _references(root: Element) -> list[str]:
    """Files that a collection refers to."""
    nodes = (node for node in root.iter() if name(node) in ("documentRef", "componentRef"))
    return [found for node in nodes if (found := attribute(node, "href", "src"))]


def _has_lines(data: bytes, root: Element) -> bool:
    return data.count(b"\n") * _MOST_ON_A_LINE >= sum(1 for _ in root.iter())


def _read_part(root: Element, walk: Walk, dialect: Dialect, parts: Sequence[Part], wanted: str, path: str) -> None:
    """Read one part; everything else is on the left-out list."""
    reason = f"in another part of the file than the one asked for ({wanted})"
    if _same(wanted, MAIN):
        walk.apart = {id(part.node): part.node for part in parts}
        walk.apart_reason = reason
        walk.walk(root)
        return
    found = [part for part in parts if wanted.strip() and (_same(part.label, wanted) or _same(part.title, wanted))]
    if not found and wanted.strip():
        found = [part for part in parts if tidy(part.label).casefold().startswith(tidy(wanted).casefold())]
    if len(found) != 1:
        raise SofadiffError(
            f"has {'more than one part' if found else 'no part'} called {wanted}.",
            where=path,
            remedy=f"Its parts are: {_listed(parts, MAIN)}." if parts else "It has no parts: leave --part out.",
        )
    _only(root, found[0].node, walk, dialect, reason)


def _only(node: Element, wanted: Element, walk: Walk, dialect: Dialect, reason: str) -> None:
    """Read one element of a tree as a document, and leave out what is around it."""
    around = list(wanted.iterancestors())
    walk.leave(tidy(node.text or ""), walk.anchor(node), reason)
    for child in node:
        if child is wanted:
            dialect.read_part(child, walk)
            walk.flush()
        elif any(child is above for above in around):
            _only(child, wanted, walk, dialect, reason)
        else:
            walk.skip(child, reason)
            walk.flush()
        walk.leave(tidy(child.tail or ""), walk.anchor(node), reason)


def _same(one: str, other: str) -> bool:
    return tidy(one).casefold() == tidy(other).casefold()


def _listed(parts: Sequence[Part], *first: str) -> str:
    names = [*first, *(part.label for part in parts)]
    return ", ".join(names[:40]) + (f" and {len(names) - 40} more" if len(names) > 40 else "")


def _about(
    root: Element, dialect: Dialect, walk: Walk, parts: Sequence[Part], options: ReadOptions
) -> Iterator[Remark]:
    """What a person should know of the file as a whole."""
    yield Remark(0, f"read as {dialect.name}: clauses, labels and titles are those of the mark-up")
    if parts and options.part is None:
        yield Remark(
            0,
            f"{len(parts)} parts are attached ({_listed(parts[:12])}); --part imports one of them as a text of its own",
        )
    for what, (count, doubtful) in sorted(walk.counts.items()):
        yield Remark(0, f"{count} {what}", doubtful)
    kind = name(root[0]) if len(root) and dialect is akomantoso.DIALECT else ""
    if kind in ("judgment", "debate", "debateReport", "amendmentList", "amendment"):
        yield Remark(0, f"the file says that it is a {kind}, not an agreement or act", doubtful=True)
