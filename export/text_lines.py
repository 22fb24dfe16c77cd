"""How many lines a text needs: Excel gives a merged cell no height of its own."""

from __future__ import annotations

import re
import unicodedata

_PIECE = re.compile(r"[0-9A-Za-z.,%:/@_-]+|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：！？）】》〉」』”’％…—,.;:!?)]}%")
_NEVER_LAST = frozenset("（【《〈「『“‘([{")


def width_in_ems(text: str) -> float:
    """The width in Chinese characters: a Latin letter or a digit is half of one."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def line_count(text: str, ems: float) -> int:
    """Lines of ``ems`` Chinese characters that the text fills, at least one.

    Words and numbers stay whole, and no line begins with a closing mark, as office programs
    do it, so that the count is not smaller than theirs.
    """
    lines, used = 1, 0.0
    for piece in _pieces(text):
        width = width_in_ems(piece)
        if used + width <= ems:
            used += width
        elif width <= ems:
            lines, used = lines + 1, width
        else:
            over = used + width - ems
            lines += int(-(-over // max(ems, 1.0)))
            used = over % max(ems, 1.0)
    return lines


def _pieces(text: str) -> list[str]:
    """The text cut where a line may end."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        joins = pieces and (piece[0] in _NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST)
        if joins:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
