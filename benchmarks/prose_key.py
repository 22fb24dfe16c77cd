"""A character typed in part one until painted, in seconds: the window with last year beside.

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
from sample import city_report

from forms.check import check
from ui.app import make_application
from ui.window import Window

KEYS = 120
CLAIMS = (
    "（二）依申请公开。全年收到政府信息公开申请12件，上年结转3件，"
    "予以公开5件，占33%；公开信息20条。"
)


def told_report(year: int):
    report = city_report(year)
    text = report.sections["overview"] or ""
    lines = [line + CLAIMS for line in text.split("\n")]
    return report.with_section("overview", "\n".join(lines))


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
        start = time.perf_counter()
        QTest.keyClick(QApplication.focusWidget(), "abcdefghij"[number % 10])
        application.processEvents()
        times.append(time.perf_counter() - start)
    start = time.perf_counter()
    check(session.report, session.edition, session.last_year)
    alone = time.perf_counter() - start
    print(statistics.median(times), max(times), alone)
    session.open_report(session.report)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
