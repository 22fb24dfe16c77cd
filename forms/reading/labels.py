"""Labels as they are recognised: every edition's own ones and their aliases.

Two labels are compared by their letters and digits alone, without item number, so that
brackets, punctuation, lost numbers and words broken by spaces make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from forms.edition import Edition, Table
from forms.reading.aliases import COLUMN_ALIASES, FURNITURE, ROW_ALIASES

_ITEM = re.compile(
    r"\A\s*(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]、|\d[.．、])"
)
_NOT_LETTERS = re.compile(r"[\W_]+")


def letters(label: str) -> str:
    """What of a label is compared.

    >>> letters("3.危及“三安全一稳定”"), letters("（三） 不予\\n公开")
    ('危及三安全一稳定', '不予公开')
    """
    # Nothing but letters and digits, as in most cells: no item number, nothing to take out.
    if label.isalnum():
        return label
    return _NOT_LETTERS.sub("", _ITEM.sub("", label, count=1))


@dataclass(frozen=True)
class Meaning:
    """What a spelling may stand for inside one table."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableLabels:
    """The spellings of one table over all editions. ``rows``: their keys in printed order."""

    key: str
    meanings: Mapping[str, Meaning]
    rows: tuple[str, ...]
    pattern: re.Pattern[str]
    own: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """edition key → spellings that no other edition has; they tell which one it is"""

    def meaning(self, text: str) -> Meaning | None:
        """What a whole cell says; None where it is no label of this table."""
        return self.meanings.get(letters(text))


@dataclass(frozen=True)
class LabelBook:
    """The labels of all tables."""

    tables: Mapping[str, TableLabels]

    def is_label(self, text: str) -> bool:
        """True for a whole cell or line that is some table's label."""
        spelled = letters(text)
        return any(spelled in table.meanings for table in self.tables.values())


@dataclass(frozen=True, eq=False)
class _Itself:
    """An edition that is compared by being the same one: its tables cannot be hashed."""

    edition: Edition

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.edition is self.edition

    def __hash__(self) -> int:
        return id(self.edition)


def label_book(editions: Mapping[str, Edition]) -> LabelBook:
    """The book of all labels of the editions."""
    return _book_of(tuple(map(_Itself, editions.values())))


@lru_cache(maxsize=4)
def _book_of(editions: tuple[_Itself, ...]) -> LabelBook:
    inside = tuple(itself.edition for itself in editions)
    keys = dict.fromkeys(key for edition in inside for key in edition.tables)
    return LabelBook({key: _table_labels(key, inside) for key in keys})


def _table_labels(key: str, editions: tuple[Edition, ...]) -> TableLabels:
    tables = {edition.key: edition.tables[key] for edition in editions if key in edition.tables}
    rows: dict[str, list[str]] = {}
    columns: dict[str, list[str]] = {}
    for table in tables.values():
        for row in table.rows.values():
            rows.setdefault(letters(row.label), []).append(row.key)
        for column in table.columns.values():
            columns.setdefault(letters(column.label), []).append(column.key)
    for (table_key, row_key), spellings in ROW_ALIASES.items():
        if table_key == key:
            for spelling in spellings:
                rows.setdefault(spelling, []).append(row_key)
    for (table_key, column_key), spellings in COLUMN_ALIASES.items():
        if table_key == key:
            for spelling in spellings:
                columns.setdefault(spelling, []).append(column_key)
    furniture = [letters(text.text) for table in tables.values() for text in table.texts]
    spelled = dict.fromkeys([*rows, *columns, *furniture, *FURNITURE.get(key, ())])
    meanings = {
        spelling: Meaning(
            tuple(dict.fromkeys(rows.get(spelling, ()))),
            tuple(dict.fromkeys(columns.get(spelling, ()))),
        )
        for spelling in spelled
        if spelling
    }
    return TableLabels(key, meanings, _row_order(tables), _pattern(meanings), _own(tables))


def _row_order(tables: Mapping[str, Table]) -> tuple[str, ...]:
    """The rows of all editions in one order: each edition's own rows stand where it puts them."""
    order: list[str] = []
    for table in tables.values():
        at = 0
        for key in table.rows:
            if key in order:
                at = order.index(key) + 1
            else:
                order.insert(at, key)
                at += 1
    return tuple(order)


def _pattern(meanings: Mapping[str, Meaning]) -> re.Pattern[str]:
    longest_first = sorted(meanings, key=len, reverse=True)
    return re.compile("|".join(re.escape(spelling) for spelling in longest_first))


def _own(tables: Mapping[str, Table]) -> dict[str, frozenset[str]]:
    """Per edition, the labels of rows and columns that no other edition prints anywhere."""
    labels = {
        edition: {letters(row.label) for row in table.rows.values()}
        | {letters(column.label) for column in table.columns.values()}
        for edition, table in tables.items()
    }
    printed = {
        edition: labels[edition] | {letters(text.text) for text in table.texts}
        for edition, table in tables.items()
    }
    own: dict[str, frozenset[str]] = {}
    for edition, spellings in labels.items():
        others = [found for other, found in printed.items() if other != edition]
        own[edition] = frozenset(spellings.difference(*others))
    return own
