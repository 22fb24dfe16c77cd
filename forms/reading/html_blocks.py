"""The elements of a web page → paragraphs and grids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from forms.counts import is_number, read_cell
from forms.document import Block, Paragraph, Style
from forms.headings import heading_level
from forms.reading.bounds import refuse_many_blocks
from forms.reading.cell_text import is_mark
from forms.reading.grid_building import Spanned, is_frame, place_rows
from forms.reading.line_joining import join_lines, raised, trimmed

_UNSEEN = frozenset(
    "head script style template noscript select option datalist textarea button iframe object "
    "svg math audio video canvas nav map colgroup del s strike".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main menu ol p pre section summary ul caption "
    "td th tr table thead tbody tfoot".split()
)
_CELLS = frozenset({"td", "th"})
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|text-decoration[^;]{0,60}line-through",
    re.I,
)
"""Not seen, or crossed out."""
# By way of the attributes: to ask every element takes three times as long.
_MAY_HIDE = etree.XPath("descendant-or-self::*/@hidden/.. | descendant-or-self::*/@style/..")
_NEVER_SHOWN = "template"
_NUMBER = "{gknb}number"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’]"
# A line break in the source between two Han characters is no space, though browsers show one.
_SOURCE_BREAK = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]\s*(?={_WIDE})")
_NAME = re.compile(r"[^。；：:！？]{1,40}")
"""What a caption says that only names its table."""
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]{1,100})", re.I)
_WIDEST_SPAN = 1000
_DEEPEST = 400


class BlockCollector:
    """Walks pages and gathers what is seen, block by block."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._line: list[str] = []
        self._style = (Style.BODY, 0)
        self._tables = 0
        self._paragraphs = 0
        self._has_title = False

    def read(self, root: etree._Element) -> None:
        """Add what one page shows. Raises TooMuch.

        The only ``h1`` of a page is its title.
        """
        _mark_hidden(root)
        _number_items(root)
        self._has_title = sum(1 for _ in root.iter("h1")) == 1
        self._walk(root, 0)
        self._end_line()

    def finished(self) -> list[Block]:
        """The blocks gathered so far."""
        return self._blocks

    def _walk(self, element: etree._Element, depth: int) -> None:
        tag = element.tag
        if tag == "br":
            self._end_line()
        elif tag == "table":
            self._end_line()
            self._table(element, depth)
        elif depth < _DEEPEST and tag not in _UNSEEN:
            self._inside(element, tag, depth)
        tail = element.tail
        if tail:
            self._add_text(tail, tag == "pre")

    def _inside(self, element: etree._Element, tag: str, depth: int) -> None:
        is_block = tag in _BLOCKS
        before = self._style
        if is_block:
            self._end_line()
            if tag in _HEADINGS:
                self._style = self._heading_style(tag)
        if tag == "li":
            self._add_text(element.get(_NUMBER, ""))
        text = _own_text(element, self._line[-1:])
        if text:
            self._add_text(text, not text.isprintable() and _keeps_lines(element))
        for child in element:
            self._walk(child, depth + 1)
        if is_block:
            self._end_line()
            self._style = before

    def _heading_style(self, tag: str) -> tuple[Style, int]:
        if tag == "h1" and self._has_title:
            return (Style.TITLE, 0)
        return (Style.HEADING, min(_HEADINGS[tag], 4))

    def _add_text(self, text: str, keeps_lines: bool = False) -> None:
        if keeps_lines:
            first, *others = text.splitlines() or [""]
            self._line.append(first)
            for line in others:
                self._end_line()
                self._line.append(line)
        else:
            self._line.append(text)

    def _end_line(self) -> None:
        if not self._line:
            return
        text = _collapsed("".join(self._line))
        self._line.clear()
        if text:
            self._paragraphs += 1
            style, level = self._style
            origin = f"第 {self._paragraphs} 段"
            self._blocks.append(Paragraph(text, style, level, origin))
            refuse_many_blocks(len(self._blocks))

    def _table(self, table: etree._Element, depth: int) -> None:
        rows = list(_rows(table))
        spanned = [[_spanned(cell) for cell in row] for row in rows]
        is_no_table = table.find(".//table") is not None or is_frame(spanned)
        name = self._caption(table, depth, is_name=not is_no_table)
        if is_no_table:
            for row in rows:
                for cell in row:
                    self._inside(cell, "td", depth + 1)
            return
        self._tables += 1
        grid = place_rows(spanned, f"第 {self._tables} 个表格")
        if any(cell.text for cell in grid.cells):
            self._blocks.append(replace(grid, name=name))

    def _caption(self, table: etree._Element, depth: int, *, is_name: bool) -> str:
        """The table's name; a caption that says more than a name stands above the table."""
        name = ""
        for caption in table.iterchildren("caption"):
            text = _spanned(caption)[0]
            if is_name and _NAME.fullmatch(text) and not heading_level(text):
                name = text
            else:
                self._inside(caption, "caption", depth + 1)
        return name


def _mark_hidden(root: etree._Element) -> None:
    """What the page hides takes the name of what no browser shows: nobody need ask again."""
    asked: Any = _MAY_HIDE(root)
    for element in asked:
        style = element.get("style")
        if element.get("hidden") is not None or (style and _HIDDEN.search(style)):
            element.tag = _NEVER_SHOWN


def _own_text(element: etree._Element, before: Sequence[str]) -> str:
    """The text of an element before its children; ``before`` ends with what stands before it."""
    text = element.text or ""
    return raised("".join(before), text) if element.tag == "sup" else text


def _keeps_lines(element: etree._Element) -> bool:
    return element.tag == "pre" or "pre-" in element.get("style", "").replace(" ", "")


def _number_items(root: etree._Element) -> None:
    """Note ``1.`` at the items of numbered lists: the browser writes it, the page does not."""
    bare: set[str] | None = None
    for parent in root.iter("ol"):
        bare = _without_numbers(root) if bare is None else bare
        start = parent.get("start", "1")
        first = int(start) if start.isdecimal() and len(start) < 5 else 1
        for number, item in enumerate(parent.iterchildren("li"), first):
            if not _is_bare(parent, bare) and not _is_bare(item, bare):
                item.set(_NUMBER, f"{number}.")


def _is_bare(element: etree._Element, bare: set[str]) -> bool:
    own = _LIST_STYLE.findall(element.get("style", ""))
    if own:
        return "none" in own[-1].lower()
    classes = [f".{name}" for name in element.get("class", "").split()]
    names = {str(element.tag), *classes, *(f"{element.tag}{name}" for name in classes)}
    return not names.isdisjoint(bare)


def _without_numbers(root: etree._Element) -> set[str]:
    """What the page's own style sheets leave without numbers: ``ol``, ``.plain``, ``li.plain``.

    What holds only within something else (``.menu li``) may give numbers back, never take them.
    """
    bare: set[str] = set()
    for sheet in root.iter("style"):
        for rule in (sheet.text or "").split("}"):
            selectors, _, said = rule.rpartition("{")
            found = _LIST_STYLE.findall(said)
            if not found:
                continue
            listed = selectors.rpartition("*/")[2].replace("<!--", "").split(",")
            parted = [selector.split() for selector in listed]
            if "none" in found[-1].lower():
                bare |= {words[0] for words in parted if len(words) == 1}
            else:
                bare -= {words[-1] for words in parted if words}
    return bare


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The cells of each row of this table; of nested tables only where it is a mere frame."""
    for child in table:
        if child.tag == "tr":
            yield _cells(child)
        elif child.tag in _ROW_GROUPS:
            yield from (_cells(row) for row in child if row.tag == "tr")


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in _CELLS]


def _spanned(cell: etree._Element) -> Spanned:
    if len(cell):
        lines: list[list[str]] = [[]]
        _cell_lines(cell, lines, 0)
        text = join_lines(_collapsed("".join(line)) for line in lines)
    else:
        text = cell.text or ""
        # The commonest cells, a number and a word, are as they should be.
        text = text if text.isalnum() else _collapsed(text)
    down, across = cell.get("rowspan"), cell.get("colspan")
    if down is None and across is None:
        return text, 1, 1
    return text, _span(down) or _WIDEST_SPAN, _span(across) or 1


def _span(given: str | None) -> int:
    """The span; 1 where it is no number, 0 where the page says 0 (to the end)."""
    value = trimmed(given or "1")
    return min(int(value), _WIDEST_SPAN) if value.isdecimal() and len(value) < 9 else 1


def _cell_lines(element: etree._Element, lines: list[list[str]], depth: int) -> None:
    """Add the pieces of each line; none is blank."""
    lines[-1] += filter(None, [_own_text(element, lines[-1][-1:])])
    for child in element:
        tag = child.tag
        if tag == "br":
            lines.append([])
        elif tag == "input":
            lines[-1] += filter(None, [_typed(child)])
        elif tag not in _UNSEEN and depth < _DEEPEST:
            if tag in _BLOCKS:
                lines.append([])
            if tag == "li":
                lines[-1] += filter(None, [child.get(_NUMBER)])
            _cell_lines(child, lines, depth + 1)
            if tag in _BLOCKS:
                lines.append([])
        lines[-1] += filter(None, [child.tail])


def _typed(field: etree._Element) -> str:
    """The figure that a field of a form shows; what else it may hold is no text of a table."""
    value = field.get("value", "").strip()
    is_shown = field.get("type", "text").lower() in ("text", "number", "tel")
    return value if is_shown and (is_mark(value) or is_number(read_cell(value).value)) else ""


def _collapsed(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    if "\n" in text or "\r" in text:
        text = _SOURCE_BREAK.sub("", text)
    return trimmed(_SPACES.sub(" ", text))
