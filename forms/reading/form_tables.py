"""The tables of the form in a paper: found, keyed, cut apart, and laid into cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from forms.cells import Address
from forms.edition import CellType, Edition
from forms.reading.grid_rows import TableRow, grid_runs, in_their_part, table_rows
from forms.reading.grouped_rows import group_runs
from forms.reading.labels import LabelBook, TableLabels, letters
from forms.reading.placed_cells import PlacedCells, figures, unknown_rows
from forms.reading.row_cells import RowReading, decide_by_table, read_row
from forms.reading.row_keys import KeyedRows, key_rows
from forms.reading.row_runs import RowRun
from forms.reading.tape import Tape
from forms.reading.text_rows import Hit, find_hits, text_rows
from forms.report import Remark

Stretch = tuple[int, int]

_NEAR = 30
_FEWEST_LABELS = 4
_FEWEST_HEADS = 2
_MOST_BETWEEN = 6


@dataclass
class FoundTable:
    """What a paper holds of one table: labels in running text, rows of exact grids."""

    labels: TableLabels
    hits: list[Hit]
    rows: list[TableRow]
    region: Stretch
    used: list[Stretch] = field(default_factory=list)
    """stretches of the tape that the rows took up"""
    elsewhere: list[TableRow] = field(default_factory=list)
    """rows of the same names in a small table of the prose, which are none of this one"""

    def seen(self) -> set[str]:
        """Every spelling of a label that was found."""
        in_grids = {letters(text) for row in self.rows for text in row.labels}
        spellings = {hit.spelling for hit in self.hits} | in_grids
        return spellings.intersection(self.labels.meanings)

    def is_there(self) -> bool:
        """True for a table; False for a sentence that happens to name some of its rows."""
        heads = [name for name in self.seen() if not self.labels.meanings[name].rows]
        return len(self.seen()) >= _FEWEST_LABELS and len(heads) >= _FEWEST_HEADS

    def extent(self) -> Stretch | None:
        """The stretch of the tape from the first label to the last figure; None where empty."""
        if not self.hits:
            return None
        if self.used:
            return (min(self.hits[0].start, self.used[0][0]), max(end for _, end in self.used))
        chain = _longest_chain(self.hits, _MOST_BETWEEN)
        return (chain[0].start, chain[-1].end) if len(chain) >= _FEWEST_LABELS else None


@dataclass
class Repeats:
    """Rows that stood again: with other figures, and with the same ones."""

    others: int = 0
    copies: int = 0


def find_tables(tape: Tape, book: LabelBook, zones: Mapping[str, Stretch]) -> dict[str, FoundTable]:
    """Each table of the form, looked for in its part, else anywhere. ``zones``: by table."""
    by_table: dict[str, list[TableRow]] = {key: [] for key in book.tables}
    for row in table_rows(tape.rows, book):
        by_table[row.table].append(row)
    found: dict[str, FoundTable] = {}
    for key, labels in book.tables.items():
        region = zones.get(key, (0, 0))
        hits = _from_table_head(tape, find_hits(tape, labels, *region))
        if len(hits) < _FEWEST_LABELS and not by_table[key]:
            region, hits = _anywhere(tape, labels)
        rows, elsewhere = in_their_part(by_table[key], labels, region)
        table = FoundTable(labels, hits, rows, region, elsewhere=elsewhere)
        found[key] = table if table.is_there() else FoundTable(labels, [], [], region)
    _keep_apart(found)
    return found


def _from_table_head(tape: Tape, hits: list[Hit]) -> list[Hit]:
    """The hits from the first head of a table on: prose before it may name rows as well."""
    for number, (hit, following) in enumerate(pairwise(hits)):
        if not hit.meaning.rows and following.start - hit.end < _NEAR:
            first = number
            while first and not tape.text[hits[first - 1].end : hits[first].start].strip():
                first -= 1
            return hits[first:]
    return hits


def _anywhere(tape: Tape, labels: TableLabels) -> tuple[Stretch, list[Hit]]:
    """The longest chain of labels on the whole tape; nothing where it is too short."""
    chain = _longest_chain(find_hits(tape, labels, 0, len(tape.text)), 4 * _NEAR)
    if len(chain) < 2 * _FEWEST_LABELS:
        return (0, 0), []
    return (chain[0].start, len(tape.text)), _from_table_head(tape, chain)


def _longest_chain(hits: Sequence[Hit], farthest: int) -> list[Hit]:
    chains: list[list[Hit]] = [[]]
    for hit in hits:
        if chains[-1] and hit.start - chains[-1][-1].end > farthest:
            chains.append([])
        chains[-1].append(hit)
    return max(chains, key=len)


def _keep_apart(found: Mapping[str, FoundTable]) -> None:
    """A table's region ends where the next table begins."""
    starts = sorted(table.hits[0].start for table in found.values() if table.hits)
    for table in found.values():
        if table.hits:
            own = table.hits[0].start
            end = min([start for start in starts if start > own], default=table.region[1])
            end = min(end, table.region[1])
            table.region = (own, end)
            table.hits = [hit for hit in table.hits if hit.start < end]


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
    for run in group_runs(tape, table.hits, table.region[1], table.rows, table.labels):
        known = [row for row in run.rows if row in edition.tables[key].rows and row not in taken]
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
    return re.compile(rf"{name}\s*[（(]\s*(?:单\s*位\s*[:：]\s*)?([万亿千]?\s*元)\s*[)）]")


def _texts_of(rows: Sequence[TableRow]) -> Iterator[str]:
    for row in rows:
        yield from row.labels
