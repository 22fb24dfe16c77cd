"""Cover, prose and table pages, in the real window."""

import pytest
from balanced import sound_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from forms.cells import Address
from forms.check import Finding, text_length
from forms.preface import preface_text
from forms.report import Remark, Report
from forms.rules import Level
from ui import dialogs
from ui.receipt import RECEIPT
from ui.steps import COVER

KEY = Qt.Key
IN_FORCE = Address("disclosure", "regulations", "in_force")
RECEIVED = Address("applications", "received", "person")


@pytest.fixture
def cover(window):
    window.go_to(COVER)
    return window.step_page(COVER)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# --- the cover ------------------------------------------------------------------------


def test_cover_takes_agency_and_year_as_they_are_typed(window, cover):
    QTest.keyClicks(cover.agency, "ABC")
    QTest.keyClicks(cover.year, "202x5")

    assert window.session.report.agency == "ABC"
    assert window.session.report.year == 2025
    assert cover.year.text() == "2025"


def test_a_year_that_is_not_whole_is_no_year(window, cover):
    QTest.keyClicks(cover.year, "2025")
    QTest.keyClick(cover.year, KEY.Key_Backspace)

    assert window.session.report.year is None
    assert cover.year.text() == "202"
    cover.year.editingFinished.emit()
    assert "四位数字" in cover.disagreement.text()


def test_a_half_typed_year_does_not_stay_in_another_report(window, cover):
    QTest.keyClicks(cover.year, "202")
    window.session.open_report(Report(edition="2021"))

    assert cover.year.text() == ""


def test_cover_names_the_deadlines_of_the_next_year(window, cover):
    window.session.set_year(2025)

    assert "2026年1月31日" in cover.deadlines.legal.text()
    assert "2026年3月31日" in cover.deadlines.legal.text()


def test_edition_follows_the_year_and_a_disagreement_is_told(window, cover):
    window.session.set_year(2020)
    assert cover.edition.currentData() == "2019"
    assert not cover.disagreement.isVisible()

    window.session.set_edition("2021")

    assert cover.disagreement.isVisible()
    assert "2020" in cover.disagreement.text()
    assert "▲" in cover.disagreement.text()
    # It takes the room of the fields above it.
    assert cover.disagreement.width() == cover.agency.width()


def choose_edition(cover, key: str) -> None:
    cover.edition.setCurrentIndex(cover.edition.findData(key))
    cover.edition.activated.emit(cover.edition.currentIndex())


@pytest.mark.parametrize("agreed", [True, False])
def test_losing_filled_cells_to_another_edition_is_asked_first(window, cover, monkeypatch, agreed):
    asked = []

    def ask(parent, text, verb, detail="", is_undone=False):
        asked.append(text)
        return agreed

    monkeypatch.setattr(dialogs.Question, "ask", ask)
    window.session.enter_many({IN_FORCE: 3, RECEIVED: 1}, "填写")

    choose_edition(cover, "2019")

    assert len(asked) == 1
    assert "1" in asked[0]
    assert (
        window.session.edition.key == cover.edition.currentData() == ("2019" if agreed else "2021")
    )


def test_another_edition_without_loss_is_not_asked(window, cover, monkeypatch):
    monkeypatch.setattr(dialogs.Question, "ask", lambda *_: pytest.fail("asked"))
    choose_edition(cover, "2019")
    assert window.session.edition.key == "2019"


def test_preface_is_made_from_the_edition_as_one_step(window, cover):
    assert not cover.make_preface.isEnabled()
    window.session.set_year(2025)
    click(cover.make_preface)

    assert window.session.report.sections["preface"] == cover.preface.toPlainText()
    assert cover.preface.toPlainText() == preface_text(window.session.edition, 2025)
    window.session.undo()
    assert cover.preface.toPlainText() == ""


def test_typed_preface_reaches_the_report(window, cover):
    QTest.keyClicks(cover.preface, "AB")
    assert window.session.report.sections["preface"] == "AB"


def test_cover_names_the_report_that_lies_beside_and_takes_it_away(window, cover):
    before = sound_report().replace(agency="某某局", year=2024)
    window.session.set_year(2025)
    assert not cover.take_away.isVisible()
    window.session.compare_with(before)
    assert "某某局" in cover.beside.text()
    assert "2024" in cover.beside.text()
    assert "▲" not in cover.beside.text()

    window.session.compare_with(before.replace(year=2023))
    assert "▲" in cover.beside.text()
    click(cover.take_away)

    assert window.session.last_year is None
    window.session.undo()
    assert window.session.last_year == before.replace(year=2023)


def test_cover_leads_to_the_receipt_only_where_there_is_one(window, cover):
    assert not cover.receipt.isVisible()
    report = Report("某某局", 2025, "2021", remarks=(Remark("year.guessed", "年度是推定的。"),))
    window.session.open_report(report)
    assert "1" in cover.read_words.text()

    click(cover.receipt)

    assert window.current_key == RECEIPT
    click(window.desk.next_button)
    assert window.current_key == COVER


# --- prose ----------------------------------------------------------------------------


def test_counter_shows_the_limit_and_turns_when_it_is_passed(window):
    window.go_to("overview")
    page = window.step_page("overview")
    window.session.set_section("overview", "字" * 1000)
    assert page.counter.text().startswith("1000 字")
    window.session.set_section("overview", "字" * 1001)

    assert page.counter.text().startswith("▲ 1001 字")


def test_part_without_a_limit_is_only_counted(window):
    window.go_to("other")
    window.session.set_section("other", "无 此 项")

    assert window.step_page("other").counter.text() == f"{text_length('无此项')} 字"


def test_topics_of_part_one_become_headings(window):
    window.go_to("overview")
    page = window.step_page("overview")
    topics = [b for b in page.findChildren(QPushButton) if b.text().startswith("＋")]
    assert len(topics) == len(window.session.edition.parts[0].guidance)

    click(topics[0])
    click(topics[1])

    text = window.session.report.sections["overview"]
    first, second = (topic for topic, _ in window.session.edition.parts[0].guidance[:2])
    assert text == f"（一）{first}\n（二）{second}\n"
    assert page.editor.hasFocus()


def test_prose_findings_are_listed_and_fold_away(window, qtbot):
    window.go_to("problems")
    page = window.step_page("problems")
    window.session.set_section("problems", "无")
    qtbot.waitUntil(page.strip.isVisible)
    assert page.strip.view.count() == 1

    click(page.strip.fold)
    assert not page.strip.view.isVisible()
    click(page.strip.fold)
    assert page.strip.view.isVisible()
    window.session.set_section("problems", "问题和改进措施。" * 10)
    qtbot.waitUntil(lambda: not page.strip.isVisible())
    assert not page.strip.fold.isVisible()


# --- tables ---------------------------------------------------------------------------


@pytest.fixture
def applications(window):
    window.go_to("applications")
    page = window.step_page("applications")
    page.form.go_to(RECEIVED)
    return page


def test_foot_speaks_of_the_current_cell(window, applications):
    edition = window.session.edition
    assert edition.row(RECEIVED).help in applications.foot.text()
    assert edition.row(RECEIVED).basis in applications.foot.text()
    assert edition.column(RECEIVED).label in applications.foot.text()

    other = Address("applications", "granted", "research")
    applications.form.go_to(other)
    assert edition.row(other).help in applications.foot.text()


def test_f1_opens_and_closes_help_that_follows_the_cell(window, applications):
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_F1)
    assert applications.drawer.panel("help").isVisible()
    assert (
        applications.drawer.panel("help").heading.text()
        == window.session.edition.row(RECEIVED).label
    )
    assert "结转下年度" in applications.drawer.panel("help").sums.text()

    applications.form.go_to(Address("applications", "partial", "person"))
    assert "部分公开" in applications.drawer.panel("help").heading.text()
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_F1)
    assert not applications.drawer.panel("help").isVisible()


def test_typed_digits_reach_the_report_and_the_marks(window, applications):
    for digit in "12":
        QTest.keyClicks(QApplication.focusWidget(), digit)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)

    assert window.session.report.value(RECEIVED) == 12


@pytest.mark.parametrize("agreed", [True, False])
def test_rest_is_filled_with_zero_after_asking_in_one_step(
    window, applications, monkeypatch, agreed
):
    asked = []

    def ask(parent, text, verb, detail="", is_undone=False):
        asked.append(text)
        assert is_undone
        return agreed

    monkeypatch.setattr(dialogs.Question, "ask", ask)
    window.session.enter(RECEIVED, 7)
    before = window.session.report
    table = window.session.edition.tables["applications"]
    typed = [a for a in table.addresses if a not in window.session.edition.totals]

    click(applications.zeros)

    report = window.session.report
    assert f"{len(typed) - 1}" in asked[0]
    if not agreed:
        assert report is before
        return
    assert report.value(RECEIVED) == 7
    assert all(report.value(a) == 0 for a in typed if a != RECEIVED)
    assert all(report.value(a) is not None for a in table.addresses)
    assert not applications.zeros.isEnabled()
    window.session.undo()
    assert window.session.report == before


def test_totals_are_recomputed_on_request_only(window, applications):
    report = sound_report()
    total = Address("applications", "received", "total")
    window.session.open_report(report.with_value(total, 987654321))
    assert applications.recompute.isEnabled()

    click(applications.recompute)

    assert window.session.report == report
    assert not applications.recompute.isEnabled()
    assert applications.form.grid.hasFocus(), "a button that went grey keeps no keyboard"


def test_a_finding_in_the_strip_leads_to_its_cell(window, applications):
    wrong = Address("applications", "deny_query", "research")
    window.session.open_report(sound_report().with_value(wrong, -1))
    view = applications.strip.view
    row = next(
        n for n in range(view.count()) if getattr(view.value(n), "code", "") == "cell.negative"
    )
    view.setCurrentRow(row)
    QTest.keyClick(view, KEY.Key_Return)

    assert applications.form.current_address() == wrong
    assert applications.form.isAncestorOf(QApplication.focusWidget())


def test_note_is_folded_until_wanted_and_kept_with_the_report(window, applications):
    assert not applications.note.isVisible()
    click(applications.note.fold)
    assert applications.note.field.hasFocus()
    QTest.keyClicks(applications.note.field, "AB")
    assert window.session.report.sections["applications_note"] == "AB"

    window.session.undo()
    assert applications.note.field.toPlainText() == ""
    click(applications.note.fold)
    assert not applications.note.isVisible()


def test_a_note_that_is_there_is_seen(window):
    window.session.set_section("disputes_note", "说明。")
    window.go_to("disputes")

    assert window.step_page("disputes").note.isVisible()


def test_a_finding_about_a_note_selects_its_words(window):
    window.go_to("applications")
    window.session.set_section("applications_note", "说明：𬭎镇2023年的数。")
    place = Finding(
        "text.year", Level.WARNING, section="applications_note", start=5, end=10, words=("x",)
    )
    window.go_to_place(place)

    field = window.step_page("applications").note.field
    assert field.hasFocus()
    assert field.textCursor().selectedText() == "2023年"
