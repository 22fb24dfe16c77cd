"""Every control of every page: reached by Tab, seen when it is, and named for a screen reader."""

import pytest
from balanced import city_report
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from forms.carry import carry
from forms.cells import Address
from forms.edition_file import built_in_editions
from ui import preferences, style
from ui.marks import SIGNS, Mark
from ui.preferences import Look

E2021 = built_in_editions()["2021"]
PAGES = ("", "cover", *(part.key for part in E2021.parts), "review")
BALANCE = Address("applications", "carried_out", "person")


@pytest.fixture
def on_page(window):
    last_year = city_report()
    draft = carry(last_year)
    cells = {**city_report().cells, BALANCE: 99}
    window.session.open_report(draft.replace(cells=cells), None, last_year)

    def show(key: str) -> None:
        if key:
            window.go_to(key)
        QApplication.processEvents()

    return show


def controls(window) -> list[QWidget]:
    """Give what Tab would stop at."""
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    ]


def picture(window, widget) -> bytes:
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-2, -2, 2, 2)
    image = window.grab(place).toImage()
    return b"" if image.isNull() else bytes(image.constBits())


def shows_focus(window, widget) -> bool:
    """Say whether the picture of a control is another once it has the keyboard."""
    for area in window.findChildren(QScrollArea):
        if area.isAncestorOf(widget):
            area.ensureWidgetVisible(widget)
    other = window.wizard if widget is not window.wizard else window
    other.setFocus()
    QApplication.processEvents()
    if not widget.isVisible() or widget.size().isEmpty():
        return True
    before = picture(window, widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return not widget.hasFocus() or picture(window, widget) != before


def name_of(widget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_every_control_has_a_name(window, on_page):
    nameless = {}
    for key in PAGES:
        on_page(key)
        found = controls(window)
        assert found, key
        nameless[key] = [one for one in found if not name_of(one).strip()]
    assert not any(nameless.values()), nameless


@pytest.mark.parametrize("look", [Look.LIGHT, Look.CONTRAST_DARK])
def test_every_control_shows_that_it_has_the_keyboard(window, qapp, on_page, look):
    preferences.set_look(look)
    style.apply(qapp)
    QApplication.setCursorFlashTime(0)
    unseen = {}
    for key in PAGES:
        on_page(key)
        # What would mend a finding comes in its own time, and moves what is below.
        unseen[key] = [
            (one, name_of(one))
            for one in controls(window)
            if not any(shows_focus(window, one) for _ in range(5))
        ]
    preferences.set_look(Look.SYSTEM)
    style.apply(qapp)
    assert not any(unseen.values()), unseen


def test_tab_reaches_every_control_and_comes_round(window, on_page):
    left_out = {}
    for key in PAGES:
        on_page(key)
        wanted = {one for one in controls(window) if not _is_one_of_several(one)}
        left_out[key] = [(one, name_of(one)) for one in wanted - reached_by_tab()]
    assert not any(left_out.values()), left_out


def reached_by_tab() -> set[QWidget | None]:
    """Press Tab until the keyboard is where it was; give where it came by."""
    start = QApplication.focusWidget()
    seen = {start}
    for _ in range(400):
        here = QApplication.focusWidget()
        control = Qt.KeyboardModifier.ControlModifier
        in_table = type(here).__name__ == "FormGrid"
        modifier = control if in_table else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(here, Qt.Key.Key_Tab, modifier)
        if QApplication.focusWidget() is start:
            break
        seen.add(QApplication.focusWidget())
    return seen


def _is_one_of_several(widget) -> bool:
    """Of exclusive buttons the arrows reach the others."""
    group = getattr(widget, "group", lambda: None)()
    return group is not None and not widget.isChecked()


# --- a cell of the table ------------------------------------------------------------------


def test_a_cell_says_row_column_value_and_state(window, on_page):
    on_page("applications")
    grid = window.step_page("applications").form.grid
    table = QAccessible.queryAccessibleInterface(grid)
    spoken = [
        table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())
    ]
    shape = grid.form.shape
    for address in shape.by_row:
        words = grid.form.spoken(address)
        assert words in spoken
        assert words.startswith(f"{shape.row_name(address)}，{shape.column_name(address)}，")
    said = grid.form.spoken(BALANCE)
    assert "自然人" in said
    assert "99" in said
    assert SIGNS[Mark.MISMATCH].word in said


def test_the_editor_of_a_cell_says_where_it_is(window, on_page):
    on_page("applications")
    form = window.step_page("applications").form
    form.go_to(BALANCE)
    QTest.keyClick(form.grid, Qt.Key.Key_F2)
    editor = form.grid.indexWidget(form.grid.currentIndex())
    assert name_of(editor) == form.model.spoken(BALANCE)
