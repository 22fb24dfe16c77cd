"""What the eye sees on paper: paragraphs and grids. Readers make one, writers draw one.

No format knows another: all of them meet in this type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from forms.cells import Address
from forms.counts import Number, Value
from forms.report import Remark


class Style(str, Enum):
    """What a paragraph is; a reader that cannot know says BODY."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    NOTE = "note"
    ASIDE = "aside"
    """Stands with the report and is none of its text: a cover, instructions. Readers only."""


class Kind(str, Enum):
    """What a grid cell is; a reader that cannot know says TEXT."""

    TEXT = "text"
    BAND = "band"
    HEADER = "header"
    LABEL = "label"
    VALUE = "value"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, without line breaks. ``level`` 1–4 for headings, 0 otherwise.

    ``origin`` says where it stood in the file that was read (``第 2 页``, ``第 14 行``).
    """

    text: str
    style: Style = Style.BODY
    level: int = 0
    origin: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is printed of it."""
        return (self.text,)


class GridCell(NamedTuple):
    """One cell with its top-left place (0-based) and spans.

    A tuple, because a paper has hundreds of them. ``value`` and ``address`` are set by the
    layout; readers leave them unset and give the ``text`` only. ``vertical``: set one
    character to the line.
    """

    row: int
    column: int
    text: str = ""
    row_span: int = 1
    column_span: int = 1
    kind: Kind = Kind.TEXT
    address: Address | None = None
    value: Value = None
    vertical: bool = False
    origin: str = ""


@dataclass(frozen=True)
class Grid:
    """A table. ``widths`` are mm per grid column where known, else empty.

    ``ragged``: the columns are only an order (tabs in a text file), no geometry: a cell's
    column says how many separators stood before it, not under which header it stands.
    ``header_rows`` are repeated after a page break.
    """

    cells: tuple[GridCell, ...]
    row_count: int
    column_count: int
    header_rows: int = 0
    widths: tuple[float, ...] = ()
    ragged: bool = False
    name: str = ""
    origin: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is printed of it, cell by cell."""
        return tuple(cell.text for cell in self.cells)

    def rows(self) -> Iterator[tuple[GridCell, ...]]:
        """The cells of each row by their top-left place, left to right."""
        by_row: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for row in range(self.row_count):
            yield tuple(sorted(by_row.get(row, ()), key=lambda cell: cell.column))


class Shape(str, Enum):
    """How a chart is drawn: lying bars, standing columns, columns on top of each other."""

    BARS = "bars"
    COLUMNS = "columns"
    STACKED = "stacked"


@dataclass(frozen=True)
class Series:
    """One row of bars: a name for the legend and a value for each label; None is unknown."""

    name: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True)
class Chart:
    """For each of ``labels`` one bar of every series; readers make none.

    ``note`` says what is missing in the values, or what they add up to; ``unit`` theirs.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    shape: Shape = Shape.BARS
    unit: str = ""
    note: str = ""

    @property
    def heading(self) -> str:
        """The title with the unit of the values."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is printed of it but its values."""
        return (self.heading, self.note, *self.labels, *(one.name for one in self.series))


Block = Paragraph | Grid | Chart


@dataclass(frozen=True)
class Document:
    """A whole paper. ``attachment`` is the report's JSON, carried inside by some formats.

    ``language`` is ``zh-CN`` or ``zh-TW`` (traditional script); ``draft`` asks the writers
    for the visible mark 草稿. ``annex`` stands behind the paper, on pages of its own, and is no
    part of it: readers leave it out. ``is_cut``: the file that
    was read ends in the middle. ``unread``: names of the parts that it hides (sheets of a
    workbook), which were not read. ``remarks``: what else its reader has to tell.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
    language: str = "zh-CN"
    draft: bool = False
    attachment: bytes = b""
    annex: tuple[Block, ...] = ()
    is_cut: bool = False
    unread: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
