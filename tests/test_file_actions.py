"""Opening, saving, beginning anew and closing, with the question that keeps unsaved work safe."""

import pytest
from balanced import sound_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui import dialogs, recent
from ui.dialogs import Answer
from ui.steps import COVER

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_save_asks_for_a_name_once_then_saves_there(window, monkeypatch, tmp_path):
    path = tmp_path / "报告.gknb"
    asked = []

    def ask(parent, suggestion):
        asked.append(suggestion.name)
        return path

    monkeypatch.setattr(dialogs.SaveFile, "ask", ask)
    window.go_to(COVER)
    window.session.set_agency("某某局")
    window.session.set_year(2025)
    QTest.keyClick(window, KEY.Key_S, CTRL)
    window.session.set_year(2024)
    assert window.desk.header.saved.text() == "未保存"
    QTest.keyClick(window, KEY.Key_S, CTRL)

    assert asked == ["某某局2025年政府信息公开工作年度报告.gknb"]
    assert not window.session.unsaved
    assert window.desk.header.saved.text().startswith("已保存")
    assert recent.recent_files() == [path.resolve()]


def test_save_that_is_refused_is_told_and_stays_unsaved(window, monkeypatch, tmp_path):
    told = []
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: tmp_path / "没有" / "报告.gknb")
    monkeypatch.setattr(dialogs.Notice, "tell", lambda parent, text: told.append(text))
    window.session.set_agency("某某局")

    assert not window.files.save()

    assert len(told) == 1
    assert window.session.unsaved


def test_a_report_of_another_format_is_read_in_the_background(window, qtbot, tmp_path):
    path = tmp_path / "报告.json"
    from export.export_file import export_report

    report = sound_report()
    export_report(report, window.session.editions[report.edition], path)

    with qtbot.waitSignal(window.files.opened):
        window.files.open_path(path)

    assert window.session.report == report
    assert window.session.path is None
    assert window.isEnabled()
    assert window.desk.header.saved.text() == "未保存"


def test_a_file_that_is_no_report_is_refused_and_nothing_is_lost(
    window, qtbot, monkeypatch, tmp_path
):
    told = []
    monkeypatch.setattr(dialogs.Notice, "tell", lambda parent, text: told.append(text))
    path = tmp_path / "空.txt"
    path.write_bytes(b"")
    report = window.session.report

    window.files.open_path(path)

    qtbot.waitUntil(lambda: bool(told))
    assert "空.txt" in told[0]
    assert window.session.report is report
    assert window.isEnabled()


@pytest.mark.parametrize("answer", list(Answer))
def test_unsaved_work_is_asked_for_before_another_report_is_opened(
    window, monkeypatch, tmp_path, answer
):
    path = tmp_path / "报告.gknb"
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: answer)
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: path)
    window.go_to(COVER)
    window.session.set_agency("某某局")

    window.files.begin_blank()

    assert path.exists() == (answer is Answer.SAVE)
    assert window.session.report.agency == ("某某局" if answer is Answer.CANCEL else "")


@pytest.mark.parametrize(
    ("answer", "closed"), [(Answer.CANCEL, False), (Answer.DISCARD, True), (Answer.SAVE, True)]
)
def test_closing_asks_for_unsaved_work(window, monkeypatch, tmp_path, answer, closed):
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: answer)
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: tmp_path / "报告.gknb")
    window.session.set_agency("某某局")

    assert window.close() == closed
    assert window.isVisible() != closed


def test_closing_without_unsaved_work_asks_nothing_and_remembers_the_size(window, monkeypatch):
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: pytest.fail("asked"))
    window.resize(1000, 600)

    assert window.close()
    assert recent.window_geometry() is not None


def test_menu_of_open_lists_recent_files(window, tmp_path):
    path = tmp_path / "去年.gknb"
    window.session.save(path)
    recent.remember(path)
    menu = window.desk.header.open.menu()
    menu.aboutToShow.emit()

    assert "去年.gknb" in [action.text() for action in menu.actions()]
