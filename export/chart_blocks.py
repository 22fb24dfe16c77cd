"""Charts drawn as vectors on the pages of a PDF, in the faces of the report."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log10
from typing import Any

from export.fonts import Faces, Role
from export.pdf_pages import TEXT_WIDTH
from export.pdf_text import Line, atoms_of, draw_line, seen
from forms.collecting.pictures import Chart, Shape
from forms.counts import Number

COLOURS = ("#1B4F9C", "#C98A1B", "#5A8F5A", "#8A8F98")
"""Told apart in grey as well: dark, middle, middle, light."""
_INK, _GRID = "#1E2329", "#D3D8DE"
_TITLE_SIZE, _SIZE = 14.0, 9.5
_TITLE_ROOM, _NOTE_ROOM, _LEGEND_ROOM = 26.0, 20.0, 18.0
_PLOT = 132.0
_BAR, _BAR_PITCH = 11.0, 17.0
_LABEL_WIDTH = 150.0
_STEPS = 4


@dataclass(frozen=True)
class ChartBlock:
    """One chart over the whole width of the page."""

    chart: Chart
    faces: Faces

    @property
    def _plot_height(self) -> float:
        if self.chart.shape is Shape.BARS:
            return len(self.chart.categories) * _BAR_PITCH + 6
        return _PLOT + 18

    @property
    def height(self) -> float:
        """Title, legend, plot and note."""
        legend = _LEGEND_ROOM if len(self.chart.series) > 1 else 0
        return _TITLE_ROOM + legend + self._plot_height + _NOTE_ROOM

    @property
    def first_height(self) -> float:
        """All of it: a chart is never cut."""
        return self.height

    @property
    def keep_with_next(self) -> bool:
        """It stands alone."""
        return False

    @property
    def on_grid(self) -> bool:
        """It follows the lines of no text."""
        return False

    @property
    def bookmark(self) -> tuple[int, str] | None:
        """Its title in the outline."""
        return 1, self.chart.title

    def split(self, space: float) -> None:
        """Never."""

    def forced_split(self, space: float) -> None:
        """Never."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Put it on the page with its upper left corner at (x, top)."""
        _Drawing(canvas, self.chart, self.faces).draw(x, top, self._plot_height)


class _Drawing:
    def __init__(self, canvas: Any, chart: Chart, faces: Faces) -> None:
        self.canvas = canvas
        self.chart = chart
        self.faces = faces

    def draw(self, x: float, top: float, plot_height: float) -> None:
        canvas = self.canvas
        canvas.saveState()
        self._text(self.chart.title, x, top - _TITLE_SIZE, _TITLE_SIZE, Role.BLACK)
        top -= _TITLE_ROOM
        if len(self.chart.series) > 1:
            self._legend(x, top)
            top -= _LEGEND_ROOM
        if self.chart.shape is Shape.BARS:
            self._bars(x, top)
        else:
            self._columns(x, top)
        if self.chart.note:
            self._text(self.chart.note, x, top - plot_height - 8, _SIZE)
        canvas.restoreState()

    def _text(
        self,
        text: str,
        x: float,
        base: float,
        size: float = _SIZE,
        role: Role = Role.SONG,
        side: float = 0.0,
    ) -> float:
        """Words at a place: ``side`` 0 begins there, 0.5 is centred, 1 ends. Gives the width."""
        line = Line(tuple(atoms_of(seen(text), role, self.faces)), 0, 0)
        width = line.width(size)
        self.canvas.setFillColor(_INK)
        draw_line(self.canvas, line, x - side * width, base, size)
        return width

    def _legend(self, x: float, top: float) -> None:
        for number, series in enumerate(self.chart.series):
            self._box(x, top - 11, 9, 9, number)
            x += 13 + self._text(series.name, x + 13, top - 10) + 16

    def _box(self, x: float, y: float, width: float, height: float, colour: int) -> None:
        self.canvas.setFillColor(COLOURS[colour % len(COLOURS)])
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def _bars(self, x: float, top: float) -> None:
        """Lying bars with the name before and the figure behind."""
        values = self.chart.series[0].values
        most = max([float(value) for value in values] + [1.0])
        room = TEXT_WIDTH - _LABEL_WIDTH - 46
        for number, (name, value) in enumerate(zip(self.chart.categories, values, strict=True)):
            base = top - number * _BAR_PITCH - _BAR
            self._text(_short(name), x + _LABEL_WIDTH - 6, base + 2, side=1.0)
            width = room * float(value) / most
            self._box(x + _LABEL_WIDTH, base, max(width, 0.5), _BAR, 0)
            self._text(shown(value), x + _LABEL_WIDTH + width + 4, base + 2)

    def _columns(self, x: float, top: float) -> None:
        """Standing columns over a quiet grid, one group for each category."""
        chart, left, bottom = self.chart, x + 34, top - _PLOT
        stacked = chart.shape is Shape.STACKED
        heights = [
            sum(values) if stacked else max(values)
            for values in zip(*(map(float, one.values) for one in chart.series), strict=True)
        ]
        most = round_top(max([*heights, 1.0]))
        self._grid(left, bottom, x + TEXT_WIDTH, most)
        pitch = (x + TEXT_WIDTH - left) / len(chart.categories)
        for place, name in enumerate(chart.categories):
            middle = left + (place + 0.5) * pitch
            self._text(_short(name, pitch), middle, bottom - 13, side=0.5)
            self._column(place, middle, bottom, pitch, (_PLOT - 14) / most)

    def _column(self, place: int, middle: float, bottom: float, pitch: float, scale: float) -> None:
        series = self.chart.series
        if self.chart.shape is Shape.STACKED:
            base = bottom
            for number, one in enumerate(series):
                height = float(one.values[place]) * scale
                self._box(middle - 16, base, 32, height, number)
                base += height
            whole = sum(one.values[place] for one in series)
            self._text(shown(whole), middle, base + 3, side=0.5)
            return
        width = min(30.0, pitch * 0.7 / len(series))
        start = middle - width * len(series) / 2
        for number, one in enumerate(series):
            height = float(one.values[place]) * scale
            self._box(start + number * width + 1, bottom, width - 2, height, number)
            at = start + (number + 0.5) * width
            self._text(shown(one.values[place]), at, bottom + height + 3, 8.0, side=0.5)

    def _grid(self, left: float, bottom: float, right: float, most: float) -> None:
        self.canvas.setStrokeColor(_GRID)
        self.canvas.setLineWidth(0.5)
        for step in range(_STEPS + 1):
            height = bottom + (_PLOT - 14) * step / _STEPS
            self.canvas.line(left, height, right, height)
            label = shown(round(most * step / _STEPS, 2))
            self._text(
                label + (self.chart.unit if step == _STEPS else ""),
                left - 4,
                height - 3,
                8.0,
                side=1.0,
            )


def round_top(most: float) -> float:
    """A round number at or above the highest column, that four steps divide."""
    power = 10 ** max(int(log10(most)), 0)
    for times in (1, 2, 4, 6, 8, 10):
        if power * times >= most and (power * times) % _STEPS == 0:
            return float(power * times)
    return float(_STEPS * ceil(most / _STEPS))


def shown(value: Number | float) -> str:
    """A figure without needless decimals."""
    return f"{float(value):.1f}".rstrip("0").rstrip(".")


def _short(name: str, room: float = _LABEL_WIDTH) -> str:
    most = max(int(room / _SIZE) - 1, 3)
    return name if len(name) <= most else name[: most - 1] + "…"
