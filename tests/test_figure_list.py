"""The figures of the texts on the review page: folded away, each a way to text and cell."""

import pytest
from balanced import city_report
from PySide6.QtCore import Qt

from forms.cells import Address
from forms.text.figure_ledger import Source

TEXT = "全年收到政府信息公开申请3525件，办结3520件，举办培训7次。"


@pytest.fixture
def figures(window):
    window.session.open_report(city_report().with_section("overview", TEXT))
    window.go_to("review")
    figures = window.step_page("review").lists.figures
    assert figures.list.isHidden()
    figures.fold.click()
    return figures


def rows(figures):
    return [figures.list.value(n) for n in range(figures.list.count()) if figures.list.value(n)]


def test_each_figure_has_a_line(figures):
    sources = [one.source for one in rows(figures)]
    assert sources == [Source.CELL, Source.DIFFERS, Source.UNEXPLAINED]
    assert "共 3 个" in figures.told.text()


def test_line_leads_to_the_text(qtbot, window, figures):
    figures.list.setCurrentRow(1)
    qtbot.keyClick(figures.list, Qt.Key.Key_Return)
    assert window.current_key == "overview"
    start, end = window.step_page("overview").editor.selected()
    assert TEXT[start:end] == "3525件"


def test_action_leads_to_the_cell(qtbot, window, figures):
    figures.list.setCurrentRow(1)
    qtbot.keyClick(figures.list, Qt.Key.Key_Right)
    qtbot.keyClick(figures.list, Qt.Key.Key_Return)
    assert window.current_key == "applications"
    current = window.step_page("applications").form.current_address()
    assert current == Address("applications", "received", "total")


def test_follows_the_report_while_seen(window, figures):
    window.session.set_section("overview", "")
    assert rows(figures) == []
    figures.fold.click()
    window.session.set_section("overview", TEXT)
    assert rows(figures) == []
    figures.fold.click()
    assert len(rows(figures)) == 3
