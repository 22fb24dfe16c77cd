"""Parts two to four: the official table, a note under it, and what does not agree."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.cells import Address
from forms.check import Finding
from forms.edition import Part
from forms.totals import with_totals
from forms.wording import cell_name
from ui.cell_panels import LastYearPanel, OriginPanel
from ui.control_panel import NAME, UNSEEN, ControlPanel, state_words
from ui.control_panel import NARROW_WIDTH as NARROW_CONTROL
from ui.control_panel import WIDTH as CONTROL_WIDTH
from ui.drawer import WIDTH as DRAWER_WIDTH
from ui.drawer import CellPanel, Drawer, Named
from ui.findings_strip import LOW_WINDOW, FindingsStrip
from ui.foot_line import FootLine
from ui.help_panel import HelpPanel
from ui.labels import button, side_by_side, title
from ui.note_edit import NoteEdit
from ui.pages.step_page import MARGIN, StepPage
from ui.session import Session
from ui.side_list import NARROW_WINDOW
from ui.zooming import Zooming

HELP, LAST_YEAR, ORIGIN, CONTROL = "help", "last_year", "origin", "control"
NARROW_DRAWER = 248
ROOM_FOR_BOTH = 1200
"""In a window that is less wide, the drawer stands where the list of the parts stood: beside
both, the table would lose its columns.
"""


_BESIDE_TABLE = 264
"""The height of what stands above and below a table: bar, heading, foot, folds, buttons."""


class TablePage(StepPage):
    """A part that is one official table."""

    def build(self, body: QWidget) -> None:
        part = self.step.part
        assert part is not None
        assert part.table is not None
        self.table_key = part.table
        self._make_widgets(part, body)
        self._column = column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.form, 1)
        column.addWidget(self.foot)
        self._folds = side_by_side(self.note.fold, self.strip.fold)
        column.addLayout(self._folds)
        column.addWidget(self.note)
        column.addWidget(self.strip)
        column.addStretch(0)
        self._columns = QHBoxLayout()
        self._columns.addLayout(column, 1)
        page = QVBoxLayout()
        page.setSpacing(8)
        page.addLayout(self._head(part.heading))
        page.addLayout(self._columns, 1)
        self._across = QHBoxLayout(body)
        self._across.addLayout(page, 1)
        self._has_rail = False
        self._move_drawer()
        self.setFocusProxy(self.form)
        self._show_cell(self.form.current_address())

    def build_ahead(self) -> Iterator[None]:
        yield from super().build_ahead()
        yield from self.drawer.made_ahead()

    def _make_widgets(self, part: Part, body: QWidget) -> None:
        from ui.table_view import FormTable

        self._explained: Address | None = None
        self.form = FormTable(self.session, self.table_key, body)
        self.form.current_cell_changed.connect(self._show_cell)
        self.form.help_asked.connect(self._explain_row)
        self.note = NoteField(self.session, part.section, body)
        self.strip = FindingsStrip(self.session, self.key, body)
        Zooming.of(self.session).changed.connect(self._take_size)
        self.strip.finding_chosen.connect(self.place_asked)
        self.strip.room = self._room_below
        self.foot = FootLine()
        session = self.session
        panels: tuple[Named, ...] = (
            (HELP, "说明", lambda: HelpPanel(session)),
            (LAST_YEAR, "去年", lambda: LastYearPanel(session)),
            (ORIGIN, "出处", lambda: OriginPanel(session)),
            (CONTROL, NAME, lambda: ControlPanel(session, self.table_key)),
        )
        self.drawer = Drawer(panels, body)
        self.drawer.hide()
        self.drawer.close_by_escape(body)
        self.drawer.turned.connect(self._turn_panel)
        self.drawer.closed.connect(lambda: self._open_drawer(self.drawer.key, False))

    def _head(self, heading: str) -> QHBoxLayout:
        self.zeros = button("其余填0")
        self.zeros.setToolTip("还空着的格都填0，填之前会先问（Alt+0）")
        self.zeros.clicked.connect(self.fill_zeros)
        self.recompute = button("重算总计")
        self.recompute.setToolTip("所有总计按各项重新算出")
        self.recompute.clicked.connect(self.form.recompute)
        self.explain = button("说明 F1")
        self.explain.setAccessibleName("说明")
        self.explain.setCheckable(True)
        self.explain.clicked.connect(lambda: self._open_drawer(HELP, self.explain.isChecked()))
        self.beside = button("去年")
        self.beside.setToolTip("这一行去年的数，和本年的增减")
        self.beside.setCheckable(True)
        self.beside.clicked.connect(lambda: self._open_drawer(LAST_YEAR, self.beside.isChecked()))
        self.ledger = button(NAME)
        self.ledger.setToolTip("台账上的总数，和表中的总计核对")
        self.ledger.setCheckable(True)
        self.ledger.clicked.connect(lambda: self._open_drawer(CONTROL, self.ledger.isChecked()))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title(heading), 1)
        for made in (self.explain, self.beside, self.ledger, self.recompute, self.zeros):
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _room_below(self) -> int:
        """What a short table leaves of the window's height."""
        return self.window().height() - self.form.natural_height() - _BESIDE_TABLE

    def begin(self) -> None:
        self.strip.begin()
        self._place_drawer()
        self._show_cell(self.form.current_address())

    def refresh(self) -> None:
        self.form.setMaximumHeight(self.form.natural_height())
        self.note.refresh()
        if not self.drawer.isHidden():
            self._fill_drawer(self.form.current_address())
        self.ledger.setText(state_words(self.session, self.table_key))
        self.zeros.setEnabled(bool(self._blanks()))
        report, edition = self.session.report, self.session.edition
        self.recompute.setEnabled(with_totals(report, edition, self.table_key) != report)

    def _take_size(self) -> None:
        self.form.grid.lay_out()
        if self.isVisible():
            self.refresh()

    def show_findings(self) -> None:
        self.strip.refresh()

    def _blanks(self) -> list[Address]:
        """The typed cells that are still blank. Totals follow by themselves."""
        edition, report = self.session.edition, self.session.report
        cells = edition.tables[self.table_key].addresses
        return [a for a in cells if a not in edition.totals and report.value(a) is None]

    def fill_zeros(self) -> None:
        """Every blank cell 0, after the clerk said that nothing happened there."""
        self.form.fill_table_with_zero()
        self.form.setFocus()

    # --- where the clerk is ------------------------------------------------------------

    def _show_cell(self, address: Address | None) -> None:
        """The sentence at the foot: row, column, what to count."""
        part = self.step.part
        assert part is not None
        if address is None or address not in self.session.edition.address_set:
            self._say(part.help)
            return
        row = self.session.edition.row(address)
        basis = f"（{row.basis}）" if row.basis else ""
        name = cell_name(address, self.session.edition)
        self._say(f"{name}：{row.help}{basis}{self._unguarded(address)}")
        if not self.drawer.isHidden():
            self._fill_drawer(address)

    def _unguarded(self, total: Address) -> str:
        """Of a computed total that nothing is held against: that it proves nothing."""
        edition, given = self.session.edition, self.session.report.control_totals
        places = [one for one in edition.control_places.values() if total in one.cells]
        guarded = any(one.key in given for one in places)
        return f" {UNSEEN}" if total in edition.totals and not guarded else ""

    def _say(self, words: str) -> None:
        """In a low window one line beside the folds, for the table needs the room."""
        is_low = self.window().height() < LOW_WINDOW
        if is_low != (self._folds.indexOf(self.foot) >= 0):
            self._column.removeWidget(self.foot)
            self._folds.removeWidget(self.foot)
            if is_low:
                self._folds.insertWidget(2, self.foot, 1)
            else:
                self._column.insertWidget(1, self.foot)
            self._folds.setStretch(self._folds.count() - 1, 0 if is_low else 1)
        self.foot.say(words, is_low)

    def show_help(self) -> None:
        seen = not self.drawer.isHidden() and self.drawer.key == HELP
        self._open_drawer(HELP, not seen)

    def _explain_row(self, address: Address) -> None:
        """The ？ of a row; a second click on the same one closes."""
        seen = not self.drawer.isHidden() and self.drawer.key == HELP
        self._open_drawer(HELP, not (seen and address == self._explained))
        self._explained = address

    def _open_drawer(self, key: str, opened: bool) -> None:
        """Show a panel, or close the drawer; the keyboard stays with the table."""
        self.drawer.setVisible(opened)
        self.drawer.turn_to(key)
        panel = self.drawer.panel(key)
        if opened and isinstance(panel, ControlPanel) and panel.fields:
            next(iter(panel.fields.values())).setFocus()
        else:
            self.form.setFocus()

    @property
    def takes_rail(self) -> bool:
        is_open = bool(self._built_for) and not self.drawer.isHidden()
        return is_open and self.window().width() < ROOM_FOR_BOTH

    def _place_drawer(self) -> None:
        """At the right of the table, or where the list of the parts stood."""
        if self.takes_rail != self._has_rail:
            self._has_rail = self.takes_rail
            self._move_drawer()
        # Where the heading needs the room: the drawer has the same buttons.
        is_roomy = self.window().width() >= NARROW_WINDOW and not self.takes_rail
        for made in (self.beside, self.ledger):
            made.setVisible(is_roomy)
        self._set_margins()

    def _move_drawer(self) -> None:
        for place in (self._columns, self._across):
            place.removeWidget(self.drawer)
        if self._has_rail:
            self._across.insertWidget(0, self.drawer)
        else:
            self._columns.addWidget(self.drawer)
        self._set_margins()
        self.rail_changed.emit()

    def _set_margins(self) -> None:
        """Less beside a table in a narrow window, for its columns need the room."""
        is_narrow = self._has_rail or self.window().width() < NARROW_WINDOW
        right = MARGIN // 2 if is_narrow else MARGIN
        self._across.setContentsMargins(0 if self._has_rail else MARGIN, 12, right, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._built_for and self.isVisible():
            self.begin()
            self._turn_panel(self.drawer.key)

    def _turn_panel(self, key: str) -> None:
        opened = not self.drawer.isHidden()
        self._place_drawer()
        self.explain.setChecked(opened and key == HELP)
        self.beside.setChecked(opened and key == LAST_YEAR)
        self.ledger.setChecked(opened and key == CONTROL)
        wide = (CONTROL_WIDTH, NARROW_CONTROL) if key == CONTROL else (DRAWER_WIDTH, NARROW_DRAWER)
        self.drawer.setFixedWidth(wide[self.window().width() < NARROW_WINDOW])
        # What the foot says is said in the drawer.
        self.foot.setVisible(not (opened and key == HELP))
        if opened:
            self._fill_drawer(self.form.current_address())

    def _fill_drawer(self, address: Address | None) -> None:
        part, panel = self.step.part, self.drawer.panel(self.drawer.key)
        assert isinstance(panel, CellPanel)
        if address is not None and address in self.session.edition.address_set:
            panel.show_address(address)
        elif part is not None and isinstance(panel, HelpPanel):
            panel.show_words(part.heading, part.help)

    def go_to_place(self, place: object) -> None:
        part = self.step.part
        section = place.section if isinstance(place, Finding) else place
        if part is not None and section == part.section:
            self.note.open_and_focus()
            if isinstance(place, Finding) and place.start is not None and place.end is not None:
                self.note.field.select(place.start, place.end)
            return
        address = place.cells[0] if isinstance(place, Finding) and place.cells else place
        if isinstance(address, Address):
            self.form.go_to(address)


class NoteField(QWidget):
    """A note printed under the table; folded away while there is none.

    ``fold`` is a button of its own, for the page to put where it has room.
    """

    def __init__(self, session: Session, section: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._section = session, section
        self.fold = button("", "fold")
        self.fold.clicked.connect(self._turn)
        self.field = NoteEdit()
        self.field.setAccessibleName("表下说明")
        self.field.setPlaceholderText("例如：因清理，现行有效件数按清理结果填报。印在表的下面。")
        self.field.setFixedHeight(56)
        self.field.textChanged.connect(self._take_over)
        self.field.left.connect(session.end_of_edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.field)
        self._show(bool(session.report.sections[section]))

    def refresh(self) -> None:
        """Show the note as it stands in the report."""
        text = self._session.report.sections[self._section] or ""
        if text != self.field.toPlainText():
            self.field.blockSignals(True)
            self.field.setPlainText(text)
            self.field.blockSignals(False)
            self._show(bool(text) or not self.isHidden())

    def open_and_focus(self) -> None:
        """Unfold the note to write in it."""
        self._show(True)
        self.field.setFocus()

    def _turn(self) -> None:
        if self.isHidden():
            self.open_and_focus()
        else:
            self._show(False)

    def _show(self, visible: bool) -> None:
        self.setVisible(visible)
        self.fold.setText("∨ 表下说明（可以不填）" if visible else "› 表下说明（可以不填）")
        self.fold.setAccessibleName("收起表下说明" if visible else "展开表下说明")

    def _take_over(self) -> None:
        text = self.field.toPlainText()
        if text != (self._session.report.sections[self._section] or ""):
            self._session.set_section(self._section, text)
