"""LibreOffice, for tests: many Word files opened in one run, all changes accepted or rejected, saved, printed."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

OFFICE = shutil.which("soffice")
MISSING = "LibreOffice (soffice) is not installed"
needs_office = pytest.mark.skipif(OFFICE is None, reason=MISSING)
_MACRO = """
Sub Decide(folder As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "MS Word 2007 XML"
  Dim nothing()
  Dim name As String, names As String
  name = Dir(folder & "/in/*.docx")
  Do While name <> ""
    names = names & name & "|"
    name = Dir()
  Loop
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  files = Split(names, "|")
  For n = 0 To UBound(files)
    name = files(n)
    If name <> "" Then
      document = StarDesktop.loadComponentFromURL(ConvertToURL(folder & "/in/" & name), "_blank", 0, hidden())
      frame = document.CurrentController.Frame
      dispatcher.executeDispatch(frame, command, "", 0, nothing())
      document.storeToURL(ConvertToURL(folder & "/out/" & name), kind())
      document.close(True)
    End If
  Next n
  StarDesktop.terminate()
End Sub
"""


def decided(files: Sequence[Path], folder: Path, decision: str) -> dict[str, Path]:
    """The same files as LibreOffice saves them after `accept` or `reject` of all changes, by name.

    A file that ends the program, and those behind it, are not among them.
    """
    work = Path(tempfile.mkdtemp(dir=folder, prefix=decision))
    for name in ("in", "out"):
        (work / name).mkdir()
    for file in files:
        (work / "in" / file.name).write_bytes(_without_comments(file.read_bytes()))
    command = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}[decision]
    with suppress(subprocess.SubprocessError):
        run(folder, f'macro:///Standard.Decisions.Decide("{work}","{command}")')
    return {path.stem: path for path in sorted((work / "out").iterdir())}


def printed(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The same files as PDF."""
    (folder / "docx").mkdir()
    for name, data in files.items():
        (folder / "docx" / f"{name}.docx").write_bytes(data)
    names = [str(path) for path in sorted((folder / "docx").iterdir())]
    run(folder, "--convert-to", "pdf", "--outdir", str(folder / "pdf"), *names)
    return {path.stem: path.read_bytes() for path in sorted((folder / "pdf").iterdir())}


def run(folder: Path, *arguments: str) -> None:
    """LibreOffice with a profile of its own, so that nobody's settings and no other run disturb it."""
    profile = folder / "profile"
    if not profile.is_dir():
        _start(profile, "--terminate_after_init")  # its first start fills the profile, over whatever stands there
        _add_macro(profile / "user" / "basic" / "Standard")
    _start(profile, *arguments)


def _start(profile: Path, *arguments: str) -> None:
    assert OFFICE is not None
    started = subprocess.Popen(
        [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"HOME": str(profile.parent)},
        start_new_session=True,
    )
    try:
        status = started.wait(timeout=900)
    finally:
        with suppress(ProcessLookupError):  # what it started must not live on: the next one would hand its work to it
            os.killpg(started.pid, signal.SIGKILL)
    if status:
        raise subprocess.CalledProcessError(status, "soffice")


def _without_comments(data: bytes) -> bytes:
    """The file without the places of its comments.

    Packages without a screen lack what comments are drawn with (annotation.ui), and end the program as soon as one
    comes into view; comments are no part of what is accepted or rejected.
    """
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as files, zipfile.ZipFile(sink, "w") as kept:
        for name in files.namelist():
            part = files.read(name)
            if name == "word/document.xml":
                part = re.sub(rb"<w:comment(?:RangeStart|RangeEnd|Reference) [^>]*/>", b"", part)
            kept.writestr(name, part)
    return sink.getvalue()


def _add_macro(library: Path) -> None:
    """Our macro in the profile's own library, whose macros run without a question."""
    contents = library / "script.xlb"
    text = contents.read_text(encoding="utf-8")
    contents.write_text(
        text.replace("</library:library>", '<library:element library:name="Decisions"/></library:library>'),
        encoding="utf-8",
    )
    (library / "Decisions.xba").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Decisions"'
        f' script:language="StarBasic">{escape(_MACRO)}</script:module>',
        encoding="utf-8",
    )
