"""A chart → bars, words and rules, the same for every writer that draws one.

Lengths are points; x runs to the right and y down from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from export.text_lines import width_in_ems
from forms.counts import Number, show
from forms.document import Chart

COLOURS = ("#c3c9d1", "#1f4e79")
"""Last year's bars light, this year's dark, so that they differ in grey, too."""
OUTLINE = "#5b6470"
INK = "#000000"
WORD_SIZE = 10.0
"""No size of the report's own text: readers tell its margins from the lines of each size."""
TITLE_SIZE = 12.0
UNKNOWN = "—"

_BAR = 11.0
_BETWEEN = 12.0
_TITLE_HEIGHT = 24.0
_LEGEND_HEIGHT = 24.0
_GAP = 6.0
_SQUARE = 8.0
_WIDEST = 1.1


@dataclass(frozen=True)
class Bar:
    """A filled rectangle; ``series`` gives its colour."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True)
class Word:
    """A text on its base line; ``anchor`` is ``start``, ``middle`` or ``end`` of it."""

    text: str
    x: float
    y: float
    size: float
    anchor: str


@dataclass(frozen=True)
class Drawing:
    """All shapes of a chart; ``axis`` is the upright line at zero: x, top and bottom."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    words: tuple[Word, ...]
    axis: tuple[float, float, float]


def drawing_of(chart: Chart, width: float) -> Drawing:
    """The chart with lying bars, each with its value behind it."""
    group = _BAR * len(chart.series) + _BETWEEN
    top = _TITLE_HEIGHT + _LEGEND_HEIGHT
    bottom = top + group * len(chart.labels)
    left = max((_length(label) for label in chart.labels), default=0.0) + _GAP
    values = [value for series in chart.series for value in series.values]
    right = width - max((_length(_shown(value)) for value in values), default=0.0) - 2 * _GAP
    largest = max((value for value in values if value is not None), default=0) or 1
    bars, words = _legend(chart, width)
    words.append(Word(chart.title, width / 2, TITLE_SIZE + 2, TITLE_SIZE, "middle"))
    for row, label in enumerate(chart.labels):
        start = top + row * group + _BETWEEN / 2
        middle = start + _BAR * len(chart.series) / 2
        words.append(Word(label, left - _GAP, middle + WORD_SIZE * 0.36, WORD_SIZE, "end"))
        for number, series in enumerate(chart.series):
            value, y = series.values[row], start + number * _BAR
            length = (right - left) * max(float(value or 0), 0.0) / float(largest)
            if length:
                bars.append(Bar(left, y, length, _BAR, number))
            base = y + _BAR / 2 + WORD_SIZE * 0.36
            words.append(Word(_shown(value), left + length + _GAP, base, WORD_SIZE, "start"))
    return Drawing(width, bottom + 2, tuple(bars), tuple(words), (left, top, bottom))


def described(chart: Chart) -> str:
    """The chart in words, for those who do not see it."""
    return f"{chart.title}。" + "".join(_sentences(chart))


def _sentences(chart: Chart) -> Iterator[str]:
    for row, label in enumerate(chart.labels):
        values = (f"{series.name}{_shown(series.values[row])}" for series in chart.series)
        yield f"{label}：{'，'.join(values)}。"


def _legend(chart: Chart, width: float) -> tuple[list[Bar], list[Word]]:
    """A square and a name for each series, centred below the title."""
    widths = [_SQUARE + _GAP + _length(series.name) for series in chart.series]
    x = (width - sum(widths) - 2 * _GAP * (len(widths) - 1)) / 2
    base = _TITLE_HEIGHT + WORD_SIZE + 2
    bars, words = [], []
    for number, series in enumerate(chart.series):
        bars.append(Bar(x, base - _SQUARE, _SQUARE, _SQUARE, number))
        words.append(Word(series.name, x + _SQUARE + _GAP, base, WORD_SIZE, "start"))
        x += widths[number] + 2 * _GAP
    return bars, words


def _length(text: str) -> float:
    """A little more than it takes: no face's digits are wider than that."""
    return width_in_ems(text) * WORD_SIZE * _WIDEST


def _shown(value: Number | None) -> str:
    return UNKNOWN if value is None else show(value)
