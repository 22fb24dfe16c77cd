"""Totals follow their parts while one types.

A total that agrees with its parts (or is blank) is computed anew when a part changes. A total
that was read from a file and disagrees is kept as it stands, so that ``check`` can speak of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forms.cells import Address
from forms.check import side_of
from forms.counts import Value
from forms.edition import Edition
from forms.report import Report
from forms.rules import Relation


def with_entry(report: Report, edition: Edition, address: Address, value: Value) -> Report:
    """The report after one cell was typed, with the totals that follow it."""
    return with_entries(report, edition, {address: value})


def with_entries(report: Report, edition: Edition, changes: Mapping[Address, Value]) -> Report:
    """The report after some cells were changed at once (a paste), totals following.

    A total among the changes is kept as it was given.
    """
    following = [
        relation
        for relation in _totals_above(edition, changes)
        if relation.actual[0].address not in changes and follows(report, relation)
    ]
    return _computed(report.with_values(changes), following)


def _totals_above(edition: Edition, cells: Iterable[Address]) -> list[Relation]:
    """The totals that any of the cells is a part of, and the totals above these."""
    found: dict[Address, Relation] = {}
    ahead = list(cells)
    while ahead:
        for relation in edition.totals_by_part.get(ahead.pop(), ()):
            total = relation.actual[0].address
            if total not in found:
                found[total] = relation
                ahead.append(total)
    return list(found.values())


def with_totals(report: Report, edition: Edition, table: str | None = None) -> Report:
    """Every total (of one table, or of all) computed from its parts, whatever stood there."""
    relations = [r for r in edition.totals.values() if table in (None, r.table)]
    return _computed(report, relations)


def follows(report: Report, relation: Relation) -> bool:
    """True where the total is blank or equals its parts: it is ours to compute."""
    total = report.value(relation.actual[0].address)
    return total is None or total == computed_total(report, relation)


def computed_total(report: Report, relation: Relation) -> Value:
    """The sum of the parts; None while a part is blank or no number."""
    side = side_of(relation.expected, report, None)
    return side.known if side.complete else None


def _computed(report: Report, relations: list[Relation]) -> Report:
    """Totals of totals need a second round; the edition has refused circles."""
    for _ in range(len(relations) + 1):
        wanted = {r.actual[0].address: computed_total(report, r) for r in relations}
        changes = {a: value for a, value in wanted.items() if report.value(a) != value}
        if not changes:
            break
        report = report.with_values(changes)
    return report
