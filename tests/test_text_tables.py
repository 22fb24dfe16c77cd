"""Tables in text files: commas, drawn lines, quoted letters, one cell to the line."""

import csv
import io

import pytest
from balanced import EDITIONS, city_report
from drawn_files import sample_document

from forms.document import Grid
from forms.reading import from_txt
from forms.reading.match import match

ADDRESSES = EDITIONS["2021"].addresses


def dense(grid):
    """The grid's rows with a text in the first place of each cell and blanks in the others."""
    rows = [[""] * grid.column_count for _ in range(grid.row_count)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def written(draw):
    """The sample as text, its tables as ``draw`` has them."""
    blocks = sample_document().blocks
    return "\n".join(draw(dense(b)) if isinstance(b, Grid) else b.text for b in blocks)


def read(text, name="report.txt"):
    return match(from_txt.read(text.encode(), name))


def as_commas(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().rstrip("\n")


def with_lines(rows):
    rule = "├" + "┼".join("──" for _ in rows[0]) + "┤"
    return "\n".join(f"{rule}\n│{'│'.join(row)}│" for row in rows)


def with_plus_signs(rows):
    rule = "+" + "+".join("---" for _ in rows[0]) + "+"
    return "\n".join([rule, *(f"| {' | '.join(row)} |\n{rule}" for row in rows)])


def with_tabs(rows):
    return "\n".join("\t".join(row) for row in rows)


@pytest.mark.parametrize("draw", [as_commas, with_lines, with_plus_signs])
@pytest.mark.parametrize("name", ["report.txt", "report.csv"])
def test_tables_of_commas_and_drawn_ones(draw, name):
    found = read(written(draw), name if draw is as_commas else "report.txt")
    assert dict(found.cells) == dict(city_report().cells)
    assert found.sections["disclosure_note"] == ""
    assert found.sections == read(written(with_tabs)).sections


@pytest.mark.parametrize("label", ["行政许可", "行政处罚"])
def test_quote_that_is_never_closed_costs_no_figure(label):
    whole = written(as_commas)
    found = read(whole.replace(label, f'"{label}', 1), "report.csv")
    assert dict(found.cells) == dict(city_report().cells)
    (told,) = [one for one in found.remarks if one.code.startswith("quote.")]
    number = next(at for at, line in enumerate(whole.split("\n"), 1) if label in line)
    assert (told.code, told.where) == ("quote.read", f"第 {number} 行")
    assert not [one for one in read(whole, "report.csv").remarks if one.code.startswith("quote.")]


def test_figures_behind_a_quote_that_may_hold_a_comma_stay_blank():
    """Is it 1,283 or 1 and 283? No other row loses anything."""
    label, text = "行政处罚", written(as_commas)
    line = next(line for line in text.split("\n") if line.startswith(label))
    found = read(text.replace(line, line.replace(",", ',"1,', 1)), "report.csv")
    lost = set(city_report().cells) - set(found.cells)
    assert {address.row for address in lost} == {"penalties"}
    assert all(found.value(a) == v for a, v in city_report().cells.items() if a not in lost)
    assert "quote.unread" in {one.code for one in found.remarks}


def test_prose_with_plain_commas_is_no_table():
    """The commas of a sentence part no cells, however alike the lines."""
    sentence = "公开信息10条,解读5条,回应3条,均按时办结。"
    found = from_txt.read("\n".join([sentence] * 12).encode(), "report.txt")
    assert [block.text for block in found.blocks] == [sentence] * 12


def test_quoted_letter():
    quoted = "\n".join(f"> {line}" for line in written(with_tabs).splitlines())
    found = read(quoted)
    assert dict(found.cells) == dict(city_report().cells)
    assert found.sections == read(written(with_tabs)).sections


def test_blank_cells_that_left_no_line():
    """A figure alone on its line is one cell: it is never cut to fill the blanks."""

    def by_line(rows):
        return "\n".join("" if cell == "0" else cell for row in rows for cell in row)

    found = read(written(by_line))
    wrong = {a: v for a, v in found.cells.items() if v != city_report().value(a)}
    assert wrong == {}
    assert "cells.ambiguous" in {remark.code for remark in found.remarks}
    assert len(found.cells) < len(ADDRESSES)


def test_cells_copied_from_merges_of_a_sheet():
    """Merges leave blanks behind each figure, as many behind every one."""
    found = read(written(with_tabs))
    assert dict(found.cells) == dict(city_report().cells)
    rows = "规章\t5\t\t4\t\t21\t\n规范性文件\t6\t\t\t\t22\t"
    head = (
        "二、主动公开政府信息情况\n信息内容\t本年新制作数量\t\t本年新公开数量\t\t对外公开总数量\t\n"
    )
    text = f"{sample_document().title}\n一、总体情况\n平稳。\n{head}{rows}\n三、收到和处理政府信息公开申请情况"
    cells = read(text).cells
    assert {str(a): v for a, v in cells.items()} == {
        "disclosure.regulations.made": 5,
        "disclosure.regulations.published": 4,
        "disclosure.regulations.total": 21,
    }
