"""Word files made to harm, to hide or to break: refused with one clear line, or read without harm."""

from __future__ import annotations

import io
import os
import re
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import word_files as wf
from sofadiff.errors import SofadiffError
from sofadiff.importing import import_file
from sofadiff.importing.blocks import Reading, ReadOptions, letters
from sofadiff.importing.docx import package
from sofadiff.importing.docx.reader import read_docx
from sofadiff.importing.formats import recognise
from sofadiff.importing.totality import check_reading, outline_text

PLAIN = wf.para("The guard is green and it sings.")
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:styles>'
)
OUTSIDE = (
    '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}" TargetMode="External"/>'
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def nested(depth: int) -> str:
    """A table in a table in a table."""
    return "<w:tbl><w:tr><w:tc>" * depth + PLAIN + "</w:tc></w:tr></w:tbl>" * depth


def doubled() -> bytes:
    """An archive that holds the document twice, with different words."""
    out = io.BytesIO(wf.word_file(PLAIN))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<other/>")
    return out.getvalue()


def locked() -> bytes:
    """An archive whose document is marked as encrypted."""
    data = bytearray(wf.word_file(PLAIN))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.start_dir
    while data[start : start + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<HHH", data, start + 28)
        if data[start + 46 : start + 46 + name] == b"word/document.xml":
            data[start + 8] |= 1
        start += 46 + name + extra + comment
    return bytes(data)


def refused(data: bytes, name: str = "bad.docx") -> SofadiffError:
    """The error that an import of these bytes ends in; it is one line with a remedy, and leaves no file behind."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as scratch,
        pytest.MonkeyPatch.context() as patch,
    ):
        path = Path(folder) / name
        path.write_bytes(data)
        patch.setattr(tempfile, "tempdir", scratch)
        with pytest.raises(SofadiffError) as raised:
            import_file(str(path))
        assert os.listdir(scratch) == []
        assert os.listdir(folder) == [name]
    assert "\n" not in str(raised.value)
    assert raised.value.remedy
    return raised.value


REFUSED = {
    "cut short": (lambda: wf.word_file(PLAIN)[:-40], "cut short or damaged"),
    "cut in the middle": (lambda: wf.word_file(PLAIN)[:300], "cut short or damaged"),
    "no document": (lambda: wf.archive({"[Content_Types].xml": "<Types/>", "word/x.xml": "<x/>"}), "holds no document"),
    "another root": (lambda: wf.word_file(PLAIN, more={"word/document.xml": "<other/>"}), "has a damaged part"),
    "broken document": (lambda: wf.word_file("<w:p>"), r"has a damaged part \(word/document.xml\)"),
    "entities": (lambda: wf.word_file(PLAIN, parts={"styles": ENTITIES}), "declares entities in word/styles.xml"),
    "entities in UTF-16": (
        lambda: wf.word_file(PLAIN, parts={"styles": ""}, more={"word/styles.xml": ENTITIES.encode("utf-16")}),
        "declares entities",
    ),
    "bomb": (lambda: wf.word_file(PLAIN + " " * 5_000_000), "400 times smaller"),
    "too deep": (lambda: wf.word_file(nested(70)), "deeper than 200 levels"),
    "far too deep": (lambda: wf.word_file(nested(5000)), "deeper than 200 levels"),
    "twice": (doubled, "holds the part word/document.xml twice"),
    "locked": (locked, "protected with a password"),
    "embedded document": (
        lambda: wf.word_file(PLAIN, "<w:altChunk r:id='r'/>"),
        r"a piece of another file \(w:altChunk\)",
    ),
    "no words": (lambda: wf.word_file(wf.para()), "holds no words"),
    "password": (lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
    "old Word": (lambda: COMPOUND + "WordDocument".encode("utf-16-le"), "a Word file from before 2007"),
    "other compound": (lambda: COMPOUND, "an old Office file"),
    "spreadsheet": (lambda: wf.archive({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "is an Excel file"),
    "slides": (lambda: wf.archive({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "is a PowerPoint file"),
    "open document": (lambda: wf.archive({"mimetype": "x", "content.xml": ""}), "is an OpenDocument file"),
    "e-book": (lambda: wf.archive({"a/b.opf": "x"}), "is an e-book"),
    "any archive": (lambda: wf.archive({"a.txt": "x"}), "is a ZIP archive, but no Word file"),
    "RTF": (lambda: b"{\\rtf1 hello}", "is an RTF file"),
    "picture": (lambda: b"\x89PNG\r\n", "is a picture"),
    "compressed": (lambda: b"\x1f\x8b\x08", "is a compressed file"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_unusable_word_files_get_one_clear_line(name: str) -> None:
    """What cannot be read safely is refused with the reason and what to do."""
    make, message = REFUSED[name]
    assert re.search(message, refused(make()).what)


def test_limits_are_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many files, a part too large, and parts too large together are refused with the limit."""
    data = wf.word_file(wf.para("x" * 300))
    for name, limit, message in (
        ("PARTS_LIMIT", 3, "holds 4 files; more than 3"),
        ("PART_LIMIT", 600, "to more than 0 MB"),
        ("TOTAL_LIMIT", 700, "to more than 0 MB"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(package, name, limit)
            assert message in refused(data).what


def test_size_that_the_archive_says_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part is read up to the limit, whatever size its header claims."""
    monkeypatch.setattr(package, "PART_LIMIT", 2_000)
    data = bytearray(wf.word_file(wf.para("the guard " * 1000)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.start_dir
    while data[start : start + 4] == b"PK\x01\x02":
        struct.pack_into("<I", data, start + 24, 100)
        start += 46 + sum(struct.unpack_from("<HHH", data, start + 28))
    assert refused(bytes(data)).what


def test_pictures_are_never_unpacked() -> None:
    """A picture of any claimed size is left in the archive."""
    huge = wf.word_file(PLAIN, more={"word/media/image1.png": b"\0" * 30_000_000})
    assert [block.text for block in _read(huge).blocks] == ["The guard is green and it sings."]


def test_macros_are_neither_read_nor_run() -> None:
    """A file with macros is read as one without, and the report says that it has them."""
    read = _read(wf.word_file(PLAIN, more={"word/vbaProject.bin": b"\0"}))
    assert [remark.message for remark in read.remarks] == ["the file holds macros: they were neither read nor run"]


def test_places_outside_the_file_are_named_and_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A template, a picture or an object on another machine is listed; a link is only counted."""
    monkeypatch.setattr("socket.socket", None)
    relations = OUTSIDE.format(kind="attachedTemplate", target="http://example.invalid/t.dotm")
    relations += OUTSIDE.format(kind="hyperlink", target="http://example.invalid/").replace("rX", "rY")
    relations += OUTSIDE.format(kind="image", target="file:///etc/passwd").replace("rX", "rZ")
    read = _read(wf.word_file(PLAIN, relations=relations))
    assert [remark.message for remark in read.remarks] == [
        "the file points to a template outside it: http://example.invalid/t.dotm; not followed",
        "the file points to a picture outside it: file:///etc/passwd; not followed",
    ]
    assert dict(read.markup) == {"link targets": 1}


def test_names_that_lead_out_of_the_archive_are_ignored() -> None:
    """Nothing is ever unpacked to the disk; such a name is reported."""
    read = _read(wf.word_file(PLAIN, more={"../../etc/cron.d/x": "x", "C:\\x.xml": "x"}))
    assert len([remark for remark in read.remarks if "outside itself" in remark.message]) == 2


def test_part_outside_the_archive_is_no_part() -> None:
    """A relationship whose target climbs out of the archive leads to nothing."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    read = _read(wf.word_file(PLAIN, relations=f'<Relationship Id="r" Type="{kind}" Target="../../../etc/passwd"/>'))
    assert len(read.blocks) == 1


def test_loops_in_styles_and_lists_end() -> None:
    """A style based on itself and list styles that point at each other do not hang."""
    styles = wf.styles(
        wf.style("A", based_on="B", properties='<w:numPr><w:numId w:val="1"/></w:numPr>'),
        wf.style("B", based_on="A"),
        wf.style("L", kind="numbering", properties='<w:numPr><w:numId w:val="1"/></w:numPr>'),
    )
    loop = {"0": {"linked": "L"}, "1": {"linked": "L"}}
    parts = {"styles": styles, "numbering": wf.numbering(loop, {"1": {"abstract": "0"}, "2": {"abstract": "1"}})}
    read = _read(wf.word_file(wf.para("one", style="A"), wf.para("two", num=(2, 0)), parts=parts))
    assert list(read.source) == ["one", "two"]


@pytest.mark.parametrize("value", ["99999999999999999999", "-5", "x", "1e9", ""])
def test_wild_numbers_in_lists_are_harmless(value: str) -> None:
    """A level, a start or a list id that is no sensible number changes nothing but itself."""
    numbering = wf.numbering({"0": {"levels": {"0": {"text": "%1."}}}}, {"1": {"abstract": "0"}})
    for old in ('w:start w:val="1"', 'w:ilvl="0"', 'w:abstractNumId w:val="0"'):
        name, _, _ = old.rpartition("=")
        read = _read(
            wf.word_file(wf.para("one", num=(1, 0)), parts={"numbering": numbering.replace(old, f'{name}="{value}"')})
        )
        assert read.source[0].endswith("one")


@pytest.mark.parametrize(
    ("name", "said"),
    [("guard.docx", None), ("guard.docm", None), ("guard", None), ("guard.pdf", ".pdf"), ("guard.txt", ".txt")],
)
def test_content_decides_and_a_wrong_name_is_said(tmp_path: Path, name: str, said: str | None) -> None:
    """A Word file is read as one under any name; a name that says otherwise is reported."""
    path = tmp_path / name
    path.write_bytes(wf.word_file(PLAIN))
    report = import_file(str(path)).report
    assert report.format == "docx"
    remarks = [remark.message for remark in report.doubts]
    assert remarks == (
        [f"the name ends in {said}, but the content is Word (DOCX): read as Word (DOCX)"] if said else []
    )


def test_text_under_the_name_of_a_word_file_is_read_as_text(tmp_path: Path) -> None:
    """The other way round."""
    path = tmp_path / "guard.docx"
    path.write_text("The rules\n\nArticle 1\n\nThe guard is green.\n", encoding="utf-8")
    report = import_file(str(path)).report
    assert (report.format, len(report.doubts)) == ("text", 1)


def test_other_formats_are_told_by_their_content() -> None:
    """HTML, XML and PDF are recognised under any name."""
    samples = {
        "html": b"<!DOCTYPE html><html><body><p>x</p></body></html>",
        "xml": b'<?xml version="1.0"?><akomaNtoso/>',
        "pdf": b"junk %PDF-1.7",
        "markdown": b"# Title\n\nText.",
        "text": b"The guard is < green.",
    }
    for format_, data in samples.items():
        assert recognise(data, "file").name == format_
        assert (recognise(data, "file.docx").remark is None) is False
    assert recognise(b"<p>a</p>\n", "a.md").name == "markdown"


def _read(data: bytes) -> Reading:
    return read_docx(data, "test.docx", ReadOptions())


# -- nothing is lost ------------------------------------------------------------------------------------------

_RUNS = st.sampled_from(
    [
        wf.run("the guard "),
        wf.run("(a) "),
        wf.run("hidden", "<w:vanish/>"),
        wf.run("bold", "<w:b/>"),
        wf.run("1", '<w:vertAlign w:val="superscript"/>'),
        wf.run("a\nb"),
        wf.deleted("del "),
        wf.inserted(wf.run("ins ")),
        wf.deleted("moved ", "moveFrom"),
        wf.field("TOC", wf.run("contents")),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        wf.reference("footnote", 1),
        wf.reference("footnote", 2),
        "<w:r><w:pict><v:textbox><w:txbxContent>" + wf.para("in a box") + "</w:txbxContent></v:textbox></w:pict></w:r>",
        wf.run("Done at Port."),
        wf.run("Article 3"),
    ]
)
_MARKS = st.sampled_from(
    ["", "", "<w:rPr><w:del w:id='1'/></w:rPr>", "<w:rPr><w:ins w:id='1'/></w:rPr>", '<w:jc w:val="center"/>']
)
_PARAS = st.builds(
    lambda runs, num, mark: wf.para("".join(runs), num=num, properties=mark),
    st.lists(_RUNS, max_size=5),
    st.sampled_from([None, None, (1, 0), (1, 1), (1, 2)]),
    _MARKS,
)
_TABLES = st.lists(st.lists(_PARAS, min_size=1, max_size=3), min_size=1, max_size=3).map(lambda rows: wf.table(*rows))
_LEVELS = {"0": {"text": "Article %1"}, "1": {"text": "%2."}, "2": {"text": "(%3)", "format": "lowerLetter"}}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(_PARAS, _PARAS, _TABLES), max_size=12), st.sampled_from(["accept", "reject"]))
def test_no_word_of_a_word_file_is_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, body: list[str], decision: str
) -> None:
    """Whatever a file holds, in whatever order, every letter is in a clause or on the left-out list."""
    data = wf.word_file(
        PLAIN,
        *body,
        parts={
            "numbering": wf.numbering({"0": {"levels": _LEVELS}}, {"1": {"abstract": "0"}}),
            "footnotes": wf.notes("footnote", "See there.", wf.para("x", num=(1, 1)) + wf.para("y")),
        },
    )
    path = tmp_path_factory.getbasetemp() / "any.docx"
    path.write_bytes(data)
    read = read_docx(data, str(path), ReadOptions(revisions=decision))
    check_reading(read, str(path))
    imported = import_file(str(path), "eng", revisions=decision)
    kept = sum(len(letters(text)) for text in outline_text(imported.outline))
    left = sum(len(letters(entry.text)) for entry in imported.report.left_out)
    assert kept + left == len(letters(read.census or "")) + len(letters("".join(read.generated)))
    assert import_file(str(path), "eng", revisions=decision).data == imported.data
