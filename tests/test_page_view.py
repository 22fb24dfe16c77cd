"""The pages of the preview: going to one, by every way there is, and seeing it at any size."""

import pytest
from balanced import sound_report
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.page_view import GAP, LEAST, MOST, Fit
from ui.preview import Preview
from ui.session import Session

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(qtbot):
    session = Session()
    session.open_report(sound_report())
    made = Preview(session)
    qtbot.addWidget(made, before_close_func=Preview.leave)
    made.resize(911, 512)
    with qtbot.waitSignal(made.shown):
        made.show()
    return made


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press(shown, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(shown.view, key, modifier)


# --- moving ---------------------------------------------------------------------------


def test_number_thumbnail_and_keys_go_to_the_same_page(shown):
    last = shown.thumbnails.count() - 1
    shown.bar.page.setValue(2)
    assert (shown.view.page, shown.thumbnails.currentRow()) == (1, 1)
    shown.thumbnails.setCurrentRow(last)
    assert (shown.view.page, shown.bar.page.value()) == (last, last + 1)
    press(shown, KEY.Key_Home)
    assert (shown.view.page, shown.bar.page.value(), shown.thumbnails.currentRow()) == (0, 1, 0)
    press(shown, KEY.Key_Right)
    assert shown.view.page == 1
    press(shown, KEY.Key_Left)
    assert shown.view.page == 0
    press(shown, KEY.Key_End)
    assert shown.view.page == last
    assert f"第{last + 1}页" in shown.view.accessibleDescription()


def test_space_and_page_down_scroll_by_a_window(shown):
    bar = shown.view.verticalScrollBar()
    press(shown, KEY.Key_Space)
    assert bar.value() == bar.pageStep()
    press(shown, KEY.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0
    press(shown, KEY.Key_PageDown)
    assert bar.value() > 0


def test_scrolling_tells_which_page_is_read(shown):
    bar = shown.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert shown.view.page == shown.thumbnails.count() - 1
    assert shown.bar.page.value() == shown.thumbnails.count()


# --- size -----------------------------------------------------------------------------


def test_fit_to_the_width_to_the_page_and_life_size(shown):
    view = shown.view
    room = view.viewport().size()
    assert view.fit is Fit.WIDTH
    assert abs(view._places[0].width() - (room.width() - 2 * GAP)) <= 1
    click(shown.bar.page_fit)
    assert view._places[0].height() <= room.height() - 2 * GAP + 1
    assert view.horizontalScrollBar().maximum() == 0
    click(shown.bar.zoom)
    assert view.fit is Fit.FREE
    assert view._places[0].width() == round(595.28 * 96 / 72)
    assert shown.bar.zoom.text() == "100%"
    assert not shown.bar.page_fit.isChecked()


def test_fitting_follows_the_window(shown, qtbot):
    before = shown.view.percent
    shown.resize(1366, 768)
    qtbot.waitUntil(lambda: shown.view.percent > before)
    assert shown.bar.zoom.text() == f"{shown.view.percent:.0f}%"


def test_steps_of_size_stop_at_the_ends(shown):
    view = shown.view
    view.zoom_to(100)
    click(shown.bar.larger)
    assert view.percent == 125
    click(shown.bar.smaller)
    click(shown.bar.smaller)
    assert view.percent == 80
    for _ in range(20):
        click(shown.bar.larger)
    assert view.percent == MOST
    for _ in range(20):
        click(shown.bar.smaller)
    assert view.percent == LEAST


def test_keys_and_wheel_change_the_size(shown, qtbot):
    shown.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown)
    for key, percent in ((KEY.Key_0, 100), (KEY.Key_Equal, 125), (KEY.Key_Minus, 100)):
        press(shown, key, CTRL)
        assert shown.view.percent == percent
    press(shown, KEY.Key_1, CTRL)
    assert shown.view.fit is Fit.PAGE
    press(shown, KEY.Key_2, CTRL)
    assert shown.view.fit is Fit.WIDTH
    shown.view.zoom_to(100)
    viewport = shown.view.viewport()
    turn = QWheelEvent(
        QPointF(50, 50),
        viewport.mapToGlobal(QPointF(50, 50)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, turn)
    assert shown.view.percent == 125


def test_zooming_keeps_the_page_that_is_read(shown):
    shown.view.go_to(1)
    for percent in (200, 50, 125):
        shown.view.zoom_to(percent)
        assert shown.view.page == 1
