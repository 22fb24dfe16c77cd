"""The charts of a collection as native Excel charts, on a sheet with their figures."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.pagebreak import Break

from export.legal_text import legal
from export.xlsx_chart import chart_height, native_chart
from forms.document import Chart

_DATA, _SHEET = "图表数据", "图表"
_WIDTH = 155.0
"""Millimetres."""
_ROW = 15.0
"""The height of an empty row in points."""
_ROWS_PER_PAGE = 45


def add_charts(book: Workbook, charts: Sequence[Chart]) -> None:
    """Two sheets: the charts below each other, and the figures that they are drawn from."""
    if not charts:
        return
    sheet: Any = book.create_sheet(_SHEET)
    data: Any = book.create_sheet(_DATA)
    data.column_dimensions["A"].width = 34
    sheet.page_setup.paperSize = data.page_setup.paperSize = 9
    # Not the charts: Excel heeds no page break of a sheet that is fitted.
    data.sheet_properties.pageSetUpPr.fitToPage = True
    data.page_setup.fitToHeight = 0
    row, top, page = 1, 1, 1
    for chart in charts:
        data.append(_plain(data, [chart.heading, *(one.name for one in chart.series)]))
        for place, name in enumerate(chart.labels):
            data.append(_plain(data, [name, *(one.values[place] for one in chart.series)]))
        data.append(_plain(data, [chart.note]))
        data.append([])
        rows = ceil(chart_height(chart) / _ROW)
        if top + rows - page > _ROWS_PER_PAGE and top > page:
            sheet.row_breaks.append(Break(id=top - 1))
            page = top
        sheet.add_chart(native_chart(data, chart, row, _WIDTH), f"A{top}")
        top += rows + 1
        row += len(chart.labels) + 3


def _plain(data: Any, values: Sequence[Any]) -> list[Any]:
    """A row of which no word is a formula: a unit may be called ``=1+1``."""
    cells = []
    for value in values:
        cell = WriteOnlyCell(data, legal(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"
        cells.append(cell)
    return cells
