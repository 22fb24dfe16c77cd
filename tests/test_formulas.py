"""Excel's formulas say of a relation what ``forms.check`` says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from balanced import EDITIONS, balanced_reports
from hypothesis import given
from hypothesis import strategies as st

from export.formulas import (
    AGREES,
    DIFFERS,
    UNFINISHED,
    Place,
    Places,
    broken,
    column_letters,
    complete,
    known_sum,
    not_allowed,
    verdict,
)
from forms.cells import Address
from forms.check import check_table, side_of
from forms.counts import Value
from forms.edition import Edition
from forms.report import Report
from forms.rules import Level, Operator, Relation, Term

A, B, C, D = (Address("t", "r", column) for column in "abcd")
PLACES = {A: Place(4, 4), B: Place(5, 4), C: Place(6, 4), D: Place(6, 6)}


def relation(
    expected: tuple[Term, ...],
    actual: tuple[Term, ...],
    operator: Operator = Operator.EQUAL,
) -> Relation:
    return Relation("t.rule", Level.ERROR, "t", "r", False, expected, actual, operator)


class Sheet:
    """Calculates the few functions that the formulas use, as a spreadsheet does."""

    def __init__(self, values: dict[Place, Value]) -> None:
        self.values = values

    def numbers(self, *areas: str) -> list[int | Decimal]:
        found = []
        for area in areas:
            first, _, last = area.partition(":")
            top, left = self.place(first)
            bottom, right = self.place(last or first)
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    value = self.values.get(Place(row, column))
                    if value is not None and not isinstance(value, str):
                        found.append(value)
        return found

    @staticmethod
    def place(text: str) -> Place:
        letters, row = re.fullmatch(r"\$([A-Z]+)\$(\d+)", text).groups()
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        return Place(int(row), column)

    def calculate(self, formula: str) -> object:
        code = re.sub(r"\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", lambda m: f"'{m[0]}'", formula)
        code = re.sub(r"(?<![<>=])=(?!=)", "==", code)
        functions = {
            "SUM": lambda *areas: sum(self.numbers(*areas)),
            "COUNT": lambda *areas: len(self.numbers(*areas)),
            "ROUND": lambda number, places: round(Decimal(number), places),
            "AND": lambda *conditions: all(conditions),
            "OR": lambda *conditions: any(conditions),
            "IF": lambda condition, yes, no: yes if condition else no,
        }
        return eval(code, {"__builtins__": {}}, functions)


def placed(edition: Edition) -> Places:
    """Each cell where the official table has it."""
    return {
        Address(table.key, row.key, column): Place(area.row + 1, area.column + 1)
        for table in edition.tables.values()
        for row in table.rows.values()
        for column, area in row.areas.items()
    }


def sheet_of(report: Report, table: str, places: Places) -> Sheet:
    return Sheet({p: report.value(a) for a, p in places.items() if a.table == table})


def relations(edition: Edition) -> Iterable[Relation]:
    return (one for one in edition.relations if not one.crosses_years)


disturbances = st.lists(
    st.tuples(st.integers(0, 999), st.sampled_from([None, "/", 0, 1, 7, Decimal("1.5"), -3])),
    max_size=12,
)


@pytest.mark.parametrize("key", ["2019", "2021"])
@given(data=st.data())
def test_formulas_agree_with_check(key: str, data: st.DataObject) -> None:
    """On balanced reports with any cells changed, blanked or filled with text."""
    edition = EDITIONS[key]
    report = data.draw(balanced_reports(key))
    changes = data.draw(disturbances)
    addresses = edition.addresses
    report = report.with_values({addresses[n % len(addresses)]: value for n, value in changes})
    places = placed(edition)
    found = {f.relation for name in edition.tables for f in check_table(report, edition, name)}
    for one in relations(edition):
        sheet = sheet_of(report, one.table, places)
        assert sheet.calculate(broken(one, places)) is (one in found)
        for terms in (one.expected, one.actual):
            assert sheet.calculate(known_sum(terms, places)) == side_of(terms, report, None).known


EQUAL = relation((Term(A), Term(B)), (Term(C),))
STOCK = relation((Term(A), Term(B, -1)), (Term(C),), Operator.AT_LEAST)


@pytest.mark.parametrize(
    ("rule", "values", "said"),
    [
        (EQUAL, (1, 2, 3), AGREES),
        (EQUAL, (1, 2, 4), DIFFERS),
        (EQUAL, (1, 2, 2), DIFFERS),
        (EQUAL, (1, None, 3), UNFINISHED),
        (EQUAL, (3, None, 3), UNFINISHED),
        (EQUAL, (4, None, 3), DIFFERS),
        (EQUAL, (4, "/", 3), DIFFERS),
        (EQUAL, (1, 2, None), UNFINISHED),
        (EQUAL, (None, None, None), UNFINISHED),
        (EQUAL, (Decimal("0.1"), Decimal("0.2"), Decimal("0.3")), AGREES),
        (STOCK, (5, 3, 2), AGREES),
        (STOCK, (5, 3, 9), AGREES),
        (STOCK, (5, 3, 1), DIFFERS),
        (STOCK, (5, None, 1), UNFINISHED),
        (STOCK, (None, 3, 1), UNFINISHED),
    ],
)
def test_verdict(rule: Relation, values: tuple[Value, ...], said: str) -> None:
    """The same vectors that a person would try."""
    sheet = Sheet(dict(zip((PLACES[A], PLACES[B], PLACES[C]), values, strict=True)))
    assert sheet.calculate(verdict(rule, PLACES)) == said


def test_a_blank_that_is_taken_away_may_mend_what_is_too_little() -> None:
    """5 − blank may be as little as one likes."""
    rule = replace(STOCK, operator=Operator.EQUAL)
    sheet = Sheet({PLACES[A]: 5, PLACES[C]: 1})
    assert sheet.calculate(broken(rule, PLACES)) is False
    assert sheet.calculate(complete(rule, PLACES)) is False


def test_neighbours_are_one_range_and_others_are_listed() -> None:
    terms = (Term(A), Term(B), Term(C), Term(D))
    assert known_sum(terms, PLACES) == "SUM($D$4:$D$6,$F$6)"
    assert known_sum(terms[:1], PLACES, "'三、表'!") == "SUM('三、表'!$D$4)"
    across = {A: Place(4, 4), B: Place(4, 5), C: Place(4, 6)}
    assert known_sum(terms[:3], across) == "SUM($D$4:$F$4)"


def test_a_cell_that_counts_twice_is_counted_twice() -> None:
    assert known_sum((Term(A), Term(A)), PLACES) == "SUM($D$4,$D$4)"


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")]
)
def test_column_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_not_allowed_asks_only_what_the_type_forbids() -> None:
    assert not_allowed("B2", whole=True, signed=False) == (
        'IF(ISNUMBER(B2),OR(B2<>INT(B2),B2<0),B2<>"")'
    )
    assert "INT" not in not_allowed("B2", whole=False, signed=False)
    assert "<0" not in not_allowed("B2", whole=True, signed=True)
