"""Cells that ran together: every way to cut figures into cells, and the sums that decide.

``8855698`` may be 88, 55, 698 or 8, 855, 698 and more. A number never begins with a needless
zero, a space is always a border, a sign begins a cell and a decimal or a unit ends one. Where
a sum within the row decides, the reading is certain; nothing here guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from forms.counts import Number, show
from forms.edition import CellType
from forms.reading.cell_text import Token

MOST_READINGS = 400
"""More are not told apart: the row is ambiguous anyway."""
LONGEST_COUNT = 10
"""No agency counts to more than ten digits; a longer figure is several that ran together."""
_MOST_STEPS = 15_000
_WHOLE_DIGITS = re.compile(r"[+-]?\d+")
_NEEDLESS_ZERO = re.compile(r"[+-]?0\d")

Reading = tuple["Token | None", ...]


@dataclass(frozen=True)
class RowSum:
    """Within one row: the cell at ``total`` is the sum of the cells at ``parts``."""

    total: int
    parts: tuple[int, ...]

    def holds(self, reading: Sequence[Token | None]) -> bool:
        """True where the sum is right; false where it is not, or where a cell is blank."""
        values = [_number(reading[at]) for at in (*self.parts, self.total)]
        known = [value for value in values if value is not None]
        return len(known) == len(values) and sum(known[:-1]) == known[-1]


def _number(token: Token | None) -> Number | None:
    if token is None:
        return None
    if token.text.isdecimal():
        return int(token.text)
    value = token.value
    return value if value is not None and not isinstance(value, str) else None


def cut_apart(
    tokens: Sequence[Token], types: Sequence[CellType], sums: Sequence[RowSum]
) -> tuple[Reading, ...]:
    """The readings of figures that ran together: one is certain, several are ambiguous.

    Where the figures can be cut in one way only, that is it; else those whose sums hold;
    else all, at most ``MOST_READINGS``.
    """
    possible, _ = _readings(tokens, types, (), most=2)
    if len(possible) < 2:
        return tuple(possible) or _nothing_but_zeros(tokens, types)
    if sums:
        adding_up, complete = _readings(tokens, types, sums, MOST_READINGS)
        if len(adding_up) > 1 or (adding_up and complete):
            return tuple(adding_up)
    return tuple(_readings(tokens, types, (), MOST_READINGS)[0])


def _readings(
    tokens: Sequence[Token], types: Sequence[CellType], sums: Sequence[RowSum], most: int
) -> tuple[list[Reading], bool]:
    """Some or all ways to lay the tokens over cells, and whether the search came to its end."""
    last = len(types) - 1
    one_sum = [row_sum.total for row_sum in sums] == [last] and len(sums[0].parts) == last
    if one_sum and all(token.text.isdecimal() for token in tokens):
        return _with_total_last(tokens, types, most)
    search = _Search(tuple(tokens), tuple(types), tuple(sums))
    found = list(islice(search.readings((), 0, None), most))
    return found, search.steps <= _MOST_STEPS


def _with_total_last(
    tokens: Sequence[Token], types: Sequence[CellType], most: int
) -> tuple[list[Reading], bool]:
    """The readings of one row whose last cell is the sum of all others.

    The total is taken first: no other cell is longer, and nothing may be left of it.
    """
    found: list[Reading] = []
    steps = 0
    for rest, total in _cuts_from_the_end(tokens[-1]):
        parts = (*tokens[:-1], rest) if rest is not None else tuple(tokens[:-1])
        search = _Search(parts, tuple(types[:-1]), (), total)
        found.extend((*reading, total) for reading in islice(search.readings((), 0, None), most))
        steps += search.steps
        if steps > _MOST_STEPS:
            break
    return found[:most], steps <= _MOST_STEPS


def _cuts_from_the_end(token: Token) -> Iterator[tuple[Token | None, Token]]:
    """What stands before the last cell of a row, and that cell."""
    text = token.text
    for start in range(len(text)):
        last = Token(text[start:], token.unit, token.note)
        if _has_no_needless_zero(last.text) and len(last.text) <= LONGEST_COUNT:
            yield (Token(text[:start]) if start else None), last


def _nothing_but_zeros(tokens: Sequence[Token], types: Sequence[CellType]) -> tuple[Reading, ...]:
    """More zeros than cells, and nothing else: whichever is the stray one, all cells are 0."""
    zeros = "".join(token.text for token in tokens)
    if len(zeros) >= len(types) and set(zeros) == {"0"}:
        return ((Token("0"),) * len(types),)
    return ()


class _Search:
    """A search for readings, cell by cell; ``total``: what all cells must add up to."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        types: tuple[CellType, ...],
        sums: tuple[RowSum, ...],
        total: Token | None = None,
    ) -> None:
        self.tokens = tokens
        self.types = types
        self.sums_at = {row_sum.total: row_sum for row_sum in sums}
        self.total = int(total.text) if total else None
        self.longest = len(total.text) if total else LONGEST_COUNT
        self.digits_behind = [
            sum(len(token.text) for token in tokens[at:]) for at in range(len(tokens) + 1)
        ]
        self.steps = 0

    def readings(
        self, done: Reading, at: int, rest: Token | None, added: Number = 0
    ) -> Iterator[Reading]:
        """Continue ``done`` with the rest of a token (or the token at ``at``)."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            return
        if rest is None and at == len(self.tokens):
            if len(done) == len(self.types) and self.total in (None, added):
                yield done
            return
        if not self._can_be_filled(len(self.types) - len(done), at, rest):
            return
        token = rest if rest is not None else self.tokens[at]
        next_at = at if rest is not None else at + 1
        for first, remainder in self._cells(token, done):
            sum_so_far = added + (_number(first) or 0) if self.total is not None else 0
            if self.total is None or sum_so_far <= self.total:
                yield from self.readings((*done, first), next_at, remainder, sum_so_far)

    def _can_be_filled(self, cells_left: int, at: int, rest: Token | None) -> bool:
        """True where the tokens that are left may fill the cells that are left."""
        tokens_left = len(self.tokens) - at + (rest is not None)
        digits_left = self.digits_behind[at] + (len(rest.text) if rest else 0)
        # Signs, decimals and units may make a cell longer than a count.
        slack = 8 * tokens_left if self.total is None else 0
        return tokens_left <= cells_left and digits_left <= cells_left * self.longest + slack

    def _cells(self, token: Token, done: Reading) -> Iterator[tuple[Token, Token | None]]:
        """What may be the next cell, with the rest of the token; a total is what it must be."""
        row_sum = self.sums_at.get(len(done))
        cell_type = self.types[len(done)]
        if row_sum is None:
            yield from (cut for cut in _cuts(token, self.longest) if _fits(cut[0], cell_type))
            return
        parts = [_number(done[at]) for at in row_sum.parts]
        expected = show(sum(part for part in parts if part is not None))
        for first, remainder in _cuts_at(token, len(expected)):
            if first.text == expected and None not in parts:
                yield first, remainder


def _cuts(token: Token, longest: int) -> Iterator[tuple[Token, Token | None]]:
    """The token whole, and cut in two behind each of its digits but the last whole one."""
    text = token.text
    whole = _WHOLE_DIGITS.match(text)
    if not whole:
        yield token, None
        return
    is_count = whole.end() == len(text)
    if _has_no_needless_zero(text) and (len(text) <= longest or not is_count):
        yield token, None
    for end in range(1, min(whole.end(), longest + 2)):
        if text[end - 1].isdigit() and text[end].isdigit() and _has_no_needless_zero(text[:end]):
            yield Token(text[:end]), Token(text[end:], token.unit, token.note)


def _cuts_at(token: Token, length: int) -> Iterator[tuple[Token, Token | None]]:
    """The token whole or cut behind so many characters, whichever gives a cell that long."""
    text = token.text
    if len(text) == length:
        yield token, None
    elif len(text) > length and text[length].isdigit():
        yield Token(text[:length]), Token(text[length:], token.unit, token.note)


def _has_no_needless_zero(text: str) -> bool:
    """``0`` and ``0.5`` are numbers, ``05`` is none."""
    return _NEEDLESS_ZERO.match(text) is None


def _fits(token: Token, cell_type: CellType) -> bool:
    signed = token.text[0] in "+-" and len(token.text) > 1
    if signed and cell_type is not CellType.CHANGE:
        return False
    return cell_type is CellType.AMOUNT or "." not in token.text
