"""Find and replace in one text: a quiet bar above it, closed until asked for."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.labels import MUTED, button
from ui.note_edit import LineField
from ui.prose_editor import ProseEditor
from ui.session import Session


def occurrences(text: str, wanted: str) -> list[tuple[int, int]]:
    """Every place of a word in a text, none over another."""
    found, start = [], text.find(wanted) if wanted else -1
    while start >= 0:
        found.append((start, start + len(wanted)))
        start = text.find(wanted, start + len(wanted))
    return found


class FindBar(QWidget):
    """Signal ``found_changed``: other places are to be marked now (``spans``)."""

    found_changed = Signal()

    def __init__(
        self, session: Session, section: str, editor: ProseEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._section, self._editor = session, section, editor
        self.spans: list[tuple[int, int]] = []
        self.wanted = LineField()
        self.wanted.setAccessibleName("查找")
        self.wanted.setPlaceholderText("查找")
        self.wanted.textChanged.connect(self._look)
        self.by = LineField()
        self.by.setAccessibleName("替换为")
        self.by.setPlaceholderText("替换为")
        self.count = QLabel()
        self.count.setForegroundRole(MUTED)
        self.previous = self._button("上一处", lambda: self.step(-1))
        self.next = self._button("下一处", lambda: self.step(1))
        self.one = self._button("替换", self.replace_one)
        self.all = self._button("全部替换", self.replace_all)
        self.shut = self._button("关闭", self.close_bar)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.wanted, 0, 0)
        grid.addLayout(_row(self.previous, self.next, self.count, self.shut), 0, 1)
        grid.addWidget(self.by, 1, 0)
        grid.addLayout(_row(self.one, self.all), 1, 1)
        grid.setColumnStretch(1, 1)
        for field in (self.wanted, self.by):
            field.setFixedWidth(240)
        # From what is looked for straight to what takes its place.
        order = (self.wanted, self.by, self.previous, self.next, self.one, self.all, self.shut)
        for before, behind in pairwise(order):
            self.setTabOrder(before, behind)
        self.hide()

    def _button(self, text: str, act: object) -> QPushButton:
        made = button(text, "quiet")
        made.clicked.connect(act)
        return made

    # --- opening -----------------------------------------------------------------------

    def open_bar(self, replacing: bool) -> None:
        """Show the bar; what is selected in the text is looked for."""
        selected = self._editor.textCursor().selectedText()
        for widget in (self.by, self.one, self.all):
            widget.setVisible(replacing)
        self.show()
        if selected and "\u2029" not in selected:
            self.wanted.setText(selected)
        self.wanted.setFocus()
        self.wanted.selectAll()
        self._look()

    def close_bar(self) -> None:
        """Put the bar away; the keyboard goes back to the text."""
        self.hide()
        self._look()
        self._editor.setFocus()

    # --- looking -----------------------------------------------------------------------

    def refresh(self) -> None:
        """The text is another."""
        if not self.isHidden():
            self._look()

    def _look(self) -> None:
        wanted = "" if self.isHidden() else self.wanted.text()
        self.spans = occurrences(self._editor.toPlainText(), wanted)
        self._tell()
        for made in (self.previous, self.next, self.one, self.all):
            made.setEnabled(bool(self.spans))
        self.found_changed.emit()

    def _tell(self) -> None:
        here = self._here()
        if not self.wanted.text():
            self.count.setText("")
        elif not self.spans:
            self.count.setText("没有找到")
        elif here is None:
            self.count.setText(f"共 {len(self.spans)} 处")
        else:
            self.count.setText(f"第 {here + 1} 处，共 {len(self.spans)} 处")

    def _here(self) -> int | None:
        """The number of the place that is selected in the text."""
        span = self._editor.selected()
        return self.spans.index(span) if span in self.spans else None

    def step(self, by: int) -> None:
        """Select the next place, or the one before; past the end it begins anew."""
        if not self.spans:
            return
        here = self._here()
        if here is not None:
            number = (here + by) % len(self.spans)
        else:
            place = self._editor.selected()[0]
            before = sum(start < place for start, _ in self.spans)
            number = (before if by > 0 else before - 1) % len(self.spans)
        self._editor.select(*self.spans[number])
        self._tell()

    # --- replacing ---------------------------------------------------------------------

    def replace_one(self) -> None:
        """Replace the selected place and go to the next; where none is selected, go to one."""
        here = self._here()
        if here is None:
            self.step(1)
            return
        start, end = self.spans[here]
        self._editor.replace(start, end, self.by.text(), "替换")
        self._look()
        self.step(1)

    def replace_all(self) -> None:
        """Every place, in one step of undo."""
        text, number = self._editor.toPlainText(), len(self.spans)
        wanted, by = self.wanted.text(), self.by.text()
        if self.spans:
            self._session.set_section(self._section, text.replace(wanted, by), f"替换{number}处")
            self._look()
            self.count.setText(f"替换了 {number} 处")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift and Enter back, Esc ends; the window must not take them."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.by.hasFocus():
                self.replace_one()
            else:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            event.accept()


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
