"""What stands in a table's cells: wrapped, centred or to the left, upright, shrunk numbers.

Lengths are points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from export.column_widths import shared_widths
from export.fonts import Faces, Role
from export.line_words import even_lines, longest_word
from export.pdf_text import ASCENT, Line, Setting, atoms_of, break_lines, draw_line, seen
from forms.counts import is_number, read_cell
from forms.document import Grid, GridCell, Kind

ROLE = Role.FANG
LEADING = 1.22
PADDING_Y = 2.2
PADDING_X = 3.0
_NARROW = 36
_NARROW_PADDING_X = 2.0
_UPRIGHT_STEP = 1.2
_LEAST_SIZE = 4.0
_COMPACT_SIZE = 7.5
_MOST_SQUEEZE = 0.85
_NUMBERED = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_LONGEST_LABEL = 60
_OPENING_MARKS = tuple("（《〈“‘〔【")
_BLANK_HALF = 0.4
_CORNER_MARKS = "、，。"


@dataclass(frozen=True)
class CellText:
    """A cell's text in lines.

    ``compact`` is how it is set instead where a page break leaves the cell too low for it.
    """

    lines: tuple[Line, ...]
    size: float
    step: float
    is_centred: bool
    is_upright: bool = False
    padding: float = PADDING_X
    compact: CellText | None = None

    @property
    def height(self) -> float:
        """The height of a row that holds it well."""
        return len(self.lines) * self.step + 2 * PADDING_Y if self.lines else 0.0

    @property
    def least_height(self) -> float:
        """The least height into which it goes."""
        if self.compact is None:
            return self.height
        return min(self.height, len(self.compact.lines) * self.compact.step)

    def draw(self, canvas: Any, box: tuple[float, float, float, float]) -> None:
        """Set it in the middle of the box (left, bottom, right, top)."""
        left, bottom, right, top = box
        size, step = self.size, self.step
        if self.compact is not None and self.height > top - bottom:
            squeeze = (top - bottom) / self.height
            if squeeze < _MOST_SQUEEZE:
                self.compact.draw(canvas, box)
                return
            size, step = size * squeeze, step * squeeze
        ink = (len(self.lines) - 1) * step + size
        base = (top + bottom + ink) / 2 - ASCENT * size
        for line in self.lines:
            x = left + self.padding
            if self.is_centred:
                x = (left + right - line.width(size)) / 2
            elif line.text[:1] in _OPENING_MARKS:
                # Their left half is blank: the ink, not the blank, stands at the edge.
                x -= _BLANK_HALF * size
            # In upright setting these marks stand at the upper right of their square.
            is_corner = self.is_upright and line.text in _CORNER_MARKS
            shift = 0.55 * size if is_corner else 0.0
            draw_line(canvas, line, x + shift, base + shift, size)
            base -= step


def set_cell(cell: GridCell, width: float, size: float, faces: Faces) -> CellText:
    """A cell's text wrapped to a width; a number stays in one line and shrinks instead."""
    text = seen(cell.text).strip()
    is_centred = cell.kind in (Kind.VALUE, Kind.HEADER, Kind.BAND) or cell.vertical
    if cell.vertical:
        atoms = [atom for atom in atoms_of(text, ROLE, faces) if atom.text != " "]
        return CellText(
            tuple(Line((atom,), 0, 0) for atom in atoms),
            size,
            size * _UPRIGHT_STEP,
            is_centred,
            is_upright=True,
            compact=_set_text(text, width, min(size, _COMPACT_SIZE), True, faces),
        )
    if _is_number(cell):
        line = Line(tuple(atoms_of(text, ROLE, faces)), 0, 0)
        room = width - 2 * _NARROW_PADDING_X
        fitting = max(min(size, size * room / line.width(size)), _LEAST_SIZE)
        return CellText((line,), fitting, size * LEADING, is_centred)
    return _set_text(text, width, size, is_centred, faces)


def _set_text(text: str, width: float, size: float, is_centred: bool, faces: Faces) -> CellText:
    padding = _NARROW_PADDING_X if width < _NARROW else PADDING_X
    room = max(width - 2 * padding, size)
    lines = _wrapped(text, room, size, faces) if text else []
    return CellText(tuple(lines), size, size * LEADING, is_centred, padding=padding)


def _wrapped(text: str, room: float, size: float, faces: Faces) -> list[Line]:
    """As few lines as can be; those of a label are even and keep its words whole."""
    number = _NUMBERED.match(text)
    parts = [text]
    if number and _width(text, size, faces) > room:
        parts = [number[0], text[number.end() :]]
        if _width(parts[1], size, faces) > room:
            parts = [text]
    if len(text) > _LONGEST_LABEL:
        atoms = atoms_of(text, ROLE, faces, room * 1000 / size)
        return break_lines(atoms, Setting(ROLE, size, size * LEADING, room), justify=False)
    found: list[str] = []
    for part in parts:
        widths = [faces.glyph(ROLE, c).width * size / 1000 for c in part]
        found += even_lines(part, widths, room)
    return [Line(tuple(atoms_of(words, ROLE, faces)), 0, 0) for words in found]


def _width(text: str, size: float, faces: Faces) -> float:
    return sum(faces.glyph(ROLE, c).width for c in text) * size / 1000


def fitted_widths(grid: Grid, faces: Faces, width: float, size: float) -> tuple[float, ...]:
    """The columns' widths, in the grid's proportions, with room made for long numbers."""
    given = grid.widths if len(grid.widths) == grid.column_count else (1,) * grid.column_count
    widths = [width * part / sum(given) for part in given]
    needs = [0.0] * grid.column_count
    for cell in grid.cells:
        if cell.column_span == 1 and cell.column < grid.column_count and not cell.vertical:
            needed = _least_width(cell, size, faces) + 2 * _NARROW_PADDING_X
            needs[cell.column] = max(needs[cell.column], needed)
    return shared_widths(widths, needs)


def _least_width(cell: GridCell, size: float, faces: Faces) -> float:
    """What a number needs whole, and a header to keep its words whole."""
    text = seen(cell.text).strip()
    widths = [faces.glyph(ROLE, c).width * size / 1000 for c in text]
    if _is_number(cell):
        return sum(widths)
    return longest_word(text, widths) if cell.kind is Kind.HEADER and text else 0.0


def _is_number(cell: GridCell) -> bool:
    return cell.kind is Kind.VALUE and _says_a_number(cell.text)


@lru_cache(maxsize=2_000)
def _says_a_number(text: str) -> bool:
    return is_number(read_cell(text).value)
