"""The sizes of a table's columns where there is little room."""

import pytest
from balanced import EDITIONS
from PySide6.QtGui import QFontMetrics

from forms.document import Kind
from ui.table_layout import in_lines, label_font, label_padding, lay_out_table, number_width
from ui.table_shape import TableShape

WHOLE = ("自然人", "商业", "企业", "公益", "组织", "总计", "结果", "维持")
TIGHTEST = 0
ROOM_AT_150 = 624
"""What a window on a screen of 1366×768, drawn at 150 %, leaves to the table."""


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("table", ["disclosure", "applications", "disputes"])
def test_no_word_above_an_empty_column_is_broken(qapp, edition, table):
    shape = TableShape(EDITIONS[edition], table)
    sizes = lay_out_table(shape, TIGHTEST, lambda cell: "")
    metrics = QFontMetrics(label_font())
    broken = []
    for cell in shape.cells:
        if cell.kind is Kind.HEADER and not cell.vertical:
            width = sum(sizes.widths[cell.column : cell.column + cell.column_span])
            shown = in_lines(metrics, cell.text, width - 2 * label_padding(cell))
            whole = [word for word in WHOLE if word in cell.text]
            broken += [(cell.text, shown) for word in whole if word not in shown]
    assert not broken


def disputes(text_of):
    shape = TableShape(EDITIONS["2021"], "disputes")
    return shape, lay_out_table(shape, ROOM_AT_150, text_of)


def test_fifteen_columns_of_a_middling_report_need_no_scrolling(qapp):
    shape, sizes = disputes(lambda cell: "8888" if cell.address.column == "total" else "888")
    assert sum(sizes.widths) <= ROOM_AT_150
    for cell in shape.cell_of.values():
        assert number_width("888") <= sizes.widths[cell.column]


def test_columns_are_equal_as_long_as_that_fits(qapp):
    _, sizes = disputes(lambda cell: "888")
    assert len(set(sizes.widths)) == 1


def test_one_large_figure_widens_its_own_column_only(qapp):
    _, sizes = disputes(lambda cell: "123456789" if cell.column == 3 else "8")
    assert sizes.widths[3] >= number_width("123456789")
    assert max(sizes.widths[:3] + sizes.widths[4:]) < number_width("123456")
