"""Rules → formulas that Excel, WPS and LibreOffice keep live: the second interpreter.

The meaning is that of ``forms.check``: a blank (or a text) is unknown and taken to be zero
or more. A side with blanks is judged by what is known, so a relation is broken only where
no way of filling the blanks could mend it. The formulas use nothing that Excel 2007 lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from forms.cells import Address
from forms.rules import Operator, Relation, Term

AGREES = "一致"
DIFFERS = "不一致"
UNFINISHED = "未填完"


class Place(NamedTuple):
    """Where a value stands on its sheet, 1-based: ``Place(6, 4)`` is D6."""

    row: int
    column: int

    def __str__(self) -> str:
        """``$D$6``"""
        return f"${column_letters(self.column)}${self.row}"

    @property
    def relative(self) -> str:
        """``D6``"""
        return f"{column_letters(self.column)}{self.row}"


Places = Mapping[Address, Place]


def column_letters(column: int) -> str:
    """1 → ``A``, 27 → ``AA``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def known_sum(terms: Iterable[Term], places: Places, sheet: str = "") -> str:
    """What is known of one side: ``SUM($D$4:$D$5)-SUM($D$9)``; ``sheet`` as ``'name'!``."""
    terms = tuple(terms)
    added = [term for term in terms if term.sign > 0]
    taken = [term for term in terms if term.sign < 0]
    text = f"SUM({_ranges(added, places, sheet)})" if added else "0"
    return f"{text}-SUM({_ranges(taken, places, sheet)})" if taken else text


def broken(relation: Relation, places: Places, sheet: str = "") -> str:
    """A condition: true where the relation cannot hold whatever stands in its blanks."""
    expected, actual = relation.expected, relation.actual
    too_little = _surely_less(actual, expected, places, sheet)
    if relation.operator is Operator.AT_LEAST:
        return too_little
    return f"OR({too_little},{_surely_less(expected, actual, places, sheet)})"


def complete(relation: Relation, places: Places, sheet: str = "") -> str:
    """A condition: true where every cell of the relation holds a number."""
    return _filled(relation.expected + relation.actual, places, sheet)


def verdict(relation: Relation, places: Places, sheet: str = "") -> str:
    """A text: 一致, 不一致, or 未填完 where blanks leave it open."""
    condition, full = broken(relation, places, sheet), complete(relation, places, sheet)
    return f'IF({condition},"{DIFFERS}",IF({full},"{AGREES}","{UNFINISHED}"))'


def not_allowed(cell: str, *, whole: bool, signed: bool) -> str:
    """A condition on one cell (``D4``): a text, a fraction or a negative number is no value."""
    wrong = [f"{cell}<>INT({cell})"] * whole + [f"{cell}<0"] * (not signed)
    return f'IF(ISNUMBER({cell}),OR({",".join(wrong) or "FALSE"}),{cell}<>"")'


def _surely_less(
    left: tuple[Term, ...], right: tuple[Term, ...], places: Places, sheet: str
) -> str:
    """``left < right``, where no blank could make left greater or right smaller."""
    must_be_known = [term for term in left if term.sign > 0]
    must_be_known += [term for term in right if term.sign < 0]
    # A sum of amounts such as 0.1+0.2 is not exact; amounts have no more than six decimals.
    less = f"ROUND({known_sum(left, places, sheet)}-({known_sum(right, places, sheet)}),6)<0"
    return f"AND({_filled(must_be_known, places, sheet)},{less})" if must_be_known else less


def _filled(terms: Iterable[Term], places: Places, sheet: str) -> str:
    terms = tuple(terms)
    return f"COUNT({_ranges(terms, places, sheet)})={len(terms)}"


def _ranges(terms: Iterable[Term], places: Places, sheet: str) -> str:
    """The cells of some terms, neighbours drawn together: ``$D$6:$D$26,$D$28``."""
    runs: list[tuple[Place, Place]] = []
    for place in (places[term.address] for term in terms):
        if runs and _goes_on(*runs[-1], place):
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return ",".join(
        f"{sheet}{first}" if first == last else f"{sheet}{first}:{last}" for first, last in runs
    )


def _goes_on(first: Place, last: Place, place: Place) -> bool:
    """Whether a run of cells in one row or one column goes on with ``place``."""
    down = first.column == place.column and place == (last.row + 1, last.column)
    across = first.row == place.row and place == (last.row, last.column + 1)
    return down or across
