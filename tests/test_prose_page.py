"""A text carried over from last year: what is marked, renewed, kept; what stands beside it."""

import pytest
from balanced import city_report
from prose_hands import BEFORE, carried_page, click, text_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.saving.store import load
from forms.text.renewal import RenewalKind
from ui.prose_marks import KIND_NAMES, KIND_SHAPES, Line

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window):
    return carried_page(window)


def befores(page) -> list[str]:
    return [one.renewal.before for one in page.places]


def marked(page, style) -> list[str]:
    return [
        one.cursor.selectedText()
        for one in page.editor.extraSelections()
        if one.format.underlineStyle() == style
    ]


# --- what is last year's still ----------------------------------------------------------


def test_places_are_listed_and_underlined_by_kind(page):
    assert page.drawer.key == "renew"
    assert page.drawer.panel("renew").list.count() == len(page.places) == 8
    assert "8" in page.drawer.tabs["renew"].text()
    assert marked(page, Line.DashUnderline) == ["112条", "3条"]
    assert marked(page, Line.DashDotLine) == ["《2024年公开要点》"]
    assert marked(page, Line.SingleUnderline) == ["2024", "2023"]
    assert marked(page, Line.DotLine) == ["3月5日", "2024年1月1日", "2024年12月31日"]


def test_every_kind_has_a_name_and_a_shape_of_its_own():
    assert len(set(KIND_SHAPES.values())) == len(set(KIND_NAMES.values())) == len(RenewalKind)


def test_all_years_are_renewed_in_one_step_and_plans_are_left_to_ask(window, page):
    click(page.drawer.panel("renew").all)

    assert text_of(window) == BEFORE.replace("2024年1", "2025年1").replace(
        "2024年，", "2025年，"
    ).replace("2023", "2024")
    assert "4" in window.session.undo_name
    page.look()
    assert befores(page) == ["112条", "3条", "3月5日", "《2024年公开要点》"]
    assert not page.drawer.panel("renew").all.isVisible()
    window.session.undo()
    assert text_of(window) == BEFORE


def test_one_by_one_each_is_a_step_and_the_next_one_is_at_hand(window, page):
    page.drawer.panel("renew").list.setFocus()
    QTest.keyClick(page.drawer.panel("renew").list, KEY.Key_Return)
    assert page.editor.textCursor().selectedText() == "2024"
    click(page.drawer.panel("renew").renew)
    assert text_of(window).startswith("2025年，")
    page.look()

    assert page.drawer.panel("renew").list.currentRow() == 0
    assert befores(page)[0] == "112条"
    assert page.editor.textCursor().selectedText() == "112"
    assert not page.drawer.panel("renew").renew.isVisible()
    window.session.undo()
    assert text_of(window) == BEFORE


def test_what_may_stay_is_remembered_undone_and_saved(window, page, tmp_path):
    page.drawer.panel("renew").list.setCurrentRow(3)
    click(page.drawer.panel("renew").stays)
    page.look()
    assert befores(page).count("3条") == 0
    assert text_of(window) == BEFORE

    window.session.save(tmp_path / "a.gknb")
    assert load(tmp_path / "a.gknb").kept == window.session.kept
    window.session.undo()
    page.look()
    assert befores(page).count("3条") == 1


def test_a_figure_that_is_typed_over_counts_down_once_typing_pauses(window, page, qtbot):
    page.editor.setFocus()
    start = BEFORE.index("112")
    page.editor.select(start, start + 3)
    QTest.keyClicks(page.editor, "98")

    assert len(page.places) == 8
    qtbot.waitUntil(lambda: len(page.places) == 7)
    assert "112条" not in befores(page)


def test_a_figure_that_is_clicked_is_typed_over_and_keeps_its_unit(window, page):
    places = page.drawer.panel("renew").list
    middle = places.visualItemRect(places.item(befores(page).index("112条"))).center()
    QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert page.editor.hasFocus()
    QTest.keyClicks(window.focusWidget(), "98")

    assert text_of(window) == BEFORE.replace("112条", "98条")


def test_nothing_left_says_so(window, page):
    window.session.set_section("overview", "另起炉灶写的一句话。")
    page.look()
    assert page.drawer.panel("renew").told.text().startswith("✓")
    assert not page.drawer.panel("renew").list.isVisible()


def test_the_panel_that_was_chosen_is_not_turned_away_from(window, page):
    page.drawer.turn_to("figures")
    window.go_to("problems")
    window.go_to("overview")
    assert page.drawer.key == "figures"


def test_a_renewal_that_the_text_has_overtaken_changes_nothing(window, page):
    window.session.set_section("overview", f"新的开头。{BEFORE}")
    click(page.drawer.panel("renew").all)
    assert text_of(window) == f"新的开头。{BEFORE}"


# --- what does not agree ----------------------------------------------------------------


def test_a_finding_is_underlined_at_its_place_and_selected_from_the_strip(window, page):
    report = window.session.report.replace(cells=city_report().cells)
    told = "本局概况。全年新收政府信息公开申请7件。"
    window.session.open_report(report.with_section("overview", told))
    finding = next(one for one in window.session.findings if one.code == "text.number")
    page.look()
    assert marked(page, Line.WaveUnderline) == [told[finding.start : finding.end]]
    assert page.editor.mark_at(finding.start)
    assert not page.editor.mark_at(0)

    view = page.strip.view
    row = next(
        n for n in range(view.count()) if getattr(view.value(n), "code", "") == "text.number"
    )
    view.setCurrentRow(row)
    QTest.keyClick(view, KEY.Key_Return)
    assert page.editor.selected() == (finding.start, finding.end)
    assert page.editor.hasFocus()


def test_a_rare_character_before_a_place_does_not_shift_it(window, page):
    window.session.set_section("overview", f"𬭎𬭎镇。{BEFORE}")
    page.look()
    assert marked(page, Line.DashUnderline) == ["112条", "3条"]
    page.drawer.panel("renew").list.setCurrentRow(0)
    click(page.drawer.panel("renew").renew)
    assert text_of(window).startswith("𬭎𬭎镇。2025年，")
    assert page.editor.toPlainText() == text_of(window)


# --- last year's text -------------------------------------------------------------------


def test_last_years_text_stands_beside_with_what_is_different_marked(window, page):
    page.drawer.turn_to("last_year")
    panel = page.drawer.panel("last_year")
    assert panel.text.toPlainText() == BEFORE
    assert panel.text.isReadOnly()
    assert panel.text.extraSelections() == []

    window.session.set_section("overview", BEFORE.replace("112条", "98条"))
    page.look()
    (selection,) = panel.text.extraSelections()
    assert selection.cursor.selectedText() == "112"


def test_without_last_year_the_panels_say_so(window):
    window.go_to("overview")
    page = window.step_page("overview")
    page.drawer.turn_to("last_year")
    assert not page.drawer.panel("last_year").text.isVisible()
    assert "没有" in page.drawer.panel("last_year").told.text()
    assert page.drawer.tabs["renew"].text() == "更新"


# --- a figure of the tables -------------------------------------------------------------


def test_a_figure_is_put_where_the_cursor_is_in_one_step(window):
    report = city_report().with_section("overview", "全年收到申请，已办结。")
    window.session.open_report(report)
    window.go_to("overview")
    page = window.step_page("overview")
    page.drawer.turn_to("figures")
    page.editor.select(6, 6)
    page.drawer.panel("figures").wanted.setText("本年新收 总计")
    assert [
        page.drawer.panel("figures").list.value(n)
        for n in range(page.drawer.panel("figures").list.count())
    ] == [
        None,
        "applications.received.total",
    ]
    page.drawer.panel("figures").list.setCurrentRow(1)
    QTest.keyClick(page.drawer.panel("figures").list, KEY.Key_Return)

    assert text_of(window) == "全年收到申请3525件，已办结。"
    assert page.editor.selected() == (11, 11)
    assert page.editor.hasFocus()
    window.session.undo()
    assert text_of(window) == "全年收到申请，已办结。"


def test_of_a_table_with_totals_only_these_are_listed_at_first(window):
    window.session.open_report(city_report())
    window.go_to("overview")
    page = window.step_page("overview")
    page.drawer.turn_to("figures")
    rows = len(window.session.edition.tables["applications"].rows)
    assert (
        sum(
            page.drawer.panel("figures").list.value(n) is None
            for n in range(page.drawer.panel("figures").list.count())
        )
        == 3
    )
    at_first = page.drawer.panel("figures").list.count()
    page.drawer.panel("figures").wanted.setText("自然人")
    assert page.drawer.panel("figures").list.count() == rows + 1 < at_first
