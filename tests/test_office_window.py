"""汇总与审核: a folder read, looked at, added up, sent back; and the way to a report."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from balanced import EDITIONS, sound_report
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from export.export_file import export_report
from forms.cells import Address
from forms.collecting.collection import Kind
from forms.collecting.matrix import Filter
from forms.collecting.workers import Workers
from ui.collecting import returns_page
from ui.collecting.folder_bar import ChooseBeside
from ui.collecting.office_window import OfficeWindow
from ui.collecting.run import progress_words
from ui.collecting.wanted import Wanted, remembered

EDITION = EDITIONS["2021"]
RECEIVED = Address("applications", "received", "person")
LONGEST = 60_000


def threads() -> Workers:
    """Real work, without the seconds that a new process takes to start."""
    return Workers(lambda: ThreadPoolExecutor(1), 1)


def put(folder: Path, agency: str, suffix: str = ".docx", **changes) -> Path:
    report = sound_report().replace(agency=agency)
    report = report.with_values({Address(*k.split("__")): v for k, v in changes.items()})
    path = folder / f"{agency}{suffix}"
    export_report(report, EDITION, path)
    return path


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "各单位"
    made.mkdir()
    put(made, "示范市教育局")
    put(made, "示范市民政局", ".html", applications__received__person=9)
    put(made, "示范市水务局", ".xlsx")
    return made


@pytest.fixture
def office(qtbot):
    made = OfficeWindow(workers=threads)
    qtbot.addWidget(made, before_close_func=OfficeWindow.leave)
    made.resize(1366, 740)
    made.show()
    return made


def opened(office, folder, qtbot):
    with qtbot.waitSignal(office.run.collected, timeout=LONGEST):
        office.open_folder(folder)
    return office.collection


def chosen_cell(office, address=RECEIVED):
    office.pages.setCurrentWidget(office.sum)
    office.sum.tables.setCurrentWidget(office.sum.forms[address.table])
    office.sum.forms[address.table].go_to(address)


def table_texts(table, column):
    return [table.item(row, column).text() for row in range(table.rowCount())]


# --- reading ---------------------------------------------------------------------------------


def test_a_folder_opens_like_a_report(office, folder, qtbot):
    opened(office, folder, qtbot)
    assert set(table_texts(office.returns.table, 0)) == {
        "示范市教育局",
        "示范市民政局",
        "示范市水务局",
    }
    assert not office.run.is_running
    assert office.pages.isVisible()
    assert not office.empty.isVisible()


def test_the_wrong_return_stands_out_and_the_clean_ones_do_not(office, folder, qtbot):
    opened(office, folder, qtbot)
    errors = dict(
        zip(table_texts(office.returns.table, 0), table_texts(office.returns.table, 3), strict=True)
    )
    assert int(errors["示范市民政局"]) > 0
    assert errors["示范市教育局"] == errors["示范市水务局"] == "0"


def test_worker_processes_read_it_too(qtbot, folder):
    made = OfficeWindow()
    qtbot.addWidget(made, before_close_func=OfficeWindow.leave)
    collection = opened(made, folder, qtbot)
    assert len(collection.entries) == 3


def test_it_can_be_stopped_and_begun_again(office, folder, qtbot):
    with qtbot.waitSignal(office.run.stopped, timeout=LONGEST):
        office.open_folder(folder)
        office.run.stop()
    assert office.collection is None
    assert office.again.isVisible()
    with qtbot.waitSignal(office.run.collected, timeout=LONGEST):
        office.again.click()
    assert len(office.collection.entries) == 3


def test_an_unreadable_unit_list_is_one_sentence(office, folder, qtbot, tmp_path):
    bad = tmp_path / "名单.xlsx"
    bad.write_bytes(b"PK nothing")
    with qtbot.waitSignal(office.run.refused, timeout=LONGEST):
        office.bar.changed.emit(Wanted(folder, units=bad))
    assert office.told.text()
    assert office.again.isVisible()


def test_closing_while_it_reads_waits(office, folder):
    office.open_folder(folder)
    office.close()
    assert not office.run._work or office.run._work.isFinished()


# --- what lies beside ------------------------------------------------------------------------


def test_the_bar_asks_for_what_lies_beside(office, folder, qtbot, monkeypatch, tmp_path):
    opened(office, folder, qtbot)
    monkeypatch.setattr(ChooseBeside, "folder", lambda *_: tmp_path)
    with qtbot.waitSignal(office.run.collected, timeout=LONGEST):
        office.bar.last_year.ask.click()
    assert office.wanted.last_year == tmp_path
    office.bar.office.setText("示范市人民政府")
    with qtbot.waitSignal(office.run.collected, timeout=LONGEST):
        office.bar.office.editingFinished.emit()
    assert office.collection.office == "示范市人民政府"
    with qtbot.waitSignal(office.run.collected, timeout=LONGEST):
        office.bar.last_year.drop.click()
    assert office.wanted.last_year is None
    assert not office.bar.last_year.drop.isVisible()


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
    with qtbot.waitSignal(office.run.collected, timeout=LONGEST):
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


# --- on to the wizard ------------------------------------------------------------------------


def test_the_sum_is_an_ordinary_report_in_the_wizard(window, office, folder, qtbot):
    opened(office, folder, qtbot)
    office.sum_taken.connect(window.files.begin_with)
    with qtbot.waitSignal(window.files.opened):
        office.sum.take.click()
    assert window.session.report.cells == office.sum.sum.report.cells


def test_a_return_opens_at_its_cell(window, folder, qtbot):
    second = window.open_office()
    assert window.open_office() is second
    with qtbot.waitSignal(window.files.opened, timeout=LONGEST):
        second.report_asked.emit(folder / "示范市水务局.xlsx", RECEIVED)
    assert window.session.report.agency == "示范市水务局"
    assert window.current_key == "applications"
    assert window.step_page("applications").form.current_address() == RECEIVED


@pytest.mark.parametrize("page", ["returns", "matrix", "sum", "charts"])
def test_every_control_is_reached_by_tab_and_has_a_name(office, folder, qtbot, page):
    (folder / "通知.docx").write_bytes(b"PK")
    opened(office, folder, qtbot)
    office.pages.setCurrentWidget(getattr(office, page))
    office.bar.more.setChecked(True)
    QApplication.processEvents()
    wanted = {
        one
        for one in office.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    }
    reached = []
    office.bar.choose.setFocus()
    # A date is three stops.
    for _ in range(len(wanted) + 4):
        reached.append(office.focusWidget())
        QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
    assert wanted <= set(reached)
    names = [QAccessible.queryAccessibleInterface(one) for one in wanted]
    assert all(one.text(QAccessible.Text.Name) for one in names)


# --- papers, charts --------------------------------------------------------------------------


def test_all_papers_are_written_and_are_no_returns(office, folder, qtbot):
    opened(office, folder, qtbot)
    out = folder / "材料"
    with qtbot.waitSignal(office.papers_written, timeout=LONGEST):
        office.write_papers(out)
    assert list(out.rglob("*.xlsx"))
    assert list(out.rglob("*.pdf"))
    assert list(out.rglob("*.docx"))
    with qtbot.waitSignal(office.run.collected, timeout=LONGEST):
        office.again.click()
    assert len(office.collection.entries) == 3
    assert office.collection.others == ()


def test_a_folder_that_cannot_be_written_is_told(office, folder, qtbot, tmp_path):
    opened(office, folder, qtbot)
    blocked = tmp_path / "file"
    blocked.write_text("x")
    office.write_papers(blocked / "材料")
    qtbot.waitUntil(lambda: office._writing is None, timeout=LONGEST)
    assert office.told.text()
    assert not (blocked / "材料").exists()


def test_the_charts_are_drawn_when_they_are_looked_at(office, folder, qtbot):
    opened(office, folder, qtbot)
    assert office.charts.pages is None
    office.pages.setCurrentWidget(office.charts)
    qtbot.waitUntil(lambda: office.charts.pages is not None, timeout=LONGEST)
    assert len(office.charts.pages) >= 1


def test_the_next_run_says_what_was_mended(office, folder, qtbot):
    opened(office, folder, qtbot)
    with qtbot.waitSignal(office.papers_written, timeout=LONGEST):
        office.write_papers(folder / "材料")
    put(folder, "示范市民政局", ".html")
    with qtbot.waitSignal(office.run.collected, timeout=LONGEST):
        office.again.click()
    since = dict(
        zip(table_texts(office.returns.table, 0), table_texts(office.returns.table, 5), strict=True)
    )
    assert since["示范市民政局"].startswith("改了")


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(None, False), (0.2, True), (59, True), (600, True)],
)
def test_the_time_left_is_told_once_it_is_known(seconds, told):
    from forms.collecting.folder_reading import Progress

    words = progress_words(Progress(3, 9, 3, seconds))
    assert ("大约" in words) is told
