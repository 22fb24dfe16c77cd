"""Likely repairs of what does not add up, found off the window's thread once typing pauses."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from forms.culprit import Suggestion, suggestions
from forms.edition import Edition
from forms.errors import FileError
from forms.finding import Finding
from forms.report import Report
from forms.rules import Relation
from ui.background import Work
from ui.session import Session

PAUSE_MS = 250
Found = dict[str, tuple[Suggestion, ...]]


class Repairs(QObject):
    """The repairs for the session's report as it stands, table by table.

    There is one for a session (``Repairs.of``). It works only while somebody has asked
    (``want``) since the last change. Signal ``changed``: other repairs are known now.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._found: Found = {}
        self._known_for: object = None
        self._running: list[Work[Found]]
        self._wanted = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        session.findings_changed.connect(self._forget)
        running = self._running = []
        # No method of this object: it goes together with the session.
        session.destroyed.connect(lambda: _wait_for(running))

    @classmethod
    def of(cls, session: Session) -> Repairs:
        """The one for a session."""
        return session.findChild(cls) or cls(session)

    @property
    def by_table(self) -> Found:
        """What is known; a table that nothing is known of yet is not there."""
        return self._found

    def want(self) -> None:
        """Somebody looks: find the repairs of the report, unless they are known."""
        if self._key() != self._known_for and not self._running:
            self._pause.start()
        self._wanted = True

    def _key(self) -> object:
        """What the repairs depend on."""
        session = self._session
        own = tuple(unbalanced(session.findings))
        explained = tuple(_relations(session))
        report = session.report
        return report.cells, report.units, report.edition, session.last_year, own, explained

    def _forget(self) -> None:
        """The report is another: what was found may be wrong for it."""
        if self._key() == self._known_for:
            return
        self._known_for = None
        if self._found:
            self._found = {}
            self.changed.emit()
        if self._wanted and not self._running:
            self._pause.start()

    def _begin(self) -> None:
        if self._running:
            return
        session, key = self._session, self._key()
        tables = tuple(unbalanced(session.findings))
        report, edition, last_year = session.report, session.edition, session.last_year
        explained = _relations(session)

        def find() -> Found:
            return {
                table: repairs_of_table(report, edition, table, last_year, explained)
                for table in tables
            }

        work = Work(self, find, lambda found: self._take(key, found), _refuse)
        self._running.append(work)
        work.begin()

    def _take(self, key: object, found: Found) -> None:
        self._running.clear()
        if key != self._key():
            self._pause.start()
            return
        self._known_for = key
        if found != self._found:
            self._found = found
            self.changed.emit()


def repairs_of_table(
    report: Report,
    edition: Edition,
    table: str,
    last_year: Report | None = None,
    explained: Iterable[Relation] = (),
) -> tuple[Suggestion, ...]:
    """The smallest repairs of one table by itself, so that they can be shown with its part."""
    aside = frozenset(one for one in edition.relations if one.table != table)
    cells = {cell: value for cell, value in report.cells.items() if cell.table == table}
    units = {cell: unit for cell, unit in report.units.items() if cell.table == table}
    alone = report.replace(cells=cells, units=units)
    return suggestions(alone, edition, last_year, explained=aside.union(explained))


def unbalanced(findings: tuple[Finding, ...]) -> dict[str, None]:
    """The tables in which something does not add up, in the order of the form."""
    sums = (one for one in findings if one.relation or one.code in ("cell.negative", "cell.unit"))
    return dict.fromkeys(one.table for one in sums if one.table)


def _relations(session: Session) -> list[Relation]:
    """The rules that need not hold, for the clerk has given the reason."""
    found = [one.finding.relation for one in session.explained]
    return [relation for relation in found if relation is not None]


def _wait_for(running: list[Work[Found]]) -> None:
    """A thread must end before its object goes."""
    for work in running:
        work.wait()
        # It still has to be told that it ended, after its owner is gone.
        work.setParent(None)


def _refuse(error: FileError) -> None:
    """No file is touched."""
    raise error


def take(session: Session, suggestion: Suggestion) -> None:
    """Carry out a repair: one step of undo."""
    session.enter_many(suggestion.values, f"采用建议，改{len(suggestion.changes)}格")
