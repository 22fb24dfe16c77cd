"""Tables and texts larger and smaller at once, by key, wheel and menu; kept for the next day."""

import pytest
from balanced import city_report
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.cells import Address
from ui import preferences, zoom
from ui.table_layout import ROW, STEP
from ui.zooming import Zooming

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
FIRST = Address("applications", "received", "person")


@pytest.fixture
def zooming(window):
    window.session.open_report(city_report())
    yield Zooming.of(window.session)
    zoom.use(100)


@pytest.fixture
def grid(window, zooming):
    window.go_to("applications")
    grid = window.step_page("applications").form.grid
    grid.go_to(FIRST)
    return grid


def press(key, modifiers=CTRL):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def turn(area, angle: int, modifiers=CTRL) -> None:
    """Turn the wheel over an area."""
    place = QPointF(20, 20)
    event = QWheelEvent(
        place,
        area.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area.viewport(), event)


def row_height(grid) -> int:
    QApplication.processEvents()
    return grid.sizes.rect(grid.form.shape.cell_of[FIRST]).height()


def test_keys_make_a_table_larger_and_smaller_and_it_is_kept(grid):
    assert row_height(grid) == ROW
    for _ in range(3):
        press(KEY.Key_Plus)
    assert zoom.percent() == preferences.zoom() == 150
    assert row_height(grid) == -(-ROW * 3 // 2 // STEP) * STEP
    press(KEY.Key_Minus)
    assert zoom.percent() == 125
    press(KEY.Key_Equal)
    assert zoom.percent() == 150

    zoom.take_remembered()
    assert zoom.percent() == 150


def test_it_ends_at_the_smallest_and_the_largest(zooming):
    for step, last in ((1, max(preferences.ZOOMS)), (-1, min(preferences.ZOOMS))):
        for _ in preferences.ZOOMS:
            zooming.step(step)
        assert zoom.percent() == last


def test_the_wheel_needs_ctrl_and_a_whole_notch(grid):
    turn(grid, 120, NONE)
    assert zoom.percent() == 100
    turn(grid, 60)
    assert zoom.percent() == 100
    turn(grid, 60)
    assert zoom.percent() == 110
    turn(grid, -240)
    assert zoom.percent() == 90


def test_a_text_keeps_its_28_characters_to_the_line(window, zooming):
    window.go_to("overview")
    editor = window.step_page("overview").editor
    editor.setFocus()
    before = editor.paper_width(), editor.font().pixelSize()
    turn(editor, -120)
    after = editor.paper_width(), editor.font().pixelSize()

    assert after[0] < before[0]
    assert after[1] < before[1]
    assert editor.maximumWidth() == after[0]
    press(KEY.Key_0)
    assert zoom.percent() == 100


def test_in_a_table_ctrl_0_fills_its_row_and_leaves_the_size(window, grid):
    window.session.enter(FIRST, None)
    asked = []
    window.step_page("applications").form.confirm = lambda question: bool(asked.append(question))
    Zooming.of(window.session).use(125)
    press(KEY.Key_0)

    assert len(asked) == 1
    assert zoom.percent() == 125


def test_the_editor_of_a_cell_grows_with_its_table(grid):
    Zooming.of(grid.form.session).use(200)
    QApplication.processEvents()
    press(KEY.Key_7, NONE)
    editor = grid.indexWidget(grid.currentIndex())

    assert editor.font().pixelSize() == 30


@pytest.mark.parametrize("kept", ["", "abc", "37", "100000"])
def test_a_size_that_does_not_exist_is_the_usual_one(kept):
    preferences.settings().setValue("look/zoom", kept)
    assert preferences.zoom() == 100
