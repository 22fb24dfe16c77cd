"""Dated copies of a saved file: made before it is replaced, thinned as they age."""

import os
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import UnreadableFile, UnwritableFile
from forms.saving.backups import DAYS, LAST, back_up, backups_in, folder_of, worth_keeping
from forms.saving.store import MAX_BYTES

NOW = datetime(2026, 3, 9, 6, 3, 7, tzinfo=timezone.utc)
times = st.sets(
    st.integers(0, 800 * 24).map(lambda hours: NOW - timedelta(hours=hours)), max_size=120
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "报告.gknb"
    path.write_bytes(b"first")
    return path


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "backups"


def test_the_file_is_copied_as_it_stands(file, folder):
    made = back_up(file, folder, NOW)

    assert made.read_bytes() == file.read_bytes() == b"first"
    assert backups_in(folder_of(file, folder)) == {NOW: made}


def test_no_file_yet_and_no_change_make_no_copy(file, folder):
    back_up(file, folder, NOW)

    assert back_up(file.with_name("新.gknb"), folder, NOW) is None
    assert back_up(file, folder, NOW + timedelta(hours=1)) is None
    assert len(backups_in(folder_of(file, folder))) == 1


def test_what_was_there_before_and_came_back_is_copied_again(file, folder):
    """The newest copy counts: after a mistake was undone, the mistake's own copy is the newest."""
    for hour, data in enumerate((b"first", b"second", b"first")):
        file.write_bytes(data)
        assert back_up(file, folder, NOW + timedelta(hours=hour)) is not None


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_nobody_else_may_look_into_the_copies(file, folder):
    made = back_up(file, folder, NOW)
    assert made.parent.stat().st_mode & 0o077 == 0


def test_two_files_of_one_name_keep_their_copies_apart(file, folder, tmp_path):
    other = tmp_path / "别处" / file.name
    other.parent.mkdir()
    other.write_bytes(b"other")
    made = {back_up(file, folder, NOW), back_up(other, folder, NOW)}

    assert {path.read_bytes() for path in made} == {b"first", b"other"}


def test_copies_are_thinned_and_other_files_are_let_be(file, folder):
    place = folder_of(file, folder)
    place.mkdir(parents=True)
    stranger = place / "20269999-000000-000000.gknb"
    stranger.touch()
    for number in range(LAST + 5):
        file.write_bytes(b"%d" % number)
        back_up(file, folder, NOW + timedelta(minutes=number))

    assert len(backups_in(place)) == LAST
    assert stranger.exists()


def test_a_clock_of_another_zone_gives_the_same_time(file, folder):
    beijing = timezone(timedelta(hours=8))
    back_up(file, folder, NOW.astimezone(beijing))

    assert set(backups_in(folder_of(file, folder))) == {NOW}


@pytest.mark.skipif(os.name == "nt", reason="no file can have such a name there")
def test_a_name_that_is_no_file_name_elsewhere_makes_a_folder(tmp_path, folder):
    path = tmp_path / "报告:一?\n二.gknb"
    path.write_bytes(b"x")

    assert back_up(path, folder, NOW).parent.name.startswith("报告_一__二 ")


def test_a_folder_that_cannot_be_made_is_told_and_the_file_stays(file, folder):
    folder.parent.write_bytes(b"")
    with pytest.raises(UnwritableFile):
        back_up(file, folder, NOW)
    assert file.read_bytes() == b"first"


def test_what_is_too_large_to_be_ours_is_not_copied(file, folder):
    with file.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableFile):
        back_up(file, folder, NOW)
    assert not folder.exists()


# --- thinning ---------------------------------------------------------------------------------


@given(times)
def test_the_last_ones_stay_and_nothing_is_made_up(found):
    kept = worth_keeping(found, NOW)
    assert kept <= found
    assert set(sorted(found)[-LAST:]) <= kept


@given(times)
def test_every_recent_day_and_every_month_keeps_its_newest(found):
    kept = worth_keeping(found, NOW)
    for time in found:
        is_recent = NOW - time < timedelta(days=DAYS)
        same = [
            other
            for other in found
            if (other.date() == time.date() if is_recent else same_month(other, time))
        ]
        assert max(same) in kept


def same_month(one, other):
    return (one.year, one.month) == (other.year, other.month)


@given(times)
def test_no_more_stay_than_the_days_and_months_there_are(found):
    days = {time.date() for time in found if NOW - time < timedelta(days=DAYS)}
    months = {(time.year, time.month) for time in found}
    assert len(worth_keeping(found, NOW)) <= LAST + len(days) + len(months)


@given(times, st.integers(0, 400))
def test_thinning_day_by_day_loses_no_month(found, days):
    later = NOW + timedelta(days=days)
    thinned = worth_keeping(worth_keeping(found, NOW), later)
    assert {(time.year, time.month) for time in thinned} == {
        (time.year, time.month) for time in found
    }


def test_a_copy_from_the_future_is_kept_as_one_of_today():
    ahead = NOW + timedelta(days=400)
    assert worth_keeping({ahead, NOW}, NOW) == {ahead, NOW}


def test_copies_from_the_future_take_no_place_of_the_last_ones():
    """The clock ran a year ahead for a day: what is saved today still keeps its last ten."""
    future = [NOW + timedelta(days=365, minutes=n) for n in range(12)]
    today = [NOW - timedelta(minutes=n) for n in range(12)]
    kept = worth_keeping([*future, *today], NOW)

    assert {*today[:LAST]} <= kept
    assert {*future[-LAST:]} <= kept
