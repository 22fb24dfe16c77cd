"""Faults of our own: what is written down, and what never is; odd machines."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from forms import VERSION
from ui import diagnosis
from ui.diagnosis import LOG_BYTES, LOG_FILES, begin_log, end_log, log_fault, log_folder, page

ROOT = Path(__file__).resolve().parent.parent
SECRET = "某某局去年受理的机密申请"


@pytest.fixture
def log(home):
    assert begin_log()
    yield log_folder() / "gknb.log"
    end_log()


def fault():
    """Give a fault whose message quotes the report, as int("…") does."""
    try:
        int(SECRET)
    except ValueError as error:
        return type(error), error.__traceback__
    raise AssertionError


def test_page_tells_versions_and_place_and_no_word_of_the_report():
    words = page(*fault())

    assert VERSION in words
    assert "PySide6" in words
    assert "builtins.ValueError" in words
    assert "test_diagnosis.py" in words
    assert SECRET not in words
    assert str(ROOT) not in words
    assert len(words.splitlines()) < 50


def test_page_of_an_endless_recursion_is_one_page():
    def deeper():
        deeper()

    with pytest.raises(RecursionError) as caught:
        deeper()
    assert len(page(caught.type, caught.tb).splitlines()) < 50


def test_log_holds_the_fault_and_no_word_of_the_report(log):
    log_fault(*fault())
    words = log.read_text(encoding="utf-8")

    assert "builtins.ValueError" in words
    assert SECRET not in words


def test_log_stays_small(log, monkeypatch):
    monkeypatch.setattr(diagnosis, "LOG_BYTES", 1000)
    assert begin_log()
    for _ in range(100):
        log_fault(*fault())
    files = list(log.parent.glob("gknb.log*"))

    assert len(files) == LOG_FILES + 1
    assert all(path.stat().st_size <= 1000 for path in files)
    assert diagnosis.LOG_BYTES < LOG_BYTES < 1_000_000


def test_without_a_folder_there_is_no_log_and_no_fault(home, monkeypatch):
    blocked = home / "blocked"
    blocked.write_bytes(b"")
    monkeypatch.setenv("GKNB_DATA", str(blocked))

    assert not begin_log()
    log_fault(*fault())
    assert logging.getLogger("gknb").handlers == []


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_crash_of_the_interpreter_leaves_its_trace(home):
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
        "from ui.diagnosis import begin_log; begin_log()\n"
        "import ctypes; ctypes.string_at(0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False
    )

    assert done.returncode < 0
    assert "Segmentation fault" in (log_folder() / "crash.txt").read_text()


def test_the_log_is_not_the_business_of_others(log):
    assert not diagnosis._log.propagate


# --- odd machines -------------------------------------------------------------------------------

LIFE = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from ui.app import make_application, open_at_start
from ui.diagnosis import begin_log
application = make_application(sys.argv[:1] + sys.argv[2:])
from ui.window import Window
from forms.cells import Address
begin_log()
window = Window()
open_at_start(window, None)
window.files.begin_blank()
session = window.session
session.set_agency("某某局"); session.set_year(2025)
for number in range(1, 4):
    session.enter(Address("applications", "received", "person"), 1234 * number)
    if number == 2:
        window.files._save_to(Path(sys.argv[1]))
session.save(Path(sys.argv[1]))
assert not session.unsaved
application.processEvents()
session.file.let_go(); session.keeper.give_up()
from forms.saving.store import load
received = Address("applications", "received", "person")
print(load(Path(sys.argv[1])).report.value(received), flush=True)
os._exit(0)
"""


@pytest.mark.parametrize(
    ("changes", "arguments"),
    [
        ({"LANG": "C", "LC_ALL": "C"}, []),
        ({"LANG": "ar_EG.UTF-8", "LC_ALL": "ar_EG.UTF-8"}, ["-reverse"]),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"}, []),
        ({"TZ": "Pacific/Kiritimati"}, []),
        ({"TZ": "America/St_Johns"}, []),
        ({"TZ": "nonsense"}, []),
    ],
)
def test_locale_zone_and_direction_change_nothing(changes, arguments, tmp_path):
    path = tmp_path / "报告.gknb"
    done = subprocess.run(
        [sys.executable, "-c", LIFE, str(path), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **changes},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["3702"], done.stderr
    assert "Traceback" not in done.stderr


def test_a_clock_set_back_loses_no_edit_and_no_copy(qapp, tmp_path, monkeypatch):
    """Journal and copies go by number and by content, not by the clock alone."""
    from datetime import datetime, timezone

    from window_hands import SLIP, crash, journaled

    from forms.report import Report
    from forms.saving import held_file, journal
    from forms.saving.backups import back_up, backups_in, folder_of
    from forms.saving.unfinished import left_behind
    from ui.going_on import journal_folder

    session = journaled()
    session.open_report(Report(agency="某某局", edition="2021"))
    for value, now in ((1, 2_000_000_000.0), (2, 1_000_000_000.0), (3, 5.0)):
        monkeypatch.setattr(journal.time, "time", lambda now=now: now)
        session.enter(SLIP, value)
    crash(session)
    (found,) = left_behind(journal_folder()).unfinished
    again = journaled()
    assert again.go_on(found).saved.report.value(SLIP) == 3
    again.keeper.give_up()

    assert held_file.timezone is timezone
    path, folder = tmp_path / "报告.gknb", tmp_path / "backups"
    for year in (2030, 2026, 2001):
        path.write_bytes(str(year).encode())
        back_up(path, folder, datetime(year, 1, 1, tzinfo=timezone.utc))
    copies = backups_in(folder_of(path, folder))
    assert {one.read_bytes() for one in copies.values()} == {b"2030", b"2026", b"2001"}


def test_a_home_that_takes_no_file_is_told_and_the_report_can_be_saved(
    qtbot, home, tmp_path, monkeypatch
):
    """As on a machine whose user folder is read-only: told once, nothing is lost."""
    from window_hands import SLIP

    from ui import dialogs
    from ui.window import Window

    blocked = home / "blocked"
    blocked.write_bytes(b"")
    monkeypatch.setenv("GKNB_DATA", str(blocked))
    asked, told = [], []
    monkeypatch.setattr(dialogs.NotKeptNotice, "ask", lambda *_: asked.append(1))
    monkeypatch.setattr(dialogs.Notice, "tell", lambda parent, text: told.append(text))
    window = Window()
    qtbot.addWidget(
        window, before_close_func=lambda one: one.session.open_report(one.session.report)
    )
    window.show()
    window.files.begin_blank()
    qtbot.waitUntil(lambda: bool(asked))
    window.session.enter(SLIP, 7)
    for value in (8, 9):
        window.session.enter(SLIP, value)
        assert window.files._save_to(tmp_path / "报告.gknb")

    assert asked == [1]
    assert len(told) == 1
    assert not window.session.unsaved
