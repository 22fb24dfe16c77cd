"""The window around the wizard: what is made piece by piece, and files that are dropped."""

import subprocess
import sys

import pytest
from balanced import sound_report
from conftest import ROOT
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from forms.saving.store import Saved, save
from ui.pieces import PIECES
from ui.steps import COVER
from ui.window import Window


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "去年.gknb"
    save(path, Saved(sound_report().replace(year=2024)))
    return path


def drop(window, data: QMimeData) -> bool:
    """Drag and drop, as Qt tells it; whether the window takes it."""
    action, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(50, 50), action, data, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), action, data, left, none))
    return True


def files(*paths) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def choose(qtbot, words: str) -> list[str]:
    """Choose a line of the menu that came up; gives all its lines."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    lines = [action for action in menu.actions() if not action.isSeparator()]
    menu.setActiveAction(next(one for one in lines if one.text() == words))
    told = [one.text() for one in lines]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    return told


# The offscreen platform has no keyboard to grab for a menu.
opens_a_menu = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
BEGIN, BESIDE, OPEN = (
    "作为去年的报告，开始今年的",
    "作为去年的报告，放在旁边对照",
    "直接打开",
)


@opens_a_menu
def test_dropped_file_begins_this_year(window, qtbot, saved):
    assert drop(window, files(saved))
    assert choose(qtbot, BEGIN) == [BEGIN, OPEN]

    assert window.session.report.year == 2025
    assert window.session.last_year.year == 2024


@opens_a_menu
def test_dropped_file_is_opened(window, qtbot, saved):
    assert drop(window, files(saved))
    choose(qtbot, OPEN)

    assert window.session.path == saved
    assert window.current_key == COVER


@opens_a_menu
def test_dropped_file_is_laid_beside_an_open_report(window, qtbot, saved):
    window.go_to(COVER)
    assert drop(window, files(saved))
    assert choose(qtbot, BESIDE) == [BEGIN, BESIDE, OPEN]

    assert window.session.last_year.year == 2024
    assert window.session.path is None


def test_several_files_folders_and_words_are_not_taken(window, saved, tmp_path):
    words = QMimeData()
    words.setText("字")
    elsewhere = QMimeData()
    elsewhere.setUrls([QUrl("https://example.org/a.pdf")])

    for data in (files(saved, saved), files(tmp_path), words, elsewhere):
        assert not drop(window, data)


def test_fields_leave_files_to_the_window_but_take_links(window, saved):
    window.go_to(COVER)
    cover = window.step_page(COVER)
    window.go_to("overview")
    link = QMimeData()
    link.setUrls([QUrl("https://example.org/")])
    link.setText("https://example.org/")

    assert not cover.agency.acceptDrops()
    for field in (cover.preface, window.step_page("overview").editor):
        assert not field.canInsertFromMimeData(files(saved))
        assert field.canInsertFromMimeData(link)


def test_desk_is_made_in_pieces_with_room_between_them(qtbot, monkeypatch):
    """Between two pieces the event loop turns, so that keys and clicks are answered."""
    turns = []
    made = Window()
    qtbot.addWidget(made)
    real = Window._make_next_piece

    def counted(window):
        turns.append(window._desk)
        real(window)

    monkeypatch.setattr(Window, "_make_next_piece", counted)
    made.show()

    qtbot.waitUntil(lambda: made._desk is not None)
    assert len(turns) > len(PIECES)
    assert set(turns) == {None}


def test_what_is_asked_for_before_all_is_there_is_done_at_once(qtbot):
    made = Window()
    qtbot.addWidget(made)
    made.show()
    QTest.mouseClick(made.start.blank, Qt.MouseButton.LeftButton)

    assert made.current_key == COVER
    qtbot.waitUntil(lambda: made._is_painted)
    assert made.current_key == COVER


def test_no_piece_brings_many_modules_along():
    """Else one import would keep the clerk waiting for all of them."""
    script = (
        "import importlib, sys\n"
        "import ui.window\n"
        "from ui.pieces import PIECES\n"
        "for name in PIECES:\n"
        "    before = set(sys.modules)\n"
        "    importlib.import_module(name)\n"
        "    rooms = [one.partition('.')[0] for one in set(sys.modules) - before]\n"
        "    print(name, sum(rooms.count(room) for room in ('forms', 'export', 'ui')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    brought = dict(line.split() for line in done.stdout.splitlines())

    assert list(brought) == list(PIECES)
    assert {name: count for name, count in brought.items() if int(count) > 3} == {}
