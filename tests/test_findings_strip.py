"""The findings under a page: how much room they take, and whether they are open from the start."""

import pytest
from balanced import city_report
from PySide6.QtWidgets import QApplication

from forms.cells import Address
from forms.culprit import Suggestion
from forms.finding import Finding

SMALL, LARGE = (910, 512), (1366, 768)
WRONG = {
    "disputes": Address("disputes", "direct", "corrected"),
    "applications": Address("applications", "carried_out", "person"),
}


def shown(window, size, key: str):
    """Give the strip of a part with something wrong, in a window of some size."""
    report = city_report()
    wrong = WRONG[key]
    window.session.open_report(report.with_value(wrong, report.number(wrong) + 9))
    window.resize(*size)
    window.go_to(key)
    return window.step_page(key).strip


@pytest.mark.parametrize(
    ("key", "size", "is_open"),
    [
        ("applications", SMALL, False),
        ("applications", LARGE, True),
        ("disputes", SMALL, True),
        ("disputes", LARGE, True),
    ],
)
def test_they_are_open_where_the_table_leaves_room(window, key, size, is_open):
    strip = shown(window, size, key)

    assert strip.isVisible() is is_open
    assert strip.fold.isVisible()


def test_below_a_short_table_all_of_them_are_seen(window, qtbot):
    strip = shown(window, LARGE, "disputes")
    # The likely repairs follow, and there is room for them.
    qtbot.waitUntil(lambda: strip.view.count() > 2)

    qtbot.waitUntil(lambda: strip.height() >= strip.view.full_height())
    qtbot.waitUntil(lambda: strip.view.verticalScrollBar().maximum() == 0)


@pytest.mark.parametrize("is_done", [False, True])
def test_what_is_wrong_stands_before_what_is_not_filled_in(window, is_done):
    """The first row is blank, the last one does not agree: the last one is told first."""
    report = city_report().with_value(Address("applications", "received", "person"), None)
    window.session.open_report(report.with_value(WRONG["applications"], 999))
    window.session.set_done("applications", is_done)
    window.go_to("applications")
    view = window.step_page("applications").strip.view
    codes = [
        found.code for found in map(view.value, range(view.count())) if isinstance(found, Finding)
    ]

    assert codes[0] != "cell.blank"
    assert codes[-1] == "cell.blank"


def test_taking_a_repair_leaves_the_keyboard_in_the_table(window, qtbot):
    """At the first cell that it changed, though the last line of the strip is gone."""
    view = shown(window, LARGE, "applications").view
    qtbot.waitUntil(lambda: any(isinstance(view.value(row), Suggestion) for row in lines(view)))
    repair = next(view.value(row) for row in lines(view) if isinstance(view.value(row), Suggestion))
    view.setFocus()
    view.repair_taken.emit(repair)
    qtbot.waitUntil(lambda: not view.isVisible())
    table = window.step_page("applications").form

    assert table.current_address() == repair.changes[0].address
    assert table.isAncestorOf(QApplication.focusWidget())


def lines(view) -> range:
    return range(view.count())
