"""Sums in a workbook that no program has calculated yet.

Programs that write workbooks often store formulas without their results. The few kinds that
tables of figures need are calculated here: sums, additions, subtractions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from forms.reading.sheet_blocks import Area, Place

Content = Decimal | str | None
"""A cell's content: a number, a text (a formula begins with ``=``), or nothing."""

_DEEPEST = 60
_LARGEST = 5000
_REFERENCE = r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})"
_RANGE = re.compile(rf"{_REFERENCE}(?::{_REFERENCE})?")
_TERM = re.compile(
    rf"\s*(?:(?P<sign>[+-])\s*)?(?:(?P<sum>SUM)\((?P<inside>[^()]*)\)"
    rf"|(?P<reference>{_REFERENCE})(?![\w:(!])|(?P<number>\d+(?:\.\d+)?)(?![\w:(!]))\s*",
    re.IGNORECASE,
)


class CannotCalculate(ValueError):
    """The formula is of a kind that is not calculated here; the argument is the formula."""


class Calculator:
    """Calculates the formulas of one sheet from its other cells."""

    def __init__(self, contents: Mapping[Place, Content]) -> None:
        self._contents = contents
        self._open: list[Place] = []

    def value(self, place: Place) -> Decimal:
        """The number in a cell, calculated where need be; blank cells and texts count as 0.

        Raises CannotCalculate.
        """
        content = self._contents.get(place)
        if isinstance(content, Decimal):
            return content
        if content is None or not content.startswith("="):
            return Decimal(0)
        if place in self._open or len(self._open) >= _DEEPEST:
            raise CannotCalculate(content)
        self._open.append(place)
        try:
            return self._formula(content)
        finally:
            self._open.pop()

    def _formula(self, formula: str) -> Decimal:
        total, at = Decimal(0), 1
        while at < len(formula):
            term = _TERM.match(formula, at)
            if term is None or (at > 1 and not term["sign"]):
                raise CannotCalculate(formula)
            amount = self._term(term, formula)
            total += -amount if term["sign"] == "-" else amount
            at = term.end()
        return total

    def _term(self, term: re.Match[str], formula: str) -> Decimal:
        if term["number"]:
            return Decimal(term["number"])
        if term["reference"]:
            return self.value(Place(*_area(term["reference"], formula)[:2]))
        areas = [_area(part, formula) for part in term["inside"].split(",")]
        return sum((self.value(p) for area in areas for p in _places(area, formula)), Decimal(0))


def _area(text: str, formula: str) -> Area:
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        raise CannotCalculate(formula)
    left, top, right, bottom = found.groups()
    first = (int(top) - 1, _column(left))
    last = first if right is None else (int(bottom) - 1, _column(right))
    return Area(*first, *last)


def _places(area: Area, formula: str) -> Iterator[Place]:
    height, width = area.bottom - area.top + 1, area.right - area.left + 1
    if height < 1 or width < 1 or height * width > _LARGEST:
        raise CannotCalculate(formula)
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            yield Place(row, column)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
