"""A Document laid out as one tape of text, with the rows of its exact grids beside it.

Ragged tables lie on the tape itself, cells apart by tabs, rows by line ends: nothing but
order is known of them. Rows of exact grids that belong to a table of the form are kept as
rows, with the place on the tape where they stood.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from forms.counts import is_number, read_cell
from forms.document import Document, Grid, GridCell, Paragraph, Style
from forms.reading.cell_text import is_mark
from forms.reading.labels import LabelBook

_LONGEST_LABEL = 80
_FEWEST_FIGURES = 5


@dataclass(frozen=True)
class GridRow:
    """One row of an exact grid. ``grid`` numbers the grids; ``place`` is on the tape."""

    place: int
    grid: int
    cells: tuple[GridCell, ...]
    origin: str


class Line(NamedTuple):
    """One line of the tape: where it stands, where it came from, and what the reader said."""

    start: int
    end: int
    origin: str
    style: Style = Style.BODY
    level: int = 0
    in_grid: bool = False


@dataclass(frozen=True)
class Tape:
    """The whole text, its lines and the rows of exact grids, all in reading order."""

    text: str
    lines: tuple[Line, ...]
    rows: tuple[GridRow, ...]

    def line_at(self, place: int) -> Line | None:
        """The line that covers a place."""
        at = bisect_right(self._starts, place) - 1
        return self.lines[at] if at >= 0 else None

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def origin(self, place: int) -> str:
        """Where in the file a place of the tape stood."""
        line = self.line_at(place)
        return line.origin if line else ""

    def lines_within(self, start: int, end: int) -> Iterator[Line]:
        """The lines between two places, cut to them."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        for line in islice(self.lines, first, None):
            if line.start >= end:
                return
            if line.end > start:
                yield line._replace(start=max(line.start, start), end=min(line.end, end))


@dataclass(frozen=True)
class View:
    """Some characters of a stretch of the tape, and where each of them stands there."""

    text: str
    places: tuple[int, ...]

    def start(self, at: int) -> int:
        """The place on the tape of a character of the view."""
        return self.places[at]

    def end(self, at: int) -> int:
        """The place on the tape behind the last of the characters before ``at``."""
        return self.places[at - 1] + 1


_LETTERS = re.compile(r"[^\W_]|。")
_SEEN = re.compile(r"\S")


def letters_view(text: str, start: int, end: int) -> View:
    """Letters, digits and full stops: what labels are looked for in."""
    return _view(_LETTERS, text, start, end)


def seen_view(text: str, start: int, end: int) -> View:
    """All but white space: what headings are looked for in."""
    return _view(_SEEN, text, start, end)


def _view(kept: re.Pattern[str], text: str, start: int, end: int) -> View:
    places = tuple([found.start() for found in kept.finditer(text, start, end)])
    return View("".join([text[place] for place in places]), places)


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.place = 0
        self.lines: list[Line] = []
        self.rows: list[GridRow] = []

    def write(self, text: str, line: Line) -> None:
        """Append the text; ``line`` says all but where it stands."""
        for piece in text.split("\n"):
            self.lines.append(line._replace(start=self.place, end=self.place + len(piece)))
            self.parts.append(piece + "\n")
            self.place += len(piece) + 1


def lay_on_tape(document: Document, book: LabelBook) -> Tape:
    """The document as a tape."""
    writer = _Writer()
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            writer.write(block.text, Line(0, 0, block.origin, block.style, block.level))
        elif not isinstance(block, Grid):
            continue
        elif block.ragged:
            for row in block.rows():
                origin = next((cell.origin for cell in row if cell.origin), block.origin)
                writer.write(_ragged_line(row), Line(0, 0, origin))
        else:
            _write_grid(writer, block, number, book)
    return Tape("".join(writer.parts), tuple(writer.lines), tuple(writer.rows))


def _ragged_line(row: tuple[GridCell, ...]) -> str:
    return "\t".join(" ".join(cell.text.split()) for cell in row)


def _write_grid(writer: _Writer, grid: Grid, number: int, book: LabelBook) -> None:
    has_labels = any(_may_be_label(cell) and book.is_label(cell.text) for cell in grid.cells)
    for row in grid.rows():
        if not any(cell.text.strip() for cell in row):
            continue
        origin = next((cell.origin for cell in row if cell.origin), grid.origin)
        figures = sum(is_number(read_cell(cell.text).value) for cell in row)
        labelled = any(_may_be_label(cell) and book.is_label(cell.text) for cell in row)
        marks = sum(is_mark(cell.text) for cell in row)
        # Marks in a row of words may be anything; alone they stand for figures.
        alone = sum(1 for cell in row if cell.text.strip()) == figures + marks
        enough = figures + (marks if alone else 0) >= _FEWEST_FIGURES
        if labelled or (figures and has_labels) or enough:
            writer.rows.append(GridRow(writer.place, number, row, origin))
            writer.write("", Line(0, 0, origin))
        else:
            _write_text_row(writer, row, origin)


def _write_text_row(writer: _Writer, row: tuple[GridCell, ...], origin: str) -> None:
    texts = [(cell.text.strip(), cell.origin or origin) for cell in row if cell.text.strip()]
    if all(len(text) <= _LONGEST_LABEL and "\n" not in text for text, _ in texts):
        joined = "\u3000".join(text for text, _ in texts)
        writer.write(joined, Line(0, 0, origin, in_grid=len(texts) > 1))
        return
    for text, place in texts:
        writer.write(text, Line(0, 0, place))


def _may_be_label(cell: GridCell) -> bool:
    return 0 < len(cell.text) <= _LONGEST_LABEL
