"""A chart → a figure of a web page: vector drawing, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from export.chart_shapes import OUTLINE, Bar, Drawing, Word, described, drawing_of
from forms.document import Chart

_WIDTH = 640.0


def svg_figure(chart: Chart, key: str) -> str:
    """The figure. ``key`` is unique on the page."""
    drawing = drawing_of(chart, _WIDTH)
    size = f"0 0 {_WIDTH:g} {drawing.height:g}"
    title, words = escape(chart.heading), escape(described(chart))
    return (
        f'<figure>\n<svg viewBox="{size}" role="img" aria-labelledby="{key}" '
        f'aria-describedby="{key}-words">\n'
        f'<title id="{key}">{title}</title>\n<desc id="{key}-words">{words}</desc>\n'
        f"{''.join(_shapes(drawing))}</svg>\n</figure>\n"
    )


def _shapes(drawing: Drawing) -> Iterator[str]:
    for mark in drawing.marks:
        if isinstance(mark, Bar):
            size = f'width="{mark.width:.1f}" height="{mark.height:.1f}"'
            look = f'fill="{mark.colour}" stroke="{OUTLINE}" stroke-width="0.5"'
            yield f'<rect x="{mark.x:.1f}" y="{mark.y:.1f}" {size} {look}/>\n'
        elif isinstance(mark, Word):
            place = f'x="{mark.x:.1f}" y="{mark.y:.1f}" font-size="{mark.size:g}"'
            weight = ' font-weight="bold"' if mark.is_title else ""
            text = escape(mark.text)
            yield f'<text {place} text-anchor="{mark.anchor}"{weight}>{text}</text>\n'
        else:
            way = f"M{mark.x:.1f} {mark.y:.1f}L{mark.to_x:.1f} {mark.to_y:.1f}"
            yield f'<path d="{way}" stroke="{mark.colour}" stroke-width="0.5"/>\n'
