"""A character typed in part one until painted, in seconds: the window with last year beside.

Time of the window's thread, so that a busy computer measures the same.
Prints the median and the worst of many keys; ``check`` alone is printed beside it.
"""

import os
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sample import told_report

from forms.check import check
from ui.app import make_application
from ui.window import Window

KEYS = 120


def main() -> None:
    application = make_application([])
    window = Window()
    window.resize(1366, 768)
    window.show()
    application.processEvents()
    session = window.session
    session.open_report(told_report(2025), last_year=told_report(2024))
    window.go_to("overview")
    QTest.qWait(1000)
    editor = window.step_page("overview").editor
    window.activateWindow()
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(400)
    editor.setTextCursor(cursor)
    application.processEvents()
    times = []
    for number in range(KEYS):
        start = time.thread_time()
        QTest.keyClick(QApplication.focusWidget(), "abcdefghij"[number % 10])
        application.processEvents()
        times.append(time.thread_time() - start)
    start = time.thread_time()
    check(session.report, session.edition, session.last_year)
    alone = time.thread_time() - start
    print(statistics.median(times), max(times), alone)
    session.open_report(session.report)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
