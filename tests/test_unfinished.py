"""What is offered of what was left behind, and to whom."""

import subprocess
import sys
from pathlib import Path

import pytest
from balanced import EDITIONS
from journal_hands import crash, recovered, saved_with

from forms.errors import Cause, UnreadableFile
from forms.report import Report
from forms.saving import store
from forms.saving.journal import Journal
from forms.saving.store import Saved
from forms.saving.unfinished import FileNow, give_up, left_behind

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "journal"


@pytest.fixture
def journal(folder):
    made = Journal(folder, EDITIONS)
    yield made
    made.close()


@pytest.fixture
def file(tmp_path):
    """Give a saved file that holds ``saved_with(1)``."""
    path = tmp_path / "报告.gknb"
    store.save(path, saved_with(1))
    return path


# --- what is offered ----------------------------------------------------------------------


def test_nothing_is_offered_where_there_is_no_folder(folder):
    found = left_behind(folder)
    assert found.unfinished == found.damaged == ()
    assert not folder.exists()


@pytest.mark.parametrize("path", [None, "file"])
def test_nothing_is_offered_and_nothing_stays_without_an_edit(journal, folder, file, path):
    if path is None:
        journal.begin(Saved(Report(edition="2021")), None)
    else:
        journal.begin(saved_with(1), file)
    crash(journal)

    assert left_behind(folder).unfinished == ()
    assert list(folder.iterdir()) == []


def test_an_edit_taken_back_leaves_nothing_to_offer(journal, folder, file):
    journal.begin(saved_with(1), file)
    journal.record(saved_with(2), "填写")
    journal.record(saved_with(1), "撤销")
    crash(journal)

    assert left_behind(folder).unfinished == ()


def test_saving_leaves_nothing_to_offer_until_the_next_edit(journal, folder, tmp_path):
    path = tmp_path / "新.gknb"
    journal.begin(Saved(Report(edition="2021")), None)
    journal.record(saved_with(2), "填写")
    store.save(path, saved_with(2))
    journal.saved_to(path)
    journal.record(saved_with(3), "填写")
    crash(journal)

    (found,) = left_behind(folder).unfinished
    assert (found.edits, found.path, found.file_now) == (1, path, FileNow.SAME)
    assert recovered(folder).path == path


def test_crash_between_the_file_and_the_journal_offers_nothing(journal, folder, file):
    journal.begin(saved_with(1), file)
    journal.record(saved_with(2), "填写")
    store.save(file, saved_with(2), EDITIONS)
    crash(journal)

    assert left_behind(folder).unfinished == ()


def test_newest_of_several_is_offered_first(folder):
    """Two reports were open: both are offered, each with its own content."""
    journals = [Journal(folder, EDITIONS) for _ in range(2)]
    for number, journal in enumerate(journals):
        journal.begin(Saved(Report(edition="2021")), None)
        journal.record(saved_with(number), "填写")
    journals[0].record(saved_with(10), "填写")
    for journal in journals:
        crash(journal)

    found = left_behind(folder).unfinished
    contents = []
    for one in found:
        contents.append(journals[0].recover(one).saved)
        crash(journals[0])
    assert contents == [saved_with(10), saved_with(1)]


def test_what_is_given_up_is_not_offered_again(journal, folder):
    journal.begin(saved_with(1), None)
    crash(journal)

    give_up(left_behind(folder).unfinished[0])

    assert left_behind(folder).unfinished == ()
    assert list(folder.iterdir()) == []


# --- two windows --------------------------------------------------------------------------------


def test_an_open_report_is_not_offered_and_cannot_be_taken(journal, folder):
    journal.begin(saved_with(1), None)
    crash(journal)
    (found,) = left_behind(folder).unfinished
    journal.recover(found)
    other = Journal(folder, EDITIONS)
    other.begin(saved_with(8), None)

    assert left_behind(folder).unfinished == ()
    with pytest.raises(UnreadableFile) as refused:
        other.recover(found)

    assert refused.value.cause is Cause.IN_USE
    journal.record(saved_with(2), "填写")
    other.record(saved_with(9), "填写")
    crash(journal)
    crash(other)
    assert {one.edits for one in left_behind(folder).unfinished} == {2}


def test_an_owner_in_another_process_holds_it_until_it_is_killed(journal, folder):
    """The lock is the system's: no file of a dead owner stays in the way."""
    script = (
        "import sys, pathlib; from forms.saving.journal import Journal; from forms.report import Report\n"
        "from forms.saving.store import Saved; journal = Journal(pathlib.Path(sys.argv[1]))\n"
        "journal.begin(Saved(Report(agency='某某局', edition='2021')), None)\n"
        "print('kept', flush=True); sys.stdin.read()"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with owner:
        assert owner.stdout.readline() == "kept\n"
        held = left_behind(folder)
        owner.kill()
    found = left_behind(folder)

    assert held.unfinished == held.damaged == ()
    assert [one.agency for one in found.unfinished] == ["某某局"]


def test_what_another_window_gave_up_meanwhile_is_said(journal, folder):
    journal.begin(saved_with(1), None)
    crash(journal)
    (found,) = left_behind(folder).unfinished
    give_up(found)

    with pytest.raises(UnreadableFile) as refused:
        journal.recover(found)

    assert refused.value.cause is Cause.MISSING
