"""A text file → Document: plain text, text with tab tables, markdown."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from forms.document import Block, Document, Grid, GridCell, Paragraph, Style
from forms.errors import Cause, UnreadableFile
from forms.reading import from_csv
from forms.reading.bounds import refuse_long_text
from forms.reading.encodings import guessed_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(.*)")
_BOLD_BEGINS = re.compile(r"(?=(\*\*|__)\S)")
_BOLD_ENDS = {mark: re.compile(rf"(?<=\S)(?={re.escape(mark)})") for mark in ("**", "__")}
_RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*")
_LEVELS = 4
_QUOTE = re.compile(r"(?:> ?)+")
_FEWEST_QUOTED = 5
_DRAWN_RULE = re.compile(r"\s*[┌├└┏┣┗╔╠╚+][─━═┬┼┴┳╋┻╦╬╩+-]{3,}[┐┤┘┓┫┛╗╣╝+]\s*")
_DRAWN_CORNERS = {ord(sign): "|" for sign in "┌├└┏┣┗╔╠╚┬┼┴┳╋┻╦╬╩┐┤┘┓┫┛╗╣╝+"}
_DRAWN_CORNERS |= {ord(sign): "-" for sign in "─━═"}
_DRAWN_SIDES = {ord(sign): "|" for sign in "│┃║"}


def read(data: bytes, name: str) -> Document:
    """The bytes of a text file → Document.

    Lines become paragraphs (origin ``第 14 行``); rows of tabs and of ``a | b | c |`` become
    ragged grids, markdown tables exact ones. Raises UnreadableFile (EMPTY, UNKNOWN_ENCODING).
    """
    refuse_long_text(len(data), name)
    if not data.strip():
        raise UnreadableFile(name, Cause.EMPTY)
    text, is_cut = _decoded(data, name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not any(line.strip() for line in lines):
        raise UnreadableFile(name, Cause.EMPTY)
    sign = from_csv.sign_between_cells(lines, name)
    if sign:
        return from_csv.read(lines, name, sign, is_cut=is_cut)
    lines = [_without_drawing(line) for line in _without_quotes(lines)]
    return Document(blocks=tuple(_blocks(lines)), is_cut=is_cut)


def _without_quotes(lines: list[str]) -> list[str]:
    """A letter that was answered has a mark before each of its lines."""
    quoted = sum(1 for line in lines if line.startswith(">"))
    if quoted < _FEWEST_QUOTED or 2 * quoted < sum(1 for line in lines if line.strip()):
        return lines
    return [_QUOTE.sub("", line) for line in lines]


def _without_drawing(line: str) -> str:
    """A table drawn with the signs for lines, as markdown has it."""
    if _DRAWN_RULE.fullmatch(line):
        return line.translate(_DRAWN_CORNERS)
    return line.translate(_DRAWN_SIDES) if line.count("│") + line.count("┃") > 1 else line


def _decoded(data: bytes, name: str) -> tuple[str, bool]:
    """The text, and whether it ends within a character."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded_as(data, encoding, name)
    return _decoded_as(data, guessed_encoding(data), name)


def _decoded_as(data: bytes, encoding: str, name: str) -> tuple[str, bool]:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError as error:
        raise UnreadableFile(name, Cause.UNKNOWN_ENCODING) from error
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise UnreadableFile(name, Cause.UNKNOWN_ENCODING)
    is_cut = _ends_in_mid_character(data, encoding)
    return _CONTROL.sub("", text).replace("\x0b", "\n").replace("\x0c", "\n"), is_cut


def _ends_in_mid_character(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return True
    return False


@dataclass(frozen=True)
class _Row:
    """One line that is a row of a table; ``number`` counts lines from 1."""

    cells: tuple[str, ...]
    number: int
    exact: bool


def _blocks(lines: list[str]) -> Iterator[Block]:
    rows: list[_Row] = []
    for number, line in enumerate(lines, start=1):
        row = _row(line, number, bool(rows))
        if rows and (row is None or row.exact != rows[0].exact):
            yield _grid(rows)
            rows = []
        if row is not None:
            rows.append(row)
        elif line.strip() and not _is_only_pipes(line):
            yield _paragraph(line, number)
    if rows:
        yield _grid(rows)


def _is_only_pipes(line: str) -> bool:
    return "|" in line and not line.replace("|", "").strip()


def _row(line: str, number: int, within_table: bool) -> _Row | None:
    if "\t" in line.strip(" \u3000") and "|" not in line:
        cells = tuple(_plain(cell) for cell in line.split("\t"))
        filled = sum(bool(cell) for cell in cells)
        if filled >= 2 or (filled == 1 and within_table) or line.rstrip(" ").endswith("\t\t"):
            return _Row(cells, number, exact=False)
        return None
    stripped = line.strip()
    if stripped.count("|") < 2 and not (within_table and "|" in stripped):
        return None
    if _is_only_pipes(stripped) and not within_table:
        return None
    exact = stripped.startswith("|") and stripped.endswith("|")
    inner = stripped[1:-1] if exact else stripped
    return _Row(tuple(_plain(cell) for cell in inner.split("|")), number, exact)


def _grid(rows: list[_Row]) -> Grid:
    exact = rows[0].exact and any(_is_rule(row) for row in rows)
    header_rows = next((at for at, row in enumerate(rows) if _is_rule(row)), 0) if exact else 0
    kept = [row for row in rows if not (exact and _is_rule(row))]
    cells = [
        GridCell(at, column, text, origin=f"第 {row.number} 行")
        for at, row in enumerate(kept)
        for column, text in enumerate(row.cells)
    ]
    return Grid(
        cells=tuple(cells),
        row_count=len(kept),
        column_count=max((len(row.cells) for row in kept), default=0),
        header_rows=header_rows,
        ragged=not exact,
        origin=f"第 {rows[0].number} 行",
    )


def _is_rule(row: _Row) -> bool:
    return all(_RULE_CELL.fullmatch(cell) for cell in row.cells)


def _paragraph(line: str, number: int) -> Paragraph:
    found = _HASHES.match(line)
    origin = f"第 {number} 行"
    if found:
        level = min(len(found[1]), _LEVELS)
        return Paragraph(_plain(found[2].rstrip().rstrip("#")), Style.HEADING, level, origin)
    return Paragraph(_plain(line), origin=origin)


def _plain(text: str) -> str:
    """Without white space around it and without the marks of bold type."""
    if "**" not in text and "__" not in text:
        return text.strip()
    # One look for all ends: a pattern with both would look through the rest at each beginning.
    ends = {key: [end.start() for end in mark.finditer(text)] for key, mark in _BOLD_ENDS.items()}
    pieces, done = [], 0
    for begin in _BOLD_BEGINS.finditer(text):
        found, inside = ends[begin[1]], begin.start() + 2
        at = bisect_left(found, inside + 1)
        if begin.start() >= done and at < len(found):
            pieces += [text[done : begin.start()], text[inside : found[at]]]
            done = found[at] + 2
    return "".join([*pieces, text[done:]]).strip()
