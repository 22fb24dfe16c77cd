"""Files within a Word file: each kind that Word takes is read, what cannot be read is told."""

from pathlib import Path

import pytest
from balanced import city_report
from drawn_files import as_docx, grids_of, office_saves, sample_document, texts_of
from fuzz_samples import DRAWN, FILES
from fuzzing import bounded
from hostile_files import docx
from report_as_text import SHAPES
from test_flat_word import with_page
from test_from_docx import parts_of, zipped

from forms.document import Grid
from forms.errors import Cause, UnreadableFile
from forms.reading import from_docx, zip_guard
from forms.reading.docx_chunks import Budget
from forms.reading.office import find_office
from forms.reading.open_file import saved_in

SAMPLE = sample_document()


def told(document):
    return [(one.code, one.where) for one in document.remarks]


def cause_of(data):
    with pytest.raises(UnreadableFile) as refused:
        from_docx.read(data, "a")
    return refused.value.cause


def with_text(data, text="附："):
    """The same with a paragraph of its own."""
    parts = parts_of(data)
    name, line = "word/document.xml", f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    body = parts[name].replace(b"<w:body>", f"<w:body>{line}".encode())
    return zipped(parts | {name: body})


@pytest.mark.parametrize("part", ["afchunk.docx", "afchunk.dat"])
def test_word_file_within_a_word_file(part):
    found = from_docx.read(with_page(part, as_docx(SAMPLE)), "a")
    assert grids_of(found) == grids_of(SAMPLE)
    assert texts_of(found) == texts_of(SAMPLE)
    assert told(found) == []


def test_word_file_of_one_xml_file_within():
    found = from_docx.read(with_page("afchunk.xml", DRAWN[".flat.xml"][0](SAMPLE)), "a")
    assert texts_of(found) == texts_of(SAMPLE)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_text_within_a_word_file(encoding):
    blocks = SAMPLE.blocks
    text = "\n".join(SHAPES["bars"](b) if isinstance(b, Grid) else b.text for b in blocks)
    data = with_page("afchunk.txt", text.encode(encoding))
    assert saved_in(data, Path("a.docx")).report.cells == city_report().cells


def declared(data, entry):
    parts = parts_of(data)
    name = "[Content_Types].xml"
    return zipped(parts | {name: parts[name].replace(b"</Types>", f"{entry}</Types>".encode())})


@pytest.mark.parametrize(
    ("part", "entry", "is_read"),
    [
        ("afchunk.dat", '<Override PartName="/word/afchunk.dat" ContentType="text/plain"/>', True),
        ("afchunk.dat", '<Default Extension="DAT" ContentType="text/plain"/>', True),
        ("afchunk", '<Override PartName="/word/afchunk" ContentType="text/plain"/>', True),
        ("afchunk", '<Default Extension="" ContentType="text/plain"/>', False),
        ("afchunk.dat", '<Override PartName="/word/other.dat" ContentType="text/plain"/>', False),
        ("afchunk.dat", '<Override PartName="/word/afchunk.dat" ContentType="a/b"/>', False),
        (
            "afchunk.dat",
            (
                '<Default Extension="dat" ContentType="text/plain"/>'
                '<Override PartName="/word/afchunk.dat" ContentType="a/b"/>'
            ),
            False,
        ),
        ("afchunk.dat", "", False),
    ],
)
def test_text_is_what_the_word_file_declares_as_such(part, entry, is_read):
    found = from_docx.read(with_text(declared(with_page(part, "某局。".encode()), entry)), "a")
    assert texts_of(found) == (["附：", "某局。"] if is_read else ["附："])
    assert bool(told(found)) != is_read


@pytest.mark.long
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_rtf_within_a_word_file(tmp_path):
    data = with_page("afchunk.rtf", office_saves(as_docx(SAMPLE), "rtf", tmp_path))
    assert saved_in(data, Path("a.docx")).report.cells == city_report().cells


def test_old_word_file_within_a_word_file():
    old = next(iter(sorted(FILES.glob("*.doc")))).read_bytes()
    assert from_docx.read(with_page("afchunk.doc", old), "a").blocks


def test_rtf_without_libreoffice(monkeypatch):
    monkeypatch.setattr("forms.reading.office.find_office", lambda: None)
    data = with_page("afchunk.rtf", b"{\\rtf1 a}")
    assert cause_of(data) is Cause.NEEDS_OFFICE
    found = from_docx.read(with_text(data), "a")
    assert (texts_of(found), told(found)) == (["附："], [("chunk.unread", "afchunk.rtf")])


@pytest.mark.parametrize(
    ("part", "data", "target"),
    [
        ("afchunk.docx", b"PK\3\4 torn", None),
        ("afchunk.bin", b"\x89PNG\r\n", None),
        ("afchunk.xml", b"<a>1</a>", None),
        ("afchunk.html", b"<p>1</p>", "lost.html"),
        ("afchunk.html", b"<p>1</p>", "http://example.gov.cn/lost.html"),
        ("afchunk.html", b"", "document.xml"),
    ],
)
def test_what_cannot_be_read_is_told(part, data, target):
    found = from_docx.read(with_text(with_page(part, data, target)), "a")
    assert texts_of(found) == ["附："]
    assert told(found) == [("chunk.unread", (target or part).rpartition("/")[2])]


def test_nothing_but_a_damaged_file():
    assert cause_of(with_page("afchunk.docx", b"PK\3\4 torn")) is Cause.TRUNCATED
    assert from_docx.read(with_page("afchunk.html", b" "), "a").remarks == ()


def test_the_clerk_is_told():
    data = as_docx(SAMPLE)
    parts, extra = parts_of(data), parts_of(with_page("afchunk.docx", b"PK\3\4 torn"))
    chunk = b'<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="page"/>'
    name, relations = "word/document.xml", "word/_rels/document.xml.rels"
    whole = parts | {
        name: parts[name].replace(b"<w:body>", b"<w:body>" + chunk),
        relations: extra[relations],
        "word/afchunk.docx": b"PK\3\4 torn",
    }
    report = saved_in(zipped(whole), Path("a.docx")).report
    assert report.cells == city_report().cells
    assert "chunk.unread" in {one.code for one in report.remarks}


# --- bounds --------------------------------------------------------------------------------


@pytest.mark.parametrize(("levels", "is_read"), [(1, True), (2, False), (30, False)])
def test_word_files_within_word_files(levels, is_read):
    """One within another is read; one within that is told."""
    data = as_docx(SAMPLE)
    for _ in range(levels):
        data = with_page("afchunk.docx", data)
    found = from_docx.read(data, "a")
    assert bool(found.blocks) == is_read
    assert bool(told(found)) != is_read


def test_all_files_within_share_what_they_may_take():
    inner = with_page("page.html", b"<p>1</p>")
    one = b'<w:altChunk r:id="page"/>'

    def times(data, count):
        parts = parts_of(data)
        name = "word/document.xml"
        return zipped(parts | {name: parts[name].replace(one, one * count)})

    with bounded():
        found = from_docx.read(times(with_page("a.docx", times(inner, 60)), 40), "a")
        assert len(found.blocks) == 60 * 40
        assert cause_of(times(with_page("a.docx", times(inner, 60)), 41)) is Cause.TOO_LARGE


def test_more_text_than_a_word_file_may_hold():
    size = zip_guard.size_of_text(as_docx(SAMPLE), "a")
    data = with_page("afchunk.docx", as_docx(SAMPLE))
    assert from_docx.read(data, "a", 1, Budget(size=size)).blocks
    with pytest.raises(UnreadableFile) as refused:
        from_docx.read(data, "a", 1, Budget(size=size - 1))
    assert refused.value.cause is Cause.TOO_LARGE


def test_bomb_within_a_word_file():
    bomb = docx("<w:p/>" * 10 + " " * 60_000_000)
    assert cause_of(with_page("afchunk.docx", bomb)) is Cause.TOO_LARGE
