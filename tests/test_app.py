"""Starting the window, its colours and fonts, and what happens when the program is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest
from balanced import sound_report
from PySide6.QtGui import QColor, QFontInfo

from forms.saving.store import Saved, save
from ui import failure, recent, style
from ui.app import open_at_start
from ui.failure import Wanted, show_failures
from ui.window import Window

ROOT = Path(__file__).resolve().parent.parent


def in_a_process(script: str) -> str:
    """Run Python of its own, as at a real start; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_qt_speaks_chinese():
    said = in_a_process(
        "from ui.app import make_application\n"
        "application = make_application([])\n"
        "from ui.session import Session\nfrom ui.window import Window\nwindow = Window(Session())\n"
        "from PySide6.QtWidgets import QDialogButtonBox as B\n"
        "box = B(B.StandardButton.Cancel)\n"
        "print(box.buttons()[0].text())\n"
    )
    assert said.startswith("取消")


@pytest.mark.parametrize(
    ("named", "taken"),
    [("fcitx", "ibus"), ("fcitx5", "ibus"), ("ibus", "ibus"), ("compose", "compose")],
)
def test_an_input_method_without_a_plugin_is_reached_through_ibus(named, taken):
    said = in_a_process(
        f"import os\nos.environ['QT_IM_MODULE'] = {named!r}\n"
        "from ui.app import make_application\n"
        "application = make_application([])\n"
        "print(os.environ['QT_IM_MODULE'])\n"
    )
    assert said == taken


@pytest.mark.parametrize("dark", [False, True])
def test_application_is_dressed_in_the_palette(dark):
    said = in_a_process(
        "from ui import style\nfrom ui.app import make_application\n"
        f"application = make_application([], dark={dark})\n"
        "print(application.palette().window().color().name().upper(), style.current().ground)\n"
    )
    ground = style.palette(dark).ground
    assert said == f"{ground} {ground}"


def test_run_opens_the_window_and_ends_when_it_is_closed(tmp_path):
    path = tmp_path / "报告.gknb"
    save(path, Saved(sound_report()))
    said = in_a_process(
        "from pathlib import Path\nfrom PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\nfrom ui import app, window\n"
        "class Watched(window.Window):\n"
        "    def _make_desk(self, session):\n"
        "        yield from super()._make_desk(session)\n"
        "        self.files.opened.connect(lambda: (print(self.session.report.agency), self.close()))\n"
        "app.Window = Watched\n"
        f"print(app.run([], Path({str(path)!r})))\n"
    )
    assert said.splitlines() == [sound_report().agency, "0"]


def test_a_file_given_at_the_start_is_opened(window, qtbot, tmp_path):
    path = tmp_path / "报告.gknb"
    save(path, Saved(sound_report()))

    with qtbot.waitSignal(window.files.opened):
        open_at_start(window, path)

    assert window.session.report == sound_report()
    assert window.session.path == path


# --- when the program is wrong --------------------------------------------------------


def fail(hook) -> None:
    try:
        raise ZeroDivisionError("a bug")
    except ZeroDivisionError as error:
        hook(type(error), error, error.__traceback__)


@pytest.mark.parametrize("wanted", list(Wanted))
def test_a_failure_is_told_once_and_saving_is_offered(
    window, monkeypatch, capsys, tmp_path, wanted
):
    told, started = [], []
    monkeypatch.setattr("ui.other_window.other_window", started.append)

    def ask(parent, details):
        told.append(details)
        fail(hook)  # a second failure while the first is being told
        return wanted

    hook = show_failures(window)
    monkeypatch.setattr(failure.FailureNotice, "ask", ask)
    monkeypatch.setattr("ui.dialogs.SaveFile.ask", lambda *_: tmp_path / "另存.gknb")

    fail(hook)

    assert len(told) == 1
    assert "ZeroDivisionError" in told[0]
    assert capsys.readouterr().err.count("ZeroDivisionError: a bug") >= 2
    assert (tmp_path / "另存.gknb").exists() == (wanted is Wanted.SAVE)
    assert started == ([None] if wanted is Wanted.RESTART else [])
    assert window.isVisible() == (wanted is not Wanted.RESTART)


def test_an_interrupt_is_not_a_failure(window, monkeypatch, capsys):
    monkeypatch.setattr(failure.FailureNotice, "ask", lambda *_: pytest.fail("asked"))
    show_failures(window)(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_failure_notice_answers_what_its_buttons_say(window, monkeypatch):
    from PySide6.QtWidgets import QMessageBox

    answers = {"另存为…": Wanted.SAVE, "继续": Wanted.GO_ON, "重新启动": Wanted.RESTART}
    for text, answer in answers.items():

        def press(box, text=text):
            next(button for button in box.buttons() if button.text() == text).click()

        monkeypatch.setattr(QMessageBox, "exec", press)
        assert failure.FailureNotice.ask(window, "details") is answer


# --- colours and fonts ----------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_ink_can_be_read_on_every_ground(dark):
    c = style.palette(dark)
    pairs = [
        (ink, ground)
        for ink in (c.ink, c.muted, c.accent, c.incomplete)
        for ground in (c.ground, c.surface)
    ]
    pairs += [(c.ink, c.computed), (c.ink, c.wrong_tint), (c.ink, c.mismatch_tint)]
    pairs += [(c.wrong, c.wrong_tint), (c.mismatch, c.mismatch_tint), (c.done, c.ground)]
    pairs += [(c.wrong, c.ground), (c.mismatch, c.ground), (c.ghost, c.surface)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_prose_is_written_in_a_fangsong(qapp):
    family = QFontInfo(style.prose_font()).family()
    assert "fang" in family.lower() or "仿宋" in family


# --- what is remembered ---------------------------------------------------------------


def test_recent_files_are_the_newest_first_each_once_and_existing(tmp_path):
    paths = [tmp_path / f"{n}.gknb" for n in range(recent.MOST + 2)]
    for path in paths:
        path.touch()
        recent.remember(path)
    recent.remember(paths[5])
    paths[6].unlink()

    found = recent.recent_files()

    assert found[0] == paths[5]
    assert len(found) == len(set(found)) == recent.MOST - 1
    assert paths[6] not in found


def test_nothing_is_remembered_at_first():
    assert recent.recent_files() == []
    assert recent.window_geometry() is None
    assert recent.last_folder() is None


def test_a_folder_that_is_gone_is_forgotten(tmp_path):
    folder = tmp_path / "导出"
    folder.mkdir()
    recent.remember_folder(folder)
    assert recent.last_folder() == folder
    folder.rmdir()
    assert recent.last_folder() is None


def test_window_comes_back_where_it_was(window, qtbot):
    window.resize(720, 600)
    recent.remember_geometry(window.saveGeometry())
    again = Window()
    qtbot.addWidget(again)

    assert (again.width(), again.height()) == (720, 600)
