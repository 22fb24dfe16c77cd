"""Texts and markup made to be slow: what took minutes, or for ever, is read at once.

Each took the square of its length, or twice as long with each word, before it was mended.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from drawn_files import sample_document
from fuzz_samples import DRAWN
from fuzzing import bounded
from report_as_text import SHAPES
from test_flat_word import OLD, with_page
from test_from_docx import parts_of, zipped
from test_from_sheet_xml import sheet_xml, workbook
from test_mime_parts import letter

from forms.document import Grid, Paragraph
from forms.errors import Cause, UnreadableFile
from forms.reading import bounds, from_csv, from_docx, from_html, from_sheet_xml, from_txt
from forms.reading.open_file import saved_in
from forms.reading.sheet_values import shown
from forms.text.denials import sayings
from ui.clipboard import read_block

LONG = 200_000


def report_with(line):
    """A whole report in text, with this line in its first chapter and as its last."""
    blocks = sample_document().blocks
    lines = [SHAPES["bars"](one) if isinstance(one, Grid) else one.text for one in blocks]
    place = next(at for at, text in enumerate(lines) if text.startswith("一、"))
    return "\n".join([*lines[: place + 1], line, *lines[place + 1 :], line]).encode()


@pytest.mark.parametrize(
    "line",
    [
        ">   " * 40 + ">",
        "【打印】" * 60 + "x",
        "=" * 20_000 + "x",
        "来源:" * 40_000,
        f"来源:{' ' * LONG}x",
        f"2025年1月1日{' ' * LONG}x",
        f"1{' ' * LONG}x",
        f"填报单位{' ' * LONG}x",
        " (联系人:" * 30_000,
        f"单位{' ' * LONG}：件",
    ],
)
def test_line_of_a_report(line):
    with bounded():
        report = saved_in(report_with(line), Path("a.txt")).report
    assert len(report.cells) == 200


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr><td>1</td><td><ol>{'<li>1' * 150_000}</ol></td></tr></table>",
        f"<table><tr><td>1</td><td>{'<b>aaaaaaa</b>' * 180_000}</td></tr></table>",
        f'<p style="{"text-decoration " * 100_000}">1</p>',
    ],
)
def test_page(page):
    with bounded():
        assert from_html.read(page.encode(), "a").blocks


def test_numbers_of_items_go_on_within_their_own_list():
    page = (
        '<ol start="3"><li>甲<ol><li>乙</li></ol></li><li hidden>丙</li><li>丁</li></ol><li>戊</li>'
    )
    found = from_html.read(page.encode(), "a")
    assert [block.text for block in found.blocks] == ["3.甲", "1.乙", "4.丁", "戊"]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (f"# {' ' * 20_000}x", "x"),
        ("|" * LONG + "x", "x"),
        (" **a" * 300_000, (" **a" * 300_000).strip()),
    ],
)
def test_line_of_markdown(line, read):
    with bounded():
        (block,) = from_txt.read(f"{line}\n".encode(), "a").blocks
    assert (block.text if isinstance(block, Paragraph) else block.texts[-1]) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**甲** 和 __乙__", "甲 和 乙"),
        ("**甲", "**甲"),
        ("** 甲**", "** 甲**"),
        ("**甲 **乙**", "甲 **乙"),
        ("2**3", "2**3"),
        ("***甲***", "*甲*"),
        ("**甲**__乙__**丙**", "甲乙丙"),
        ("****", "****"),
        ("# 一、总体情况 ##  ", "一、总体情况"),
        ("# 编号 C#", "编号 C"),
    ],
)
def test_marks_of_markdown(written, read):
    (block,) = from_txt.read(written.encode(), "a").blocks
    assert block.text == read


def test_headings_without_end_are_no_contents():
    text = "".join(f"一、公开{n}\n二、申请\n三、不足\n正文第{n}句\n" for n in range(2_400))
    with bounded(), pytest.raises(UnreadableFile) as refused:
        saved_in(text.encode(), Path("a.txt"))
    assert refused.value.cause is Cause.NOT_A_REPORT


@pytest.mark.parametrize("given", ["9" * 5_000, "0", "1000000000", "-1", "１", ""])
def test_places_of_a_workbook_in_xml(given):
    """Python refuses to read a number of thousands of digits."""
    data = '<Data ss:Type="String">甲</Data>'
    rows = [
        f'<Row ss:Index="{given}" ss:Span="{given}"><Cell ss:Index="{given}">{data}</Cell></Row>'
    ] * 2
    found = from_sheet_xml.read(workbook(sheet_xml(rows)), "a")
    assert [block.text for block in found.blocks] == ["甲", "甲"]


@pytest.mark.parametrize(
    "rows",
    [
        ['<Row><Cell ss:MergeAcross="1000"/></Row>'] * 300,
        ['<Row><Cell ss:MergeAcross="999999999" ss:MergeDown="999999999"/></Row>'],
        ['<Row><Cell><Data ss:Type="Number">1</Data></Cell></Row>'] * 60_001,
    ],
)
def test_workbook_in_xml_that_is_too_large(rows):
    with bounded(), pytest.raises(UnreadableFile) as refused:
        from_sheet_xml.read(workbook(sheet_xml(rows)), "a")
    assert refused.value.cause is Cause.TOO_LARGE


@pytest.mark.parametrize("text", ["1," * 150_000, "1,2,3,4\n" * 20_000, f"a,{'9' * LONG}"])
def test_commas_without_end(text):
    with bounded(), pytest.raises(UnreadableFile) as refused:
        from_csv.read(text.split("\n"), "a.csv")
    assert refused.value.cause is Cause.TOO_LARGE


def test_word_2003_with_attributes_without_end():
    facts = " ".join(f'w:a{n}="1"' for n in range(50_000))
    data = f'<w:wordDocument xmlns:w="{OLD}"><w:body {facts}/></w:wordDocument>'
    with bounded(), pytest.raises(UnreadableFile) as refused:
        from_docx.read_flat(data.encode(), "a")
    assert refused.value.cause is Cause.TOO_LARGE


def flat_table(inside):
    """Not zipped, where what is so much alike would be a bomb."""
    body = f"<w:body><w:tbl>{inside}</w:tbl></w:body>"
    data = f'<w:wordDocument xmlns:w="{OLD}">{body}</w:wordDocument>'
    return from_docx.read_flat(data.encode(), "a").blocks


def test_cells_that_continue_nothing():
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/><w:vmerge/></w:tcPr></w:tc>'
    rows = (f"<w:tr>{cell.format(1 + row % 2) * 60}</w:tr>" for row in range(600))
    text = "<w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc/></w:tr>"
    with bounded():
        (grid,) = flat_table("".join(rows) + text)
    assert grid.row_count == 601


def test_columns_too_narrow_to_see_without_end():
    cell = (
        '<w:tc><w:tcPr><w:gridSpan w:val="450"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>'
    )
    grid = '<w:gridCol w:w="1"/>' * 199_000
    table = f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{cell * 440}</w:tr>"
    with bounded():
        (found,) = flat_table(table)
    assert [cell.column for cell in found.cells[:2]] == [0, 0]


def with_chunks(count, page):
    data = with_page("page.html", page)
    one = b'<w:altChunk r:id="page"/>'
    parts = parts_of(data)
    name = "word/document.xml"
    return zipped(parts | {name: parts[name].replace(one, one * count)})


def test_one_page_many_times_within_a_document():
    page = b"<html><p>1</p>" + b"<b></b>" * 90_000
    with bounded():
        assert len(from_docx.read(with_chunks(100, page), "a").blocks) == 100
        with pytest.raises(UnreadableFile) as refused:
            from_docx.read(with_chunks(101, page), "a")
    assert refused.value.cause is Cause.TOO_LARGE


def test_page_within_a_document_that_is_blank_or_itself():
    assert from_docx.read(with_page("page.html", b" "), "a").blocks == ()
    itself = with_page("page.html", b"", "document.xml")
    assert from_docx.read(itself, "a").blocks == ()


@pytest.mark.parametrize("subtype", ["plain", "html"])
@pytest.mark.parametrize("charset", ["utf-7", "punycode", "idna", "unicode_escape"])
def test_letter_in_an_encoding_that_no_program_writes(subtype, charset):
    """They give halves of characters, which cannot be written again, or take for ever."""
    mail = letter("<p>a+2AA-\\ud800</p>" + "b" * LONG, subtype).replace(b"utf-8", charset.encode())
    with bounded(), pytest.raises(UnreadableFile) as refused:
        saved_in(mail, Path("a.eml"))
    assert refused.value.cause is Cause.NOT_A_REPORT


def test_letter_whose_heads_have_no_end():
    head = b"Content-Type: text/plain" + b"; a*0=1" * 50_000
    mail = letter("年报").replace(b"Content-Type: text/plain", head)
    with bounded(), pytest.raises(UnreadableFile) as refused:
        saved_in(mail, Path("a.eml"))
    assert refused.value.cause is Cause.NOT_A_REPORT


def test_damaged_file_beside_the_report_in_a_letter():
    """And a workbook in XML is a report like any other; names are no places."""
    broken = ("图.zip", b"PK\x03\x04 torn")
    sheet = DRAWN[".sheet.xml"][1](sample_document())
    found = saved_in(letter("见附件", attached=[broken, ("../../a.xls", sheet)]), Path("a.eml"))
    assert len(found.report.cells) == 200
    with pytest.raises(UnreadableFile) as refused:
        saved_in(letter("见附件", attached=[broken]), Path("a.eml"))
    assert refused.value.cause is Cause.TRUNCATED


def test_archive_of_pages_without_end():
    part = '--b\nContent-Type: text/html\nContent-Location: {}.html\n\n<iframe src="q"></iframe>\n'
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
    data = (head + "".join(map(part.format, range(501)))).encode()
    with bounded(), pytest.raises(UnreadableFile) as refused:
        from_html.read(data, "a")
    assert refused.value.cause is Cause.TOO_LARGE


def test_no_more_blanks_in_a_row_than_are_of_use():
    blanks = " " * bounds.MOST_BLANKS
    paper = from_txt.read(f"甲{blanks}乙\n丙{blanks}\u3000\u3000丁\n".encode(), "a")
    short = bounds.with_short_blanks(paper)
    assert [block.text for block in short.blocks] == [f"甲{blanks}乙", f"丙{blanks}丁"]


def test_format_and_clause_without_end():
    with bounded():
        assert Decimal(shown(1, "[" * LONG)) == 1
        assert sayings("均" * LONG, 2025) == ()


def test_pasted_cell_that_spans_a_number_of_thousands_of_digits():
    digits = "9" * 5_000
    html = f"<table><tr><td colspan={digits}>1</td></tr><tr><td rowspan=' 1 '>2</td></tr></table>"
    block = read_block(html, "")
    assert (block.rows[0][0], block.rows[1][0]) == ("1", "2")
