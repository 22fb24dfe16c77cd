"""The findings of one step under its page, one line each; a button folds them away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.findings_view import FindingsView
from ui.labels import button
from ui.session import Session
from ui.steps import findings_of, mark_of

_LINE = 26
_MOST_LINES = 3.5
_FEWER_LINES = 2
LOW_WINDOW = 640


class FindingsStrip(QWidget):
    """Signal ``finding_chosen`` carries the Finding whose line was chosen.

    ``fold`` is a button of its own, for the page to put where it has room.
    """

    finding_chosen = Signal(object)

    def __init__(self, session: Session, step: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._step = session, step
        self._open: bool | None = None
        self._shown: object = None
        self._height = 0
        self.fold = button("", "fold")
        self.fold.clicked.connect(self._turn)
        self.view = FindingsView()
        self.view.finding_chosen.connect(self.finding_chosen)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view)

    def refresh(self) -> None:
        """Show what is found now; nothing at all where nothing is."""
        session = self._session
        findings = findings_of(self._step, session.findings, session.edition)
        shown = (findings, session.done)
        if shown == self._shown:
            return
        self._shown = shown
        marked = [(one, mark_of(one, session.edition, session.done)) for one in findings]
        self.view.show_findings(marked, session.edition)
        most = _FEWER_LINES if self.window().height() < LOW_WINDOW else _MOST_LINES
        height = int(min(len(marked), most) * _LINE) + 2
        # While it is seen it only grows: what stands above must not jump as one types.
        self._height = max(height, self._height)
        self.view.setFixedHeight(self._height)
        self._show_fold()

    def begin(self) -> None:
        """The page is shown anew: take no more room than is needed now."""
        self._height, self._shown = 0, None
        if self._open is None:
            self._open = self.window().height() >= LOW_WINDOW
        self.refresh()

    def _turn(self) -> None:
        self._open = not self._open
        self._show_fold()

    def _show_fold(self) -> None:
        count = self.view.count()
        self.fold.setVisible(count > 0)
        self.setVisible(count > 0 and bool(self._open))
        words = f"{'▾' if self._open else '▸'} 待核对 {count} 处"
        self.fold.setText(words)
        self.fold.setAccessibleName(f"待核对 {count} 处，{'收起' if self._open else '展开'}")
