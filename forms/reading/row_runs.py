"""Rows of a table as they were found, before it is known which cell is which."""

from __future__ import annotations

from dataclasses import dataclass

from forms.reading.cell_text import Token

Cells = tuple["Token | None", ...]


@dataclass(frozen=True)
class RowRun:
    """The cells that followed one label, or that stood in a row without a known label.

    ``rows``: the row keys that the label may stand for; empty for an unknown label.
    ``celled``: blank cells are in ``cells`` and every cell is whole; otherwise the cells are
    figures in running text, of which several may have run together into one.
    ``columns``: the column key over each cell, where a header told all of them.
    ``is_doubtful``: a cell holds the figures of several columns and others are blank.
    ``is_spaced``: in running text, white space stands between the label and the figures.
    ``is_by_line``: in running text, each of its several figures has a line of its own.
    ``is_bent``: labels of several header rows name the columns; lost spans shift them.
    ``start`` and ``end`` are on the tape.
    """

    table: str
    rows: tuple[str, ...]
    cells: Cells
    celled: bool
    start: int
    end: int
    origin: str
    label: str = ""
    columns: tuple[str | None, ...] = ()
    is_doubtful: bool = False
    is_spaced: bool = False
    is_by_line: bool = False
    is_bent: bool = False
