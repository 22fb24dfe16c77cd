"""What stands in the window: the report, a page per step, the bar, the side list, the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWizard

from forms.cells import Address
from forms.check import Finding
from ui import recent, style, typed, zoom
from ui.access_line import AccessLine
from ui.file_actions import FileActions
from ui.first_use import patterns_of_texts
from ui.header_bar import HeaderBar
from ui.labels import button
from ui.pages.cover import CoverPage
from ui.pages.prose import ProsePage
from ui.pages.receipt import ReceiptPage
from ui.pages.review import ReviewPage
from ui.pages.step_page import StepPage
from ui.pages.table import TablePage
from ui.reading_line import ReadingLine
from ui.receipt import RECEIPT, has_receipt
from ui.session import Session
from ui.side_list import SideList
from ui.steps import COVER, REVIEW, Step, step_of, steps_of
from ui.window import BREATH_MS, Window
from ui.wizard import START_ID
from ui.zooming import Zooming

BACK = QWizard.WizardButton.CustomButton1
DONE = QWizard.WizardButton.CustomButton2
NEXT = QWizard.WizardButton.CustomButton3
RETURN = QWizard.WizardButton.HelpButton


class Desk(QObject):
    """Made once for a window. ``ids`` are the wizard's page numbers, by step.

    Signal ``is_ready``: everything that is made ahead stands.
    """

    is_ready = Signal()

    def __init__(self, window: Window, session: Session) -> None:
        super().__init__(window)
        zoom.take_remembered()
        self._window, self._wizard = window, window.wizard
        self.session = session
        session.setParent(self)
        self.files = FileActions(session, window)
        self.ids: dict[str, int] = {}
        self.pages: dict[str, StepPage] = {}
        self.back_button = button("上一步")
        self.next_button = button("下一步", "main")
        self.done_button = button("标为完成")
        self.return_button = button("回到检查")
        self.side_list = SideList(session, self._wizard)
        self.header = HeaderBar(session, self.files, window)
        self.reading_line = ReadingLine(self.files.reader, window)
        self.access_line = AccessLine(session, self.files, window)

    def furnish(self) -> Iterator[None]:
        """Put everything into the window, piece by piece."""
        for add in (self._add_pages, self._add_buttons, self._add_frame, self._add_shortcuts):
            add()
            yield
        self.files.opened.connect(self._show_opened)
        self.session.report_changed.connect(self._show_done)
        QTimer.singleShot(BREATH_MS, self, lambda: self._go_ahead(self._made_ahead()))

    def _go_ahead(self, work: Iterator[None]) -> None:
        """One piece at a time, so that none keeps the clerk waiting."""
        for _ in work:
            QTimer.singleShot(BREATH_MS, self, lambda: self._go_ahead(work))
            return
        self.is_ready.emit()

    def _made_ahead(self) -> Iterator[None]:
        """What would take a moment when it is first needed is made now: the pages' widgets, and
        the patterns for reading a text.
        """
        style.prose_font()
        yield
        for page in self.pages.values():
            yield from page.build_ahead()
        yield from patterns_of_texts(self.session.edition)

    def _add_pages(self) -> None:
        pages: dict[str, StepPage] = {RECEIPT: ReceiptPage(self.session, RECEIPT)}
        for step in steps_of(self.session.edition):
            pages[step.key] = _page_for(step, self.session)
        for number, (key, page) in enumerate(pages.items(), START_ID + 1):
            page.place_asked.connect(self._window.go_to_place)
            page.rail_changed.connect(self._show_rail)
            self._wizard.setPage(number, page)
            self.ids[key], self.pages[key] = number, page
        cover = self.pages[COVER]
        assert isinstance(cover, CoverPage)
        cover.last_year_asked.connect(self.files.ask_and_compare)
        cover.receipt_asked.connect(lambda: self._window.go_to(RECEIPT))
        review = self.pages[REVIEW]
        assert isinstance(review, ReviewPage)
        review.stem = self.files.suggested_stem

    def _add_buttons(self) -> None:
        wizard, window = self._wizard, self._window
        self.done_button.setCheckable(True)
        self.back_button.setToolTip("Ctrl+PageUp")
        for place, made in (
            (BACK, self.back_button),
            (RETURN, self.return_button),
            (DONE, self.done_button),
            (NEXT, self.next_button),
        ):
            wizard.setButton(place, made)
        self.return_button.clicked.connect(lambda: window.go_to(REVIEW))
        self.back_button.clicked.connect(lambda: window.move_by(-1))
        self.next_button.clicked.connect(self._go_on)
        self.done_button.clicked.connect(self._declare)
        stretch = QWizard.WizardButton.Stretch
        wizard.setButtonLayout([BACK, RETURN, stretch, DONE, NEXT])

    def _add_frame(self) -> None:
        self.side_list.hide()
        self.side_list.fit(self._window.width())
        self.header.hide()
        self.side_list.chosen.connect(self._window.go_to)
        self._wizard.setSideWidget(self.side_list)
        self.header.export_asked.connect(lambda: self._window.go_to(REVIEW))
        self.header.preview_asked.connect(self._preview)
        self.header.office_asked.connect(self._window.open_office)
        self.header.manual_asked.connect(self._show_manual)
        lines = self._window.layout()
        assert isinstance(lines, QVBoxLayout)
        lines.insertWidget(0, self.header)
        lines.insertWidget(1, self.reading_line)
        lines.insertWidget(2, self.access_line)

    def _add_shortcuts(self) -> None:
        window, session, files = self._window, self.session, self.files
        zooming = Zooming.of(session)
        actions: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+S", files.save),
            ("Ctrl+Shift+S", files.save_as),
            ("Ctrl+O", files.ask_and_open),
            ("Ctrl+N", files.begin_blank),
            ("Ctrl+Z", session.undo),
            ("Ctrl+Y", session.redo),
            ("Ctrl+Shift+Z", session.redo),
            ("Ctrl+PgUp", lambda: window.move_by(-1)),
            ("Alt+Left", lambda: window.move_by(-1)),
            ("Ctrl+PgDown", lambda: window.move_by(1)),
            ("Alt+Right", lambda: window.move_by(1)),
            ("Ctrl+P", self._preview),
            ("F1", self._show_help),
            ("Shift+F1", self._show_manual),
            ("Ctrl+Return", self._declare_and_go_on),
            ("Ctrl+Enter", self._declare_and_go_on),
            ("Ctrl+E", self._go_to_exports),
            ("Ctrl++", lambda: zooming.step(1)),
            ("Ctrl+=", lambda: zooming.step(1)),
            ("Ctrl+-", lambda: zooming.step(-1)),
            ("Ctrl+0", lambda: zooming.use(100)),
        ]
        for keys, act in actions:
            QShortcut(QKeySequence(keys), window).activated.connect(act)

    # --- showing -------------------------------------------------------------------------

    def walk(self) -> list[str]:
        """The keys of the pages from first to last; the receipt where there is one."""
        session = self.session
        told = has_receipt(session.report) or has_receipt(session.last_year)
        return [key for key in self.ids if key != RECEIPT or told]

    def step_of_place(self, place: object) -> str | None:
        """The step where a Finding, an Address or a section stands; None for anything else."""
        edition = self.session.edition
        if isinstance(place, Finding):
            return step_of(place, edition)
        if isinstance(place, Address) and place in edition.address_set:
            return edition.part_of_table(place.table).key
        if isinstance(place, str):
            part = edition.part_of_section(place)
            return part.key if part is not None else COVER
        return None

    def show_place(self, key: str) -> None:
        """The wizard is at a step now; "" stands for the first page of all."""
        started = bool(key)
        self._wizard.show_ruler(started)
        keys = self.walk()
        for widget in (self.header, self.back_button, self.next_button):
            widget.setVisible(started)
        self.back_button.setEnabled(key != keys[0])
        words, shortcut = ("导出", "Ctrl+E") if key == keys[-1] else ("下一步", "Ctrl+PageDown")
        self.next_button.setText(words)
        self.next_button.setAccessibleName(words)
        self.next_button.setToolTip(shortcut)
        self._show_rail()
        self.return_button.hide()
        self.side_list.show_step(key)
        self._show_done()
        if started:
            recent.remember_step(self.session.report, key)

    def _show_rail(self) -> None:
        """The list of the parts, unless the page needs its room."""
        key = self._window.current_key
        self.side_list.setVisible(bool(key) and not self.pages[key].takes_rail)

    def _show_done(self) -> None:
        key = self._window.current_key
        done = key in self.session.done
        self.done_button.setVisible(key not in ("", RECEIPT, REVIEW))
        self.done_button.setChecked(done)
        self.done_button.setText("✓ 已完成" if done else "标为完成")
        told = "这一部分填完了就点这里；Ctrl+Enter 标为完成，并到下一步"
        words = "再点一下取消" if done else told
        self.done_button.setToolTip(words)
        self.done_button.setAccessibleName("这一部分已完成" if done else "标为完成")

    def _declare(self, done: bool) -> None:
        self.session.set_done(self._window.current_key, done)

    def _declare_and_go_on(self) -> None:
        """This part is declared done, on the disk like any edit, and the next one comes."""
        if self.done_button.isVisible():
            typed.take_over(self._window)
            self._declare(True)
        self._window.move_by(1)

    def _go_on(self) -> None:
        """To the next page; on the last one to what hands the report over."""
        if self._window.current_key == REVIEW:
            self._go_to_exports()
        self._window.move_by(1)

    def _go_to_exports(self) -> None:
        if self._window.current_key:
            self._window.go_to(REVIEW)
            review = self.pages[REVIEW]
            assert isinstance(review, ReviewPage)
            review.go_to_exports()

    def _preview(self) -> None:
        from ui.preview import Preview

        if self._window.current_key:
            Preview.ask(self._window, self.session)

    def _show_help(self) -> None:
        key = self._window.current_key
        if key:
            self.pages[key].show_help()
        else:
            self._show_manual()

    def _show_manual(self) -> None:
        from ui.manual_window import open_manual

        open_manual(self.session.edition, self._window)

    def _show_opened(self) -> None:
        """A file of another kind first shows what became of it; what was begun before is gone
        on with where the clerk stopped.
        """
        keys = self.walk()
        key = RECEIPT if RECEIPT in keys else COVER
        if self.session.path is not None or self.session.unsaved:
            stopped = recent.last_step(self.session.report)
            key = stopped if stopped in keys else COVER
        self._window.go_to(key)
        recent.remember_step(self.session.report, key)

    def offer_dropped(self, path: Path, place: QPoint) -> None:
        """A file was dropped on the window: ask in a small menu what it is."""
        menu = QMenu(self._window)
        menu.addSection(path.name)
        menu.addAction("作为去年的报告，开始今年的", lambda: self.files.begin_from(path))
        if self._window.current_key:
            menu.addAction("作为去年的报告，放在旁边对照", lambda: self.files.compare_with(path))
        menu.addAction("直接打开", lambda: self.files.open_path(path))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    # --- ending --------------------------------------------------------------------------

    def leave_as_it_is(self) -> None:
        """Nobody can be asked: what no file holds is offered at the next start."""
        typed.take_over(self._window)
        self.session.end_of_edit()
        self.files.wait()
        review = self.pages[REVIEW]
        assert isinstance(review, ReviewPage)
        review.wait()
        self.session.keeper.close()
        self.session.file.let_go()

    def may_close(self) -> bool:
        """False where the clerk wants to stay; what runs in the background ends first."""
        self.session.end_of_edit()
        if not self.files.may_leave():
            return False
        self.files.wait()
        review = self.pages[REVIEW]
        assert isinstance(review, ReviewPage)
        review.wait()
        self.session.keeper.give_up()
        self.session.file.let_go()
        return True


def _page_for(step: Step, session: Session) -> StepPage:
    if step.key == COVER:
        return CoverPage(session, COVER)
    if step.key == REVIEW:
        return ReviewPage(session)
    if step.part is not None and step.part.table is not None:
        return TablePage(session, step.key)
    return ProsePage(session, step.key)
