"""Control totals: what the office's ledger says beside what the form adds up."""

import pytest
from balanced import EDITIONS, city_report
from hypothesis import given, settings
from hypothesis import strategies as st

from export.export_file import SUFFIXES, export_report
from forms.cells import Address
from forms.check import check, check_table
from forms.control_totals import control_places, controls, unguarded_tables
from forms.culprit import suggestions
from forms.errors import Cause, UnreadableFile
from forms.explanations import explanation_of, settle
from forms.reading.open_file import read_report
from forms.report_json import report_to_json
from forms.rules import Level
from forms.saving.store import Saved, from_bytes, to_bytes
from forms.totals import with_entries
from forms.wording import finding_sentence

FORM = EDITIONS["2021"]
RECEIVED = Address("applications", "received", "total")
GRANTED = Address("applications", "granted", "person")
PARTIAL = Address("applications", "partial", "person")
ROW, COLUMN, TABLE = "applications.row.received", "applications.column.person", "disputes.table"


def codes(report):
    return [one.code for one in check(report, FORM) if one.code.startswith("control.")]


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_every_row_and_column_with_a_total_has_a_place(key):
    form = EDITIONS[key]
    applications = form.tables["applications"]
    of_rows = [one.cells for name, one in form.control_places.items() if ".row." in name]

    assert form.control_places == control_places(form)
    for name, one in form.control_places.items():
        table, kind, key = (*name.split("."), "")[:3]
        if kind == "row":
            assert one.cells == (Address(table, key, "total"),)
    assert len(of_rows) == len(applications.rows) - 1 + len(form.tables["disputes"].rows)
    assert {f"applications.column.{c}" for c in applications.columns if c != "total"} == {
        name for name in form.control_places if name.startswith("applications.column.")
    }
    assert form.control_places["applications.table"].cells == (
        Address("applications", "result_total", "total"),
    )
    assert {cell.column for cell in form.control_places[TABLE].cells} == {"total"}


def test_figure_is_changed_and_taken_away():
    report = city_report().with_control_total(ROW, 1).with_control_total(COLUMN, 2)
    assert dict(report.with_control_total(ROW, 3).control_totals) == {ROW: 3, COLUMN: 2}
    assert dict(report.with_control_total(ROW, None).control_totals) == {COLUMN: 2}


def test_figure_that_agrees_gives_no_finding():
    report = city_report().with_control_total(ROW, 3525)
    assert codes(report) == []
    assert controls(report, FORM, "applications")[0].difference == 0


@pytest.mark.parametrize("figure", [3524, 3526, 0])
def test_figure_that_differs_is_a_warning(figure):
    report = city_report().with_control_total(ROW, figure)
    (found,) = [one for one in check(report, FORM) if one.code == "control.row"]

    assert found.level is Level.WARNING
    assert (found.cells, found.expected, found.actual) == ((RECEIVED,), figure, 3525)
    assert str(figure) in finding_sentence(found, FORM)


def test_column_and_whole_table_are_held_against_the_ledger():
    report = city_report().with_control_total(COLUMN, 1).with_control_total(TABLE, 2)
    assert codes(report) == ["control.column", "control.table"]
    for found in check(report, FORM):
        if found.code.startswith("control."):
            assert str(found.expected) in finding_sentence(found, FORM)


def test_blank_parts_are_unknown_and_not_zero():
    """Less than the ledger says is no contradiction while a cell is blank; more is."""
    blank = city_report().with_value(Address("disputes", "review", "total"), None)
    assert codes(blank.with_control_total(TABLE, 1000)) == []
    assert codes(blank.with_control_total(TABLE, 3)) == ["control.table"]
    assert controls(blank, FORM, "disputes")[0].difference is None


def test_slip_that_totals_hide_is_found():
    """Nine cases counted in the wrong row: every sum still agrees, two control totals do not."""
    right = city_report()
    report = right.with_control_total("applications.row.granted", 1431)
    report = report.with_control_total("applications.row.partial", 471)
    slip = {GRANTED: right.number(GRANTED) + 9, PARTIAL: right.number(PARTIAL) - 9}
    typed = with_entries(report, FORM, slip)

    assert check_table(typed.replace(control_totals={}), FORM, "applications") == []
    assert codes(typed) == ["control.row", "control.row"]
    repaired = [typed.with_values(one.values) for one in suggestions(typed, FORM, limit=50)]
    assert report in repaired


def test_control_total_tells_which_cell_is_wrong():
    """A balance alone leaves every cell of the column open; the row's ledger names the cell."""
    right = city_report()
    report = right.with_control_total("applications.row.granted", 1431)
    typed = with_entries(report, FORM, {GRANTED: right.number(GRANTED) + 9})

    found = suggestions(typed, FORM)
    assert len(found) == 1
    assert typed.with_values(found[0].values) == report


def test_wrong_ledger_does_not_spoil_the_repair():
    """A control total may be wrong itself: it counts as one more cell, elsewhere it is let be."""
    right = city_report()
    typed = with_entries(right, FORM, {GRANTED: right.number(GRANTED) + 9})
    ledger = {"disputes.row.review": 3, "applications.row.partial": 400}
    typed = typed.replace(control_totals=ledger)

    assert suggestions(typed, FORM)
    changed = {one.address.row for one in suggestions(typed, FORM)[0].changes if not one.follows}
    assert len(changed) == 1
    assert "partial" not in changed


@pytest.mark.parametrize(
    "key", ["applications.row.received", "applications.column.person", "applications.table"]
)
@pytest.mark.parametrize("is_whole", [False, True])
def test_a_slip_of_the_ledger_changes_nothing_in_a_table_that_agrees_with_itself(key, is_whole):
    """One figure of the ledger is wrong: two cells would have to be, to make it right."""
    report = with_entries(city_report(), FORM, {})
    known = {one.place.key: one.computed for one in controls(report, FORM, "applications")}
    ledger = {**(known if is_whole else {}), key: known[key] + 10}
    typed = report.replace(control_totals=ledger)

    assert len(codes(typed)) == 1
    assert suggestions(typed, FORM) == ()


FIGURES = st.sampled_from(list(FORM.control_places)), st.integers(0, 5000)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(*FIGURES, max_size=4), st.integers(0, 4000))
def test_no_suggestion_leaves_a_sum_broken(ledger, figure):
    typed = with_entries(city_report(), FORM, {GRANTED: figure}).replace(control_totals=ledger)
    for one in suggestions(typed, FORM):
        mended = typed.with_values(one.values).replace(control_totals={})
        assert not any(check_table(mended, FORM, table) for table in FORM.tables)


def test_explained_until_the_figure_changes():
    report = city_report().with_control_total(ROW, 3526)
    found = check(report, FORM)
    (differs,) = [one for one in found if one.code == "control.row"]
    given_reason = explanation_of(differs, report, None, "一件重复登记")

    assert settle(found, [given_reason], report, None).explained
    later = report.with_control_total(ROW, 3527)
    assert not settle(check(later, FORM), [given_reason], later, None).explained


def test_tables_without_a_control_total_are_named():
    report = city_report()
    assert unguarded_tables(report, FORM) == ("applications", "disputes")
    assert unguarded_tables(report.with_control_total(ROW, 1), FORM) == ("disputes",)
    assert unguarded_tables(report.replace(cells={}), FORM) == ()


def test_printed_nowhere(tmp_path):
    """No format but the saved file knows of them, nor does whoever reads that file."""
    bare = city_report()
    report = bare.with_control_total(ROW, 987654)
    for suffix in SUFFIXES:
        path = tmp_path / f"报告{suffix}"
        export_report(report, FORM, path)
        if suffix != ".gknb":
            export_report(bare, FORM, tmp_path / f"没有{suffix}")
            assert path.read_bytes() == (tmp_path / f"没有{suffix}").read_bytes()
    assert report_to_json(report, EDITIONS) == report_to_json(bare, EDITIONS)
    assert read_report(tmp_path / "报告.gknb") == bare


@pytest.mark.parametrize("damaged", ['"applications.no.received": 1', f'"{ROW}": "x"'])
def test_damaged_control_total_is_refused_with_its_place(damaged):
    data = to_bytes(Saved(city_report().with_control_total(ROW, 77))).decode()
    with pytest.raises(UnreadableFile) as refusal:
        from_bytes(data.replace(f'"{ROW}": 77', damaged).encode())

    assert refusal.value.cause is Cause.BAD_SAVED_FILE
    assert "control_totals" in refusal.value.detail
