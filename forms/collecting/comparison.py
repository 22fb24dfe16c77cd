"""This run against the last one: what was mended, what is new, what still stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.collecting.collection import Collection

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


def standing(collection: Collection) -> dict[str, dict[Key, str]]:
    """What stands now: of every unit with a counted return, its findings."""
    return {
        entry.unit.name: {one.key: one.message for one in entry.counted.found}
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
