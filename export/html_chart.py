"""A chart → a figure of a web page: vector drawing, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from export.chart_shapes import COLOURS, OUTLINE, Drawing, described, drawing_of
from forms.document import Chart

_WIDTH = 640.0


def svg_figure(chart: Chart, key: str) -> str:
    """The figure. ``key`` is unique on the page."""
    drawing = drawing_of(chart, _WIDTH)
    size = f"0 0 {_WIDTH:g} {drawing.height:g}"
    title, words = escape(chart.title), escape(described(chart))
    return (
        f'<figure>\n<svg viewBox="{size}" role="img" aria-labelledby="{key}" '
        f'aria-describedby="{key}-words">\n'
        f'<title id="{key}">{title}</title>\n<desc id="{key}-words">{words}</desc>\n'
        f"{''.join(_shapes(drawing))}</svg>\n</figure>\n"
    )


def _shapes(drawing: Drawing) -> Iterator[str]:
    for bar in drawing.bars:
        place = f'x="{bar.x:.1f}" y="{bar.y:.1f}" width="{bar.width:.1f}" height="{bar.height:.1f}"'
        colour = COLOURS[bar.series % len(COLOURS)]
        yield f'<rect {place} fill="{colour}" stroke="{OUTLINE}" stroke-width="0.5"/>\n'
    x, top, bottom = drawing.axis
    yield f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{OUTLINE}" stroke-width="0.5"/>\n'
    for word in drawing.words:
        place = f'x="{word.x:.1f}" y="{word.y:.1f}" font-size="{word.size:g}"'
        yield f'<text {place} text-anchor="{word.anchor}">{escape(word.text)}</text>\n'
