"""Dated copies of a saved file, made before it is replaced, and thinned as they age.

Each saved file has a folder of its own: two files of the same name never share one. A copy's
name is its time, in UTC, so that a clock that is set back for the winter makes no two alike.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Collection
from datetime import datetime, timedelta, timezone
from pathlib import Path

from forms.errors import Cause, UnreadableFile, UnwritableFile
from forms.saving.store import MAX_BYTES, SUFFIX
from forms.saving.write_file import cause_of, write_bytes

LAST = 10
"""So many of the newest stay whatever their age."""
DAYS = 30
"""Of these days one copy each stays; of the months before, one each."""
_TIME = "%Y%m%d-%H%M%S-%f"
_NAME = re.compile(r"(\d{8}-\d{6}-\d{6})" + re.escape(SUFFIX))


def back_up(path: Path, folder: Path, now: datetime) -> Path | None:
    """Copy the file at ``path`` as it stands, then thin its copies.

    ``folder`` is where the copies of all files are; ``now`` is aware of its time zone. None
    where there is no file yet or the newest copy is the same. Raises UnreadableFile,
    UnwritableFile; the file itself is never touched.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(path, cause_of(error), error.strerror or "") from error
    if len(data) > MAX_BYTES:
        # No saved file of ours is that large.
        raise UnreadableFile(path, Cause.TOO_LARGE)
    place = folder_of(path, folder)
    copies = backups_in(place)
    if copies and _same(copies[max(copies)], data):
        return None
    now = now.astimezone(timezone.utc)
    made = place / f"{now.strftime(_TIME)}{SUFFIX}"
    _make(place)
    write_bytes(made, data)
    _thin({**copies, now: made}, now)
    return made


def folder_of(path: Path, folder: Path) -> Path:
    """Where the copies of one saved file are, named so that a person finds it too."""
    whole = os.fsencode(path.absolute())
    stem = "".join(sign if sign.isalnum() else "_" for sign in path.stem)[:40]
    return folder / f"{stem} {hashlib.blake2b(whole, digest_size=6).hexdigest()}"


def backups_in(place: Path) -> dict[datetime, Path]:
    """The copies in the folder of one file, by their time (UTC); other files are let be."""
    try:
        found = [(one, _NAME.fullmatch(one.name)) for one in place.iterdir()]
    except OSError:
        return {}
    copies = {}
    for path, match in found:
        time = _time(match.group(1)) if match else None
        if time is not None:
            copies[time] = path
    return copies


def files_with_backups(folder: Path) -> dict[Path, str]:
    """The folder of each saved file that has copies → the file's name, the last saved first."""
    try:
        places = [place for place in folder.iterdir() if place.is_dir()]
    except OSError:
        return {}
    newest = {place: max(backups_in(place), default=None) for place in places}
    timed = [(time, place) for place, time in newest.items() if time is not None]
    return {place: place.name.rpartition(" ")[0] + SUFFIX for _, place in sorted(timed)[::-1]}


def worth_keeping(times: Collection[datetime], now: datetime) -> frozenset[datetime]:
    """The last ten, of the last days the newest of each, before that the newest of each month.

    A time in the future (the clock was wrong) counts as one of today's, but takes no place among
    the last ten: until that day came, of what is saved now only one copy a day would stay.
    """
    newest_first = sorted(times, reverse=True)
    past = [time for time in newest_first if time <= now]
    kept = {*past[:LAST], *newest_first[: len(newest_first) - len(past)][:LAST]}
    spans = set()
    for time in newest_first:
        is_recent = now - time < timedelta(days=DAYS)
        span = (time.year, time.month, time.day if is_recent else 0)
        if span not in spans:
            spans.add(span)
            kept.add(time)
    return frozenset(kept)


def _make(place: Path) -> None:
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFile(place, cause_of(error), error.strerror or "") from error


def _thin(copies: dict[datetime, Path], now: datetime) -> None:
    kept = worth_keeping(copies, now)
    for time, path in copies.items():
        if time not in kept:
            # A copy that will not go is tried again at the next save.
            with contextlib.suppress(OSError):
                path.unlink()


def _time(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, _TIME).replace(tzinfo=timezone.utc)
    except ValueError:
        return None


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
