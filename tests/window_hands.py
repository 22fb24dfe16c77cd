"""What the tests of keeping and going on share: sessions that crash, and the program's window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.cells import Address
from forms.report import Report
from forms.saving.journal import Journal
from ui.going_on import journal_folder
from ui.session import Session

SLIP = Address("applications", "received", "person")


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def crash(session):
    """End a session as a crash does: its journal is let go of, and stays."""
    session.file.let_go()
    session.keeper._journal._file.close()
    session.keeper._journal._forget()


def journaled() -> Session:
    return Session(journal=Journal(journal_folder()))


def cut_off(agency="某某局", path=None, value=3) -> Session:
    """Leave a journal behind: a report, saved to ``path`` if there is one, and one more edit."""
    session = journaled()
    session.open_report(Report(agency=agency, year=2025, edition="2021"))
    if path is not None:
        session.save(path)
    session.enter(SLIP, value)
    crash(session)
    return session
