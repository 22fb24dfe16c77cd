"""The saved file of a window: held, watched, and copied before it is replaced."""

import pytest
from journal_hands import saved_with

from forms.errors import Cause, UnreadableFile, UnwritableFile
from forms.saving import store
from forms.saving.backups import backups_in, files_with_backups, folder_of
from forms.saving.held_file import HeldFile


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "报告.gknb"
    store.save(made, saved_with(1))
    return made


@pytest.fixture
def backups(tmp_path):
    return tmp_path / "data" / "backups"


@pytest.fixture
def held(backups):
    made = HeldFile(backups)
    yield made
    made.let_go()


@pytest.fixture
def other():
    made = HeldFile()
    yield made
    made.let_go()


def test_a_file_is_changed_only_by_others(held, path):
    assert held.open(path) == saved_with(1)
    assert not held.is_changed
    held.write(path, saved_with(2))
    assert not held.is_changed
    store.save(path, saved_with(3))
    assert held.is_changed


def test_a_file_that_is_gone_is_not_changed(held, path):
    held.open(path)
    path.unlink()
    assert not held.is_changed
    held.write(path, saved_with(2))
    assert store.load(path) == saved_with(2)


def test_without_a_file_nothing_is_changed(held):
    assert not held.is_changed
    assert not held.ask_again()


def test_the_second_is_read_only_until_the_first_is_closed(held, other, path):
    held.open(path)
    other.open(path)
    assert (held.is_read_only, other.is_read_only) == (False, True)
    assert not other.ask_again()
    held.write(path, saved_with(2))
    with pytest.raises(UnwritableFile) as refused:
        other.write(path, saved_with(9))
    assert refused.value.cause is Cause.IN_USE
    assert store.load(path) == saved_with(2)

    held.let_go()

    assert other.ask_again()
    assert not other.is_read_only
    assert other.is_changed


def test_the_second_is_writable_under_another_name(held, other, path):
    held.open(path)
    other.open(path)
    elsewhere = path.with_name("另存.gknb")
    other.write(elsewhere, saved_with(2))
    assert not other.is_read_only
    assert other.path == elsewhere
    assert held.path == path
    assert not held.is_changed


def test_saving_elsewhere_gives_the_first_file_free(held, other, path):
    held.open(path)
    held.write(path.with_name("另存.gknb"), saved_with(2))
    other.open(path)
    assert not other.is_read_only


def test_a_refused_save_elsewhere_keeps_what_was_held(held, other, path, tmp_path):
    held.open(path)
    with pytest.raises(UnwritableFile):
        held.write(tmp_path / "没有" / "报告.gknb", saved_with(2))
    other.open(path)
    assert other.is_read_only
    assert held.path == path


def test_a_file_that_cannot_be_read_keeps_what_was_held(held, other, path, tmp_path):
    held.open(path)
    with pytest.raises(UnreadableFile):
        held.open(tmp_path / "没有.gknb")
    other.open(path)
    assert held.path == path
    assert other.is_read_only


def test_every_save_leaves_what_it_replaced(held, path, backups):
    held.open(path)
    for value in (2, 3, 3):
        held.write(path, saved_with(value))
    copies = backups_in(folder_of(path, backups))
    assert [store.load(copies[time]) for time in sorted(copies)] == [
        saved_with(1),
        saved_with(2),
        saved_with(3),
    ]
    assert list(files_with_backups(backups).values()) == [path.name]


def test_the_file_saved_last_is_named_first(held, path, backups, tmp_path):
    second = tmp_path / "乙 局.gknb"
    store.save(second, saved_with(5))
    for one in (path, second, path):
        held.write(one, saved_with(7))
        held.write(one, saved_with(8))
    names = list(files_with_backups(backups).values())
    assert names == [path.name, "乙_局.gknb"]
    assert files_with_backups(tmp_path / "没有") == {}


def test_a_copy_that_cannot_be_made_hinders_no_save(held, path, backups):
    backups.parent.write_bytes(b"")
    held.write(path, saved_with(2))
    assert isinstance(held.not_copied, UnwritableFile)
    assert store.load(path) == saved_with(2)
    backups.parent.unlink()
    held.write(path, saved_with(3))
    assert held.not_copied is None


def test_a_place_that_could_not_be_written_is_nobodys(held, other, path):
    """Saving under another name failed: the next window may have that name."""
    held.open(path)
    place = path.with_name("别处.gknb")
    place.mkdir()
    with pytest.raises(UnwritableFile):
        held.write(place, saved_with(2))
    place.rmdir()

    other.write(place, saved_with(3))
    assert (other.is_read_only, held.path, held.is_read_only) == (False, path, False)
    with pytest.raises(UnwritableFile):
        other.write(path, saved_with(4))
