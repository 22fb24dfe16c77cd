"""This run against the last one: what was mended, what is new, what still stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.collecting.collection import Collection
from forms.collecting.result_store import ResultStore

Key = tuple[str, str, tuple[str, ...]]
Standing = Mapping[str, Mapping[Key, str]]
"""Unit → its findings: key → sentence."""


@dataclass(frozen=True)
class UnitChange:
    """One unit's findings since the last run, as sentences.

    ``first_time``: it had no return the last time, so that nothing can be compared.
    """

    unit: str
    mended: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    still: tuple[str, ...] = ()
    first_time: bool = False


@dataclass(frozen=True)
class Comparison:
    """``since`` is when the last run was (seconds since 1970), None where there was none."""

    since: float | None
    changes: Mapping[str, UnitChange]


def since_last_run(collection: Collection, store: ResultStore) -> Comparison:
    """Against what was last sent back, if it was something else than what stands now."""
    now = standing(collection)
    runs = list(store.runs(name_of(collection)))
    other = next((run for run in runs if run[1] != now), None) or (runs[0] if runs else None)
    return compare(collection, other[1] if other else None, other[0] if other else None)


def remember(collection: Collection, store: ResultStore) -> None:
    """Keep what stands now, for the next run; call it when it is sent back."""
    now = standing(collection)
    newest = next(iter(store.runs(name_of(collection))), None)
    if newest is None or newest[1] != now:
        store.add_run(name_of(collection), now)


def name_of(collection: Collection) -> str:
    """What a collection is the same by in the next run: its office, its year and its units."""
    units = collection.office or "、".join(sorted(collection.by_name))
    return f"{collection.year} {units}"


def standing(collection: Collection) -> dict[str, dict[Key, str]]:
    """What stands now: of every unit with a counted return, what it is told."""
    return {
        entry.unit.name: {one.key: one.message for one in entry.counted.found if one.is_told}
        for entry in collection.entries
        if entry.counted is not None
    }


def compare(collection: Collection, before: Standing | None, since: float | None) -> Comparison:
    """The collection against what stood at the last run (None: there was none)."""
    changes = {}
    for unit, now in standing(collection).items():
        then = (before or {}).get(unit)
        if then is None:
            changes[unit] = UnitChange(unit, new=tuple(now.values()), first_time=True)
            continue
        changes[unit] = UnitChange(
            unit,
            mended=tuple(words for key, words in then.items() if key not in now),
            new=tuple(words for key, words in now.items() if key not in then),
            still=tuple(words for key, words in now.items() if key in then),
        )
    return Comparison(since, changes)
