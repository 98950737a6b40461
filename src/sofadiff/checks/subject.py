"""What a rule sees of a record, and what it says about it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from sofadiff import akn
from sofadiff.akn import AKN, SD, Document
from sofadiff.akn.parse import Element, QName
from sofadiff.akn.profile import XML_ID
from sofadiff.codebook import Codebook
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Unit
from sofadiff.source_file import read_bytes


class Flaw(Struct, frozen=True):
    """One thing wrong with one record; the rule's name and the file are added by whoever runs the rule."""

    line: int
    message: str
    why: str
    remedy: str
    path: str | None = None
    """The file it is in, where that is not the record."""


class Library:
    """The records that a record may point to, by slug, each read when first asked for."""

    def __init__(self, paths: Mapping[str, str]) -> None:
        self._paths = paths
        self._read: dict[str, Document | None] = {}

    def __contains__(self, slug: str) -> bool:
        return slug in self._paths

    def slugs(self) -> tuple[str, ...]:
        """Names of all records, in alphabetical order."""
        return tuple(sorted(self._paths))

    def document(self, slug: str) -> Document | None:
        """The record with that slug, or None where there is none that can be read."""
        if slug not in self._read:
            self._read[slug] = self._parse(slug)
        return self._read[slug]

    def agreement(self, slug: str) -> Agreement | None:
        """The values of the record with that slug, or None where there is none that can be read."""
        document = self.document(slug)
        try:
            return akn.agreement_of(document, path=None, slug=slug) if document else None
        except SofadiffError:
            return None

    def values(self, slug: str, attribute: str) -> frozenset[str]:
        """All values of an attribute (`eId`, `wId`) in a record."""
        document = self.document(slug)
        nodes = elements(document.act) if document else ()
        return frozenset(value for node in nodes if (value := node.get(attribute)))

    def _parse(self, slug: str) -> Document | None:
        if slug not in self._paths:
            return None
        try:
            return akn.parse(read_bytes(self._paths[slug]), self._paths[slug])
        except SofadiffError:
            return None


class Subject(Struct, frozen=True):
    """One record under examination."""

    path: str
    """As it is named in messages."""
    file: str
    """Where the file is."""
    stem: str
    """File name without its ending."""
    document: Document
    read: Agreement | None
    """None where a state that the model does not know keeps the record from being read."""
    codebook: Codebook
    holdings: Library
    ours: bool
    """Whether anything of our profile is in the file; another producer's document has none."""
    nodes: tuple[Element, ...]
    """Every element of the document, in document order."""

    @property
    def agreement(self) -> Agreement:
        """The record's values. Rules that need them run only where they could be read."""
        if self.read is None:
            raise ValueError("the record could not be read")
        return self.read

    @property
    def act(self) -> Element:
        """The document element."""
        return self.document.act

    @property
    def slug(self) -> str:
        """Last part of the work URI, or nothing."""
        return self.attribute("FRBRWork/FRBRuri", "value").rstrip("/").rpartition("/")[2]

    def attribute(self, path: str, name: str) -> str:
        """An attribute of an element below `identification`, or nothing."""
        node = self.identification(path)
        return (node.get(name) or "") if node is not None else ""

    def identification(self, path: str) -> Element | None:
        """An element below `identification`."""
        steps = "/".join(f"{{{AKN}}}{step}" for step in ("meta", "identification", *path.split("/")))
        return self.act.find(steps)

    def profile(self, *names: str) -> Iterator[Element]:
        """Elements of our namespace with these local names, in document order."""
        wanted = {f"{{{SD}}}{name}" for name in names}
        return (node for node in self.nodes if node.tag in wanted)

    def units_by_element(self) -> dict[str, list[Unit]]:
        """The units of each element, in document order."""
        found: dict[str, list[Unit]] = {}
        for unit in self.agreement.units:
            found.setdefault(unit.eid, []).append(unit)
        return found


Rule = Callable[[Subject], Iterator[Flaw]]


def elements(root: Element) -> Iterator[Element]:
    """Every element below and including one, in document order."""
    return (node for node in root.iter() if isinstance(node.tag, str))


def line(node: Element) -> int:
    """Line of an element's start tag."""
    return int(node.sourceline or 0)


def local(node: Element) -> str:
    """Local name, with our prefix where it is ours."""
    name = QName(node)
    return f"sd:{name.localname}" if name.namespace == SD else name.localname


def called(node: Element) -> str:
    """An element as a message names it.

    Its id where it has one, else its wId, else nothing but its name.
    """
    mark = node.get("eId") or node.get(XML_ID) or node.get("wId")
    return f"{local(node)} {mark}" if mark else local(node)


def hashes(value: str | None) -> tuple[str, ...]:
    """The ids in a space-separated list of `#id`."""
    return tuple(part.removeprefix("#") for part in (value or "").split())


def nearest(name: str, names: Iterable[str], otherwise: str) -> str:
    """What to do about an unknown name: the nearest known one, or another remedy."""
    near = difflib.get_close_matches(name, sorted(set(names)), n=1, cutoff=0.5)
    return f"The nearest known name is {near[0]}" if near else otherwise


def subject_of(path: str, shown: str, codebook: Codebook, holdings: Library) -> Subject:
    """Read a file for examination; raise SofadiffError where it is not Akoma Ntoso 3.0 at all."""
    document = akn.parse(read_bytes(path), shown)
    nodes = tuple(elements(document.root))
    try:
        read = akn.agreement_of(document, path=shown, slug=None)
    except SofadiffError:
        read = None
    ours = any(str(node.tag).startswith(f"{{{SD}}}") for node in nodes)
    return Subject(shown, path, Path(path).stem, document, read, codebook, holdings, ours, nodes)
