"""One part of the report on one sheet: paragraphs and tables below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Protection
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from export import office_faces as faces
from export.formulas import Place, column_letters
from export.legal_text import legal
from export.text_lines import line_count, width_in_ems
from export.xlsx_breaks import Stretch, page_ends, stretches_of
from export.xlsx_styles import COUNT_FORMAT, DIGIT_PIXELS, Looks, new_cell, number_format, text_size
from forms.cells import Address
from forms.counts import MAX_DIGITS, Number, is_number, show
from forms.document import Block, Chart, Grid, GridCell, Kind, Paragraph, Style

CELL_CAPACITY = 32_000
"""Characters; Excel takes 32,767 and openpyxl cuts the rest off in silence."""
TALLEST_ROW = 400.0
"""Points; Excel allows 409."""

_PADDING = 5.0
_LINE = 1.35
"""The height of a line against the size of its face; the replacements of 仿宋 need as much."""
_MIN_ROW = 19.0
_DIGITS_PER_MM = 96 / 25.4 / DIGIT_PIXELS
_SLACK = 0.96
"""Not every program breaks a line at the last character that would fit."""
_ROOM = {Style.TITLE: 24.0, Style.HEADING: 8.0}
"""Points above and below, for all lines together."""
_SAFE = 0.97
"""A page takes this part of its height, whatever a program makes of the rows'."""
_TEXT_COLUMNS = 4
"""LibreOffice does not shrink a single column to the width of the page."""
_INDENT = "\u3000\u3000"
_FORMULA_SIGNS = ("=", "+", "-", "@")


class PartSheet:
    """Fills one sheet from top to bottom. ``places`` tells where each value was put."""

    def __init__(self, sheet: Worksheet, looks: Looks, blocks: Sequence[Block]) -> None:
        self.sheet = sheet
        self.looks = looks
        self.places: dict[Address, Place] = {}
        self.units: dict[Address, str] = {}
        self.header_rows = ""
        grids = [block for block in blocks if isinstance(block, Grid)]
        self._has_one_table = len(grids) == 1
        self.widths = _widths([*grids, *_values_of(blocks)])
        for column, width in enumerate(self.widths, 1):
            letters = column_letters(column)
            sheet.column_dimensions[letters].width = round(width * _DIGITS_PER_MM, 2)
        if all(isinstance(block, Paragraph) for block in blocks):
            # A text may be typed below the last one.
            for column in range(len(self.widths)):
                letters = column_letters(column + 1)
                sheet.column_dimensions[letters].protection = Protection(locked=False)
        self.heights: list[float] = []
        self._stretches: list[Stretch] = []
        self._repeated = 0.0
        for block in blocks:
            if isinstance(block, Paragraph):
                self._add_paragraph(block)
            elif isinstance(block, Chart):
                self._add_chart(block)
            else:
                self._add_grid(block)
        for row, height in enumerate(self.heights, 1):
            sheet.row_dimensions[row].height = round(height, 1)

    @property
    def height(self) -> float:
        """Of all rows, in points."""
        return sum(self.heights)

    @property
    def _page(self) -> float:
        """How high the rows of a page are, where the sheet is made as wide as the paper."""
        wider = max(sum(self.widths) / faces.TYPE_WIDTH, 1)
        return faces.TYPE_HEIGHT * faces.POINTS_PER_MM * wider * _SAFE

    def break_pages(self) -> None:
        """End the printed pages where no heading stands last; not for a sheet made to fit one."""
        for row in page_ends(self._stretches, self._page, self._repeated):
            self.sheet.row_breaks.append(Break(id=row))

    def _points(self, columns: range) -> float:
        """The width that a text has in some columns (0-based), in points."""
        width = sum(self.widths[column] for column in columns)
        return max(width * faces.POINTS_PER_MM * _SLACK - _PADDING, faces.TABLE_SIZE)

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        text = legal(paragraph.text)
        for start in range(0, max(len(text), 1), CELL_CAPACITY):
            self._add_text(text[start : start + CELL_CAPACITY], paragraph)

    def _add_text(self, text: str, paragraph: Paragraph) -> None:
        """A text over all columns, in as many rows as its height asks for."""
        size = text_size(paragraph)
        dressed = _indented(text, paragraph.style)
        columns = len(self.widths)
        indent = 2 * size if paragraph.style is Style.HEADING else 0
        ems = (self._points(range(columns)) - indent) / size
        line = size * _LINE
        height = line * line_count(dressed, ems) + _ROOM.get(paragraph.style, 4)
        top = len(self.heights) + 1
        while height > TALLEST_ROW:
            self.heights.append(line * (TALLEST_ROW // line))
            height -= self.heights[-1]
        self.heights.append(height)
        style = self.looks.of_paragraph(paragraph)
        for row in range(top, len(self.heights) + 1):
            text_here = dressed if row == top else ""
            cells = [self._text_cell(text_here if n == 0 else "", style) for n in range(columns)]
            self.sheet.append(cells)
        self._merge(top, 1, len(self.heights) - top + 1, columns)
        # A text of several rows, too, stands on one page: the break would cut a line in two.
        rows = self.heights[top - 1 :]
        keeps_next = paragraph.style in (Style.TITLE, Style.HEADING)
        self._stretches.append(Stretch(len(rows), sum(rows), keeps_next))

    def _merge(self, row: int, column: int, row_span: int, column_span: int) -> None:
        if row_span > 1 or column_span > 1:
            end = Place(row + row_span - 1, column + column_span - 1)
            self.sheet.merged_cells.add(f"{Place(row, column).relative}:{end.relative}")

    def _text_cell(self, text: str, style: Any) -> Cell:
        cell = new_cell(self.sheet, style, text or None)
        if text:
            # Also where it begins with = or is the name of an error.
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(_FORMULA_SIGNS)
        return cell

    def _add_grid(self, grid: Grid) -> None:
        top = len(self.heights)
        matrix: list[list[Cell | None]] = [
            [None] * grid.column_count for _ in range(grid.row_count)
        ]
        for item in grid.cells:
            style = self.looks.of_cell(item)
            for row in range(item.row, item.row + item.row_span):
                for column in range(item.column, item.column + item.column_span):
                    matrix[row][column] = new_cell(self.sheet, style)
            matrix[item.row][item.column] = self._grid_cell(item, style, top)
            self._merge(top + item.row + 1, item.column + 1, item.row_span, item.column_span)
        for row_cells in matrix:
            self.sheet.append(row_cells)
        heights = self._row_heights(grid)
        self.heights += heights
        self._stretches += stretches_of(grid, heights, self._page)
        if grid.header_rows and self._has_one_table:
            self.header_rows = f"{top + 1}:{top + grid.header_rows}"
            self._repeated = sum(heights[: grid.header_rows])
            self.sheet.freeze_panes = Place(top + grid.header_rows + 1, 1).relative

    def _add_chart(self, chart: Chart) -> None:
        """Its values, and the chart below them in a row or two of its height."""
        from export.xlsx_chart import between_cells, chart_height, native_chart, values_grid

        values = len(self.heights) + 1
        self._add_grid(values_grid(chart))
        drawn = native_chart(self.sheet, chart, values, sum(self.widths))
        first = len(self.heights)
        self._skip(chart_height(chart))
        # As wide as the columns, whatever a program takes their width to be.
        anchor = between_cells(first, len(self.heights) - 1, len(self.widths))
        drawn.anchor = anchor  # type: ignore[assignment]
        self.sheet.add_chart(drawn)

    def _skip(self, height: float) -> None:
        """Empty rows as high as that, and one that parts it from what follows."""
        rows = int(height // TALLEST_ROW) + 1
        for _ in range(rows):
            self.sheet.append([None])
            self.heights.append(height / rows)
        self.sheet.append([None])
        self.heights.append(_PADDING)
        self._stretches.append(Stretch(rows + 1, height + _PADDING))

    def _grid_cell(self, item: GridCell, style: Any, top: int) -> Cell:
        place = Place(top + item.row + 1, item.column + 1)
        if item.address is not None:
            self.places[item.address] = place
        if not _is_exact(item.value):
            return self._text_cell(legal(item.text), style)
        value: Number = item.value  # type: ignore[assignment]
        unit = item.text.removeprefix(show(value))
        cell = new_cell(self.sheet, style, value)
        look = number_format(value, unit)
        if look != COUNT_FORMAT:
            cell.number_format = look
        if item.address is not None and unit:
            self.units[item.address] = unit
        return cell

    def _row_heights(self, grid: Grid) -> list[float]:
        """The rows' heights: first what single rows need, then what is missing for spans."""
        heights = [_MIN_ROW] * grid.row_count
        for cell in sorted(grid.cells, key=lambda cell: cell.row_span):
            if cell.kind is Kind.VALUE or not cell.text:
                continue
            rows = range(cell.row, cell.row + cell.row_span)
            missing = self._height_of(cell) - sum(heights[row] for row in rows)
            if missing > 0:
                heights[rows[-1]] += missing
        return heights

    def _height_of(self, cell: GridCell) -> float:
        size, line = faces.TABLE_SIZE, faces.TABLE_SIZE * _LINE
        if cell.vertical:
            return line * len(cell.text) + 4
        columns = range(cell.column, cell.column + cell.column_span)
        return line * line_count(cell.text, self._points(columns) / size) + 4


def _values_of(blocks: Sequence[Block]) -> Iterator[Grid]:
    """The tables of the charts' values."""
    charts = [block for block in blocks if isinstance(block, Chart)]
    if charts:
        from export.xlsx_chart import values_grid

        yield from map(values_grid, charts)


def _widths(grids: Sequence[Grid]) -> tuple[float, ...]:
    """The sheet's columns, in mm: those of its widest table, wide enough for its numbers."""
    if not grids:
        return (faces.TYPE_WIDTH / _TEXT_COLUMNS,) * _TEXT_COLUMNS
    count = max(grid.column_count for grid in grids)
    widths = [0.0] * count
    for grid in grids:
        given = grid.widths or (faces.TYPE_WIDTH / grid.column_count,) * grid.column_count
        widths = [max(pair) for pair in zip(widths, (*given, *[0.0] * count), strict=False)]
        for cell in grid.cells:
            if cell.kind is Kind.VALUE and cell.column_span == 1:
                points = width_in_ems(cell.text) * faces.TABLE_SIZE + _PADDING
                widths[cell.column] = max(widths[cell.column], points / faces.POINTS_PER_MM)
    return tuple(widths)


def _indented(text: str, style: Style) -> str:
    """Two characters before a body text; what looks like a formula stays as it stands."""
    plain = style in (Style.TITLE, Style.HEADING) or text.startswith(_FORMULA_SIGNS)
    return text if plain else _INDENT + text


def _is_exact(value: object) -> bool:
    """Whether a spreadsheet keeps every digit of the value."""
    if not is_number(value):  # type: ignore[arg-type]
        return False
    digits = show(value).lstrip("-").replace(".", "").lstrip("0")  # type: ignore[arg-type]
    return len(digits) <= MAX_DIGITS
