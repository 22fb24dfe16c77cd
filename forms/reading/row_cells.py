"""A found row → its cells: which figure stands under which column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from forms.cells import Address
from forms.counts import Value, is_number
from forms.edition import Edition
from forms.reading.glued import MOST_READINGS, Reading, RowSum, cut_apart
from forms.reading.narrowing import narrowed
from forms.reading.row_runs import Cells, RowRun
from forms.rules import Operator, Relation

_MOST_COMBINATIONS = 4_000
_PAGE = "页"


@dataclass(frozen=True)
class RowReading:
    """What a row may say: no reading, one (certain) or several (ambiguous).

    ``cut``: figures that had run together were cut apart to get there.
    """

    addresses: tuple[Address, ...]
    choices: tuple[Reading, ...]
    run: RowRun
    cut: bool = False

    @property
    def is_certain(self) -> bool:
        """True where there is exactly one reading."""
        return len(self.choices) == 1


def read_row(
    run: RowRun, addresses: Sequence[Address], edition: Edition, *, stands_apart: bool = False
) -> RowReading:
    """Lay the cells of a run over these addresses (one row, or several printed as one).

    ``stands_apart``: other rows of the paper show that its figures do not run together.
    """
    places = tuple(addresses)
    types = [edition.tables[address.table].column_type(address) for address in places]
    sums = _row_sums(places, edition)
    if run.is_doubtful:
        return RowReading(places, (), run)
    if run.celled:
        return RowReading(places, tuple(_by_place(run, places, sums)), run)
    tokens = [token for token in run.cells if token is not None]
    if len(tokens) == len(places):
        return RowReading(places, (tuple(tokens),), run)
    if not sums and ((stands_apart and run.is_spaced) or _PAGE in run.origin):
        # Where figures of two cells stand apart, as on paper, a cell is blank: none ran together.
        return RowReading(places, (), run)
    if run.is_by_line and len(tokens) < len(places):
        # A blank cell left no line; a figure alone on its line is one cell, whatever adds up.
        return RowReading(places, (), run)
    return RowReading(places, cut_apart(tokens, types, sums), run, cut=True)


def _row_sums(places: tuple[Address, ...], edition: Edition) -> list[RowSum]:
    at = {address: number for number, address in enumerate(places)}
    sums = []
    for address in places:
        relation = edition.totals.get(address)
        if relation is None or any(term.address not in at for term in relation.expected):
            continue
        if all(term.sign == 1 for term in relation.expected):
            parts = tuple(at[term.address] for term in relation.expected)
            sums.append(RowSum(at[address], parts))
    return sums


def _by_place(run: RowRun, places: tuple[Address, ...], sums: Sequence[RowSum]) -> list[Reading]:
    """The ways to lay known cells over the columns: by header, by number, by sliding."""
    cells, count = run.cells, len(places)
    under = {column: cell for column, cell in zip(run.columns, cells, strict=False) if column}
    columns = [address.column for address in places]
    headed = list(dict.fromkeys(column for column in run.columns if column))
    # A merge that a program took apart and filled leaves the same figure under each label.
    laid = {(column, cell) for column, cell in zip(run.columns, cells, strict=False) if column}
    if len(headed) == len(laid) and set(columns) <= set(headed):
        headed_reading = tuple(under[column] for column in columns)
        if run.is_bent and sums and headed != columns and len(cells) == count:
            return _adding_up([headed_reading, tuple(cells)], sums)
        return [headed_reading]
    return _by_order(cells, count)


def _by_order(cells: Cells, count: int) -> list[Reading]:
    """The ways to lay cells over so many columns where no header tells."""
    filled = [number for number, cell in enumerate(cells) if cell is not None]
    if not filled:
        return [(None,) * count]
    if len(cells) == count:
        return [tuple(cells)]
    width, rest = divmod(len(cells), count)
    if not rest and filled == list(range(0, len(cells), width)):
        # Each cell was merged over as many columns of the sheet it was copied from.
        return [tuple(cells[::width])]
    first, last = filled[0], filled[-1]
    if last - first + 1 > count:
        return []
    starts = range(max(0, last - count + 1), min(first, max(0, len(cells) - count)) + 1)
    windows = [tuple(cells[start : start + count]) for start in starts]
    return list(dict.fromkeys(window for window in windows if len(window) == count))


def _adding_up(readings: Sequence[Reading], sums: Sequence[RowSum]) -> list[Reading]:
    """Those whose sums hold; all where none does."""
    different = list(dict.fromkeys(readings))
    return [one for one in different if all(row.holds(one) for row in sums)] or different


def decide_by_table(rows: Mapping[str, RowReading], edition: Edition) -> dict[str, RowReading]:
    """Rows with several readings, decided where the sums over the whole table leave but one."""
    # Where the readings were too many to find them all, the true one may be missing.
    open_rows = {key: row for key, row in rows.items() if 1 < len(row.choices) < MOST_READINGS}
    decided = dict(rows)
    if not open_rows:
        return decided
    known: dict[Address, Value] = {}
    for row in rows.values():
        if row.is_certain:
            known.update(_values(row.addresses, row.choices[0]))
    relations = _relations(open_rows, known, edition)
    if not relations:
        return decided
    open_rows = _narrowed(open_rows, known, relations)
    decided.update(open_rows)
    combinations = list(
        islice(product(*(row.choices for row in open_rows.values())), _MOST_COMBINATIONS + 1)
    )
    if len(combinations) > _MOST_COMBINATIONS:
        return decided
    fitting = [one for one in combinations if _fits(one, open_rows, known, relations)]
    for number, (key, row) in enumerate(open_rows.items()):
        left = tuple(dict.fromkeys(one[number] for one in fitting))
        if left:
            decided[key] = RowReading(row.addresses, left, row.run, row.cut)
    return decided


def _narrowed(
    open_rows: Mapping[str, RowReading], known: Mapping[Address, Value], relations: list[Relation]
) -> dict[str, RowReading]:
    """The rows without the readings that no relation allows by itself."""
    readings = [
        [_values(row.addresses, choice) for choice in row.choices] for row in open_rows.values()
    ]
    left = narrowed(readings, known, relations)
    return {
        key: replace(row, choices=tuple(row.choices[number] for number in numbers))
        for (key, row), numbers in zip(open_rows.items(), left, strict=True)
    }


def _values(addresses: tuple[Address, ...], reading: Reading) -> dict[Address, Value]:
    return {
        address: token.value if token else None
        for address, token in zip(addresses, reading, strict=True)
    }


def _relations(
    open_rows: Mapping[str, RowReading], known: Mapping[Address, Value], edition: Edition
) -> list[Relation]:
    """The relations that speak of an open row and of nothing that is blank or no number."""
    unknown = {address for row in open_rows.values() for address in row.addresses}
    return [
        relation
        for relation in edition.relations
        if relation.operator is Operator.EQUAL
        and not relation.crosses_years
        and any(address in unknown for address in relation.cells)
        and all(address in unknown or is_number(known.get(address)) for address in relation.cells)
    ]


def _fits(
    combination: tuple[Reading, ...],
    open_rows: Mapping[str, RowReading],
    known: Mapping[Address, Value],
    relations: list[Relation],
) -> bool:
    values = dict(known)
    for row, reading in zip(open_rows.values(), combination, strict=True):
        values.update(_values(row.addresses, reading))
    return all(_holds(relation, values) for relation in relations)


def _holds(relation: Relation, values: Mapping[Address, Value]) -> bool:
    difference = 0
    for sign, side in ((1, relation.expected), (-1, relation.actual)):
        for term in side:
            value = values.get(term.address)
            if value is None or isinstance(value, str):
                return False
            difference += sign * term.sign * value  # type: ignore[assignment]
    return difference == 0
