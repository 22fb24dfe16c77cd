"""The finished PDF before it is printed: what is seen here is what is saved and printed.

Order of events: the window is shown empty; the report is set in the background; its pages are
drawn one by one, those in sight first. A switch between final and draft sets it anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from export.layout import Options
from forms.check import comparable
from forms.errors import FileError, UnwritableFile
from forms.finding_words import GRAVE
from forms.refusals import error_sentence
from forms.rules import Level
from forms.saving.write_file import write_bytes
from ui import recent, style
from ui.background import Work
from ui.delivery_words import missing_lines
from ui.dialogs import Notice, Question, SavePdf
from ui.file_dialog import documents
from ui.labels import colour_of
from ui.page_pictures import PdfPages
from ui.page_thumbnails import PageThumbnails
from ui.page_view import PageView
from ui.preview_bar import PreviewBar
from ui.printing import AskPrinter, Ending, Printing, has_printer, print_sides, sides_to_print
from ui.session import Session

UNNAMED = "政府信息公开工作年度报告"


@dataclass(frozen=True)
class Paper:
    """The report as a PDF. ``missing`` are the characters that it shows as 〓."""

    data: bytes
    missing: tuple[str, ...]


class Preview(QDialog):
    """Signals: ``shown`` when the pages are another PDF's; ``printed`` carries a Printing."""

    shown = Signal()
    printed = Signal(object)
    _side_begun = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pages: PdfPages | None = None
        self._paper: Paper | None = None
        self._setting: Work[Paper] | None = None
        self._printing: Work[Printing] | None = None
        self._stopped = False
        self._is_late = False
        self._is_leaving = False
        self.setWindowTitle("预览")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setModal(True)
        self._make_widgets()
        self._lay_out()
        self._connect()
        unfinished = self._errors() > 0
        (self.bar.draft if unfinished else self.bar.final).setChecked(True)
        self.bar.has_annex = comparable(session.report, session.last_year) is not None
        self._refresh()
        self._tell("正在排版…")
        # After the first paint: both at once would only be in each other's way.
        QTimer.singleShot(0, self, self._set)

    @classmethod
    def ask(cls, parent: QWidget, session: Session) -> Preview:
        """Open the preview over a window; it goes away by itself when it is closed."""
        preview = cls(session, parent)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.screen().availableGeometry().size()
        preview.resize(parent.size().boundedTo(room))
        preview.move(parent.mapToGlobal(QPoint(0, 0)))
        preview.show()
        return preview

    # --- widgets -----------------------------------------------------------------------

    def _make_widgets(self) -> None:
        self.view = PageView()
        self.thumbnails = PageThumbnails()
        self.bar = PreviewBar(self.view, self)
        self.message = QLabel()
        self.message.setFont(style.small_font())
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setContentsMargins(16, 6, 16, 6)

    def _lay_out(self) -> None:
        pages = QHBoxLayout()
        pages.setSpacing(0)
        pages.addWidget(self.thumbnails)
        pages.addWidget(self.view, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.bar)
        lines.addWidget(self.message)
        lines.addLayout(pages, 1)
        self.view.setFocus()

    def _connect(self) -> None:
        self.bar.versions.buttonClicked.connect(self._set)
        self.bar.annex.clicked.connect(self._set)
        self.bar.save.clicked.connect(self.ask_and_save)
        self.bar.print.clicked.connect(self.ask_and_print)
        self.bar.stop.clicked.connect(self.stop_printing)
        self.bar.shut.clicked.connect(self.reject)
        self.view.page_changed.connect(self.thumbnails.show_page)
        self.thumbnails.currentRowChanged.connect(self.view.go_to)
        self.thumbnails.chosen.connect(self.view.go_to)
        self._side_begun.connect(self._show_side)
        # A cell that was being typed is committed when this window takes the focus.
        self._session.report_changed.connect(self._set)
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self.leave)

    # --- setting the report ------------------------------------------------------------

    def _set(self) -> None:
        """The report as it stands → PDF, in the background."""
        if self._is_leaving:
            return
        if self._setting is not None:
            self._is_late = True
            return
        self._is_late = False
        report, edition = self._session.report, self._session.edition
        options = self.options

        def set_report() -> Paper:
            from export.layout import lay_out
            from export.to_pdf import missing_characters, render

            document = lay_out(report, edition, options)
            return Paper(render(document), missing_characters(document))

        self._tell("正在排版…")
        self._setting = Work(self, set_report, self._show_paper, _refuse)
        self._refresh()
        self._setting.begin()

    def _show_paper(self, paper: Paper) -> None:
        self._setting = None
        if self._is_leaving:
            self.reject()
            return
        if self._is_late:
            self._set()
            return
        if self._pages is not None:
            self._pages.close()
        self._paper, self._pages = paper, PdfPages(paper.data)
        self.view.show_pages(self._pages)
        self.thumbnails.show_pages(self._pages)
        self.bar.show_count(len(self._pages))
        self._tell_what_is_open()
        self._refresh()
        self.shown.emit()

    def _tell_what_is_open(self) -> None:
        told = []
        errors = 0 if self.bar.draft.isChecked() else self._errors()
        if errors:
            told.append(f"● 这是正式稿，还有{errors}处{GRAVE}。")
        if self._paper is not None and self._paper.missing:
            told += missing_lines(self._paper.missing, self._session.report)
        colours = style.current()
        self._tell("\n".join(told), colours.wrong if errors else colours.mismatch)

    def _errors(self) -> int:
        return sum(finding.level is Level.ERROR for finding in self._session.findings)

    # --- showing -----------------------------------------------------------------------

    def _refresh(self) -> None:
        is_printing = self._printing is not None
        self.bar.allow(self._setting is None and not is_printing, is_printing)

    def _tell(self, text: str, colour: str = "") -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        colour_of(self.message, colour or style.current().muted)

    @property
    def options(self) -> Options:
        """Final or draft; with last year's figures only where the clerk asks for them."""
        session = self._session
        last_year = comparable(session.report, session.last_year)
        annex = last_year if self.bar.annex.isChecked() else None
        return Options(draft=self.bar.draft.isChecked(), last_year=annex)

    # --- saving and printing -----------------------------------------------------------

    @property
    def name(self) -> str:
        """What the PDF is called, without suffix."""
        from export.delivery import file_stem

        session = self._session
        return file_stem(session.report, session.edition, self.options) or UNNAMED

    def ask_and_save(self) -> None:
        """Write the PDF that is shown where the clerk wants it."""
        if self._paper is None or self._setting is not None:
            return
        saved = self._session.path
        folder = saved.parent if saved is not None else recent.last_folder() or documents()
        path = SavePdf.ask(self, folder / f"{self.name}.pdf")
        if path is None:
            return
        try:
            write_bytes(path, self._paper.data)
        except UnwritableFile as error:
            Notice.tell(self, error_sentence(error))
            return
        recent.remember_folder(path.parent)
        self._tell(f"✓ 已存为 {path}", style.current().done)

    def ask_and_print(self) -> None:
        """Ask how, then print what is shown. Without a printer the PDF is offered."""
        pages = self._pages
        if pages is None or self._setting is not None or self._printing is not None:
            return
        if not has_printer():
            detail = "可以先存成 PDF，拿到有打印机的电脑上打印。"
            if Question.ask(self, "这台电脑上没有打印机。", "存为 PDF", detail):
                self.ask_and_save()
            return
        printer = AskPrinter.ask(self, self.name, len(pages))
        if printer is None:
            return
        sides = sides_to_print(printer, len(pages), self.view.page)
        self._stopped = False

        def go_on(done: int, count: int) -> bool:
            self._side_begun.emit(done, count)
            return not self._stopped

        self._printing = Work(
            self, lambda: print_sides(pages, printer, sides, go_on), self._show_printed, _refuse
        )
        self._refresh()
        self._printing.begin()

    def stop_printing(self) -> None:
        """Stop before the next side."""
        self._stopped = True

    def _show_side(self, done: int, count: int) -> None:
        if self._printing is not None:
            self._tell(f"正在送往打印机：第{done + 1}面，共{count}面。")

    def _show_printed(self, printing: Printing) -> None:
        self._printing = None
        self.printed.emit(printing)
        if self._is_leaving:
            self.reject()
            return
        colours = style.current()
        if printing.ending is Ending.DONE:
            self._tell(f"✓ {printing.sides}面已送往打印机。", colours.done)
        elif printing.ending is Ending.STOPPED:
            self._tell("打印已停止。")
        else:
            self._tell("● 打印机没有接受。请检查打印机是否开着、连着，再打印一次。", colours.wrong)
        self._refresh()

    # --- ending ------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc and the cross: out of sight at once, gone as soon as what runs has ended."""
        self._stopped = self._is_leaving = True
        if self._is_busy():
            self.hide()
        else:
            self.leave()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_busy():
            self.reject()
            event.ignore()
        else:
            super().closeEvent(event)

    def _is_busy(self) -> bool:
        return self._setting is not None or self._printing is not None

    def leave(self) -> None:
        """Wait for what runs in the background, and let go of the PDF."""
        self._stopped = True
        for work in (self._setting, self._printing):
            if work is not None:
                work.wait()
        self.view.pictures.wait()
        self.thumbnails.pictures.wait()
        if self._pages is not None:
            self._pages.close()


def _refuse(error: FileError) -> None:
    """Nothing is read or written here: no file can refuse."""
    raise error
