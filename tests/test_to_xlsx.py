"""The workbook: the official form, open to be edited, with the rules live."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from balanced import EDITIONS
from workbooks import book_of, cell_of, sample, texts

from export.formulas import Place
from export.layout import lay_out
from export.to_xlsx import render
from export.xlsx_rules import rectangles
from export.xlsx_styles import number_format
from forms.cells import Address
from forms.counts import Value
from forms.document import Document, Grid, Paragraph, Style

# --- what stands where -------------------------------------------------------------------


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_every_value_stands_under_its_name(key: str) -> None:
    report = sample(key)
    book = book_of(report)
    for address in EDITIONS[key].addresses:
        value = cell_of(book, address).value
        assert Decimal(str(value)) == report.value(address), address
    assert set(book.defined_names) == {str(address) for address in EDITIONS[key].addresses}


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_the_merges_are_those_of_the_form(key: str) -> None:
    """Below the heading in the first row, place by place."""
    book = book_of(sample(key), notes=False)
    document = lay_out(sample(key), EDITIONS[key])
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    sheets = [book.worksheets[number] for number in (1, 2, 3)]
    for grid, sheet in zip(grids, sheets, strict=True):
        wanted = {
            (
                cell.row + 2,
                cell.column + 1,
                cell.row + 1 + cell.row_span,
                cell.column + cell.column_span,
            )
            for cell in grid.cells
            if cell.row_span > 1 or cell.column_span > 1
        }
        found = {(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges}
        heading = (1, 1, 1, grid.column_count)
        assert found == wanted | {heading}
        assert sheet["A1"].value.startswith(("二、", "三、", "四、"))


def test_labels_are_literal() -> None:
    sheet = book_of(sample())["三、申请办理"]
    table = EDITIONS["2021"].tables["applications"]
    labels = {row.label for row in table.rows.values()} | {text.text for text in table.texts}
    assert labels <= set(texts(sheet))


def test_the_sheets_follow_the_paper() -> None:
    book = book_of(sample())
    assert book.sheetnames == [
        "一、总体情况",
        "二、主动公开",
        "三、申请办理",
        "四、复议诉讼",
        "五、问题与改进",
        "六、其他事项",
        "校验",
    ]
    first = [text.strip() for text in texts(book.worksheets[0])]
    assert first[:4] == [
        "某某市人民政府2024年政府信息公开工作年度报告",
        "根据《条例》编制。",
        "一、总体情况",
        "（一）主动公开",
    ]


def test_sheet_names_are_never_forbidden_nor_twice() -> None:
    heading = "一、" + "某[某]:*?/\\" * 8
    blocks = tuple(Paragraph(heading, Style.HEADING, 1) for _ in range(9))
    data = render(Document(blocks), EDITIONS["2021"])
    names = openpyxl.load_workbook(BytesIO(data)).sheetnames
    assert len({name.lower() for name in names}) == 9
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


# --- values ------------------------------------------------------------------------------


def test_what_looks_like_a_formula_stays_text() -> None:
    sheet = book_of(sample()).worksheets[0]
    cells = {c.value: c for row in sheet.iter_rows() for c in row if c.value}
    for text in ("=1+1", "-5%的变化", "@某人", "+1"):
        assert cells[text].data_type == "s"
        assert cells[text].quotePrefix
    assert cells["\u3000\u3000#N/A"].data_type == "s"


@pytest.mark.parametrize(
    ("value", "unit", "stored", "shape"),
    [
        (None, "", None, "0"),
        (0, "", 0, "0"),
        (12345678, "", 12345678, "0"),
        (Decimal("0.38"), "", 0.38, "0.######"),
        (Decimal("0.12345678"), "", 0.12345678, "0.########"),
        (251000, "元", 251000, '0"元"'),
        ("/", "", "/", "0"),
        ("=1", "", "=1", "0"),
        ("#N/A", "", "#N/A", "0"),
        (10**16 + 1, "", "10000000000000001", "0"),
    ],
)
def test_a_value_is_what_it_is(value: Value, unit: str, stored: object, shape: str) -> None:
    """Numbers are numbers, also with a unit; text is text; blank is blank, never zero."""
    address = Address.parse("disclosure.fees.amount")
    report = sample().with_value(address, value).replace(units={address: unit} if unit else {})
    cell = cell_of(book_of(report), address)
    assert cell.value == stored
    assert cell.data_type == ("s" if isinstance(stored, str) else "n")
    assert cell.number_format == shape


def test_a_unit_with_a_quotation_mark_is_quoted() -> None:
    assert number_format(1, '"') == '0""\\"""'


def test_control_characters_and_very_long_texts_are_written() -> None:
    long = "长" * 70_000
    sheet = book_of(sample().with_section("problems", f"一\x00二\n{long}"))["五、问题与改进"]
    written = [text.strip() for text in texts(sheet)]
    assert written[1] == "一二"
    assert "".join(written[2:]) == long


def test_a_tall_text_is_given_rows_enough() -> None:
    """No row is higher than Excel allows, and the rows together hold all lines."""
    sheet = book_of(sample().with_section("problems", "长" * 3000))["五、问题与改进"]
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert max(heights) <= 409
    assert sum(heights) > 3000 / 37 * 14
    assert any(m.max_row > m.min_row for m in sheet.merged_cells.ranges)


def test_long_numbers_widen_their_column() -> None:
    address = Address.parse("disputes.review.upheld")
    narrow = book_of(sample())["四、复议诉讼"].column_dimensions["A"].width
    report = sample().with_value(address, 123456789012)
    assert book_of(report)["四、复议诉讼"].column_dimensions["A"].width > narrow * 1.5


# --- editing -----------------------------------------------------------------------------


def test_labels_are_locked_and_inputs_open() -> None:
    book = book_of(sample())
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    open_cells = {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets[1:4]
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and cell.value is not None and not isinstance(cell.value, str)
    }
    assert len(open_cells) == len(EDITIONS["2021"].addresses)
    assert book["三、申请办理"]["A2"].protection.locked


def test_only_what_may_stand_in_a_cell_can_be_typed() -> None:
    for key, kinds in (
        ("2021", {"whole": 199, "decimal": 1}),
        ("2019", {"whole": 197, "decimal": 1}),
    ):
        found = {"whole": 0, "decimal": 0}
        for sheet in book_of(sample(key)).worksheets:
            for limit in sheet.data_validations.dataValidation:
                assert limit.error
                assert limit.errorTitle
                found[limit.type] += sum(
                    area.size["rows"] * area.size["columns"] for area in limit.sqref.ranges
                )
        assert found == kinds


def test_a_change_may_be_negative_and_a_count_may_not() -> None:
    sheet = book_of(sample("2019"))["二、主动公开"]
    limits = {limit.operator: limit for limit in sheet.data_validations.dataValidation}
    assert int(limits["between"].formula1) < 0
    change = cell_of(book_of(sample("2019")), "disclosure.permits.change").coordinate
    assert change in limits["between"].sqref
    assert change not in limits["greaterThanOrEqual"].sqref


def test_each_rule_marks_its_cells() -> None:
    """One mark for every relation of this year, on the sheet of its table."""
    edition = EDITIONS["2021"]
    book = book_of(sample())
    for table, title in (
        ("disclosure", "二、主动公开"),
        ("applications", "三、申请办理"),
        ("disputes", "四、复议诉讼"),
    ):
        formatted = book[title].conditional_formatting
        marks = [rule for area in formatted for rule in area.rules if "COUNT(" in rule.formula[0]]
        wanted = [r for r in edition.relations if r.table == table and not r.crosses_years]
        assert len(marks) == len(wanted)
        assert all(rule.dxf.fill.bgColor.rgb.endswith(("FFC7CE", "FFEB9C")) for rule in marks)


def test_rectangles() -> None:
    block = [Place(row, column) for row in (5, 6, 7) for column in (4, 5)]
    assert rectangles([*block, Place(9, 1), Place(9, 3)]) == ["D5:E7", "A9", "C9"]


# --- paper and properties ----------------------------------------------------------------


def test_every_sheet_prints_on_a4() -> None:
    book = book_of(sample(), draft=True)
    for sheet in book.worksheets:
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.page_setup.orientation == "portrait"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.print_options.horizontalCentered
        assert "&P" in sheet.oddFooter.right.text
        assert "&P" in sheet.evenFooter.left.text
        assert sheet.oddHeader.center.text == "草稿"
        assert sheet.HeaderFooter.scaleWithDoc is False
    assert book["三、申请办理"].print_title_rows == "$2:$4"


def test_a_final_paper_has_no_mark() -> None:
    assert all(not sheet.oddHeader.center.text for sheet in book_of(sample()).worksheets)


def test_the_properties_tell_of_the_paper_alone() -> None:
    edition = EDITIONS["2021"]
    data = render(lay_out(sample(), edition), edition)
    about = openpyxl.load_workbook(BytesIO(data)).properties
    assert about.creator == "某某市人民政府"
    assert about.title.endswith("政府信息公开工作年度报告")
    with ZipFile(BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml")
    assert b"created" not in core
    assert b"openpyxl" not in core


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_equal_reports_give_equal_bytes(key: str) -> None:
    edition = EDITIONS[key]
    first, second = (render(lay_out(sample(key), edition), edition) for _ in range(2))
    assert first == second


def test_traditional_script_goes_through_to_the_rules() -> None:
    book = book_of(sample(), traditional=True)
    assert book.sheetnames[2] == "三、申請辦理"
    assert all(str(address) in book.defined_names for address in EDITIONS["2021"].addresses)
    assert cell_of(book, "applications.received.total").value == 3525
