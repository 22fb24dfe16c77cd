"""One grid → a Word table with real merges, as XML."""

from __future__ import annotations

from html import escape
from math import ceil

from export import office_faces as faces
from export.column_widths import shared_widths
from export.docx_styles import run_size, style_of_cell
from export.legal_text import legal
from export.text_lines import line_count, width_in_ems
from forms.document import Grid, GridCell, Kind

_TWIPS_PER_MM = 1440 / 25.4
_SIDE_MARGIN = 40
"""Twips left and right of a cell's text: the official columns are 10 mm wide."""
_MIN_ROW = round(7 * _TWIPS_PER_MM)
_LINE = 1.4
"""The pitch of an office program's lines, in sizes of the text: no face's is wider."""
_SMALLEST = 5.0
_WIDEST_DIGITS = 1.25
"""The digits of a face that stands in for 仿宋, against its own."""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_xml(grid: Grid) -> str:
    """``w:tbl`` without namespaces. Rows are not cut; header rows come again on each page."""
    widths = _widths(grid)
    at = {(cell.row, cell.column): cell for cell in grid.cells}
    covered = {
        (row, cell.column): cell
        for cell in grid.cells
        for row in range(cell.row + 1, cell.row + cell.row_span)
    }
    kept = _rows_kept_with_next(grid, widths)
    rows = "".join(
        _row(grid, row, at, covered, widths, row in kept) for row in range(grid.row_count)
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = "".join(
        f'<w:{side} w:w="{_SIDE_MARGIN}" w:type="dxa"/>' for side in ("left", "right")
    )
    name = escape(legal(grid.name))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
        f'<w:tblCaption w:val="{name}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _widths(grid: Grid) -> list[int]:
    """Twips, with room made for long numbers."""
    given = grid.widths or (faces.TYPE_WIDTH / grid.column_count,) * grid.column_count
    needs = [0.0] * grid.column_count
    for cell in grid.cells:
        if cell.kind is Kind.VALUE and cell.column_span == 1:
            needed = width_in_ems(cell.text) * _WIDEST_DIGITS * faces.TABLE_SIZE
            needed += 2 * _SIDE_MARGIN / 20 + 1
            needs[cell.column] = max(needs[cell.column], needed)
    points = shared_widths([width * faces.POINTS_PER_MM for width in given], needs)
    return [round(width * 20) for width in points]


def _rows_kept_with_next(grid: Grid, widths: list[int]) -> set[int]:
    """Rows that no page ends with: bands, headers, the first and last but for one or two, and
    those beside a label of several rows.

    Office programs set a merged cell's text from its top and go on with it on the next page.
    """
    kept = {
        number
        for number, cells in enumerate(grid.rows())
        if cells and all(cell.kind in (Kind.BAND, Kind.HEADER) for cell in cells)
    }
    first, last = grid.header_rows, grid.row_count - 1
    kept |= {first, first + 1, last - 2, last - 1} & set(range(last))
    for cell in grid.cells:
        if cell.row_span > 1:
            width = sum(widths[cell.column : cell.column + cell.column_span]) - 2 * _SIDE_MARGIN
            ems = 1.0 if cell.vertical else width / 20 / faces.TABLE_SIZE
            height = line_count(cell.text, ems) * faces.TABLE_SIZE * _LINE * 20
            kept |= set(range(cell.row, cell.row + min(ceil(height / _MIN_ROW), cell.row_span) - 1))
    return kept


def _row(
    grid: Grid,
    row: int,
    at: dict[tuple[int, int], GridCell],
    covered: dict[tuple[int, int], GridCell],
    widths: list[int],
    is_kept: bool,
) -> str:
    cells, column = [], 0
    while column < grid.column_count:
        cell = at.get((row, column)) or covered.get((row, column)) or GridCell(row, column)
        width = sum(widths[column : column + cell.column_span])
        cells.append(_cell(cell, row, width, is_kept))
        column += cell.column_span
    header = "<w:tblHeader/>" if row < grid.header_rows else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_MIN_ROW}" w:hRule="atLeast"/>{header}'
        f"</w:trPr>{''.join(cells)}</w:tr>"
    )


def _cell(cell: GridCell, row: int, width: int, is_kept: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    merge = ""
    if cell.row_span > 1:
        merge = '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
    narrow = _one_character_wide(width) if cell.vertical else ""
    text = _text(cell, width) if row == cell.row else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{narrow}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style_of_cell(cell)}"/>'
        f"{'<w:keepNext/>' if is_kept else ''}</w:pPr>{text}</w:p></w:tc>"
    )


def _one_character_wide(width: int) -> str:
    """Margins that leave room for one character to the line.

    A turned text would be vertical too, but LibreOffice does not show it where the cell goes
    on over a page's end.
    """
    side = max(0, round((width - 1.3 * 20 * faces.TABLE_SIZE) / 2))
    sides = "".join(f'<w:{name} w:w="{side}" w:type="dxa"/>' for name in ("left", "right"))
    return f"<w:tcMar>{sides}</w:tcMar>"


def _text(cell: GridCell, width: int) -> str:
    if not cell.text:
        return ""
    size = _fitting_size(cell, width)
    look = f"<w:rPr>{run_size(size)}</w:rPr>" if size < faces.TABLE_SIZE else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(legal(cell.text))}</w:t></w:r>'


def _fitting_size(cell: GridCell, width: int) -> float:
    """A number that is too long for its column is set smaller; broken it would be misread."""
    if cell.kind is not Kind.VALUE:
        return faces.TABLE_SIZE
    points = (width - 2 * _SIDE_MARGIN) / 20 - 1
    fitting = points / max(width_in_ems(cell.text) * _WIDEST_DIGITS, 0.5)
    return max(_SMALLEST, min(faces.TABLE_SIZE, int(fitting * 2) / 2))
