"""Money in the wrong unit: 元 in a column of 万元."""

from __future__ import annotations

from decimal import Decimal

from forms.cells import Address
from forms.counts import Value, as_number, show
from forms.edition import CellType, Edition
from forms.repair.slips import YUAN_PER_WAN
from forms.report import Report

NEAR = 3
"""Last year's figure and this year's are near if neither is more than so many times the other."""


def unit_repair(
    report: Report, edition: Edition, last_year: Report | None = None
) -> dict[Address, Value]:
    """Amounts that clearly are 元 where 万元 is asked for → the amount in 万元.

    Clear is a unit that stood with the figure, or a figure that is last year's ten thousand
    times over.
    """
    found: dict[Address, Value] = {}
    for address in edition.addresses:
        column = edition.column(address)
        amount = report.number(address)
        if column.type is not CellType.AMOUNT or "万元" not in column.unit or not amount:
            continue
        in_wan = Decimal(amount) / YUAN_PER_WAN
        before = last_year.number(address) if last_year is not None else None
        unit = report.units.get(address, "")
        is_told = unit == "元" and column.unit in column.label
        if unit and not is_told:
            continue
        if is_told or (before and before / NEAR <= in_wan <= before * NEAR):
            found[address] = as_number(show(in_wan))
    return found
