"""The window as a clerk drives it: last year's file → the delivery folder, by keyboard alone.

Run by ``test_journeys`` in a process of its own on an X display: the keys come from xdotool,
what is pasted from the clipboard of another process. Prints what came of it as JSON.

    python journey.py WORK_FOLDER LAST_YEAR_FILE PAPER_FILE.gknb pasted|typed
"""

import json
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal  # noqa: E402
from PySide6.QtGui import QGuiApplication, QWindow  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget  # noqa: E402

from forms.cells import Address  # noqa: E402
from forms.counts import show  # noqa: E402
from forms.saving.store import load  # noqa: E402
from ui.table_keys import shortest_way  # noqa: E402
from ui.table_shape import TableShape  # noqa: E402
from ui.window import Window  # noqa: E402

WATCH_MS = 10
LATE_MS = 60
LOOK = "GKNB_JOURNEY_LOOK"
"""Where set, what a block was at is told too (which itself slows the window down)."""
PATIENCE_S = 40
KEY_MS = 25
"""Between two keys: a quick typist."""
SIGNS = {".": "period", "-": "minus", "/": "slash", "_": "underscore"}
Wait = Callable[[], bool]


class Manager(QObject):
    """What a window manager does: the newest window gets the keyboard.

    Signal ``key_came``: the window takes a key from the system.
    """

    key_came = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            if isinstance(watched, QWindow):
                self.key_came.emit()
        elif (
            event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        ):
            QTimer.singleShot(0, watched, watched.activateWindow)
        elif event.type() == QEvent.Type.Hide and isinstance(watched, QDialog):
            QTimer.singleShot(0, self, self.give_back)
        return False

    def give_back(self) -> None:
        """A dialog went: the keyboard goes to what is left."""
        left = QApplication.activeModalWidget() or next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, Window)
        )
        left.activateWindow()


class Watch(QObject):
    """How long the window did not answer: its own work (CPU time of its thread) and by the clock,
    which on a busy machine counts the work of others too; in ms, and where that was.

    A block ends when the window takes a key or finds the time for a timer: keys that pile up
    while others have the processor are each answered for themselves.
    """

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[int, int, str]] = []
        self.doing = "start"
        self._last, self._own, self._seen = time.perf_counter(), time.thread_time(), ""
        self._window_thread = threading.get_ident()
        if LOOK in os.environ:
            threading.Thread(target=self._look, daemon=True).start()
        self._timer = QTimer(self, interval=WATCH_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        """The window answers."""
        now = time.perf_counter()
        own = time.thread_time()
        worked, late = own - self._own, now - self._last
        told = f"{self.doing}: {self._seen if late * 1000 > LATE_MS else ''}"
        self.blocks.append((round(worked * 1000), round(late * 1000), told))
        self._last, self._own, self._seen = now, own, ""

    def _look(self) -> None:
        """From another thread: what the window is at while it does not answer."""
        while True:
            time.sleep(WATCH_MS / 1000)
            if time.perf_counter() - self._last > LATE_MS / 1000:
                calls = traceback.extract_stack(sys._current_frames()[self._window_thread])[-6:]
                where = " < ".join(f"{Path(c.filename).stem}:{c.lineno}" for c in reversed(calls))
                self._seen = self._seen or where


class Journey:
    """One walk, as a generator of what to wait for."""

    def __init__(self, folder: Path, last_year: Path, paper: Path, is_pasted: bool) -> None:
        self.folder, self.last_year = folder, last_year
        self.paper = load(paper).report
        self.is_pasted = is_pasted
        self.window = Window()
        self.watch = Watch()
        self.counted = {"tables": 0, "rest": 0}
        self.typed: set[Address] = set()
        self.delivered: list[str] = []
        self.failed = ""
        self.owner: subprocess.Popen[bytes] | None = None
        self.pressing: subprocess.Popen[bytes] | None = None

    # --- hands -------------------------------------------------------------------------

    def press(self, *keys: str, kind: str = "rest") -> Wait:
        """Real key events; done when xdotool has sent them and the window has taken them."""
        self.counted[kind] += len(keys)
        names = [SIGNS.get(key, key) for key in keys]
        self.pressing = subprocess.Popen(["xdotool", "key", "--delay", str(KEY_MS), *names])
        return lambda: self.pressing is not None and self.pressing.poll() is not None

    def paste_from_elsewhere(self, text: str) -> Wait:
        """Another program's clipboard holds these words."""
        if self.owner is not None:
            self.owner.kill()
            self.owner.wait()
        told = self.folder / "clipboard.txt"
        told.write_text(text, encoding="utf-8")
        self.owner = subprocess.Popen([sys.executable, __file__, "own", str(told)])
        wanted = text.replace("\r\n", "\n").strip()
        return lambda: QGuiApplication.clipboard().text().strip() == wanted

    def answers(self, dialog: QWidget | None) -> bool:
        return dialog is not None and dialog.isActiveWindow()

    def at(self, key: str) -> Wait:
        return lambda: self.window.current_key == key and self.window.isActiveWindow()

    # --- the walk ----------------------------------------------------------------------

    def steps(self) -> Iterator[tuple[str, Wait]]:
        self.window.show()
        yield "painted", lambda: self.window._is_painted
        # How long the program takes to be there is measured elsewhere.
        self.watch.blocks.clear()
        yield "first page", lambda: self.window._desk is not None and self.window.isActiveWindow()
        self.watch.doing = "begin"
        yield from self.begin()
        self.watch.doing = "cover"
        yield "press", self.press("ctrl+Return")
        for part in self.window.session.edition.parts:
            yield part.key, self.at(part.key)
            self.watch.doing = part.key
            if part.table is None:
                yield from self.write(part.section)
            else:
                yield from self.fill(part.table)
            yield "press", self.press("ctrl+Return")
        yield "review", self.at("review")
        self.watch.doing = "delivery"
        yield from self.deliver()

    def begin(self) -> Iterator[tuple[str, Wait]]:
        session = self.window.session
        yield "press", self.press("Return")
        yield "file dialog", lambda: self.answers(QApplication.activeModalWidget())
        dialog = QApplication.activeModalWidget()
        field = dialog.findChild(QLineEdit)
        # Qt's list of file names that begin so opens late on a busy machine, and takes an Enter.
        field.setCompleter(None)
        yield "press", self.press(*self.names(str(self.last_year)))
        yield "typed", lambda: field.text() == str(self.last_year)
        yield "press", self.press("Return")
        yield "read", lambda: session.last_year is not None and bool(self.window.current_key)
        if self.window.current_key != "cover":
            yield "press", self.press("ctrl+Next")
        yield "cover", self.at("cover")

    def deliver(self) -> Iterator[tuple[str, Wait]]:
        yield "press", self.press("ctrl+e", "Return")
        yield "delivery", lambda: self.answers(QApplication.activeModalWidget())
        dialog = QApplication.activeModalWidget()
        done: list[object] = []
        dialog.delivered.connect(done.append)
        yield "press", self.press("Return")
        yield "written", lambda: bool(done)
        self.delivered = sorted(p.suffix for p in dialog.folder.iterdir())

    def names(self, text: str) -> list[str]:
        return [SIGNS.get(sign, sign) for sign in text]

    def write(self, section: str) -> Iterator[tuple[str, Wait]]:
        text = self.paper.sections[section] or ""
        yield "clipboard", self.paste_from_elsewhere(text)
        yield "press", self.press("ctrl+a", "ctrl+v")
        yield "text", lambda: self.window.session.report.sections[section] == text

    def fill(self, table: str) -> Iterator[tuple[str, Wait]]:
        session, paper = self.window.session, self.paper
        shape = TableShape(session.edition, table)
        typed = [a for a in shape.typed_by_row if session.report.value(a) != paper.value(a)]
        self.typed |= set(typed)
        if self.is_pasted and table == "applications":
            rows = session.edition.tables[table].rows
            columns = session.edition.tables[table].columns
            block = [
                "\t".join(show(paper.value(Address(table, row, column))) for column in columns)
                for row in rows
            ]
            yield "clipboard", self.paste_from_elsewhere("\n".join(block))
            yield "press", self.press("ctrl+v", kind="tables")
            yield "shown", lambda: self.is_filled(shape) or bool(QApplication.activeModalWidget())
            if QApplication.activeModalWidget() is not None:
                yield "preview", lambda: self.answers(QApplication.activeModalWidget())
                yield "press", self.press("Return", kind="tables")
        else:
            for keys in self.plan(shape, table):
                yield "press", self.press(*keys, kind="tables")
                if keys[-1] == "alt+0":
                    yield "question", lambda: self.answers(QApplication.activeModalWidget())
                    yield "press", self.press("Return", kind="tables")
        yield table, lambda: self.is_filled(shape)

    def is_filled(self, shape: TableShape) -> bool:
        report = self.window.session.report
        return all(report.value(a) == self.paper.value(a) for a in shape.by_row)

    def plan(self, shape: TableShape, table: str) -> Iterator[list[str]]:
        """Column by column: Enter goes down, a figure is typed where there is one, and what is
        left blank is 0.
        """
        report, paper = self.window.session.report, self.paper
        is_down = not shape.has_wide_values
        order = shape.typed_by_column if is_down else shape.typed_by_row
        here = self.window.step_page(self.window.current_key).form.current_address()
        figures = [a for a in order if paper.value(a) and report.value(a) != paper.value(a)]
        keys: list[str] = []
        for target in figures:
            keys += shortest_way(shape, here or order[0], target)
            keys += self.names(show(paper.value(target)))
            here = target
        if figures:
            keys.append("Return")
        if any(not paper.value(a) and report.value(a) is None for a in order):
            keys.append("alt+0")
        if keys:
            yield keys

    # --- driving -----------------------------------------------------------------------

    def run(self, application: QApplication) -> int:
        self._steps, self._told, self._began = self.steps(), "start", time.monotonic()
        self._waiting: Wait = lambda: True
        timer = QTimer(application, interval=WATCH_MS)
        timer.timeout.connect(self._go_on)
        timer.start()
        code = application.exec()
        if self.owner is not None:
            self.owner.kill()
        sys.stdout.write(json.dumps(self.result()))
        return code

    def _go_on(self) -> None:
        try:
            if self._waiting():
                self._began = time.monotonic()
                self._told, self._waiting = next(self._steps)
            elif time.monotonic() - self._began > PATIENCE_S:
                here = (self.window.current_key, str(QApplication.focusWidget()))
                self.failed = f"{self._told}: {here}, {QApplication.activeWindow()}"
                QApplication.exit(1)
        except StopIteration:
            QApplication.exit(0)
        except BaseException as error:
            self.failed = f"{self._told}: {error!r}"
            QApplication.exit(1)
            raise

    def result(self) -> dict[str, object]:
        report = self.window.session.report
        figures = [a for a in self.typed if self.paper.value(a)]
        return {
            "failed": self.failed,
            "keys": self.counted,
            "cells": len(self.typed),
            "figures": len(figures),
            "digits": sum(len(show(self.paper.value(a))) for a in figures),
            "blocks": sorted(self.watch.blocks, reverse=True)[:8],
            "as_on_paper": all(report.value(a) == v for a, v in self.paper.cells.items()),
            "findings": [one.code for one in self.window.session.findings],
            "delivered": self.delivered,
        }


def own_clipboard(path: Path) -> None:
    """Be the other program that something was copied in."""
    application = QApplication([])
    QGuiApplication.clipboard().setText(path.read_text(encoding="utf-8"))
    application.exec()


def main() -> None:
    if sys.argv[1] == "own":
        own_clipboard(Path(sys.argv[2]))
        return
    from ui.app import make_application

    application = make_application([])
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    manager = Manager(application)
    application.installEventFilter(manager)
    folder, last_year, paper = map(Path, sys.argv[1:4])
    journey = Journey(folder, last_year, paper, sys.argv[4] == "pasted")
    manager.key_came.connect(journey.watch.tick)
    journey.window.resize(1366, 768)
    sys.exit(journey.run(application))


main()
