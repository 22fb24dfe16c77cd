"""Readings of rows → the report's cells, with units, origins and remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forms.cells import Address
from forms.counts import Value, is_number
from forms.edition import CellType, Edition, Row
from forms.reading.cell_text import Token, is_mark
from forms.reading.glued import MOST_READINGS, Reading
from forms.reading.labels import letters
from forms.reading.row_cells import RowReading
from forms.reading.row_runs import RowRun
from forms.report import Choice, Remark

_SHOWN_READINGS = 6
_DEFAULT_UNIT = "件"
_STATED_UNIT = re.compile(r"[（(](?:单位[:：])?([^（）()]+)[）)]$")


@dataclass
class PlacedCells:
    """What the tables of a paper give to the report."""

    edition: Edition
    column_units: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(table, column) → the unit that a header printed with the column's label"""
    foreign_groups: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(table, row) of any edition → the letters of the group that it belongs to there"""
    cells: dict[Address, Value] = field(default_factory=dict)
    units: dict[Address, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def place(self, rows: Mapping[str, RowReading]) -> None:
        """Lay the rows of one table into cells; what stays open is left blank with a remark."""
        cut = [row for row in rows.values() if row.cut and row.is_certain]
        for row in rows.values():
            if row.is_certain:
                self._place_reading(row, row.choices[0])
            else:
                self._leave_open(row)
        self._place_foreign({key: row for key, row in rows.items() if row.is_certain})
        if cut:
            names = "、".join(self._row_name(row) for row in cut[:_SHOWN_READINGS])
            more = f"等 {len(cut)} 行" if len(cut) > _SHOWN_READINGS else ""
            self.remarks.append(
                Remark(
                    "cells.split",
                    f"“{names}”{more}的数字在原文件里连在一起，已按唯一可能的读法拆开，请核对。",
                    str(cut[0].addresses[0]),
                )
            )

    def _row_name(self, row: RowReading) -> str:
        address = row.addresses[0]
        table = self.edition.tables[address.table]
        return table.rows[address.row].name if address.row in table.rows else row.run.label

    def _place_reading(self, row: RowReading, reading: Reading) -> None:
        for address, token in zip(row.addresses, reading, strict=True):
            if token is None or address not in self.edition.address_set:
                continue
            self.cells[address] = token.value
            self.origins[str(address)] = row.run.origin
            self._keep_unit(address, token)
            if token.note:
                self.remarks.append(
                    Remark("cell.note", f"格子里还写着“{token.note}”，没有计入。", str(address))
                )

    def _keep_unit(self, address: Address, token: Token) -> None:
        unit = self._unit_to_keep(address, token)
        if unit:
            self.units[address] = unit

    def _unit_to_keep(self, address: Address, token: Token) -> str:
        """A unit is remembered unless the form's own label states it or it is the usual one."""
        if not is_number(token.value):
            return ""
        column = self.edition.column(address)
        unit = token.unit
        if not unit:
            printed = self.column_units.get((address.table, address.column), "")
            unit = "" if printed == column.unit else printed
        elif unit == column.unit and column.type is not CellType.AMOUNT:
            unit = ""
        stated = _STATED_UNIT.search(column.label)
        return "" if unit == _DEFAULT_UNIT or (stated and stated[1] == unit) else unit

    def _leave_open(self, row: RowReading) -> None:
        first = row.addresses[0]
        whole = f"{first.table}.{first.row}"
        where = str(first) if first in self.edition.address_set else whole
        raw = " ".join(_shown(token) for token in row.run.cells)
        name = self._row_name(row)
        if not row.choices:
            text = (
                f"“{name}”一行读到的是“{raw}”，格数对不上，无法确定各属哪一格，"
                "已留空，请对照原文件填写。"
            )
            self.remarks.append(Remark("cells.ambiguous", text, whole))
            return
        shown = "；".join(
            "、".join(_shown(token) for token in choice) for choice in row.choices[:_SHOWN_READINGS]
        )
        count = len(row.choices)
        many = f"{count}种" if count < MOST_READINGS else "很多种"
        more = "……" if count > _SHOWN_READINGS else ""
        text = f"“{name}”一行读到的是“{raw}”，有{many}读法，已留空，请选择：{shown}{more}"
        self.remarks.append(Remark("cells.ambiguous", text, where, choices=self._choices(row)))

    def _choices(self, row: RowReading) -> tuple[Choice, ...]:
        """The readings to choose from; none where a cell is not of this edition, or where the
        readings were too many to find them all.
        """
        if len(row.choices) >= MOST_READINGS or not set(row.addresses) <= self.edition.address_set:
            return ()
        return tuple(
            tuple(
                (str(address), token.text + self._unit_to_keep(address, token) if token else "")
                for address, token in zip(row.addresses, choice, strict=True)
            )
            for choice in row.choices
        )

    def _place_foreign(self, rows: Mapping[str, RowReading]) -> None:
        """Rows of another edition: a group's single row, a group's parts, or nothing of ours."""
        by_group: dict[str, list[RowReading]] = {}
        for row in rows.values():
            foreign = [a for a in row.addresses if a not in self.edition.address_set]
            if not foreign:
                continue
            if self._spread(row):
                continue
            target = self._row_of_group(row)
            if target:
                by_group.setdefault(target, []).append(row)
            else:
                self._remark_unplaced(row, foreign)
        for target, parts in by_group.items():
            self._place_sum(target, parts)

    def _spread(self, row: RowReading) -> bool:
        """A group printed as one row. True where the row is one.

        All zero, each of its rows is zero; else nobody knows which of them the figures belong
        to: they stay blank, and each says why.
        """
        table = self.edition.tables[row.addresses[0].table]
        group = letters(row.run.label)
        parts = [r for r in table.rows.values() if r.group and letters(r.group) == group]
        if not parts:
            return False
        if any(token is None or token.value != 0 for token in row.choices[0]):
            self.remarks.extend(_undivided(row, table.key, parts))
            return True
        for part in parts:
            for column in part.areas:
                address = Address(table.key, part.key, column)
                self.cells.setdefault(address, 0)
                self.origins.setdefault(str(address), row.run.origin)
        self.remarks.append(
            Remark(
                "row.spread",
                f"原文件把“{row.run.label}”印成一行，全是 0，下面各行都填 0。",
                f"{table.key}.{parts[0].key}",
            )
        )
        return True

    def _row_of_group(self, row: RowReading) -> str | None:
        """The row of this edition that takes a whole group which the paper prints in parts."""
        address = row.addresses[0]
        table = self.edition.tables[address.table]
        group = self.foreign_groups.get((address.table, address.row), "")
        return next(
            (r.key for r in table.rows.values() if group and letters(r.label) == group), None
        )

    def _place_sum(self, target: str, parts: list[RowReading]) -> None:
        table = parts[0].addresses[0].table
        for number, address in enumerate(parts[0].addresses):
            values = [part.choices[0][number] for part in parts]
            known = [token.value for token in values if token is not None]
            numbers = [value for value in known if is_number(value)]
            if len(numbers) != len(values):
                continue
            place = Address(table, target, address.column)
            self.cells[place] = sum(numbers)  # type: ignore[arg-type]
            self.origins[str(place)] = parts[0].run.origin
        labels = "、".join(f"“{part.run.label}”" for part in parts)
        self.remarks.append(
            Remark("row.summed", f"原文件分成{labels}几行，已合计填入一行。", f"{table}.{target}")
        )

    def _remark_unplaced(self, row: RowReading, foreign: list[Address]) -> None:
        figures = "、".join(
            _shown(token)
            for address, token in zip(row.addresses, row.choices[0], strict=True)
            if address in foreign
        )
        if not any(row.choices[0]):
            return
        text = f"原文件中“{row.run.label}”的“{figures}”在这一版表里没有对应的格，没有填入。"
        self.remarks.append(Remark("row.unplaced", text, row.run.origin))


def _undivided(row: RowReading, table: str, parts: Sequence[Row]) -> Iterator[Remark]:
    """What each row of a group is told whose figures stand in one row."""
    if not any(row.choices[0]):
        return
    names = "、".join(f"“{part.name}”" for part in parts)
    told = "、".join(_shown(token) for token in row.choices[0])
    for part in parts:
        text = (
            f"“{part.name}”没有单独的数：原文件把{names}合成“{row.run.label}”一行（{told}），"
            "看不出各是多少，已留空，请按台账填写。"
        )
        yield Remark("cells.ambiguous", text, f"{table}.{part.key}")


def _shown(token: Token | None) -> str:
    return "（空）" if token is None else token.text + token.unit


def unknown_rows(runs: Iterable[RowRun]) -> list[Remark]:
    """A remark on figures and marks whose row was not recognised; none where there are none."""
    strange = [
        run for run in runs if any(c and (is_number(c.value) or is_mark(c.text)) for c in run.cells)
    ]
    if not strange:
        return []
    rows = [f"{run.label} {figures(run)}".strip() for run in strange]
    more = f"……共 {len(rows)} 行" if len(rows) > _SHOWN_READINGS else ""
    shown = "；".join(rows[:_SHOWN_READINGS])
    text = f"有几行认不出是哪一项，没有填入：{shown}{more}"
    return [Remark("row.unknown", text, strange[0].origin, "\n".join(rows))]


def figures(run: RowRun) -> str:
    """The figures of a row as they stood, blanks left out."""
    return " ".join(_shown(cell) for cell in run.cells if cell)
