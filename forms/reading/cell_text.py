"""Cells as they stand in running text: figures, units, notes in brackets, marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from forms.counts import Value, is_number, read_cell

# As forms.counts knows them, the longest first.
_UNIT = "万元|亿元|千元|批次|人次|件次|件|个|条|项|笔|宗|份|起|例|次|批|人|元"
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?P<number>{_NUMBER})(?!\d|\.\d)"
    r"(?:(?P<item>\s*[.、](?=\s*[^\W\d_]))"
    rf"|[ \u3000]*(?P<unit>{_UNIT})(?![^\W\d_])|(?![年月日号%]))"
    r"(?:\s*\((?P<note>(?=[^()]*\d)[^()]{2,40})\))?"
)
_MARK = re.compile(r"(?<![^\s|])(?:[/\\╱╲∕⁄]|-{1,3}|—{1,2}|无)(?![^\s|])")
_WHOLE_MARK = re.compile(r"[/\\╱╲∕⁄]|-{1,3}|—{1,2}|无")
_BETWEEN = re.compile(r"[\s|]+")
_NOTE_SIGN = re.compile(
    r"(?P<figure>.*[^\s\[〔【①-⑳*※])\s*"
    r"(?P<sign>\[注?\d{0,2}\]|〔注?\d{0,2}〕|【注?\d{0,2}】|[①-⑳]|\*{1,3}|※)"
)
"""The sign of a note behind a figure: it is none of its digits."""
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HALF_WIDTH[ord("，")] = ord("，")
_PLAIN = _HALF_WIDTH | str.maketrans("−﹣﹢\xa0", "--+ ")


def in_half_width(text: str) -> str:
    """Digits, letters, brackets and signs in half width, character for character."""
    return text.translate(_PLAIN)


def is_mark(text: str) -> bool:
    """True for a whole cell that says "nothing" without a figure: ``/``, ``-``, ``—``, ``无``."""
    return _WHOLE_MARK.fullmatch(in_half_width(text.strip())) is not None


class Token(NamedTuple):
    """One figure or mark. ``text`` has no unit; ``note`` is what a bracket behind it said."""

    text: str
    unit: str = ""
    note: str = ""

    @property
    def value(self) -> Value:
        """The number; the text itself where it is none."""
        return read_cell(self.text).value


def read_tokens(text: str, start: int, end: int) -> tuple[list[Token], int]:
    """The figures and marks at the beginning of a stretch, and the place behind the last one.

    ``text`` is in half width. Stops before anything that is neither figure nor space. The
    digit of an item number (``0 2.其他……``) is no figure.
    """
    tokens: list[Token] = []
    place = after = start
    while place < end:
        space = _BETWEEN.match(text, place, end)
        if space:
            place = space.end()
            continue
        token, place = _one_token(text, place, end)
        if token is None:
            break
        tokens.append(token)
        after = place
    return tokens, after


def _one_token(text: str, place: int, end: int) -> tuple[Token | None, int]:
    found = _FIGURE.match(text, place, end)
    if found:
        number = found["number"]
        if not found["item"]:
            return Token(number, found["unit"] or "", found["note"] or ""), found.end()
        if len(number) == 1 or "." in number or "," in number:
            return None, place
        return Token(number[:-1]), place + len(number) - 1
    mark = _MARK.match(text, place, end)
    return (Token(mark[0]), mark.end()) if mark else (None, place)


def read_cells(line: str) -> list[Token | None] | None:
    """The cells of a row of tabs, blank as None; None where a cell is more than one figure."""
    cells: list[Token | None] = []
    for cell in in_half_width(line).split("\t"):
        tokens, after = read_tokens(cell, 0, len(cell))
        if len(tokens) > 1 or cell[after:].strip():
            return None
        cells.append(tokens[0] if tokens else None)
    return cells


def exact_cell(text: str) -> Token | None:
    """A cell of an exact grid: a figure with unit and note, else its text; None for blank."""
    trimmed = " ".join(text.split())
    if not trimmed:
        return None
    plain = in_half_width(trimmed)
    signed = None if plain[-1].isalnum() and plain[-1].isascii() else _NOTE_SIGN.fullmatch(plain)
    if signed:
        figure = exact_cell(signed["figure"])
        if figure is not None and is_number(figure.value) and not figure.note:
            return figure._replace(note=signed["sign"])
    found = _FIGURE.fullmatch(plain)
    if found and not found["item"]:
        return Token(found["number"], found["unit"] or "", found["note"] or "")
    joined = plain.replace(" ", "")
    if is_number(read_cell(joined).value):
        reading = _FIGURE.fullmatch(joined)
        if reading:
            return Token(reading["number"], reading["unit"] or "")
    return Token(trimmed)
