"""Check your answers: what is open, what was explained, what is last year's still.

Every line is a link to its place. Here an error is red, also in a part not yet declared done.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from forms.check import Finding
from forms.culprit import Suggestion
from forms.explanations import expired_reason, explanation_of
from forms.rules import Level
from forms.text.carried_wording import carried_row_sentence, carried_text_sentence
from forms.text.untouched import carried_rows, carried_texts
from ui import style
from ui.figure_list import FigureList
from ui.findings_paint import LOOK, Look
from ui.findings_view import FindingsView
from ui.labels import title
from ui.marks import Mark
from ui.reason_edit import ReasonEdit
from ui.repairs import Repairs, take
from ui.session import Session
from ui.steps import every_step, mark_of, step_of


class ReviewLists(QWidget):
    """Signal ``place_asked`` carries the Finding or the Address of a chosen line."""

    place_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: object = None
        self.reason: ReasonEdit | None = None
        self._asked: tuple[FindingsView, Finding] | None = None
        self._repairs = Repairs.of(session)
        self._repairs.changed.connect(self._show_repairs)
        self.findings = self._list("需要核对的地方")
        self.explained = self._list("已说明情况的内容")
        self.carried = self._list("沿用去年、没有改动的内容")
        self.findings.repair_taken.connect(self._take)
        self._headings: dict[FindingsView, QLabel] = {}
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self.findings)
        for view, words in ((self.explained, "已说明情况"), (self.carried, "沿用去年、没有改动")):
            heading = title(words, style.BODY_PIXELS)
            heading.setContentsMargins(2, 10, 0, 0)
            self._headings[view] = heading
            lines.addWidget(heading)
            lines.addWidget(view)
        self.figures = FigureList(session)
        self.figures.place_asked.connect(self.place_asked)
        lines.addWidget(self.figures)

    def _list(self, name: str) -> FindingsView:
        view = FindingsView(whole=True, name=name)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.finding_chosen.connect(self.place_asked)
        view.explain_asked.connect(lambda finding: self.ask_reason(view, finding))
        view.unfolded.connect(view.fit)
        return view

    # --- showing -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the report as it stands."""
        self._repairs.want()
        self.figures.refresh()
        session = self._session
        shown = (
            session.findings,
            session.explained,
            self._repairs.by_table,
            session.report.cells,
            session.report.sections,
            session.last_year,
            session.kept,
        )
        if shown != self._shown:
            self._shown = shown
            self._fill()

    def _fill(self) -> None:
        session, edition = self._session, self._session.edition
        reopen = self._reopening()
        every = every_step(edition)
        marked = [(one, mark_of(one, edition, every)) for one in session.findings]
        # What may be nothing comes last in each part.
        steps = [step_of(one, edition) for one in session.findings]
        order = {step: place for place, step in enumerate(dict.fromkeys(steps))}
        marked.sort(key=lambda pair: (order[step_of(pair[0], edition)], pair[1] is Mark.HINT))
        known = self._repairs.by_table
        self.findings.show_findings(marked, edition, grouped=True, repairs=known, explainable=True)
        self.explained.show_explained(session.explained, edition)
        self._fill_carried()
        for view in (self.findings, self.explained, self.carried):
            view.setVisible(view.count() > 0)
            view.fit()
        for view, heading in self._headings.items():
            heading.setVisible(view.count() > 0)
        reopen()

    def _fill_carried(self) -> None:
        session, edition = self._session, self._session.edition
        self.carried.clear()
        for row in carried_rows(session.report, session.last_year, edition):
            line = self.carried.add(carried_row_sentence(row, edition), row.cells[0])
            line.setData(LOOK, Look.CARRIED)
        for text in carried_texts(session.report, session.last_year, session.kept):
            place = Finding(
                "text.carried",
                Level.HINT,
                section=text.section,
                start=text.start,
                end=text.end,
            )
            line = self.carried.add(carried_text_sentence(text), place)
            line.setData(LOOK, Look.CARRIED)

    def _show_repairs(self) -> None:
        if self.isVisible():
            self.refresh()

    # --- answering ---------------------------------------------------------------------

    def _take(self, suggestion: object) -> None:
        assert isinstance(suggestion, Suggestion)
        take(self._session, suggestion)

    def ask_reason(self, view: FindingsView, finding: Finding) -> None:
        """A field under the finding, with the reason that was given before."""
        session = self._session
        self.reason = None
        self._fill()
        given = [one.explanation.reason for one in session.explained if one.finding == finding]
        now = explanation_of(finding, session.report, session.last_year, "")
        reason = given[0] if given else expired_reason(now, session.explanations)
        self._open_reason(view, finding, ReasonEdit(reason, bool(given))).setFocus()

    def _open_reason(self, view: FindingsView, finding: Finding, field: ReasonEdit) -> ReasonEdit:
        field.given.connect(lambda reason: self._explain(finding, reason))
        field.left.connect(lambda: self._never_mind(view, finding))
        view.open_below(finding, field)
        self.reason, self._asked = field, (view, finding)
        return field

    def _reopening(self) -> Callable[[], None]:
        """What puts a reason that is being written back, once the lists are filled anew."""
        field, self.reason = self.reason, None
        if field is None or self._asked is None:
            return lambda: None
        (view, finding), again = self._asked, field.copied()
        had_focus = field.field.hasFocus()

        def reopen() -> None:
            if any(view.value(row) == finding for row in range(view.count())):
                self._open_reason(view, finding, again)
                if had_focus:
                    again.setFocus()

        return reopen

    def _explain(self, finding: Finding, reason: str) -> None:
        self.reason = self._shown = None
        self._session.explain(finding, reason)
        self.refresh()

    def _never_mind(self, view: FindingsView, finding: Finding) -> None:
        self.reason = None
        self._fill()
        row = next((n for n in range(view.count()) if view.value(n) == finding), 0)
        view.setCurrentRow(row)
        view.setFocus()
