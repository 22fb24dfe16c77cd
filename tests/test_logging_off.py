"""The session ends, the window is closed, or a task is stopped, in the middle of something."""

import pytest
from balanced import sound_report
from window_hands import SLIP

from forms.saving import store
from forms.saving.store import Saved
from forms.saving.unfinished import left_behind
from ui import dialogs
from ui.going_on import journal_folder
from ui.steps import REVIEW
from ui.window import Window


@pytest.fixture
def program(qtbot, monkeypatch):
    """Give the window as the program opens it; nobody is there to answer a question."""
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: pytest.fail("asked"))
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.files.begin_blank()
    return made


def test_logging_off_asks_nothing_and_loses_nothing(program):
    program.session.enter(SLIP, 7)
    program.stay_recoverable()

    assert program.close()
    (found,) = left_behind(journal_folder()).unfinished
    assert found.edits == 1


def test_logging_off_after_a_save_leaves_nothing(program, tmp_path):
    program.session.enter(SLIP, 7)
    program.session.save(tmp_path / "报告.gknb")
    program.stay_recoverable()

    assert program.close()
    assert left_behind(journal_folder()).unfinished == ()


def test_the_request_of_the_system_reaches_the_window(qapp, program):
    """As Windows and session managers send it, before they close every window."""
    from PySide6.QtGui import QGuiApplication

    assert isinstance(qapp, QGuiApplication)
    qapp.commitDataRequest.connect(program.stay_recoverable)
    program.session.enter(SLIP, 7)
    qapp.commitDataRequest.emit(None)
    qapp.commitDataRequest.disconnect(program.stay_recoverable)

    assert program.close()
    assert len(left_behind(journal_folder()).unfinished) == 1


def test_closing_while_a_file_is_exported_leaves_whole_files(program, qtbot, tmp_path, monkeypatch):
    from ui.delivery import DeliveryDialog

    folder = tmp_path / "交付"
    program.session.open_report(sound_report())
    program.go_to(REVIEW)
    dialog = DeliveryDialog(program.session, program)
    dialog.folder = folder
    dialog.start()
    dialog.wait()
    program.close()

    for path in folder.glob("*.gknb"):
        assert store.load(path).report == sound_report()
    assert not [one for one in folder.iterdir() if one.suffix == ".tmp"]


def test_logging_off_while_a_file_is_read_ends_the_reading(program, qtbot, tmp_path):
    path = tmp_path / "去年.json"
    store.save(tmp_path / "x.gknb", Saved(sound_report()))
    path.write_bytes(b"{" + b" " * 5_000_000)
    program.files.open_path(path)
    program.stay_recoverable()

    assert program.close()
    assert not program.files.reader.is_reading
