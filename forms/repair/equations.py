"""The rules of one report as equations over the figures that a person types.

A total is what its parts add up to, so a sound report is known from its other cells alone: the
totals are written out as sums, and what is left of the rules is few equations. A total that
agrees with its parts follows them when they change; one that does not is a witness: it either
stands and something else is wrong, or it is wrong itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from forms.cells import Address
from forms.control_totals import control_relations, is_control
from forms.counts import Number, is_number
from forms.edition import CellType, Edition
from forms.report import Report
from forms.rules import Operator, Relation

Form = dict[Address, int]
"""A linear form: cell → coefficient."""


@dataclass(frozen=True)
class Equation:
    """``form`` · values + constant, which should be zero (or, ``at_least``, not below zero).

    ``residual`` is its value for the figures as typed. ``witness`` is the total that it
    speaks of, where the equation may be left unsolved by changing that total itself. A
    ``soft`` one (a control total) may be left unsolved too: its own figure may be wrong.
    """

    form: Form
    residual: Number
    at_least: bool = False
    witness: Address | None = None
    soft: bool = False

    @property
    def is_must(self) -> bool:
        """Whether only a change of its cells can mend it."""
        return self.witness is None and not self.soft

    def holds(self, residual: Number) -> bool:
        """Whether a residual is as it should be."""
        return residual >= 0 if self.at_least else residual == 0


@dataclass(frozen=True)
class Total:
    """A computed cell: what was typed, what the typed parts give, and whether it follows."""

    address: Address
    form: Form
    typed: Number
    computed: Number
    follows: bool


@dataclass
class System:
    """The equations of cells that hang together through the rules.

    ``values`` are the typed figures that are no computed totals; ``signed`` those among them
    that may be negative. ``solvable`` is False where no change of this report can satisfy the
    rules (last year's report contradicts itself).
    """

    values: dict[Address, Number] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    signed: set[Address] = field(default_factory=set)
    solvable: bool = True

    def is_valid(self, address: Address, value: Number) -> bool:
        """Whether a figure may stand in a cell: whole, and not negative."""
        return value == int(value) and (value >= 0 or address in self.signed)

    def changed(self, figures: Mapping[Address, Number]) -> System:
        """The same with some figures changed, totals that do not follow among them: residuals
        and computed totals are those after it.
        """
        moved = {c: figure - self.values[c] for c, figure in figures.items() if c in self.values}

        def effect(form: Form) -> Number:
            return sum((form[cell] * by for cell, by in moved.items() if cell in form), 0)

        totals = [
            replace(t, typed=figures.get(t.address, t.typed), computed=t.computed + effect(t.form))
            for t in self.totals
        ]
        retyped = {t.address: figures.get(t.address, t.typed) - t.typed for t in self.totals}
        equations = [
            replace(e, residual=e.residual + effect(e.form) - retyped.get(e.witness, 0))
            if e.witness
            else replace(e, residual=e.residual + effect(e.form))
            for e in self.equations
        ]
        values = {cell: figures.get(cell, figure) for cell, figure in self.values.items()}
        return replace(self, values=values, equations=equations, totals=totals)

    @property
    def invalid(self) -> list[Address]:
        """Cells whose typed figure may not stand."""
        return [a for a, value in self.values.items() if not self.is_valid(a, value)]

    @property
    def must_change(self) -> bool:
        """Whether more than a control total is not met, which may be wrong itself."""
        return not replace(self, equations=[e for e in self.equations if not e.soft]).is_sound

    @property
    def is_sound(self) -> bool:
        """True where nothing is to be repaired."""
        broken = any(not e.holds(e.residual) for e in self.equations)
        wrong = any(total.typed != total.computed for total in self.totals)
        return self.solvable and not (broken or wrong or self.invalid)


def systems(
    report: Report,
    edition: Edition,
    last_year: Report | None = None,
    without: Collection[Relation] = (),
) -> list[System]:
    """One system for each group of cells that the rules tie together and that is not sound.

    ``without``: relations to leave aside (those that the clerk has explained).
    """
    rules = (*edition.relations, *control_relations(report, edition))
    relations = [r for r in rules if r not in without and applies(r, last_year)]
    builder = _Builder(report, edition, last_year)
    groups = (group for group in _groups(relations) if not builder.is_sound(group))
    return [system for group in groups if not (system := builder.system(group)).is_sound]


def applies(relation: Relation, last_year: Report | None) -> bool:
    """Whether a rule can be judged: what it needs of last year's report is known."""
    return not relation.crosses_years or (
        last_year is not None
        and all(
            is_number(last_year.value(term.address))
            for term in relation.expected + relation.actual
            if term.last_year
        )
    )


def _groups(relations: Iterable[Relation]) -> list[list[Relation]]:
    """Relations that share cells, directly or through others, in the order of the edition."""
    leader: dict[Address, Address] = {}

    def leader_of(cell: Address) -> Address:
        while (above := leader.setdefault(cell, cell)) != cell:
            leader[cell] = cell = leader[above]
        return cell

    relations = list(relations)
    for relation in relations:
        first = leader_of(relation.cells[0])
        for cell in relation.cells:
            leader[leader_of(cell)] = first
    groups: dict[Address, list[Relation]] = {}
    for relation in relations:
        groups.setdefault(leader_of(relation.cells[0]), []).append(relation)
    return list(groups.values())


class _Builder:
    """Writes the relations of one report as equations."""

    def __init__(self, report: Report, edition: Edition, last_year: Report | None) -> None:
        self.edition = edition
        self.numbers = _numbers(report)
        self.before = _numbers(last_year) if last_year is not None else {}

    def is_sound(self, relations: list[Relation]) -> bool:
        """Whether nothing is blank and every rule holds: then nothing need be written out."""
        cells = dict.fromkeys(cell for relation in relations for cell in relation.cells)
        return all(self._may_stand(cell) for cell in cells) and all(
            difference == 0 or (difference > 0 and relation.operator is Operator.AT_LEAST)
            for relation in relations
            for difference in (self._typed_difference(relation),)
        )

    def _may_stand(self, cell: Address) -> bool:
        number = self.numbers.get(cell)
        if number is None or number != int(number):
            return False
        return number >= 0 or self._is_signed(cell)

    def _is_signed(self, cell: Address) -> bool:
        return self.edition.column(cell).type is CellType.CHANGE

    def system(self, relations: list[Relation]) -> System:
        system = System()
        complete = [r for r in relations if self._is_complete(r)]
        totals: dict[Address, list[Relation]] = {}
        for relation in complete:
            if relation.is_total:
                totals.setdefault(relation.actual[0].address, []).append(relation)
        forms: dict[Address, Form] = {}
        for total in totals:
            self._expand(total, totals, forms)
        used = dict.fromkeys(cell for relation in relations for cell in relation.cells)
        for cell in used:
            number = self.numbers.get(cell)
            if number is not None and cell not in totals:
                system.values[cell] = number
                if self._is_signed(cell):
                    system.signed.add(cell)
        self._add_totals(system, totals, forms)
        defining = {id(found[0]) for found in totals.values()}
        for relation in relations:
            if id(relation) not in defining:
                self._add_equations(system, relation, forms)
        _drop_repetitions(system)
        return system

    def _is_complete(self, relation: Relation) -> bool:
        return relation.operator is Operator.EQUAL and all(
            cell in self.numbers for cell in relation.cells
        )

    def _expand(
        self, total: Address, totals: dict[Address, list[Relation]], forms: dict[Address, Form]
    ) -> Form:
        """The total as a sum of cells that are no totals."""
        if total not in forms:
            form: Form = {}
            for term in totals[total][0].expected:
                part = term.address
                inner = self._expand(part, totals, forms) if part in totals else {part: 1}
                for cell, coefficient in inner.items():
                    form[cell] = form.get(cell, 0) + term.sign * coefficient
            forms[total] = form
        return forms[total]

    def _add_totals(
        self, system: System, totals: dict[Address, list[Relation]], forms: dict[Address, Form]
    ) -> None:
        for address, relations in totals.items():
            typed = self.numbers[address]
            follows = any(self._typed_difference(r) == 0 for r in relations)
            computed = _value(forms[address], system.values)
            total = Total(address, forms[address], typed, computed, follows)
            system.totals.append(total)
            if not follows:
                system.equations.append(Equation(total.form, computed - typed, witness=address))

    def _typed_difference(self, relation: Relation) -> Number:
        """Actual minus expected side, of what is known."""
        difference = -relation.constant
        for side, terms in ((1, relation.actual), (-1, relation.expected)):
            for term in terms:
                source = self.before if term.last_year else self.numbers
                difference += side * term.sign * source.get(term.address, 0)
        return difference

    def _add_equations(
        self, system: System, relation: Relation, forms: dict[Address, Form]
    ) -> None:
        form: Form = {}
        constant = -relation.constant
        grows = shrinks = False
        for side, terms in ((1, relation.actual), (-1, relation.expected)):
            for term in terms:
                sign = side * term.sign
                if term.last_year:
                    constant += sign * self.before[term.address]
                elif term.address not in self.numbers:
                    grows |= sign > 0
                    shrinks |= sign < 0
                else:
                    _add(form, sign, forms.get(term.address) or {term.address: 1})
        residual = _value(form, system.values) + constant
        if grows or shrinks or relation.operator is Operator.AT_LEAST:
            if not grows:
                system.equations.append(Equation(form, residual, at_least=True))
            if not shrinks and relation.operator is Operator.EQUAL:
                turned = {cell: -c for cell, c in form.items()}
                system.equations.append(Equation(turned, -residual, at_least=True))
        elif form:
            system.equations.append(Equation(form, residual, soft=is_control(relation)))
        elif residual:
            system.solvable = False


def _numbers(report: Report) -> dict[Address, Number]:
    return {c: value for c, value in report.cells.items() if isinstance(value, (int, Decimal))}


def _add(form: Form, sign: int, other: Form) -> None:
    for cell, coefficient in other.items():
        form[cell] = form.get(cell, 0) + sign * coefficient
        if not form[cell]:
            del form[cell]


def _value(form: Form, values: dict[Address, Number]) -> Number:
    return sum((c * values[cell] for cell, c in form.items()), 0)


def _drop_repetitions(system: System) -> None:
    """Takes out equations that are the sum of others: they say nothing new."""
    kept: list[Equation] = []
    for equation in sorted(system.equations, key=lambda e: len(e.form)):
        if equation.at_least or not equation.is_must:
            kept.append(equation)
            continue
        form, residual = dict(equation.form), equation.residual
        for other in kept:
            if other.at_least or not other.is_must or not other.form.keys() <= form.keys():
                continue
            first = next(iter(other.form))
            ratio = form[first] * other.form[first]
            if all(form[cell] == ratio * c for cell, c in other.form.items()):
                _add(form, -ratio, other.form)
                residual -= ratio * other.residual
        if form:
            kept.append(equation)
        elif residual:
            system.solvable = False
    system.equations = kept
