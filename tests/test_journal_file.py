"""A damaged journal is set aside and said; what can be read of it comes back."""

import random
import sqlite3

import pytest
from balanced import EDITIONS
from journal_hands import crash, recovered, saved_with

from forms.errors import Cause, UnreadableFile
from forms.saving import journal_file, store
from forms.saving.journal import Journal
from forms.saving.unfinished import left_behind


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
