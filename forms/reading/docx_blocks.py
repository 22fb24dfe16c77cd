"""The body of a Word file → paragraphs and grids."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from forms.document import Block, Grid, GridCell, Paragraph, Style
from forms.reading.bounds import refuse_many_blocks
from forms.reading.docx_numbering import Numbering
from forms.reading.docx_styles import Styles, W, attribute, whole_number
from forms.reading.grid_building import LARGEST_GRID, GridTooLarge
from forms.reading.line_joining import join_lines, raised, trimmed

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = frozenset(f"{W}{tag}" for tag in "sdt sdtContent ins moveTo customXml smartTag".split())
# Removed by a tracked change, or of another story than the body.
_UNSEEN = frozenset(
    [f"{W}{tag}" for tag in "del moveFrom instrText delText delInstrText pPr tblPr".split()]
    + [_FALLBACK]
)
_TITLE_NAMES = frozenset({"title", "标题"})
_MOST_COLUMNS = 500
_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN, _TEXT = (f"{W}{tag}" for tag in "p tbl tr tc r t".split())
_PROPERTIES, _RUN_PROPERTIES, _CELL_PROPERTIES = f"{W}pPr", f"{W}rPr", f"{W}tcPr"
_VALUE, _SPAN, _SIDEWAYS, _DOWN = (f"{W}{tag}" for tag in "val gridSpan hMerge vMerge".split())
_BREAKS, _TABS = frozenset({f"{W}br", f"{W}cr"}), frozenset({f"{W}tab", f"{W}ptab"})
_HYPHEN, _BOX, _RAISED = (f"{W}{tag}" for tag in "noBreakHyphen txbxContent vertAlign".split())
_NOT_SEEN = tuple(f"{W}{tag}" for tag in "vanish strike dstrike".split())
"""Hidden, or crossed out."""
_CONTROL, _PROMPT = f"{W}sdt", f"{W}sdtPr/{W}showingPlcHdr"
_CHUNK = f"{W}altChunk"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SLIVER = 80
"""Twips; 1.4 mm."""

Chunks = Callable[[str], Sequence[Block]]
"""A relation's key → the blocks of the page that it names."""


@dataclass
class _Cell:
    """A cell while its table is being read; grows when a cell below continues it."""

    row: int
    column: int
    span: int
    text: str = ""
    height: int = 1


@dataclass
class _Table:
    cells: list[_Cell] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    ending: dict[tuple[int, int, int], _Cell] = field(default_factory=dict)
    """The latest cell that ends above a row, by that row, its column and its width."""


class BodyReader:
    """Reads a body; keeps the running numbers of lists, tables and paragraphs."""

    def __init__(self, styles: Styles, numbering: Numbering, chunks: Chunks | None = None) -> None:
        self._chunks = chunks
        self._styles = styles
        self._numbering = numbering
        self._tables = 0
        self._paragraphs = 0

    def read(self, body: etree._Element) -> list[Block]:
        """The blocks in their order. Raises TooMuch."""
        blocks: list[Block] = []
        for element in _unwrapped(body):
            if element.tag == _PARAGRAPH:
                blocks += self._paragraph(element)
            elif element.tag == _TABLE:
                blocks += self._table(element)
            elif element.tag == _CHUNK and self._chunks is not None:
                blocks += self._chunks(element.get(_RELATION, ""))
            refuse_many_blocks(len(blocks))
        return blocks

    def _paragraph(self, element: etree._Element) -> list[Block]:
        boxes: list[etree._Element] = []
        lines = list(_lines(element, boxes))
        blocks: list[Block] = []
        if any(lines):
            properties = element.find(_PROPERTIES)
            style_id = "" if properties is None else attribute(properties, "pStyle") or ""
            lines[0] = self._numbering.mark(properties, style_id) + lines[0]
            style, level = self._style(properties, style_id)
        for line in lines:
            if line:
                self._paragraphs += 1
                blocks.append(Paragraph(line, style, level, f"第 {self._paragraphs} 段"))
        for box in boxes:
            blocks += self.read(box)
        return blocks

    def _style(self, properties: etree._Element | None, style_id: str) -> tuple[Style, int]:
        facts = self._styles.facts(style_id)
        if facts.name.lower() in _TITLE_NAMES:
            return Style.TITLE, 0
        outline = facts.outline
        if properties is not None:
            own = attribute(properties, "outlineLvl")
            outline = outline if own is None else whole_number(own, 9)
        if outline is None or outline > 8:
            return Style.BODY, 0
        return Style.HEADING, min(outline + 1, 4)

    def _table(self, element: etree._Element) -> list[Block]:
        rows = [row for row in _unwrapped(element) if _is_kept_row(row)]
        if element.find(f".//{W}tbl") is not None or _is_frame(rows):
            return [block for row in rows for cell in _cells_of(row) for block in self.read(cell)]
        self._tables += 1
        table = _Table(rows=len(rows))
        for index, row in enumerate(rows):
            self._row(row, index, table)
        _drop_slivers(table, _column_widths(element))
        origin = f"第 {self._tables} 个表格"
        cells = tuple(
            GridCell(c.row, c.column, c.text, c.height, c.span, origin=f"{origin}第 {c.row + 1} 行")
            for c in table.cells
        )
        if not any(cell.text for cell in cells):
            return []
        return [Grid(cells, table.rows, table.columns, origin=origin)]

    def _row(self, row: etree._Element, index: int, table: _Table) -> None:
        column = whole_number(attribute(row, "trPr/gridBefore"), 0)
        last: _Cell | None = None
        for element in _cells_of(row):
            facts = _cell_facts(element)
            span = min(max(whole_number(facts.get(_SPAN), 1), 1), _MOST_COLUMNS)
            if table.rows * (column + span) > LARGEST_GRID:
                raise GridTooLarge(f"第 {self._tables} 个表格")
            if last is not None and facts.get(_SIDEWAYS) == "continue":
                last.span += span
                table.ending[last.row + last.height, last.column, last.span] = last
            elif facts.get(_DOWN) == "continue" and _grown(table, index, column, span):
                last = None
            else:
                last = _Cell(index, column, span, self._cell_text(element))
                table.cells.append(last)
                table.ending[index + 1, column, span] = last
            column += span
        table.columns = max(table.columns, column)

    def _cell_text(self, cell: etree._Element) -> str:
        counted = self._paragraphs
        text = join_lines(block.text for block in self.read(cell) if isinstance(block, Paragraph))
        self._paragraphs = counted
        return text


def _unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """The children, with content controls and tracked insertions opened."""
    for child in parent:
        if child.tag in _WRAPPERS:
            if not _is_prompt(child):
                yield from _unwrapped(child)
        else:
            yield child


def _is_prompt(element: etree._Element) -> bool:
    """True for a content control that nobody filled: 单击此处输入文字 is no text of the paper.

    A figure is kept whatever the control says of itself.
    """
    if element.tag != _CONTROL or element.find(_PROMPT) is None:
        return False
    return not any(character.isdigit() for text in element.itertext() for character in str(text))


def _is_kept_row(element: etree._Element) -> bool:
    return element.tag == _ROW and element.find(f"{W}trPr/{W}del") is None


def _cells_of(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in _unwrapped(row) if cell.tag == _CELL]


def _is_frame(rows: list[etree._Element]) -> bool:
    """True for a table of one column: letters use it as a frame round their text."""
    return all(len(_cells_of(row)) <= 1 for row in rows)


def _cell_facts(cell: etree._Element) -> dict[str, str]:
    """The cell's properties by their tags; a merge that says nothing more is a ``continue``."""
    properties = cell.find(_CELL_PROPERTIES)
    if properties is None:
        return {}
    return {str(child.tag): child.get(_VALUE, "continue") for child in properties}


def _column_widths(table: etree._Element) -> list[int]:
    """The widths of the grid's columns in twips, as far as the file gives them."""
    columns = table.iterfind(f"{W}tblGrid/{W}gridCol")
    return [whole_number(column.get(f"{W}w"), 0) for column in columns]


def _drop_slivers(table: _Table, widths: list[int]) -> None:
    """Take out columns too narrow to see, in which no cell stands.

    Rows whose borders miss each other by a hair leave such columns behind.
    """
    held = {cell.column for cell in table.cells if cell.span == 1}
    slivers = [
        column
        for column, width in enumerate(widths[: table.columns])
        if 0 < width <= _SLIVER and column not in held
    ]
    for cell in table.cells:
        end = cell.column + cell.span
        before = bisect_left(slivers, cell.column)
        cell.span -= bisect_left(slivers, end) - before
        cell.column -= before
    table.columns -= len(slivers)


def _grown(table: _Table, row: int, column: int, span: int) -> bool:
    """Let the cell above reach down into this row; False where none stands just above."""
    cell = table.ending.get((row, column, span))
    if cell is None or cell.span != span:
        return False
    cell.height += 1
    table.ending[row + 1, column, span] = cell
    return True


def _lines(paragraph: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The paragraph's lines, parted at its line breaks; text boxes in it go to ``boxes``."""
    pieces: list[str] = []
    for piece in _pieces(paragraph, boxes):
        if piece == "\n":
            yield trimmed("".join(pieces))
            pieces.clear()
        elif isinstance(piece, _Raised):
            pieces.append(raised("".join(pieces), piece))
        else:
            pieces.append(piece)
    yield trimmed("".join(pieces))


class _Raised(str):
    """Text above the line."""


def _pieces(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _UNSEEN:
            continue
        if tag == _TEXT:
            yield (child.text or "").replace("\n", " ")
        elif tag in _BREAKS:
            yield "\n"
        elif tag in _TABS:
            yield " "
        elif tag == _HYPHEN:
            yield "-"
        elif tag == _BOX:
            boxes.append(child)
        elif isinstance(tag, str) and not _is_hidden(child) and not _is_prompt(child):
            is_raised = _property(child, _RAISED) == "superscript"
            for piece in _pieces(child, boxes):
                yield _Raised(piece) if is_raised and piece != "\n" else piece


def _is_hidden(element: etree._Element) -> bool:
    values = (_property(element, name) for name in _NOT_SEEN)
    return any(value not in (None, "0", "false", "off") for value in values)


def _property(element: etree._Element, name: str) -> str | None:
    """A run's property: its value, "1" where it has none; None where it is not set."""
    properties = element.find(_RUN_PROPERTIES) if element.tag == _RUN else None
    found = None if properties is None else properties.find(name)
    return None if found is None else str(found.get(_VALUE, "1"))
