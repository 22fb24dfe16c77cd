"""Where a key leads in a table: plain functions over its shape, no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from forms.cells import Address
from ui.table_shape import TableShape


def next_typed(shape: TableShape, address: Address, is_down: bool, back: bool) -> Address | None:
    """The next cell to type after one, column by column or line by line; None at the end.

    Starts also from a total, which is no typed cell itself.
    """
    order: Sequence[Address] = shape.typed_by_column if is_down else shape.typed_by_row

    def place(one: Address) -> tuple[int, int]:
        row, column = shape.place_of(one)
        return (column, row) if is_down else (row, column)

    here = place(address)
    if back:
        return next((one for one in reversed(order) if place(one) < here), None)
    return next((one for one in order if place(one) > here), None)


def end_of_row(shape: TableShape, address: Address, first: bool) -> Address:
    """The first or the last value cell of the line."""
    line = shape.addresses_in_row(shape.place_of(address)[0])
    return line[0] if first else line[-1]


def end_of_table(shape: TableShape, first: bool) -> Address:
    """The first or the last value cell of the table."""
    return shape.by_row[0] if first else shape.by_row[-1]


def some_rows_on(shape: TableShape, address: Address, rows: int) -> Address:
    """The value cell ``rows`` lines below (above where negative), or the last on the way."""
    step = 1 if rows > 0 else -1
    found = address
    for _ in range(abs(rows)):
        following = shape.neighbour(shape.place_of(found), step, 0)
        if following is None:
            break
        found = following
    return found


def shortest_way(shape: TableShape, here: Address, target: Address) -> list[str]:
    """The fewest presses from one cell to another, by the keys' names as Qt and X have them:
    Return or Tab over typed cells only, or the arrows.
    """
    ways = []
    for key, is_down in (("Return", True), ("Tab", False)):
        at: Address | None = here
        presses: list[str] = []
        while at is not None and at != target:
            at = next_typed(shape, at, is_down, False)
            presses.append(key)
        if at == target:
            ways.append(presses)
    if not shape.has_wide_values:
        rows, columns = (shape.place_of(target)[n] - shape.place_of(here)[n] for n in (0, 1))
        down, across = "Down" if rows > 0 else "Up", "Right" if columns > 0 else "Left"
        ways.append([down] * abs(rows) + [across] * abs(columns))
    return min(ways, key=len)
