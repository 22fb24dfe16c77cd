"""Web pages: every table cell by cell, and what the eye sees as paragraphs."""

import pytest
from drawn_files import as_html, grids_of, sample_document, texts_of

from forms.document import Paragraph, Style
from forms.errors import Cause, UnreadableFile
from forms.reading import from_html
from forms.reading.mime_parts import is_mime

PAGE = "<html><head><title>题</title></head><body>{}</body></html>"


def read(body: str):
    return from_html.read(PAGE.format(body).encode(), "年报.html")


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_whole_report_comes_back(key):
    document = sample_document(key)
    found = from_html.read(as_html(document).encode(), "年报.html")
    assert texts_of(found) == texts_of(document)
    assert grids_of(found) == grids_of(document)
    assert found.title == document.title


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gb2312", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", [True, False])
def test_encodings(encoding, declared):
    meta = f'<meta charset="{encoding}">' if declared and encoding != "utf-16" else ""
    page = f"<html><head>{meta}</head><body><p>政府信息公开</p></body></html>"
    assert texts_of(from_html.read(page.encode(encoding), "x")) == ["政府信息公开"]


def test_wrong_declaration_gives_way():
    page = '<html><head><meta charset="utf-8"></head><body><p>政府信息公开</p></body></html>'
    assert texts_of(from_html.read(page.encode("gb18030"), "x")) == ["政府信息公开"]


@pytest.mark.parametrize("name", ["idna", "undefined", "rot13", "零"])
def test_declared_encoding_that_is_none_for_a_page(name):
    page = f'<html><head><meta charset="{name}"></head><body><p>政府信息公开</p></body></html>'
    assert texts_of(from_html.read(page.encode(), "x")) == ["政府信息公开"]
    assert "政府信息公开" in from_html.decode_page(page.encode(), "x", f"{name}\0")


def test_one_bad_byte_costs_one_character():
    """GB18030 would take these bytes too, and read every character wrong."""
    page = (
        f'<html><head><meta charset="utf-8"></head><body><p>{"政府信息公开" * 50}</p></body></html>'
    )
    data = page.encode().replace("信".encode(), b"\xe4\xbf", 1)
    text = texts_of(from_html.read(data, "x"))[0]
    assert text.endswith("政府信息公开" * 49)


def test_bytes_of_no_encoding():
    with pytest.raises(UnreadableFile) as caught:
        from_html.read(b"<p>" + bytes(range(128, 256)) * 9 + b"</p>", "x")
    assert caught.value.cause is Cause.UNKNOWN_ENCODING


def test_blank_cells_stay_cells():
    body = "<table><tr><td>规章</td><td>&nbsp;</td><td></td><td><p>\u3000</p></td></tr></table>"
    assert list(grids_of(read(body))[0].values()) == ["规章", "", "", ""]


def test_lines_of_a_cell_are_joined():
    body = (
        "<table><tr><td><p>商业</p><p>企业</p></td><td>科研<br>机构</td><td>1\n2</td></tr></table>"
    )
    assert list(grids_of(read(body))[0].values()) == ["商业企业", "科研机构", "1 2"]


def test_source_line_break_between_han_characters_is_no_space():
    assert texts_of(read("<p>政府信息\n    公开 open\n  data</p>")) == ["政府信息公开 open data"]


def test_unseen_things_stay_out():
    body = (
        "<script>var a=1</script><style>p{}</style><p style='display:none'>藏</p>"
        "<nav>首页</nav><p hidden>藏</p><!-- 注 --><p>见</p><select><option>选</option></select>"
    )
    assert texts_of(read(body)) == ["见"]


def test_text_between_blocks_and_line_breaks():
    assert texts_of(read("<div>甲<p>乙</p>丙<br>丁</div>戊")) == ["甲", "乙", "丙", "丁", "戊"]


def test_layout_table_is_opened():
    """A table that holds another one only frames it; so does a table of one column."""
    inner = "<table><tr><td>规章</td><td>3</td></tr></table>"
    body = f"<table><tr><td><p>一、总体情况</p>{inner}</td><td>旁</td></tr></table>"
    found = read(body)
    assert texts_of(found) == ["一、总体情况", "旁"]
    assert list(grids_of(found)[0].values()) == ["规章", "3"]
    assert texts_of(read("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>")) == ["甲", "乙"]


def test_headings_and_the_only_h1():
    blocks = read("<h1>某局年报</h1><h2>一、总体情况</h2><p>文</p>").blocks
    assert [(b.style, b.level) for b in blocks if isinstance(b, Paragraph)] == [
        (Style.TITLE, 0),
        (Style.HEADING, 2),
        (Style.BODY, 0),
    ]
    assert read("<h1>一、甲</h1><h1>二、乙</h1>").blocks[0].style is Style.HEADING


def test_numbers_of_a_list_are_written():
    body = "<ol start=3><li>甲</li><li>乙</li></ol><ul><li>丙</li></ul>"
    assert texts_of(read(body)) == ["3.甲", "4.乙", "丙"]


@pytest.mark.parametrize(
    ("sheet", "attributes", "number"),
    [
        ("ul,ol , li{margin:0;list-style:none}", "", ""),
        ("<!-- OL{} ol{LIST-STYLE: none outside}-->", "", ""),
        ("/* a */li{list-style-type:none;}", "", ""),
        (".plain{list-style:none}", " class='a plain'", ""),
        ("ol.plain{list-style:none}", " class=plain", ""),
        ("ol.plain{list-style:none}", "", "1."),
        ("ul.plain{list-style:none}", " class=plain", "1."),
        (".menu li{list-style:none}", "", "1."),
        ("ol{list-style:none}.text ol{list-style:decimal}", "", "1."),
        ("ol{list-style:none}", " style='list-style:decimal'", "1."),
        ("ol{list-style-image:none;display:none}", "", "1."),
        ("", " style='list-style-type:none'", ""),
        ("", " style='text-decoration:none'", "1."),
        ("}}{{,{list-style:none", "", "1."),
    ],
)
def test_numbers_that_a_style_sheet_takes_away(sheet, attributes, number):
    body = f"<style>{sheet}</style><ol{attributes}><li>甲</li></ol>"
    assert texts_of(read(body)) == [f"{number}甲"]


def test_preformatted_lines_are_paragraphs():
    assert texts_of(read("<pre>甲\n乙</pre>")) == ["甲", "乙"]


def test_origins():
    found = read(
        "<p>甲</p><table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    )
    assert found.blocks[0].origin == "第 1 段"
    assert found.blocks[1].cells[-1].origin == "第 1 个表格第 2 行"


def test_page_without_html_tag():
    assert texts_of(from_html.read("<p>甲</p><p>乙</p>".encode(), "x")) == ["甲", "乙"]


@pytest.mark.parametrize("span", ["999999999", "-3", "两", "1.5", "0", ""])
def test_odd_spans_do_no_harm(span):
    body = f'<table><tr><td rowspan="{span}">甲</td><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>'
    texts = [text for grid in grids_of(read(body)) for text in grid.values()]
    assert sorted(texts) == ["1", "2", "3", "甲"]


def test_table_that_claims_too_much_is_refused():
    row = '<tr><td colspan="1000" rowspan="1000">1</td><td>2</td></tr>'
    with pytest.raises(UnreadableFile) as caught:
        read(f"<table>{row * 1000}</table>")
    assert caught.value.cause is Cause.TOO_LARGE


def test_deep_nesting_does_no_harm():
    found = read("<div>" * 5000 + "甲" + "</div>" * 5000)
    assert texts_of(found) in (["甲"], [])


def test_blank_page():
    with pytest.raises(UnreadableFile) as caught:
        from_html.read(b"  \n ", "x")
    assert caught.value.cause is Cause.EMPTY


ARCHIVE = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="==b"

--==b
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: base64
Content-Location: file:///C:/report.htm

{}
--==b
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--==b--
"""


def archive_of(page: str) -> bytes:
    import base64

    body = base64.encodebytes(page.encode("gb2312")).decode()
    return ARCHIVE.format(body).replace("\n", "\r\n").encode()


def test_web_archive():
    document = sample_document()
    data = archive_of(as_html(document).replace('<meta charset="utf-8">', ""))
    assert is_mime(data)
    found = from_html.read(data, "年报.mht")
    assert grids_of(found) == grids_of(document)
    assert texts_of(found) == texts_of(document)


def test_web_archive_without_page():
    data = archive_of("").replace(b"text/html", b"text/css")
    with pytest.raises(UnreadableFile) as caught:
        from_html.read(data, "年报.mht")
    assert caught.value.cause is Cause.TRUNCATED


def test_published_page_keeps_its_tables_whole(shared):
    data = (shared / "reports/raw/121.html").read_bytes()
    grids = [block for block in from_html.read(data, "121.html").blocks if hasattr(block, "cells")]
    assert [(grid.row_count, grid.column_count) for grid in grids] == [(14, 4), (28, 10), (4, 15)]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("35<sup>1</sup>", "35[1]"),
        ("平方m<sup>2</sup>", "平方m2"),
        ("<del>12</del>35", "35"),
        ("<s>12</s>35", "35"),
        ('<span style="text-decoration: line-through">12</span>35', "35"),
    ],
)
def test_no_figure_grows_by_a_note_or_by_what_is_crossed_out(inside, text):
    found = read(f"<p>{inside}</p><table><tr><td>甲</td><td>{inside}</td></tr></table>")
    assert texts_of(found)[0] == text
    assert grids_of(found)[0][0, 1, 1, 1] == text
