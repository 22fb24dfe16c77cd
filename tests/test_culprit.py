"""The wrong cell is found; no suggestion leaves a rule broken; nothing is guessed."""

from decimal import Decimal
from random import Random

import pytest
from balanced import EDITIONS, at, balanced_reports, city_report, last_year, typed
from hypothesis import given, settings
from hypothesis import strategies as st
from slipping import KINDS, Slipper, random_report

from forms.cells import Address
from forms.check import check
from forms.culprit import suggestions
from forms.edition import CellType
from forms.repair.slips import Reason
from forms.report import Report
from forms.totals import with_entries, with_entry

E2021 = EDITIONS["2021"]


def first(report, last_year=None):
    """The first suggestion's reason and changes."""
    found = suggestions(report, EDITIONS[report.edition], last_year)[0]
    return found.reason, {str(c.address): (c.before, c.after) for c in found.changes}


def broken(report, last_year=None):
    found = check(report, EDITIONS[report.edition], last_year)
    return [f for f in found if f.relation or f.code in ("cell.negative", "cell.fraction")]


def test_sound_report_gets_no_suggestion():
    assert suggestions(city_report(), E2021) == ()


def test_blank_form_gets_no_suggestion():
    assert suggestions(Report("某局", 2025), E2021) == ()


CASES = [
    ("received.person", 3440, 4340, Reason.TRANSPOSED),
    ("received.person", 3440, 344, Reason.DIGIT_MISSING),
    ("granted.person", 1408, 14108, Reason.DIGIT_EXTRA),
    ("granted.person", 1408, 11408, Reason.REPEATED_DIGIT),
    ("carried_out.person", 118, -118, Reason.SIGN),
    ("carried_out.person", 118, 128, Reason.ONE_DIGIT),
    ("result_total.total", 3521, 0, Reason.TOTAL_UNFILLED),
    ("granted.total", 1431, 0, Reason.TOTAL_UNFILLED),
]


@pytest.mark.parametrize(("cell", "right", "wrong", "reason"), CASES)
def test_single_slip_is_found_and_named(cell, right, wrong, reason):
    report = typed(**{f"applications__{cell.replace('.', '__')}": wrong})
    assert first(report) == (reason, {f"applications.{cell}": (wrong, right)})
    assert len(suggestions(report, E2021)) == 1


def test_exchange_with_the_next_column():
    report = typed(applications__granted__person=21, applications__granted__enterprise=1408)
    reason, changes = first(report)
    assert reason is Reason.EXCHANGED
    assert changes == {
        "applications.granted.person": (21, 1408),
        "applications.granted.enterprise": (1408, 21),
    }


def test_row_shifted_as_a_whole():
    wrong = dict(zip(E2021.tables["applications"].columns, [0, 3440, 75, 0, 1, 6, 3], strict=True))
    report = typed(**{f"applications__received__{key}": n for key, n in wrong.items()})
    found = suggestions(report, E2021)[0]
    assert found.reason is Reason.SHIFTED
    assert report.with_values(found.values) == city_report()


def test_wrong_part_with_computed_totals_changes_its_followers_too():
    """The row's, the column's and the table's total had followed the wrong figure."""
    report = with_entry(city_report(), E2021, at("applications.granted.person"), 14080)
    found = suggestions(report, E2021)
    repair = next(s for s in found if report.with_values(s.values) == city_report())
    own = [str(c.address) for c in repair.changes if not c.follows]
    assert own == ["applications.granted.person"]
    assert len(repair.changes) == 4
    assert repair.reason is Reason.DIGIT_EXTRA


def test_slips_in_two_parts_of_the_form_are_repaired_together():
    report = typed(applications__received__person=4340, disputes__review__total=0)
    reason, changes = first(report)
    assert reason is Reason.SEVERAL
    assert changes == {
        "applications.received.person": (4340, 3440),
        "disputes.review.total": (0, 170),
    }


def test_equally_small_repairs_are_all_given():
    """One group of part four: each of its five cells may be wrong; the likeliest comes first."""
    report = typed(disputes__review__total=107)
    found = suggestions(report, E2021)
    cells = [str(c.address) for s in found for c in s.changes]
    assert cells[0] == "disputes.review.total"
    assert found[0].reason is Reason.TRANSPOSED
    # The four parts add up to 170; a part lower by 63 would be needed, which only 88 allows.
    assert cells[1:] == ["disputes.review.upheld"]


def test_limit():
    report = with_entry(city_report(), E2021, at("applications.granted.person"), 1409)
    assert len(suggestions(report, E2021, limit=3)) == 3


def test_two_columns_that_differ_by_the_same_amount():
    """The same total, one column two too many, another two too few: the smallest repair."""
    cells = dict.fromkeys(E2021.addresses, 0)
    rows = {
        "received": {"person": 90, "enterprise": 2},
        "carried_in": {"person": 7},
        "granted": {"person": 89, "enterprise": 3},
        "carried_out": {"person": 6, "enterprise": 1},
    }
    cells |= {Address("applications", r, c): n for r, cs in rows.items() for c, n in cs.items()}
    report = with_entries(Report("某局", 2023, "2021", cells), E2021, cells)
    totals = {"received": 92, "carried_in": 7, "granted": 92, "carried_out": 7, "result_total": 92}
    report = report.with_values(
        {Address("applications", row, "total"): n for row, n in totals.items()}
        | {
            at("applications.result_total.person"): 89,
            at("applications.result_total.enterprise"): 3,
        }
    )
    found = suggestions(report, E2021)
    assert [len(s.changes) for s in found[:2]] == [2, 2]
    assert {c.address.row for s in found[:2] for c in s.changes} == {"received", "carried_in"}
    assert all(s.reason is Reason.MOVED for s in found[:2])


# --- last year ------------------------------------------------------------------------


def test_last_year_tells_what_this_year_cannot():
    """上年结转 and its totals wrong together: this year alone allows 24 cells, last year one."""
    report = with_entry(city_report(), E2021, at("applications.carried_in.person"), 181)
    found = suggestions(report, E2021, last_year())
    assert [str(c.address) for c in found[0].changes if not c.follows] == [
        "applications.carried_in.person"
    ]
    assert len(found) == 1
    assert len(suggestions(report, E2021)) > 1


def test_stock_of_documents():
    report = typed(disclosure__normative_documents__in_force=402)
    assert first(report, last_year()) == (
        Reason.TRANSPOSED,
        {"disclosure.normative_documents.in_force": (402, 420)},
    )


def test_last_year_that_contradicts_itself_cannot_be_repaired_here():
    before = last_year().with_value(at("applications.carried_out.total"), 125)
    assert suggestions(city_report(), E2021, before) == ()


def test_explained_rule_need_not_hold():
    report = typed(disclosure__normative_documents__in_force=402)
    rule = next(
        r
        for r in E2021.relations
        if (r.code, r.place) == ("lastyear.in_force", "normative_documents")
    )
    assert suggestions(report, E2021, last_year(), explained=[rule]) == ()


# --- what a repair does not end --------------------------------------------------------


def carried_out_last_year(**figures):
    return last_year().with_values(
        {at(f"applications.carried_out.{column}"): figure for column, figure in figures.items()}
    )


@pytest.mark.parametrize(
    ("person", "enterprise", "left"), [(118, 3, []), (117, 4, ["person", "enterprise"])]
)
def test_what_a_repair_does_not_end_is_named_with_it(person, enterprise, left):
    """Figures by column that are not last year's are a doubt, and no error beside an error."""
    report = typed(applications__granted__person=1400)
    before = carried_out_last_year(person=person, enterprise=enterprise)
    (found,) = suggestions(report, E2021, before)
    assert [(one.code, one.place) for one in found.doubts] == [
        ("lastyear.carried", c) for c in left
    ]


def test_the_repair_that_agrees_with_last_year_goes_first():
    report = with_entry(city_report(), E2021, at("applications.carried_in.person"), 108)
    before = carried_out_last_year(person=118, total=None)
    found = suggestions(report, E2021, before)
    assert len(found) > 1
    assert [bool(one.doubts) for one in found] == [False] + [True] * (len(found) - 1)
    assert found[0].values[at("applications.carried_in.person")] == 118


def test_a_control_total_that_is_not_met_is_a_doubt():
    report = typed(applications__granted__person=1400)
    report = report.with_control_total("applications.row.received", 3600)
    (found,) = suggestions(report, E2021)
    assert [one.code for one in found.doubts] == ["control.row"]


@pytest.mark.parametrize(("wrong", "is_open"), [("granted", False), ("carried_in", True)])
def test_an_explanation_is_of_the_figures_that_it_was_given_for(wrong, is_open):
    """A repair that changes an explained figure to one that agrees no better opens it again."""
    report = with_entry(city_report(), E2021, at(f"applications.{wrong}.person"), 5)
    before = carried_out_last_year(person=90, enterprise=31)
    rules = [r for r in E2021.relations if (r.code, r.place) == ("lastyear.carried", "person")]
    found = suggestions(report, E2021, before, explained=rules)
    assert {rules[0] in (one.relation for one in each.doubts) for each in found} == {is_open}


def test_limit_rule_is_told_as_a_limit():
    """现行有效 below 制发 − 废止: the true figure is not known, only the nearest allowed one."""
    report = typed(disclosure__regulations__made=9, disclosure__regulations__in_force=3)
    found = suggestions(report, E2021)
    assert {s.reason for s in found} == {Reason.AT_LEAST}
    assert all(broken(report.with_values(s.values)) == [] for s in found)


# --- blanks, signs, units -------------------------------------------------------------


def test_blank_that_the_rules_determine():
    report = typed(applications__granted__person=None)
    assert first(report) == (Reason.BLANK, {"applications.granted.person": (None, 1408)})


def test_blanks_that_could_be_anything_stay_blank():
    """Two blanks in one row and one column each: their sum is known, they are not."""
    cells = {
        Address("applications", row, column): None
        for row in ("granted", "partial")
        for column in ("person", "enterprise")
    }
    assert suggestions(city_report().with_values(cells), E2021) == ()


def test_parts_that_make_the_total_leave_zero_for_the_blanks():
    report = typed(disputes__direct__corrected=None)
    assert first(report) == (Reason.BLANK, {"disputes.direct.corrected": (None, 0)})


def test_blanks_do_not_hide_a_wrong_sum():
    report = typed(applications__granted__person=None, disputes__review__total=0)
    assert first(report) == (Reason.TOTAL_UNFILLED, {"disputes.review.total": (0, 170)})


def test_negative_count_that_no_rule_speaks_of():
    report = typed(disclosure__permits__decisions=-5)
    assert first(report) == (Reason.SIGN, {"disclosure.permits.decisions": (-5, 5)})


def test_yuan_in_a_column_of_wan():
    cell = at("disclosure.fees.amount")
    told = city_report().with_value(cell, 727012578).replace(units={cell: "元"})
    assert first(told) == (
        Reason.UNIT,
        {"disclosure.fees.amount": (727012578, Decimal("72701.2578"))},
    )
    before = last_year().with_value(cell, 60000)
    compared = city_report().with_value(cell, 727012578)
    assert first(compared, before)[0] is Reason.UNIT
    assert suggestions(compared, E2021) == ()
    grown = before.with_value(cell, 300_000_000)
    assert suggestions(compared, E2021, grown) == ()


# --- properties -----------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 9), st.booleans(), st.sampled_from(["2019", "2021"]))
def test_no_suggestion_leaves_a_rule_broken(seed, count, computed, key):
    random = Random(seed)
    report = random_report(random, key)
    for _ in range(count):
        wrong = Slipper(random, report).slip(random.choice(KINDS))
        report = (
            with_entries(report, EDITIONS[key], wrong) if computed else report.with_values(wrong)
        )
    for cell in random.sample(EDITIONS[key].addresses, random.choice([0, 0, 3, 30])):
        report = report.with_value(cell, None)
    found = suggestions(report, EDITIONS[key], budget_ms=500)
    assert len(found) == 1 or not any(suggestion.remaining for suggestion in found)
    for suggestion in found:
        repaired = report.with_values(suggestion.values)
        assert broken(repaired) == list(suggestion.remaining)
        assert len(suggestion.remaining) < len(broken(report)) or not broken(report)
        assert all(change.before != change.after for change in suggestion.changes)


@settings(max_examples=60, deadline=None)
@given(balanced_reports(), st.integers(0, 10**9), st.integers(1, 3))
def test_smallest_repair_is_no_larger_than_the_damage(report, seed, count):
    """Up to three wrong cells: never more than so many are asked to change."""
    random = Random(seed)
    cells = [a for a in E2021.addresses if a.table != "disclosure"]
    wrong = {cell: random.randrange(1000) for cell in random.sample(cells, count)}
    found = suggestions(report.with_values(wrong), E2021, budget_ms=5000)
    assert found
    assert found[0].is_smallest
    # A shifted line counts as two cells.
    if not any(slip.reason is Reason.SHIFTED for slip in found[0].slips):
        assert sum(not change.follows for change in found[0].changes) <= count


def test_search_that_is_cut_short_says_so(monkeypatch):
    """Three totals wrong and no time: what is given is a whole repair, not called smallest."""
    report = typed(
        applications__result_total__person=4340,
        applications__other_else__total=345,
        applications__reject_repeat__total=2,
    )
    with monkeypatch.context() as patch:
        patch.setattr("forms.repair.repair_search.ALWAYS", 0)
        cut = suggestions(report, E2021, budget_ms=0)
    whole = suggestions(report, E2021, budget_ms=10_000)
    assert [any(s.is_smallest for s in found) for found in (cut, whole)] == [False, True]
    assert report.with_values(cut[0].values) == city_report()
    assert cut[0].changes == whole[0].changes


def test_change_column_may_go_below_zero():
    """本年增/减 keeps its sign: no suggestion turns it."""
    edition = EDITIONS["2019"]
    cells = dict.fromkeys(edition.addresses, 0)
    changes = [a for a in edition.addresses if edition.column(a).type is CellType.CHANGE]
    report = Report("某局", 2020, "2019", cells | dict.fromkeys(changes, -7))
    assert suggestions(report, edition) == ()
