"""A chart on paper: bars, rules and words, drawn as lines and text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from export.chart_shapes import OUTLINE, Bar, Drawing, Word
from export.fonts import Faces, Role
from export.pdf_text import Line, atoms_of, draw_line, seen

_GAP_BELOW = 14.0
_RULE = 0.5
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True)
class ChartBlock:
    """A chart that stands on one page."""

    drawing: Drawing
    faces: Faces
    bookmark: tuple[int, str] | None = None

    keep_with_next = False
    on_grid = False

    @property
    def height(self) -> float:
        """How much of the page it takes, with the gap below."""
        return self.drawing.height + _GAP_BELOW

    @property
    def first_height(self) -> float:
        """All of it."""
        return self.height

    def whole(self, space: float) -> None:
        """It is never set smaller."""

    def in_rows_of(self, _height: float) -> ChartBlock:
        """It has no rows."""
        return self

    def split(self, space: float) -> None:
        """A chart is never divided."""

    def forced_split(self, space: float) -> None:
        """Not even where it is higher than a page."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Put it on the page with its upper left corner at (x, top)."""
        canvas.setLineWidth(_RULE)
        for mark in self.drawing.marks:
            if isinstance(mark, Word):
                self._draw_word(canvas, mark, x, top)
                continue
            canvas.saveState()
            if isinstance(mark, Bar):
                canvas.setStrokeColor(OUTLINE)
                canvas.setFillColor(mark.colour)
                y = top - mark.y - mark.height
                canvas.rect(x + mark.x, y, mark.width, mark.height, stroke=1, fill=1)
            else:
                canvas.setStrokeColor(mark.colour)
                canvas.line(x + mark.x, top - mark.y, x + mark.to_x, top - mark.to_y)
            canvas.restoreState()

    def _draw_word(self, canvas: Any, word: Word, x: float, top: float) -> None:
        role = self.faces.even_role(Role.BLACK, word.text) if word.is_title else Role.SONG
        line = Line(tuple(atoms_of(seen(word.text), role, self.faces)), 0, 0)
        left = x + word.x - _BEFORE[word.anchor] * line.width(word.size)
        draw_line(canvas, line, left, top - word.y, word.size)
