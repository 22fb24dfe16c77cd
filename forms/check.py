"""A report, and last year's where there is one → findings.

Findings are values: a code, cells, two sides. ``forms.wording`` turns them into sentences.
Blank is unknown: a sum with blanks is judged by what is known, and what is unknown is taken
to be zero or more; otherwise the blank itself is the finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from forms.cells import Address
from forms.control_totals import control_relations
from forms.counts import Number, Value, is_number
from forms.edition import CellType, Column, Edition, Row, Table
from forms.finding import Finding
from forms.plausibility import plausibility_findings
from forms.prose import section_findings
from forms.report import Report
from forms.rules import Level, Operator, Relation, Term, TextRule, TextRuleKind
from forms.text.leftovers import similar_findings

__all__ = [
    "Finding",
    "broken_relations",
    "check",
    "check_table",
    "comparable",
    "side_of",
    "text_length",
]


def check(report: Report, edition: Edition, last_year: Report | None = None) -> tuple[Finding, ...]:
    """Every finding, in the order of the form: cover, then part by part."""
    found = list(_cover(report, edition, last_year))
    last_year = comparable(report, last_year)
    found += section_findings(report, edition, "preface")
    for part in edition.parts:
        if part.table is not None:
            found += check_table(report, edition, part.table, last_year)
            found += plausibility_findings(report, edition, part.table, last_year)
        for rule in edition.text_rules:
            if rule.section == part.section and report.agency.endswith(rule.agency_ends):
                found += _text(report, rule)
        found += section_findings(report, edition, part.section)
        found += similar_findings(report, last_year, part.section)
    return tuple(found)


def comparable(report: Report, last_year: Report | None) -> Report | None:
    """Last year's report where it is of the year before (or a year is unknown), else None."""
    if last_year is None or None in (report.year, last_year.year):
        return last_year
    return last_year if last_year.year == (report.year or 0) - 1 else None


def broken_relations(
    report: Report, edition: Edition, last_year: Report | None = None
) -> tuple[Relation, ...]:
    """The relations that do not hold, of this year and across years."""
    last_year = comparable(report, last_year)
    relations = (*edition.relations, *control_relations(report, edition))
    found = (_relation(report, relation, last_year) for relation in relations)
    return tuple(one.relation for one in found if one is not None and one.relation is not None)


def check_table(
    report: Report, edition: Edition, table: str, last_year: Report | None = None
) -> list[Finding]:
    """The findings of one table: first its cells, then its relations."""
    found = list(_cells(report, edition, edition.tables[table]))
    for relation in (*edition.relations, *control_relations(report, edition)):
        if relation.table == table:
            finding = _relation(report, relation, last_year)
            if finding is not None:
                is_passed_on = _is_passed_on(finding, report, edition, last_year)
                found.append(replace(finding, passed_on=True) if is_passed_on else finding)
    return found


def _is_passed_on(
    finding: Finding, report: Report, edition: Edition, last_year: Report | None
) -> bool:
    """True where each figure was carried over and is as last year's report has it, and for an
    error against a figure that does not add up in last year's report.
    """
    relation = finding.relation
    # What the office counted by itself is of this year.
    if last_year is None or finding.incomplete or relation not in edition.relations:
        return False
    if relation.crosses_years:
        terms = [term for term in relation.expected + relation.actual if term.last_year]
        return finding.level is Level.ERROR and any(
            _contradicts_itself(last_year, term.address, edition) for term in terms
        )
    before = edition.carried
    return all(
        cell in before and report.number(cell) == last_year.number(before[cell])
        for cell in finding.cells
    )


def _contradicts_itself(report: Report, cell: Address, edition: Edition) -> bool:
    """Whether a cell does not agree with a total that it is, or is part of, in its report."""
    totals = (one for one in edition.relations_by_cell.get(cell, ()) if one.is_total)
    return any(_relation(report, relation, None) for relation in totals)


def _cover(report: Report, edition: Edition, last_year: Report | None) -> Iterator[Finding]:
    if not report.agency.strip():
        yield Finding("cover.agency", Level.ERROR)
    if report.year is None:
        yield Finding("cover.year", Level.ERROR)
        return
    if not edition.covers(report.year):
        yield Finding("cover.edition", Level.WARNING, actual=report.year)
    if last_year is None:
        return
    before = report.year - 1
    if last_year.year not in (None, before):
        yield Finding("lastyear.year", Level.WARNING, expected=before, actual=last_year.year)
    ours, theirs = report.agency.strip(), last_year.agency.strip()
    if ours and theirs and ours not in theirs and theirs not in ours:
        yield Finding("lastyear.agency", Level.WARNING, actual=theirs)


# --- cells -------------------------------------------------------------------------------


def _cells(report: Report, edition: Edition, table: Table) -> Iterator[Finding]:
    """One finding for a blank table, one for the blanks of a row, one for any other cell.

    A table is blank as well where only last year's figures begin it.
    """
    values, units = report.cells, report.units
    wrong = {
        address: code
        for address, column in table.columns_of
        if (code := _cell(values.get(address), column, units.get(address) if units else None))
    }
    if not wrong:
        return
    if set(wrong.values()) == {"cell.blank"} and (
        len(wrong) == len(table.addresses)
        or all(cell in wrong or cell in edition.carried for cell in table.addresses)
    ):
        yield Finding("cell.blank", Level.ERROR, tuple(wrong), table=table.key)
        return
    for row in table.rows.values():
        yield from _row_cells(report, table, row, wrong)


def _row_cells(
    report: Report, table: Table, row: Row, wrong: dict[Address, str]
) -> Iterator[Finding]:
    cells = tuple(Address(table.key, row.key, column) for column in row.areas)
    blank = tuple(cell for cell in cells if wrong.get(cell) == "cell.blank")
    if blank:
        yield Finding("cell.blank", Level.ERROR, blank, table=table.key, place=row.key)
    for cell in cells:
        if cell in wrong and cell not in blank:
            level = Level.WARNING if wrong[cell] == "cell.unit" else Level.ERROR
            value = report.value(cell)
            yield Finding(wrong[cell], level, (cell,), None, value, table.key, row.key)


def _cell(value: Value, column: Column, unit: str | None) -> str:
    """The code of what is wrong with one cell's own value, or ""."""
    if value is None:
        return "cell.blank"
    if isinstance(value, str):
        return "cell.not_a_number"
    if value < 0 and column.type is not CellType.CHANGE:
        return "cell.negative"
    if isinstance(value, Decimal) and column.type is not CellType.AMOUNT:
        return "cell.fraction"
    is_money = column.type is CellType.AMOUNT and column.unit in column.label
    if unit and unit != column.unit and is_money:
        return "cell.unit"
    return ""


# --- relations ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """What is known of one side: the sum so far, and whether blanks may add or take away."""

    known: Number
    may_grow: bool
    may_shrink: bool

    @property
    def complete(self) -> bool:
        """True where no blank is left."""
        return not (self.may_grow or self.may_shrink)


def side_of(
    terms: Iterable[Term], report: Report, last_year: Report | None, constant: Number = 0
) -> Side:
    """Adds up one side of a relation, from ``constant`` on."""
    known = constant
    may_grow = may_shrink = False
    ours = report.cells
    before = last_year.cells if last_year is not None else {}
    for term in terms:
        value = (before if term.last_year else ours).get(term.address)
        if value is None or isinstance(value, str):
            may_grow |= term.sign > 0
            may_shrink |= term.sign < 0
        else:
            known += term.sign * value
    return Side(known, may_grow, may_shrink)


def _relation(report: Report, relation: Relation, last_year: Report | None) -> Finding | None:
    if relation.crosses_years and not _last_year_is_known(relation, last_year):
        return None
    expected = side_of(relation.expected, report, last_year, relation.constant)
    actual = side_of(relation.actual, report, last_year)
    too_little = _surely_less(actual, expected)
    too_much = relation.operator is Operator.EQUAL and _surely_less(expected, actual)
    if not (too_little or too_much):
        return None
    return Finding(
        relation.code,
        relation.level,
        relation.cells,
        expected.known,
        actual.known,
        relation.table,
        relation.place,
        incomplete=not (expected.complete and actual.complete),
        relation=relation,
    )


def _surely_less(left: Side, right: Side) -> bool:
    """Whether left < right whatever stands in the blanks."""
    return not left.may_grow and not right.may_shrink and left.known < right.known


def _last_year_is_known(relation: Relation, last_year: Report | None) -> bool:
    terms = relation.expected + relation.actual
    return last_year is not None and all(
        is_number(last_year.value(term.address)) for term in terms if term.last_year
    )


# --- texts -------------------------------------------------------------------------------


def text_length(text: str | None) -> int:
    """Characters without white space."""
    return len("".join((text or "").split()))


def _text(report: Report, rule: TextRule) -> Iterator[Finding]:
    text = report.sections[rule.section]
    length = text_length(text)
    finding = Finding(rule.code, rule.level, section=rule.section, actual=length)
    if rule.kind is TextRuleKind.PRESENT:
        if text is None:
            yield finding
    elif rule.kind is TextRuleKind.FILLED:
        if text is not None and length == 0:
            yield finding
    elif length and text is not None:
        yield from _filled_text(rule, text, length)


def _filled_text(rule: TextRule, text: str, length: int) -> Iterator[Finding]:
    if rule.kind is TextRuleKind.LENGTH:
        limit = rule.shortest if length < (rule.shortest or 0) else rule.longest
        if limit is not None and (length < (rule.shortest or 0) or length > limit):
            yield Finding(rule.code, rule.level, (), limit, length, section=rule.section)
        return
    missing = tuple(word for word in rule.words if word not in text)
    if rule.kind is TextRuleKind.MENTIONS:
        is_said = len(missing) < len(rule.words) or length < (rule.shortest or 0)
        missing = () if is_said else (rule.about,) if rule.about else missing
    if missing:
        yield Finding(rule.code, rule.level, section=rule.section, words=missing)
