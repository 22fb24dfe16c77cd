"""汇总与审核: a folder read, sent back; and the way to a report."""

import pytest
from office_hands import RECEIVED, filled, opened, put, shown, table_texts
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui import preferences, style
from ui.collecting.folder_bar import ChooseBeside
from ui.collecting.office_window import OfficeWindow
from ui.collecting.returns_page import HEADINGS
from ui.collecting.run import progress_words
from ui.collecting.wanted import Wanted
from ui.palettes import NAMED


@pytest.fixture
def folder(tmp_path):
    return filled(tmp_path / "各单位")


@pytest.fixture
def office(qtbot):
    return shown(qtbot)


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
    with qtbot.waitSignal(office.run.stopped):
        office.open_folder(folder)
        office.run.stop()
    assert office.collection is None
    assert office.again.isVisible()
    with qtbot.waitSignal(office.run.collected):
        office.again.click()
    assert len(office.collection.entries) == 3


def test_an_unreadable_unit_list_is_one_sentence(office, folder, qtbot, tmp_path):
    bad = tmp_path / "名单.xlsx"
    bad.write_bytes(b"PK nothing")
    with qtbot.waitSignal(office.run.refused):
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
    with qtbot.waitSignal(office.run.collected):
        office.bar.last_year.ask.click()
    assert office.wanted.last_year == tmp_path
    office.bar.office.setText("示范市人民政府")
    with qtbot.waitSignal(office.run.collected):
        office.bar.office.editingFinished.emit()
    assert office.collection.office == "示范市人民政府"
    with qtbot.waitSignal(office.run.collected):
        office.bar.last_year.drop.click()
    assert office.wanted.last_year is None
    assert not office.bar.last_year.drop.isVisible()


def test_other_colours_are_worn_while_the_results_are_shown(office, folder, qtbot, qapp):
    """Widgets that went while Qt dressed them all took the program down."""
    (folder / "通知.docx").write_bytes(b"PK")
    opened(office, folder, qtbot)
    try:
        for key, look in NAMED.items():
            preferences.set_look(key)
            style.apply(qapp)

            def is_worn(look=look):
                state = office.returns.table.item(0, HEADINGS.index("状态"))
                assert state.foreground().color().name().upper() == look.done.upper()
                assert look.line in office.styleSheet()

            qtbot.waitUntil(is_worn)
    finally:
        preferences.set_look(preferences.Look.SYSTEM)
        style.apply(qapp)


@pytest.mark.parametrize(("height", "folded"), [(512, True), (720, False)])
def test_in_a_low_window_the_lists_take_the_room_of_what_was_offered(
    office, folder, qtbot, height, folded
):
    office.resize(900, height)
    office.bar.folder_asked.emit(folder)
    assert office.bar.beside.isVisible(), "offered while it reads"
    with qtbot.waitSignal(office.run.collected):
        pass
    assert office.bar.beside.isHidden() is folded
    assert office.bar.more.isVisible()
    assert office.bar.more.isChecked() is not folded


def test_what_somebody_is_typing_is_not_put_away(office, folder, qtbot):
    office.resize(900, 512)
    office.bar.folder_asked.emit(folder)
    office.bar.office.setFocus()
    with qtbot.waitSignal(office.run.collected):
        pass
    assert office.bar.beside.isVisible()


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
    with qtbot.waitSignal(window.files.opened):
        second.report_asked.emit(folder / "示范市水务局.xlsx", RECEIVED)
    assert window.session.report.agency == "示范市水务局"
    assert window.current_key == "applications"
    assert window.step_page("applications").form.current_address() == RECEIVED


@pytest.mark.parametrize(("room", "is_whole"), [((9999, 9999), True), ((1, 1), False)])
def test_on_a_small_screen_it_takes_the_whole(window, monkeypatch, room, is_whole):
    monkeypatch.setattr("ui.window.ROOMY", room)
    assert window.open_office().isMaximized() is is_whole


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
    with qtbot.waitSignal(office.papers_written):
        office.write_papers(out)
    assert list(out.rglob("*.xlsx"))
    assert list(out.rglob("*.pdf"))
    assert list(out.rglob("*.docx"))
    with qtbot.waitSignal(office.run.collected):
        office.again.click()
    assert len(office.collection.entries) == 3
    assert office.collection.others == ()


def test_a_folder_that_cannot_be_written_is_told(office, folder, qtbot, tmp_path):
    opened(office, folder, qtbot)
    blocked = tmp_path / "file"
    blocked.write_text("x")
    office.write_papers(blocked / "材料")
    qtbot.waitUntil(lambda: office._writing is None)
    assert office.told.text()
    assert not (blocked / "材料").exists()


def test_the_charts_are_drawn_when_they_are_looked_at(office, folder, qtbot):
    opened(office, folder, qtbot)
    assert office.charts.pages is None
    office.pages.setCurrentWidget(office.charts)
    qtbot.waitUntil(lambda: office.charts.pages is not None)
    assert len(office.charts.pages) >= 1


def test_the_next_run_says_what_was_mended(office, folder, qtbot):
    opened(office, folder, qtbot)
    with qtbot.waitSignal(office.papers_written):
        office.write_papers(folder / "材料")
    put(folder, "示范市民政局", ".html")
    with qtbot.waitSignal(office.run.collected):
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
    assert "核对" not in words
    assert "核对" in progress_words(Progress(9, 9, 3, seconds))
