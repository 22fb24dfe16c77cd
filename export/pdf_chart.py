"""A chart on paper: bars, rules and words, drawn as lines and text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from export.chart_shapes import COLOURS, OUTLINE, Drawing, Word
from export.fonts import Faces, Role
from export.pdf_text import Line, atoms_of, draw_line

_GAP_BELOW = 14.0
_RULE = 0.5
_ROLE = Role.FANG


@dataclass(frozen=True)
class ChartBlock:
    """A chart that stands on one page."""

    drawing: Drawing
    faces: Faces

    keep_with_next = False
    on_grid = False
    bookmark = None

    @property
    def height(self) -> float:
        """How much of the page it takes, with the gap below."""
        return self.drawing.height + _GAP_BELOW

    @property
    def first_height(self) -> float:
        """All of it."""
        return self.height

    def split(self, space: float) -> None:
        """A chart is never divided."""

    def forced_split(self, space: float) -> None:
        """Not even where it is higher than a page."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Put it on the page with its upper left corner at (x, top)."""
        canvas.saveState()
        canvas.setLineWidth(_RULE)
        canvas.setStrokeColor(OUTLINE)
        for bar in self.drawing.bars:
            canvas.setFillColor(COLOURS[bar.series % len(COLOURS)])
            bottom = top - bar.y - bar.height
            canvas.rect(x + bar.x, bottom, bar.width, bar.height, stroke=1, fill=1)
        axis, first, last = self.drawing.axis
        canvas.line(x + axis, top - first, x + axis, top - last)
        canvas.restoreState()
        for word in self.drawing.words:
            self._draw_word(canvas, word, x, top)

    def _draw_word(self, canvas: Any, word: Word, x: float, top: float) -> None:
        line = Line(tuple(atoms_of(word.text, _ROLE, self.faces)), 0, 0)
        before = {"start": 0.0, "middle": 0.5, "end": 1.0}[word.anchor]
        left = x + word.x - before * line.width(word.size)
        draw_line(canvas, line, left, top - word.y, word.size)
