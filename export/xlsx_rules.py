"""What keeps a table's sheet right while it is edited: red marks, limits, names for cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from export.formulas import Place, Places, broken, not_allowed
from export.xlsx_styles import AMOUNT_FORMAT, COUNT_FORMAT, quoted
from forms.edition import CellType, Edition
from forms.rules import Level

RED = ("FFC7CE", "9C0006")
AMBER = ("FFEB9C", "7F6000")
_FIRST_FORMAT = 200
"""Numbers of formats of our own, beyond those that openpyxl gives (164 and on)."""
_LARGEST = "999999999999999"
_MESSAGES = {
    CellType.COUNT: (
        "这里应填整数",
        "请填0或大于0的整数，不带单位、逗号和小数；没有发生的填0。",
    ),
    CellType.CHANGE: (
        "这里应填整数",
        "请填整数，减少的在前面加负号；没有增减的填0。",
    ),
    CellType.AMOUNT: (
        "这里应填金额",
        "请填0或大于0的数，可以有小数，不带单位和逗号；没有发生的填0。",
    ),
}


@cache
def mark(colors: tuple[str, str]) -> DifferentialStyle:
    """A fill and an ink."""
    fill, ink = colors
    return DifferentialStyle(
        font=Font(color=ink), fill=PatternFill("solid", start_color=fill, end_color=fill)
    )


def add_marks(sheet: Worksheet, edition: Edition, places: Places) -> None:
    """The cells of a broken relation turn red, those of a warning amber, as one types."""
    for relation in edition.relations:
        if relation.crosses_years or not all(cell in places for cell in relation.cells):
            continue
        style = mark(RED if relation.level is Level.ERROR else AMBER)
        area = " ".join(rectangles(places[cell] for cell in relation.cells))
        rule = Rule(type="expression", dxf=style, formula=[broken(relation, places)])
        sheet.conditional_formatting.add(area, rule)


def add_limits(
    sheet: Worksheet, edition: Edition, places: Places, words: Callable[[str], str]
) -> None:
    """What may be typed into a cell; what is pasted past that is marked red."""
    by_type: dict[CellType, list[Place]] = {}
    for address, place in places.items():
        by_type.setdefault(edition.column(address).type, []).append(place)
    for kind, cells in by_type.items():
        areas = rectangles(cells)
        _limit(sheet, kind, " ".join(areas), words)
        # Programs do not agree on what a relative reference starts from in several ranges.
        for area in areas:
            wrong = not_allowed(
                area.partition(":")[0],
                whole=kind is not CellType.AMOUNT,
                signed=kind is CellType.CHANGE,
            )
            rule = Rule(type="expression", dxf=mark(RED), formula=[wrong])
            sheet.conditional_formatting.add(area, rule)


def _limit(sheet: Worksheet, kind: CellType, area: str, words: Callable[[str], str]) -> None:
    title, message = _MESSAGES[kind]
    signed = kind is CellType.CHANGE
    limit = DataValidation(
        type="decimal" if kind is CellType.AMOUNT else "whole",
        operator="between" if signed else "greaterThanOrEqual",
        formula1=f"-{_LARGEST}" if signed else "0",
        formula2=_LARGEST if signed else None,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=words(title),
        error=words(message),
        sqref=area,
    )
    sheet.add_data_validation(limit)


def add_amount_format(sheet: Worksheet, place: Place, unit: str) -> None:
    """``0.######`` would show a whole amount with a bare point at its end: ``12.``."""
    cell = place.relative
    shapes = (("=", COUNT_FORMAT), ("<>", AMOUNT_FORMAT))
    for number, (condition, shape) in enumerate(shapes, _FIRST_FORMAT + 2 * place.row):
        look = NumberFormat(numFmtId=number, formatCode=shape + quoted(unit))
        rule = Rule(
            type="expression",
            dxf=DifferentialStyle(numFmt=look),
            formula=[f"IF(ISNUMBER({cell}),{cell}{condition}INT({cell}),FALSE)"],
        )
        sheet.conditional_formatting.add(cell, rule)


def add_names(book: Workbook, sheet: Worksheet, places: Places) -> None:
    """Every value cell gets its address as a name: ``applications.received.total``."""
    for address, place in places.items():
        name = str(address)
        book.defined_names[name] = DefinedName(name, attr_text=f"{sheet_prefix(sheet)}{place}")


def sheet_prefix(sheet: Worksheet) -> str:
    """``'三、申请办理'!``"""
    return "'" + sheet.title.replace("'", "''") + "'!"


def rectangles(places: Iterable[Place]) -> list[str]:
    """The places as few ranges: ``["D5:J29", "B3"]``."""
    by_row: dict[int, list[int]] = {}
    for place in sorted(set(places)):
        by_row.setdefault(place.row, []).append(place.column)
    found: list[tuple[int, int, int, int]] = []
    for row, columns in by_row.items():
        for first, last in _runs(columns):
            above = (first, last, row - 1)
            match = next((n for n, (a, b, _, d) in enumerate(found) if (a, b, d) == above), None)
            if match is None:
                found.append((first, last, row, row))
            else:
                found[match] = (*found[match][:3], row)
    return [_range(*area) for area in found]


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _range(first: int, last: int, top: int, bottom: int) -> str:
    start, end = Place(top, first).relative, Place(bottom, last).relative
    return start if start == end else f"{start}:{end}"
