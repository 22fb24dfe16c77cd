"""The official form as a widget: type, paste and copy in a table that looks like the print."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from export.layout import table_grid
from forms.cells import Address
from forms.counts import Value
from forms.totals import computed_total, follows
from ui.clipboard import Region, as_html, as_tsv, read_block
from ui.dialogs import Question
from ui.figure_pieces import add_to_mime, piece_of_cell
from ui.form_grid import FormGrid
from ui.paste_preview import PastePreview
from ui.session import Session
from ui.settings_menu import add_enter_choices
from ui.table_commands import MENU
from ui.table_keys import next_typed
from ui.table_layout import GUTTER, number_font
from ui.table_model import TableModel
from ui.table_paste import PastePlan, plan_paste
from ui.zooming import Zooming


class FormTable(QWidget):
    """One official table of the session's report.

    ``current_cell_changed`` carries an Address or None, ``help_asked`` an Address whose row is
    to be explained. ``confirm`` (a question) and
    ``preview`` (a paste plan) say yes or no; where they are None, a dialog asks.
    """

    current_cell_changed = Signal(object)
    help_asked = Signal(object)

    def __init__(self, session: Session, table_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.model = TableModel(session, table_key, self)
        self.grid = FormGrid(self.model, self)
        self.confirm: Callable[[str], bool] | None = None
        self.preview: Callable[[PastePlan], bool] | None = None
        self._zeros_agreed_for: tuple[str, int | None] | None = None
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setContentsMargins(GUTTER, 6, 0, 0)
        self._note.hide()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.grid, 1)
        page.addWidget(self._note)
        self.setFocusProxy(self.grid)
        self.grid.cell_changed.connect(self.current_cell_changed)
        self.grid.help_asked.connect(self._ask_for_help)
        self.grid.asked.connect(self.do)
        self.grid.menu_asked.connect(self._show_menu)
        self._follow_zoom()
        self.model.modelReset.connect(self.grid.take_shape)
        self.model.dataChanged.connect(self._fall_silent)

    def _follow_zoom(self) -> None:
        zooming = Zooming.of(self.session)
        zooming.follow(self.grid)
        zooming.leave_keys(self.grid)
        # A font of its own: the grid measures everything anew.
        zooming.changed.connect(lambda: self.grid.setFont(number_font()))

    # --- what the pages ask ------------------------------------------------------------

    def go_to(self, address: Address) -> None:
        """Scroll to a cell, select it and put the keyboard there."""
        self.grid.go_to(address)
        self.grid.setFocus()

    def current_address(self) -> Address | None:
        """The current cell."""
        return self.grid.address()

    def _ask_for_help(self, line: int) -> None:
        """From the cell of that line in the current column, else from its first."""
        here, row = self.current_address(), line + self.model.shape.frozen_rows
        if here is None or self.model.shape.place_of(here)[0] != row:
            beside = self.model.index(line, max(0, self.grid.currentIndex().column()))
            first = self.model.shape.addresses_in_row(row)[0]
            self.grid.go_to(self.model.address(beside) or first)
        self.help_asked.emit(self.current_address())

    def natural_height(self) -> int:
        """What shows every row without scrolling."""
        return self.grid.natural_size().height() + self.grid.horizontalScrollBar().height()

    def finish_edit(self) -> None:
        """Take over what is being typed (before saving or leaving)."""
        self.grid.finish_edit()

    def tell(self, sentence: str) -> None:
        """One sentence below the table; gone with the next edit."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def _fall_silent(self) -> None:
        if self._note.text():
            self.tell("")

    # --- commands ----------------------------------------------------------------------

    def do(self, command: str) -> None:
        """Carry out a command by its name."""
        {
            "copy": self.copy,
            "cut": self.cut,
            "paste": self.paste,
            "clear": self.clear,
            "zero_row": self.fill_row_with_zero,
            "zero_table": self.fill_table_with_zero,
            "recompute": self.recompute,
        }[command]()

    def clear(self) -> None:
        """Blank the selected cells. A total that was kept from a file is computed again."""
        report, edition = self.session.report, self.session.edition
        changes: dict[Address, Value] = {}
        for address in self.grid.selected():
            relation = edition.totals.get(address)
            if relation is None:
                changes[address] = None
            elif not follows(report, relation):
                changes[address] = computed_total(report, relation)
        if changes:
            self.session.enter_many(changes, f"清除{len(changes)}格")

    def recompute(self) -> None:
        """Every total of the table from its parts."""
        # The button cannot be pressed again: from it the keyboard would pass to what comes next.
        self.setFocus()
        self.session.recompute(self.model.table_key)

    def fill_row_with_zero(self) -> None:
        """0 in every blank cell of the current line, and on to the next line.

        Asked once for a table of a report: from then on one key is enough, and one undo.
        """
        self.finish_edit()
        here = self.current_address()
        if here is None:
            return
        shape, report = self.model.shape, self.session.report
        row = shape.addresses_in_row(shape.place_of(here)[0])
        known = (report.agency, report.year) == self._zeros_agreed_for
        where = f"“{shape.row_name(here)}”行" if len(row) < 15 else "本行"
        if self._fill_with_zero(row, where, known):
            self._zeros_agreed_for = (report.agency, report.year)
            following = next_typed(shape, row[-1], False, False)
            if following is not None:
                self.grid.go_to(following)

    def fill_table_with_zero(self) -> None:
        """0 in every blank cell of the table, after one question."""
        self.finish_edit()
        self._fill_with_zero(self.model.shape.by_row, "本表", False)

    def _fill_with_zero(self, addresses: tuple[Address, ...], where: str, agreed: bool) -> bool:
        """False where the clerk did not agree."""
        report, totals = self.session.report, self.session.edition.totals
        blank = [a for a in addresses if a not in totals and report.value(a) is None]
        if not blank:
            self.tell(f"{where}没有空白的格。")
            return True
        question = f"{where}还有{len(blank)}个空格。这些事项本年确实没有发生，都填0吗？"
        if not agreed and not (self.confirm or self._ask)(question):
            return False
        self.session.enter_many(dict.fromkeys(blank, 0), f"填0共{len(blank)}格")
        if agreed:
            self.tell(f"{where}空着的{len(blank)}格填了0，按 Ctrl+Z 可以撤销。")
        return True

    # --- clipboard ---------------------------------------------------------------------

    def copy(self) -> None:
        """The selected cells as text and as a table; with their labels where rows are whole."""
        region = self._region()
        if region is None:
            return
        cells = table_grid(self.session.report, self.model.shape.table).cells
        data = QMimeData()
        data.setText(as_tsv(cells, region))
        data.setHtml(as_html(cells, region))
        chosen = self.grid.selected()
        if len(chosen) == 1:
            # Pasted into a text, one figure goes on following its cell.
            add_to_mime(piece_of_cell(chosen[0], self.session.report), data)
        QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy, then blank."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Lay the clipboard's table over this one."""
        data = QGuiApplication.clipboard().mimeData()
        html = data.html() if data.hasHtml() else ""
        plan = plan_paste(
            read_block(html, data.text()),
            self.model.shape,
            self.session.report,
            self.current_address(),
        )
        if plan.refusal or not plan.needs_preview or (self.preview or self._show_preview)(plan):
            self.apply(plan)

    def apply(self, plan: PastePlan) -> None:
        """Carry out a plan: one step of undo."""
        if plan.changes:
            self.session.enter_many(plan.changes, plan.name)
        self.tell(plan.sentence)

    def _region(self) -> Region | None:
        """The selection on the printed grid; all of it where every row is whole."""
        shape, places = self.model.shape, []
        for index in self.grid.selectionModel().selectedIndexes():
            cell = self.model.printed(index)
            if cell is not None:
                places += [
                    (cell.row, cell.column),
                    (cell.row + cell.row_span, cell.column + cell.column_span),
                ]
        if not places:
            return None
        top, left = min(p[0] for p in places), min(p[1] for p in places)
        bottom, right = max(p[0] for p in places), max(p[1] for p in places)
        is_whole = left == shape.value_columns[0] and right == shape.value_columns[-1] + 1
        if is_whole and len(places) > 2:
            left = 0
            top = 0 if (top, bottom) == (shape.value_rows[0], shape.row_count) else top
        return Region(top, left, bottom, right)

    # --- asking ------------------------------------------------------------------------

    def _ask(self, question: str) -> bool:
        return Question.ask(self, question, "确为零，填入", is_undone=True)

    def _show_preview(self, plan: PastePlan) -> bool:
        return PastePreview.ask(plan, self.model.shape, self.session.report, self)

    def menu(self) -> QMenu:
        """What can be done at the current cell."""
        menu = QMenu(self)
        for text, shortcut, command in MENU:
            if not text:
                menu.addSeparator()
                continue
            action = QAction(f"{text}\t{shortcut}" if shortcut else text, menu)
            action.setData(command)
            action.triggered.connect(lambda _=False, command=command: self.do(command))
            action.setEnabled(command != "recompute" or self._has_kept_total())
            menu.addAction(action)
        menu.addSeparator()
        add_enter_choices(menu)
        return menu

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.exec(place)
        menu.deleteLater()

    def _has_kept_total(self) -> bool:
        totals = (a for a in self.model.shape.by_row if self.model.is_computed(a))
        return any(self.model.is_typed(address) for address in totals)
