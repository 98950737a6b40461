"""Real text in: Word, XML, Markdown, plain text to an outline, a draft record and a report. No word is lost."""

from sofadiff.importing.importer import Imported, import_file, parts_of
from sofadiff.importing.report import ImportReport

__all__ = ["ImportReport", "Imported", "import_file", "parts_of"]
