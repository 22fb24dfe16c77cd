"""Totals follow their parts, unless a file said otherwise."""

from balanced import EDITIONS, balanced_reports, city_report
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.cells import Address
from forms.report import Report
from forms.totals import with_entries, with_entry, with_totals

E2021 = EDITIONS["2021"]


def at(text):
    return Address.parse(text)


def test_total_is_computed_once_the_row_is_complete():
    """Blank is unknown: no total while a part is blank."""
    report = Report(edition="2021")
    for n, column in enumerate(["upheld", "corrected", "other"], start=1):
        report = with_entry(report, E2021, Address("disputes", "review", column), n)
        assert report.value(at("disputes.review.total")) is None
    report = with_entry(report, E2021, at("disputes.review.pending"), 4)

    assert report.value(at("disputes.review.total")) == 10


def test_deleting_a_part_takes_the_total_with_it():
    """The total follows back to blank, and returns."""
    report = city_report()
    blank = with_entry(report, E2021, at("disputes.review.other"), None)

    assert blank.value(at("disputes.review.total")) is None
    assert report == with_entry(blank, E2021, at("disputes.review.other"), 28)


def test_a_total_that_was_deleted_returns_with_the_next_part():
    report = city_report().with_value(at("disputes.review.total"), None)
    typed = with_entry(report, E2021, at("disputes.review.upheld"), 89)

    assert typed.value(at("disputes.review.total")) == 171


def test_total_of_totals_follows():
    """A change in one result row reaches （七） and its own 总计."""
    report = with_entry(city_report(), E2021, at("applications.granted.person"), 1409)

    assert report.value(at("applications.result_total.person")) == 3441
    assert report.value(at("applications.granted.total")) == 1432
    assert report.value(at("applications.result_total.total")) == 3522


def test_total_that_disagrees_is_kept():
    """What a file printed is not overwritten while its parts are typed."""
    report = city_report().with_value(at("disputes.review.total"), 999)
    typed = with_entry(report, E2021, at("disputes.review.upheld"), 89)

    assert typed.value(at("disputes.review.total")) == 999
    assert with_totals(typed, E2021, "disputes").value(at("disputes.review.total")) == 171


def test_given_total_is_kept():
    """A total among pasted cells stays as it was given."""
    changes = {at("disputes.review.upheld"): 1, at("disputes.review.total"): 7}

    assert with_entries(city_report(), E2021, changes).value(at("disputes.review.total")) == 7


@settings(max_examples=60, deadline=None)
@given(balanced_reports(), st.data())
def test_typing_a_whole_report_gives_its_totals(report, data):
    """Typed cell by cell in any order, the totals are those of the report."""
    typed = [a for a in E2021.addresses if a not in E2021.totals]
    result = Report(report.agency, report.year, "2021")
    for cell in data.draw(st.permutations(typed)):
        result = with_entry(result, E2021, cell, report.value(cell))

    assert report == result
