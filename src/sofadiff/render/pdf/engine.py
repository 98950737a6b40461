"""The one door to typst, which sets the pages. It runs a fixed template on data and reads nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from sofadiff.errors import MissingDependencyError, SofadiffError

_TEMPLATE = Path(__file__).parents[2] / "templates" / "report.typ"


def typeset(data: str, where: str) -> bytes:
    """Pages from a report as JSON.

    The template gets the JSON as one string. Its root and its package folders are empty folders made for this run, and
    it names no package, so nothing is read or fetched; fonts are those in typst itself, not those of the machine.
    """
    try:
        import typst  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise MissingDependencyError(
            "A PDF report needs typst.",
            where="--format pdf",
            remedy='Run: pip install "sofadiff[print]", or use --format html or docx.',
        ) from None
    compiled: Any = typst.compile  # its types want a root of the same type as the source
    with tempfile.TemporaryDirectory(prefix="sofadiff-") as empty:
        try:
            made: bytes = compiled(
                _TEMPLATE.read_bytes(),
                root=empty,
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"report": data},
                pdf_standards=["ua-1", "a-2a"],
                package_path=empty,
                package_cache_path=empty,
                timestamp=0,
            )
        except (typst.TypstError, RuntimeError) as error:
            raise SofadiffError(
                f"could not be set as a PDF that everybody can read ({' '.join(str(error).split())[:200]}).",
                where=where,
                remedy="Use --format html or docx.",
            ) from None
    return made
