"""Check and export: the list, the links there and back, the files."""

import pytest
from balanced import sound_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.cells import Address
from forms.check import Finding
from forms.report import Report
from forms.wording import finding_sentence, part_heading
from ui import dialogs, recent
from ui.findings_view import FindingsView
from ui.marks import Mark, counted
from ui.open_folder import OpenFolder
from ui.session import Session
from ui.steps import REVIEW

KEY = Qt.Key
WRONG = Address("applications", "deny_query", "research")
UNASSIGNED = "\U0003fffd"


@pytest.fixture
def review(window):
    window.go_to(REVIEW)
    return window.step_page(REVIEW)


def lines_of(view: FindingsView) -> list[str]:
    return [view.item(row).text() for row in range(view.count())]


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_every_finding_is_listed_under_its_part_in_the_same_words(window, review):
    window.session.open_report(sound_report().with_value(WRONG, -1))
    session = window.session
    expected, heading = [], ""
    for finding in session.findings:
        if part_heading(finding, session.edition) != heading:
            heading = part_heading(finding, session.edition)
            expected.append(heading)
        expected.append(finding_sentence(finding, session.edition))

    assert lines_of(review.findings) == expected
    values = [review.findings.value(row) for row in range(review.findings.count())]
    assert [one for one in values if one is not None] == list(session.findings)


def test_the_button_with_the_keyboard_stays_in_sight_while_the_list_grows(window, qtbot):
    report = sound_report()
    wrong = {cell: 7 for cell in report.cells if cell.table == "applications"}
    window.resize(1000, 600)
    window.session.open_report(report.with_values(wrong))
    window.go_to("overview")
    QTest.keyClick(window, KEY.Key_E, Qt.KeyboardModifier.ControlModifier)
    review = window.step_page(REVIEW)
    button, port = review.folder, review.area.viewport()

    def is_in_sight():
        assert review.findings.height() > port.height()
        place = button.rect().translated(button.mapTo(port, button.rect().topLeft()))
        assert port.rect().contains(place)

    assert button.hasFocus()
    qtbot.waitUntil(is_in_sight)
    with qtbot.waitSignal(review.area.verticalScrollBar().rangeChanged):
        review.findings.setFixedHeight(review.findings.height() + 400)
    qtbot.waitUntil(is_in_sight)


def test_clean_report_has_nothing_to_list(window, review):
    window.session.open_report(sound_report())

    assert window.session.findings == ()
    assert not review.findings.isVisible()
    assert review.summary.text().startswith("✓")


def test_a_finding_is_a_link_there_and_back(window, review):
    window.session.open_report(sound_report().with_value(WRONG, -1))
    row = next(
        n
        for n in range(review.findings.count())
        if getattr(review.findings.value(n), "code", "") == "cell.negative"
    )
    place = review.findings.visualItemRect(review.findings.item(row)).center()
    QTest.mouseClick(review.findings.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert window.current_key == "applications"
    assert window.step_page("applications").form.current_address() == WRONG
    assert window.desk.return_button.isVisible()
    click(window.desk.return_button)
    assert window.current_key == REVIEW
    assert not window.desk.return_button.isVisible()


def test_headings_cannot_be_chosen(window, review, qtbot):
    assert review.findings.value(0) is None
    with qtbot.assertNotEmitted(review.findings.finding_chosen):
        review.findings.itemClicked.emit(review.findings.item(0))


def test_what_is_blank_is_named_so_and_is_red_here(window, review):
    marks = {review.findings.item(n).data(Qt.ItemDataRole.UserRole + 1) for n in range(12)}
    assert Mark.MISSING in marks
    spoken = review.findings.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("没有填：")


def test_findings_view_refers_to_its_finding(qtbot):
    session = Session()
    view = FindingsView()
    qtbot.addWidget(view)
    finding = session.findings[0]
    view.show_findings([(finding, Mark.INCOMPLETE)], session.edition)
    view.setCurrentRow(0)

    with qtbot.waitSignal(view.finding_chosen) as heard:
        QTest.keyClick(view, KEY.Key_Space)
    assert heard.args == [finding]
    assert isinstance(heard.args[0], Finding)


def test_parts_not_declared_done_are_named(window, review):
    for part in window.session.edition.parts[:-1]:
        window.session.set_done(part.key, True)
    assert "六" in review.progress.text()
    assert "五" not in review.progress.text()
    window.session.set_done(window.session.edition.parts[-1].key, True)
    assert "没有" not in review.progress.text()


# --- exporting ------------------------------------------------------------------------


@pytest.fixture
def answers(monkeypatch, tmp_path):
    """Choose the folder and agree to every question; gives what was asked."""
    asked = []

    def agree(parent, text, verb, detail=""):
        asked.append(verb)
        return True

    monkeypatch.setattr(dialogs.ChooseFolder, "ask", lambda *_: tmp_path)
    monkeypatch.setattr(dialogs.Question, "ask", agree)
    return asked


def test_after_an_export_the_keyboard_is_at_its_folder(window, review, answers, qtbot):
    window.session.open_report(sound_report())
    review.final.setFocus()
    with qtbot.waitSignal(review.exported):
        QTest.keyClick(review.final, KEY.Key_Return)
        assert not review.final.isEnabled()
    assert review.open_button.hasFocus()


def test_after_an_export_that_failed_the_keyboard_is_at_its_button(
    window, review, answers, monkeypatch, tmp_path, qtbot
):
    window.session.open_report(sound_report())
    monkeypatch.setattr(dialogs.ChooseFolder, "ask", lambda *_: tmp_path / "none")
    review.draft.setFocus()
    with qtbot.waitSignal(review.exported):
        QTest.keyClick(review.draft, KEY.Key_Return)
    assert review.draft.hasFocus()


def test_nothing_can_be_exported_before_there_is_a_name(window, review):
    assert not review.final.isEnabled()
    window.session.set_agency("某某局")
    assert review.final.isEnabled()
    assert "某某局政府信息公开工作年度报告.pdf" in review.names.text()


@pytest.mark.parametrize("draft", [False, True])
def test_both_files_are_written_and_told(window, review, answers, tmp_path, qtbot, draft):
    window.session.open_report(sound_report())
    with qtbot.waitSignal(review.exported) as heard:
        click(review.draft if draft else review.final)

    (paths,) = heard.args
    assert [path.suffix for path in paths] == [".pdf", ".xlsx"]
    assert all(path.parent == tmp_path and path.stat().st_size > 1000 for path in paths)
    assert all(str(path) in review.result.text() for path in paths)
    assert answers == []
    assert review.final.isEnabled()
    assert recent.last_folder() == tmp_path


def test_what_is_written_is_at_hand_and_what_is_open_is_told(
    window, review, answers, monkeypatch, tmp_path, qtbot
):
    """A year that was not renewed is no error: it is told all the same; hints are not."""
    shown = []
    monkeypatch.setattr(OpenFolder, "show", lambda folder: shown.append(folder) or True)
    window.session.open_report(sound_report().with_section("other", "2023年收到申请3件。"))
    assert not review.open_button.isVisible()
    with qtbot.waitSignal(review.exported):
        click(review.final)

    assert answers == []
    told = counted([Mark.MISMATCH] * review._marks().count(Mark.MISMATCH))
    assert told
    assert review.result.text().endswith(f"这份报告还有 {told}。")
    click(review.open_button)
    assert shown == [tmp_path]


@pytest.mark.parametrize("agrees", [False, True])
def test_a_character_without_a_face_is_told_before_anything_is_written(
    window, review, monkeypatch, tmp_path, qtbot, agrees
):
    asked = []

    def answer(parent, text, verb, detail=""):
        asked.append((text, list(tmp_path.glob("*.pdf"))))
        return agrees

    monkeypatch.setattr(dialogs.ChooseFolder, "ask", lambda *_: tmp_path)
    monkeypatch.setattr(dialogs.Question, "ask", answer)
    window.session.open_report(sound_report().with_section("other", f"联系人：{UNASSIGNED}。"))
    with qtbot.waitSignal(review.exported) as heard:
        click(review.draft)

    ((text, before),) = asked
    assert "联系人：〓" in text
    assert before == []
    assert len(heard.args[0]) == (2 if agrees else 0)
    assert len(list(tmp_path.glob("*.pdf"))) == agrees
    assert review.final.isEnabled()


def test_what_is_open_is_said_before_a_final_export_never_before_a_draft(
    window, review, answers, monkeypatch
):
    written = []
    monkeypatch.setattr(review, "export_to", lambda paths, draft: written.append(draft))
    window.session.open_report(sound_report().with_value(WRONG, -1))

    click(review.final)
    assert answers == ["仍要导出"]
    click(review.draft)
    assert answers == ["仍要导出"]
    assert written == [False, True]


def test_a_file_is_replaced_only_after_asking(window, review, monkeypatch, tmp_path):
    window.session.open_report(sound_report())
    old = tmp_path / (review.stem() + ".pdf")
    old.write_bytes(b"old")
    monkeypatch.setattr(dialogs.ChooseFolder, "ask", lambda *_: tmp_path)
    monkeypatch.setattr(dialogs.Question, "ask", lambda *_: False)

    click(review.final)

    assert old.read_bytes() == b"old"
    assert not review.result.isVisible()


def test_no_folder_no_export(window, review, monkeypatch):
    window.session.open_report(sound_report())
    monkeypatch.setattr(dialogs.ChooseFolder, "ask", lambda *_: None)
    click(review.final)
    assert not review.result.isVisible()


def test_a_refused_export_is_told_in_one_sentence(window, review, answers, tmp_path, qtbot):
    window.session.open_report(sound_report())
    target = tmp_path / (review.stem() + ".pdf")
    target.mkdir()
    with qtbot.waitSignal(review.exported) as heard:
        click(review.draft)

    assert heard.args == [[]]
    assert review.result.text().startswith("●")
    assert target.name in review.result.text()
    assert review.final.isEnabled()


def test_names_of_files_hold_no_signs_that_a_system_refuses(window):
    window.session.open_report(Report(agency="甲/乙:丙?局", year=2025, edition="2021"))
    assert not set('\\/:*?"<>|') & set(window.files.suggested_stem())
