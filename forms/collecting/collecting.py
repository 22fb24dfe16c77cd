"""A folder → a collection: read, laid to the units, set beside last year's, told what is amiss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from forms.collecting.assigning import Assignment, assign, units_of
from forms.collecting.collection import Collection, Entry, Notice, Unit
from forms.collecting.examining import across_from, examine_across
from forms.collecting.folder_notices import folder_notices, return_notices
from forms.collecting.folder_reading import FolderReading, Tell, files_in
from forms.collecting.result_store import ResultStore
from forms.collecting.returns import Found, Return
from forms.collecting.unit_list import laid_under, office_of, read_unit_list
from forms.collecting.workers import Map, Workers


@dataclass(frozen=True)
class Request:
    """What to collect.

    ``paths`` are files and folders, ``last_year`` those of the year before, ``units`` the unit
    list's file, ``office`` the collecting office's name ("": the one that all listed units stand
    under). ``year`` None: the year that most
    returns are of. A file later than ``deadline`` is late. ``stated`` is the office's own total,
    typed or published, ``own`` its return for its own cases. ``chosen`` are the files to count
    of units that returned several, ``confirmed`` says whose a doubtful file is: file → unit.
    ``passed_over`` are files and folders that are no returns: what the last run wrote.
    """

    paths: tuple[Path, ...]
    units: Path | None = None
    last_year: tuple[Path, ...] = ()
    office: str = ""
    year: int | None = None
    deadline: date | None = None
    stated: Path | None = None
    own: Path | None = None
    chosen: frozenset[str] = frozenset()
    confirmed: Mapping[str, str] = field(default_factory=dict)
    passed_over: tuple[Path, ...] = ()


def collect(
    request: Request,
    store: ResultStore,
    workers: Workers,
    tell: Tell = lambda progress: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Collection:
    """The collection. Blocks: call it off the window's thread.

    Raises UnreadableFile for the unit list, Cancelled; every other bad file is in the
    collection with its cause. What was read before is kept, whatever happens.
    """
    table = read_unit_list(request.units) if request.units else ()
    office = request.office.strip() or office_of(table)
    listed = laid_under(table, office)
    now, before, stated, own = _files(request)
    reading = FolderReading(store, workers, tell, is_cancelled)
    returns = reading.returns(list(dict.fromkeys([*now, *before, *stated, *own])))
    by_file = {one.file: one for one in returns}
    current = [by_file[str(file)] for file in now]
    year = request.year or _usual_year([*current, *(by_file[str(file)] for file in own)])
    earlier = [by_file[str(file)] for file in before]
    this_year = [one for one in current if one.read.year == year]
    units = listed or units_of([*this_year, *earlier], office)
    if own:
        units = (*units, Unit(_own_name(office), "本级"))
        request = _with_own(request, own[0], office)
        current += [by_file[str(file)] for file in own]
    assigned = assign(units, current, office, year, request.confirmed, _picked(request, current))
    entries = _with_last_year(assigned, earlier, office, year)
    entries = _with_across(entries, store, workers, is_cancelled)
    found = Collection(
        year,
        office,
        entries,
        _unused(assigned.others, entries),
        by_file[str(stated[0])] if stated else assigned.stated,
        has_list=bool(listed),
    )
    return replace(found, notices=_notices(found, assigned, request, store))


def _unused(others: Iterable[Return], entries: Iterable[Entry]) -> tuple[Return, ...]:
    """The returns of no unit and not last year's either."""
    used = {entry.last_year.file for entry in entries if entry.last_year is not None}
    return tuple(one for one in others if one.file not in used)


def _picked(request: Request, current: Iterable[Return]) -> frozenset[str]:
    """The chosen files as the collection names them."""
    chosen = {Path(file).resolve() for file in request.chosen}
    if not chosen:
        return frozenset()
    return frozenset(one.file for one in current if Path(one.file).resolve() in chosen)


def _files(request: Request) -> tuple[list[Path], list[Path], list[Path], list[Path]]:
    """This year's files, last year's, the stated total, the office's own."""
    stated = [request.stated] if request.stated else []
    own = [request.own] if request.own else []
    special = [request.units] if request.units else []
    apart = {one.resolve() for one in (*stated, *own, *special, *request.passed_over)}
    now = [file for file in files_in(request.paths) if not _lies_in(file, apart)]
    before = [file for file in files_in(request.last_year) if not _lies_in(file, apart)]
    return now, before, stated, own


def _lies_in(file: Path, places: set[Path]) -> bool:
    if not places:
        return False
    whole = file.resolve()
    return whole in places or any(parent in places for parent in whole.parents)


def _own_name(office: str) -> str:
    return f"{office}本级" if office else "本级"


def _with_own(request: Request, own: Path, office: str) -> Request:
    return replace(request, confirmed={**request.confirmed, str(own): _own_name(office)})


def _usual_year(returns: Iterable[Return]) -> int | None:
    """The year of most returns, of several the latest."""
    years = Counter(one.read.year for one in returns if one.is_readable and one.read.year)
    most = max(years.values(), default=0)
    return max((year for year, count in years.items() if count == most), default=None)


def _with_last_year(
    assigned: Assignment, earlier: list[Return], office: str, year: int | None
) -> tuple[Entry, ...]:
    """Last year's return beside each unit, where exactly one is found."""
    if not earlier or year is None:
        return assigned.entries
    units = tuple(entry.unit for entry in assigned.entries)
    found = assign(units, earlier, office, year - 1, {}, frozenset())
    before = {entry.unit.name: entry.counted for entry in found.entries}
    return tuple(
        replace(entry, last_year=before.get(entry.unit.name)) for entry in assigned.entries
    )


# --- across years ------------------------------------------------------------------------


@dataclass(frozen=True)
class _Pair:
    now: str
    before: str
    bodies: tuple[bytes, bytes]


def _with_across(
    entries: tuple[Entry, ...],
    store: ResultStore,
    workers: Workers,
    is_cancelled: Callable[[], bool],
) -> tuple[Entry, ...]:
    """The cross-year findings of every unit that has last year's return beside it."""
    wanted = {
        (one.read.digest, entry.last_year.read.digest): None
        for entry in entries
        if entry.last_year is not None
        for one in entry.returns
    }
    unknown = [pair for pair in wanted if store.across(*pair) is None]
    items = (_Pair(*pair, (store.body(pair[0]), store.body(pair[1]))) for pair in unknown)
    work = Map(workers, _across_all, _nothing_across, is_cancelled)
    for rows in work.run(items):
        store.add_across(rows)
    found = {pair: across_from(store.across(*pair) or "[]") for pair in wanted}
    return tuple(_beside(entry, found) for entry in entries)


def _beside(entry: Entry, found: Mapping[tuple[str, str], tuple[Found, ...]]) -> Entry:
    if entry.last_year is None:
        return entry
    before = entry.last_year.read.digest
    returns = tuple(replace(one, across=found[one.read.digest, before]) for one in entry.returns)
    counted = next(
        (new for old, new in zip(entry.returns, returns, strict=True) if old is entry.counted), None
    )
    return replace(entry, returns=returns, counted=counted)


def _across_all(pairs: list[_Pair]) -> list[tuple[str, str, str]]:
    answers = examine_across([pair.bodies for pair in pairs])
    return [(pair.now, pair.before, text) for pair, text in zip(pairs, answers, strict=True)]


def _nothing_across(pair: _Pair, error: BaseException) -> tuple[str, str, str]:
    # Two reports that were read; only a bug of ours can fail here, and it must be seen.
    raise error


def _notices(
    found: Collection, assigned: Assignment, request: Request, store: ResultStore
) -> tuple[Notice, ...]:
    about = return_notices(found, assigned, request.deadline)
    return (*about, *folder_notices(found, store))
