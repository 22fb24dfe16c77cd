"""Sums that no program has calculated yet."""

from decimal import Decimal

import pytest

from forms.reading.formula_values import Calculator, CannotCalculate
from forms.reading.sheet_blocks import Place

CELLS = {
    Place(0, 0): Decimal(3),
    Place(0, 1): Decimal("0.5"),
    Place(1, 0): Decimal(4),
    Place(1, 1): "=A1+A2",
    Place(2, 0): "文字",
    Place(3, 0): "=B4",
    Place(3, 1): "=A4",
}


def result(formula):
    return Calculator({**CELLS, Place(9, 9): formula}).value(Place(9, 9))


@pytest.mark.parametrize(
    ("formula", "number"),
    [
        ("=A1", 3),
        ("=SUM(A1:A2)", 7),
        ("=sum(A1:B2)", "14.5"),
        ("=SUM(A1,B1,$A$2)", "7.5"),
        ("=A1+A2-B1", "6.5"),
        ("=-A1", -3),
        ("=SUM(A1:A2)-B2", 0),
        ("=A1 + 10", 13),
        ("=SUM(A1:A3)", 7),
        ("=Z99", 0),
    ],
)
def test_known_kinds(formula, number):
    assert result(formula) == Decimal(number)


@pytest.mark.parametrize(
    "formula",
    [
        "=A4",
        "=A1*2",
        "=IF(A1>0,1,2)",
        "=Sheet2!A1",
        "=SUM(A1:Sheet2!A2)",
        "=SUM(A1:ZZZ99999)",
        "=A1 A2",
        "=SUM(A2:A1)",
        "=ROUND(A1,2)",
    ],
)
def test_others_are_refused(formula):
    with pytest.raises(CannotCalculate):
        result(formula)


def test_long_chains_are_refused():
    chain = {Place(row, 0): f"=A{row + 2}" for row in range(500)}
    with pytest.raises(CannotCalculate):
        Calculator(chain).value(Place(0, 0))
