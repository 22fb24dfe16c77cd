"""Much is wrong: shifted tables, slips besides, and what can be mended where not all can."""

import pytest
from balanced import EDITIONS, at, city_report, last_year, typed

from forms.cells import Address
from forms.culprit import suggestions
from forms.repair.slips import Reason

E2021 = EDITIONS["2021"]


def table_shifted(step, **besides):
    """Part three with every row one too far down (1) or up (-1), and other slips besides."""
    right, rows = city_report(), list(E2021.tables["applications"].rows)
    cells = {}
    for column in E2021.tables["applications"].columns:
        for n, row in enumerate(rows):
            source = n - step
            figure = 0
            if 0 <= source < len(rows):
                figure = right.value(Address("applications", rows[source], column))
            cells[Address("applications", row, column)] = figure
    return right.with_values(cells | {at(k.replace("__", ".")): v for k, v in besides.items()})


@pytest.mark.parametrize("step", [1, -1])
def test_table_shifted_as_a_whole(step):
    report = table_shifted(step)
    found = suggestions(report, E2021)
    repair = next(s for s in found if report.with_values(s.values) == city_report())
    assert repair.reason is Reason.SHIFTED
    assert len(repair.slips) == 1


def test_table_shifted_and_a_slip_in_another_part():
    report = table_shifted(1, disputes__review__total=107)
    found = suggestions(report, E2021)
    assert report.with_values(found[0].values) == city_report()


def test_row_shifted_and_a_slip_in_the_same_table():
    wrong = dict(zip(E2021.tables["applications"].columns, [0, 3440, 75, 0, 1, 6, 3], strict=True))
    row = {f"applications__received__{key}": n for key, n in wrong.items()}
    report = typed(**row, applications__granted__person=1480)
    (repair,) = suggestions(report, E2021)
    assert report.with_values(repair.values) == city_report()
    assert [slip.reason for slip in repair.slips] == [Reason.SHIFTED, Reason.TRANSPOSED]


SIX = {
    "granted__person": 9,
    "deny_law__enterprise": 7,
    "partial__charity": 5,
    "deny_query__law_service": 8,
    "reject_petition__other": 88,
    "deny_internal__person": 501,
}


def test_six_cells_that_rows_and_columns_tell():
    report = typed(**{f"applications__{cell}": figure for cell, figure in SIX.items()})
    (repair,) = suggestions(report, E2021)
    assert report.with_values(repair.values) == city_report()
    assert not repair.is_smallest


def test_what_can_be_mended_is_where_last_year_contradicts_itself():
    """The carried-over figures of last year do not add up: nothing mends that here."""
    before = last_year().with_value(at("applications.carried_out.total"), 125)
    report = typed(disputes__review__total=107)
    (repair,) = suggestions(report, E2021, before)
    assert repair.values == {at("disputes.review.total"): 170}
    assert [f.code for f in repair.remaining] == ["lastyear.carried"]


def test_slip_beside_last_years_contradiction_is_still_found():
    before = last_year().with_value(at("applications.carried_out.total"), 125)
    report = typed(applications__partial__person=426)
    (repair,) = suggestions(report, E2021, before)
    assert repair.values == {at("applications.partial.person"): 462}
    assert [f.code for f in repair.remaining] == ["lastyear.carried"]


@pytest.mark.parametrize(
    "slips",
    [
        {"carried_in__person": 3404, "partial__other": 3},
        {"granted__enterprise": 12, "carried_out__charity": 6},
        {"reject_repeat__person": 859, "partial__other": 3},
    ],
)
def test_table_shifted_and_two_slips_in_it(slips):
    """Not one of them can be told for certain; what the shift mends is offered all the same."""
    report = table_shifted(1, **{f"applications__{cell}": n for cell, n in slips.items()})
    found = suggestions(report, E2021)
    assert found
    assert any(Reason.SHIFTED in {slip.reason for slip in one.slips} for one in found)
