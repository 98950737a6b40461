"""PDF files made to harm, to hide or to break: refused with one clear line, or read without harm."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import zlib
from pathlib import Path

import pikepdf
import pytest

import pdf_files as pf
import sofadiff
from pdf_files import Run
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file
from sofadiff.importing.pdf import engine, pages

WORDS = "The guard is green and it sings in the house of the lamp."
PLAIN = pf.pdf([Run(60, 700, WORDS)])
FONT = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> %s >>"


def with_objects(content: bytes, resources: bytes = b"", *more: bytes, packed: bool = False) -> bytes:
    """A page with this content and these resources; further objects count from 5."""
    stream = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (
        len(content), b"/Filter /FlateDecode" if packed else b"", content,
    )  # fmt: skip
    return pf.file_of([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % (FONT % resources),
        stream,
        *more,
    ])  # fmt: skip


def form(content: bytes, resources: bytes = b"") -> bytes:
    """An object that is a piece of a page."""
    head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources %s /Length %d >>" % (
        FONT % resources, len(content),
    )  # fmt: skip
    return head + b"\nstream\n" + content + b"\nendstream"


def laughs() -> bytes:
    """A form that prints a form ten times that prints a form ten times, nine deep."""
    forms = [form(b"/X Do " * 10, b"/XObject << /X %d 0 R >>" % number) for number in range(6, 15)]
    return with_objects(b"/X Do", b"/XObject << /X 5 0 R >>", *forms, form(pf.content([Run(60, 700, "ha")])))


def picture(share: float, *runs: Run, width: int = 40_000) -> bytes:
    """A page with a picture of so many pixels across so much of it."""
    data = zlib.compress(bytes(1000))
    head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8" % (
        width, width,
    )  # fmt: skip
    image = head + b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(data), data)
    content = b"q %d 0 0 842 0 0 cm /I Do Q " % (595 * share) + pf.content(runs)
    return with_objects(content, b"/XObject << /I 5 0 R >>", image)


def locked(user: str) -> bytes:
    """The plain file under a password to open it (may be empty) and another to change it."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "plain.pdf", Path(folder) / "locked.pdf"
        path.write_bytes(PLAIN)
        with pikepdf.open(path) as document:
            document.save(out, encryption=pikepdf.Encryption(user=user, owner="owner"))
        return out.read_bytes()


def counted(kids: int) -> bytes:
    """So many pages."""
    return pf.file_of([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % n for n in range(3, kids + 3)), kids),
        *(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>" for _ in range(kids)),
    ])  # fmt: skip


def unmapped() -> bytes:
    """A page in a font that numbers its glyphs and does not say which letters they are."""
    font = (
        b"/Font << /G << /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Lamp /Encoding /Identity-H /DescendantFonts"
        b" [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Lamp /CIDSystemInfo << /Registry (Adobe) /Ordering"
        b" (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /AAAAAA+Lamp /Flags 4"
        b" /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>] >> >>"
    )
    content = b"BT /G 12 Tf 60 700 Td <" + b"".join(b"%04x" % code for code in range(68, 100)) + b"> Tj ET"
    return with_objects(content).replace(FONT % b"", b"<< %s >>" % font)


def refused(data: bytes, name: str = "bad.pdf", **options: str) -> SofadiffError:
    """The error that an import of these bytes ends in; it is one line with a remedy, and leaves no file behind."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as scratch,
        pytest.MonkeyPatch.context() as patch,
    ):
        path = Path(folder) / name
        path.write_bytes(data)
        patch.setenv("TMPDIR", scratch)
        patch.setattr(tempfile, "tempdir", scratch)
        with pytest.raises(SofadiffError) as raised:
            import_file(str(path), **options)  # type: ignore[arg-type]
        assert os.listdir(scratch) == []
        assert os.listdir(folder) == [name]
    assert "\n" not in str(raised.value)
    assert raised.value.remedy
    return raised.value


def brought(folder: Path, data: bytes) -> Imported:
    """The import of these bytes."""
    path = folder / "made-up.pdf"
    path.write_bytes(data)
    return import_file(str(path), "eng")


REFUSED = {
    "cut short": (lambda: PLAIN[: len(PLAIN) // 2], "cut short"),
    "only its first words": (lambda: b"%PDF-1.7\n", "cut short"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF", "damaged"),
    "a page that is no page": (lambda: PLAIN.replace(b"/Kids [3 0 R]", b"/Kids [77777]"), "damaged"),
    "a page tree that holds itself": (
        lambda: PLAIN.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 2 0 R] /Count 9"), "damaged",
    ),
    "under a password": (lambda: locked("user"), "protected with a password"),
    "forms in forms, ten to the ninth": (laughs, "900 MB of memory"),
    "a stream of 700 MB": (
        lambda: with_objects(zlib.compress(b" " * 700_000_000, 1), packed=True), "900 MB of memory",
    ),
    "too many pages": (lambda: counted(engine.PAGE_LIMIT + 1), "2001 pages, more than 2,000"),
    "a line of ten million letters": (
        lambda: with_objects(b"BT /F 1 Tf 0 700 Td (" + b"word " * 2_000_000 + b") Tj ET"), "a line of 32,000 letters",
    ),
    "too many letters on a page": (
        lambda: pf.pdf([Run(0, 14_000 - n * 10, "word " * 60, 4) for n in range(1300)], box=(14_400, 14_400)),
        "200,000 on a page",
    ),
    "no words": (lambda: pf.pdf([]), "no text layer"),
    "a picture of a page": (lambda: picture(1.0), "no text layer"),
    "a stamp on a picture": (lambda: picture(1.0, Run(60, 30, WORDS)), "half-read"),
    "letters without a meaning": (unmapped, "does not say which letters"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_whole_is_refused_in_one_line(case: str) -> None:
    """A file that is damaged, locked, a picture or a trap is never half-read: one line says what and what to do."""
    make, said = REFUSED[case]

    assert said in str(refused(make()))


def test_a_picture_is_refused_with_the_command_that_helps() -> None:
    """Where there is no text layer, the remedy names the command that makes one."""
    assert "`ocrmypdf -l eng in.pdf out.pdf`" in str(refused(picture(1.0)).remedy)
    assert "`ocrmypdf --force-ocr -l eng in.pdf out.pdf`" in str(refused(picture(1.0, Run(60, 30, WORDS))).remedy)


def test_pages_that_are_pictures_are_named_and_the_others_can_be_chosen(tmp_path: Path) -> None:
    """A file of which one page is a picture is refused as a whole; the remedy says how to import the other pages."""
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(PLAIN)
    bad.write_bytes(picture(1.0))
    with pikepdf.open(good) as one, pikepdf.open(bad) as two:
        one.pages.extend(two.pages)
        one.pages.append(one.pages[0])
        one.save(tmp_path / "mixed.pdf")
    data = (tmp_path / "mixed.pdf").read_bytes()

    error = refused(data)

    assert "on p. 2:" in str(error)
    assert "--pages 1,3." in str(error.remedy)


READ = {
    "no password to read, one to change": lambda: locked(""),
    "a hundred thousand levels of brackets": lambda: PLAIN.replace(
        b"trailer\n<<", b"trailer\n<< /X " + b"[" * 99_999 + b"]" * 99_999
    ),
    "two million saved states": lambda: with_objects(b"q " * 2_000_000 + pf.content([Run(60, 700, WORDS)])),
    "a form that prints itself": lambda: with_objects(
        pf.content([Run(60, 700, WORDS)]) + b" /X Do", b"/XObject << /X 5 0 R >>",
        form(b"/X Do", b"/XObject << /X 5 0 R >>"),
    ),
    "a script that opens a page of the web": lambda: PLAIN.replace(
        b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.launchURL('http://a.invalid')) >>"
    ),
    "a picture of 1,600 million pixels in a corner": lambda: picture(0.1, Run(60, 700, WORDS)),
    "words far outside": lambda: pf.pdf([Run(60, 700, WORDS)], box=(14_400, 14_400)),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_what_only_looks_dangerous_is_read(case: str, tmp_path: Path) -> None:
    """Nothing is run, drawn or fetched, so these files are read like any other: all their words."""
    imported = brought(tmp_path, READ[case]())

    assert imported.outline.preamble[0].text == WORDS
    assert os.listdir(tmp_path) == ["made-up.pdf"]


@pytest.mark.parametrize(
    "damage", [(b"xref\n0", b"xxxx\n0"), (b"startxref\n", b"startxref\n9")], ids=["table", "place"]
)
def test_a_repaired_file_says_so(damage: tuple[bytes, bytes], tmp_path: Path) -> None:
    """Where the table of objects is damaged, the words are read and the report asks to check that none is missing."""
    imported = brought(tmp_path, PLAIN.replace(*damage))

    assert imported.outline.preamble[0].text == WORDS
    assert [remark.message for remark in imported.report.remarks if remark.doubtful] == [
        "its table of objects is damaged, and the library that reads PDF repaired it: check that nothing is missing"
    ]


def test_words_that_software_recognised_are_said_to_be(tmp_path: Path) -> None:
    """Words that lie unseen over a picture were recognised by software: the report asks to check them."""
    runs = [Run(60, 700 - 12 * n, WORDS, mode=3) for n in range(5)]

    imported = brought(tmp_path, picture(1.0, *runs))

    assert any("software recognised them" in remark.message for remark in imported.report.remarks if remark.doubtful)


def test_the_wrong_name_is_no_matter(tmp_path: Path) -> None:
    """A PDF that is called a Word file is read as PDF, and the report says so."""
    path = tmp_path / "agreement.docx"
    path.write_bytes(PLAIN)

    imported = import_file(str(path), "eng")

    assert imported.report.format == "pdf"
    assert any("the name ends in .docx" in remark.message for remark in imported.report.remarks)


def fake_library(folder: Path, code: str, patch: pytest.MonkeyPatch) -> None:
    """Put another library in the place of the one that reads PDF."""
    (folder / "pypdfium2.py").write_text(code)
    patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]))


def test_without_the_library_one_line_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading PDF is an extra: where it is not installed, the error names the command."""
    fake_library(tmp_path, "raise ImportError", monkeypatch)

    error = refused(PLAIN)

    assert "not installed" in str(error)
    assert "pip install 'sofadiff[pdf]'" in str(error.remedy)


@pytest.mark.parametrize("code", ["import os; os.abort()", "import os; os._exit(0)", "raise RuntimeError"])
def test_a_library_that_breaks_down_takes_nothing_with_it(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library runs in a process of its own: its end is one line here, not the end of the program."""
    fake_library(tmp_path, code, monkeypatch)

    assert "broke down" in str(refused(PLAIN))


def test_nothing_in_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beside the PDF that bears the name of a library is not taken for it."""
    for name in ("msgspec.py", "ctypes.py", "resource.py", "sofadiff.py"):
        (tmp_path / name).write_text("raise SystemExit('run from the current folder')")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "made-up.pdf").write_bytes(PLAIN)

    assert import_file("made-up.pdf", "eng").outline.preamble[0].text == WORDS


def test_a_reader_that_stops_early_ends_the_other_process() -> None:
    """Whoever asks for one page only leaves no process behind."""
    before = children()

    reading = pages.read_pages(pf.pdf(*[[Run(60, 700, WORDS)]] * 50), "made-up.pdf")
    next(reading)
    during = children()
    reading.close()  # type: ignore[attr-defined]

    assert len(during) > len(before)
    assert children() == before


def children() -> set[str]:
    """Processes that this one started and that still run."""
    if not Path("/proc").is_dir():
        pytest.skip("no /proc to count processes in")
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        if re.match(rf"\d+ \(.*\) \w {os.getpid()} ", text):
            found.add(path.parent.name)
    return found


def test_the_child_writes_frames_and_nothing_else() -> None:
    """A file that cannot be opened ends in one frame; standard error stays empty."""
    done = subprocess.run(
        pages.COMMAND, input=b"no PDF", capture_output=True, check=True,
        env={**os.environ, "PYTHONPATH": str(Path(sofadiff.__file__).parent.parent)},
    )  # fmt: skip

    assert done.stderr == b""
    assert int.from_bytes(done.stdout[:4], "big") == len(done.stdout) - 4
