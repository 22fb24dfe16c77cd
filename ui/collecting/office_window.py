"""The second window, 汇总与审核: a folder of returns opened like a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from forms.cells import Address
from forms.collecting.collection import Collection
from forms.collecting.comparison import Comparison
from forms.collecting.folder_reading import Progress
from forms.collecting.result_store import ResultStore, cache_file
from forms.collecting.sums import Exemption
from forms.collecting.workers import Workers, processes
from forms.errors import FileError
from forms.refusals import error_sentence
from ui import style
from ui.background import Work
from ui.collecting.charts_page import ChartsPage
from ui.collecting.folder_bar import ChooseBeside, FolderBar
from ui.collecting.matrix_page import MatrixPage
from ui.collecting.returns_page import ReturnsPage
from ui.collecting.run import CollectingRun, progress_words
from ui.collecting.sum_page import SumPage
from ui.collecting.wanted import Wanted, remember, remembered
from ui.labels import button, colour_of, guidance, muted

TITLE = "汇总与审核"
SIZE = QSize(1280, 720)
_ROOMY = 680
EMPTY = (
    "选择放各单位报告的文件夹，Word、Excel、PDF、网页、文本都行，子文件夹也会读。\n"
    "程序逐份读取、核对、汇总；第二次打开时只读有变化的文件。"
)
READING = "读完以后，各单位的报告就列在这里。"


class OfficeWindow(QWidget):
    """Signals: ``report_asked`` carries a Path and an Address or None: open it in the wizard;
    ``sum_taken`` the Report of the sum; ``papers_written`` the folder.
    """

    report_asked = Signal(object, object)
    sum_taken = Signal(object)
    papers_written = Signal(object)

    def __init__(
        self, parent: QWidget | None = None, workers: Callable[[], Workers] = processes
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(TITLE)
        self.resize(SIZE.boundedTo(self.screen().availableSize()))
        self.wanted: Wanted | None = None
        self.collection: Collection | None = None
        self._again = False
        self._writing: Work[list[str]] | None = None
        self.run = CollectingRun(self, workers)
        self.bar = FolderBar()
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName("读取进度")
        self.progress.setMaximumWidth(240)
        self.told = muted()
        self.status = QWidget()
        self.stop = button("停止", "quiet")
        self.again = button("重新读取", "quiet")
        self.write = button("写出全套材料…")
        self.write.setToolTip("汇总台账（Excel）、图表（PDF）、退回意见（Word）和明细数据")
        self.empty = guidance(EMPTY)
        self.pages = QTabWidget()
        self.returns, self.matrix, self.sum = ReturnsPage(), MatrixPage(), SumPage()
        self.charts = ChartsPage()
        for page, name in (
            (self.returns, "收报"),
            (self.matrix, "审核"),
            (self.sum, "汇总"),
            (self.charts, "图表"),
        ):
            self.pages.addTab(page, name)
        self._lay_out()
        self._connect()
        self.setStyleSheet(style.list_sheet())
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            # Later: Qt still goes through all widgets.
            QTimer.singleShot(0, self, self._wear_colours)

    def _wear_colours(self) -> None:
        if self.styleSheet() != style.list_sheet():
            self.setStyleSheet(style.list_sheet())

    def _lay_out(self) -> None:
        below = QHBoxLayout(self.status)
        below.setContentsMargins(16, 0, 16, 0)
        below.setSpacing(12)
        below.addWidget(self.progress)
        below.addWidget(self.told, 1)
        below.addWidget(self.stop)
        self.bar.put_at_end(self.again, self.write)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(16, 8, 16, 0)
        for page in (self.returns, self.matrix, self.sum, self.charts):
            inside = page.layout()
            assert inside is not None
            inside.setContentsMargins(16, 8, 16, 12)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self.bar)
        lines.addWidget(self.status)
        lines.addWidget(self.empty, 1)
        lines.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.bar.folder_asked.connect(self.open_folder)
        self.bar.changed.connect(self._want)
        self.run.progressed.connect(self._show_progress)
        self.run.collected.connect(self._show_collection)
        self.run.stopped.connect(lambda: self._show_ended("已停止；已经读过的，下次不用再读。"))
        self.run.refused.connect(self._show_refusal)
        self.stop.clicked.connect(self.run.stop)
        self.again.clicked.connect(self._begin)
        self.write.clicked.connect(self._ask_and_write)
        self.pages.currentChanged.connect(self._draw_charts)
        for page in (self.returns, self.matrix, self.sum):
            page.report_asked.connect(self.report_asked)
        self.returns.chosen.connect(self._choose)
        self.returns.confirmed.connect(self._confirm)
        self.sum.taken.connect(self.sum_taken)
        self.sum.exempted.connect(self._exempt)
        self.sum.restored.connect(self._restore)

    # --- what is wanted ------------------------------------------------------------------

    def open_folder(self, folder: Path) -> None:
        """Read a folder, with what was chosen for it the last time."""
        self._want(remembered(folder))

    def _want(self, wanted: Wanted) -> None:
        if self.wanted is not None and self.wanted.folder != wanted.folder:
            self.collection = None
        self._keep(wanted)
        self.bar.show_wanted(wanted)
        self._begin()

    def _keep(self, wanted: Wanted) -> None:
        self.wanted = wanted
        refused = remember(wanted)
        if refused is not None:
            self._tell(f"▲ {error_sentence(refused)}", style.current().mismatch)

    def _choose(self, file: str, others: tuple[str, ...]) -> None:
        if self.wanted is not None:
            self._want(self.wanted.with_chosen(file, others))

    def _confirm(self, file: str, unit: str) -> None:
        if self.wanted is not None:
            self._want(self.wanted.with_confirmed(file, unit))

    def _exempt(self, exemption: Exemption) -> None:
        if self.wanted is not None:
            self._sum_anew(self.wanted.with_exemption(exemption))

    def _restore(self, unit: str, address: Address) -> None:
        if self.wanted is not None:
            self._sum_anew(self.wanted.without_exemptions(unit, address))

    def _sum_anew(self, wanted: Wanted) -> None:
        """Nothing has to be read again for an exception."""
        self._keep(wanted)
        self.sum.show_collection(self.collection, wanted.exemptions)
        self.charts.show_collection(self.collection, wanted.exemptions)

    # --- reading -------------------------------------------------------------------------

    def _begin(self) -> None:
        if self.wanted is None:
            return
        if self.run.is_running:
            self._again = True
            self.run.stop()
            return
        self._again = False
        self.run.begin(self.wanted.request())
        self._tell("正在找文件…")
        self.progress.setRange(0, 0)
        self._refresh()

    def _show_progress(self, progress: Progress) -> None:
        if self.run.is_running:
            self.progress.setRange(0, max(progress.total, 1))
            self.progress.setValue(progress.done)
            self._tell(progress_words(progress))

    def _show_collection(self, collection: Collection, comparison: Comparison) -> None:
        exemptions = self.wanted.exemptions if self.wanted else ()
        if self.collection is None and self.height() < _ROOMY:
            # A low window has room for the lists or for what was offered above them.
            self.bar.fold()
        self.collection = collection
        self.returns.show_collection(collection, comparison)
        self.matrix.show_collection(collection)
        self.sum.show_collection(collection, exemptions)
        self.charts.show_collection(collection, exemptions)
        self._show_ended("")

    def _show_refusal(self, sentence: str) -> None:
        self._show_ended("")
        self._tell(f"● {sentence}", style.current().wrong)

    def _show_ended(self, words: str) -> None:
        self._tell(words)
        self._refresh()
        if self._again:
            self._begin()

    def _draw_charts(self) -> None:
        if self.pages.currentWidget() is self.charts:
            self.charts.draw()

    def _refresh(self) -> None:
        is_busy = self.run.is_running or self._writing is not None
        self.progress.setVisible(is_busy)
        self.stop.setVisible(self.run.is_running)
        self.again.setVisible(self.wanted is not None and not is_busy)
        self.write.setVisible(self.collection is not None and not is_busy)
        # What was read before stays in sight while it is read again.
        self.pages.setVisible(self.collection is not None)
        self.empty.setVisible(self.collection is None)
        self.empty.setText(READING if self.run.is_running else EMPTY)

    def _tell(self, words: str, colour: str = "") -> None:
        self.told.setText(words)
        self.status.setVisible(bool(words))
        colour_of(self.told, colour or style.current().muted)

    # --- the papers ----------------------------------------------------------------------

    def _ask_and_write(self) -> None:
        assert self.wanted is not None
        folder = ChooseBeside.folder(self, "材料写到哪个文件夹", self.wanted.folder.parent)
        if folder is not None:
            self.write_papers(folder / f"{self.wanted.folder.name}汇总材料")

    def write_papers(self, folder: Path) -> None:
        """Workbook, charts, letters and data, in the background."""
        collection, wanted = self.collection, self.wanted
        if collection is None or wanted is None or self._writing is not None:
            return
        self._keep(replace(wanted, papers=folder))

        def write() -> list[str]:
            from export.collection_papers import write_papers

            with ResultStore.usable(cache_file()) as store:
                return write_papers(collection, wanted.exemptions, store, folder)

        def take(told: list[str]) -> None:
            self._tell("　".join((f"✓ 已写到 {folder}", *told)), style.current().done)
            self.papers_written.emit(folder)

        def refuse(error: FileError) -> None:
            self._tell(f"● {error_sentence(error)}", style.current().wrong)

        self._tell("正在写出材料…")
        self.progress.setRange(0, 0)
        self._writing = Work(self, write, take, refuse, self._end_writing)
        self._writing.begin()
        self._refresh()

    def _end_writing(self) -> None:
        self._writing = None
        self._refresh()

    # --- ending --------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        super().closeEvent(event)

    def leave(self) -> None:
        """Stop and wait for what runs in the background."""
        self._again = False
        self.run.wait()
        if self._writing is not None:
            self._writing.wait()
        self.charts.leave()
