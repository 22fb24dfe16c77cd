"""How what is found is marked: one table of signs, colours and words for every page. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from forms.finding_words import DOUBTFUL, GRAVE, HINT, MISSING, WRONG


class Mark(str, Enum):
    """What a mark means, from the quietest to the gravest."""

    HINT = "hint"
    INCOMPLETE = "incomplete"
    MISMATCH = "mismatch"
    MISSING = "missing"
    WRONG = "wrong"


class Sign(NamedTuple):
    """A sign, what a screen reader says, and its colour's name in ``Palette``.

    ``tint`` is the ground of a cell; empty where it stays as it is.
    """

    sign: str
    word: str
    colour: str
    tint: str = ""


SIGNS = {
    Mark.HINT: Sign("△", HINT, "muted"),
    Mark.INCOMPLETE: Sign("○", MISSING, "incomplete"),
    Mark.MISMATCH: Sign("▲", DOUBTFUL, "mismatch", "mismatch_tint"),
    Mark.MISSING: Sign("○", MISSING, "wrong", "wrong_tint"),
    Mark.WRONG: Sign("●", WRONG, "wrong", "wrong_tint"),
}
"""What is missing keeps its ring where it is red: only its hour has come."""
DONE = "✓"
GRAVE_WORDS = f"{SIGNS[Mark.WRONG].sign} {GRAVE}"


def counted(marks: Iterable[Mark]) -> str:
    """``3 处有错（●）、2 处没有填（○）``, the gravest first; empty where there is nothing."""
    found = list(marks)
    told = ((SIGNS[mark], found.count(mark)) for mark in reversed(Mark))
    return "、".join(f"{count} 处{sign.word}（{sign.sign}）" for sign, count in told if count)


def gravest(marks: list[Mark]) -> Mark | None:
    """The one that counts where there are several."""
    return max(marks, key=list(Mark).index, default=None)
