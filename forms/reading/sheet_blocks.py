"""One sheet of a workbook → paragraphs and grids.

A sheet has no paragraphs: titles, prose and notes stand in cells like any number. Rows that
hold only text of that kind are told from the rows of a table by their borders where the
sheet has any, else by their shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from forms.document import Block, Grid, GridCell, Paragraph, Style
from forms.headings import heading_level
from forms.reading.grid_building import LARGEST_GRID, GridTooLarge
from forms.reading.line_joining import join_lines, trimmed

_PROSE = re.compile(r"[。！？；]|.{41}", re.DOTALL)
_NOTE = re.compile(r"(?:注|备注|说明|附注)\s*[:：\d一（(]")
_NUMERIC = re.compile(r"[\d.,%+\-—/]+")
_TITLE = re.compile("信息公开.{0,12}报告$")
_PLAIN_NAME = re.compile(
    r"(?:sheet|工作表|表格?|word|文档)\s*\d*|封面|首页|目录|(?:报告)?(?:正文|全文|文字|文本|文稿|内容)"
    r"(?:部分|材料|内容|说明|稿)?|年报|(?:年度)?报告",
    re.I,
)


class Place(NamedTuple):
    """Where a cell stands, 0-based."""

    row: int
    column: int


class Area(NamedTuple):
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class _Band(NamedTuple):
    """Rows that vertical merges hold together."""

    first: int
    last: int


@dataclass(frozen=True)
class Sheet:
    """What a library found in a sheet. ``texts`` holds no blank one; ``bordered`` is empty
    where the library does not tell borders.
    """

    name: str
    texts: Mapping[Place, str]
    merges: tuple[Area, ...] = ()
    bordered: frozenset[Place] = field(default=frozenset())
    aside: Mapping[Place, str] = field(default_factory=dict)
    """what hidden columns beside the paper hold"""

    @cached_property
    def merge_at(self) -> dict[Place, Area]:
        """The merged areas by their top-left cell."""
        return {Place(area.top, area.left): area for area in self.merges}

    def columns_of(self, row: int) -> list[int]:
        """The columns that the texts of a row reach to."""
        places = self.places_by_row.get(row, [])
        return [place.column for place in places] + [
            self.merge_at[place].right for place in places if place in self.merge_at
        ]

    @cached_property
    def places_by_row(self) -> dict[int, list[Place]]:
        """The cells with text, row by row, left to right."""
        found: dict[int, list[Place]] = {}
        for place in sorted(self.texts):
            found.setdefault(place.row, []).append(place)
        return found


def sheet_blocks(sheet: Sheet) -> list[Block]:
    """The blocks of a sheet, from top to bottom. Raises GridTooLarge."""
    blocks: list[Block] = []
    table: list[_Band] = []
    follows_text = True
    for band in _bands(sheet):
        places = _places(sheet, band)
        is_void = not places and not _has_border(sheet, band)
        if not is_void and not _is_loose(sheet, band, places, follows_text):
            table.append(band)
            follows_text = False
            continue
        blocks += _table(sheet, table)
        table.clear()
        blocks += _paragraphs(sheet, places)
        follows_text = True
    blocks += _table(sheet, table)
    return [*_named(sheet, blocks), *_aside(sheet)]


def _aside(sheet: Sheet) -> Iterator[Paragraph]:
    if sheet.aside:
        text = " ".join(trimmed(sheet.aside[place]) for place in sorted(sheet.aside))
        yield Paragraph(text, Style.ASIDE, origin=_origin(sheet, min(sheet.aside)))


def without_hidden_margin(sheet: Sheet, hidden: Set[int]) -> Sheet:
    """The sheet with the hidden columns left and right of all that is seen set aside.

    An office's own notes and sums stand there. Within the paper a hidden column may hold
    figures of the report: it stays.
    """
    seen = [
        column
        for place in sheet.texts
        if place.column not in hidden
        for column in (place.column, sheet.merge_at.get(place, Area(*place, *place)).right)
    ]
    if not hidden or not seen:
        return sheet
    outside = {
        place: text
        for place, text in sheet.texts.items()
        if place.column in hidden and not min(seen) <= place.column <= max(seen)
    }
    texts = {place: text for place, text in sheet.texts.items() if place not in outside}
    return replace(sheet, texts=texts, aside=outside) if outside else sheet


def _named(sheet: Sheet, blocks: list[Block]) -> list[Block]:
    """A sheet without a chapter of its own gets its name as heading, where that may be one.

    The name of a sheet with a table is one only where it has the numeral of a chapter.
    """
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    name = trimmed(sheet.name)
    if not blocks or any(heading_level(text) == 1 for text in texts):
        return blocks
    if heading_level(name) != 1:
        is_prose = len(texts) == len(blocks)
        is_titled = any(_TITLE.search(trimmed(text)) for text in texts[:3])
        if not is_prose or is_titled or name in texts[0] or _PLAIN_NAME.fullmatch(name):
            return blocks
    return [Paragraph(name, Style.HEADING, 1, sheet.name), *blocks]


def _bands(sheet: Sheet) -> Iterator[_Band]:
    """The rows from the first to the last that hold anything, vertical merges kept whole."""
    rows = {place.row for place in sheet.texts} | {place.row for place in sheet.bordered}
    tall = sorted(area for area in sheet.merges if area.bottom > area.top and _is_used(sheet, area))
    rows |= {row for area in tall for row in (area.top, area.bottom)}
    ends: dict[int, int] = {}
    for area in tall:
        ends[area.top] = max(area.bottom, ends.get(area.top, 0))
    before = None
    for row in sorted(rows):
        if before is not None and row <= before:
            continue
        if before is not None and row > before + 1:
            # One void band stands for any number of blank rows.
            yield _Band(before + 1, before + 1)
        last, current = row, row
        while current <= last:
            last = max(last, ends.get(current, current))
            current += 1
        yield _Band(row, last)
        before = last


def _is_used(sheet: Sheet, area: Area) -> bool:
    corner = Place(area.top, area.left)
    return corner in sheet.texts or corner in sheet.bordered


def _places(sheet: Sheet, band: _Band) -> list[Place]:
    rows = range(band.first, band.last + 1)
    return [place for row in rows for place in sheet.places_by_row.get(row, ())]


def _has_border(sheet: Sheet, band: _Band) -> bool:
    return any(band.first <= place.row <= band.last for place in sheet.bordered)


def _is_loose(sheet: Sheet, band: _Band, places: list[Place], follows_text: bool) -> bool:
    """True where the rows are text among the tables, not part of one."""
    texts = [sheet.texts[place] for place in places]
    if not texts or (band.last > band.first and len(texts) > 1):
        return False
    if sheet.bordered and not any(place in sheet.bordered for place in places):
        return True
    if any(_NUMERIC.fullmatch(trimmed(text)) for text in texts):
        return False
    if any(_is_prose(text) for text in texts) and len(texts) <= 2:
        return True
    if len(texts) > 1 or any(place in sheet.bordered for place in places):
        return False
    return follows_text or bool(_NOTE.match(trimmed(texts[0]))) or _is_heading(sheet, places[0])


def _is_heading(sheet: Sheet, place: Place) -> bool:
    """True for a numbered heading merged over the sheet's width, or any text merged beyond
    the rows around it: the labels of a table leave room for its values.
    """
    merge = sheet.merge_at.get(place)
    if merge is None or merge.left > min(sheet.columns_of(place.row - 1), default=merge.left):
        return False
    around = max([*sheet.columns_of(place.row - 1), *sheet.columns_of(place.row + 1)], default=0)
    if heading_level(trimmed(sheet.texts[place])) == 1:
        return merge.right >= around
    return merge.right > around > 0


def _is_prose(text: str) -> bool:
    return len(trimmed(text)) > 15 and bool(_PROSE.search(trimmed(text)))


def _paragraphs(sheet: Sheet, places: list[Place]) -> Iterator[Paragraph]:
    for place in places:
        for line in sheet.texts[place].splitlines():
            if trimmed(line):
                yield Paragraph(trimmed(line), origin=_origin(sheet, place))


def _table(sheet: Sheet, bands: list[_Band]) -> list[Block]:
    if not bands:
        return []
    rows = range(bands[0].first, bands[-1].last + 1)
    area = _trimmed_area(sheet, rows)
    if area is None:
        return []
    if area.left == area.right:
        places = [place for band in bands for place in _places(sheet, band)]
        return list(_paragraphs(sheet, places))
    if (area.bottom - area.top + 1) * (area.right - area.left + 1) > LARGEST_GRID:
        raise GridTooLarge(sheet.name)
    return [_grid(sheet, area)]


def _trimmed_area(sheet: Sheet, rows: range) -> Area | None:
    """What the table covers, without blank borders; one blank row below may be its values."""
    places = [place for row in rows for place in sheet.places_by_row.get(row, ())]
    if not places:
        return None
    reached = [sheet.merge_at.get(place, Area(*place, *place)) for place in places]
    last = max(area.bottom for area in reached)
    if any(place.row == last + 1 for place in sheet.bordered) and last + 1 in rows:
        last += 1
    framed = [place.column for place in sheet.bordered if rows[0] <= place.row <= last]
    return Area(
        min(place.row for place in places),
        min(*(place.column for place in places), *framed, 10**6),
        min(last, rows[-1]),
        max(*(area.right for area in reached), *framed, 0),
    )


def _grid(sheet: Sheet, whole: Area) -> Grid:
    covered: set[Place] = set()
    cells: list[GridCell] = []
    for row in range(whole.top, whole.bottom + 1):
        for column in range(whole.left, whole.right + 1):
            place = Place(row, column)
            if place in covered:
                continue
            merge = sheet.merge_at.get(place, Area(row, column, row, column))
            bottom, right = min(merge.bottom, whole.bottom), min(merge.right, whole.right)
            covered.update(
                Place(r, c) for r in range(row, bottom + 1) for c in range(column, right + 1)
            )
            cells.append(
                GridCell(
                    row - whole.top,
                    column - whole.left,
                    join_lines(sheet.texts.get(place, "").splitlines()),
                    bottom - row + 1,
                    right - column + 1,
                    origin=_origin(sheet, place),
                )
            )
    size = (whole.bottom - whole.top + 1, whole.right - whole.left + 1)
    return Grid(tuple(cells), *size, name=sheet.name, origin=_origin(sheet, Place(*whole[:2])))


def _origin(sheet: Sheet, place: Place) -> str:
    return f"{sheet.name}!{_letters(place.column)}{place.row + 1}"


def _letters(column: int) -> str:
    """The column's name: 0 → A, 27 → AB."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
