"""Which sign stands between the cells of a text, and when it is a table at all."""

import csv
import io

import pytest
from balanced import city_report
from drawn_files import sample_document

from forms.document import Grid, Paragraph
from forms.reading.from_csv import sign_between_cells
from forms.reading.open_file import read_report

PROSE = [
    "2024年，我局公开信息316条；其中政策文件12条；解读4条。",
    "1;公开;3;次;还有更多",
    "甲,乙;丙",
]


def written(sign, *, is_padded, quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign, quoting=quoting)
    for block in sample_document().blocks:
        rows = [[block.text]] if isinstance(block, Paragraph) else with_spans(block)
        writer.writerows(row + [""] * (12 - len(row)) * is_padded for row in rows)
    return out.getvalue()


def with_spans(grid: Grid):
    rows = [[""] * grid.column_count for _ in range(grid.row_count)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("is_padded", [True, False])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_every_cell_between_each_sign(tmp_path, sign, is_padded, quoting, encoding):
    path = tmp_path / "年报.csv"
    path.write_bytes(written(sign, is_padded=is_padded, quoting=quoting).encode(encoding))
    assert read_report(path).cells == city_report().cells


@pytest.mark.parametrize("sign", [";", "\t"])
def test_commas_within_cells_part_nothing(tmp_path, sign):
    lines = written(sign, is_padded=True).splitlines()
    lines = [line.replace("制发", "制发,件").replace("，", ",") for line in lines]
    assert sum("," in line for line in lines) > 3
    assert sign_between_cells(lines, "a.csv") == sign
    thousands = [sign.join(["规章", "1,234", "2,345", "3", "4"])] * 3
    assert sign_between_cells(thousands, "a.csv") == sign


def test_semicolons_within_cells_part_nothing():
    assert sign_between_cells(["规章;令,1,2,3", "文件;函;批复;答复,4,5,6"] * 5, "a.csv") == ","


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_prose_is_no_table(name):
    lines = [line for line in PROSE if "," not in line or name != "a.csv"]
    assert sign_between_cells(lines * 30, name) == ""


@pytest.mark.parametrize(
    ("sign", "name", "fewest"), [(";", "a.csv", 3), ("\t", "A.CSV", 3), (";", "a.txt", 10)]
)
def test_fewest_rows_of_a_table(sign, name, fewest):
    row = sign.join(["规章", "1", "2", "3"])
    assert sign_between_cells([row] * fewest, name) == sign
    assert sign_between_cells([row] * (fewest - 1), name) == ""


def test_tabs_part_only_the_tables_of_a_text():
    assert sign_between_cells(["规章\t1\t2\t3"] * 30, "a.txt") == ""


@pytest.mark.parametrize(("lines", "sign"), [(["甲,乙"], ","), (["甲乙"], "")])
def test_a_comma_parts_a_file_of_that_name(lines, sign):
    assert sign_between_cells(lines, "a.csv") == sign
    assert sign_between_cells(lines, "a.txt") == ""
