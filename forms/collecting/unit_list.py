"""The unit list: a plain table of name, kind and parent, from Excel, Word, CSV or a text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from forms.collecting.assigning import is_office
from forms.collecting.collection import Unit
from forms.collecting.unit_names import plain_name
from forms.document import Grid, Paragraph
from forms.errors import Cause, UnreadableFile
from forms.reading.open_file import read_bytes, read_document

_NAME = re.compile(r"单位|机关|名称|部门名|乡镇|unit|name", re.IGNORECASE)
_KIND = re.compile(r"类别|类型|性质|分类|kind|type", re.IGNORECASE)
_PARENT = re.compile(r"上级|主管|隶属|所属|parent", re.IGNORECASE)
_ALIAS = re.compile(r"简称|别名|曾用名|又名|alias", re.IGNORECASE)
_SEVERAL = re.compile(r"[、，,;；/\s]+")
_NUMBER = re.compile(r"^(?:序号|编号|No\.?|#)$", re.IGNORECASE)
_ENCODINGS = ("utf-8-sig", "gb18030")
_TEXTS = (".csv", ".tsv", ".txt")


def read_unit_list(path: Path) -> tuple[Unit, ...]:
    """The units in the order of the table, each name once.

    Columns are known by their headings (单位名称、类别、上级单位); without headings the first
    column with words is the name, the next two kind and parent. Raises UnreadableFile; a table
    without any name is BAD_TABLE with what is missing.
    """
    units = units_in(table_rows(path))
    if not units:
        raise UnreadableFile(path, Cause.BAD_TABLE, "没有单位名称")
    return units


def table_rows(path: Path) -> list[list[str]]:
    """The rows of all tables in a file, trimmed. Raises UnreadableFile."""
    if path.suffix.lower() in _TEXTS:
        return _text_rows(read_bytes(path), path)
    rows: list[list[str]] = []
    for block in read_document(path).blocks:
        if isinstance(block, Paragraph):
            # A sheet with a single column.
            rows.append([block.text.strip()])
        elif isinstance(block, Grid):
            rows += _grid_rows(block)
    return rows


def _grid_rows(grid: Grid) -> Iterator[list[str]]:
    for cells in grid.rows():
        row = [""] * grid.column_count
        for cell in cells:
            row[cell.column] = " ".join(cell.text.split())
        yield row


def _text_rows(data: bytes, path: Path) -> list[list[str]]:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        mark = "\t" if "\t" in text else ","
        if mark not in text and "，" in text:
            text = text.replace("，", ",")
        return [
            [field.strip() for field in row]
            for row in csv.reader(io.StringIO(text), delimiter=mark)
        ]
    raise UnreadableFile(path, Cause.UNKNOWN_ENCODING)


def units_in(rows: Iterable[Sequence[str]]) -> tuple[Unit, ...]:
    """The units in the rows of a table."""
    filled = [row for row in rows if any(row)]
    heads = [n for n, row in enumerate(filled[:5]) if _is_head(row)]
    # A title above the table names units as well, but nothing else.
    head = max(heads, key=lambda n: _asked(filled[n]), default=None)
    if head is None:
        places = _places_without_head(filled)
        body = filled
    else:
        places = _places(filled[head])
        body = filled[head + 1 :]
    found: dict[str, Unit] = {}
    for row in body:
        name, kind, parent, aliases = (
            row[n] if n is not None and n < len(row) else "" for n in places
        )
        if name and not name.isdigit() and name not in found:
            others = tuple(one for one in _SEVERAL.split(aliases) if one)
            found[name] = Unit(name, kind, parent if parent != name else "", others)
    return tuple(found.values())


Places = tuple[int | None, ...]
"""The columns of name, kind, parent and aliases; None where there is none."""


def _is_head(row: Sequence[str]) -> bool:
    """A heading row is made of short words only, and one of them asks for a name."""
    words = [word for word in row if word]
    short = all(len(word) <= 10 for word in words)
    return short and _asked(row) * 2 >= len(words) and _places(row)[0] is not None


def _asked(row: Sequence[str]) -> int:
    """How many columns a heading row asks for."""
    return sum(place is not None for place in _places(row))


def _places(row: Sequence[str]) -> Places:
    taken: list[int | None] = []
    for words in (_KIND, _PARENT, _ALIAS, _NAME):
        free = (n for n, word in enumerate(row) if n not in taken and words.search(word))
        taken.append(next(free, None))
    kind, parent, aliases, name = taken
    return name, kind, parent, aliases


def _places_without_head(rows: list[Sequence[str]]) -> Places:
    width = max((len(row) for row in rows), default=0)
    columns = [[row[n] for row in rows if n < len(row) and row[n]] for n in range(width)]
    wordy: list[int | None] = [
        n
        for n, column in enumerate(columns)
        if not all(word.isdigit() or _NUMBER.match(word) for word in column)
    ]
    name, kind, parent = (*wordy, None, None, None)[:3]
    return name, kind, parent, None


def office_of(units: Sequence[Unit]) -> str:
    """The collecting office as the list itself names it; "" where it does not.

    It is what all units stand under: the one parent that is no unit of the list, or the one unit
    of the list that has units and no parent.
    """
    names = {unit.name for unit in units}
    parents = dict.fromkeys(unit.parent for unit in units if unit.parent)
    tops = {name for name in parents if name not in names}
    alone = [unit.name for unit in units if not unit.parent]
    if len(tops) == 1 and set(parents) == tops:
        return next(iter(tops))
    return alone[0] if not tops and len(alone) == 1 and alone[0] in parents else ""


def laid_under(units: Iterable[Unit], office: str) -> tuple[Unit, ...]:
    """The units with every parent either a unit of the list or "", the collecting office.

    A parent that is not listed itself is added, directly under the office. The office itself is
    no unit of its own, even if it is listed.
    """
    listed = tuple(units)
    office = office or office_of(listed)
    found = [
        replace(unit, parent="") if is_office(unit.parent, office) else unit
        for unit in listed
        if not office or plain_name(unit.name) != plain_name(office)
    ]
    names = {unit.name for unit in found}
    parents = dict.fromkeys(unit.parent for unit in found if unit.parent)
    return (*found, *(Unit(name) for name in parents if name not in names))
