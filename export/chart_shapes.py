"""A chart → bars, words and rules, the same for every writer that draws one.

Lengths are points; x runs to the right and y down from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from export.line_words import even_lines
from export.text_lines import width_in_ems
from forms.counts import Number, show
from forms.document import Chart, Shape

OUTLINE = "#5b6470"
QUIET = "#d3d8de"
UNKNOWN = "—"

_YEARS = ("#c3c9d1", "#1f4e79")
"""Last year's bars light, this year's dark, so that they differ in grey, too."""
_KINDS = ("#1f4e79", "#c98a1b", "#5a8f5a", "#aab0b8")
"""Dark, two middle ones, light."""
_SIZE = 9.5
_SMALL = 8.5
_SMALLEST = 5.5
_TITLE_SIZE = 12.5
_TITLE_ROOM, _LEGEND_ROOM, _NOTE_ROOM = 24.0, 18.0, 18.0
_LINE = 1.2
_DROP = 0.36
"""From the middle of a line of digits to its base, in its size."""
_BAR = 11.0
_GAP = 6.0
_SQUARE = 8.0
_WIDEST = 1.1
_MOST_LABEL = 0.4
"""Of the width: a longer name before a lying bar is cut."""
_PLOT, _ABOVE = 132.0, 14.0
_SCALE_ROOM = 34.0
_COLUMN, _STACK = 30.0, 32.0
_STEPS = 4


@dataclass(frozen=True)
class Bar:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    colour: str


@dataclass(frozen=True)
class Word:
    """A text on its base line; ``anchor`` is ``start``, ``middle`` or ``end`` of it."""

    text: str
    x: float
    y: float
    size: float = _SIZE
    anchor: str = "start"
    is_title: bool = False


Mark = Bar | Rule | Word


@dataclass(frozen=True)
class Drawing:
    """All shapes of a chart, those behind before those in front."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def colours(count: int) -> tuple[str, ...]:
    """The colours of so many series."""
    if count <= len(_YEARS):
        return _YEARS[-count:]
    return tuple(_KINDS[number % len(_KINDS)] for number in range(count))


def drawing_of(chart: Chart, width: float) -> Drawing:
    """The chart as wide as that, each value at the end of its bar, the note at the foot."""
    marks: list[Mark] = [Word(chart.heading, 0, _TITLE_SIZE + 2, _TITLE_SIZE, is_title=True)]
    top = _TITLE_ROOM
    if len(chart.series) > 1:
        marks += _legend(chart, top)
        top += _LEGEND_ROOM
    plot = _Lying(chart, width) if chart.shape is Shape.BARS else _Standing(chart, width)
    marks += plot.marks(top)
    bottom = top + plot.height
    if chart.note:
        marks.append(Word(chart.note, 0, bottom + _SIZE + 3))
        bottom += _NOTE_ROOM
    return Drawing(width, bottom + 2, tuple(marks))


def described(chart: Chart) -> str:
    """The chart in words, for those who do not see it."""
    return f"{chart.heading}。" + "".join(_sentences(chart)) + chart.note


def _sentences(chart: Chart) -> Iterator[str]:
    for row, label in enumerate(chart.labels):
        values = (f"{series.name}{_shown(series.values[row])}" for series in chart.series)
        yield f"{label}：{'，'.join(values)}。"


def _legend(chart: Chart, top: float) -> Iterator[Mark]:
    """A square and a name for each series, below the title."""
    x, base = 0.0, top + _SIZE
    for series, colour in zip(chart.series, colours(len(chart.series)), strict=True):
        yield Bar(x, base - _SQUARE, _SQUARE, _SQUARE, colour)
        yield Word(series.name, x + _SQUARE + _GAP, base)
        x += _SQUARE + _length(series.name) + 3 * _GAP


class _Lying:
    """Bars beside an upright line, the names before it; every series in a bar of its own."""

    def __init__(self, chart: Chart, width: float) -> None:
        self.chart = chart
        self.width = width
        self.colours = colours(len(chart.series))
        # A group of several bars stands farther from the next.
        self.pitch = _BAR * len(chart.series) + (_GAP if len(chart.series) == 1 else 2 * _GAP)
        self.height = self.pitch * len(chart.labels)

    def marks(self, top: float) -> Iterator[Mark]:
        chart, most = self.chart, self.width * _MOST_LABEL
        left = min(max((_length(label) for label in chart.labels), default=0.0), most) + _GAP
        values = [value for series in chart.series for value in series.values]
        behind = max((_length(_shown(value)) for value in values), default=0.0) + 2 * _GAP
        scale = (self.width - behind - left) / _largest(values)
        for row, label in enumerate(chart.labels):
            middle = top + (row + 0.5) * self.pitch
            yield Word(_short(label, most), left - _GAP, middle + _SIZE * _DROP, anchor="end")
            y = middle - _BAR * len(chart.series) / 2
            for series, colour in zip(chart.series, self.colours, strict=True):
                value = series.values[row]
                length = scale * max(float(value or 0), 0.0)
                if length:
                    yield Bar(left, y, length, _BAR, colour)
                base = y + _BAR / 2 + _SIZE * _DROP
                yield Word(_shown(value), left + length + _GAP, base)
                y += _BAR
        yield Rule(left, top, left, top + self.height, OUTLINE)


class _Standing:
    """Columns over a quiet grid, a group for each label; the series beside each other or
    on top of each other.
    """

    def __init__(self, chart: Chart, width: float) -> None:
        self.chart = chart
        self.width = width
        self.colours = colours(len(chart.series))
        self.pitch = (width - _SCALE_ROOM) / max(len(chart.labels), 1)
        ems = self.pitch / (_SIZE * _WIDEST)
        self.names = [
            even_lines(label, [width_in_ems(c) for c in label], ems) for label in chart.labels
        ]
        lines = max((len(name) for name in self.names), default=1)
        self.height = _PLOT + lines * _SIZE * _LINE + 4
        self.is_stacked = chart.shape is Shape.STACKED
        columns = list(zip(*(series.values for series in chart.series), strict=True))
        heights = [_sum(column) if self.is_stacked else _largest(column) for column in columns]
        self.top_value = round_top(max([*heights, 1.0]))
        self.scale = (_PLOT - _ABOVE) / self.top_value

    def marks(self, top: float) -> Iterator[Mark]:
        foot = top + _PLOT
        yield from self._grid(foot)
        for place, name in enumerate(self.names):
            middle = _SCALE_ROOM + (place + 0.5) * self.pitch
            for number, line in enumerate(name, 1):
                base = foot + 2 + number * _SIZE * _LINE
                yield Word(line, middle, base, anchor="middle")
            yield from (self._stack if self.is_stacked else self._group)(place, middle, foot)

    def _grid(self, foot: float) -> Iterator[Mark]:
        for step in range(_STEPS + 1):
            y = foot - (_PLOT - _ABOVE) * step / _STEPS
            yield Rule(_SCALE_ROOM, y, self.width, y, QUIET if step else OUTLINE)
            value = show(int(self.top_value) * step // _STEPS)
            yield Word(value, _SCALE_ROOM - 4, y + _SMALL * _DROP, _SMALL, "end")

    def _group(self, place: int, middle: float, foot: float) -> Iterator[Mark]:
        series = self.chart.series
        width = min(_COLUMN, self.pitch * 0.7 / len(series))
        x = middle - width * len(series) / 2
        size = self._label_size(width)
        for one, colour in zip(series, self.colours, strict=True):
            height = float(one.values[place] or 0) * self.scale
            if height:
                yield Bar(x + 1, foot - height, width - 2, height, colour)
            shown = _shown(one.values[place])
            yield Word(shown, x + width / 2, foot - height - 3, size, "middle")
            x += width

    def _label_size(self, width: float) -> float:
        """Small enough that the longest figure of a group stays over its own column."""
        if len(self.chart.series) == 1:
            return _SMALL
        values = [value for one in self.chart.series for value in one.values]
        longest = max((_length(_shown(value)) for value in values), default=0.0)
        return min(_SMALL, max(_SMALLEST, _SIZE * width / longest)) if longest else _SMALL

    def _stack(self, place: int, middle: float, foot: float) -> Iterator[Mark]:
        values = [one.values[place] for one in self.chart.series]
        y = foot
        for value, colour in zip(values, self.colours, strict=True):
            height = float(value or 0) * self.scale
            if height:
                y -= height
                yield Bar(middle - _STACK / 2, y, _STACK, height, colour)
        known = [value for value in values if value is not None]
        whole = _shown(sum(known) if known else None)
        yield Word(whole, middle, y - 3, _SMALL, "middle")


def round_top(most: float) -> float:
    """A round number at or above the highest column, that four steps divide."""
    power = 10 ** max(len(str(int(most))) - 1, 0)
    for times in (1, 2, 4, 6, 8, 10):
        if power * times >= most and (power * times) % _STEPS == 0:
            return float(power * times)
    return float(_STEPS * -(-most // _STEPS))


def _sum(values: tuple[Number | None, ...]) -> float:
    return sum(float(value or 0) for value in values)


def _largest(values: list[Number | None] | tuple[Number | None, ...]) -> float:
    return max((float(value) for value in values if value is not None), default=0.0) or 1.0


def _short(name: str, room: float) -> str:
    """The name, cut at the end where it is wider than that."""
    shown = name
    while _length(shown) > room and len(shown) > 1:
        shown = shown[:-2] + "…"
    return shown


def _length(text: str) -> float:
    """A little more than it takes: no face's digits are wider than that."""
    return width_in_ems(text) * _SIZE * _WIDEST


def _shown(value: Number | None) -> str:
    return UNKNOWN if value is None else show(value)
