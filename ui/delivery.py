"""The folder that is handed over, in one click: where, what is written, what came of it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from export.delivery import FORMATS, Delivered, Outcome, deliver, delivery_files, file_stem, taken
from export.layout import Options
from forms.check import comparable
from forms.errors import FileError
from forms.refusals import error_sentence
from ui import recent, style
from ui.background import Work
from ui.check_box import CheckBox
from ui.delivery_words import KINDS, error_lines, missing_lines, refused_and_missing
from ui.dialogs import ChooseFolder
from ui.file_dialog import documents
from ui.labels import button, colour_of, muted, title
from ui.open_folder import OpenFolder
from ui.session import Session

WIDTH = 600
MARGIN = 24
_WRITE = "生成五个文件"


class DeliveryDialog(QDialog):
    """Signal ``delivered`` carries the tuple of Delivered; empty where the folder was refused."""

    delivered = Signal(object)
    _file_begun = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._work: Work[tuple[Delivered, ...]] | None = None
        self._stop = threading.Event()
        self._looking: Work[tuple[str, ...]] | None = None
        self._missing: tuple[str, ...] = ()
        self._ours: set[Path] = set()
        self.folder = self._first_folder()
        self.setWindowTitle("交付文件夹")
        self.setModal(True)
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._show_plan()
        self._look_for_missing()

    @classmethod
    def ask(cls, parent: QWidget, session: Session) -> DeliveryDialog:
        """Open it over a window; it goes away by itself when it is closed."""
        dialog = cls(session, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog

    def _first_folder(self) -> Path:
        session = self._session
        beside = session.path.parent if session.path is not None else recent.last_folder()
        return self._own_folder(beside or documents())

    def _own_folder(self, chosen: Path) -> Path:
        """A folder named like the report, in the chosen one or the chosen one itself."""
        stem = file_stem(self._session.report, self._session.edition)
        return chosen if chosen.name == stem else chosen / stem

    # --- widgets -----------------------------------------------------------------------

    def _make_widgets(self) -> None:
        self.place = QLabel()
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.change = button("更改…")
        self.draft = CheckBox("草稿（每页印有“草稿”字样）")
        self.annex = CheckBox("文末附上与上年对照的表和图（内部参考，不用于公开）")
        self._last_year = comparable(self._session.report, self._session.last_year)
        if self._last_year is None:
            self.annex.hide()
        self.shapes = {suffix: QLabel() for suffix in FORMATS}
        self.states = {suffix: muted() for suffix in FORMATS}
        self.replace = CheckBox()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName("进度")
        self.message, self.problems = QLabel(), QLabel()
        for label in (self.message, self.problems):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
        colour_of(self.problems, style.current().wrong)
        self.open_button = button("打开文件夹")
        self.cancel = button("关闭")
        self.write = button(_WRITE, "main")
        self.write.setDefault(True)

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(12)
        where.addWidget(self.place, 1)
        where.addWidget(self.change)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        buttons.addWidget(self.write)
        buttons.addWidget(self.cancel)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(MARGIN, 16, MARGIN, 16)
        lines.setSpacing(8)
        lines.addWidget(title("交付文件夹"))
        lines.addLayout(where)
        lines.addLayout(self._file_rows())
        for widget in (
            self.draft,
            self.annex,
            self.replace,
            self.problems,
            self.progress,
            self.message,
        ):
            lines.addWidget(widget)
        lines.addLayout(buttons)
        self.write.setFocus()

    def _file_rows(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(6)
        rows.setColumnMinimumWidth(0, 16)
        rows.setColumnStretch(2, 1)
        for row, suffix in enumerate(FORMATS):
            rows.addWidget(self.shapes[suffix], row, 0)
            rows.addWidget(QLabel(KINDS[suffix]), row, 1)
            rows.addWidget(self.states[suffix], row, 2)
            self.states[suffix].setAlignment(Qt.AlignmentFlag.AlignRight)
        return rows

    def _connect(self) -> None:
        self.change.clicked.connect(self._ask_folder)
        for switch in (self.draft, self.annex):
            switch.toggled.connect(self._show_plan)
        self.open_button.clicked.connect(self._open_folder)
        self.cancel.clicked.connect(self.reject)
        self.write.clicked.connect(self.start)
        self._file_begun.connect(self._show_begun)
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self.wait)

    # --- before ------------------------------------------------------------------------

    @property
    def options(self) -> Options:
        """Final and without the annex, unless the clerk asks for it."""
        last_year = self._last_year if self.annex.isChecked() else None
        return Options(draft=self.draft.isChecked(), last_year=last_year)

    def _own_file(self, path: Path) -> bool:
        """True for the file that is open here: it holds more than what is handed over."""
        own = self._session.path
        return own is not None and own.exists() and path.exists() and path.samefile(own)

    def _taken(self) -> list[Path]:
        """Files that are not ours to replace without being asked to."""
        session = self._session
        paths = taken(session.report, session.edition, self.folder, self.options)
        return [path for path in paths if path not in self._ours and not self._own_file(path)]

    def _show_plan(self) -> None:
        """What will be written, and what stands there already."""
        session = self._session
        old = self._taken()
        words = f"写入：{self.folder}"
        room = WIDTH - 2 * MARGIN - self.change.sizeHint().width() - 12
        middle = Qt.TextElideMode.ElideMiddle
        self.place.setText(self.place.fontMetrics().elidedText(words, middle, room))
        self.place.setToolTip(str(self.folder))
        for path in delivery_files(session.report, session.edition, self.folder, self.options):
            remark = "已有同名文件" if path in old else ""
            if self._own_file(path):
                remark = "就是正在填的文件，不会动它"
            self._mark(path.suffix, "·", remark)
        self.replace.setText(f"替换已有的{len(old)}个同名文件（不勾选就保留原来的）")
        self.replace.setChecked(False)
        self.replace.setVisible(bool(old))
        self.write.setText(_WRITE)
        self.write.show()
        self.progress.hide()
        self.open_button.hide()
        missing = missing_lines(self._missing, session.report)
        self._tell("", problems=[*self._open_errors(), *missing])

    def _open_errors(self) -> list[str]:
        return [] if self.draft.isChecked() else error_lines(self._session.findings)

    def _look_for_missing(self) -> None:
        """Characters that no face has are told before anything is written."""
        report, edition, options = self._session.report, self._session.edition, self.options

        def look() -> tuple[str, ...]:
            from export.export_file import missing_in

            return missing_in(report, edition, FORMATS[0], options)

        self._looking = Work(self, look, self._show_missing, self._show_refusal)
        self._looking.begin()

    def _show_missing(self, missing: tuple[str, ...]) -> None:
        self._looking, self._missing = None, missing
        if self._work is None and missing:
            self._show_plan()

    def _ask_folder(self) -> None:
        chosen = ChooseFolder.ask(self, self.folder.parent)
        if chosen is not None:
            self.folder = self._own_folder(chosen)
            self._show_plan()

    # --- while -------------------------------------------------------------------------

    def start(self) -> None:
        """Write the files in the background."""
        if self._work is not None:
            return
        session, folder, options = self._session, self.folder, self.options
        report, edition = session.report, session.edition
        if self.replace.isChecked():
            self._ours.update(self._taken())
        replace = frozenset(self._ours)
        self._stop.clear()

        def go_on(done: int, count: int) -> bool:
            self._file_begun.emit(done, count)
            return not self._stop.is_set()

        def write() -> tuple[Delivered, ...]:
            return deliver(report, edition, folder, options, replace=replace, progress=go_on)

        for suffix in FORMATS:
            self._mark(suffix, "·", "")
        self._work = Work(self, write, self._show_delivered, self._show_refusal)
        self.progress.setRange(0, len(FORMATS))
        self.progress.setValue(0)
        self.progress.show()
        self._tell("正在生成…")
        self._refresh()
        self._work.begin()

    def _show_begun(self, done: int, count: int) -> None:
        if self._work is not None:
            self.progress.setValue(done)
            self._mark(FORMATS[done], "…", "正在写")
            for passed in FORMATS[:done]:
                self._mark(passed, "·", "")

    def _refresh(self) -> None:
        is_idle = self._work is None
        for widget in (self.change, self.draft, self.annex, self.replace, self.write):
            widget.setEnabled(is_idle)
        self.cancel.setText("关闭" if is_idle else "停止")
        self.cancel.setAccessibleName(self.cancel.text())

    # --- after -------------------------------------------------------------------------

    def _show_delivered(self, files: tuple[Delivered, ...]) -> None:
        self._end()
        colours = style.current()
        marks = {
            Outcome.WRITTEN: ("✓", "已写好", colours.done),
            Outcome.KEPT: ("－", "保留了原来的文件", colours.muted),
            Outcome.STOPPED: ("○", "没有写", colours.muted),
            Outcome.REFUSED: ("●", "没有写成", colours.wrong),
        }
        for one in files:
            self._mark(one.path.suffix, *marks[one.outcome])
        written = [one.path for one in files if one.outcome is Outcome.WRITTEN]
        self._ours.update(written)
        whole = len(written) == len(files)
        self.open_button.setVisible(bool(written))
        self.replace.hide()
        self.write.setText("再写一次")
        self.write.setVisible(not whole)
        colour = colours.done if whole else colours.ink
        problems = [*refused_and_missing(files, self._session.report), *self._open_errors()]
        self._tell(f"写好了{len(written)}个文件。", colour, problems)
        recent.remember_folder(self.folder.parent)
        self.delivered.emit(files)

    def _show_refusal(self, error: FileError) -> None:
        self._end()
        self._tell("", problems=[f"● {error_sentence(error)}"])
        self.delivered.emit(())

    def _end(self) -> None:
        self._work = None
        self.progress.hide()
        self._refresh()
        self.cancel.setFocus()

    def _mark(self, suffix: str, shape: str, remark: str, colour: str = "") -> None:
        self.shapes[suffix].setText(shape)
        colour_of(self.shapes[suffix], colour or style.current().muted)
        self.states[suffix].setText(remark)

    def _tell(self, text: str, colour: str = "", problems: Sequence[str] = ()) -> None:
        colour_of(self.message, colour or style.current().muted)
        for label, words in ((self.message, text), (self.problems, "\n".join(problems))):
            label.setText(words)
            label.setVisible(bool(words))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.setFixedSize(WIDTH, layout.totalHeightForWidth(WIDTH))

    def _open_folder(self) -> None:
        if not OpenFolder.show(self.folder):
            self._tell(f"文件在这个文件夹里：{self.folder}")

    # --- ending ------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc, the cross and 关闭; while files are written they stop that first."""
        if self._work is None:
            self.wait()
            super().reject()
            return
        self._stop.set()
        self._tell("正在停下，写到一半的文件会写完…")

    def wait(self) -> None:
        """Let a running export end before the window goes."""
        self._stop.set()
        for work in (self._looking, self._work):
            if work is not None:
                work.wait()
