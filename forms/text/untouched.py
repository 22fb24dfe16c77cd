"""What of a draft is still as it came from last year's report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from forms.carry import CARRIED_SECTIONS, carried_cells
from forms.cells import Address
from forms.counts import Value
from forms.edition import Edition
from forms.report import SECTIONS, Report
from forms.text.leftovers import leftovers
from forms.text.renewal import Renewal, RenewalKind, renewals
from forms.text.text_alignment import common_blocks

BY_YEAR = frozenset({RenewalKind.YEAR, RenewalKind.DATE})
"""The kinds that may be renewed all at once: a plan's name is each time another matter."""


class Kept(NamedTuple):
    """The clerk's word that a place stays as it is: where it stands in last year's text."""

    section: str
    origin: int


@dataclass(frozen=True)
class OpenPlace:
    """A place of a text to be renewed or checked; ``origin``: where last year's text has it."""

    section: str
    renewal: Renewal
    origin: int

    @property
    def kept(self) -> Kept:
        """What is remembered where the clerk says that it stays."""
        return Kept(self.section, self.origin)


def open_places(
    report: Report, last_year: Report | None, section: str, kept: Collection[Kept] = ()
) -> tuple[OpenPlace, ...]:
    """The years, dates, figures and plans of a text that are last year's still, in order.

    One that was changed, that follows a cell, or of which the clerk said that it stays, is no
    longer among them.
    """
    if last_year is None or last_year.year is None or report.year is None:
        return ()
    text, before = report.sections[section], last_year.sections[section]
    if not text or not before:
        return ()
    blocks = common_blocks(text, before)
    starts = [block.start for block in blocks]
    found = []
    follows = report.figures_of(section)
    for renewal in renewals(text, last_year.year, report.year):
        if any(one.start < renewal.end and renewal.start < one.end for one in follows):
            continue
        number = bisect_right(starts, renewal.start) - 1
        if number < 0:
            continue
        block = blocks[number]
        if renewal.end <= block.start + block.length:
            origin = block.origin + renewal.start - block.start
            place = OpenPlace(section, renewal, origin)
            if place.kept not in kept:
                found.append(place)
    return tuple(found)


@dataclass(frozen=True)
class CarriedRow:
    """Cells of one row that still hold what last year's report put there."""

    cells: tuple[Address, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True)
class CarriedText:
    """A text that is last year's in whole or in part.

    ``whole``: nothing in it is another; ``sentences`` are word for word last year's, years and
    figures included; ``places`` are still to be renewed or checked. ``start:end`` is the first
    of them.
    """

    section: str
    whole: bool
    sentences: int
    places: int
    start: int
    end: int


def carried_rows(
    report: Report, last_year: Report | None, edition: Edition
) -> tuple[CarriedRow, ...]:
    """The cells that were taken over from last year and not touched, row by row."""
    if last_year is None:
        return ()
    rows: dict[tuple[str, str], list[Address]] = {}
    for cell, value in carried_cells(last_year, edition).items():
        if report.value(cell) == value:
            rows.setdefault((cell.table, cell.row), []).append(cell)
    return tuple(
        CarriedRow(tuple(cells), tuple(report.value(cell) for cell in cells))
        for cells in rows.values()
    )


def carried_texts(
    report: Report, last_year: Report | None, kept: Collection[Kept] = ()
) -> tuple[CarriedText, ...]:
    """The texts that still hold sentences or places of last year's."""
    found = []
    for section in CARRIED_SECTIONS:
        text = report.sections[section]
        before = None if last_year is None else last_year.sections[section]
        if section == "preface" or not text or not before:
            continue
        places = open_places(report, last_year, section, kept)
        same = [one for one in leftovers(text, before) if one.same]
        if not places and not same:
            continue
        start, end = (
            (places[0].renewal.start, places[0].renewal.end)
            if places
            else (same[0].start, same[0].end)
        )
        found.append(CarriedText(section, text == before, len(same), len(places), start, end))
    return tuple(found)


# --- the saved file ----------------------------------------------------------------------


def kept_to_json(kept: Collection[Kept]) -> dict[str, list[int]]:
    """``{section: [origins]}``."""
    found: dict[str, list[int]] = {}
    for one in sorted(kept):
        found.setdefault(one.section, []).append(one.origin)
    return found


def kept_from_json(data: Any) -> frozenset[Kept]:
    """The reverse. Raises ValueError naming what is not as it should be."""
    if not isinstance(data, dict):
        raise ValueError("kept")
    for section, origins in data.items():
        whole = isinstance(origins, list) and all(type(one) is int for one in origins)
        if section not in SECTIONS or not whole:
            raise ValueError(f"kept.{section}")
    return frozenset(Kept(section, one) for section, origins in data.items() for one in origins)
