"""The rows of cells between commas (; tabs), where a quote may have lost its other half.

A program that saves a workbook puts what holds the sign, a quote or a line end between quotes.
By the letter, one quote without its other half makes one cell of all that follows it.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

SIGNS = (",", ";", "\t")
"""What may stand between cells, the commonest first."""
_QUOTED = {
    sign: re.compile(rf'{space}*"([^"]*(?:""[^"]*)*)"{space}*(?={sign}|\n|\Z)')
    for sign, space in zip(SIGNS, (r"[ \t]", r"[ \t]", "[ ]"), strict=True)
}
_PLAIN = {sign: re.compile(rf"[^{sign}\n]*") for sign in SIGNS}
_LONGEST_OF_SHEET = 32_767
"""Characters that a cell of a workbook can hold."""
_LONGEST = 131_072
_FEWEST_SIGNS = 3


class TooLong(ValueError):
    """A cell is longer than any cell; the argument is its length."""


@dataclass
class Row:
    """One row. ``number`` is its first line, from 1; ``stray`` the first cell that a quote
    without its other half begins, None where there is none.
    """

    number: int
    cells: list[str] = field(default_factory=list)
    stray: int | None = None
    is_certain: bool = True
    """False where cells were left blank: where they end is not known."""


def csv_rows(lines: Sequence[str], most_cells: int, sign: str = ",") -> list[Row]:
    """The rows in their order; it stops behind ``most_cells``. Raises TooLong.

    ``sign``, one of ``SIGNS``, stands between the cells.

    A quote without its other half is read as any other character, so that each line is a row
    again. Whether its line then has as many cells as the next row above or below shows if all
    are where they belong; if not, the cells from the quote on are left blank.
    """
    rows: list[Row] = []
    count = 0
    for row in _as_written(lines, sign):
        rows.append(row)
        count += len(row.cells)
        if count > most_cells:
            break
    beside = zip(_widths_before(rows), reversed(_widths_before(rows[::-1])), strict=True)
    for row, widths in zip(rows, list(beside), strict=True):
        if row.stray is not None:
            _settle(row, row.stray, widths, sign)
    return rows


def _widths_before(rows: Sequence[Row]) -> list[int]:
    """For each row how many cells the nearest sound row of a table before it has."""
    widths, latest = [], 0
    for row in rows:
        widths.append(latest)
        if row.stray is None and len(row.cells) > 1:
            latest = len(row.cells)
    return widths


def is_figure(cell: str) -> bool:
    """True for what may stand in a column of figures: one, or nothing."""
    return not cell or cell.strip('" ').replace(".", "").replace(",", "").isdecimal()


def is_row(line: str, sign: str) -> bool:
    """True for a line of cells, at least half of them figures."""
    cells = line.split(sign)
    return len(cells) > _FEWEST_SIGNS and 2 * sum(map(is_figure, cells)) >= len(cells)


def _as_written(lines: Sequence[str], sign: str) -> Iterator[Row]:
    text = "\n".join(lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    at = 0
    while at < len(lines):
        row = Row(at + 1)
        if '"' in lines[at]:
            end = _read_quoted(text, starts[at], row, sign)
            at = bisect_right(starts, end)
        else:
            row.cells = lines[at].split(sign)
            at += 1
        longest = max(map(len, row.cells))
        if longest > _LONGEST:
            raise TooLong(str(longest))
        yield row


def _read_quoted(text: str, start: int, row: Row, sign: str) -> int:
    """Fill the row with the cells from ``start`` on; the place of the line end behind it."""
    while True:
        found = _QUOTED[sign].match(text, start)
        if found and not _holds_rows(found[1], sign):
            row.cells.append(found[1].replace('""', '"'))
        else:
            found = _PLAIN[sign].match(text, start)
            assert found is not None
            row.cells.append(_without_halves(found[0], row, sign))
        start = found.end()
        if text[start : start + 1] != sign:
            return start
        start += 1


def _holds_rows(cell: str, sign: str) -> bool:
    """True for a cell that swallowed rows: its other half belongs to another cell."""
    if "\n" not in cell:
        return False
    lines = cell.split("\n")
    return len(cell) > _LONGEST_OF_SHEET or any(
        is_row(line, sign) and line.strip(sign) for line in lines
    )


def _without_halves(cell: str, row: Row, sign: str) -> str:
    if not cell.lstrip(" \t").startswith('"') or len(cell) > _LONGEST:
        return cell
    if cell.count('"') % 2 == 0:
        # "甲"乙 is 甲乙 to every program.
        return next(csv.reader([cell], delimiter=sign, skipinitialspace=True))[0]
    row.stray = len(row.cells) if row.stray is None else row.stray
    return cell.lstrip(" \t")[1:]


def _settle(row: Row, stray: int, widths: tuple[int, int], sign: str) -> None:
    """Keep the cells behind a stray quote where none of them can belong to another column."""
    if len(row.cells) in widths or stray == len(row.cells) - 1:
        return
    rest = row.cells[stray:]
    if any(character.isdecimal() for cell in rest[1:] for character in cell):
        row.cells[stray:] = [""] * len(rest)
        row.is_certain = False
    else:
        # Prose: its signs are its own.
        row.cells[stray:] = [sign.join(rest)]
