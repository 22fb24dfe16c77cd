"""The main job from end to end, in the real window, with or without a display.

Last year's report of our own becomes this year's draft; all six parts are filled in by key
events, with the figures and texts of a second sample; the slip in it is found and mended; the
report is exported. ``run`` leaves the files and a picture of every page.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from forms.cells import Address

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, SignalInstance
    from PySide6.QtWidgets import QApplication, QWidget

    from forms.check import Finding
    from ui.pages.table import TablePage
    from ui.session import Session
    from ui.steps import Step
    from ui.window import Window

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
LAST_YEAR = SAMPLES / "示范市园林绿化局2024年报告.txt"
SAMPLE = SAMPLES / "示范报告.txt"
"""What the clerk has on paper this year, with one slip in it."""
SLIP = Address("applications", "carried_out", "person")
CORRECTION = "1"
SIZE = (1366, 768)
MANUAL_PICTURES = {
    "开始": "start",
    "读取说明": "receipt",
    "一、总体情况": "overview",
    "发现不平的格": "applications",
    "检查与导出": "review",
}
"""What the manual shows, by the name that it has there (``resources/help``)."""
_LONGEST_WAIT_MS = 60_000
_SETTLING = 3
"""A list that grows asks for another layout, and that for another paint."""
_OFFSCREEN_SAYS = "This plugin does not support"


def run(out: Path, manual_pictures: Path | None = None) -> int:
    """Drive the window through the job; leave pictures, workbook and PDF in ``out``.

    The manual's pictures are put into ``manual_pictures`` where that is given. Returns 0 where
    everything came out as it should, else 1.
    """
    # Unseen, unless somebody asks for a platform: a window that is seen has the keyboard only
    # where a window manager gives it, and whoever works there would be disturbed.
    os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("[0-9][0-9]-*.png"):
        old.unlink()
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from forms.data_folder import DATA_VARIABLE
    from ui.app import make_application

    before = qInstallMessageHandler(_tell_what_matters)
    with tempfile.TemporaryDirectory() as folder:
        # The person's own recent files and window size stay as they are.
        os.environ[DATA_VARIABLE] = folder
        application = QApplication.instance() or make_application(sys.argv[:1])
        try:
            assert isinstance(application, QApplication)
            return _Demo(application, out, manual_pictures).run()
        finally:
            del os.environ[DATA_VARIABLE]
            qInstallMessageHandler(before)


def _tell_what_matters(kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
    """Qt's messages on stderr, without what the offscreen platform says of every window."""
    if not text.startswith(_OFFSCREEN_SAYS):
        print(text, file=sys.stderr)


class _Demo:
    """The walk. Every step says in one line what was done."""

    def __init__(self, application: QApplication, out: Path, manual_pictures: Path | None) -> None:
        from forms.reading.open_file import read_report
        from ui.session import Session
        from ui.window import Window

        self.application, self.out = application, out
        self.manual_pictures = manual_pictures
        self.paper = read_report(SAMPLE)
        self.session: Session = Session()
        self.window: Window = Window(self.session)
        self.pictures: list[str] = []
        self.failures: list[str] = []
        self.keys = 0

    def run(self) -> int:
        """All of it."""
        self.window.resize(*SIZE)
        self.window.show()
        self._picture("开始")
        self._begin()
        self._fill()
        self._mend()
        self._finish()
        self._export()
        self.session.save(self.out / "示范报告.gknb")
        self.window.close()
        self._report()
        return 1 if self.failures else 0

    def _begin(self) -> None:
        """Last year's report → this year's draft."""
        files = self.window.files
        self._await(files.opened, lambda: files.begin_from(LAST_YEAR))
        last_year, report = self.session.last_year, self.session.report
        self._must(last_year is not None and len(last_year.cells) == 200, "读入去年的报告")
        self._must(report.year == self.paper.year, "带出年度")
        print(f"从去年的报告开始：{LAST_YEAR.name} → {report.year}年草稿")
        self._picture("读取说明")
        self._next()

    def _fill(self) -> None:
        """Every page by 下一步, as a clerk goes."""
        from ui.steps import REVIEW, steps_of

        for step in steps_of(self.session.edition):
            self._must(self.window.current_key == step.key, f"到达{step.title}")
            if step.part is not None:
                if step.part.table is not None:
                    self._type_table()
                else:
                    self._write(step)
            self._picture(step.title)
            if step.key != REVIEW:
                self._next()
        report, paper = self.session.report, self.paper
        self._must(report.sections == paper.sections, "填写文字")
        typed = [cell for cell in paper.cells if cell not in self.session.edition.totals]
        self._must(all(report.value(c) == paper.value(c) for c in typed), "填写表格")
        print(f"填完六个部分：按键{self.keys}次，{len(typed)}格。")

    def _type_table(self) -> None:
        """The figures that are not 0, by the shortest way from one to the next; then all that is
        left is 0, in one key. Totals follow by themselves.
        """
        from PySide6.QtCore import Qt

        from forms.counts import show
        from ui.table_keys import shortest_way

        form = self._table_page().form
        shape, report, paper = form.model.shape, self.session.report, self.paper
        order = shape.typed_by_row if shape.has_wide_values else shape.typed_by_column
        for cell in order:
            if paper.value(cell) and report.value(cell) != paper.value(cell):
                for key in shortest_way(shape, form.current_address() or order[0], cell):
                    self._press(getattr(Qt.Key, f"Key_{key}"))
                self._must(form.current_address() == cell, f"走到{cell}")
                self._type(show(paper.value(cell)))
        self._press(Qt.Key.Key_Return)
        # The question whether nothing happened there is answered with Enter.
        form.confirm = lambda question: True
        self._press(Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
        self.keys += 1

    def _write(self, step: Step) -> None:
        """The text in place of last year's, as an input method gives it."""
        from PySide6.QtCore import QCoreApplication, Qt
        from PySide6.QtGui import QInputMethodEvent

        assert step.part is not None
        text = self.paper.sections[step.part.section] or ""
        self._press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._press(Qt.Key.Key_Delete)
        for number, paragraph in enumerate(text.split("\n")):
            if number:
                self._press(Qt.Key.Key_Return)
            event = QInputMethodEvent()
            event.setCommitString(paragraph)
            QCoreApplication.sendEvent(self._focus(), event)

    def _mend(self) -> None:
        """From the finding to the cell, and the right figure typed there."""
        from PySide6.QtCore import Qt

        finding = self._finding()
        self._must(finding is not None, "发现数字不平")
        if finding is None:
            return
        print(f"发现：{self._sentence(finding)}")
        self.window.go_to_place(finding)
        self._table_page().form.go_to(SLIP)
        self._picture("发现不平的格")
        self._type(CORRECTION)
        self._press(Qt.Key.Key_Return)
        self._must(self.session.report.value(SLIP) == int(CORRECTION), "键盘改正")
        self._must(self._finding() is None, "改正后平衡")
        print(f"改正：“结转下年度”行“自然人”列改为{CORRECTION}，各列各行都平了。")
        self._picture("改正以后")

    def _finish(self) -> None:
        """Every part declared done, back at the last page."""
        from ui.steps import REVIEW, steps_of

        for step in steps_of(self.session.edition):
            self.window.go_to(step.key)
            if step.key != REVIEW:
                self._click(self.window.desk.done_button)
        self._must(len(self.session.done) == len(steps_of(self.session.edition)) - 1, "标为完成")
        self._must(self.session.findings == (), "表内、表间、跨年都相符")
        self._picture("检查与导出-完成")

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

    def _next(self) -> None:
        self._click(self.window.desk.next_button)

    def _click(self, widget: QWidget) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def _type(self, figures: str) -> None:
        """Key by key, to wherever the focus is: the first key opens the cell's editor."""
        from PySide6.QtTest import QTest

        for sign in figures:
            self.keys += 1
            QTest.keyClicks(self._focus(), sign)

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self.keys += 1
        QTest.keyClick(self._focus(), key, held or Qt.KeyboardModifier.NoModifier)

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
        for _ in range(_SETTLING):
            self.application.processEvents()
        path = self.out / f"{len(self.pictures):02d}-{name}.png"
        picture = self.window.grab()
        self._must(picture.save(str(path)), f"保存{path.name}")
        self.pictures.append(path.name)
        if self.manual_pictures is not None and name in MANUAL_PICTURES:
            picture.save(str(self.manual_pictures / f"{MANUAL_PICTURES[name]}.png"))

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
