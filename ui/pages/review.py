"""Check your answers: every open finding as a link, what is done, and the exports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from export.layout import Options
from export.missing_words import missing_sentence
from forms.control_totals import unguarded_tables
from forms.errors import FileError
from forms.refusals import error_sentence
from forms.rules import Level
from ui import recent, style
from ui.background import Work
from ui.check_box import CheckBox
from ui.control_panel import UNSEEN
from ui.dialogs import ChooseFolder, Question
from ui.findings_view import WIDEST
from ui.labels import button, colour_of, muted, title
from ui.marks import SIGNS, Mark, counted
from ui.open_folder import OpenFolder
from ui.pages.step_page import MARGIN, StepPage
from ui.review_lists import ReviewLists
from ui.session import Session
from ui.steps import REVIEW, every_step, mark_of, steps_of

FORMATS = (".pdf", ".xlsx")
Result = TypeVar("Result")


class ReviewPage(StepPage):
    """The last page. Signal ``exported`` carries the files that were written.

    ``stem`` says how the files are to be called; the wizard sets it.
    """

    edition_matters = False
    chapter = "检查与导出"
    exported = Signal(object)

    def __init__(self, session: Session, key: str = REVIEW, parent: QWidget | None = None) -> None:
        super().__init__(session, key, parent)
        self.stem: Callable[[], str] = str
        self._work: Work[Any] | None = None
        self._written = Path()
        self._pressed: QWidget | None = None

    def build(self, body: QWidget) -> None:
        inside = QWidget(maximumWidth=WIDEST + 2 * MARGIN)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(MARGIN, 16, MARGIN, 16)
        lines.setSpacing(12)
        lines.addWidget(title("检查与导出"))
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.progress = muted()
        self.lists = ReviewLists(self.session)
        self.findings = self.lists.findings
        self.lists.place_asked.connect(self.place_asked)
        self.unguarded = muted()
        self.hints = CheckBox(f"列出提示（{SIGNS[Mark.HINT].sign}）")
        self.hints.setToolTip("提示是可能有而不一定有的问题，例如变化很大的数")
        # Else the frame of the focus would run across the whole page.
        self.hints.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hints.clicked.connect(self.session.judgement.show_hints)
        for widget in (self.summary, self.progress, self.unguarded, self.hints, self.lists):
            lines.addWidget(widget)
        lines.addSpacing(8)
        lines.addWidget(title("导出", style.BODY_PIXELS))
        lines.addLayout(self._exports())
        lines.addStretch(1)
        self.area = self._scrolled(inside)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.setFocusProxy(self.findings)
        # Before it, Tab would never come to the box: the page stands for its findings.
        self.setTabOrder(self.findings, self.hints)

    def _scrolled(self, inside: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        # The range is told of before what is inside has its new places.
        area.verticalScrollBar().rangeChanged.connect(
            lambda *_: QTimer.singleShot(0, self, self._keep_in_sight)
        )
        return area

    def _exports(self) -> QVBoxLayout:
        self.names = muted()
        self.final = button("导出正式稿", "main")
        self.final.clicked.connect(lambda: self.ask_and_export(draft=False))
        self.draft = button("导出草稿")
        self.draft.setToolTip("每页印有“草稿”字样")
        self.draft.clicked.connect(lambda: self.ask_and_export(draft=True))
        self.folder = button("交付文件夹…")
        self.folder.setToolTip("PDF、Word、Excel、网页和填报文件，一次写好")
        self.folder.clicked.connect(self._deliver)
        self.sheet = button("核对单")
        self.sheet.setToolTip("一页PDF：主要数据、待核对处、已说明情况、账面数，供签字")
        self.sheet.clicked.connect(self._ask_for_sheet)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.final)
        buttons.addWidget(self.draft)
        buttons.addWidget(self.folder)
        buttons.addWidget(self.sheet)
        buttons.addStretch(1)
        lines = QVBoxLayout()
        lines.setSpacing(8)
        lines.addWidget(self.names)
        lines.addLayout(buttons)
        self._add_result(lines)
        return lines

    def _buttons(self) -> tuple[QWidget, ...]:
        """What hands the report over."""
        return self.final, self.draft, self.folder, self.sheet

    def _add_result(self, lines: QVBoxLayout) -> None:
        self.result = QLabel()
        self.result.setWordWrap(True)
        self.result.setTextFormat(Qt.TextFormat.PlainText)
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.result.hide()
        self.open_button = button("打开文件夹")
        self.open_button.clicked.connect(self._open_folder)
        self.open_button.hide()
        lines.addWidget(self.result)
        lines.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)

    # --- showing -----------------------------------------------------------------------

    def show_findings(self) -> None:
        self.hints.setChecked(self.session.judgement.shows_hints)
        self.lists.refresh()
        self.summary.setText(self._summary())

    def refresh(self) -> None:
        self.show_findings()
        self.progress.setText(self._progress())
        parts = "、".join(self._unguarded())
        self.unguarded.setText(
            f"第{parts}部分没有填账面数（台账上的总数）。{UNSEEN}"
            "有台账的，请打开表旁边的“账面数”，填上对照。"
        )
        self.unguarded.setVisible(bool(parts))
        stem = self.stem()
        self.names.setText(
            "两个文件：" + "、".join(stem + suffix for suffix in FORMATS)
            if stem
            else "先在封面填写机关名称，文件按报告标题命名。"
        )
        for made in self._buttons():
            made.setEnabled(bool(stem) and self._work is None)

    def _count(self, level: Level) -> int:
        return sum(finding.level is level for finding in self.session.findings)

    def _marks(self) -> list[Mark]:
        edition = self.session.edition
        every = every_step(edition)
        return [mark_of(one, edition, every) for one in self.session.findings]

    def _summary(self) -> str:
        told = counted(self._marks())
        if not told:
            return "✓ 表内、表间都相符，没有待核对的地方。"
        return f"还有 {told}。点一行就到那里去改。"

    def _progress(self) -> str:
        parts = [step for step in steps_of(self.session.edition) if step.part is not None]
        names = [step.title.split("、")[0] for step in parts if step.key not in self.session.done]
        if not names:
            return "各部分都已完成。"
        return f"还没有标为完成的部分：{'、'.join(names)}。"

    def _unguarded(self) -> list[str]:
        """The numbers of the parts whose totals nothing is held against."""
        session = self.session
        tables = unguarded_tables(session.report, session.edition)
        headings = [session.edition.part_of_table(table).heading for table in tables]
        return [heading.partition("、")[0] for heading in headings]

    def go_to_exports(self) -> None:
        """The keyboard goes to what hands the report over."""
        self.folder.setFocus()
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """What is found grows as it is laid out and as repairs come to be known: the button
        that has the keyboard must not go out of sight below it.
        """
        for one in self._buttons():
            if one.hasFocus():
                self.area.ensureWidgetVisible(one)

    def go_to_place(self, place: object) -> None:
        self.findings.setFocus()

    # --- exporting ---------------------------------------------------------------------

    def ask_and_export(self, draft: bool) -> None:
        """Ask for the folder, and before a file is replaced; then write both files."""
        errors = self._count(Level.ERROR)
        if not draft and errors:
            text = f"还有{errors}处有错或没有填。仍要导出正式稿吗？"
            if not Question.ask(self, text, "仍要导出", "也可以先导出草稿，改完再导出正式稿。"):
                return
        paths = self._ask_for_paths([self.stem() + suffix for suffix in FORMATS])
        if paths:
            self.export_to(paths, draft)

    def _ask_for_sheet(self) -> None:
        paths = self._ask_for_paths([f"{self.stem()}核对单.pdf"])
        if paths:
            self.write_sheet(paths[0])

    def _ask_for_paths(self, names: list[str]) -> list[Path]:
        """Where the files are to be; nothing where the clerk thinks better of it."""
        start = self.session.path.parent if self.session.path else recent.last_folder()
        folder = ChooseFolder.ask(self, start)
        if folder is None:
            return []
        paths = [folder / name for name in names]
        old = [path.name for path in paths if path.exists()]
        if old and not Question.ask(self, f"文件夹里已有{'、'.join(old)}。", "替换"):
            return []
        recent.remember_folder(folder)
        return paths

    def _deliver(self) -> None:
        from ui.delivery import DeliveryDialog

        DeliveryDialog.ask(self, self.session)

    def export_to(self, paths: list[Path], draft: bool) -> None:
        """Write the files in the background, after asking where a character cannot be printed;
        the result is told on the page.
        """
        report, edition, options = self.session.report, self.session.edition, Options(draft=draft)

        def look() -> tuple[str, ...]:
            from export.export_file import missing_in

            return missing_in(report, edition, FORMATS[0], options)

        def write() -> list[Path]:
            from export.export_file import export_report

            for path in paths:
                export_report(report, edition, path, options)
            return paths

        def ask(missing: tuple[str, ...]) -> None:
            told = missing_sentence(missing, report)
            if missing and not Question.ask(self, told, "仍要导出", "也可以先换成别的字。"):
                self._give_up()
            else:
                self._begin(write, self._show_written)

        self._begin(look, ask)

    def write_sheet(self, path: Path) -> None:
        """Write the check sheet in the background; the result is told on the page."""
        saved, edition = self.session.content, self.session.edition

        def write() -> list[Path]:
            from export.check_sheet import write_check_sheet

            write_check_sheet(saved, edition, path, date.today())
            return [path]

        self._begin(write, self._show_written)

    def _begin(self, task: Callable[[], Result], then: Callable[[Result], None]) -> None:
        self._tell("正在导出…", style.current().muted)
        # A button that goes grey passes the keyboard on, to no matter what.
        pressed = (one for one in self._buttons() if one.hasFocus())
        self._pressed = next(pressed, self._pressed)
        work = Work(self, task, then, self._show_refusal)
        self._work = work
        self.refresh()
        work.begin()

    def _give_up(self) -> None:
        self._work = None
        self.result.hide()
        self.refresh()
        self._give_back(self._pressed)
        self.exported.emit([])

    def _give_back(self, to: QWidget | None) -> None:
        """The keyboard, where it was at the button that began this."""
        if self._pressed is not None and to is not None and self.isVisible():
            to.setFocus()
        self._pressed = None

    def _show_written(self, paths: list[Path]) -> None:
        self._work = None
        lines = [f"✓ 已写好：{path}" for path in paths]
        still_open = counted(mark for mark in self._marks() if mark is not Mark.HINT)
        if still_open:
            lines.append(f"这份报告还有 {still_open}。")
        self._tell("\n".join(lines), style.current().done)
        self._written = paths[0].parent
        self.open_button.show()
        self.refresh()
        self._give_back(self.open_button)
        # Only once it is laid out is it known where it stands.
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.open_button))
        self.exported.emit(paths)

    def _show_refusal(self, error: FileError) -> None:
        self._work = None
        self._tell(f"● {error_sentence(error)}", style.current().wrong)
        self.refresh()
        self._give_back(self._pressed)
        self.exported.emit([])

    def _tell(self, text: str, colour: str) -> None:
        self.open_button.hide()
        self.result.setText(text)
        colour_of(self.result, colour)
        self.result.show()

    def _open_folder(self) -> None:
        if not OpenFolder.show(self._written):
            self._tell(f"文件在这个文件夹里：{self._written}", style.current().muted)

    def wait(self) -> None:
        """Let a running export end before the window goes."""
        if self._work is not None:
            self._work.wait()
