"""The workbook of a collection: units, matrix, findings, sum, what stands behind it, charts.

Written row by row, so that ten thousand units fit. The sums are values, with the formula that
adds the units up beside them where the units stand (汇总明细).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from export.collection_charts import add_charts
from export.formulas import column_letters
from export.legal_text import legal
from export.return_letters import Opinion, change_words
from export.text_lines import line_count
from export.xlsx_sheets import TALLEST_ROW
from forms.collecting.collection import Collection
from forms.collecting.matrix import matrix_of
from forms.collecting.returns import Return
from forms.collecting.short_names import NOTICE_NAMES, RULE_NAMES
from forms.collecting.summing import addends_of, edition_of
from forms.collecting.sums import Exemption, Sum
from forms.counts import is_number, show
from forms.document import Chart
from forms.file_names import readable
from forms.finding_words import DOUBTFUL, GRAVE, kind_word
from forms.rules import Level

_HEAD_FILL = PatternFill("solid", fgColor="E8EDF5")
_LEVEL_FILLS = {
    Level.ERROR: PatternFill("solid", fgColor="FBD9D6"),
    Level.WARNING: PatternFill("solid", fgColor="FFF0CC"),
    Level.HINT: PatternFill("solid", fgColor="EEF1F4"),
}
_LINE = Side(style="thin", color="C9CED6")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FACE = "宋体"
_PLAIN, _BOLD = Font(name=_FACE, size=11), Font(name=_FACE, size=11, bold=True)
_TITLE = Font(name="黑体", size=16)
_WRAPPED = Alignment(vertical="center", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_MOST_ROWS = 1_000_000
_PAGE_NUMBER = "— &P —"
_STRIP_SCALE = 70
_MOST_COLUMNS = 30
"""A sheet with more is too small to read on one page's width."""
_EMS_PER_WIDTH = 0.45
"""A column's width is in digits of the plain face, which are half a character wide."""
_LINE_PITCH = 1.35


def render(
    collection: Collection,
    total: Sum,
    opinions: Sequence[Opinion],
    charts: Sequence[Chart],
    exemptions: Sequence[Exemption] = (),
) -> bytes:
    """The workbook's bytes."""
    book = Workbook(write_only=True)
    about = book.properties
    about.title = (
        f"{collection.office}{collection.year or ''}年政府信息公开工作年度报告汇总审核台账"
    )
    about.creator = collection.office
    _Overview(book, collection, total)
    _units(book, collection, opinions)
    _matrix(book, collection)
    _findings(book, collection)
    _sum(book, collection, total)
    _behind(book, collection, total, exemptions)
    _returned(book, opinions)
    add_charts(book, charts)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Sheet:
    """One sheet being written from top to bottom."""

    def __init__(self, book: Workbook, name: str, widths: Sequence[float], frozen: str) -> None:
        self._sheet: Any = book.create_sheet(name)
        self._widths = widths
        for number, width in enumerate(widths, 1):
            self._sheet.column_dimensions[column_letters(number)].width = width
        self._sheet.freeze_panes = frozen
        self._sheet.page_setup.paperSize, self._sheet.page_setup.orientation = 9, "landscape"
        self._fit_on_paper(len(widths))
        self._sheet.oddFooter.center.text = _PAGE_NUMBER
        self.rows = 0
        self._heads: list[int] = []

    def _fit_on_paper(self, columns: int) -> None:
        """One page wide; a sheet of very many columns as many as a readable print takes."""
        if columns <= _MOST_COLUMNS:
            self._sheet.sheet_properties.pageSetUpPr.fitToPage = True
            self._sheet.page_setup.fitToHeight = 0
            return
        self._sheet.page_setup.scale = _STRIP_SCALE
        self._sheet.page_setup.pageOrder = "overThenDown"
        self._sheet.print_title_cols = "A:A"

    def head(self, *texts: str) -> None:
        """A row of headings, printed again at the head of each page."""
        self._heads.append(self.rows + 1)
        self._sheet.print_title_rows = f"{self._heads[0]}:{self._heads[-1]}"
        self._add([self._cell(text, _BOLD, _CENTRED, _HEAD_FILL) for text in texts])

    def title(self, text: str) -> None:
        """A line in large letters."""
        self._add([self._cell(text, _TITLE, Alignment(vertical="center"), None, bordered=False)])

    def row(self, *values: Any, fills: Sequence[PatternFill | None] = ()) -> None:
        """A row of values; texts wrap, figures stand in the middle."""
        padded = [*fills, *[None] * (len(values) - len(fills))]
        cells = [
            self._cell(value, _PLAIN, _CENTRED if _is_figure(value) else _WRAPPED, fill)
            for value, fill in zip(values, padded, strict=True)
        ]
        self._add(cells)

    def filter_from(self, row: int, columns: int) -> None:
        """Arrows to sort and choose by, in the heading row."""
        end = column_letters(columns)
        self._sheet.auto_filter.ref = f"A{row}:{end}{max(self.rows, row)}"

    def _add(self, cells: list[Any]) -> None:
        if self.rows < _MOST_ROWS:
            self.rows += 1
            self._sheet.row_dimensions[self.rows].height = self._height(cells)
            self._sheet.append(cells)

    def _height(self, cells: list[Any]) -> float:
        """Of the tallest text: not every program finds it by itself."""
        lines = [
            line_count(cell.value, width * _EMS_PER_WIDTH)
            for cell, width in zip(cells, self._widths, strict=False)
            if cell.data_type == "s" and cell.alignment.wrap_text
        ]
        size = max((cell.font.size for cell in cells), default=_PLAIN.size)
        return float(min(max([*lines, 1]) * size * _LINE_PITCH + 4, TALLEST_ROW))

    def _cell(
        self,
        value: Any,
        font: Font,
        place: Alignment,
        fill: PatternFill | None,
        bordered: bool = True,
    ) -> Any:
        is_formula = isinstance(value, _Formula)
        cell = WriteOnlyCell(self._sheet, legal(value) if isinstance(value, str) else value)
        if isinstance(value, str) and not is_formula:
            cell.data_type = "s"
        cell.font, cell.alignment = font, place
        if bordered:
            cell.border = _BORDER
        if fill is not None:
            cell.fill = fill
        return cell


class _Formula(str):
    """A text that the workbook calculates."""

    __slots__ = ()


def _is_figure(value: Any) -> bool:
    return is_number(value) or isinstance(value, _Formula)


def _figure(value: Any) -> Any:
    return "" if value is None else value


# --- the sheets ----------------------------------------------------------------------------


class _Overview:
    """概况: how many, and every notice."""

    def __init__(self, book: Workbook, collection: Collection, total: Sum) -> None:
        sheet = _Sheet(book, "概况", (18, 90), "A1")
        sheet.title(f"{collection.office}{collection.year or ''}年度报告汇总审核台账")
        returned = sum(bool(entry.returns) for entry in collection.entries)
        sheet.row("应报单位", len(collection.entries))
        sheet.row("已报单位", returned)
        sheet.row("计入汇总", len(total.units))
        sheet.row("没有计入", "、".join(total.without))
        sheet.head("类别", "情况")
        for notice in collection.notices:
            sheet.row(NOTICE_NAMES[notice.kind], notice.message)
        for remark in total.report.remarks:
            sheet.row("汇总", remark.message)


def _units(book: Workbook, collection: Collection, opinions: Sequence[Opinion]) -> None:
    sheet = _Sheet(book, "单位", (30, 12, 24, 30, 18, 9, 9, 9, 16, 30), "B2")
    sheet.head(
        *("单位", "类别", "上级", "文件", "文件时间", GRAVE, DOUBTFUL, "未读准", "较上次", "情况")
    )
    for entry, opinion in zip(collection.entries, opinions, strict=True):
        one = opinion.source
        sheet.row(
            *(entry.unit.name, entry.unit.kind, entry.unit.parent),
            readable(Path(one.file).name) if one else "",
            _time(one),
            *(
                (len(opinion.errors), len(opinion.doubts), len(opinion.unread))
                if one
                else ("",) * 3
            ),
            change_words(opinion.change),
            "、".join(NOTICE_NAMES[notice.kind] for notice in opinion.notices),
        )
    sheet.filter_from(1, 10)


def _time(one: Return | None) -> str:
    if one is None or not one.received:
        return ""
    return datetime.fromtimestamp(one.received).strftime("%Y-%m-%d %H:%M")


def _matrix(book: Workbook, collection: Collection) -> None:
    matrix = matrix_of(collection)
    sheet = _Sheet(book, "审核矩阵", (30, 26, 9, *[12] * len(matrix.rules)), "D2")
    sheet.head("单位", "文件", "合计", *(RULE_NAMES.get(code, code) for code in matrix.rules))
    for row in matrix.rows:
        found = [row.found.get(code, ()) for code in matrix.rules]
        fills = [_LEVEL_FILLS[cell[0].level] if cell else None for cell in found]
        counts = [len(cell) or "" for cell in found]
        name = row.unit or row.source.read.agency
        file = readable(Path(row.source.file).name)
        sheet.row(name, file, row.count, *counts, fills=(None, None, None, *fills))
    sheet.filter_from(1, 3 + len(matrix.rules))


def _findings(book: Workbook, collection: Collection) -> None:
    sheet = _Sheet(book, "问题明细", (28, 8, 24, 70, 50, 26), "B2")
    sheet.head("单位", "级别", "部分", "问题", "情况说明或可能的改法", "文件")
    for row in matrix_of(collection).rows:
        for found in row.source.found:
            level = "未读准" if found.uncertain else kind_word(found.code, found.level)
            fill = _LEVEL_FILLS[Level.HINT if found.uncertain else found.level]
            sheet.row(
                *(row.unit or row.source.read.agency, level, found.part, found.message),
                found.explained or _fix(row.source, found.cells),
                readable(Path(row.source.file).name),
                fills=(None, fill),
            )
    sheet.filter_from(1, 6)


def _fix(one: Return, cells: Sequence[str]) -> str:
    """The first likely repair that changes one of the cells."""
    for fix in one.read.fixes:
        if any(cell in cells for cell, _ in fix.changes):
            return fix.message
    return ""


def _sum(book: Workbook, collection: Collection, total: Sum) -> None:
    edition = edition_of(collection)
    stated = {one.address: one for one in total.differences}
    sheet = _Sheet(book, "汇总", (26, 34, 24, 14, 14, 40, 14, 12), "D2")
    sheet.head("部分", "行", "列", "汇总数", "已知合计", "数字缺的单位", "填报总数", "相差")
    for address, one in total.totals.items():
        difference = stated.get(address)
        amount = difference.amount if difference else None
        sheet.row(
            *(edition.tables[address.table].title, edition.row(address).name),
            edition.column(address).label,
            *(_figure(one.number), one.known, "、".join(one.unknown)),
            _figure(difference.stated) if difference else "",
            _figure(amount),
            fills=(None,) * 7 + ((_LEVEL_FILLS[Level.ERROR] if amount else None),),
        )
    sheet.filter_from(1, 8)


def _behind(
    book: Workbook, collection: Collection, total: Sum, exemptions: Sequence[Exemption]
) -> None:
    """汇总明细: a column for each unit's figure; the formula below adds them up."""
    edition = edition_of(collection)
    addresses = edition.addresses
    sheet = _Sheet(book, "汇总明细", (30, *[11] * len(addresses)), "B4")
    sheet.head("部分", *(edition.tables[one.table].title for one in addresses))
    sheet.head("行", *(edition.row(one).name for one in addresses))
    sheet.head("单位＼列", *(edition.column(one).label for one in addresses))
    columns = [addends_of(collection, address, total.parent, exemptions) for address in addresses]
    first = sheet.rows + 1
    for addends in zip(*columns, strict=True) if _even(columns) else ():
        unknown = [
            None if one.number is not None else _LEVEL_FILLS[Level.WARNING] for one in addends
        ]
        values = [one.number if one.number is not None else show(one.printed) for one in addends]
        sheet.row(addends[0].unit, *values, fills=(None, *unknown))
    if not _even(columns):
        for unit in total.units:
            sheet.row(unit, *_added(columns, unit))
    last = sheet.rows
    if last >= first:
        letters = [column_letters(place) for place in range(2, len(addresses) + 2)]
        sheet.row("合计（公式）", *(_Formula(f"=SUM({one}{first}:{one}{last})") for one in letters))
    sheet.row("汇总数", *(_figure(total.totals[one].number) for one in addresses))


def _even(columns: Sequence[Sequence[Any]]) -> bool:
    """Whether every column has the same addends: no exception adds a line of its own."""
    return len({len(column) for column in columns}) == 1


def _added(columns: Sequence[Sequence[Any]], unit: str) -> Iterator[Any]:
    """With exceptions: each unit's figure after them."""
    for column in columns:
        own = [one.number for one in column if one.unit == unit]
        yield "" if None in own or not own else sum(own)


def _returned(book: Workbook, opinions: Sequence[Opinion]) -> None:
    sheet = _Sheet(book, "退回意见", (28, 10, 90), "B2")
    sheet.head("单位", "类别", "意见")
    for one in opinions:
        for found in one.errors:
            sheet.row(one.unit, "须改正", f"{found.part}：{found.message}")
        for fix in one.source.read.fixes if one.source and one.errors else ():
            sheet.row(one.unit, "可能的改法", fix.message)
        for found in one.doubts:
            sheet.row(one.unit, "请核对", f"{found.part}：{found.message}")
        for words in one.unread:
            sheet.row(one.unit, "请确认", words)
        for notice in one.notices:
            sheet.row(one.unit, NOTICE_NAMES[notice.kind], notice.message)
        if one.change is not None and not one.change.first_time:
            for kind, lines in (("已改正", one.change.mended), ("仍未改正", one.change.still)):
                for words in lines:
                    sheet.row(one.unit, kind, words)
    sheet.filter_from(1, 3)
