"""Two windows and one file, and files that somebody else changes: nothing is lost in silence."""

import subprocess
import sys
from pathlib import Path

import pytest
from balanced import sound_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_hands import SLIP, cut_off, journaled

from forms.data_folder import backup_folder
from forms.saving import store
from forms.saving.backups import backups_in, folder_of
from forms.saving.store import Saved
from ui import dialogs, file_actions
from ui.access_line import FREE, READ_ONLY
from ui.dialogs import Taken
from ui.older_versions import OlderVersions, time_words
from ui.session import Session
from ui.steps import COVER
from ui.window import Window


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "报告.gknb"
    store.save(made, Saved(sound_report()))
    return made


@pytest.fixture
def other():
    """Give the session of another window."""
    made = Session()
    yield made
    made.file.let_go()


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# --- open in another window -------------------------------------------------------------------


def test_second_window_says_that_it_only_shows(window, other, path):
    other.open_file(path)
    window.files.open_path(path)
    line = window.desk.access_line

    assert line.isVisible()
    assert line.words.text() == READ_ONLY
    assert window.desk.header.saved.text() == "只读"


def test_second_window_takes_no_edit_and_shows_the_report_again(window, qtbot, other, path):
    other.open_file(path)
    window.files.open_path(path)
    report = window.session.report
    cover, prose = window.step_page(COVER), window.step_page("overview")
    with qtbot.waitSignal(window.session.edit_refused):
        QTest.keyClicks(cover.agency, "AB")
    window.go_to("overview")
    with qtbot.waitSignal(window.session.edit_refused):
        prose.editor.insertPlainText("改")
    with qtbot.waitSignal(window.session.edit_refused):
        window.session.enter(SLIP, 77)

    assert window.session.report is report
    assert cover.agency.text() == report.agency
    assert prose.editor.toPlainText() == (report.sections["overview"] or "")
    assert not window.session.unsaved


def test_second_window_may_write_once_the_first_is_closed(window, qtbot, other, path, monkeypatch):
    other.open_file(path)
    window.files.open_path(path)
    assert window.files.asking_again.isActive()
    other.enter(SLIP, 77)
    other.save(path)
    window.files.asking_again.setInterval(1)
    other.file.let_go()
    qtbot.waitUntil(lambda: not window.session.file.is_read_only)

    assert not window.files.asking_again.isActive()
    assert window.desk.access_line.words.text() == FREE
    assert window.session.report.value(SLIP) == 77
    window.session.enter(SLIP, 78)
    assert window.files.save()
    click(window.desk.access_line.close_button)
    assert not window.desk.access_line.isVisible()


def test_second_window_may_write_a_copy(window, other, path, monkeypatch):
    copy = path.with_name("另存.gknb")
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: copy)
    other.open_file(path)
    window.files.open_path(path)

    click(window.desk.access_line.save_as)

    assert window.session.path == copy
    window.session.enter(SLIP, 77)
    assert window.session.report.value(SLIP) == 77
    assert store.load(path).report == sound_report()


def test_saving_over_a_file_that_another_window_holds_is_refused(window, other, path, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: path)
    monkeypatch.setattr(dialogs.NotSavedQuestion, "ask", lambda parent, reason: told.append(reason))
    other.open_file(path)
    window.session.set_agency("某某局")

    assert not window.files.save()
    assert len(told) == 1
    assert store.load(path).report == sound_report()


def test_another_process_is_another_window_until_it_is_killed(window, qtbot, path):
    script = (
        "import sys, pathlib; from ui.session import Session\n"
        "session = Session(); session.open_file(pathlib.Path(sys.argv[1]))\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        cwd=Path(__file__).resolve().parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with owner:
        assert owner.stdout.readline() == "open\n"
        window.files.open_path(path)
        assert window.session.file.is_read_only
        owner.kill()
    window.files.asking_again.setInterval(1)
    qtbot.waitUntil(lambda: not window.session.file.is_read_only)


def test_a_file_that_became_unreadable_meanwhile_is_told(window, qtbot, other, path):
    other.open_file(path)
    window.files.open_path(path)
    path.write_bytes(b"{")
    other.file.let_go()
    window.files.asking_again.setInterval(1)
    with qtbot.waitSignal(window.files.reader.refused):
        pass
    assert window.session.report == sound_report()
    assert window.session.file.is_changed


def test_work_is_gone_on_with_though_another_window_has_its_file(
    window, qapp, other, tmp_path, monkeypatch
):
    from forms.saving.unfinished import left_behind
    from ui.going_on import journal_folder

    told = []
    monkeypatch.setattr(dialogs.Notice, "tell", lambda parent, text: told.append(text))
    path = tmp_path / "另.gknb"
    cut_off(path=path)
    (found,) = left_behind(journal_folder()).unfinished
    other.open_file(path)
    session = journaled()
    window.desk  # noqa: B018 (made before the session is another)
    recovered = session.go_on(found)

    assert recovered.path == path
    assert session.path is None
    assert not session.file.is_read_only
    session.enter(SLIP, 99)
    assert session.report.value(SLIP) == 99
    session.keeper.give_up()


# --- changed by somebody else -----------------------------------------------------------------


@pytest.mark.parametrize("answer", list(Taken))
def test_a_file_that_changed_is_asked_for(window, path, monkeypatch, answer):
    seen = []
    elsewhere = path.with_name("另存.gknb")
    monkeypatch.setattr(dialogs.ChangedQuestion, "ask", lambda *_: answer)
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: elsewhere)
    monkeypatch.setattr(file_actions, "other_window", seen.append)
    window.files.open_path(path)
    window.session.enter(SLIP, 77)
    store.save(path, Saved(sound_report().replace(agency="别人")))

    saved = window.files.save()

    theirs = store.load(path).report.agency == "别人"
    assert saved == (answer in (Taken.REPLACE, Taken.ELSEWHERE))
    assert theirs == (answer is not Taken.REPLACE)
    assert elsewhere.exists() == (answer is Taken.ELSEWHERE)
    assert seen == ([path] if answer is Taken.LOOK else [])
    assert window.session.report.value(SLIP) == 77


def test_what_was_replaced_after_all_is_among_the_older_versions(qapp, path):
    session = Session(backups=backup_folder())
    session.open_file(path)
    theirs = sound_report().replace(agency="别人")
    store.save(path, Saved(theirs))
    session.save(path)
    copies = backups_in(folder_of(path, backup_folder()))

    assert [store.load(one).report for one in copies.values()] == [theirs]
    session.file.let_go()


def test_changed_question_answers_what_its_buttons_say(window, monkeypatch):
    from PySide6.QtWidgets import QMessageBox

    for number, answer in enumerate((Taken.ELSEWHERE, Taken.LOOK, Taken.REPLACE, Taken.CANCEL)):
        monkeypatch.setattr(QMessageBox, "exec", lambda box, n=number: _press(box, n))
        assert dialogs.ChangedQuestion.ask(window, "报告.gknb") is answer


def _press(box, number):
    names = ("另存为…", "看看现在的文件", "仍然保存", "取消")
    next(one for one in box.buttons() if one.text() == names[number]).click()


@pytest.mark.parametrize(("name", "answer"), [("另存为…", True), ("以后再说", False)])
def test_not_saved_question_answers_what_its_buttons_say(window, monkeypatch, name, answer):
    from PySide6.QtWidgets import QMessageBox

    def press(box):
        next(one for one in box.buttons() if one.text() == name).click()

    monkeypatch.setattr(QMessageBox, "exec", press)
    assert dialogs.NotSavedQuestion.ask(window, "满了") is answer


# --- older versions ---------------------------------------------------------------------------


@pytest.fixture
def kept_window(qtbot, path):
    """Give a window as the program opens it, with a file that was saved twice."""
    made = Window()
    qtbot.addWidget(made, before_close_func=lambda one: one.session.open_report(one.session.report))
    made.show()
    made.files.open_path(path)
    for value in (77, 78):
        made.session.enter(SLIP, value)
        assert made.files.save()
    return made


def test_an_older_version_is_opened_and_is_unsaved(kept_window, monkeypatch, path):
    def choose(dialog):
        assert dialog.times.count() == 2
        dialog.times.setCurrentRow(1)
        return True

    monkeypatch.setattr(OlderVersions, "exec", choose)
    kept_window.files.ask_and_open_copy()

    session = kept_window.session
    assert session.report == sound_report()
    assert session.path is None
    assert session.unsaved
    assert session.keeper.kept_at is not None
    assert store.load(path).report.value(SLIP) == 78


def test_an_older_version_is_not_opened_over_unsaved_work(kept_window, monkeypatch):
    monkeypatch.setattr(OlderVersions, "exec", lambda dialog: True)
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: dialogs.Answer.CANCEL)
    kept_window.session.enter(SLIP, 79)
    kept_window.files.ask_and_open_copy()

    assert kept_window.session.report.value(SLIP) == 79


def test_older_versions_are_offered_from_both_doors(kept_window, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(OlderVersions, "ask", lambda *_: asked.append(1))
    menu = kept_window.desk.header.open.menu()
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if "以前" in one.text()).trigger()
    again = Window()
    qtbot.addWidget(again)
    again.show()
    assert again.start.copies.isVisible()
    click(again.start.copies)

    assert asked == [1, 1]


def test_first_page_offers_no_versions_where_there_are_none(window):
    assert window.start.copies.isHidden()


def test_older_versions_of_nothing_says_so(window, tmp_path):
    dialog = OlderVersions(window, tmp_path / "没有", None)
    assert not dialog.show_it.isEnabled()
    assert dialog.chosen() is None
    dialog.deleteLater()


def test_a_copy_that_was_not_made_is_told_once(window, path, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs.Notice, "tell", lambda parent, text: told.append(text))
    backup_folder().parent.mkdir(parents=True, exist_ok=True)
    backup_folder().write_bytes(b"")
    window.session.file._backups = backup_folder()
    window.files.open_path(path)
    for value in (77, 78):
        window.session.enter(SLIP, value)
        assert window.files.save()

    assert len(told) == 1


def test_time_of_a_version():
    from datetime import datetime

    assert time_words(datetime(2026, 3, 9, 4, 3, 7)) == "2026年3月9日 星期一 04:03:07"
