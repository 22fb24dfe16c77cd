"""A workbook (.xlsx, .xls, .et) → Document."""

from __future__ import annotations

import contextlib
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import openpyxl
import python_calamine as calamine
from lxml.etree import XMLSyntaxError
from openpyxl.utils.exceptions import InvalidFileException

from forms.document import Block, Document
from forms.errors import Cause, UnreadableFile
from forms.reading.formula_values import Calculator, CannotCalculate, Content
from forms.reading.grid_building import GridTooLarge
from forms.reading.line_joining import trimmed
from forms.reading.sector_guard import SIGNATURE, refuse_endless_chains
from forms.reading.sheet_blocks import Area, Place, Sheet, sheet_blocks, without_hidden_margin
from forms.reading.sheet_merges import refuse_huge_sheets
from forms.reading.sheet_order import SheetBlocks, in_order
from forms.reading.sheet_values import shown
from forms.reading.zip_guard import open_zip, read_entry

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_FORMULA = re.compile(rb"<f[ >/]")
_RESULT = re.compile(rb"(?:</f>|<f[^>]*/>)\s*<v>[^<]")
_OWN_CHECKS = frozenset(
    {"规则 位置 左边（应为） 右边（实为） 差 结果", "規則 位置 左邊（應為） 右邊（實為） 差 結果"}
)
"""The header of the sheet 校验 in the workbooks that this program writes."""

_MOST_PLACES = 16_000_000
"""A stray format in the last row makes a sheet this large, which costs nothing yet."""
_MOST_PLACES_IN_USE = 1_000_000
_MOST_COLUMNS = 16_384

# What openpyxl raises on damaged files, the last on a part that names an unknown way of packing …
_DAMAGED = (
    *(XMLSyntaxError, ParseError, zipfile.BadZipFile, zlib.error, EOFError),
    NotImplementedError,
)
# … and on those that other programs wrote more freely than it allows.
_REFUSED = (
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OverflowError,
    OSError,
)


def read(data: bytes, name: str) -> Document:
    """The sheets of an .xlsx, hidden ones left out.

    Raises UnreadableFile (TRUNCATED, ENCRYPTED, TOO_LARGE).
    """
    archive = open_zip(data, name)
    refuse_huge_sheets(archive, name)
    try:
        with warnings.catch_warnings():
            # It warns of what it does not know: charts, validations, foreign styles.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(BytesIO(data), data_only=True)
    except _DAMAGED as error:
        raise UnreadableFile(name, Cause.TRUNCATED, str(error)[:80]) from error
    except _REFUSED:
        # The stricter of two libraries; the other one sees no borders, but reads.
        return read_xls(data, name)
    seen = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    sheets = [_sheet(sheet) for sheet in seen or workbook.worksheets]
    shown_sheets = [sheet for sheet in sheets if not _is_own_check(sheet)]
    if _lacks_results(archive, name):
        shown_sheets = _calculated(shown_sheets, data)
    found = _document(shown_sheets, name)
    title = workbook.properties.title or ""
    hidden = [_sheet(sheet) for sheet in workbook.worksheets if seen and sheet not in seen]
    unread = tuple(one.name for one in hidden if one.texts and not _is_own_check(one))
    return Document(found, title=trimmed(title), unread=unread)


def read_xls(data: bytes, name: str) -> Document:
    """The sheets of an old workbook. Raises UnreadableFile (TRUNCATED, ENCRYPTED, TOO_LARGE)."""
    if data.startswith(SIGNATURE):
        refuse_endless_chains(data, name)
    try:
        with (
            _panic_refused(name),
            calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as workbook,
        ):
            visible = {
                meta.name: meta.visible == calamine.SheetVisibleEnum.Visible
                for meta in workbook.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
            }
            every = [_calamine_sheet(workbook.get_sheet_by_name(sheet), name) for sheet in visible]
    except calamine.PasswordError as error:
        raise UnreadableFile(name, Cause.ENCRYPTED) from error
    except calamine.CalamineError as error:
        raise UnreadableFile(name, Cause.TRUNCATED, str(error)[:80]) from error
    # Our own workbook may have been saved once more as an old one.
    sheets = [sheet for sheet in every if not _is_own_check(sheet)]
    # Where all are hidden, they are what there is to read.
    seen = [sheet for sheet in sheets if visible[sheet.name]] or sheets
    unread = tuple(one.name for one in sheets if one.texts and one not in seen)
    return Document(_document(seen, name), unread=unread)


@contextlib.contextmanager
def _panic_refused(name: str) -> Iterator[None]:
    """What a library in Rust did not foresee in a damaged file is no ``Exception`` in Python,
    and its class cannot be imported.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile(name, Cause.TRUNCATED, str(error)[:80]) from error


def _document(sheets: list[Sheet], name: str) -> tuple[Block, ...]:
    try:
        return in_order([SheetBlocks(sheet.name, sheet_blocks(sheet)) for sheet in sheets])
    except GridTooLarge as error:
        raise UnreadableFile(name, Cause.TOO_LARGE, str(error)) from error


def _sheet(sheet: Worksheet) -> Sheet:
    texts: dict[Place, str] = {}
    bordered: set[Place] = set()
    framed_styles: dict[int, bool] = {}
    # The cells that are stored; the public iterators walk the whole rectangle, which one
    # stray format in the last row makes a million rows tall.
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001
        place = Place(row - 1, column - 1)
        value = cell.value
        if value is not None:
            is_text = isinstance(value, str)
            text = str(value) if is_text else shown(value, cell.number_format)
            if trimmed(text):
                texts[place] = text
        if cell.has_style:
            style = cell.style_id
            if style not in framed_styles:
                framed_styles[style] = _is_framed(cell)
            if framed_styles[style]:
                bordered.add(place)
    merges = tuple(
        Area(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
        for area in sheet.merged_cells.ranges
    )
    return without_hidden_margin(
        Sheet(sheet.title, texts, merges, frozenset(bordered)), _hidden_columns(sheet)
    )


def _hidden_columns(sheet: Worksheet) -> set[int]:
    return {
        column - 1
        for found in sheet.column_dimensions.values()
        if found.hidden
        for column in range(found.min or 1, min(found.max or 0, _MOST_COLUMNS) + 1)
    }


def _is_own_check(sheet: Sheet) -> bool:
    """True for the sheet on which our own workbooks check themselves: it is no report's text."""
    rows = list(sheet.places_by_row.values())[:4]
    return any(" ".join(sheet.texts[place] for place in row) in _OWN_CHECKS for row in rows)


def _lacks_results(archive: zipfile.ZipFile, name: str) -> bool:
    """True where there are formulas, and no program has stored what any of them gives."""
    parts = [part for part in archive.namelist() if part.startswith("xl/worksheets/")]
    sheets = [read_entry(archive, part, name) for part in parts]
    has_formulas = any(_FORMULA.search(sheet) for sheet in sheets)
    return has_formulas and not any(_RESULT.search(sheet) for sheet in sheets)


def _calculated(sheets: list[Sheet], data: bytes) -> list[Sheet]:
    """The sheets with their sums.

    A formula that is not understood stands in its cell as it is: better odd than blank.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(BytesIO(data))
    contents = {sheet.title: _contents(sheet) for sheet in workbook.worksheets}
    return [
        replace(sheet, texts={**sheet.texts, **_results(contents[sheet.name])}) for sheet in sheets
    ]


def _contents(sheet: Worksheet) -> dict[Place, Content]:
    found: dict[Place, Content] = {}
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001
        value = cell.value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            found[Place(row - 1, column - 1)] = Decimal(shown(value))
        elif isinstance(value, str):
            found[Place(row - 1, column - 1)] = value
    return found


def _results(contents: dict[Place, Content]) -> dict[Place, str]:
    calculator = Calculator(contents)
    results: dict[Place, str] = {}
    for place, content in contents.items():
        if isinstance(content, str) and content.startswith("="):
            try:
                results[place] = shown(float(calculator.value(place)))
            except CannotCalculate:
                results[place] = content
    return results


def _is_framed(cell: Cell | MergedCell) -> bool:
    """True where at least two sides have a border: one alone underlines a title."""
    border = cell.border
    sides = (border.left, border.right, border.top, border.bottom)
    return sum(1 for side in sides if side is not None and side.style) >= 2


def _calamine_sheet(sheet: calamine.CalamineSheet, name: str) -> Sheet:
    if (
        sheet.total_height * sheet.total_width > _MOST_PLACES
        or sheet.height * sheet.width > _MOST_PLACES_IN_USE
    ):
        raise UnreadableFile(name, Cause.TOO_LARGE, sheet.name)
    top, left = sheet.start or (0, 0)
    texts = {
        Place(top + row, left + column): shown(value)
        for row, values in enumerate(sheet.to_python(skip_empty_area=True))
        for column, value in enumerate(values)
        if trimmed(shown(value))
    }
    merges = tuple(
        Area(first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ()
    )
    return Sheet(sheet.name, texts, merges)
