"""Cells between commas and quotes: what is well formed, and a quote without its other half."""

import csv
import io

import pytest
from fuzzing import bounded
from hypothesis import given
from hypothesis import strategies as st

from forms.reading import csv_rows as module
from forms.reading.csv_rows import TooLong, csv_rows


def rows(text, most_cells=100_000, sign=","):
    return csv_rows(text.split("\n"), most_cells, sign)


def cells(text):
    return [row.cells for row in rows(text)]


def few_signs(text):
    return all(text.count(sign) < 3 for sign in module.SIGNS)


TEXTS = st.text(alphabet='ab甲，,;\t "\n', max_size=6).filter(few_signs)


@given(
    st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=6),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(module.SIGNS),
)
def test_what_a_program_wrote_is_read_as_it_was(table, quoting, sign):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=quoting, delimiter=sign).writerows(table)
    found = rows(out.getvalue()[:-1], sign=sign)
    assert [row.cells for row in found] == table
    assert all(row.stray is None for row in found)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ('a, "1,234",b', ["a", "1,234", "b"]),
        ('"1,234" ,b', ["1,234", "b"]),
        ('"甲"乙,1', ["甲乙", "1"]),
        ('6" 管,1', ['6" 管', "1"]),
        ("", [""]),
    ],
)
def test_lines_that_people_wrote(line, read):
    (row,) = rows(line)
    assert (row.cells, row.stray) == (read, None)


def test_prose_of_several_lines_stays_one_cell():
    text = "第一段，公开 3 条。\n第二段, 其中 1,2 两项。\n" * 20
    assert cells(f'正文,"{text}",\n规章,1,2') == [["正文", text, ""], ["规章", "1", "2"]]


TABLE = "规章,3,1,2\n{}\n行政许可,7,8,9\n行政处罚,4,5,6"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ('"文件,1,2,3', ["文件", "1", "2", "3"]),
        ('文件,"1,2,3', ["文件", "1", "2", "3"]),
        ('文件,1,2,"3', ["文件", "1", "2", "3"]),
        ('"文件,1,"2,3', ["文件", "1", "2", "3"]),
        ('"文件,"1,234",2,3', ["文件", "1,234", "2", "3"]),
    ],
)
def test_quote_that_is_never_closed_spoils_no_row(line, read):
    found = rows(TABLE.format(line))
    assert [row.cells for row in found] == [
        ["规章", "3", "1", "2"],
        read,
        ["行政许可", "7", "8", "9"],
        ["行政处罚", "4", "5", "6"],
    ]
    assert [row.number for row in found if row.stray is not None] == [2]
    assert all(row.is_certain for row in found)


@pytest.mark.parametrize("sign", module.SIGNS)
def test_quote_that_is_never_closed_between_other_signs(sign):
    text = TABLE.format('文件,"1,2,3').replace(",", sign)
    assert [row.cells for row in rows(text, sign=sign)][1] == ["文件", "1", "2", "3"]
    prose = rows(TABLE.format('文件,"甲,乙').replace(",", sign), sign=sign)
    assert prose[1].cells == ["文件", f"甲{sign}乙"]


def test_quote_that_another_row_closes():
    found = rows(TABLE.format('"文件,1,2,3').replace("行政处罚", '行政处罚"'))
    assert [len(row.cells) for row in found] == [4, 4, 4, 4]
    assert [row.stray for row in found] == [None, 0, None, None]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        # Is it 1,234 or 1 and 234?
        ('文件,"1,234,2,3', ["文件", "", "", "", ""]),
        ('文件,1,"2', ["文件", "1", "2"]),
        ('文件,"甲,乙', ["文件", "甲,乙"]),
        ('"文件,1', ["", ""]),
    ],
)
def test_cells_that_may_belong_elsewhere_are_left_blank(line, read):
    row = rows(TABLE.format(line))[1]
    assert row.cells == read
    assert row.is_certain == any(row.cells[1:])


def test_cell_longer_than_any():
    assert cells("9" * module._LONGEST)
    with pytest.raises(TooLong):
        rows("a,1\nb," + "9" * (module._LONGEST + 1))


def test_no_more_cells_than_are_wanted():
    assert len(rows("1,2,3\n" * 1_000, 30)) == 11


@pytest.mark.parametrize(
    "text",
    [
        '"a\n' * 600_000,
        '"a,' * 600_000,
        'x,"""b\n' * 500_000,
        '"a\n' + '""b\n' * 600_000,
        '"' * 3_000_001,
        ' "' * 1_000_000,
        '"' + "1,2,3,4\n" * 300_000 + '"',
        ('"' + "1,2,3,4\n" * 300 + '",') * 300,
        " \t" * 1_000_000,
    ],
)
def test_quotes_without_end(text):
    with bounded():
        try:
            assert rows(text, 200_000)
        except TooLong:
            assert "\n" not in text
