"""A report read in the background: the line that tells, cancelling, what may happen meanwhile."""

import threading

import pytest
from balanced import sound_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.errors import Cause, UnreadableFile
from forms.reading.worker import WorkerFailed
from ui import dialogs, reading
from ui.dialogs import Answer
from ui.receipt import RECEIPT
from ui.steps import COVER


class SlowReading:
    """Stands for a worker; ends when it is told how."""

    def __init__(self, path):
        self.path = path
        self.outcome = None
        self.may_end = threading.Event()
        self.has_begun = threading.Event()
        self.was_cancelled = False
        SlowReading.last = self

    def result(self, progress):
        progress(3, 12)
        self.has_begun.set()
        assert self.may_end.wait(30)
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome

    def end(self, outcome):
        self.outcome = outcome
        self.may_end.set()

    def cancel(self):
        self.was_cancelled = True
        self.end(UnreadableFile(self.path, Cause.CANCELLED))


@pytest.fixture
def slow(monkeypatch):
    monkeypatch.setattr(reading, "Reading", SlowReading)
    return SlowReading


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def begin(window, qtbot, path):
    """Read a file, up to the moment when the line tells how far it is."""
    line = window.desk.reading_line
    with qtbot.waitSignal(window.files.reader.progressed):
        window.files.open_path(path)
    qtbot.waitUntil(line.isVisible)
    return line


def test_line_tells_name_and_page_and_the_window_stays_usable(window, qtbot, slow, tmp_path):
    window.go_to(COVER)
    line = begin(window, qtbot, tmp_path / "去年.pdf")

    assert "去年.pdf" in line.words.text()
    assert (line.bar.value(), line.bar.maximum()) == (3, 12)
    QTest.keyClicks(window.step_page(COVER).agency, "AB")
    assert window.session.report.agency == "AB"
    window.go_to("overview")
    assert window.isEnabled()
    click(line.cancel)
    assert not line.isVisible()


def test_cancelled_reading_changes_and_tells_nothing(window, qtbot, slow, tmp_path):
    window.go_to(COVER)
    report = window.session.report
    line = begin(window, qtbot, tmp_path / "去年.pdf")

    click(line.cancel)

    assert slow.last.was_cancelled
    assert not line.isVisible()
    assert not window.files.reader.is_reading
    assert window.session.report is report
    assert window.current_key == COVER


def test_report_that_is_read_is_shown_with_its_receipt(window, qtbot, slow, tmp_path):
    line = begin(window, qtbot, tmp_path / "去年.pdf")
    report = sound_report().replace(origins={"overview": "第1页"})

    with qtbot.waitSignal(window.files.opened):
        slow.last.end(report)

    assert window.session.report == report
    assert window.current_key == RECEIPT
    assert not line.isVisible()


def test_another_file_ends_the_reading_of_the_first(window, qtbot, slow, tmp_path):
    begin(window, qtbot, tmp_path / "一.pdf")
    first = slow.last
    window.files.open_path(tmp_path / "二.pdf")
    second = slow.last
    assert first.was_cancelled

    with qtbot.waitSignal(window.files.opened):
        second.end(sound_report())

    assert window.session.report == sound_report()


def test_another_report_ends_the_reading_of_last_years(window, qtbot, slow, tmp_path):
    window.go_to(COVER)
    with qtbot.waitSignal(window.files.reader.progressed):
        window.files.compare_with(tmp_path / "去年.pdf")
    window.files.begin_blank()

    assert slow.last.was_cancelled
    assert window.session.last_year is None


def test_refusal_is_told_on_the_line_until_it_is_read(window, qtbot, slow, tmp_path):
    line = begin(window, qtbot, tmp_path / "去年.pdf")
    with qtbot.waitSignal(window.files.reader.refused):
        slow.last.end(UnreadableFile(tmp_path / "去年.pdf", Cause.TOO_SLOW))

    assert line.isVisible()
    assert "●" in line.words.text()
    assert not line.cancel.isVisible()
    click(line.close_button)
    assert not line.isVisible()


def test_bug_in_the_worker_is_raised_and_ends_the_reading(window, qtbot, slow, tmp_path):
    line = begin(window, qtbot, tmp_path / "去年.pdf")
    with qtbot.captureExceptions() as raised:
        slow.last.end(WorkerFailed("ZeroDivisionError"))
        qtbot.waitUntil(lambda: bool(raised))

    assert raised[0][0] is WorkerFailed
    assert not line.isVisible()
    assert not window.files.reader.is_reading


@pytest.mark.parametrize("answer", [Answer.CANCEL, Answer.DISCARD])
def test_what_was_typed_while_a_file_was_read_is_asked_for(
    window, qtbot, slow, monkeypatch, tmp_path, answer
):
    asked = []
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: asked.append(1) or answer)
    window.go_to(COVER)
    begin(window, qtbot, tmp_path / "去年.pdf")
    window.session.set_agency("写了一半")
    with qtbot.waitSignal(window.files.reader.ended):
        slow.last.end(sound_report())

    assert asked == [1]
    kept = answer is Answer.CANCEL
    assert (window.session.report.agency == "写了一半") == kept


def test_closing_the_window_ends_what_is_being_read(window, qtbot, slow, tmp_path):
    begin(window, qtbot, tmp_path / "去年.pdf")

    assert window.close()
    assert slow.last.was_cancelled


def test_the_line_does_not_flash_for_what_is_read_at_once(window, qtbot, slow, tmp_path):
    line = window.desk.reading_line
    with qtbot.waitSignal(window.files.reader.begun):
        window.files.open_path(tmp_path / "去年.txt")
    assert not line.isVisible()
    with qtbot.waitSignal(window.files.opened):
        slow.last.end(sound_report())

    assert not line._patience.isActive()
    assert not line.isVisible()
