"""What the clerk chose among several readings of a file, laid into a report."""

from __future__ import annotations

from collections.abc import Mapping

from forms.cells import Address
from forms.counts import read_cell
from forms.report import Report


def with_readings(report: Report, texts: Mapping[Address, str]) -> Report:
    """The report with each of these cells as its text reads, unit and all."""
    readings = {address: read_cell(text) for address, text in texts.items()}
    units = {**report.units, **{address: one.unit for address, one in readings.items()}}
    return report.with_values({address: one.value for address, one in readings.items()}).replace(
        units={address: unit for address, unit in units.items() if unit}
    )
