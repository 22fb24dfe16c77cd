"""The drawer's 账面数: a figure, Enter, the next; ✓ or the difference; undone like any edit."""

import pytest
from balanced import city_report
from PySide6.QtCore import Qt

from ui.session import Session

KEYS = ["applications.row.received", "applications.row.carried_in", "applications.row.granted"]


@pytest.fixture
def page(window):
    window.session.open_report(city_report())
    window.go_to("applications")
    page = window.step_page("applications")
    page.ledger.click()
    return page


def type_in(qtbot, page, key, text):
    field = page.drawer.panel("control").fields[key]
    field.setFocus()
    field.selectAll()
    field.insert(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_figures_are_typed_one_after_the_other(qtbot, page):
    session = page.session
    assert page.drawer.panel("control").fields[KEYS[0]].hasFocus()
    for key, text in zip(KEYS, ("3525", "120", "１４３１"), strict=True):
        assert page.drawer.panel("control").fields[key].hasFocus()
        page.drawer.panel("control").fields[key].insert(text)
        qtbot.keyClick(page.drawer.panel("control").fields[key], Qt.Key.Key_Return)

    assert dict(session.report.control_totals) == dict(zip(KEYS, (3525, 120, 1431), strict=True))
    assert [one.code for one in session.findings if "control" in one.code] == ["control.row"]
    lines = page.drawer.panel("control")._lines
    assert [lines[key].difference.text() for key in KEYS] == ["✓", "▲ 多1", "✓"]
    assert page.ledger.text().endswith("▲1")


def test_undone_and_taken_away(qtbot, page):
    session, field = page.session, page.drawer.panel("control").fields[KEYS[0]]
    type_in(qtbot, page, KEYS[0], "7")
    session.undo()
    assert not session.report.control_totals
    assert field.text() == ""

    session.redo()
    assert field.text() == "7"
    field.setFocus()
    field.clear()
    field.setModified(True)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not session.report.control_totals
    assert page.drawer.panel("control")._lines[KEYS[0]].difference.text() == ""


def test_what_is_no_number_is_kept_to_be_mended(qtbot, page):
    type_in(qtbot, page, KEYS[0], "三千")
    assert page.drawer.panel("control").fields[KEYS[0]].text() == "三千"
    assert page.drawer.panel("control")._lines[KEYS[0]].difference.text().startswith("●")
    assert not page.session.report.control_totals


def test_difference_follows_the_table(qtbot, page):
    type_in(qtbot, page, KEYS[0], "3525")
    session = page.session
    cell = session.edition.tables["applications"].addresses[0]
    session.enter(cell, session.report.number(cell) + 2)
    assert page.drawer.panel("control")._lines[KEYS[0]].difference.text() == "▲ 多2"


def test_panel_says_that_a_slip_cannot_be_seen(qtbot, page):
    unseen = page.drawer.panel("control").told.text()
    type_in(qtbot, page, KEYS[0], "3525")
    assert page.drawer.panel("control").told.text() != unseen
    total = page.session.edition.control_places[KEYS[0]].cells[0]
    other = page.session.edition.control_places[KEYS[1]].cells[0]
    assert page._unguarded(total) == ""
    assert page._unguarded(other) != ""


def test_kept_in_the_file_and_lost_with_another_edition(tmp_path):
    session = Session()
    session.open_report(city_report())
    session.enter_control_total("applications.row.other_else", 3)
    session.enter_control_total(KEYS[0], 4)
    session.save(tmp_path / "报告.gknb")
    kept = session.report
    session.open_report(city_report())
    again = Session()
    again.open_file(tmp_path / "报告.gknb")
    assert again.report == kept

    again.set_edition("2019")
    assert dict(again.report.control_totals) == {KEYS[0]: 4}
