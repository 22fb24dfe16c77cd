"""The findings of one step under its page, one line each; a button folds them away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from forms.culprit import Suggestion
from ui.findings_view import WIDEST, FindingsView
from ui.labels import button
from ui.marks import Mark, counted
from ui.repairs import Repairs, take, unbalanced
from ui.session import Session
from ui.steps import findings_of, mark_of, steps_of

_LINE = 26
_MOST_LINES = 3.5
_FEWER_LINES = 2
_REPAIR_LINES = 2
_BLANK = (Mark.INCOMPLETE, Mark.MISSING)
LOW_WINDOW = 640


class FindingsStrip(QWidget):
    """Signal ``finding_chosen`` carries the Finding whose line was chosen, or an Address.

    ``fold`` is a button of its own, for the page to put where it has room. ``room`` tells the
    height that the page leaves empty below, to be taken too. Under what does not
    add up in a table stand the likely repairs, as soon as they are known.
    """

    finding_chosen = Signal(object)

    def __init__(self, session: Session, step: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._step = session, step
        parts = (one.part for one in steps_of(session.edition) if one.key == step)
        self._table = next((part.table for part in parts if part is not None), None)
        self._repairs = Repairs.of(session)
        self._repairs.changed.connect(self._show_repairs)
        self.room: Callable[[], int] = lambda: 0
        self._open = False
        self._chosen: bool | None = None
        self._shown: object = None
        self._told = ""
        self._height = 0
        self.fold = button("", "fold")
        self.fold.clicked.connect(self._turn)
        self.view = FindingsView()
        self.view.finding_chosen.connect(self.finding_chosen)
        self.view.repair_taken.connect(self._take)
        self.view.unfolded.connect(self._fit)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.view.setMaximumWidth(WIDEST)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addStretch()

    def refresh(self) -> None:
        """Show what is found now; nothing at all where nothing is."""
        session = self._session
        if self._table is not None:
            self._repairs.want()
        findings = findings_of(self._step, session.findings, session.edition)
        repairs = self._repairs.by_table if self._table is not None else {}
        shown = (findings, session.done, repairs)
        if shown == self._shown:
            return
        self._shown = shown
        marked = [(one, mark_of(one, session.edition, session.done)) for one in findings]
        # Of a table that is half filled there are many blanks: they must not hide what is wrong;
        # and what may be nothing hides neither.
        marked.sort(key=lambda pair: (pair[1] is Mark.HINT, pair[1] in _BLANK))
        self._told = counted(mark for _, mark in marked)
        self.view.show_findings(marked, session.edition, repairs=repairs)
        self._fit()
        self._show_fold()

    def begin(self) -> None:
        """The page is shown anew: take no more room than is needed now."""
        self._height, self._shown = 0, None
        is_roomy = self.room() >= _FEWER_LINES * _LINE
        by_itself = is_roomy or self.window().height() >= LOW_WINDOW
        self._open = by_itself if self._chosen is None else self._chosen
        self.refresh()

    def _fit(self) -> None:
        """While it is seen it only grows: what stands above must not jump as one types.

        Where repairs may follow, their room is there from the start.
        """
        most = (_FEWER_LINES if self.window().height() < LOW_WINDOW else _MOST_LINES) * _LINE
        if self.room() >= _FEWER_LINES * _LINE:
            most = self.room()
        needed = self.view.full_height()
        if self._table is not None and self._table in unbalanced(self._session.findings):
            needed += _LINE * _REPAIR_LINES
        height = min(needed, int(most)) + 2
        self._height = max(height, self._height)
        self.view.setFixedHeight(self._height)

    def _show_repairs(self) -> None:
        if self._table is not None and self.isVisible():
            self.refresh()

    def _take(self, suggestion: object) -> None:
        assert isinstance(suggestion, Suggestion)
        # Its line goes away; without it the keyboard would pass to whatever comes next.
        self.finding_chosen.emit(suggestion.changes[0].address)
        take(self._session, suggestion)

    def _turn(self) -> None:
        self._open = self._chosen = not self._open
        self._show_fold()

    def _show_fold(self) -> None:
        self.fold.setVisible(bool(self._told))
        self.setVisible(bool(self._told) and self._open)
        self.fold.setText(f"{'∨' if self._open else '›'} {self._told}")
        self.fold.setAccessibleName(f"{self._told}，{'收起' if self._open else '展开'}")
