"""The charts of a collection as native Excel charts, on a sheet with their figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList

from export.chart_blocks import COLOURS
from forms.collecting.pictures import Chart, Shape

_DATA, _SHEET = "图表数据", "图表"
_WIDTH, _HEIGHT = 17.0, 8.0
_PER_BAR = 0.6
"""Centimetres; below it every second name of a lying bar is left out."""
_ROWS_PER_CM = 2.0


def add_charts(book: Workbook, charts: Sequence[Chart]) -> None:
    """Two sheets: the charts below each other, and the figures that they are drawn from."""
    if not charts:
        return
    sheet: Any = book.create_sheet(_SHEET)
    data: Any = book.create_sheet(_DATA)
    data.column_dimensions["A"].width = 34
    row, top = 1, 1
    for chart in charts:
        data.append([chart.title, *(one.name for one in chart.series)])
        for place, name in enumerate(chart.categories):
            data.append([name, *(one.values[place] for one in chart.series)])
        data.append([chart.note])
        data.append([])
        made = _native(data, chart, row)
        sheet.add_chart(made, f"A{top}")
        top += int(made.height * _ROWS_PER_CM) + 2
        row += len(chart.categories) + 3


def _native(data: Any, chart: Chart, row: int) -> Any:
    made: Any = BarChart()
    made.type = "bar" if chart.shape is Shape.BARS else "col"
    made.title, made.style = chart.title, 10
    bars = len(chart.categories) if chart.shape is Shape.BARS else 0
    made.width, made.height = _WIDTH, max(_HEIGHT, bars * _PER_BAR + 2)
    made.gapWidth = 60
    if chart.shape is Shape.STACKED:
        made.grouping, made.overlap = "stacked", 100
    last = row + len(chart.categories)
    columns = Reference(data, min_col=2, max_col=1 + len(chart.series), min_row=row, max_row=last)
    made.add_data(columns, titles_from_data=True)
    made.set_categories(Reference(data, min_col=1, min_row=row + 1, max_row=last))
    for number, series in enumerate(made.series):
        series.graphicalProperties.solidFill = COLOURS[number % len(COLOURS)].lstrip("#")
    if len(chart.series) == 1:
        made.legend = None
    if chart.shape is Shape.BARS:
        # Excel draws the first bar at the bottom.
        made.x_axis.scaling.orientation = "maxMin"
    # Some programs hide the axes of a chart that does not say otherwise.
    made.x_axis.delete = made.y_axis.delete = False
    made.dataLabels = DataLabelList()
    made.dataLabels.showVal = True
    for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(made.dataLabels, name, False)
    made.y_axis.majorGridlines = None
    return made
