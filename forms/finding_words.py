"""What kind of thing a finding is, in the words that window, commands and papers share."""

from __future__ import annotations

from collections.abc import Iterable

from forms.rules import Level

WRONG, MISSING, DOUBTFUL, HINT = "有错", "没有填", "待核对", "提示"
GRAVE = f"{WRONG}或{MISSING}"
"""Both kinds of error: what a final version should not have."""
KINDS = (WRONG, MISSING, DOUBTFUL, HINT)
UNFILLED = frozenset(
    {
        "cell.blank",
        "section.empty",
        "section.missing",
        "text.blank",
        "cover.agency",
        "cover.year",
    }
)
"""The rules about what is merely not filled in yet."""


def kind_word(code: str, level: Level) -> str:
    """The word for a finding of a rule, where its part is looked at as finished."""
    if code in UNFILLED:
        return MISSING
    return {Level.ERROR: WRONG, Level.WARNING: DOUBTFUL, Level.HINT: HINT}[level]


def counted(kinds: Iterable[str]) -> str:
    """``3处有错、2处没有填``, the gravest first; empty where there is nothing."""
    found = list(kinds)
    return "、".join(f"{found.count(kind)}处{kind}" for kind in KINDS if kind in found)
