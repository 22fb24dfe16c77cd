"""The size of a workbook, looked at before openpyxl makes an object of every cell."""

from __future__ import annotations

import re
import zipfile

from forms.errors import Cause, UnreadableFile
from forms.reading.zip_guard import read_entry

MOST_MERGED_CELLS = 200_000
"""All merged areas of a workbook together; the official tables have about two hundred."""

MOST_CELLS = 60_000
"""So many stored cells a workbook may have, all sheets together."""

_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"
)


def refuse_huge_sheets(archive: zipfile.ZipFile, name: str) -> None:
    """Raises UnreadableFile (TOO_LARGE) where cells or merged areas would fill the memory."""
    stored = cells = 0
    for part in archive.namelist():
        if not part.startswith("xl/worksheets/") or not part.endswith(".xml"):
            continue
        sheet = read_entry(archive, part, name)
        stored += sum(1 for _ in _CELL.finditer(sheet))
        if stored > MOST_CELLS:
            raise UnreadableFile(name, Cause.TOO_LARGE, "cells")
        for left, top, right, bottom in _MERGE.findall(sheet):
            columns = abs(_column(right) - _column(left)) + 1
            cells += columns * (abs(int(bottom) - int(top)) + 1)
            if cells > MOST_MERGED_CELLS:
                raise UnreadableFile(name, Cause.TOO_LARGE, "merged cells")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
