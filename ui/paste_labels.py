"""Which rows and columns of the form a pasted block speaks of, by the labels that came along.

Labels are compared without blanks, item numbers and punctuation, so that the many ways in
which an office types them meet. A label is never a value: the 1 of ``1.属于国家秘密`` is not.
No Qt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from forms.counts import is_number, read_cell
from ui.clipboard import Block
from ui.table_shape import TableShape

_ITEM_NUMBER = re.compile(r"^(?:\(?[一二三四五六七八九十]{1,3}[)、.]|\(?\d{1,2}[.)、])")
_NO_FIGURES = frozenset("/ - -- — —— － ／ 无 零 空 N/A n/a".split())
LONGEST_VALUE = 12


@lru_cache(4096)
def plain_label(text: str) -> str:
    """A label without blanks, item number and punctuation: ``（三）不予 公开`` → 不予公开."""
    normal = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    normal = _ITEM_NUMBER.sub("", normal, count=1) or normal
    return re.sub(r"[\W_]+", "", normal)


@lru_cache(4096)
def is_value_text(text: str) -> bool:
    """True for what may stand in a value cell: a number, ``/``, ``无``, ``12abc``."""
    return bool(text) and (
        is_number(read_cell(text).value)
        or text in _NO_FIGURES
        or (len(text) <= LONGEST_VALUE and text[:1].isdigit() and _looks_typed(text))
    )


def _looks_typed(text: str) -> bool:
    """``12abc``, ``1e3`` and ``3左右``, but not ``3.其他``."""
    has_item_number = _ITEM_NUMBER.match(unicodedata.normalize("NFKC", text))
    return not has_item_number and len(re.findall(r"[\u4e00-\u9fff]", text)) <= 2


@dataclass(frozen=True)
class RowMatch:
    """A block row that names a row of the form; its values begin at ``start``."""

    row: str
    start: int


class Labels:
    """The labels of one table of the form, ready to be compared with."""

    def __init__(self, shape: TableShape) -> None:
        self._shape = shape
        rows = [row for row in shape.table.rows.values() if row.label_area is not None]
        self._rows = _unique(
            (plain_label(text), row.key) for row in rows for text in {row.label, row.name}
        )
        self._columns: dict[str, list[int]] = {}
        for column, headers in shape.headers_above.items():
            if headers:
                self._columns.setdefault(plain_label(headers[-1]), []).append(column)

    # --- rows --------------------------------------------------------------------------

    def rows_of(self, block: Block) -> dict[int, RowMatch]:
        """Block row → the row of the form that its last label names."""
        found = {}
        for row in range(self.header_end(block), block.row_count):
            match = self._row_match(block, row)
            if match is not None:
                found[row] = match
        if found and not block.ragged:
            start = max(match.start for match in found.values())
            found = {row: RowMatch(match.row, start) for row, match in found.items()}
        return found

    def _row_match(self, block: Block, row: int) -> RowMatch | None:
        best = None
        for column in range(block.column_count):
            text = block.rows[row][column]
            if block.is_covered(row, column) or not text:
                continue
            if is_value_text(text):
                break
            key = self._rows.get(plain_label(text))
            if key is not None:
                best = RowMatch(key, _end(block, row, column))
        return best

    # --- columns -----------------------------------------------------------------------

    def columns_of(self, block: Block, near: int | None) -> tuple[dict[int, int], bool]:
        """Block column → grid column by the header over it, and whether that was a guess.

        Part four prints the same five headers three times: the group's name above decides,
        else the order where all three are there, else the current cell (``near``).
        """
        above = self._headers_in(block)
        named = {c: texts[-1] for c, texts in above.items() if texts}
        found: dict[int, int] = {}
        guessed = False
        for column, label in named.items():
            candidates = self._narrowed(self._columns.get(label, []), above[column][:-1])
            same = [c for c in named if named[c] == label]
            if len(candidates) > 1 and len(same) == len(candidates):
                candidates = [candidates[same.index(column)]]
            elif len(candidates) > 1 and near is not None:
                candidates, guessed = self._beside(candidates, near), True
            if len(candidates) == 1:
                found[column] = candidates[0]
        if len(set(found.values())) < len(found):
            return {}, True
        return found, guessed

    def _headers_in(self, block: Block) -> dict[int, list[str]]:
        """Block column → the plain header texts over it, top to bottom, the last a column's."""
        found: dict[int, list[str]] = {}
        for column in range(block.column_count):
            texts: list[str] = []
            for row in self._header_rows(block):
                text = plain_label(block.over(row, column))
                if text and text not in texts:
                    texts.append(text)
            while texts and texts[-1] not in self._columns:
                texts.pop()
            found[column] = texts
        return found

    def _header_rows(self, block: Block) -> list[int]:
        """The rows at the top that hold labels of columns and no values."""
        rows = []
        for row in range(block.row_count):
            has_value = any(is_value_text(text) for text in block.rows[row])
            is_row = has_value or self._row_match(block, row) is not None
            if is_row and not self._names_columns(block, row):
                break
            rows.append(row)
        return rows if any(self._names_columns(block, row) for row in rows) else []

    def _names_columns(self, block: Block, row: int) -> bool:
        """True for a row of column labels; one label alone may not be a row's as well (总计)."""
        if any(is_value_text(text) for text in block.rows[row]):
            return False
        known = {plain_label(text) for text in block.rows[row]} & set(self._columns)
        return len(known) > 1 or bool(known - set(self._rows))

    def _beside(self, candidates: list[int], near: int) -> list[int]:
        """The candidates under the same group of headers as the current cell."""
        above = self._shape.headers_above
        return [c for c in candidates if above[c][:-1] == above[near][:-1]]

    def _narrowed(self, candidates: list[int], groups: list[str]) -> list[int]:
        """The candidates that stand under the groups that are named over a block column."""
        for group in groups:
            under = [
                column
                for column in candidates
                if group in [plain_label(text) for text in self._shape.headers_above[column]]
            ]
            candidates = under or candidates
        return candidates

    def score(self, block: Block) -> int:
        """How many rows and columns of the form the block's edges name."""
        return len(self.rows_of(block)) + len(self.columns_of(block, None)[0])

    def header_end(self, block: Block) -> int:
        """The first block row below the headers."""
        rows = self._header_rows(block)
        return rows[-1] + 1 if rows else 0


def _end(block: Block, row: int, column: int) -> int:
    """The column after a cell, its merged width included."""
    end = column + 1
    while end < block.column_count and block.owners.get((row, end)) == (row, column):
        end += 1
    return end


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Label → key, without labels that name two rows."""
    found: dict[str, set[str]] = {}
    for label, key in pairs:
        found.setdefault(label, set()).add(key)
    return {label: keys.pop() for label, keys in found.items() if len(keys) == 1}
