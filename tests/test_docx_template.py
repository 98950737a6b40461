"""A firm's Word file as a template: its looks are taken, nothing else comes along, and what is unsafe is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.fixtures.report_fixture import REPORT

import reading_word
from reading_word import W
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.render import docx
from sofadiff.render.docx import template
from sofadiff.render.docx.making import Making

NS = {"w": W.strip("{}")}
_W = f'xmlns:w="{NS["w"]}"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Garamond" w:hAnsi="Garamond"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/>'
    '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr><w:rPr><w:color w:val="AA0000"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Ours"><w:name w:val="Sofadiff Redline"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
)
PAPER = '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1000" w:bottom="1440" w:left="1240"/>'
THEME = '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Firm"/>'


def firm(
    path: Path,
    styles: str = STYLES,
    relations: str = "",
    more: Mapping[str, str | bytes] | None = None,
    paper: str = PAPER,
) -> str:
    """A template with these parts; gives its path."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(
            "word/document.xml", f"<w:document {_W}><w:body><w:p/><w:sectPr>{paper}</w:sectPr></w:body></w:document>"
        )
        files.writestr("word/styles.xml", f"<w:styles {_W} {_R}>{styles}</w:styles>")
        files.writestr("word/numbering.xml", f"<w:numbering {_W}>{NUMBERING}</w:numbering>")
        files.writestr("word/theme/theme1.xml", THEME)
        known = "".join(
            f'<Relationship Id="r{n}" Type="{_KINDS}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(
                [("styles", "styles.xml"), ("numbering", "numbering.xml"), ("theme", "theme/theme1.xml")]
            )
        )
        files.writestr("word/_rels/document.xml.rels", f"<Relationships>{known}{relations}</Relationships>")
        for name, data in (more or {}).items():
            files.writestr(name, data)
    file = path / "FIRM.docx"
    file.write_bytes(sink.getvalue())
    return str(file)


def restyled(path: str) -> bytes:
    """The fixture report in the looks of a template."""
    return docx.render(REPORT, Making(looks=template.read(path).looks))


def test_the_firm_styles_are_used_by_their_names(tmp_path: Path) -> None:
    """A style is known by its name, which every word processor keeps, not by its id, which it translates."""
    parts = reading_word.parts(restyled(firm(tmp_path)))
    heading = parts["word/document.xml"].xpath("//w:p[w:bookmarkStart]/w:pPr/w:pStyle/@w:val", namespaces=NS)
    redline = parts["word/document.xml"].xpath("//w:p[w:ins]/w:pPr/w:pStyle/@w:val", namespaces=NS)
    styles = parts["word/styles.xml"]

    assert heading[0] == "Titre1"
    assert set(redline) == {"Ours"}
    assert styles.xpath("count(//w:style[w:name/@w:val = 'heading 1'])", namespaces=NS) == 1
    assert styles.xpath("//w:style[@w:styleId = 'Titre1']//w:color/@w:val", namespaces=NS) == ["AA0000"]
    assert "Garamond" in str(styles.xpath("//w:docDefaults//w:rFonts/@w:ascii", namespaces=NS))


def test_ours_are_added_on_top_of_the_firm_ones(tmp_path: Path) -> None:
    """What the firm has no style for is based on its own normal one; there is one default of each kind."""
    styles = reading_word.parts(restyled(firm(tmp_path)))["word/styles.xml"]
    ids = styles.xpath("//w:style/@w:styleId", namespaces=NS)

    assert styles.xpath("//w:style[w:name/@w:val = 'heading 2']/w:basedOn/@w:val", namespaces=NS) == ["Standard"]
    assert len(ids) == len(set(ids))
    assert styles.xpath("count(//w:style[@w:type = 'paragraph'][@w:default = '1'])", namespaces=NS) == 1


def test_lists_theme_and_paper_are_taken(tmp_path: Path) -> None:
    """The firm's heading numbers, colours and margins; our bullets have a list of their own beside them."""
    data = restyled(firm(tmp_path))
    parts = reading_word.parts(data)

    assert parts["word/numbering.xml"].xpath("//w:num/@w:numId", namespaces=NS) == ["7", "8"]
    assert parts["word/theme.xml"].get("name") == "Firm"
    assert parts["word/document.xml"].xpath("//w:pgSz/@w:w", namespaces=NS) == ["12240"]
    assert set(parts["word/document.xml"].xpath("//w:tbl/w:tblPr/w:tblW/@w:w", namespaces=NS)) == {"10000"}
    assert reading_word.disorders(data) == []


def test_accepting_and_rejecting_do_not_depend_on_the_template(tmp_path: Path) -> None:
    """Another style changes no word."""
    data = restyled(firm(tmp_path))

    assert [p.rebuild() for p in reading_word.passages(docx.render(REPORT)) if p.rebuild] == [
        p.rebuild() for p in reading_word.passages(data) if p.rebuild
    ]


def test_nothing_but_looks_comes_along(tmp_path: Path) -> None:
    """Macros, pictures, heads, fields and foreign elements stay behind, and what a firm would miss is named."""
    evil = (
        f'<w:style w:type="paragraph" w:styleId="E" {_R}><w:name w:val="Evil"/><w:pPr r:id="rId9"/>'
        '<w:rPr><w:b/><x:y xmlns:x="urn:x"><w:i/></x:y></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="F"><w:name w:val="Field"/><w:instrText>INCLUDEPICTURE</w:instrText>'
        "<w:drawing/></w:style>"
    )
    relations = (
        f'<Relationship Id="h" Type="{_KINDS}/header" Target="header1.xml"/>'
        f'<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
        ' Target="vbaProject.bin"/>'
        f'<Relationship Id="l" Type="{_KINDS}/hyperlink" Target="https://firm.example" TargetMode="External"/>'
    )
    parts = {"word/vbaProject.bin": b"macro", "word/media/logo.png": b"png", "word/header1.xml": f"<w:hdr {_W}/>"}
    path = firm(tmp_path, STYLES + evil, relations, parts)
    found, data = template.read(path), restyled(path)

    assert found.left == ("macros", "running heads and feet", "pictures and embedded files")
    assert not [name for name in reading_word.parts(data) if not name.endswith((".xml", ".rels"))]
    for word in (b"vba", b"INCLUDEPICTURE", b"rId9", b"urn:x", b"w:drawing", b"firm.example"):
        assert word not in data


def test_a_name_in_a_template_cannot_write_markup(tmp_path: Path) -> None:
    """An id with quotes and tags stays an id wherever it is used."""
    bad = STYLES.replace("Titre1", "a&quot;&gt;&lt;w:altChunk r:id=&quot;x")
    parts = reading_word.parts(restyled(firm(tmp_path, bad)))

    assert not parts["word/document.xml"].xpath("//w:altChunk", namespaces=NS)


@pytest.mark.parametrize("part", ["word/_rels/document.xml.rels", "word/_rels/settings.xml.rels", "_rels/.rels"])
def test_a_template_that_leads_outside_is_refused(tmp_path: Path, part: str) -> None:
    """An attached template, a linked picture or a remote object would be fetched by whoever opens the report."""
    outside = f'<Relationship Id="t" Type="{_KINDS}/attachedTemplate" Target="https://evil" TargetMode="External"/>'
    inside = f"<Relationships>{outside}</Relationships>"
    path = firm(tmp_path, relations=outside) if "document" in part else firm(tmp_path, more={part: inside})

    with pytest.raises(SofadiffError, match=r"FIRM\.docx: leads outside the file \(attachedTemplate\)"):
        template.read(path)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("nothing.docx", b"no archive at all"),
        ("entities.docx", None),
        ("bomb.docx", None),
        ("deep.docx", None),
        ("bare.docx", None),
    ],
)
def test_a_hostile_or_broken_template_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes | None) -> None:
    """No archive, entities, a bomb, bottomless nesting, no styles: one line that names the file and a way out."""
    if data is not None:
        path = tmp_path / name
        path.write_bytes(data)
    else:
        styles = {
            "entities.docx": '<!DOCTYPE x [<!ENTITY a "b">]><w:styles/>',
            "bomb.docx": f"<w:styles {_W}>{' ' * 60_000_000}</w:styles>",
            "deep.docx": f"<w:styles {_W}>{'<w:a>' * 300}{'</w:a>' * 300}</w:styles>",
            "bare.docx": f"<w:fonts {_W}/>",
        }[name]
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as files:
            files.writestr("word/document.xml", f"<w:document {_W}><w:body/></w:document>")
            files.writestr("word/styles.xml", styles)
            files.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships><Relationship Id="s" Type="{_KINDS}/styles" Target="styles.xml"/></Relationships>',
            )
    with pytest.raises(SofadiffError) as error:
        template.read(str(path))

    assert name in str(error.value)
    assert "\n" not in str(error.value)
    assert "import" not in str(error.value)


def test_paper_that_leaves_no_room_is_ours(tmp_path: Path) -> None:
    """Margins wider than the page, or a page of a mile, are not taken."""
    wild = '<w:pgSz w:w="999999999" w:h="1"/><w:pgMar w:left="9000" w:right="9000"/>'

    assert template.read(firm(tmp_path, paper=wild)).looks.paper.width == 11_906


def run(*args: str) -> Result:
    """What the command line says."""
    return CliRunner().invoke(group, list(args))


def test_the_command_writes_a_signed_and_restyled_file(tmp_path: Path) -> None:
    """Author, date and template arrive in the file; what of the template was not taken is said."""
    path = firm(tmp_path, more={"word/vbaProject.bin": b"x"})
    target = tmp_path / "out.docx"
    done = run(
        "compare", "nl-rwanda-2009", "nl-uganda-2012", "--format", "docx", "-o", str(target),
        "--author", "Ada Ermine", "--date", "2025-02-01", "--template", path,
    )  # fmt: skip
    text = reading_word.document(target.read_bytes())

    assert done.exit_code == 0, done.output
    assert f"Not taken from {path}: macros." in done.output
    assert {"Ada Ermine"} <= set(text.xpath("//w:ins/@w:author", namespaces=NS))
    assert set(text.xpath("//w:del/@w:date", namespaces=NS)) == {"2025-02-01T00:00:00Z"}
    assert text.xpath("//w:pStyle[@w:val = 'Titre1']", namespaces=NS)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--author", "Ada"), "--author"),
        (("--format", "html", "--template", "x.docx"), "--template"),
        (("--format", "json", "--date", "2025-01-01"), "--date"),
        (("-o", "report.docx"), "--format docx"),
        (("--format", "docx", "--date", "today"), "YYYY-MM-DD"),
        (("--format", "docx", "--template", "none.docx"), "none.docx"),
    ],
)
def test_choices_that_do_not_go_together_are_refused(
    args: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A choice that would be ignored, or a name that promises another format, is refused and nothing is written."""
    monkeypatch.chdir(tmp_path)
    done = run("compare", "nl-rwanda-2009", "nl-uganda-2012", *args)

    assert done.exit_code != 0
    assert said in f"{done.output}{done.exception}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["redline", "concordance", "departures", "immunity", "accountability"])
def test_every_report_is_written_to_a_pipe(name: str) -> None:
    """Every report can be had as a Word file on standard output, in both languages."""
    for lang in ("en", "fr"):
        done = run("report", name, "haiti-mss-2024", "--against", "haiti-us-1995", "--format", "docx", "--lang", lang)
        assert done.exit_code == 0, done.output
        assert reading_word.disorders(done.stdout_bytes) == []


def test_a_word_report_is_verified_to_the_byte(tmp_path: Path) -> None:
    """Made again from its manifest, name and date of its changes among it, the same file comes out."""
    target = str(tmp_path / "out.docx")
    pair = ("nl-rwanda-2009", "nl-uganda-2012", "--format", "docx", "-o", target)
    for choice in ((), ("--author", "Ada Ermine", "--date", "2025-02-01")):
        assert run("compare", *pair, *choice).exit_code == 0
        done = run("verify", target)
        assert (done.exit_code, done.output[:10]) == (0, "Identical:"), done.output


def test_a_changed_word_is_found(tmp_path: Path) -> None:
    """A word that somebody put into a report differs, in the line where it stands; so does an accepted change."""
    target = tmp_path / "out.docx"
    assert run("report", "redline", "nl-uganda-2012", "--against", "nl-rwanda-2009", "--format", "docx", "-o",
               str(target)).exit_code == 0  # fmt: skip
    target.write_bytes(_with(target.read_bytes(), b"may", b"mus"))
    done = run("verify", str(target))

    assert done.exit_code == 1
    assert "mus" in done.output


def test_a_restyled_report_differs_in_its_looks_only(tmp_path: Path) -> None:
    """With a template that is not at hand the words and changes come out the same, and what differs is the style."""
    target = str(tmp_path / "out.docx")
    assert run("report", "redline", "nl-uganda-2012", "--against", "nl-rwanda-2009", "--format", "docx", "-o", target,
               "--template", firm(tmp_path)).exit_code == 0  # fmt: skip
    done = run("verify", target)

    assert done.exit_code == 1
    assert "in 1 place." in done.output
    assert "styles.xml" in done.output


@pytest.mark.parametrize("run_part", [None, b"{", b"[]", b'{"format": "sofadiff.run/1"}'])
def test_a_word_file_without_a_manifest_is_refused(tmp_path: Path, run_part: bytes | None) -> None:
    """Any other Word file, or one whose manifest was spoilt, is refused in one line."""
    path = tmp_path / "other.docx"
    with zipfile.ZipFile(path, "w") as files:
        files.writestr("word/document.xml", f"<w:document {_W}><w:body/></w:document>")
        if run_part is not None:
            files.writestr("customXml/item1.xml", b"<run>" + run_part + b"</run>")
    done = run("verify", str(path))

    assert done.exit_code != 0
    assert "manifest" in f"{done.output}{done.exception}"


def _with(data: bytes, old: bytes, new: bytes) -> bytes:
    """The file with the first such word of its text replaced."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as files, zipfile.ZipFile(sink, "w") as kept:
        for name in files.namelist():
            part = files.read(name)
            kept.writestr(name, part.replace(old, new, 1) if name == "word/document.xml" else part)
    return sink.getvalue()
