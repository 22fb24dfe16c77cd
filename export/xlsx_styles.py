"""The looks of the workbook's cells, as named styles that an office finds in Excel's list."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.worksheet import Worksheet

from export import office_faces as faces
from forms.counts import Number
from forms.document import GridCell, Kind, Paragraph, Style

COUNT_FORMAT = "0"
AMOUNT_FORMAT = "0.######"
CHARSET_GB2312 = 134

BODY_SIZE = 12.0
PLAIN_SIZE = 11.0
DIGIT_PIXELS = 8
"""How wide a digit of 宋体 is at 11 points: the unit in which columns are measured."""
_TEXT_SIZES = {Style.TITLE: 20.0, Style.HEADING: 14.0, Style.NOTE: 10.5}

_THIN = Side(style="thin", color="000000")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADER_FILL = PatternFill("solid", fgColor="F2F2F2")
_LOCKED = Protection(locked=True)
_OPEN = Protection(locked=False)


class Looks:
    """The styles of one workbook, and its script.

    ``named[name]`` is what ``Cell(style_array=…)`` takes; ``words`` turns a text of our own
    into the script of the document.
    """

    def __init__(self, book: Workbook, words: Callable[[str], str] = str) -> None:
        self.words = words
        self.named: dict[str, Any] = {}
        _set_plain_face(book)
        for style in _named_styles():
            book.add_named_style(style)
            self.named[style.name] = style.as_tuple()

    def of_cell(self, cell: GridCell) -> Any:
        """The style of a table's cell."""
        if cell.kind is Kind.VALUE:
            return self.named["年报数据" if cell.address else "年报对照"]
        if cell.kind is Kind.LABEL:
            return self.named["年报竖排" if cell.vertical else "年报项目"]
        return self.named["年报表头"]

    def of_paragraph(self, paragraph: Paragraph) -> Any:
        """The style of a paragraph."""
        if paragraph.style is Style.HEADING:
            return self.named[f"年报{'一二三四'[paragraph.level - 1]}级标题"]
        names = {Style.TITLE: "年报标题", Style.NOTE: "年报说明"}
        return self.named[names.get(paragraph.style, "年报正文")]


def _set_plain_face(book: Workbook) -> None:
    """宋体 in place of openpyxl's Calibri: columns are measured in its digits.

    Not every Chinese machine has Calibri, and a column in another face's digits has another width.
    """
    plain = font(faces.PAGE_NUMBER, PLAIN_SIZE)
    book._fonts = IndexedList([plain])  # type: ignore[attr-defined]  # noqa: SLF001
    book._named_styles["Normal"].font = plain  # type: ignore[attr-defined]  # noqa: SLF001


def new_cell(sheet: Worksheet, style: Any, value: Number | str | None = None) -> Cell:
    """A cell to append to the sheet, which then gives it its place."""
    return Cell(sheet, row=1, column=1, value=value, style_array=style)


def number_format(value: Number, unit: str = "") -> str:
    """A format that shows every digit of the number, and the unit behind it.

    >>> number_format(12, "件")
    '0"件"'
    """
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        shape = AMOUNT_FORMAT if places <= 6 else "0." + "#" * places
    else:
        shape = COUNT_FORMAT
    return shape + quoted(unit)


def text_size(paragraph: Paragraph) -> float:
    """Points. Smaller than on paper: a row of a sheet is 409 points high at most."""
    return _TEXT_SIZES.get(paragraph.style, BODY_SIZE)


def quoted(unit: str) -> str:
    """A text inside a number format."""
    return '"' + unit.replace('"', '"\\""') + '"' if unit else ""


def font(name: str, size: float, *, color: str | None = None) -> Font:
    """A Chinese face by its official name; the charset helps where it has to be replaced."""
    return Font(name=name, size=size, charset=CHARSET_GB2312, family=3, color=color)


def _named_styles() -> list[NamedStyle]:
    table = font(faces.BODY, faces.TABLE_SIZE)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    start = Alignment(horizontal="left", vertical="center", wrap_text=True)
    # Excel shows a number that does not fit as ####; shrunk it can still be read.
    figure = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
    stacked = Alignment(horizontal="center", vertical="center", text_rotation=255)
    return [
        _style("年报表头", table, middle, _LOCKED, border=_GRID),
        _style("年报项目", table, start, _LOCKED, border=_GRID),
        _style("年报竖排", table, stacked, _LOCKED, border=_GRID),
        _style("年报数据", table, figure, _OPEN, border=_GRID, number_format=COUNT_FORMAT),
        _style("年报对照", table, figure, _LOCKED, border=_GRID, number_format=COUNT_FORMAT),
        *_text_styles(),
        _style("校验标题", font(faces.FIRST, 16), start, _LOCKED),
        _style("校验说明", font(faces.PAGE_NUMBER, 10.5), start, _LOCKED),
        _style(
            "校验表头", font(faces.FIRST, 10.5), middle, _LOCKED, border=_GRID, fill=_HEADER_FILL
        ),
        _style("校验规则", font(faces.PAGE_NUMBER, 10.5), start, _LOCKED, border=_GRID),
        _style("校验结果", font(faces.PAGE_NUMBER, 10.5), middle, _LOCKED, border=_GRID),
        _style(
            "校验位置", font(faces.PAGE_NUMBER, 10.5, color="0563C1"), middle, _LOCKED, border=_GRID
        ),
    ]


def _text_styles() -> list[NamedStyle]:
    def text(**how: Any) -> Alignment:
        return Alignment(**{"vertical": "top", "wrap_text": True, **how})

    headings = [
        _style(
            f"年报{name}级标题",
            font(faces.heading_face(level), _TEXT_SIZES[Style.HEADING]),
            text(vertical="center", indent=2),
            _LOCKED if level == 1 else _OPEN,
        )
        for level, name in enumerate("一二三四", 1)
    ]
    centred = text(horizontal="center", vertical="center")
    return [
        _style("年报标题", font(faces.TITLE, _TEXT_SIZES[Style.TITLE]), centred, _OPEN),
        *headings,
        _style("年报正文", font(faces.BODY, BODY_SIZE), text(), _OPEN),
        _style("年报说明", font(faces.BODY, _TEXT_SIZES[Style.NOTE]), text(), _OPEN),
    ]


def _style(
    name: str, face: Font, alignment: Alignment, protection: Protection, **more: Any
) -> NamedStyle:
    more.setdefault("number_format", "General")
    return NamedStyle(name, face, alignment=alignment, protection=protection, **more)
