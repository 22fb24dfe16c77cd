"""The annex for the office's own use: last year's values beside this year's, and two charts.

What is not known on one side stays blank there, and has no change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from forms.annex_mark import HEADING
from forms.cells import Address
from forms.counts import Number, Value, as_number, is_number, show
from forms.document import Block, Chart, Grid, GridCell, Kind, Paragraph, Series, Style
from forms.edition import Edition, Row, Table
from forms.last_year import last_values
from forms.report import Report

_TABLE = "applications"
_RECEIVED, _HANDLED, _TOTAL = "received", "result_total", "total"
_WIDTHS = (66.0, 24.0, 24.0, 21.0, 21.0)
_PAIR_WIDTH = 9.0
_TYPE_WIDTH = 156.0
_NEW = "本年新收政府信息公开申请"
_APPLICANTS = "各类申请人的申请办理情况"
_UNKNOWN = "—"
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.")
_EXPLANATION = (
    "本附表按导出时的数字编成，供本单位内部参考，正式报告以前面各部分为准。增减＝本年数－上年数，增减幅度＝增减÷上年数；"
    "有一方没有数、单位不同或者上年数为0的，写“—”。"
)


@dataclass(frozen=True)
class _Line:
    """One line of a comparison: its name, last year's value and this year's, with their units."""

    name: str
    last: Value
    now: Value
    units: tuple[str, str] = ("", "")


def annex(report: Report, edition: Edition, last_year: Report) -> tuple[Block, ...]:
    """Heading, one table of comparison for each official table, two charts, the applicants."""
    return tuple(_Comparison(report, edition, last_year).blocks())


@dataclass(frozen=True)
class _Comparison:
    report: Report
    edition: Edition
    last_year: Report

    @cached_property
    def last(self) -> dict[Address, Value]:
        return last_values(self.last_year, self.edition)

    @property
    def years(self) -> tuple[str, str]:
        """What the two columns of values are called."""
        year = self.report.year
        return ("上年", "本年") if year is None else (f"{year - 1}年", f"{year}年")

    def blocks(self) -> Iterator[Block]:
        yield Paragraph(HEADING, Style.HEADING, 1)
        number = 0
        for number, table in enumerate(self.edition.tables.values(), 1):
            yield _heading(number, table.title)
            lines = self._by_row(table) if table.key == _TABLE else self._by_cell(table)
            yield _grid(table.title, list(lines), self.years, _EXPLANATION if number == 1 else "")
        yield _heading(number + 1, "图表")
        yield self._chart(_NEW, list(self._by_applicant(_RECEIVED)))
        yield self._chart("申请办理情况", list(self._by_group()))
        table = self.edition.tables[_TABLE]
        yield _heading(number + 2, _APPLICANTS)
        yield self._pairs(table)

    # --- lines -------------------------------------------------------------------------

    def _line(self, name: str, address: Address) -> _Line:
        units = self.last_year.units.get(address, ""), self.report.units.get(address, "")
        return _Line(name, self.last.get(address), self.report.value(address), units)

    def _by_cell(self, table: Table) -> Iterator[_Line]:
        for address in table.addresses:
            row, column = table.rows[address.row], table.columns[address.column]
            yield self._line(f"{row.name}：{column.label}", address)

    def _by_row(self, table: Table) -> Iterator[_Line]:
        """The totals of each row, with a sum above the rows of a numbered group."""
        sums = {line.name: line for line in self._by_group()}
        group = ""
        for row in table.rows.values():
            if row.group != group and row.group in sums:
                yield replace(sums[row.group], name=f"{row.group}（小计）")
            group = row.group
            yield self._line(_short(row), Address(table.key, row.key, _TOTAL))

    def _by_applicant(self, row: str) -> Iterator[_Line]:
        columns = self.edition.tables[_TABLE].columns
        for key, column in columns.items():
            if key != _TOTAL:
                yield self._line(column.label, Address(_TABLE, row, key))

    def _by_group(self) -> Iterator[_Line]:
        """What became of the applications: 予以公开, 部分公开, 不予公开 and so on."""
        ours = _groups(self.edition)
        theirs = _groups(_edition_of(self.last_year, self.edition))
        for name, addresses in ours.items():
            now = _sum(self.report, addresses)
            yield _Line(name, _sum(self.last_year, theirs.get(name, [])), now)

    # --- blocks ------------------------------------------------------------------------

    def _chart(self, title: str, lines: list[_Line]) -> Chart:
        names = tuple(_NUMBERED.sub("", line.name, count=1) for line in lines)
        last = tuple(_number(line.last) for line in lines)
        now = tuple(_number(line.now) for line in lines)
        before, this = self.years
        return Chart(title, names, (Series(before, last), Series(this, now)), unit="件")

    def _pairs(self, table: Table) -> Grid:
        """Every applicant's column in two: last year and this year."""
        columns = [key for key in table.columns if key != _TOTAL]
        cells = [GridCell(0, 0, "项目", 2, 1, Kind.HEADER)]
        for at, key in enumerate(columns):
            left = 1 + 2 * at
            cells.append(GridCell(0, left, table.columns[key].label, 1, 2, Kind.HEADER))
            cells += [
                GridCell(1, left + n, "上年本年"[2 * n :][:2], kind=Kind.HEADER) for n in (0, 1)
            ]
        for number, row in enumerate(table.rows.values(), 2):
            cells.append(GridCell(number, 0, _short(row), kind=Kind.LABEL))
            for at, key in enumerate(columns):
                line = self._line("", Address(table.key, row.key, key))
                cells.append(_value(number, 1 + 2 * at, line.last, line.units[0]))
                cells.append(_value(number, 2 + 2 * at, line.now, line.units[1]))
        pairs = [_PAIR_WIDTH] * (2 * len(columns))
        return Grid(
            tuple(cells),
            row_count=2 + len(table.rows),
            column_count=1 + len(pairs),
            header_rows=2,
            widths=(_TYPE_WIDTH - sum(pairs), *pairs),
            name=_APPLICANTS,
        )


def _heading(number: int, words: str) -> Paragraph:
    return Paragraph(f"（{'一二三四五六七八九'[number - 1]}）{words}", Style.HEADING, 2)


def _edition_of(report: Report, edition: Edition) -> Edition:
    from forms.edition_file import known_editions

    return edition if report.edition == edition.key else known_editions()[report.edition]


def _groups(edition: Edition) -> dict[str, list[Address]]:
    """The printed groups of part three's results → the totals of their rows."""
    groups: dict[str, list[Address]] = {}
    for row in edition.tables[_TABLE].rows.values():
        name = row.group if row.group.startswith("（") else _short(row)
        if row.group and row.key != _HANDLED:
            groups.setdefault(name, []).append(Address(_TABLE, row.key, _TOTAL))
    return groups


def _short(row: Row) -> str:
    """``（二）部分公开``: the number as printed and the short name."""
    number = _NUMBERED.match(row.label)
    return (number[0] if number else "") + row.name


def _sum(report: Report, addresses: list[Address]) -> Number | None:
    """The sum; unknown where one part is."""
    values = [_number(report.value(address)) for address in addresses]
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _number(value: Value) -> Number | None:
    return value if is_number(value) else None  # type: ignore[return-value]


# --- the grid of a comparison --------------------------------------------------------------


def _grid(name: str, lines: list[_Line], years: tuple[str, str], note: str = "") -> Grid:
    """项目, last year, this year, 增减, 增减幅度; a note is its last row.

    As a paragraph the note would be one of the report's own size, by which readers tell margins.
    """
    heads = ("项目", *years, "增减", "增减幅度")
    cells = [GridCell(0, n, text, kind=Kind.HEADER) for n, text in enumerate(heads)]
    for row, line in enumerate(lines, 1):
        cells.append(GridCell(row, 0, line.name, kind=Kind.LABEL))
        cells.append(_value(row, 1, line.last, line.units[0]))
        cells.append(_value(row, 2, line.now, line.units[1]))
        cells += [
            GridCell(row, 3 + n, text, kind=Kind.VALUE) for n, text in enumerate(_change(line))
        ]
    rows = 1 + len(lines)
    if note:
        cells.append(GridCell(rows, 0, note, 1, len(heads), Kind.LABEL))
        rows += 1
    return Grid(tuple(cells), rows, len(heads), 1, _WIDTHS, name=name)


def _value(row: int, column: int, value: Value, unit: str) -> GridCell:
    return GridCell(row, column, show(value) + unit, kind=Kind.VALUE, value=value)


def _change(line: _Line) -> tuple[str, str]:
    """What changed, as it is printed: ``＋12`` and ``＋8.5%``."""
    last, now = _number(line.last), _number(line.now)
    if last is None or now is None or line.units[0] != line.units[1]:
        return _UNKNOWN, _UNKNOWN
    change = as_number(format(Decimal(now) - Decimal(last), "f"))
    if last <= 0:
        return _signed(change), _UNKNOWN
    share = (Decimal(change) * 100 / Decimal(last)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _signed(change), f"{_signed(share)}%"


def _signed(number: Number) -> str:
    sign = "+" if number > 0 else ""
    return sign + show(number)
