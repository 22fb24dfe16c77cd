"""Excel's own charts: what they look at, and how their columns stand."""

from decimal import Decimal

import pytest
from openpyxl import Workbook

from export.xlsx_chart import native_chart, values_grid
from forms.document import Chart, Kind, Series, Shape

LABELS = ("甲", "乙", "丙")
SERIES = (Series("上年", (1, None, Decimal("2.5"))), Series("本年", (4, 0, 6)))


def chart(shape):
    return Chart("件数", LABELS, SERIES, shape, unit="件", note="注")


def test_the_values_stand_in_cells_and_what_is_unknown_is_no_zero():
    grid = values_grid(chart(Shape.COLUMNS))
    rows = [[""] * 3 for _ in range(4)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text
    assert [row[0] for row in rows[1:]] == list(LABELS)
    assert rows[0][1:] == ["上年", "本年"]
    assert [row[1:] for row in rows[1:]] == [["1", "4"], ["—", "0"], ["2.5", "6"]]
    values = [cell.value for cell in grid.cells if cell.kind is Kind.VALUE]
    assert 0 in values


@pytest.mark.parametrize(
    ("shape", "kind", "grouping", "overlap"),
    [
        (Shape.BARS, "bar", "clustered", 0),
        (Shape.COLUMNS, "col", "clustered", 0),
        (Shape.STACKED, "col", "stacked", 100),
    ],
)
def test_a_chart_looks_at_its_own_cells(shape, kind, grouping, overlap):
    sheet = Workbook().active
    drawn = native_chart(sheet, chart(shape), 7, 150)
    assert (drawn.type, drawn.grouping or "clustered", drawn.overlap) == (kind, grouping, overlap)
    values = [one.val.numRef.f for one in drawn.series]
    names = [one.tx.strRef.f for one in drawn.series]
    assert values == ["'Sheet'!$B$8:$B$10", "'Sheet'!$C$8:$C$10"]
    assert names == ["'Sheet'!B7", "'Sheet'!C7"]
    assert {one.cat.numRef.f for one in drawn.series} == {"'Sheet'!$A$8:$A$10"}
    # The first label stands above, as in the table.
    upside_down = drawn.x_axis.scaling.orientation == "maxMin"
    assert upside_down is (shape is Shape.BARS)
    assert drawn.y_axis.delete is (shape is Shape.BARS)
    assert drawn.title.tx.rich.p[0].r[0].t == "件数（件）"
    assert (drawn.title.overlay, drawn.x_axis.delete) == (False, False)


def test_one_series_needs_no_legend():
    sheet = Workbook().active
    one = Chart("件数", LABELS, SERIES[:1], Shape.COLUMNS, unit="件")
    assert native_chart(sheet, one, 1, 150).legend is None
    assert native_chart(sheet, chart(Shape.COLUMNS), 1, 150).legend.position == "b"
