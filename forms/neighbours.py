"""Which cells stand in one line of the printed form, and which stand side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from forms.cells import Address

if TYPE_CHECKING:
    from forms.edition import Area, Edition


class Neighbours:
    """The printed rows and columns of some tables. Ask ``Edition.neighbours``, which keeps them.

    ``lines`` are the cells of a printed row from left to right, or of a printed column from
    top to bottom.
    """

    def __init__(self, edition: Edition, tables: Iterable[str]) -> None:
        self.lines: list[list[Address]] = []
        self._lines_of: dict[Address, list[int]] = {}
        self._place: dict[tuple[Address, int], int] = {}
        for key in tables:
            areas = {
                Address(key, row.key, column): area
                for row in edition.tables[key].rows.values()
                for column, area in row.areas.items()
            }
            self._add(areas, by_row=True)
            self._add(areas, by_row=False)

    def _add(self, areas: dict[Address, Area], by_row: bool) -> None:
        found: dict[tuple[int, int], list[tuple[int, Address]]] = {}
        for address, area in areas.items():
            if by_row:
                line, place = (area.row, area.row_span), area.column
            else:
                line, place = (area.column, area.column_span), area.row
            found.setdefault(line, []).append((place, address))
        for cells in found.values():
            number = len(self.lines)
            line_cells = [address for _, address in sorted(cells)]
            self.lines.append(line_cells)
            for place, address in enumerate(line_cells):
                self._lines_of.setdefault(address, []).append(number)
                self._place[address, number] = place

    def distance(self, one: Address, other: Address) -> int | None:
        """Steps between two cells of one line; None where they share none."""
        for number in self._lines_of.get(one, ()):
            if number in self._lines_of.get(other, ()):
                return abs(self._place[one, number] - self._place[other, number])
        return None

    def beside(self, address: Address) -> list[Address]:
        """The cells left, right, above and below."""
        found = []
        for number in self._lines_of.get(address, ()):
            line, place = self.lines[number], self._place[address, number]
            found += line[max(place - 1, 0) : place] + line[place + 1 : place + 2]
        return found

    def lines_with(self, cells: Iterable[Address], count: int) -> list[list[Address]]:
        """The lines that at least so many of the cells stand in, in the order of the cells."""
        crossed: dict[int, int] = {}
        for cell in cells:
            for number in self._lines_of.get(cell, ()):
                crossed[number] = crossed.get(number, 0) + 1
        return [self.lines[number] for number, found in crossed.items() if found >= count]
