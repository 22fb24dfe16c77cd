"""A report laid over another edition of the form."""

from __future__ import annotations

from forms.edition import Edition
from forms.report import Report


def in_edition(report: Report, edition: Edition) -> Report:
    """The report in an edition; cells that the edition does not have are left out."""
    if edition.key == report.edition:
        return report
    known = edition.address_set
    return report.replace(
        edition=edition.key,
        cells={cell: value for cell, value in report.cells.items() if cell in known},
        units={cell: unit for cell, unit in report.units.items() if cell in known},
        control_totals={
            key: figure
            for key, figure in report.control_totals.items()
            if key in edition.control_places
        },
    )
