"""The tables of the form in a paper: where each stands, and which rows are its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from forms.reading.grid_rows import (
    TableRow,
    in_their_part,
    table_rows,
)
from forms.reading.labels import LabelBook, TableLabels, letters
from forms.reading.tape import Tape
from forms.reading.text_rows import Hit, find_hits

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
    loose: list[TableRow] = field(default_factory=list)
    """figures without labels in the part of a table of which nothing else was found"""

    def seen(self) -> set[str]:
        """Every spelling of a label that was found."""
        in_grids = {letters(text) for row in self.rows for text in row.labels}
        spellings = {hit.spelling for hit in self.hits} | in_grids
        return spellings.intersection(self.labels.meanings)

    @property
    def is_found(self) -> bool:
        """True where anything of it was found."""
        return bool(self.hits or self.rows or self.loose)

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


def find_tables(tape: Tape, book: LabelBook, zones: Mapping[str, Stretch]) -> dict[str, FoundTable]:
    """Each table of the form, looked for in its part, else anywhere. ``zones``: by table."""
    by_table: dict[str, list[TableRow]] = {key: [] for key in book.tables}
    for row in table_rows(tape.rows, book):
        by_table[row.table if row.labels else _owner(row, zones)].append(row)
    found: dict[str, FoundTable] = {}
    for key, labels in book.tables.items():
        region = zones.get(key, (0, 0))
        hits = _from_table_head(tape, find_hits(tape, labels, *region))
        if len(hits) < _FEWEST_LABELS and not by_table[key]:
            region, hits = _anywhere(tape, labels)
        rows, elsewhere = in_their_part(by_table[key], labels, region)
        table = FoundTable(labels, hits, rows, region, elsewhere=elsewhere)
        if not table.is_there():
            loose = [row for row in rows if not row.labels]
            table = FoundTable(labels, [], [], region, loose=loose)
        found[key] = table
    _keep_apart(found)
    return found


def _owner(row: TableRow, zones: Mapping[str, Stretch]) -> str:
    """The table in whose part a row without labels stands."""
    place = row.row.place
    return next((key for key, (start, end) in zones.items() if start <= place < end), row.table)


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
