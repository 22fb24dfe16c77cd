"""What breaks the peers (docs/traps.md), where no test of a module holds it already."""

import pytest
from balanced import city_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.carry import carry
from forms.cells import Address
from forms.check import check
from forms.edition_file import built_in_editions
from forms.report import Report
from ui.marks import Mark
from ui.session import Session
from ui.table_model import TableModel

E2021 = built_in_editions()["2021"]
ONE_OF_EACH = (
    Address("disclosure", "permits", "decisions"),
    Address("disclosure", "fees", "amount"),
    Address("applications", "granted", "charity"),
    Address("disputes", "direct", "corrected"),
)
PERSON = Address("applications", "received", "person")


def codes(session: Session, cell: Address) -> set[str]:
    return {one.code for one in session.findings if cell in one.cells}


@pytest.mark.parametrize("cell", ONE_OF_EACH)
@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        ("-3", -3, "cell.negative"),
        ("1e3", "1e3", "cell.not_a_number"),
        ("12abc", "12abc", "cell.not_a_number"),
        ("/", "/", "cell.not_a_number"),
        ("１２", 12, ""),
        ("1,234", 1234, ""),
        ("12件", 12, ""),
    ],
)
def test_what_is_typed_in_any_table_is_a_number_or_is_told(qapp, cell, typed, value, code):
    session = Session()
    session.open_report(city_report())
    model = TableModel(session, cell.table)
    assert model.setData(model.index_of(cell), typed)
    assert session.report.value(cell) in (value, typed)
    if session.report.value(cell) == value and not code:
        assert not codes(session, cell) & {"cell.negative", "cell.not_a_number"}
    else:
        assert codes(session, cell) & {code, "cell.not_a_number"}


@pytest.mark.parametrize("cell", ONE_OF_EACH)
def test_a_fraction_is_told_where_things_are_counted(qapp, cell):
    session = Session()
    session.open_report(city_report())
    model = TableModel(session, cell.table)
    model.setData(model.index_of(cell), "1.5")
    assert ("cell.fraction" in codes(session, cell)) is (cell.column != "amount")


def test_a_blank_form_says_so_in_every_part():
    found = check(Report("某某局", 2025), E2021)
    assert {one.table for one in found if one.code == "cell.blank"} == set(E2021.tables)


def test_a_figure_of_the_text_and_of_the_table_clears_from_either_side(qapp):
    session = Session()
    report = city_report().replace(year=2025)
    told = "本年新收政府信息公开申请3526件。"

    def is_told() -> bool:
        return any(one.code == "text.number" for one in session.findings)

    session.open_report(report.with_section("overview", told))
    assert is_told()
    session.enter(PERSON, report.number(PERSON) + 1)
    assert not is_told()
    session.undo()
    assert is_told()
    session.set_section("overview", told.replace("3526", "3525"))
    assert not is_told()


def test_last_years_figure_clears_from_either_side(qapp):
    session = Session()
    last_year = city_report().replace(year=2024)
    carried = Address("applications", "carried_in", "person")
    draft = carry(last_year)
    session.open_report(draft.with_value(carried, 7), None, last_year)
    assert "lastyear.carried" in codes(session, carried)
    out = Address("applications", "carried_out", "person")
    session.compare_with(last_year.with_value(out, 7))
    assert "lastyear.carried" not in codes(session, carried)
    session.undo()
    session.enter(carried, last_year.number(out))
    assert "lastyear.carried" not in codes(session, carried)


def test_a_finding_leads_to_its_part_and_gives_the_keyboard_to_its_cell(window):
    cell = Address("disputes", "direct", "total")
    window.session.open_report(city_report().with_value(cell, 999))
    finding = next(one for one in window.session.findings if one.code == "disputes.total")
    window.go_to("cover")
    window.go_to_place(finding)
    form = window.step_page("disputes").form
    assert window.current_key == "disputes"
    assert form.current_address() in finding.cells
    assert form.grid.hasFocus()


def test_leaving_a_field_calls_nothing_wrong_while_the_part_is_filled_in(window):
    window.session.open_report(Report("某某局", 2025))
    window.go_to("applications")
    form = window.step_page("applications").form
    form.go_to(PERSON)
    QTest.keyClicks(QApplication.focusWidget(), "3")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    marks = {mark for cell, mark in window.session.marks.items() if cell.row == PERSON.row}
    assert marks <= {Mark.INCOMPLETE}
    assert Mark.WRONG not in window.session.marks.values()


def test_trouble_in_the_last_column_is_marked_at_the_rows_left_edge(qapp):
    session = Session()
    session.open_report(city_report().with_value(Address("applications", "granted", "total"), 1))
    model = TableModel(session, "applications")
    row, _ = model.shape.place_of(Address("applications", "granted", "total"))
    assert model.row_mark(row) is Mark.MISMATCH
