"""A report as a text page prints it: four shapes that web sites leave of the same tables."""

from export.layout import lay_out
from forms.document import Grid, Kind
from forms.edition_file import built_in_editions

EDITIONS = built_in_editions()


def _rows(grid: Grid):
    """Each row's cells as (text, is a value), without those that a span from above covers."""
    for row in grid.rows():
        yield [(cell.text, cell.kind is Kind.VALUE) for cell in row]


def _with_tabs(grid):
    return "\n".join("\t".join(text for text, _ in row) for row in _rows(grid))


def _by_lines(grid):
    return "\n\n".join(text for row in _rows(grid) for text, _ in row if text)


def _on_one_line(grid):
    return " ".join(text for row in _rows(grid) for text, _ in row if text)


def _run_together(grid):
    return "".join(text for row in _rows(grid) for text, _ in row)


def _with_bars(grid):
    return "\n".join("".join(f"{text} | " for text, _ in row) for row in _rows(grid))


SHAPES = {
    "tabs": _with_tabs,
    "lines": _by_lines,
    "one line": _on_one_line,
    "run together": _run_together,
    "bars": _with_bars,
}


def as_text(report, shape: str) -> str:
    """The report as text, its tables in one of ``SHAPES``."""
    document = lay_out(report, EDITIONS[report.edition])
    draw = SHAPES[shape]
    return "\n".join(draw(b) if isinstance(b, Grid) else b.text for b in document.blocks)
