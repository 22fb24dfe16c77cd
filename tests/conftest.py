"""What every test stands on: no display, a home of its own, no stray warnings."""

import faulthandler
import gc
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key

# Before anything imports Qt. A person who wants to watch sets GKNB_TEST_PLATFORM=xcb.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("GKNB_TEST_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent

LATEST_MS = 60_000

HOMES = (
    ("HOME", "."),
    ("USERPROFILE", "."),
    ("XDG_DATA_HOME", "data"),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_STATE_HOME", "state"),
    ("XDG_CACHE_HOME", "cache"),
    ("APPDATA", "roaming"),
    ("LOCALAPPDATA", "local"),
)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test empty home and data folders, so that none sees the person's own."""
    folder = tmp_path_factory.mktemp("home")
    for variable, name in HOMES:
        place = folder / name
        place.mkdir(exist_ok=True)
        monkeypatch.setenv(variable, str(place))
    return folder


@pytest.fixture(autouse=True)
def crash_is_told(request: pytest.FixtureRequest) -> None:
    """Let a crash of the interpreter be told here: the program turns it to a file of its own."""
    faulthandler.enable(request.config.stash[fault_handler_stderr_fd_key])
    if request.node.get_closest_marker("long"):
        # It may take longer than what is given to every other test.
        faulthandler.cancel_dump_traceback_later()


@pytest.fixture(autouse=True)
def garbage_is_collected_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let no other thread take down what Qt made: xdist has one too (see ``ui.garbage``)."""
    if "qapp" in request.fixturenames:
        gc.disable()
    elif not gc.isenabled():
        gc.collect()
        gc.enable()
    yield
    if not gc.isenabled():
        from ui.garbage import collect

        collect()


@pytest.fixture(scope="session", autouse=True)
def nothing_is_left_to_paste() -> Iterator[None]:
    """Empty the clipboard at the end: Qt would take Python's part of it down after Python."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        widgets.QApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def no_stray_logs(caplog: pytest.LogCaptureFixture):
    """Fail a test that logs a warning; one that expects it reads and clears ``caplog``."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    stray = [record for record in records if record.levelno >= logging.WARNING]
    if stray:
        lines = "\n".join(f"{one.levelname} {one.name}: {one.getMessage()}" for one in stray)
        pytest.fail(f"unexpected log records:\n{lines}", pytrace=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of reference material beside the project, or skip."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the reference material beside the project is not here")
    return folder


@pytest.fixture
def quick_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: a thousand fsync take their time."""
    memory = Path("/dev/shm")
    place = memory if os.access(memory, os.W_OK) else tmp_path
    with tempfile.TemporaryDirectory(dir=place) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the library that fails system calls and refuses sockets, to be preloaded; or skip."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("needs Linux and a C compiler")
    library = tmp_path_factory.mktemp("faults") / "faults.so"
    source = str(ROOT / "tests" / "faults.c")
    build = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), source, "-ldl"]
    subprocess.run(build, check=True)
    return library


@pytest.fixture
def qtbot(qtbot):
    """Give the patient one: what comes late where others use the machine too has come."""
    for name in ("waitSignal", "waitSignals", "waitUntil"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=LATEST_MS))
    return qtbot


def _forget_changes(made) -> None:
    from ui import typed

    # An editor that is still open would be taken over by closing, which then asks.
    typed.take_over(made)
    made.session.open_report(made.session.report)


@pytest.fixture
def window(qtbot):
    """Give the whole window on the screen, with a blank report and the keyboard."""
    from PySide6.QtWidgets import QApplication

    from ui.session import Session
    from ui.window import Window

    made = Window(Session())
    qtbot.addWidget(made, before_close_func=_forget_changes)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


@pytest.fixture
def open_window(qtbot):
    """Give a function that opens a window as the program does, with a journal."""
    from ui.window import Window

    def make() -> Window:
        made = Window()
        qtbot.addWidget(made, before_close_func=_forget_changes)
        made.show()
        assert made.desk is not None
        return made

    return make
