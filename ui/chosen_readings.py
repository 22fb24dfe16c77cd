"""What the clerk chose among several readings of a file, laid into a report."""

from __future__ import annotations

from collections.abc import Mapping

from forms.carry import carried_cells
from forms.cells import Address
from forms.counts import read_cell
from forms.edition import Edition
from forms.report import Report
from forms.totals import with_entries


def with_readings(report: Report, texts: Mapping[Address, str]) -> Report:
    """The report with each of these cells as its text reads, unit and all."""
    readings = {address: read_cell(text) for address, text in texts.items()}
    units = {**report.units, **{address: one.unit for address, one in readings.items()}}
    return report.with_values({address: one.value for address, one in readings.items()}).replace(
        units={address: unit for address, unit in units.items() if unit}
    )


def chosen_in(report: Report, texts: Mapping[Address, str], edition: Edition) -> Report:
    """The same for this year's report: its totals follow."""
    chosen = with_readings(report, texts)
    changes = {address: chosen.value(address) for address in texts}
    return with_entries(report, edition, changes).replace(units=chosen.units)


def carried_along(report: Report, last_year: Report, edition: Edition) -> Report:
    """What last year's report now carries over into cells of this one that are blank."""
    carried = carried_cells(last_year, edition)
    blank = {a: value for a, value in carried.items() if report.value(a) is None}
    return with_entries(report, edition, blank)
