"""The main job from end to end, in the real window, with or without a display.

A sample report of our own is opened, walked through page by page, mended by real key events
in the real table, and exported. ``run`` leaves the files and a picture of every page.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from forms.cells import Address
from ui.display import has_display

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType, SignalInstance
    from PySide6.QtWidgets import QApplication, QWidget

    from forms.check import Finding
    from ui.pages.table import TablePage
    from ui.session import Session
    from ui.window import Window

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "samples" / "示范报告.txt"
SLIP = Address("applications", "carried_out", "person")
CORRECTION = "1"
SIZE = (1366, 768)
_LONGEST_WAIT_MS = 60_000
_OFFSCREEN_SAYS = "This plugin does not support"


def run(out: Path) -> int:
    """Drive the window through the job; leave pictures, workbook and PDF in ``out``.

    Returns 0 where everything came out as it should, else 1.
    """
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("[0-9][0-9]-*.png"):
        old.unlink()
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from ui.app import make_application
    from ui.recent import DATA_VARIABLE

    before = qInstallMessageHandler(_tell_what_matters)
    with tempfile.TemporaryDirectory() as folder:
        # The person's own recent files and window size stay as they are.
        os.environ[DATA_VARIABLE] = folder
        application = QApplication.instance() or make_application(sys.argv[:1])
        try:
            assert isinstance(application, QApplication)
            return _Demo(application, out).run()
        finally:
            del os.environ[DATA_VARIABLE]
            qInstallMessageHandler(before)


def _tell_what_matters(kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
    """Qt's messages on stderr, without what the offscreen platform says of every window."""
    if not text.startswith(_OFFSCREEN_SAYS):
        print(text, file=sys.stderr)


class _Demo:
    """The walk. Every step says in one line what was done."""

    def __init__(self, application: QApplication, out: Path) -> None:
        from ui.session import Session
        from ui.window import Window

        self.application, self.out = application, out
        self.session: Session = Session()
        self.window: Window = Window(self.session)
        self.pictures: list[str] = []
        self.failures: list[str] = []

    def run(self) -> int:
        """All of it."""
        self.window.resize(*SIZE)
        self.window.show()
        self._picture("开始")
        self._open()
        self._walk()
        self._mend()
        self._finish()
        self._export()
        self.session.save(self.out / "示范报告.gknb")
        self.window.close()
        self._report()
        return 1 if self.failures else 0

    def _open(self) -> None:
        print(f"打开：{SAMPLE.name}")
        self._await(self.window.files.opened, lambda: self.window.files.open_path(SAMPLE))
        self._must(len(self.session.report.cells) == len(self.session.edition.addresses), "读入")

    def _walk(self) -> None:
        """Every page by 下一步, as a clerk goes."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from ui.steps import REVIEW, steps_of

        for step in steps_of(self.session.edition):
            self._must(self.window.current_key == step.key, f"到达{step.title}")
            self._picture(step.title)
            if step.key != REVIEW:
                QTest.mouseClick(self.window.desk.next_button, Qt.MouseButton.LeftButton)

    def _mend(self) -> None:
        """From the finding to the cell, and the right figure typed there."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        finding = self._finding()
        self._must(finding is not None, "发现数字不平")
        if finding is None:
            return
        print(f"发现：{self._sentence(finding)}")
        self.window.go_to_place(finding)
        page = self._table_page()
        page.form.go_to(SLIP)
        self._picture("发现不平的格")
        QTest.keyClicks(self._focus(), CORRECTION)
        QTest.keyClick(self._focus(), Qt.Key.Key_Return)
        self._must(self.session.report.value(SLIP) == int(CORRECTION), "键盘改正")
        self._must(self._finding() is None, "改正后平衡")
        print(f"改正：“结转下年度”行“自然人”列改为{CORRECTION}，各列各行都平了。")
        self._picture("改正以后")

    def _finish(self) -> None:
        """Every part declared done, back at the last page."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from ui.steps import REVIEW, steps_of

        for step in steps_of(self.session.edition):
            self.window.go_to(step.key)
            if step.key != REVIEW:
                QTest.mouseClick(self.window.desk.done_button, Qt.MouseButton.LeftButton)
        self._must(len(self.session.done) == len(steps_of(self.session.edition)) - 1, "标为填完")
        self._picture("检查与导出-填完")

    def _export(self) -> None:
        from ui.pages.review import FORMATS, ReviewPage
        from ui.steps import REVIEW

        page = self.window.step_page(REVIEW)
        assert isinstance(page, ReviewPage)
        paths = [self.out / (page.stem() + suffix) for suffix in FORMATS]
        self._await(page.exported, lambda: page.export_to(paths, draft=False))
        for path in paths:
            self._must(path.is_file() and path.stat().st_size > 0, f"导出{path.suffix}")
        self._picture("导出以后")

    # --- how ---------------------------------------------------------------------------

    def _finding(self) -> Finding | None:
        return next((one for one in self.session.findings if SLIP in one.cells), None)

    def _sentence(self, finding: Finding) -> str:
        from forms.wording import finding_sentence

        return finding_sentence(finding, self.session.edition)

    def _focus(self) -> QWidget:
        """Where keys go: the window's own focus, for there may be no window manager."""
        focus = self.window.focusWidget()
        assert focus is not None
        return focus

    def _table_page(self) -> TablePage:
        from ui.pages.table import TablePage

        page = self.window.step_page(self.window.current_key)
        assert isinstance(page, TablePage)
        return page

    def _await(self, signal: SignalInstance, act: object) -> None:
        """Do it, and wait until the signal comes."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        signal.connect(loop.quit)
        QTimer.singleShot(_LONGEST_WAIT_MS, loop.quit)
        assert callable(act)
        act()
        loop.exec()
        signal.disconnect(loop.quit)

    def _picture(self, name: str) -> None:
        self.application.processEvents()
        path = self.out / f"{len(self.pictures):02d}-{name}.png"
        self._must(self.window.grab().save(str(path)), f"保存{path.name}")
        self.pictures.append(path.name)

    def _must(self, holds: bool, what: str) -> None:
        if not holds:
            self.failures.append(what)

    def _report(self) -> None:
        left = sorted(path.name for path in self.out.iterdir() if path.is_file())
        print(f"留在 {self.out} 的文件：")
        for name in left:
            print(f"  {name}")
        for what in self.failures:
            print(f"没有做成：{what}", file=sys.stderr)
