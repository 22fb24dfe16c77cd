"""A report laid over another edition: what both have stays, the rest is left out."""

from balanced import EDITIONS, at

from forms.edition_change import in_edition
from forms.report import Report

SHARED = at("applications.received.total")
NEW = at("disclosure.regulations.in_force")
FEES = at("disclosure.fees.amount")


def test_what_the_edition_does_not_have_is_left_out():
    report = Report(
        "某局",
        2021,
        "2021",
        {SHARED: 5, NEW: 3, FEES: 2},
        {"overview": "文字。"},
        units={SHARED: "件", FEES: "万元"},
        control_totals={"applications.row.received": 5, "applications.row.other_else": 1},
    )
    old = in_edition(report, EDITIONS["2019"])

    assert (old.edition, old.year, old.sections) == ("2019", 2021, report.sections)
    assert dict(old.cells) == {SHARED: 5}
    assert dict(old.units) == {SHARED: "件"}
    assert dict(old.control_totals) == {"applications.row.received": 5}


def test_its_own_edition_changes_nothing():
    report = Report(edition="2021", cells={NEW: 3})
    assert in_edition(report, EDITIONS["2021"]) == report
