"""Text whose cells commas, semicolons or tabs part (.csv), as a workbook saves it → Document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from forms.document import Document
from forms.errors import Cause, UnreadableFile
from forms.reading.csv_rows import SIGNS, Row, TooLong, csv_rows, is_row
from forms.reading.grid_building import LARGEST_GRID, GridTooLarge
from forms.reading.line_joining import trimmed
from forms.reading.sheet_blocks import Place, Sheet, sheet_blocks
from forms.reading.sheet_merges import MOST_CELLS
from forms.report import Remark

_FEWEST_ROWS = 10
_FEWEST_IN_CSV = 3
_MOST_TOLD = 5
_NAME = "表格"


def sign_between_cells(lines: list[str], name: str) -> str:
    """The sign that parts most rows of figures; empty for text that is no table as a whole.

    In a file named .csv few rows suffice, for a comma none; else many must be equally long.
    """
    if not name.lower().endswith(".csv"):
        # Tabs within a text part its tables alone.
        found = {sign: _most_alike(lines, sign) for sign in SIGNS if sign != "\t"}
        sign = max(found, key=found.__getitem__)
        return sign if found[sign] >= _FEWEST_ROWS else ""
    found = {sign: sum(is_row(line, sign) for line in lines) for sign in SIGNS}
    sign = max(found, key=found.__getitem__)
    if found[sign] >= _FEWEST_IN_CSV:
        return sign
    return "," if any("," in line for line in lines) else ""


def _most_alike(lines: list[str], sign: str) -> int:
    """How many rows of figures have the same number of cells."""
    return max(
        Counter(line.count(sign) for line in lines if is_row(line, sign)).values(), default=0
    )


def read(lines: list[str], name: str, sign: str = ",", *, is_cut: bool = False) -> Document:
    """The cells as those of a sheet without borders. Raises UnreadableFile (TOO_LARGE)."""
    try:
        rows = csv_rows(lines, LARGEST_GRID, sign)
    except TooLong as error:
        raise UnreadableFile(name, Cause.TOO_LARGE, str(error)) from error
    if sum(len(row.cells) for row in rows) > LARGEST_GRID:
        raise UnreadableFile(name, Cause.TOO_LARGE, "cells")
    texts = {
        Place(at, column): text
        for at, row in enumerate(rows)
        for column, text in enumerate(row.cells)
        if trimmed(text)
    }
    if len(texts) > MOST_CELLS:
        raise UnreadableFile(name, Cause.TOO_LARGE, "cells")
    try:
        blocks = sheet_blocks(Sheet(_NAME, texts))
    except GridTooLarge as error:
        raise UnreadableFile(name, Cause.TOO_LARGE, str(error)) from error
    return Document(tuple(blocks), is_cut=is_cut, remarks=_remarks(rows))


def _remarks(rows: Sequence[Row]) -> tuple[Remark, ...]:
    """What became of quotes without their other half."""
    stray = [row for row in rows if row.stray is not None]
    kept = "{}的引号不成对，已当作普通文字读入，请对照原文件核对。"
    blank = "{}的引号不成对，分不清后面各格，没有读入，请对照原文件填写。"
    return tuple(
        Remark(code, text.format(_lines(found)), f"第 {found[0].number} 行")
        for code, text, found in (
            ("quote.read", kept, [row for row in stray if row.is_certain]),
            ("quote.unread", blank, [row for row in stray if not row.is_certain]),
        )
        if found
    )


def _lines(rows: Sequence[Row]) -> str:
    numbers = "、".join(str(row.number) for row in rows[:_MOST_TOLD])
    return f"第 {numbers} 行" if len(rows) <= _MOST_TOLD else f"第 {numbers} 行等 {len(rows)} 行"
