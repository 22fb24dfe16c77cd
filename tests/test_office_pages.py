"""The pages of 汇总与审核: matrix, sum, and what is behind a total."""

import re
from dataclasses import replace

import pytest
from office_hands import EDITION, RECEIVED, chosen_cell, filled, opened, shown, table_texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from export.export_file import export_report
from forms.cells import Address
from forms.collecting.collection import Kind
from forms.collecting.matrix import Filter
from ui.collecting import returns_page
from ui.collecting.wanted import remembered


@pytest.fixture
def folder(tmp_path):
    return filled(tmp_path / "各单位")


@pytest.fixture
def office(qtbot):
    return shown(qtbot)


# --- the matrix ------------------------------------------------------------------------------


def test_a_cell_shows_its_findings_and_opens_the_report_there(office, folder, qtbot):
    opened(office, folder, qtbot)
    model = office.matrix.model
    (wrong,) = [row for row in range(model.rowCount()) if model.row_at(row).unit == "示范市民政局"]
    column = next(
        column
        for column in range(1, model.columnCount())
        if any(one.cells for one in model.found_at(model.index(wrong, column)))
    )
    index = model.index(wrong, column)
    office.matrix.table.setCurrentIndex(index)
    found = model.found_at(index)
    assert office.matrix.findings.count() == len(found)
    with qtbot.waitSignal(office.report_asked) as asked:
        office.matrix.findings.chosen.emit(found[0])
    path, address = asked.args
    assert path.name.startswith("示范市民政局")
    assert str(address) == found[0].cells[0]


def test_filters_leave_the_clean_ones_in_sight(office, folder, qtbot):
    opened(office, folder, qtbot)
    matrix = office.matrix
    matrix.filter.setCurrentIndex(list(Filter).index(Filter.ERRORS))
    assert matrix.model.rowCount() == 3
    matrix.filter.setCurrentIndex(list(Filter).index(Filter.UNCERTAIN))
    assert matrix.model.columnCount() == 1


@pytest.mark.parametrize("wanted", list(Filter))
def test_above_the_matrix_each_report_is_counted_once(office, folder, qtbot, wanted):
    opened(office, folder, qtbot)
    office.matrix.filter.setCurrentIndex(list(Filter).index(wanted))
    whole, *parts = map(int, re.findall(r"\d+", office.matrix.summary.text()))
    assert whole == sum(parts) == 3
    if wanted is Filter.ERRORS:
        assert parts == [1, 2]


def test_the_worst_come_first_when_a_rule_is_clicked(office, folder, qtbot):
    opened(office, folder, qtbot)
    model = office.matrix.model
    columns = [
        column
        for column in range(1, model.columnCount())
        if any(
            model.found_at(model.index(row, column)) and model.row_at(row).unit == "示范市民政局"
            for row in range(3)
        )
    ]
    model.sort(columns[0], Qt.SortOrder.AscendingOrder)
    assert model.row_at(0).unit == "示范市民政局"
    model.sort(columns[0], Qt.SortOrder.DescendingOrder)
    assert model.row_at(2).unit == "示范市民政局"


def test_the_unit_s_name_stays_in_sight(office, folder, qtbot):
    opened(office, folder, qtbot)
    office.pages.setCurrentWidget(office.matrix)
    office.resize(600, 400)
    table = office.matrix.table
    last = office.matrix.model.columnCount() - 1
    table.setCurrentIndex(office.matrix.model.index(0, last))
    assert table.columnViewportPosition(last) >= table.columnWidth(0)
    table.setCurrentIndex(office.matrix.model.index(1, 1))
    assert table.columnViewportPosition(1) >= table.columnWidth(0)
    assert table.frozen.isVisible()
    assert table.frozen.viewport().width() == table.columnWidth(0)


def test_a_click_on_the_unit_s_heading_turns_the_order_round(office, folder, qtbot):
    opened(office, folder, qtbot)
    office.pages.setCurrentWidget(office.matrix)
    model, heading = office.matrix.model, office.matrix.table.frozen.horizontalHeader()
    before = [model.row_at(row).unit for row in range(model.rowCount())]
    QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton)
    assert [model.row_at(row).unit for row in range(model.rowCount())] == before[::-1]
    assert heading.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def test_everything_to_be_settled_has_its_place():
    assert sorted(returns_page._FIRST) == sorted(Kind)


# --- the sum ---------------------------------------------------------------------------------


def test_behind_each_total_stand_its_units(office, folder, qtbot):
    opened(office, folder, qtbot)
    chosen_cell(office)
    figures = [int(text) for text in table_texts(office.sum.addends, 2)]
    assert len(figures) == 3
    assert sum(figures) == office.sum.sum.totals[RECEIVED].number
    assert office.sum.session.report.value(RECEIVED) == sum(figures)


def test_nothing_is_typed_over_a_sum(office, folder, qtbot):
    opened(office, folder, qtbot)
    chosen_cell(office)
    before = office.sum.session.report
    with qtbot.waitSignal(office.sum.session.edit_refused):
        office.sum.session.enter(RECEIVED, 5)
    assert office.sum.session.report == before


def test_what_differs_from_the_published_total_is_gone_through(office, folder, qtbot, tmp_path):
    opened(office, folder, qtbot)
    assert not office.sum.next.isVisible()
    total = office.sum.sum.report
    wrong = [RECEIVED, Address("disputes", "direct", "total")]
    stated = total.with_values({one: total.number(one) + 1 for one in wrong})
    export_report(stated.replace(agency="示范市"), EDITION, tmp_path / "本级.json")
    office.pages.setCurrentWidget(office.sum)
    with qtbot.waitSignal(office.run.collected):
        office._want(replace(office.wanted, stated=tmp_path / "本级.json"))
    seen = []
    for _ in range(3):
        office.sum.next.click()
        seen.append(office.sum.address)
    assert seen == [*wrong, wrong[0]]


def test_an_exception_needs_a_figure_and_a_reason(office, folder, qtbot):
    opened(office, folder, qtbot)
    chosen_cell(office)
    before = office.sum.sum.totals[RECEIVED].number
    office.sum.addends.selectRow(0)
    row = office.sum.exemption
    row.enter.click()
    assert office.wanted.exemptions == ()
    row.way.setCurrentIndex(1)
    row.amount.setText("-1")
    row.enter.click()
    assert office.wanted.exemptions == ()
    row.reason.setText("案件移交给民政局")
    QTest.keyClick(row.reason, Qt.Key.Key_Return)
    assert office.sum.sum.totals[RECEIVED].number == before - 1
    assert remembered(folder).exemptions == office.wanted.exemptions

    chosen_cell(office)
    office.sum.addends.selectRow(0)
    row.take_back.click()
    assert office.sum.sum.totals[RECEIVED].number == before
