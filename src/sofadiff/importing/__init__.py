"""Real text in: Markdown and plain text to an outline, a draft record and a report. No word is lost on the way."""

from sofadiff.importing.importer import Imported, import_file
from sofadiff.importing.report import ImportReport

__all__ = ["ImportReport", "Imported", "import_file"]
