"""Reading one table of an edition file strictly: wrong types and unknown keys are refused.

Each refusal names the file and the key (``tables.applications.rows.granted.at``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, NoReturn, TypeVar

from forms.edition import Area
from forms.errors import EditionError

_E = TypeVar("_E", bound=Enum)
_T = TypeVar("_T")
_MISSING = object()
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_CORNER = re.compile(r"([A-Z]{1,2})(\d{1,3})")


class Keys:
    """One table of the file. Reading a key marks it as known; ``done`` refuses the rest."""

    def __init__(self, file: str, path: str, data: object) -> None:
        self.file = file
        self.path = path
        if not isinstance(data, dict):
            self.refuse("", "这里应当是一组键和值。")
        self._data: dict[str, Any] = data
        self._known: set[str] = set()

    def refuse(self, key: str, problem: str) -> NoReturn:
        """Raise an EditionError for a key of this table ("" for the table itself)."""
        path = ".".join(part for part in (self.path, key) if part) or "（文件开头）"
        raise EditionError(self.file, path, problem)

    def has(self, key: str) -> bool:
        """True where the table has the key."""
        return key in self._data

    def _get(self, key: str, kind: type[_T], default: object, what: str) -> _T:
        self._known.add(key)
        value = self._data.get(key, default)
        if value is _MISSING:
            self.refuse(key, "缺少这一项。")
        wrong_bool = isinstance(value, bool) and kind is not bool
        if value is not default and (wrong_bool or not isinstance(value, kind)):
            self.refuse(key, f"应当是{what}。")
        return value  # type: ignore[return-value]

    def text(self, key: str, default: object = _MISSING) -> str:
        """A non-empty text (or the default)."""
        value = self._get(key, str, default, "文字")
        if value is not default and not value.strip():
            self.refuse(key, "不能是空的。")
        return value

    def whole(self, key: str, default: object = _MISSING) -> Any:
        """A whole number, zero or more (or the default)."""
        value = self._get(key, int, default, "整数")
        if value is not default and value < 0:
            self.refuse(key, "不能是负数。")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is missing."""
        return self._get(key, bool, False, "true 或 false")

    def choice(self, key: str, choices: type[_E], default: object = _MISSING) -> _E:
        """One of an enumeration's values."""
        value = self.text(key, default)
        try:
            return choices(value)
        except ValueError:
            known = "、".join(str(item.value) for item in choices)
            self.refuse(key, f"“{value}”不认识，可以用的有：{known}。")

    def texts(self, key: str, default: object = _MISSING) -> tuple[str, ...]:
        """A list of texts, none of them twice."""
        values = self._get(key, list, default, "一列文字")
        if values is default:
            return ()
        if not all(isinstance(value, str) and value for value in values):
            self.refuse(key, "应当是一列文字。")
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            self.refuse(key, f"“{twice[0]}”出现了两次。")
        return tuple(values)

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of positive numbers."""
        values = self._get(key, list, _MISSING, "一列数字")
        for value in values:
            if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
                self.refuse(key, "应当是一列大于0的数字。")
        return tuple(float(value) for value in values)

    def area(self, key: str) -> Area:
        """A rectangle of the grid: ``A4`` or ``A4:C4``."""
        text = self.text(key)
        corners = [_CORNER.fullmatch(corner) for corner in text.split(":")]
        if len(corners) > 2 or None in corners:
            self.refuse(key, f"“{text}”不是方格的位置，应当像 A4 或 A4:C4。")
        places = [(int(c[2]) - 1, column_index(c[1])) for c in corners if c]
        (top, left), (bottom, right) = places[0], places[-1]
        if top < 0 or bottom < top or right < left:
            self.refuse(key, f"“{text}”不是方格的位置，应当从左上角到右下角。")
        return Area(top, left, bottom - top + 1, right - left + 1)

    def table(self, key: str) -> Keys:
        """A table inside this one."""
        return Keys(self.file, self._inside(key), self._get(key, dict, _MISSING, "一组键和值"))

    def tables(self, key: str, default: object = _MISSING) -> list[Keys]:
        """A list of tables, in order."""
        items = self._get(key, list, default, "一列表")
        if items is default:
            return []
        path = self._inside(key)
        return [Keys(self.file, f"{path}[{n}]", item) for n, item in enumerate(items, start=1)]

    def named_tables(self, key: str) -> Iterator[tuple[str, Keys]]:
        """Tables by name, in the order of the file; the names are plain keys."""
        inside = self.table(key)
        for name in inside.names():
            if not _KEY.fullmatch(name):
                inside.refuse(name, "名称只能用小写字母、数字和下划线，以字母开头。")
            yield name, inside.table(name)

    def names(self) -> tuple[str, ...]:
        """Every key of this table, all of them marked as known."""
        self._known.update(self._data)
        return tuple(self._data)

    def done(self) -> None:
        """Refuse a key that nobody asked for: most often a slip of the pen."""
        for key in self._data:
            if key not in self._known:
                self.refuse(key, "不认识这一项。")

    def _inside(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def column_index(letters: str) -> int:
    """``A`` → 0, ``Z`` → 25, ``AA`` → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
