"""The sizes of a table's columns where there is little room."""

import pytest
from balanced import EDITIONS
from PySide6.QtGui import QFontMetrics

from forms.document import Kind
from ui.table_layout import in_lines, label_font, label_padding, lay_out_table
from ui.table_shape import TableShape

WHOLE = ("自然人", "商业", "企业", "公益", "组织", "总计", "结果", "维持")
TIGHTEST = 0


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
