"""A table whose rows are groups of columns printed side by side: part four.

The labels of the groups come first, in any mixture with column labels, then the figures of
all groups that were named since the last figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from forms.reading.cell_text import Token, exact_cell, in_half_width, read_cells, read_tokens
from forms.reading.grid_rows import TableRow
from forms.reading.labels import TableLabels
from forms.reading.row_runs import RowRun
from forms.reading.tape import Tape
from forms.reading.text_rows import Hit


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
        if event.run is not None:
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
            run = RowRun(labels.key, (), tuple(cells), celled, hit.end, after, origin)
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
    for found in rows:
        place = found.row.place
        for cell in found.row.cells:
            meaning = labels.meaning(cell.text)
            if meaning and meaning.rows:
                yield _Event(place, groups=meaning.rows, column=cell.column)
        cells = tuple(exact_cell(cell.text) for cell in found.values)
        if any(cell and cell.text[-1].isdigit() for cell in cells) or (
            not found.labels and any(cells)
        ):
            yield _Event(
                place, run=RowRun(labels.key, (), cells, True, place, place, found.row.origin)
            )
