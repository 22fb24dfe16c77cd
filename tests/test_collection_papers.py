"""What a collection leaves behind: workbook, charts, letters, covering list, data."""

import csv
import os
import sys
from io import BytesIO

import docx
import pypdfium2
import pytest
from folders import EDITION, balanced, collected, put, thread, unit_table
from openpyxl import load_workbook

from export import collection_workbook
from export.collection_papers import CHARTS, DATA, LETTERS, LIST, WORKBOOK, file_name, write_papers
from export.tidy_data import COLUMNS, has_parquet
from forms.cells import Address
from forms.collecting.collecting import Request, collect
from forms.collecting.result_store import ResultStore
from forms.collecting.summing import sum_of
from forms.collecting.sums import Exemption

PERSON = Address("applications", "received", "person")
REVIEW = Address("disputes", "review", "total")


@pytest.fixture
def desk(tmp_path):
    """A folder with a clean, a wrong and a missing unit; writes its papers."""
    folder = tmp_path / "in"
    put(folder, "a.docx", balanced(1, "甲局"))
    put(folder, "b.json", balanced(2, "乙局").with_value(REVIEW, 99))
    listed = unit_table(tmp_path / "u.csv", "甲局,部门", "乙局,部门", "丙局,镇街")

    def write(exemptions=()):
        with ResultStore(tmp_path / "cache.sqlite") as store, thread() as workers:
            request = Request((folder,), listed, office="某某县人民政府")
            collection = collect(request, store, workers)
            told = write_papers(collection, exemptions, store, tmp_path / "out")
        return collection, told

    write.folder, write.out = folder, tmp_path / "out"
    return write


def text_of_pages(data):
    pdf = pypdfium2.PdfDocument(data)
    words = []
    for page in pdf:
        text = page.get_textpage()
        words.append(text.get_text_bounded())
        text.close()
        page.close()
    pdf.close()
    return words


def words_of(path):
    file = docx.Document(str(path))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def test_only_units_with_something_to_mend_get_a_letter(desk):
    desk()
    assert sorted(path.name for path in (desk.out / LETTERS).iterdir()) == sorted(
        ["001_乙局.docx", LIST]
    )
    letter = words_of(desk.out / LETTERS / "001_乙局.docx")
    review = balanced(2, "").number(REVIEW)
    assert "乙局：" in letter
    assert f"＝{review}" in letter
    assert "99" in letter
    assert "可能的改法" in letter
    assert "某某县人民政府" in letter
    assert "丙局" in words_of(desk.out / LETTERS / LIST)


def test_the_next_letter_says_what_was_mended_and_what_still_stands(desk):
    desk()
    wrong = balanced(2, "乙局").with_value(REVIEW, 99)
    put(desk.folder, "b.json", wrong.with_value(PERSON._replace(column="total"), 500))
    desk()
    letter = words_of(desk.out / LETTERS / "001_乙局.docx")
    assert "仍未改正" in letter
    assert "新出现" in letter
    put(desk.folder, "b.json", balanced(2, "乙局"))
    desk()
    assert [path.name for path in (desk.out / LETTERS).iterdir()] == [LIST]


def test_the_workbook_holds_every_sheet_and_its_figures(desk):
    collection, _ = desk()
    book = load_workbook(desk.out / WORKBOOK)
    assert book.sheetnames == [
        *(
            "概况",
            "单位",
            "审核矩阵",
            "问题明细",
            "汇总",
            "汇总明细",
            "退回意见",
            "图表",
            "图表数据",
        )
    ]
    matrix = [[cell.value for cell in row] for row in book["审核矩阵"].rows]
    column = matrix[0].index("复议诉讼合计")
    assert {row[0]: row[column] for row in matrix[1:]} == {"甲局": None, "乙局": 1}
    total = sum_of(collection)
    rows = list(book["汇总"].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows] == [total.report.value(a) for a in EDITION.addresses]
    assert len(book["图表"]._charts) == 5
    assert len(book["图表"].row_breaks.brk) == 1


def test_each_printed_page_of_the_workbook_has_its_headings_and_number(desk):
    desk()
    book = load_workbook(desk.out / WORKBOOK)
    heads = {sheet.title: sheet.print_title_rows for sheet in book.worksheets}
    assert heads["单位"] == heads["汇总"] == "$1:$1"
    assert heads["概况"] == "$6:$6"
    assert heads["汇总明细"] == "$1:$3"
    for sheet in book.worksheets[:7]:
        assert sheet.oddFooter.center.text == "— &P —"
        assert bool(sheet.sheet_properties.pageSetUpPr.fitToPage) is (sheet.title != "汇总明细")
    assert book["汇总明细"].print_title_cols == "$A:$A"
    assert book["汇总明细"].page_setup.scale == 70


def test_a_formula_stands_like_a_figure(desk):
    desk()
    rows = list(load_workbook(desk.out / WORKBOOK)["汇总明细"].rows)
    formula, total = rows[-2][1], rows[-1][1]
    assert formula.data_type == "f"
    assert formula.alignment.horizontal == total.alignment.horizontal == "center"
    heights = formula.parent.row_dimensions
    assert heights[formula.row].height == heights[total.row].height


def test_the_units_behind_a_total_add_up_in_the_workbook(desk):
    desk()
    rows = list(load_workbook(desk.out / WORKBOOK)["汇总明细"].iter_rows(values_only=True))
    place = EDITION.addresses.index(PERSON) + 1
    units = {row[0]: row[place] for row in rows[3:]}
    assert units["甲局"] + units["乙局"] == units["汇总数"]
    assert units["合计（公式）"].startswith("=SUM(")


def test_exceptions_stand_in_the_units_line(desk):
    collection, _ = desk((Exemption("甲局", PERSON, 5, "转交"),))
    rows = list(load_workbook(desk.out / WORKBOOK)["汇总明细"].iter_rows(values_only=True))
    place = EDITION.addresses.index(PERSON) + 1
    units = {row[0]: row[place] for row in rows[3:]}
    assert units["甲局"] == collection.by_name["甲局"].counted.number(PERSON) + 5
    assert units["甲局"] + units["乙局"] == units["汇总数"]


def test_a_name_like_a_formula_stays_a_text(tmp_path):
    put(tmp_path, "a.json", balanced(1, "=1+1局"))
    found = collected(tmp_path)
    book = collection_workbook.render(found, sum_of(found), opinions(found), ())
    cell = load_workbook(BytesIO(book))["单位"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1局", "s")


def opinions(found):
    from export.return_letters import opinions_of
    from forms.collecting.comparison import compare

    return opinions_of(found, compare(found, None, None))


def test_the_charts_are_vectors_with_their_words(desk):
    desk()
    words = "".join(text_of_pages((desk.out / CHARTS).read_bytes()))
    for title in ("按申请人", "按单位", "办理结果构成", "不予公开的理由", "复议"):
        assert title in words
    assert b"/Subtype /Image" not in (desk.out / CHARTS).read_bytes()


def test_tidy_data_holds_every_cell_with_its_place(desk):
    _, told = desk()
    with (desk.out / f"{DATA}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == 2 * len(EDITION.addresses)
    one = next(row for row in rows if row["unit"] == "甲局" and row["row"] == "received")
    assert int(one["value"]) == balanced(1, "").number(PERSON)
    assert one["place"]
    assert (desk.out / f"{DATA}.parquet").exists() == has_parquet()
    assert len(told) == (0 if has_parquet() else 1)


def test_parquet_says_the_same(desk):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is no part of the program")
    desk()
    table = parquet.read_table(desk.out / f"{DATA}.parquet").to_pylist()
    with (desk.out / f"{DATA}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["value"] or None for row in rows] == [
        None if row["value"] is None else f"{row['value']:g}" for row in table
    ]


@pytest.mark.parametrize(
    ("unit", "name"), [("甲局/乙局", "甲局_乙局"), ("…", "…"), ("..", "单位"), ("a" * 90, "a" * 60)]
)
def test_a_unit_s_name_as_a_file_s(unit, name):
    assert file_name(unit) == name


SMUGGLERS = ("=1+1", "+2", "-3", "@SUM(A1)")


def test_no_name_of_a_unit_or_a_file_is_a_formula(tmp_path):
    folder = tmp_path / "in"
    for number, name in enumerate(SMUGGLERS):
        put(folder, f"{name}.docx", balanced(number + 1, name))
    listed = unit_table(tmp_path / "u.csv", *(f"{name},部门" for name in SMUGGLERS))
    with ResultStore(tmp_path / "cache.sqlite") as store, thread() as workers:
        collection = collect(Request((folder,), listed, office="=某县"), store, workers)
        write_papers(collection, (), store, tmp_path / "out")

    book = load_workbook(tmp_path / "out" / WORKBOOK)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    words = [cell for cell in cells if str(cell.value).startswith(("=某", *SMUGGLERS))]
    assert {name for name in SMUGGLERS if any(one.value == name for one in words)} == {*SMUGGLERS}
    assert [one.coordinate for one in words if one.data_type != "s"] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name may be any bytes")
def test_names_that_an_archive_left_in_another_encoding(tmp_path):
    """A folder of returns unpacked from a zip made on Windows, whose names are GBK."""
    folder = tmp_path / os.fsdecode("报送".encode("gbk"))
    put(folder, "a.docx", balanced(1, "甲局"))
    (folder / "a.docx").rename(folder / os.fsdecode("甲局2025年报告\x01.docx".encode("gbk")))
    put(folder, os.fsdecode(b"\xff\xff.docx"), balanced(2, "乙局"))
    listed = unit_table(tmp_path / "u.csv", "甲局,部门", "乙局,部门")
    for _ in range(2):
        with ResultStore(tmp_path / "cache.sqlite") as store, thread() as workers:
            collection = collect(Request((folder,), listed), store, workers)
            write_papers(collection, (), store, tmp_path / "out")

    counted = [one.unit.name for one in collection.entries if one.counted is not None]
    assert counted == ["甲局", "乙局"]
    assert "甲局2025年报告" in (tmp_path / "out" / DATA).with_suffix(".csv").read_text("utf-8-sig")
