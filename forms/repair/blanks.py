"""Blank cells for which the rules leave one figure only."""

from __future__ import annotations

from collections.abc import Collection

from forms.cells import Address
from forms.control_totals import control_relations
from forms.counts import Number, Value
from forms.edition import Edition
from forms.repair.equations import applies
from forms.report import Report
from forms.rules import Operator, Relation


def certain_blanks(
    report: Report,
    edition: Edition,
    last_year: Report | None = None,
    without: Collection[Relation] = (),
) -> dict[Address, Value]:
    """Each blank cell whose figure follows from the others → that figure.

    A count is zero or more: where the known parts already make the total, all blanks are
    zero. Empty where the rules contradict each other.
    """
    relations = [
        relation
        for relation in (*edition.relations, *control_relations(report, edition))
        if relation.operator is Operator.EQUAL
        and relation not in without
        and applies(relation, last_year)
    ]
    known: dict[Address, Number] = {}
    news = True
    while news:
        news = False
        for relation in relations:
            figures = _certain(relation, report, last_year, known)
            if figures is None:
                return {}
            news |= bool(figures)
            known |= figures
    return {cell: figure for cell, figure in known.items() if report.value(cell) is None}


def _certain(
    relation: Relation, report: Report, last_year: Report | None, known: dict[Address, Number]
) -> dict[Address, Number] | None:
    """What one rule tells; None where it cannot hold."""
    rest = -relation.constant
    unknown: dict[Address, int] = {}
    for side, terms in ((1, relation.actual), (-1, relation.expected)):
        for term in terms:
            sign = side * term.sign
            source = last_year if term.last_year else report
            figure = source.number(term.address) if source is not None else None
            if figure is None:
                figure = known.get(term.address)
            if figure is None:
                unknown[term.address] = sign
            else:
                rest += sign * figure
    if not unknown:
        return {} if rest == 0 else None
    if len(unknown) == 1:
        cell, sign = next(iter(unknown.items()))
        figure = -sign * rest
        return {cell: int(figure)} if figure >= 0 and figure == int(figure) else None
    signs = set(unknown.values())
    if len(signs) > 1 or signs.pop() * rest < 0:
        return {}
    return dict.fromkeys(unknown, 0) if rest == 0 else None
