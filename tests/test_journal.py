"""The journal: every edit kept, found again whatever became of the program, the file, the disk."""

import os
import random
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from balanced import EDITIONS, sound_report

from forms import journal_file, store
from forms.cells import Address
from forms.errors import Cause, UnreadableFile, UnwritableFile
from forms.journal import Journal
from forms.journal_file import KEPT
from forms.report import Report
from forms.store import Saved
from forms.unfinished import FileNow, give_up, left_behind

ROOT = Path(__file__).resolve().parent.parent
SLIP = Address("applications", "received", "person")


def saved_with(value, **others) -> Saved:
    """Give a report of 某某局 with one cell filled."""
    report = Report(agency="某某局", year=2025, edition="2021", cells={SLIP: value})
    return Saved(report, **others)


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
        "import sys, pathlib; from forms.journal import Journal; from forms.report import Report\n"
        "from forms.store import Saved; journal = Journal(pathlib.Path(sys.argv[1]))\n"
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


# --- damage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_journal_is_set_aside_and_said_once(folder, data):
    folder.mkdir()
    path = folder / "0123.journal"
    path.write_bytes(data)

    (aside,) = left_behind(folder).damaged

    assert aside.read_bytes() == data
    assert not path.exists()
    assert left_behind(folder).damaged == ()


def test_another_program_s_database_is_set_aside(folder):
    folder.mkdir()
    connection = sqlite3.connect(folder / "x.journal")
    connection.execute("CREATE TABLE state (number)")
    connection.close()

    assert len(left_behind(folder).damaged) == 1


def test_a_journal_of_a_newer_program_is_left_alone(journal, folder):
    journal.begin(saved_with(1), None)
    crash(journal)
    path = next(folder.glob("*.journal"))
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {journal_file.VERSION + 1}")
    connection.close()

    found = left_behind(folder)

    assert found.unfinished == found.damaged == ()
    assert path.exists()


def test_an_empty_file_of_an_owner_that_ended_at_once_is_swept(folder):
    folder.mkdir()
    (folder / "x.journal").touch()

    assert left_behind(folder).damaged == ()
    assert list(folder.iterdir()) == []


def spoil(folder, statement):
    connection = sqlite3.connect(next(folder.glob("*.journal")), isolation_level=None)
    connection.execute(statement)
    connection.close()


def test_the_last_readable_state_is_taken_and_the_loss_is_told(journal, folder):
    journal.begin(saved_with(1), None)
    for value in (2, 3, 4):
        journal.record(saved_with(value), "填写")
    crash(journal)
    spoil(folder, "UPDATE state SET content = x'00' WHERE number > 2")
    again = Journal(folder, EDITIONS)

    result = again.recover(left_behind(folder).unfinished[0])

    assert (result.saved, result.lost) == (saved_with(2), 2)
    again.record(saved_with(9), "填写")
    crash(again)
    assert recovered(folder).saved == saved_with(9)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE state SET content = x'00'",
        "UPDATE state SET content = 7",
        "UPDATE state SET digest = x'00'",
    ],
)
def test_where_nothing_can_be_read_it_is_set_aside_and_said(journal, folder, statement):
    journal.begin(saved_with(1), None)
    crash(journal)
    spoil(folder, statement)
    (found,) = left_behind(folder).unfinished

    with pytest.raises(UnreadableFile) as refused:
        journal.recover(found)

    assert refused.value.cause is Cause.BAD_SAVED_FILE
    assert refused.value.path.is_file()
    assert left_behind(folder).unfinished == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE state SET time = 'x'",
        "UPDATE state SET time = 1e300",
        "UPDATE state SET agency = x'ff'",
        "UPDATE state SET agency = CAST(x'ff' AS TEXT)",
        "UPDATE state SET path = 'x'",
        "DROP TABLE state",
    ],
)
def test_a_row_that_cannot_be_is_damage(journal, folder, statement):
    journal.begin(saved_with(1), None)
    crash(journal)
    spoil(folder, statement)

    assert len(left_behind(folder).damaged) == 1


def test_a_state_of_a_newer_file_format_is_told_and_kept(journal, folder, monkeypatch):
    monkeypatch.setattr(store, "FORMAT_VERSION", store.FORMAT_VERSION + 1)
    journal.begin(saved_with(1), None)
    crash(journal)
    monkeypatch.undo()
    (found,) = left_behind(folder).unfinished

    with pytest.raises(UnreadableFile) as refused:
        journal.recover(found)

    assert refused.value.cause is Cause.FUTURE_FORMAT
    assert left_behind(folder).unfinished == (found,)


def journal_bytes(folder):
    """Give the bytes of a journal with a few states, as they lie after a crash."""
    journal = Journal(folder, EDITIONS)
    journal.begin(saved_with(0), None)
    for value in range(1, 6):
        journal.record(saved_with(value), "填写")
    path = journal._file.path
    whole = [path.read_bytes(), path.with_name(path.name + "-wal").read_bytes()]
    journal.give_up()
    return whole


def survives(folder, main, log):
    """Look through and recover: only the known refusals, and only states that there were."""
    folder.mkdir()
    path = folder / "x.journal"
    path.write_bytes(main)
    path.with_name(path.name + "-wal").write_bytes(log)
    journal = Journal(folder, EDITIONS)
    for one in left_behind(folder).unfinished:
        try:
            result = journal.recover(one)
        except UnreadableFile:
            continue
        assert result.saved in [saved_with(value) for value in range(6)]
    journal.close()


def test_a_log_cut_off_anywhere_gives_a_state_that_there_was(tmp_path):
    main, log = journal_bytes(tmp_path / "whole")
    for number, end in enumerate(range(0, len(log), 997)):
        survives(tmp_path / str(number), main, log[:end])


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_is_a_crash(tmp_path, seed):
    chance = random.Random(seed)
    parts = [bytearray(part) for part in journal_bytes(tmp_path / "whole")]
    for _ in range(chance.choice((1, 5, 50))):
        part = chance.choice(parts)
        part[chance.randrange(len(part))] = chance.randrange(256)

    survives(tmp_path / "damaged", *map(bytes, parts))


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


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may everything")
def test_a_folder_without_permission_is_told(folder):
    folder.mkdir(mode=0o500)
    with pytest.raises(UnwritableFile) as refused:
        Journal(folder, EDITIONS).begin(saved_with(1), None)
    assert refused.value.cause is Cause.NO_ACCESS


def limit(journal, pages):
    """Let the file grow no more: SQLite then says what it says of a full disk."""
    journal._file._connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_is_told_and_the_last_edit_before_it_stays(journal, folder):
    journal.begin(saved_with(1), None)
    journal.record(saved_with(2), "填写")
    limit(journal, 1)
    with pytest.raises(UnwritableFile) as refused:
        for value in range(3, 50):
            journal.record(saved_with(value, done=frozenset(map(str, range(9999)))), "填写")
    assert refused.value.cause is Cause.DISK_FULL
    assert journal.kept_at is None
    limit(journal, 100_000)

    journal.record(saved_with(99), "填写")
    crash(journal)

    assert recovered(folder).saved == saved_with(99)


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
