"""Text whose cells are parted by commas (.csv), as a workbook saves it → blocks."""

from __future__ import annotations

import csv
from collections import Counter

from forms.document import Block
from forms.errors import Cause, UnreadableFile
from forms.reading.grid_building import GridTooLarge
from forms.reading.line_joining import trimmed
from forms.reading.sheet_blocks import Place, Sheet, sheet_blocks

_FEWEST_ROWS = 10
_FEWEST_COMMAS = 3
_NAME = "表格"


def is_csv(lines: list[str], name: str) -> bool:
    """True for a file of that name, and where many lines have the same number of commas.

    Chinese sentences have commas of their own; these are the plain ones.
    """
    if name.lower().endswith(".csv"):
        return any("," in line for line in lines)
    counts = Counter(line.count(",") for line in lines)
    return any(n >= _FEWEST_ROWS for commas, n in counts.items() if commas >= _FEWEST_COMMAS)


def blocks(lines: list[str], name: str) -> list[Block]:
    """The cells as those of a sheet without borders. Raises UnreadableFile (TOO_LARGE)."""
    try:
        rows = list(csv.reader(lines))
    except csv.Error as error:
        raise UnreadableFile(name, Cause.TOO_LARGE, str(error)) from error
    texts = {
        Place(row, column): text
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
        if trimmed(text)
    }
    try:
        return sheet_blocks(Sheet(_NAME, texts))
    except GridTooLarge as error:
        raise UnreadableFile(name, Cause.TOO_LARGE, str(error)) from error
