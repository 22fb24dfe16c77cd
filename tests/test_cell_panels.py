"""The drawer beside a table: 说明, 去年, 出处."""

from decimal import Decimal

import pytest
from balanced import sound_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.cells import Address
from forms.report import Remark
from ui import style
from ui.cell_panels import NO_LAST_YEAR, change_words
from ui.drawer import WIDTH
from ui.form_paint import help_rect

KEY = Qt.Key
RECEIVED = Address("applications", "received", "person")
CARRIED_IN = Address("applications", "carried_in", "person")


@pytest.fixture
def page(window):
    window.go_to("applications")
    made = window.step_page("applications")
    made.form.go_to(RECEIVED)
    return made


def press_f1() -> None:
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_F1)


def grid_words(panel) -> list[list[str]]:
    return [[label.text() for label in labels] for labels in panel._labels]


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (9, 7, "＋2"),
        (7, 9, "－2"),
        (7, 7, "0"),
        (0, 0, "0"),
        (None, 7, ""),
        (7, None, ""),
        (7, "/", ""),
        (Decimal("1.5"), 1, "＋0.5"),
    ],
)
def test_change_is_told_only_between_two_numbers(now, before, words):
    assert change_words(now, before) == words


def test_the_drawer_is_closed_until_asked_for_and_f1_opens_the_help(page):
    assert not page.drawer.isVisible()
    press_f1()
    assert page.drawer.key == "help"
    assert page.drawer.panel("help").isVisible()
    assert page.drawer.width() == WIDTH
    assert page.explain.isChecked()
    assert page.form.isAncestorOf(QApplication.focusWidget())
    press_f1()
    assert not page.drawer.isVisible()
    assert not page.explain.isChecked()


def test_f1_turns_from_another_panel_to_the_help(page):
    QTest.mouseClick(page.beside, Qt.MouseButton.LeftButton)
    assert page.drawer.panel("last_year").isVisible()
    press_f1()
    assert page.drawer.panel("help").isVisible()
    assert not page.beside.isChecked()


def test_esc_gives_up_what_is_typed_and_then_closes_the_drawer(window, page):
    press_f1()
    QTest.keyClick(page.form.grid, KEY.Key_7)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert page.drawer.isVisible()
    assert window.session.report.value(RECEIVED) is None
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert not page.drawer.isVisible()
    assert QApplication.focusWidget() is page.form.grid
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert window.current_key == "applications"


def test_esc_closes_the_drawer_from_within_it(page):
    page._open_drawer("control", True)
    page.drawer.close_button.setFocus()
    QTest.keyClick(page.drawer.close_button, KEY.Key_Escape)
    assert not page.drawer.isVisible()


def test_the_drawer_can_be_put_away_from_any_panel(page):
    press_f1()
    QTest.mouseClick(page.drawer.tabs["origin"], Qt.MouseButton.LeftButton)
    assert page.drawer.panel("origin").isVisible()
    QTest.mouseClick(page.drawer.close_button, Qt.MouseButton.LeftButton)
    assert not page.drawer.isVisible()
    assert page.foot.isVisible()


def test_last_year_stands_beside_this_year_for_the_whole_row(window, page):
    last_year = sound_report().with_value(RECEIVED, 1234)
    window.session.open_report(sound_report(year=2025), None, last_year)
    page.form.go_to(RECEIVED)
    QTest.mouseClick(page.beside, Qt.MouseButton.LeftButton)

    lines = grid_words(page.drawer.panel("last_year"))
    now = window.session.report.value(RECEIVED)
    assert lines[0][1:3] == ["2024年", "本年"]
    assert lines[1] == ["自然人", "1234", str(now), change_words(now, 1234)]
    assert len(lines) == 8
    assert "1234" in page.drawer.panel("last_year").cell.text()
    assert page.drawer.panel("last_year")._labels[1][0].font().bold()
    assert not page.drawer.panel("last_year")._labels[2][0].font().bold()


def test_the_panel_follows_what_is_typed_and_where_one_goes(window, page):
    window.session.open_report(sound_report(year=2025), None, sound_report())
    QTest.mouseClick(page.beside, Qt.MouseButton.LeftButton)
    page.form.go_to(RECEIVED)
    QTest.keyClicks(QApplication.focusWidget(), "7")
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    page.form.go_to(RECEIVED)

    assert grid_words(page.drawer.panel("last_year"))[1][2] == "7"
    shown = [labels[0].isHidden() for labels in page.drawer.panel("last_year")._labels]
    assert not any(shown)


def test_a_shorter_row_leaves_no_line_of_a_longer_one(window):
    window.session.open_report(sound_report(year=2025), None, sound_report())
    window.go_to("disclosure")
    page = window.step_page("disclosure")
    page.form.go_to(Address("disclosure", "regulations", "made"))
    QTest.mouseClick(page.beside, Qt.MouseButton.LeftButton)
    assert sum(not labels[0].isHidden() for labels in page.drawer.panel("last_year")._labels) == 4
    table = window.session.edition.tables["disclosure"]
    short = next(row for row in table.rows.values() if len(row.areas) == 1)
    page.form.go_to(Address("disclosure", short.key, next(iter(short.areas))))
    assert sum(not labels[0].isHidden() for labels in page.drawer.panel("last_year")._labels) == 2


def test_without_last_year_the_panel_says_so(page):
    QTest.mouseClick(page.beside, Qt.MouseButton.LeftButton)
    assert page.drawer.panel("last_year").cell.text() == NO_LAST_YEAR
    assert not page.drawer.panel("last_year").figures.isVisible()


def test_origin_tells_the_place_in_the_file_and_the_remarks_of_this_cell_only(window, page):
    remarks = (
        Remark("x", "数字粘连，已按合计拆开。", str(RECEIVED)),
        Remark("x", "别处的说明。", str(CARRIED_IN)),
    )
    report = sound_report(remarks=remarks, origins={str(RECEIVED): "第2页，表2"})
    window.session.open_report(report)
    page.form.go_to(RECEIVED)
    press_f1()
    page.drawer.turn_to("origin")

    assert "第2页，表2" in page.drawer.panel("origin").place.text()
    assert "数字粘连" in page.drawer.panel("origin").remarks.text()
    assert "别处" not in page.drawer.panel("origin").remarks.text()


def test_a_value_that_last_year_gave_says_so_until_it_is_another(window, page):
    last_year = sound_report()
    out = Address("applications", "carried_out", "person")
    draft = sound_report(year=2025).with_value(CARRIED_IN, last_year.value(out))
    window.session.open_report(draft, None, last_year)
    page.form.go_to(CARRIED_IN)
    press_f1()
    page.drawer.turn_to("origin")
    assert "去年报告" in page.drawer.panel("origin").place.text()

    window.session.enter(CARRIED_IN, 987)
    assert "去年报告" not in page.drawer.panel("origin").place.text()


def test_last_years_values_are_ghosts_in_the_table(window, page):
    window.session.open_report(
        sound_report(year=2025), None, sound_report().with_value(RECEIVED, 4321)
    )
    assert page.form.model.shown(RECEIVED).ghost == "4321"


# --- in a narrow window ----------------------------------------------------------------


@pytest.mark.parametrize("panel", ["help", "last_year", "origin"])
def test_in_a_narrow_window_the_drawer_takes_the_place_of_the_list(window, qtbot, page, panel):
    """A screen of 1366×768 at 150 %: every column of part three stays in sight."""
    window.resize(911, 512)
    page.drawer.turn_to(panel)
    page._open_drawer(panel, True)
    grid, columns = page.form.grid, page.form.model.shape.table.columns

    def sees_all() -> bool:
        places = (Address("applications", "received", column) for column in columns)
        rects = [grid.visualRect(grid.form.index_of(place)) for place in places]
        return all(grid.viewport().rect().contains(rect.adjusted(0, 0, -1, 0)) for rect in rects)

    qtbot.waitUntil(sees_all)
    assert not window.desk.side_list.isVisible()
    window.move_by(1)
    assert window.desk.side_list.isVisible()
    window.move_by(-1)
    assert not window.desk.side_list.isVisible()
    QTest.mouseClick(page.drawer.close_button, Qt.MouseButton.LeftButton)
    assert window.desk.side_list.isVisible()


def test_in_a_narrow_drawer_the_names_are_whole(window, page, qapp):
    style.apply(qapp)
    window.resize(911, 512)
    press_f1()
    names = (*page.drawer.tabs.values(), page.drawer.close_button)
    QApplication.processEvents()
    assert all(name.width() >= name.sizeHint().width() for name in names)


def test_a_window_made_wide_has_list_and_drawer(window, qtbot, page):
    window.resize(911, 512)
    press_f1()
    assert not window.desk.side_list.isVisible()
    window.resize(1366, 768)
    qtbot.waitUntil(window.desk.side_list.isVisible)
    assert page.drawer.isVisible()
    qtbot.waitUntil(lambda: page.drawer.x() > page.form.x())


def test_the_current_cell_stays_in_sight_when_the_drawer_opens(window, qtbot, page):
    window.resize(911, 512)
    last = Address("applications", "carried_out", "total")
    qtbot.waitUntil(lambda: page.form.grid.viewport().height() > 60)
    page.form.go_to(last)
    page._open_drawer("control", True)
    grid = page.form.grid
    index = grid.form.index_of(last)
    qtbot.waitUntil(lambda: page.drawer.width() > 240 and grid.width() < 600)
    assert grid.viewport().rect().contains(grid.visualRect(index).center())


# --- the ？ of a row -------------------------------------------------------------------


def click_help(page, line: int) -> None:
    header = page.form.grid.verticalHeader()
    middle = header.sectionViewportPosition(line) + header.sectionSize(line) // 2
    place = help_rect(middle).center()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_question_mark_of_a_row_opens_its_help_and_closes_it(window, page):
    click_help(page, 1)
    assert page.form.current_address() == CARRIED_IN
    assert page.drawer.panel("help").isVisible()
    label = window.session.edition.row(CARRIED_IN).label
    assert page.drawer.panel("help").heading.text() == label
    click_help(page, 0)
    assert page.drawer.panel("help").heading.text() != label
    assert page.form.current_address() == RECEIVED
    click_help(page, 0)
    assert not page.drawer.isVisible()
    assert len(page.form.grid.selected()) == 1


def test_the_question_mark_keeps_the_column_that_one_is_in(page):
    other = Address("applications", "received", "other")
    page.form.go_to(other)
    click_help(page, 1)
    assert page.form.current_address() == Address("applications", "carried_in", "other")


def test_a_table_without_label_columns_has_it_too(window):
    window.go_to("disputes")
    page = window.step_page("disputes")
    here = Address("disputes", "direct", "corrected")
    page.form.go_to(here)
    header = page.form.grid.verticalHeader()
    line = page.form.grid.currentIndex().row()
    assert header.isVisible()
    click_help(page, line)
    assert page.drawer.panel("help").isVisible()
    assert page.form.current_address() == here
