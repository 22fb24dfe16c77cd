"""A workbook in the XML of Excel 2003, as systems write it (named .xls) → Document."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from forms.document import Document
from forms.errors import Cause, UnreadableFile
from forms.reading.bounds import refuse_many_tags
from forms.reading.grid_building import LARGEST_GRID, GridTooLarge
from forms.reading.sheet_blocks import Area, Place, Sheet, sheet_blocks
from forms.reading.sheet_merges import MOST_CELLS
from forms.reading.sheet_order import SheetBlocks, in_order
from forms.reading.sheet_values import shown

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_HIDDEN = f"{_X}WorksheetOptions/{_X}Visible"
_MOST = 100_000
_LONGEST_NUMBER = 9


def read(data: bytes, name: str) -> Document:
    """The sheets, hidden ones left out. Raises UnreadableFile (TRUNCATED, TOO_LARGE)."""
    refuse_many_tags(data, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data.lstrip(), parser)
        every = [(element, _sheet(element)) for element in root.iterchildren(f"{_S}Worksheet")]
        seen = [sheet for element, sheet in every if element.find(_HIDDEN) is None]
        hidden = [sheet for element, sheet in every if element.find(_HIDDEN) is not None]
        unread = tuple(sheet.name for sheet in hidden if seen and sheet.texts)
        sheets = seen or hidden
        blocks = in_order([SheetBlocks(sheet.name, sheet_blocks(sheet)) for sheet in sheets])
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(name, Cause.TRUNCATED, str(error)[:80]) from error
    except GridTooLarge as error:
        raise UnreadableFile(name, Cause.TOO_LARGE, str(error)) from error
    return Document(blocks, unread=unread)


def _sheet(element: etree._Element) -> Sheet:
    texts: dict[Place, str] = {}
    merges: list[Area] = []
    merged = 0
    for place, cell in _cells(element):
        text = _text(cell.find(f"{_S}Data"))
        if text.strip():
            texts[place] = text
            if len(texts) > MOST_CELLS:
                raise GridTooLarge(element.get(f"{_S}Name", ""))
        across, down = (_whole(cell, name, 0) for name in ("MergeAcross", "MergeDown"))
        if across or down:
            merged += (across + 1) * (down + 1)
            if merged > LARGEST_GRID:
                raise GridTooLarge(element.get(f"{_S}Name", ""))
            merges.append(Area(*place, place.row + down, place.column + across))
    return Sheet(element.get(f"{_S}Name", ""), texts, tuple(merges))


def _cells(element: etree._Element) -> Iterator[tuple[Place, etree._Element]]:
    """The cells with their places: each follows the one before, or says where it stands."""
    row = -1
    for line in element.iterfind(f"{_S}Table/{_S}Row"):
        row = max(_whole(line, "Index", row + 2) - 1, row + 1)
        column = -1
        for cell in line.iterchildren(f"{_S}Cell"):
            column = max(_whole(cell, "Index", column + 2) - 1, column + 1)
            yield Place(row, column), cell
            column += _whole(cell, "MergeAcross", 0)
        row += _whole(line, "Span", 0)


def _text(data: etree._Element | None) -> str:
    if data is None:
        return ""
    text = "".join(str(piece) for piece in data.itertext())
    if data.get(f"{_S}Type") != "Number":
        return text
    try:
        return shown(float(text))
    except ValueError:
        return text


def _whole(element: etree._Element, name: str, otherwise: int) -> int:
    given = element.get(_S + name, "")
    is_number = given.isascii() and given.isdecimal()
    # Python refuses to read a number of thousands of digits.
    return min(int(given[:_LONGEST_NUMBER]), _MOST) if is_number else otherwise
