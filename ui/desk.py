"""What stands in the wizard: the report, a page per step, the bar, the side list, the keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget, QWizard

from forms.cells import Address
from forms.check import Finding
from ui.file_actions import FileActions
from ui.header_bar import HeaderBar
from ui.labels import button
from ui.pages.cover import CoverPage
from ui.pages.prose import ProsePage
from ui.pages.review import ReviewPage
from ui.pages.step_page import StepPage
from ui.pages.table import TablePage
from ui.session import Session
from ui.side_list import SideList
from ui.steps import COVER, REVIEW, Step, step_of, steps_of
from ui.wizard import START_ID, Wizard

BACK = QWizard.WizardButton.CustomButton1
DONE = QWizard.WizardButton.CustomButton2
NEXT = QWizard.WizardButton.CustomButton3
RETURN = QWizard.WizardButton.HelpButton


class Desk(QObject):
    """Made once for a wizard. ``ids`` are the wizard's page numbers, by step."""

    def __init__(self, wizard: Wizard, session: Session) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self.session = session
        session.setParent(self)
        self.files = FileActions(session, wizard)
        self.ids: dict[str, int] = {}
        self.pages: dict[str, StepPage] = {}
        self.back_button = button("上一步")
        self.next_button = button("下一步", "main")
        self.done_button = button("标为填完")
        self.return_button = button("回到检查")
        self.side_list = SideList(session, wizard)
        self.header = HeaderBar(session, self.files, wizard)

    def furnish(self) -> None:
        """Put everything into the wizard."""
        self._add_pages()
        self._add_buttons()
        self._add_frame()
        self._add_shortcuts()
        self.files.opened.connect(lambda: self._wizard.go_to(COVER))
        self.files.reading.connect(self._wizard.setDisabled)
        self.session.report_changed.connect(self._show_done)

    def _add_pages(self) -> None:
        for number, step in enumerate(steps_of(self.session.edition), START_ID + 1):
            page = _page_for(step, self.session)
            page.place_asked.connect(self._wizard.go_to_place)
            self._wizard.setPage(number, page)
            self.ids[step.key], self.pages[step.key] = number, page
        review = self.pages[REVIEW]
        assert isinstance(review, ReviewPage)
        review.stem = self.files.suggested_stem

    def _add_buttons(self) -> None:
        wizard = self._wizard
        self.done_button.setCheckable(True)
        self.back_button.setToolTip("Ctrl+PageUp")
        self.next_button.setToolTip("Ctrl+PageDown")
        for place, made in (
            (BACK, self.back_button),
            (RETURN, self.return_button),
            (DONE, self.done_button),
            (NEXT, self.next_button),
        ):
            wizard.setButton(place, made)
        self.return_button.clicked.connect(lambda: wizard.go_to(REVIEW))
        self.back_button.clicked.connect(lambda: wizard.move_by(-1))
        self.next_button.clicked.connect(lambda: wizard.move_by(1))
        self.done_button.clicked.connect(self._declare)
        stretch = QWizard.WizardButton.Stretch
        wizard.setButtonLayout([BACK, RETURN, stretch, DONE, NEXT])

    def _add_frame(self) -> None:
        wizard = self._wizard
        self.side_list.hide()
        self.header.hide()
        self.side_list.chosen.connect(wizard.go_to)
        wizard.setSideWidget(self.side_list)
        self.header.export_asked.connect(lambda: wizard.go_to(REVIEW))
        # QWizard lays its pages out in the grid of a child; a bar above them has room there.
        self._frame = next(
            child for child in wizard.children() if isinstance(child, QWidget) and child.layout()
        )
        grid = self._frame.layout()
        assert isinstance(grid, QGridLayout)
        grid.setMenuBar(self.header)

    def _add_shortcuts(self) -> None:
        wizard, session, files = self._wizard, self.session, self.files
        actions: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+S", files.save),
            ("Ctrl+Shift+S", files.save_as),
            ("Ctrl+O", files.ask_and_open),
            ("Ctrl+N", files.begin_blank),
            ("Ctrl+Z", session.undo),
            ("Ctrl+Y", session.redo),
            ("Ctrl+Shift+Z", session.redo),
            ("Ctrl+PgUp", lambda: wizard.move_by(-1)),
            ("Alt+Left", lambda: wizard.move_by(-1)),
            ("Ctrl+PgDown", lambda: wizard.move_by(1)),
            ("Alt+Right", lambda: wizard.move_by(1)),
            ("F1", self._show_help),
        ]
        for keys, act in actions:
            QShortcut(QKeySequence(keys), wizard).activated.connect(act)

    # --- showing -------------------------------------------------------------------------

    def step_of_place(self, place: object) -> str | None:
        """The step where a Finding or an Address stands; None for anything else."""
        edition = self.session.edition
        if isinstance(place, Finding):
            return step_of(place, edition)
        if isinstance(place, Address) and place in edition.address_set:
            return edition.part_of_table(place.table).key
        return None

    def show_place(self, key: str) -> None:
        """The wizard is at a step now; "" stands for the first page of all."""
        started = bool(key)
        keys = list(self.ids)
        for widget in (self.side_list, self.header, self.back_button, self.next_button):
            widget.setVisible(started)
        self.back_button.setEnabled(key != keys[0])
        self.next_button.setEnabled(key != keys[-1])
        self.return_button.hide()
        self.side_list.show_step(key)
        self._show_done()

    def _show_done(self) -> None:
        key = self._wizard.current_key
        done = key in self.session.done
        self.done_button.setVisible(key not in ("", REVIEW))
        self.done_button.setChecked(done)
        self.done_button.setText("✓ 已填完" if done else "标为填完")
        self.done_button.setToolTip("再点一下取消" if done else "填完了这一部分就点这里")
        self.done_button.setAccessibleName("这一部分已填完" if done else "标为填完")

    def _declare(self, done: bool) -> None:
        self.session.set_done(self._wizard.current_key, done)

    def _show_help(self) -> None:
        key = self._wizard.current_key
        if key:
            self.pages[key].show_help()

    # --- ending --------------------------------------------------------------------------

    def may_close(self) -> bool:
        """False where the clerk wants to stay; what runs in the background ends first."""
        self.session.end_of_edit()
        if not self.files.may_leave():
            return False
        self.files.wait()
        review = self.pages[REVIEW]
        assert isinstance(review, ReviewPage)
        review.wait()
        return True


def _page_for(step: Step, session: Session) -> StepPage:
    if step.key == COVER:
        return CoverPage(session, COVER)
    if step.key == REVIEW:
        return ReviewPage(session)
    if step.part is not None and step.part.table is not None:
        return TablePage(session, step.key)
    return ProsePage(session, step.key)
