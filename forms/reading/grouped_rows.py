"""A table whose rows are groups of columns printed side by side: part four.

The labels of the groups come first, in any mixture with column labels, then the figures of
all groups that were named since the last figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from forms.document import GridCell
from forms.reading.cell_text import Token, exact_cell, in_half_width, read_cells, read_tokens
from forms.reading.grid_rows import GridHeader, TableRow, columns_of, run_of_cells
from forms.reading.labels import TableLabels
from forms.reading.row_runs import RowRun
from forms.reading.tape import Tape
from forms.reading.text_rows import Hit, stand_by_line


@dataclass(frozen=True)
class _Event:
    """A label or a row of figures, in reading order."""

    place: int
    groups: tuple[str, ...] = ()
    run: RowRun | None = None
    column: int = 0


def group_runs(
    tape: Tape, hits: Sequence[Hit], end: int, rows: Sequence[TableRow], labels: TableLabels
) -> Iterator[RowRun]:
    """The rows of figures, each with the groups that it speaks of, in the order named."""
    events = [*_text_events(tape, hits, end, labels), *_grid_events(rows, labels)]
    named: dict[str, int] = {}
    for event in sorted(events, key=lambda event: event.place):
        for group in event.groups:
            named.setdefault(group, event.column)
        if event.run is not None and event.run.rows:
            for row in event.run.rows:
                named.pop(row, None)
            yield event.run
        elif event.run is not None:
            # Side by side in a grid, they stand in the order of their columns.
            in_order = tuple(sorted(named, key=lambda group: named[group]))
            yield replace(event.run, rows=in_order)
            named = {}


def _text_events(
    tape: Tape, hits: Sequence[Hit], end: int, labels: TableLabels
) -> Iterator[_Event]:
    text = in_half_width(tape.text)
    for number, hit in enumerate(hits):
        gap_end = hits[number + 1].start if number + 1 < len(hits) else end
        yield _Event(hit.start, groups=hit.meaning.rows)
        place = hit.end
        while place < gap_end:
            cells, celled, after = _figures(text, place, gap_end)
            if not any(cells):
                break
            origin = tape.origin(after - 1)
            by_line = not celled and stand_by_line(text, place, after, len(cells))
            run = RowRun(
                labels.key, (), tuple(cells), celled, hit.end, after, origin, is_by_line=by_line
            )
            yield _Event(place, run=run)
            place = after


def _figures(text: str, start: int, end: int) -> tuple[list[Token | None], bool, int]:
    """The next figures between two labels: a row of tabs, or figures in running text."""
    place = start
    is_first = True
    for line in text[start:end].split("\n"):
        cells_text = line.partition("\t")[2] if is_first else line
        if "\t" in line and any(character.isdigit() for character in cells_text):
            cells = read_cells(cells_text)
            if cells is not None:
                return cells, True, place + len(line)
        place += len(line) + 1
        is_first = False
    tokens, after = read_tokens(text, start, end)
    return list(tokens), False, after


def _grid_events(rows: Sequence[TableRow], labels: TableLabels) -> Iterator[_Event]:
    header = GridHeader()
    groups: dict[int, str] = {}
    for found in rows:
        if found.row.grid != header.grid:
            header, groups = GridHeader(found.row.grid), {}
        place = found.row.place
        header.note(found, labels)
        for cell in found.row.cells:
            meaning = labels.meaning(cell.text)
            if meaning and meaning.rows:
                if len(meaning.rows) == 1:
                    groups.update(dict.fromkeys(columns_of(cell), meaning.rows[0]))
                yield _Event(place, groups=meaning.rows, column=cell.column)
        cells = tuple(exact_cell(cell.text) for cell in found.values)
        if any(cell and cell.text[-1].isdigit() for cell in cells) or (
            not found.labels and any(cells)
        ):
            for run in _runs_by_group(found, header, groups, labels.key):
                yield _Event(place, run=run)


def _runs_by_group(
    found: TableRow, header: GridHeader, groups: Mapping[int, str], table: str
) -> list[RowRun]:
    """A run for each group under whose label figures stand; one for all where that is unsure."""
    by_group: dict[str, list[GridCell]] = {}
    for cell in found.values:
        over = {groups.get(column, "") for column in columns_of(cell)}
        if len(over) == 1 and (group := over.pop()):
            by_group.setdefault(group, []).append(cell)
        elif cell.text.strip():
            by_group.clear()
            break
    if len(by_group) < 2:
        return [run_of_cells(found, found.values, GridHeader(), table, ())]
    return [run_of_cells(found, cells, header, table, (key,)) for key, cells in by_group.items()]
