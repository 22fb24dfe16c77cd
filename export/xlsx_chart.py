"""A chart in the workbook: its values in cells, and Excel's own chart that looks at them."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.worksheet.worksheet import Worksheet

from export.chart_shapes import COLOURS, OUTLINE, UNKNOWN
from export.formulas import Place
from forms.counts import show
from forms.document import Chart, Grid, GridCell, Kind

_ROOM = 75.0
"""Points for title and legend."""
_GROUP = 26.0


def values_grid(chart: Chart) -> Grid:
    """The chart's values as a table: a row for each label, a column for each series."""
    heads = (chart.title, *(series.name for series in chart.series))
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
    return _ROOM + _GROUP * len(chart.labels)


def _title(words: str) -> Title:
    look = CharacterProperties(sz=1200, b=False)
    line = Paragraph(ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=words)])
    return Title(tx=Text(rich=RichText(p=[line])), overlay=False)


def add_chart(sheet: Worksheet, chart: Chart, values: int, top: int, width: float) -> None:
    """The chart at the left edge of row ``top``, over values that begin in row ``values``.

    Rows count from 1; ``width`` is in mm.
    """
    drawn = BarChart()
    drawn.type, drawn.gapWidth, drawn.overlap = "bar", 60, 0
    drawn.title, drawn.legend.position = _title(chart.title), "b"
    last = values + len(chart.labels)
    for column in range(2, 2 + len(chart.series)):
        drawn.add_data(
            Reference(sheet, min_col=column, min_row=values, max_row=last), titles_from_data=True
        )
    drawn.set_categories(Reference(sheet, min_col=1, min_row=values + 1, max_row=last))
    # The first label above, as in the table.
    drawn.x_axis.scaling.orientation = "maxMin"
    drawn.x_axis.delete, drawn.y_axis.delete = False, True
    drawn.y_axis.majorGridlines, drawn.y_axis.scaling.min = None, 0
    for series, colour in zip(drawn.series, COLOURS, strict=False):
        line = LineProperties(solidFill=OUTLINE.lstrip("#"), w=6350)
        series.graphicalProperties = GraphicalProperties(solidFill=colour.lstrip("#"), ln=line)
        series.dLbls = DataLabelList(showVal=True)
        for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(series.dLbls, name, False)
    # Centimetres.
    drawn.width = width / 10  # type: ignore[assignment]
    drawn.height = chart_height(chart) * 2.54 / 72
    sheet.add_chart(drawn, Place(top, 1).relative)
