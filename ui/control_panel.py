"""The drawer's 账面数: the ledger's totals beside those of the table, ✓ or the difference.

Made for a clerk with a paper ledger: a figure, Enter, the next figure. Nothing here is printed.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from forms.cells import Address
from forms.control_totals import Control, ControlKind, controls
from forms.counts import is_number, read_cell, show
from forms.wording import control_name
from ui import style
from ui.drawer import CellPanel
from ui.foot_line import FootLine
from ui.labels import colour_of, muted, title
from ui.note_edit import LineField
from ui.session import Session

NAME = "账面数"
UNSEEN = "总计由程序算出，某一项填错，总计也跟着错，只看表看不出来。"
INVITATION = "把台账上的总数填在这里，一填就能看出差多少。可以只填几个；不印在报告里。"
WIDTH, NARROW_WIDTH = 320, 304
_FIELD = 68
_DIFFERENCE = 52
_HEADINGS = {ControlKind.ROW: "各行总计", ControlKind.COLUMN: "各列合计"}


class ControlField(LineField):
    """One figure of the ledger. Signals: ``left`` when the clerk is done with it, ``went_on``
    with 1 or -1 to go to the field below or above.
    """

    left = Signal()
    went_on = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("weight", "small")
        self.setFixedWidth(_FIELD)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(f"{NAME}：{name}")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1}
            step = {**steps, Qt.Key.Key_Up: -1}.get(event.key())  # type: ignore[attr-defined]
            if step is not None:
                self.left.emit()
                self.went_on.emit(step)
                return True
        return bool(super().event(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class _Line:
    """Name, the table's figure, the field, the difference."""

    def __init__(self, grid: QGridLayout, row: int, name: str) -> None:
        self.name = FootLine()
        self.name.say(name, low=True)
        self.computed = QLabel()
        self.field = ControlField(name)
        self.difference = QLabel()
        self.difference.setMinimumWidth(_DIFFERENCE)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self.name, row, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.computed, row, 1, right)
        grid.addWidget(self.field, row, 2)
        grid.addWidget(self.difference, row, 3, Qt.AlignmentFlag.AlignVCenter)

    def show_control(self, control: Control) -> None:
        self.computed.setText(show(control.computed) or "—")
        if not (self.field.hasFocus() and self.field.isModified()):
            self.field.setText(show(control.ledger))
        colours = style.current()
        same = control.difference == 0
        words = difference_words(control)
        self.difference.setText(words)
        self.difference.setAccessibleName("一致" if same else words.replace("▲ ", "表中"))
        colour_of(self.difference, colours.done if same else colours.mismatch)

    def refuse(self) -> None:
        self.difference.setText("● 填数字")
        colour_of(self.difference, style.current().wrong)


def difference_words(control: Control) -> str:
    """``✓``, ``▲ 多2``, ``▲ 少1`` (in the table); nothing where one of the two is not known."""
    off = control.difference
    if off is None:
        return ""
    if not off:
        return "✓"
    return f"▲ 多{show(off)}" if off > 0 else f"▲ 少{show(-off)}"


class ControlPanel(CellPanel):
    """The control totals of one table. Its lines are made when it is first seen."""

    def __init__(self, session: Session, table: str, parent: QWidget | None = None) -> None:
        super().__init__(NAME, parent)
        self._session, self._table = session, table
        self.told = muted()
        self.figures = QWidget()
        self.fields: dict[str, ControlField] = {}
        self._lines: dict[str, _Line] = {}
        self.lines.addWidget(self.told)
        self.lines.addWidget(self.figures)
        self.lines.addStretch(1)

    def show_address(self, address: Address) -> None:
        """The table's figures as they stand, whatever its current cell."""
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show what the table and the ledger say now."""
        found = controls(self._session.report, self._session.edition, self._table)
        if not self._lines:
            self._make_lines(found)
        for control in found:
            self._lines[control.place.key].show_control(control)
        computed = any(total.table == self._table for total in self._session.edition.totals)
        self.told.setText(_summary(found, UNSEEN if computed else ""))

    def _make_lines(self, found: tuple[Control, ...]) -> None:
        grid = QGridLayout(self.figures)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight
        grid.addWidget(muted("表中"), 0, 1, right)
        grid.addWidget(muted(NAME), 0, 2, right)
        row, heading = 1, ""
        for control in found:
            wanted = _HEADINGS.get(control.place.kind, heading)
            if wanted != heading:
                heading = wanted
                grid.addWidget(title(heading, style.SMALL_PIXELS), row, 0, 1, 4)
                row += 1
            self._add_line(grid, row, control)
            row += 1

    def _add_line(self, grid: QGridLayout, row: int, control: Control) -> None:
        key = control.place.key
        line = _Line(grid, row, control_name(control.place, self._session.edition))
        line.field.left.connect(lambda: self._take_over(key))
        line.field.went_on.connect(lambda step: self._go_on(key, step))
        self._lines[key], self.fields[key] = line, line.field

    def _take_over(self, key: str) -> None:
        field = self.fields[key]
        if not field.isModified():
            return
        figure = read_cell(field.text()).value
        if figure is not None and not is_number(figure):
            self._lines[key].refuse()
            return
        field.setModified(False)
        if figure != self._session.report.control_totals.get(key):
            self._session.enter_control_total(key, figure)  # type: ignore[arg-type]
        else:
            self.refresh()

    def _go_on(self, key: str, step: int) -> None:
        keys = list(self.fields)
        place = keys.index(key) + step
        if 0 <= place < len(keys):
            field = self.fields[keys[place]]
            field.setFocus()
            self.ensureWidgetVisible(field, 0, 60)


def _summary(found: tuple[Control, ...], unseen: str) -> str:
    given = [one for one in found if one.ledger is not None]
    off = sum(bool(one.difference) for one in given)
    if not given:
        return unseen + INVITATION
    words = f"已填{len(given)}个账面数"
    return f"{words}，{off}个与表中不一致。" if off else f"{words}，都与表中一致。"


def state_words(session: Session, table: str) -> str:
    """``账面数``, ``账面数 ✓3``, ``账面数 ▲1``: what stands on the button that opens the panel."""
    found = controls(session.report, session.edition, table)
    off = sum(bool(one.difference) for one in found)
    same = sum(one.difference == 0 for one in found)
    if off:
        return f"{NAME} ▲{off}"
    return f"{NAME} ✓{same}" if same else NAME
