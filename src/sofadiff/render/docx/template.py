"""A firm's own Word file as a template: its styles, lists, colours and paper are taken over, and nothing else.

A template is hostile input. It is opened as any DOCX is imported, within limits and without entities; one that leads
outside the file is refused. Of its parts only elements of the Word namespace without a relationship are kept, so that
no macro, picture, field or link can come along; what was not taken is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree
from msgspec import Struct

from sofadiff.errors import SofadiffError
from sofadiff.importing.docx.names import W, child, local, number, value
from sofadiff.importing.docx.package import Element, Package
from sofadiff.render.docx.looks import NAMESPACE, Looks, Paper, bullet_list
from sofadiff.render.docx.styles import STYLES, element
from sofadiff.source_file import read_bytes

SIZE_LIMIT = 20_000_000
"""Bytes of a template; letterheads with large pictures stay below it."""
STYLES_LIMIT = 5_000
"""Styles of a template."""
_REMEDY = "Save the template in a word processor as a new DOCX without that, and give the new one."
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_THEME = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NARROWEST, _WIDEST = 4_000, 32_000
"""Of paper and of what margins leave, in twentieths of a point."""


class Template(Struct, frozen=True):
    """What a template gives."""

    looks: Looks
    left: tuple[str, ...]
    """What it holds and was not taken, in words."""


def read(path: str) -> Template:
    """The looks of a DOCX, DOTX, DOCM or DOTM file; SofadiffError for one that is damaged, unsafe or no such file."""
    try:
        package = Package(read_bytes(path, SIZE_LIMIT), path)
        _refuse_outside(package)
        main = package.main_part()
        body = package.xml(main)
        relations = package.relations(main)
        parts = {
            relation.kind: package.xml(relation.target)
            for relation in relations.values()
            if relation.kind in {"styles", "numbering", "theme"} and not relation.outside
        }
    except SofadiffError as error:
        raise SofadiffError(error.what, where=error.where or path, remedy=_REMEDY) from None
    styles = parts.get("styles")
    if body is None or styles is None or local(styles) != "styles":
        raise SofadiffError("has no styles, so there is nothing to take from it.", where=path, remedy=_REMEDY)
    looks = _merged(styles, parts.get("numbering"), path)
    theme, paper = _theme(parts.get("theme")), _paper(body)
    kinds = [relation.kind for relation in relations.values()]
    return Template(
        Looks(looks.styles, looks.numbering, looks.ids, looks.bullets, paper, theme),
        tuple(_left(package, kinds, themeless=parts.get("theme") is not None and not theme)),
    )


def _refuse_outside(package: Package) -> None:
    """A relationship to a place outside may make a word processor fetch something; plain links fetch nothing."""
    for name in package.names:
        folder, slash, file = name.rpartition("_rels/")
        if not (slash and file.endswith(".rels")):
            continue
        for relation in package.relations(folder + file.removesuffix(".rels")).values():
            if relation.outside and relation.kind != "hyperlink":
                raise package.refused(f"leads outside the file ({relation.kind}), so it was not used as a template.")


def _left(package: Package, kinds: list[str], *, themeless: bool) -> Iterator[str]:
    """What the file holds beside what was taken."""
    if any(name.lower().rpartition("/")[2].startswith("vba") for name in package.names):
        yield "macros"
    if "header" in kinds or "footer" in kinds:
        yield "running heads and feet"
    if any("/media/" in name or "/embeddings/" in name for name in package.names):
        yield "pictures and embedded files"
    if any("/fonts/" in name for name in package.names):
        yield "embedded fonts"
    if any("customxml/" in name.lower() for name in package.names):
        yield "custom data"
    if themeless:
        yield "the theme, because it has pictures"


def _merged(styles: Element, numbering: Element | None, path: str) -> Looks:
    """The template's styles and lists with ours added where it has none of that name."""
    kept = [node for node in styles if node.tag in {f"{W}docDefaults", f"{W}latentStyles", f"{W}style"}]
    if len(kept) > STYLES_LIMIT:
        raise SofadiffError(f"has more than {STYLES_LIMIT:,} styles.", where=path, remedy=_REMEDY)
    ids: dict[tuple[str, str], str] = {}
    defaults = set()
    texts = []
    for node in kept:
        if node.tag == f"{W}style":
            kind, name, own_id = value(node, "type") or "paragraph", value(child(node, "name")), value(node, "styleId")
            if not name or not own_id:
                continue
            ids.setdefault((kind, name.lower()), own_id)
            defaults |= {kind} if (value(node, "default") or "0").lower() in {"1", "true", "on"} else set()
        texts.append(_clean(node))
    lists, bullets = _lists(numbering)
    taken = set(ids.values())
    missing = [style for style in STYLES if style.key not in ids]
    for style in missing:
        ids[style.key] = style.own_id if style.own_id not in taken else f"{style.own_id}Sofadiff"
    own = [
        element(style, ids, bullets).replace(' w:default="1"', "" if style.kind in defaults else ' w:default="1"')
        for style in missing
    ]
    wanted = {style.key: ids[style.key] for style in STYLES}
    return Looks(f'<w:styles xmlns:w="{NAMESPACE}">{"".join((*texts, *own))}</w:styles>', lists, wanted, bullets)


def _lists(numbering: Element | None) -> tuple[str, int]:
    """The template's lists with our bulleted one added, and the number of that."""
    abstract = _having(numbering, "abstractNum", "abstractNumId")
    lists = _having(numbering, "num", "numId")
    new_abstract = max((n for n, _ in abstract), default=-1) + 1
    new = max((n for n, _ in lists), default=0) + 1
    return (
        f'<w:numbering xmlns:w="{NAMESPACE}">{"".join(text for _, text in abstract)}{bullet_list(new_abstract)}'
        f'{"".join(text for _, text in lists)}<w:num w:numId="{new}"><w:abstractNumId w:val="{new_abstract}"/></w:num>'
        "</w:numbering>",
        new,
    )


def _having(numbering: Element | None, name: str, attribute: str) -> list[tuple[int, str]]:
    """(number, element) of each list that has a number; pictures for bullets stay behind."""
    found = []
    for node in numbering if numbering is not None else ():
        its = number(node, attribute)
        if node.tag == f"{W}{name}" and its is not None and its >= 0:
            for picture in list(node.iter(f"{W}lvlPicBulletId")):
                _drop(picture)
            found.append((its, _clean(node)))
    return found


def _clean(node: Element) -> str:
    """The element with everything taken out that is not of the Word namespace, or that leads to another part."""
    for inner in list(node.iter()):
        if not (isinstance(inner.tag, str) and inner.tag.startswith(W)):
            _drop(inner)
            continue
        for name in list(inner.attrib):
            if not name.startswith(W) and name != _XML_SPACE:
                del inner.attrib[name]
        if any(link in local(inner) for link in ("altChunk", "object", "pict", "drawing", "fldSimple", "instrText")):
            _drop(inner)
    etree.cleanup_namespaces(node, top_nsmap={"w": NAMESPACE})
    return etree.tostring(node, encoding="unicode", with_tail=False)


def _drop(node: Element) -> None:
    above = node.getparent()
    if above is not None:
        above.remove(node)


def _theme(root: Element | None) -> str:
    """The theme, if it is made of nothing but DrawingML and leads to no other part."""
    if root is None or root.tag != f"{_THEME}theme":
        return ""
    for inner in root.iter():
        if isinstance(inner.tag, str) and any("relationships" in name for name in inner.attrib):
            return ""
    for extension in list(root.iter(f"{_THEME}extLst")):
        _drop(extension)
    return etree.tostring(root, encoding="unicode")


def _paper(body: Element) -> Paper:
    """Size and margins of the last section; ours where they are missing or leave no room."""
    sections = cast("list[Element]", list(body.iter(f"{W}sectPr")))
    if not sections:
        return Paper()
    size, margins, default = child(sections[-1], "pgSz"), child(sections[-1], "pgMar"), Paper()
    edges = [
        max(0, found if (found := number(margins, name)) is not None else getattr(default, name))
        for name in ("top", "right", "bottom", "left", "header", "footer")
    ]
    paper = Paper(number(size, "w") or default.width, number(size, "h") or default.height, *edges)
    rooms = (paper.room, paper.height - paper.top - paper.bottom)
    fits = all(_NARROWEST <= side <= _WIDEST for side in (paper.width, paper.height, *rooms))
    return paper if fits else default
