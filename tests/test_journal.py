"""The journal: every edit is kept, and recovered crash upon crash."""

import os
import sqlite3
import sys
from datetime import datetime
from pathlib import Path

import pytest
from balanced import EDITIONS, sound_report
from journal_hands import crash, recovered, saved_with

from forms.errors import Cause, UnwritableFile
from forms.report import Report
from forms.saving import store
from forms.saving.journal import Journal
from forms.saving.journal_file import KEPT
from forms.saving.store import Saved
from forms.saving.unfinished import FileNow, left_behind


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


# --- what is kept -------------------------------------------------------------------------


def test_every_kind_of_content_comes_back(journal, folder):
    saved = Saved(
        sound_report(), last_year=sound_report().replace(year=2023), done=frozenset({"overview"})
    )
    journal.begin(Saved(Report(edition="2021")), None)
    journal.record(saved, "粘贴25格")
    crash(journal)

    assert recovered(folder).saved == saved


def test_offer_says_what_it_is(journal, folder, file):
    before = datetime.now()
    journal.begin(saved_with(1), file)
    journal.record(saved_with(2), "填写")
    journal.record(saved_with(3), "粘贴1格")
    kept_at = journal.kept_at
    crash(journal)

    (found,) = left_behind(folder).unfinished

    assert found.when == kept_at
    assert (found.agency, found.year, found.edits) == ("某某局", 2025, 2)
    assert (found.path, found.file_now) == (file, FileNow.SAME)
    assert found.last_edit == "粘贴1格"
    assert before <= found.when <= datetime.now()


def test_each_of_many_edits_is_the_one_that_comes_back(journal, folder):
    """Also past the number of states that stay, and with a bounded file."""
    journal.begin(Saved(Report(edition="2021")), None)
    for value in range(3 * KEPT):
        journal.record(saved_with(value), "填写")
    crash(journal)

    with sqlite3.connect(next(folder.glob("*.journal"))) as connection:
        assert connection.execute("SELECT count(*) FROM state").fetchone() == (KEPT,)
    connection.close()
    assert recovered(folder).saved == saved_with(3 * KEPT - 1)


def test_a_report_read_from_elsewhere_is_kept_before_any_edit(journal, folder):
    journal.begin(saved_with(4), None)
    crash(journal)

    assert recovered(folder).saved == saved_with(4)


def test_synchronous_is_full_and_one_owner_holds_the_file(journal):
    journal.begin(saved_with(1), None)

    connection = journal._file._connection
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA locking_mode").fetchone() == ("exclusive",)


# --- ending -------------------------------------------------------------------------------


def test_close_removes_the_journal_only_where_a_file_holds_everything(journal, folder, file):
    journal.begin(saved_with(1), file)
    journal.record(saved_with(2), "填写")
    journal.close()
    assert len(left_behind(folder).unfinished) == 1

    journal.begin(saved_with(1), file)
    journal.record(saved_with(2), "填写")
    store.save(file, saved_with(2), EDITIONS)
    journal.saved_to(file)
    journal.close()

    assert left_behind(folder).unfinished == ()


def test_giving_up_and_another_report_remove_the_journal(journal, folder, file):
    journal.begin(saved_with(1), None)
    journal.begin(saved_with(5), None)
    assert len(list(folder.glob("*.journal"))) == 1

    journal.give_up()

    assert list(folder.iterdir()) == []


def test_edits_are_counted_anew_with_another_report(journal, folder):
    journal.begin(saved_with(1), None)
    for value in range(5):
        journal.record(saved_with(value), "填写")
    journal.begin(Saved(Report(edition="2021")), None)
    journal.record(saved_with(9), "填写")
    crash(journal)

    assert left_behind(folder).unfinished[0].edits == 1


# --- the saved file, meanwhile --------------------------------------------------------------


def test_a_file_that_was_moved_is_not_written_again_where_it_was(journal, folder, file):
    journal.begin(saved_with(1), file)
    journal.record(saved_with(2), "填写")
    crash(journal)
    file.rename(file.with_name("搬走.gknb"))

    result = recovered(folder)

    assert (result.saved, result.path, result.file_now) == (saved_with(2), None, FileNow.GONE)


def test_a_file_that_is_newer_is_not_replaced(journal, folder, file):
    journal.begin(saved_with(1), file)
    journal.record(saved_with(2), "填写")
    crash(journal)
    store.save(file, saved_with(7))

    result = recovered(folder)

    assert (result.saved, result.path, result.file_now) == (saved_with(2), None, FileNow.CHANGED)
    assert store.load(file) == saved_with(7)


def test_a_folder_where_the_file_was_counts_as_gone(journal, folder, file):
    journal.begin(saved_with(1), file)
    journal.record(saved_with(2), "填写")
    crash(journal)
    file.unlink()
    file.mkdir()

    assert recovered(folder).file_now is FileNow.GONE


@pytest.mark.skipif(sys.platform != "linux", reason="only there names are bytes")
def test_a_path_that_is_no_text_is_kept(journal, folder, tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb1\xa8.gknb"))
    store.save(path, saved_with(1))
    journal.begin(saved_with(1), path)
    journal.record(saved_with(2), "填写")
    crash(journal)

    assert recovered(folder).path == path


# --- crash upon crash -------------------------------------------------------------------------


def test_a_second_crash_right_after_recovery_loses_nothing(journal, folder, file):
    journal.begin(saved_with(1), file)
    journal.record(saved_with(2), "填写")
    crash(journal)

    for _ in range(3):
        result = recovered(folder)
        assert (result.saved, result.path) == (saved_with(2), file)


def test_edits_after_recovery_are_kept_in_the_same_journal(journal, folder):
    journal.begin(saved_with(1), None)
    journal.record(saved_with(2), "填写")
    crash(journal)
    again = Journal(folder, EDITIONS)
    again.recover(left_behind(folder).unfinished[0])
    again.record(saved_with(3), "填写")
    crash(again)

    assert len(list(folder.glob("*.journal"))) == 1
    assert recovered(folder).saved == saved_with(3)


def test_recovery_ends_what_was_open_before(journal, folder):
    journal.begin(saved_with(1), None)
    crash(journal)
    (found,) = left_behind(folder).unfinished
    other = Journal(folder, EDITIONS)
    other.begin(saved_with(5), None)

    other.recover(found)
    crash(other)

    assert recovered(folder).saved == saved_with(1)


# --- a disk that refuses --------------------------------------------------------------------------


def test_no_folder_to_write_in_is_told_and_made_good_later(folder, tmp_path):
    folder.write_bytes(b"a file where the folder should be")
    journal = Journal(folder, EDITIONS)
    with pytest.raises(UnwritableFile):
        journal.begin(saved_with(1), None)
    with pytest.raises(UnwritableFile):
        journal.record(saved_with(2), "填写")
    assert journal.kept_at is None
    folder.unlink()

    journal.record(saved_with(3), "填写")

    assert journal.kept_at is not None
    crash(journal)
    (found,) = left_behind(folder).unfinished
    assert found.edits == 3
    assert recovered(folder).saved == saved_with(3)


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_nobody_else_may_look_into_the_journals(folder):
    journal = Journal(folder, EDITIONS)
    journal.begin(saved_with(1), None)
    journal.record(saved_with(2), "填写")
    assert folder.stat().st_mode & 0o077 == 0
    journal.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may everything")
def test_a_folder_without_permission_is_told(folder):
    folder.mkdir(mode=0o500)
    with pytest.raises(UnwritableFile) as refused:
        Journal(folder, EDITIONS).begin(saved_with(1), None)
    assert refused.value.cause is Cause.NO_ACCESS


def limit(journal, pages):
    """Let the file grow no more: SQLite then says what it says of a full disk."""
    journal._file._connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_is_told_and_made_good_later(journal, folder):
    journal.begin(saved_with(1), None)
    journal.record(saved_with(2), "填写")
    limit(journal, 1)
    large = Saved(sound_report(), done=frozenset(os.urandom(9).hex() for _ in range(2000)))
    with pytest.raises(UnwritableFile) as refused:
        journal.record(large, "填写")
    assert refused.value.cause is Cause.DISK_FULL
    assert journal.kept_at is None
    limit(journal, 100_000)

    journal.record(saved_with(99), "填写")
    crash(journal)

    assert recovered(folder).saved == saved_with(99)


def test_what_was_kept_before_the_disk_was_full_stays(journal, folder):
    journal.begin(saved_with(1), None)
    journal.record(saved_with(2), "填写")
    limit(journal, 1)
    large = Saved(sound_report(), done=frozenset(os.urandom(9).hex() for _ in range(2000)))
    with pytest.raises(UnwritableFile):
        journal.record(large, "填写")
    crash(journal)

    assert recovered(folder).saved == saved_with(2)


@pytest.mark.skipif(os.name == "nt", reason="nothing that is open is deleted there")
def test_a_journal_deleted_under_the_program_is_begun_anew(journal, folder):
    journal.begin(saved_with(1), None)
    for path in folder.iterdir():
        path.unlink()

    journal.record(saved_with(2), "填写")
    crash(journal)

    assert recovered(folder).saved == saved_with(2)


def test_saving_while_nothing_is_kept_is_no_failure(folder, file):
    folder.write_bytes(b"")
    journal = Journal(folder, EDITIONS)
    journal.saved_to(file)
    with pytest.raises(UnwritableFile):
        journal.begin(saved_with(1), None)

    journal.saved_to(file)
    journal.close()
    assert folder.read_bytes() == b""
