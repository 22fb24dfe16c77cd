"""What a clipboard holds, as a block of texts; and a part of the form as TSV and HTML. No Qt.

Pasted HTML is only ever taken apart (``html.parser``): nothing in it is run or fetched.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from forms.document import GridCell, Kind

LARGEST_SPAN = 200
LARGEST_BLOCK = 20_000
LARGEST_TEXT = 4_000_000
"""Characters of a clipboard that are looked through; the largest table of the form has 20,000."""


@dataclass(frozen=True)
class Block:
    """A rectangle of texts. ``owners`` maps each place covered by a merged cell to that cell.

    ``ragged``: the rows have different lengths, a column says only the order within its row.
    ``guessed``: the columns were separated by blanks only.
    """

    rows: tuple[tuple[str, ...], ...]
    owners: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    ragged: bool = False
    guessed: bool = False

    @property
    def row_count(self) -> int:
        """How many rows."""
        return len(self.rows)

    @property
    def column_count(self) -> int:
        """How many columns."""
        return len(self.rows[0]) if self.rows else 0

    def over(self, row: int, column: int) -> str:
        """The text at a place, also where a merged cell covers it."""
        owner_row, owner_column = self.owners.get((row, column), (row, column))
        return self.rows[owner_row][owner_column]

    def is_covered(self, row: int, column: int) -> bool:
        """True where another, merged cell covers the place."""
        return (row, column) in self.owners

    def transposed(self) -> Block:
        """Rows and columns changed over."""
        owners = {(c, r): (oc, orow) for (r, c), (orow, oc) in self.owners.items()}
        return Block(tuple(zip(*self.rows, strict=True)), owners, False, self.guessed)

    def cut(self, rows: slice, columns: slice) -> Block:
        """A part of the block; merged cells that begin outside are forgotten."""
        top, left = rows.start or 0, columns.start or 0
        kept = tuple(row[columns] for row in self.rows[rows])
        owners = {
            (r - top, c - left): (orow - top, oc - left)
            for (r, c), (orow, oc) in self.owners.items()
            if orow >= top and oc >= left and r - top < len(kept)
        }
        return Block(kept, owners, self.ragged, self.guessed)


def read_block(html: str, text: str) -> Block:
    """The clipboard's table: from HTML where it holds one, else from the plain text."""
    rows = _largest_table(html) if 0 < len(html) <= LARGEST_TEXT else None
    block = _from_cells(rows) if rows else _from_text(text)
    return _without_blank_ends(block)


# --- from HTML ---------------------------------------------------------------------------


@dataclass
class _Cell:
    row_span: int
    column_span: int
    text: list[str] = field(default_factory=list)


class _Tables(HTMLParser):
    """Collects every table; a table within a cell counts for itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[_Cell]]] = []
        self._open: list[list[list[_Cell]]] = []
        self._cells: list[_Cell | None] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "head", "title"):
            self._silent += 1
        elif tag == "table":
            self.tables.append([])
            self._open.append(self.tables[-1])
            self._cells.append(None)
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].append([])
            self._cells[-1] = None
        elif tag in ("td", "th"):
            self._begin_cell(dict(attrs))
        elif tag in ("br", "p", "div"):
            self.handle_data(" ")

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        if not self._open[-1]:
            self._open[-1].append([])
        cell = _Cell(_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
        self._open[-1][-1].append(cell)
        self._cells[-1] = cell

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "head", "title"):
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._open:
            self._open.pop()
            self._cells.pop()
        elif tag in ("td", "th") and self._cells:
            self._cells[-1] = None

    def handle_data(self, data: str) -> None:
        if self._cells and self._cells[-1] is not None and not self._silent:
            self._cells[-1].text.append(data)


def _span(text: str | None) -> int:
    number = (text or "").strip()[:9]
    return min(LARGEST_SPAN, max(1, int(number))) if number.isdecimal() else 1


def _largest_table(html: str) -> list[list[_Cell]] | None:
    parser = _Tables()
    parser.feed(html)
    parser.close()
    return max(parser.tables, key=lambda rows: sum(map(len, rows)), default=None)


def _from_cells(rows: list[list[_Cell]]) -> Block:
    """Cells with spans → a rectangle, as a browser lays them out."""
    texts: dict[tuple[int, int], str] = {}
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in texts or (row, column) in owners:
                column += 1
            texts[row, column] = re.sub(r"\s+", " ", "".join(cell.text)).strip()
            for r in range(row, min(row + cell.row_span, len(rows))):
                for c in range(column, column + cell.column_span):
                    if (r, c) != (row, column):
                        owners[r, c] = (row, column)
            if len(owners) + len(texts) > LARGEST_BLOCK:
                return Block(())
            column += cell.column_span
    width = max((c for _, c in [*texts, *owners]), default=-1) + 1
    filled = tuple(tuple(texts.get((r, c), "") for c in range(width)) for r in range(len(rows)))
    return Block(filled, owners)


# --- from text ---------------------------------------------------------------------------


def _from_text(text: str) -> Block:
    if len(text) > LARGEST_TEXT:
        return Block(())
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    guessed = "\t" not in text and _is_spaced(text)
    if guessed:
        rows = [re.split(r"\s+", line.strip()) for line in text.split("\n")]
    else:
        rows = _tab_rows(text)
    lengths = {len(row) for row in rows if any(cell.strip() for cell in row)}
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > LARGEST_BLOCK:
        return Block(())
    filled = tuple(
        tuple(re.sub(r"\s+", " ", cell).strip() for cell in row) + ("",) * (width - len(row))
        for row in rows
    )
    return Block(filled, {}, len(lengths) > 1, guessed)


def _tab_rows(text: str) -> list[list[str]]:
    """Lines and tabs; a cell with line ends in it stands in quotes."""
    try:
        return list(csv.reader(io.StringIO(text), delimiter="\t"))
    except csv.Error:
        return [line.split("\t") for line in text.split("\n")]


def _is_spaced(text: str) -> bool:
    """Lines such as ``2.重复申请 3 0 0``: numbers with blanks between them, as PDFs give them."""
    return any(re.search(r"\d\s+\d", line.strip()) for line in text.split("\n"))


def _without_blank_ends(block: Block) -> Block:
    """Without the blank rows and columns at the lower and the right end."""

    def is_blank(row: int, column: int) -> bool:
        return not block.over(row, column)

    height, width = block.row_count, block.column_count
    while height and all(is_blank(height - 1, column) for column in range(width)):
        height -= 1
    while width and all(is_blank(row, width - 1) for row in range(height)):
        width -= 1
    return block.cut(slice(0, height), slice(0, width))


# --- copying -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Region:
    """A rectangle of the printed grid; the ends are not part of it."""

    top: int
    left: int
    bottom: int
    right: int

    def clip(self, cell: GridCell) -> Region | None:
        """The part of a cell that lies in the region."""
        top, left = max(self.top, cell.row), max(self.left, cell.column)
        bottom = min(self.bottom, cell.row + cell.row_span)
        right = min(self.right, cell.column + cell.column_span)
        return Region(top, left, bottom, right) if top < bottom and left < right else None


def _clipped(cells: Iterable[GridCell], region: Region) -> dict[tuple[int, int], GridCell]:
    """Top-left place within the region → the cell as far as it lies in the region."""
    found = {}
    for cell in cells:
        part = region.clip(cell)
        if part is not None:
            found[part.top, part.left] = GridCell(
                part.top,
                part.left,
                cell.text,
                part.bottom - part.top,
                part.right - part.left,
                cell.kind,
            )
    return found


def as_tsv(cells: Iterable[GridCell], region: Region) -> str:
    """Tabs and line ends; a merged cell's text stands at its first place."""
    found = _clipped(cells, region)
    lines = []
    for row in range(region.top, region.bottom):
        places = [(row, column) for column in range(region.left, region.right)]
        lines.append("\t".join(found[p].text if p in found else "" for p in places))
    return "\n".join(lines)


def as_html(cells: Iterable[GridCell], region: Region) -> str:
    """A plain table with its merged cells, as Word and Excel take it."""
    found = _clipped(cells, region)
    lines = []
    for row in range(region.top, region.bottom):
        parts = [
            _html_cell(found[row, column])
            for column in range(region.left, region.right)
            if (row, column) in found
        ]
        lines.append(f"<tr>{''.join(parts)}</tr>")
    return f'<meta charset="utf-8"><table border="1">{"".join(lines)}</table>'


def _html_cell(cell: GridCell) -> str:
    tag = "th" if cell.kind in (Kind.HEADER, Kind.BAND) else "td"
    rows = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    columns = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<{tag}{rows}{columns}>{escape(cell.text)}</{tag}>"
