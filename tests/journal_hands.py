"""What the tests of the journal share: a small report, and a crash."""

from balanced import EDITIONS

from forms.cells import Address
from forms.report import Report
from forms.saving.journal import Journal
from forms.saving.store import Saved
from forms.saving.unfinished import left_behind

SLIP = Address("applications", "received", "person")


def saved_with(value, **others) -> Saved:
    """Give a report of 某某局 with one cell filled."""
    report = Report(agency="某某局", year=2025, edition="2021", cells={SLIP: value})
    return Saved(report, **others)


def recovered(folder):
    """Recover the only journal there is, then let go of it as a crash does."""
    (found,) = left_behind(folder).unfinished
    journal = Journal(folder, EDITIONS)
    result = journal.recover(found)
    crash(journal)
    return result


def crash(journal):
    """End the owner of a journal without any of its own steps."""
    journal._file.close()
    journal._forget()
