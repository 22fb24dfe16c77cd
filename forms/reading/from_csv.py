"""Text whose cells are parted by commas (.csv), as a workbook saves it → blocks."""

from __future__ import annotations

import csv
from collections import Counter

from forms.document import Block
from forms.errors import Cause, UnreadableFile
from forms.reading.grid_building import LARGEST_GRID, GridTooLarge
from forms.reading.line_joining import trimmed
from forms.reading.sheet_blocks import Place, Sheet, sheet_blocks
from forms.reading.sheet_merges import MOST_CELLS

_FEWEST_ROWS = 10
_FEWEST_COMMAS = 3
_NAME = "表格"


def is_csv(lines: list[str], name: str) -> bool:
    """True for a file of that name, and where many lines have as many figures between commas."""
    if name.lower().endswith(".csv"):
        return any("," in line for line in lines)
    rows = [line.split(",") for line in lines if line.count(",") >= _FEWEST_COMMAS]
    tabular = (len(row) for row in rows if 2 * sum(map(_is_figure, row)) >= len(row))
    return any(count >= _FEWEST_ROWS for count in Counter(tabular).values())


def _is_figure(cell: str) -> bool:
    return not cell or cell.strip('" ').replace(".", "").isdecimal()


def blocks(lines: list[str], name: str) -> list[Block]:
    """The cells as those of a sheet without borders. Raises UnreadableFile (TOO_LARGE)."""
    try:
        rows = list(csv.reader(lines))
    except csv.Error as error:
        raise UnreadableFile(name, Cause.TOO_LARGE, str(error)) from error
    if sum(map(len, rows)) > LARGEST_GRID:
        raise UnreadableFile(name, Cause.TOO_LARGE, "cells")
    texts = {
        Place(row, column): text
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
        if trimmed(text)
    }
    if len(texts) > MOST_CELLS:
        raise UnreadableFile(name, Cause.TOO_LARGE, "cells")
    try:
        return sheet_blocks(Sheet(_NAME, texts))
    except GridTooLarge as error:
        raise UnreadableFile(name, Cause.TOO_LARGE, str(error)) from error
