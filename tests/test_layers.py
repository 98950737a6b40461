"""The house: imports go one way, each library has one door, no room is too large."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sofadiff

SOURCE = Path(sofadiff.__file__).parent
LAYERS = (
    {"errors", "text", "states", "outline", "languages"},
    {"authentic", "coding", "output", "source_file", "codebook"},
    {"model"},
    {"akn", "comparison", "reliability", "pins"},
    {"corpus", "document"},
    {"shelf"},
    {"messages", "checks"},
    {"pinpoint", "runs"},
    {"findings", "importing", "lookup", "nearest"},
    {"attaching", "citing", "index", "suggesting"},
    {"reports", "render"},
    {"catalog", "pairs"},
    {"making", "outputs"},
    {"publish", "verifying"},
    {"cli"},
)
"""Lowest first. A module imports from its own package and from lower layers only."""
DOORS = {
    "click": {"cli"},
    "jinja2": {"render/user_template.py"},
    "diff_match_patch": {"comparison/diff.py"},
    "lxml": {"akn", "importing/docx/package.py", "importing/xml/parse.py", "render/docx/template.py"},
    "cobalt": {"akn/schema.py"},
    "typst": {"render/pdf/engine.py"},
    "pypdfium2": {"importing/pdf/engine.py"},
    "krippendorff": {"reliability.py"},
    "numpy": {"index/arrays.py"},
    "rapidfuzz": {"index/order.py"},
    "tomllib": {"pins/reading.py"},
    "resvg_py": {"render/quote_png.py"},
    "font_source_serif_pro": {"render/quote_png.py"},
    "rich": set(),
    "requests": set(),
    "urllib.request": set(),
    "socket": set(),
}
"""Library to the only package or module that may import it; network libraries have none."""
LARGEST = 300


def _modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if path.parent != SOURCE or path.stem not in {"__main__"})


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _package(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "sofadiff":
                yield from (f"sofadiff.{alias.name}" for alias in node.names)
            else:
                yield node.module


def _layer(package: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if package in layer)


@pytest.mark.parametrize("path", [path for path in _modules() if _name(path) != "__init__.py"], ids=_name)
def test_imports_go_downwards(path: Path) -> None:
    """A module imports from its own package and from lower layers, never from above and never from the root."""
    package = _package(path)
    upwards = [
        name
        for name in _imports(path)
        if name.startswith("sofadiff.")
        and (target := name.split(".")[1]) not in {package, "__version__"}
        and _layer(target) >= _layer(package)
    ]

    assert upwards == []


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_each_library_has_one_door(path: Path) -> None:
    """A third-party library is imported in one place only, and nothing imports a network library."""
    strangers = [
        name
        for name in _imports(path)
        for library, doors in DOORS.items()
        if (name == library or name.startswith(f"{library}."))
        and not any(_name(path) == door or _name(path).startswith(f"{door}/") for door in doors)
    ]

    assert strangers == []


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_no_module_is_too_large(path: Path) -> None:
    """A module past three hundred lines is two modules."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LARGEST


def test_every_package_has_its_layer() -> None:
    """A new package is given a place in the list before anything imports it."""
    packages = {_package(path) for path in _modules()} - {"__init__"}

    assert packages <= set().union(*LAYERS)
