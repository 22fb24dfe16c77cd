"""Which edition of the form a paper follows: its tables say so first, its year second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forms.edition import Edition
from forms.reading.labels import LabelBook

_WEIGHT_OF_FIRST_TABLE = 10


def choose_edition(
    seen: Mapping[str, Iterable[str]],
    book: LabelBook,
    editions: Mapping[str, Edition],
    year: int | None,
) -> Edition:
    """The edition whose own labels were seen most; without any, the one made for the year.

    ``seen``: table key → the spellings found. The first table weighs most: it is where the
    editions differ in every row.
    """
    score = dict.fromkeys(editions, 0)
    for number, (key, spellings) in enumerate(seen.items()):
        weight = _WEIGHT_OF_FIRST_TABLE if number == 0 else 1
        for edition, own in book.tables[key].own.items():
            score[edition] += weight * len(own.intersection(spellings))
    most = max(score.values())
    best = [editions[key] for key, points in score.items() if points == most]
    return _of_year(best, year)


def _of_year(editions: list[Edition], year: int | None) -> Edition:
    by_age = sorted(editions, key=lambda edition: edition.first_year)
    if year is None:
        return by_age[-1]
    made_for_it = [edition for edition in by_age if edition.covers(year)]
    if made_for_it:
        return made_for_it[-1]
    return by_age[0] if year < by_age[0].first_year else by_age[-1]
