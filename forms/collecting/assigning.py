"""Returns → units: whose each one is, for which year, and which one counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from forms.collecting.collection import Entry, Unit
from forms.collecting.returns import Return
from forms.collecting.unit_names import Match, NameBook, plain_name, region, short_name
from forms.file_names import readable

_OFFICE_ENDINGS = ("管委会", "委", "政府办", "办")


@dataclass(frozen=True)
class Assignment:
    """``others`` are the returns of no unit; ``matches`` says of each why: file → candidates.

    ``stated`` is the return of the collecting office itself.
    """

    entries: tuple[Entry, ...]
    others: tuple[Return, ...]
    stated: Return | None = None
    matches: Mapping[str, Match] = field(default_factory=dict)


def assign(
    units: Sequence[Unit],
    returns: Sequence[Return],
    office: str,
    year: int | None,
    confirmed: Mapping[str, str],
    chosen: frozenset[str],
) -> Assignment:
    """Lay the returns to the units."""
    book = _book(units, office)
    by_unit: dict[str, list[Return]] = {unit.name: [] for unit in units}
    matches: dict[str, Match] = {}
    others: list[Return] = []
    stated: list[Return] = []
    for one in returns:
        if not one.is_readable or one.read.year != year:
            others.append(one)
            continue
        if one.file in confirmed:
            match = Match(confirmed[one.file])
        elif _is_total_of(one.read.agency, office, book):
            stated.append(one)
            continue
        else:
            match = book.match(one.read.agency, readable(Path(one.file).stem))
        if match.unit in by_unit:
            by_unit[match.unit].append(one)
        else:
            matches[one.file] = match
            others.append(one)
    entries = tuple(_entry(unit, by_unit[unit.name], chosen) for unit in units)
    own = _counted(stated, chosen)
    others += [one for one in stated if one is not own]
    return Assignment(entries, tuple(others), own, matches)


def _is_total_of(agency: str, office: str, book: NameBook) -> bool:
    """Whether it is the office's own report, and not that of its listed 政府办公室."""
    if not is_office(agency, office):
        return False
    return plain_name(agency) == plain_name(office) or book.match(agency).unit is None


def is_office(agency: str, office: str) -> bool:
    """Whether a report's agency is the collecting office, whichever way its name is written."""
    ours, theirs = _bare_office(office), _bare_office(agency)
    if not ours or not theirs:
        return False
    return ours == theirs or (
        min(len(ours), len(theirs)) >= 3 and (ours.endswith(theirs) or theirs.endswith(ours))
    )


def _bare_office(name: str) -> str:
    plain = plain_name(name)
    for ending in _OFFICE_ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending) + 2:
            return plain.removesuffix(ending)
    return plain


def _book(units: Iterable[Unit], office: str) -> NameBook:
    aliases = {alias: unit.name for unit in units for alias in unit.aliases}
    return NameBook([unit.name for unit in units], office, aliases)


def units_of(returns: Iterable[Return], office: str) -> tuple[Unit, ...]:
    """The units that the reports name: spellings of one name are one unit, the usual one first.

    A report without a name is its file's: nobody can tell whose it is, and it is counted.
    """
    spelt: dict[tuple[str, str], Counter[str]] = {}
    for one in returns:
        name = one.read.agency.strip() or readable(Path(one.file).stem)
        if one.is_readable and name and not is_office(name, office):
            key = short_name(name, office), region(name)
            spelt.setdefault(key, Counter())[name] += 1
    names = [max(names, key=lambda name: (names[name], len(name))) for names in spelt.values()]
    return tuple(Unit(name) for name in sorted(names, key=lambda name: short_name(name, office)))


def _entry(unit: Unit, returns: list[Return], chosen: frozenset[str]) -> Entry:
    ordered = tuple(sorted(returns, key=lambda one: (one.received, one.file)))
    return Entry(unit, ordered, _counted(ordered, chosen))


def _counted(returns: Sequence[Return], chosen: frozenset[str]) -> Return | None:
    """The one that was chosen; else the last one where all say the same."""
    if not returns:
        return None
    picked = [one for one in returns if one.file in chosen]
    if len(picked) == 1:
        return picked[0]
    return returns[-1] if same_figures(returns) else None


def same_figures(returns: Sequence[Return]) -> bool:
    """Whether several returns say the same in every cell, units of money included."""
    said = {(one.read.edition, one.read.values, one.read.units) for one in returns}
    return len(said) == 1
