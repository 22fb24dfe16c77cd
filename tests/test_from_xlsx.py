"""Workbooks, as people lay them out by hand."""

import contextlib
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from balanced import EDITIONS, sound_report
from drawn_files import as_many_sheets, as_one_sheet, grids_of, sample_document, texts_of
from test_from_docx import parts_of, zipped

from export import to_xlsx
from export.layout import lay_out
from forms.errors import Cause, UnreadableFile
from forms.reading import from_xlsx
from forms.reading.match import match

OFFICE = Path(__file__).parent / "samples" / "office"
LABELS_LENGTH = 3124
BAND = "第二十条第（一）项"


def saved(book) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def book_of(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def values(data: bytes) -> list[str]:
    return [text for grid in grids_of(from_xlsx.read(data, "x")) for text in grid.values()]


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_report_in_one_sheet_with_borders(key):
    document = sample_document(key)
    found = from_xlsx.read(as_one_sheet(document), "年报.xlsx")
    assert grids_of(found) == grids_of(document)
    assert texts_of(found) == texts_of(document)


@pytest.mark.parametrize("key", ["2019", "2021"])
@pytest.mark.parametrize("draw", [as_one_sheet, as_many_sheets])
@pytest.mark.parametrize("read", [from_xlsx.read, from_xlsx.read_xls])
def test_no_figure_is_lost_without_borders(key, draw, read):
    """The first band of table two looks like a title then; all else is where it stands."""
    document = sample_document(key)
    found = read(draw(document), "年报.xlsx")
    assert [text for text in texts_of(found) if text != BAND] == texts_of(document)
    ours, theirs = grids_of(document), grids_of(found)
    assert theirs[1:] == ours[1:]
    second = [text for text in ours[0].values() if text != BAND]
    assert [text for text in theirs[0].values() if text != BAND] == second


def test_numbers_as_they_are_seen():
    data = saved(book_of(["规章", 3, 5.0, 0.1 + 0.2, None, 0], ["费", "/", "12件", -4, "无", 1]))
    assert values(data) == ["规章", "3", "5", "0.3", "", "0", "费", "/", "12件", "-4", "无", "1"]


def test_sums_that_were_never_calculated():
    data = saved(book_of(["甲", 1, 2, "=SUM(B1:C1)"], ["乙", 3, "=D1-1", "=B2+C2"]))
    assert values(data) == ["甲", "1", "2", "3", "乙", "3", "2", "5"]


def test_formula_that_is_not_understood_is_not_blank():
    assert values(saved(book_of(["甲", "=IF(1>2,3,4)"]))) == ["甲", "=IF(1>2,3,4)"]


def test_stored_results_are_believed():
    """A blank result of a formula in a calculated workbook is blank."""
    parts = parts_of(saved(book_of(["甲", "=SUM(9,9)", '=IF(1,"","")', 4])))
    sheet = parts["xl/worksheets/sheet1.xml"]
    sheet = sheet.replace(b"<f>SUM(9,9)</f><v></v>", b"<f>SUM(9,9)</f><v>17</v>")
    sheet = sheet.replace(b"<f>SUM(9,9)</f><v />", b"<f>SUM(9,9)</f><v>17</v>")
    assert b"<v>17</v>" in sheet
    data = zipped(parts | {"xl/worksheets/sheet1.xml": sheet})
    assert values(data) == ["甲", "17", "", "4"]


def test_hidden_sheets_stay_out():
    book = book_of(["甲", 1])
    book.create_sheet("藏").append(["乙", 2])
    book["藏"].sheet_state = "hidden"
    book.create_sheet("空").sheet_state = "veryHidden"
    assert values(saved(book)) == ["甲", "1"]
    assert from_xlsx.read(saved(book), "x").unread == ("藏",)


def test_where_all_sheets_are_hidden_they_are_read():
    parts = parts_of(saved(book_of(["甲", 1])))
    book = parts["xl/workbook.xml"]
    hidden = book.replace(b'state="visible"', b'state="hidden"')
    assert hidden != book
    data = zipped(parts | {"xl/workbook.xml": hidden})
    assert values(data) == ["甲", "1"]
    assert from_xlsx.read(data, "x").unread == ()


def test_stray_format_in_the_last_row_costs_nothing():
    book = book_of(["甲", 1])
    book.active.cell(1_048_576, 16_384).number_format = "0.00"
    assert values(saved(book)) == ["甲", "1"]


def test_styles_that_openpyxl_refuses():
    """Some programs write colours that it does not know; the other library reads on."""
    parts = parts_of(saved(book_of(["甲", 1])))
    fonts = b'<fonts><font><color rgb="red"/></font></fonts>'
    styles = parts["xl/styles.xml"]
    start, end = styles.index(b"<fonts"), styles.index(b"</fonts>") + len(b"</fonts>")
    broken = zipped(parts | {"xl/styles.xml": styles[:start] + fonts + styles[end:]})
    with pytest.raises(ValueError, match="stylesheet"):
        openpyxl.load_workbook(BytesIO(broken))
    assert values(broken) == ["甲", "1"]


@pytest.mark.parametrize("font", [str(2**31), str(2**63)])
def test_style_with_a_number_beyond_all_bounds_is_left_to_the_other_library(font):
    parts = parts_of(saved(book_of(["甲", 1])))
    styles = parts["xl/styles.xml"]
    at = styles.index(b'fontId="0"', styles.index(b"<cellXfs"))
    changed = styles[: at + 8] + font.encode() + styles[at + 9 :]
    assert values(zipped(parts | {"xl/styles.xml": changed})) == ["甲", "1"]


@pytest.mark.parametrize("lost", [1, 100, 3000])
def test_truncated_file(lost):
    with pytest.raises(UnreadableFile) as caught:
        from_xlsx.read(as_one_sheet(sample_document())[:-lost], "x")
    assert caught.value.cause is Cause.TRUNCATED


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_damaged_part(part):
    parts = parts_of(saved(book_of(["甲", 1]))) | {part: b"<worksheet><sheetData><row"}
    with pytest.raises(UnreadableFile) as caught:
        from_xlsx.read(zipped(parts), "x")
    assert caught.value.cause is Cause.TRUNCATED


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_part_packed_in_an_unknown_way(part):
    data = saved(book_of(["甲", 1]))
    unknown = 97
    # The second of its two headers, which is the directory's.
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(part.encode()))
    with pytest.raises(UnreadableFile) as caught:
        from_xlsx.read(data[: at + 10] + bytes([unknown]) + data[at + 11 :], "x")
    assert caught.value.cause is Cause.TRUNCATED


def test_old_workbook_that_is_none():
    with pytest.raises(UnreadableFile) as caught:
        from_xlsx.read_xls(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000, "x")
    assert caught.value.cause is Cause.TRUNCATED


def test_old_workbook_over_which_the_library_panics():
    data = bytearray((OFFICE / "disclosure.xls").read_bytes())
    # The record of all labels says that it is longer than the file.
    data[LABELS_LENGTH : LABELS_LENGTH + 2] = b"\xff\x7f"
    with pytest.raises(UnreadableFile) as caught:
        from_xlsx.read_xls(bytes(data), "x")
    assert caught.value.cause is Cause.TRUNCATED


def test_workbook_that_is_not_called_one():
    """The list of types does not name it; openpyxl gives up with an OSError."""
    parts = parts_of(as_one_sheet(sample_document()))
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"sheet.main+xml", b"strange+xml")
    assert parts["[Content_Types].xml"] != types
    with contextlib.suppress(UnreadableFile):
        assert from_xlsx.read(zipped(parts), "x").blocks


@pytest.mark.parametrize("read", [from_xlsx.read, from_xlsx.read_xls])
def test_own_checks_are_no_text_of_the_report(read):
    """Also where our workbook was saved once more as an old one."""
    edition = EDITIONS["2021"]
    report = sound_report()
    document = read(to_xlsx.render(lay_out(report, edition), edition), "年报.xls")
    assert match(document).sections["other"] == report.sections["other"]


def test_hidden_column_of_an_office_s_own_sums():
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    for row, texts in enumerate((["某局2024年报"], ["信息内容", "本年制发件数"], ["规章", 3]), 1):
        for column, text in enumerate(texts, 1):
            sheet.cell(row, column, text)
        sheet.cell(row, 9, 7 * row)
    sheet.column_dimensions["I"].hidden = True
    buffer = BytesIO()
    workbook.save(buffer)
    found = from_xlsx.read(buffer.getvalue(), "x")
    assert found.blocks[0].text == "某局2024年报"
    assert [cell.text for cell in found.blocks[1].cells] == [
        "信息内容",
        "本年制发件数",
        "规章",
        "3",
    ]
    assert found.blocks[-1].text == "7 14 21"
