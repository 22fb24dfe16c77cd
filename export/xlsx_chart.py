"""A chart in the workbook: its values in cells, and Excel's own chart that looks at them."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.worksheet.worksheet import Worksheet

from export.chart_shapes import OUTLINE, UNKNOWN, colours
from forms.counts import show
from forms.document import Chart, Grid, GridCell, Kind, Shape

_ROOM = 75.0
"""Points for title and legend."""
_BAR, _BETWEEN = 8.5, 9.0
_HEIGHT = 227.0
"""Points; Excel leaves out every second name of bars that are nearer to each other."""


def values_grid(chart: Chart) -> Grid:
    """The chart's values as a table: a row for each label, a column for each series."""
    heads = (chart.heading, *(series.name for series in chart.series))
    cells = [GridCell(0, n, text, kind=Kind.HEADER) for n, text in enumerate(heads)]
    for row, label in enumerate(chart.labels, 1):
        cells.append(GridCell(row, 0, label, kind=Kind.LABEL))
        for column, series in enumerate(chart.series, 1):
            value = series.values[row - 1]
            text = UNKNOWN if value is None else show(value)
            cells.append(GridCell(row, column, text, kind=Kind.VALUE, value=value))
    return Grid(tuple(cells), 1 + len(chart.labels), len(heads))


def chart_height(chart: Chart) -> float:
    """Points."""
    if chart.shape is Shape.BARS:
        return _ROOM + (_BETWEEN + _BAR * len(chart.series)) * len(chart.labels)
    return _HEIGHT


def native_chart(values: Worksheet, chart: Chart, row: int, width: float) -> BarChart:
    """Excel's chart over values that begin in that row and the first column of a sheet.

    Rows count from 1; ``width`` is in mm.
    """
    drawn = BarChart()
    drawn.type = "bar" if chart.shape is Shape.BARS else "col"
    drawn.gapWidth, drawn.overlap = 60, 0
    if chart.shape is Shape.STACKED:
        drawn.grouping, drawn.overlap = "stacked", 100
    drawn.title = _title(chart.heading)
    last = row + len(chart.labels)
    columns = Reference(values, min_col=2, max_col=1 + len(chart.series), min_row=row, max_row=last)
    drawn.add_data(columns, titles_from_data=True)
    drawn.set_categories(Reference(values, min_col=1, min_row=row + 1, max_row=last))
    _set_axes(drawn, chart.shape)
    if len(chart.series) > 1:
        drawn.legend.position = "b"
    else:
        drawn.legend = None
    for series, colour in zip(drawn.series, colours(len(chart.series)), strict=True):
        line = LineProperties(solidFill=OUTLINE.lstrip("#"), w=6350)
        series.graphicalProperties = GraphicalProperties(solidFill=colour.lstrip("#"), ln=line)
        series.dLbls = DataLabelList(showVal=True)
        for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(series.dLbls, name, False)
    # Centimetres.
    drawn.width = width / 10  # type: ignore[assignment]
    drawn.height = chart_height(chart) * 2.54 / 72
    return drawn


def between_cells(first_row: int, end_row: int, columns: int) -> TwoCellAnchor:
    """Over whole rows (from 0, the last one not included) and the first columns."""
    start, end = AnchorMarker(col=0, row=first_row), AnchorMarker(col=columns, row=end_row)
    return TwoCellAnchor(editAs="oneCell", _from=start, to=end)


def _set_axes(drawn: BarChart, shape: Shape) -> None:
    """Some programs hide the axes of a chart that does not say otherwise."""
    drawn.x_axis.delete, drawn.y_axis.delete = False, shape is Shape.BARS
    drawn.y_axis.majorGridlines, drawn.y_axis.scaling.min = None, 0
    if shape is Shape.BARS:
        # The first label above, as in the table.
        drawn.x_axis.scaling.orientation = "maxMin"


def _title(words: str) -> Title:
    look = CharacterProperties(sz=1200, b=False)
    line = Paragraph(ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=words)])
    return Title(tx=Text(rich=RichText(p=[line])), overlay=False)
