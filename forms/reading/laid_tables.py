"""The tables that were found in a paper → the report's cells: keyed, cut apart, laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.cells import Address
from forms.counts import is_number
from forms.edition import CellType, Edition
from forms.reading.cell_text import is_mark
from forms.reading.form_tables import FoundTable
from forms.reading.grid_rows import GridHeader, TableRow, grid_runs, run_of_cells
from forms.reading.grouped_rows import group_runs
from forms.reading.labels import letters
from forms.reading.placed_cells import PlacedCells, figures, unknown_rows
from forms.reading.row_cells import RowReading, decide_by_table, read_row
from forms.reading.row_keys import KeyedRows, key_rows
from forms.reading.row_runs import RowRun
from forms.reading.tape import Tape
from forms.reading.text_rows import text_rows
from forms.report import Remark


@dataclass
class Repeats:
    """Rows that stood again: with other figures, and with the same ones."""

    others: int = 0
    copies: int = 0


def place_tables(
    tape: Tape, found: Mapping[str, FoundTable], edition: Edition, editions: Mapping[str, Edition]
) -> tuple[PlacedCells, Repeats]:
    """All tables laid into cells; and how many rows stood more than once."""
    placed = PlacedCells(
        edition,
        column_units=_column_units(tape, found, edition),
        foreign_groups=_groups(editions),
    )
    repeats = Repeats()
    stands_apart = any(_has_figures_apart(tape, table) for table in found.values())
    for key, table in found.items():
        if key not in edition.tables:
            continue
        if _is_grouped(edition, key):
            placed.place(_grouped_readings(tape, table, edition, placed.remarks))
            continue
        runs = [*text_rows(tape, table.labels, table.hits, table.region[1])]
        runs.extend(grid_runs(table.rows, table.labels))
        runs.sort(key=lambda run: run.start)
        owner = _best_edition(runs, key, edition, editions)
        keyed = key_rows(runs, table.labels, list(owner.tables[key].rows))
        repeats.others += len(keyed.repeated)
        repeats.copies += keyed.copies
        table.used = [(run.start, run.end) for run in keyed.rows.values() if run.end > run.start]
        _remark_keys(keyed, placed)
        _remark_elsewhere(table, placed)
        placed.place(_readings(keyed, table, edition, owner, editions, stands_apart=stands_apart))
    return placed, repeats


def _is_grouped(edition: Edition, key: str) -> bool:
    return all(row.label_area is None for row in edition.tables[key].rows.values())


def _best_edition(
    runs: Sequence[RowRun], key: str, edition: Edition, editions: Mapping[str, Edition]
) -> Edition:
    """The edition whose rows this table has: papers mix the tables of two editions."""
    rows = {row for run in runs for row in run.rows}

    def fit(candidate: Edition) -> tuple[int, bool]:
        known = rows.intersection(candidate.tables[key].rows)
        return (len(known), candidate.key == edition.key)

    return max((one for one in editions.values() if key in one.tables), key=fit)


def _readings(
    keyed: KeyedRows,
    table: FoundTable,
    edition: Edition,
    owner: Edition,
    editions: Mapping[str, Edition],
    *,
    stands_apart: bool,
) -> dict[str, RowReading]:
    rows: dict[str, RowReading] = {}
    name, seen = table.labels.key, table.seen()
    shown = {key for key, own in table.labels.own.items() if seen.intersection(own)} | {owner.key}
    for key, run in keyed.rows.items():
        possible = [edition, owner, *editions.values()]
        homes = [one for one in possible if key in one.tables[name].rows]
        addresses = _addresses(homes[0], name, key)
        rows[key] = read_row(run, addresses, homes[0], stands_apart=stands_apart)
        # Another edition's columns only where the paper shows them, by labels or by number.
        has_more = len(run.cells) > len(addresses)
        for other in [one for one in homes[1:] if has_more or one.key in shown]:
            if not rows[key].choices:
                rows[key] = read_row(
                    run, _addresses(other, name, key), other, stands_apart=stands_apart
                )
    return decide_by_table(rows, owner)


def _has_figures_apart(tape: Tape, table: FoundTable) -> bool:
    """True where a row of running text has spaces behind its label and between its figures.

    A figure with a sign stands apart from the one before it in any case.
    """
    return any(
        run.is_spaced
        and len(run.cells) > 1
        and all(cell and cell.text.isdecimal() for cell in run.cells)
        for run in text_rows(tape, table.labels, table.hits, table.region[1])
    )


def _addresses(edition: Edition, table: str, row: str) -> list[Address]:
    return [Address(table, row, column) for column in edition.tables[table].rows[row].areas]


def _grouped_readings(
    tape: Tape, table: FoundTable, edition: Edition, remarks: list[Remark]
) -> dict[str, RowReading]:
    key = table.labels.key
    rows: dict[str, RowReading] = {}
    taken: set[str] = set()
    strange: list[RowRun] = []
    every = list(edition.tables[key].rows)
    for run in _grouped_runs(tape, table, edition, remarks):
        known = [row for row in run.rows if row in every and row not in taken]
        if not taken and _fills(run, edition, key):
            # As many figures as the whole table has cells: no group's label need be found.
            known = every
        if not known:
            strange.append(run)
            continue
        taken.update(known)
        addresses = [address for row in known for address in _addresses(edition, key, row)]
        rows[known[0]] = read_row(run, addresses, edition)
        if run.end > run.start:
            table.used.append((run.start, run.end))
    remarks.extend(unknown_rows(strange))
    return rows


def _grouped_runs(
    tape: Tape, table: FoundTable, edition: Edition, remarks: list[Remark]
) -> list[RowRun]:
    """The rows of figures; where no label was found, the only one that fills the table."""
    key = table.labels.key
    runs = list(group_runs(tape, table.hits, table.region[1], table.rows, table.labels))
    loose = [run_of_cells(row, row.values, GridHeader(), key, ()) for row in table.loose]
    if runs or len(loose) != 1 or not _fills(loose[0], edition, key):
        return runs or loose
    text = "没有读到这张表的名称，只有一行数，格数与表相同，按表中的顺序填入。"
    first = next(iter(edition.tables[key].rows))
    remarks.append(Remark("label.repaired", text, f"{key}.{first}"))
    return loose


def _fills(run: RowRun, edition: Edition, table: str) -> bool:
    cells = [cell for cell in run.cells if cell is not None]
    return len(cells) == len(edition.tables[table].addresses) and all(
        is_number(cell.value) or is_mark(cell.text) for cell in cells
    )


def _remark_keys(keyed: KeyedRows, placed: PlacedCells) -> None:
    for key, run in keyed.repeated:
        text = f"“{run.label}”在原文件中出现了两次，数字不同，用的是前一次。"
        where = f"{run.table}.{key}"
        placed.remarks.append(Remark("row.repeated", text, where, figures(run)))
    for key in keyed.repaired:
        run = keyed.rows[key]
        name = f"认不出（“{run.label}”）" if run.label else "是空的"
        text = f"这一行的名称{name}，按表中的顺序填入。"
        placed.remarks.append(Remark("label.repaired", text, f"{run.table}.{key}"))
    placed.remarks.extend(unknown_rows(keyed.unknown))


def _remark_elsewhere(table: FoundTable, placed: PlacedCells) -> None:
    for run in grid_runs(table.elsewhere, table.labels):
        if run.rows and figures(run):
            text = f"正文的另一张表里也有“{run.label}”（{figures(run)}），没有采用。"
            where = f"{run.table}.{run.rows[0]}"
            placed.remarks.append(Remark("row.repeated", text, where, figures(run)))


def _groups(editions: Mapping[str, Edition]) -> dict[tuple[str, str], str]:
    return {
        (table.key, row.key): letters(row.group)
        for edition in editions.values()
        for table in edition.tables.values()
        for row in table.rows.values()
        if row.group
    }


def _column_units(
    tape: Tape, found: Mapping[str, FoundTable], edition: Edition
) -> dict[tuple[str, str], str]:
    """Units that the paper prints with the label of a column of money."""
    units: dict[tuple[str, str], str] = {}
    for key, table in found.items():
        if key not in edition.tables:
            continue
        texts = [tape.text[slice(*table.region)], *_texts_of(table.rows)]
        for column in edition.tables[key].columns.values():
            if column.type is CellType.AMOUNT:
                pattern = _unit_behind(column.label)
                unit = next((m[1] for m in map(pattern.search, texts) if m), None)
                if unit:
                    units[key, column.key] = unit
    return units


def _unit_behind(label: str) -> re.Pattern[str]:
    name = r"\s*".join(map(re.escape, re.split(r"[（(]", label)[0]))
    return re.compile(rf"{name}\s*[（(]\s*(?:单\s*位\s*[:：]\s*)?((?:[万亿千]\s*)?元)\s*[)）]")


def _texts_of(rows: Sequence[TableRow]) -> Iterator[str]:
    for row in rows:
        yield from row.labels
