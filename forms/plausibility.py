"""What is possible and yet unlikely: 元 for 万元, leaps, rules of those who make none.

No arithmetic. Every code begins with ``plausible.``. Leaps are hints: of a city's right report
beside the year before, two rows leap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from forms.cells import Address
from forms.counts import Number
from forms.edition import CellType, Edition
from forms.finding import Finding
from forms.last_year import last_values
from forms.report import Report
from forms.rules import Level

_FEES = Address("disclosure", "fees", "amount")
_WAN = "万元"
_UNIT_RATIO = 100
_LARGE_FEE = 10_000
_JUMP = 5
_SMALL_DIFFERENCE = 20
_PENDING_ROWS = ("review", "direct", "after_review")
_DECISION_ROWS = ("permits", "penalties", "coercion")


class Kind(str, Enum):
    """What an agency's name says about it."""

    TOWN = "town"
    COUNTY = "county"
    DEPARTMENT = "department"
    RULE_MAKER = "rule_maker"
    UNKNOWN = "unknown"


_RULE_MAKERS = (
    r"(?:省|市|州|盟|自治区)人民政府(?:办公厅|办公室)?$|部$|总署$|"
    # 国家税务总局某某县税务局 is a local office.
    r"^(?:国家|国务院|中国|中华人民共和国)(?:[^省市区县旗州盟]|市场)*$"
)
_KINDS = (
    (Kind.TOWN, r"(?:乡|镇)(?:人民)?政府|街道办事处|街道办$"),
    (Kind.COUNTY, r"(?:县|(?<!自治)区|旗)(?:人民政府(?:办公室|办公厅)?|政府办公室)$"),
    (Kind.RULE_MAKER, _RULE_MAKERS),
    (Kind.DEPARTMENT, r"(?:局|厅|委员会|委|办公室|中心|队)$"),
)
_ENFORCERS = re.compile(
    r"公安|市场监督管理|市场监管|城市管理|综合执法|交通运输|生态环境|应急管理|税务|卫生健康|自然资源"
)


def agency_kind(name: str) -> Kind:
    """The kind of an agency by its name; UNKNOWN where the name does not say.

    >>> agency_kind("某某县某某镇人民政府").value, agency_kind("某某市人民政府").value
    ('town', 'rule_maker')
    """
    name = re.sub(r"\s|[（(].*?[）)]", "", name)
    return next((kind for kind, said in _KINDS if re.search(said, name)), Kind.UNKNOWN)


def plausibility_findings(
    report: Report, edition: Edition, table: str, last_year: Report | None = None
) -> Iterator[Finding]:
    """What is unlikely in one table, by itself and beside last year's."""
    if table == "disclosure":
        yield from _fee_unit(report, edition, last_year)
        yield from _regulations(report, edition)
        yield from _no_decisions(report, edition)
    if last_year is not None and last_year.year == (report.year or 0) - 1:
        yield from _jumps(report, edition, table, last_year)
        if table == "disputes":
            yield from _pending(report, last_year)


def _fee_unit(report: Report, edition: Edition, last_year: Report | None) -> Iterator[Finding]:
    """C03: 元 typed where 万元 belongs."""
    if _FEES not in edition.address_set:
        return
    now = _in_wan(report)
    before = _in_wan(last_year) if last_year is not None else None
    if now is None:
        return
    kind = agency_kind(report.agency)
    of_county = kind is Kind.DEPARTMENT and re.search(r"县|(?<!自治)区", report.agency)
    small = kind in (Kind.TOWN, Kind.COUNTY) or of_county
    leaps = before is not None and before > 0 and now >= before * _UNIT_RATIO
    large = small and before is None and now == int(now) and now > _LARGE_FEE
    if leaps or large:
        # The fees of whole counties come near the limit; one may well be above it.
        level = Level.HINT if kind is Kind.COUNTY and not leaps else Level.WARNING
        yield Finding("plausible.unit", level, (_FEES,), before, now, "disclosure", "fees")


def _in_wan(report: Report) -> Number | None:
    """The fees in 万元; None where they are not, which ``cell.unit`` tells."""
    return report.number(_FEES) if report.units.get(_FEES, _WAN) == _WAN else None


def _jumps(report: Report, edition: Edition, table: str, last_year: Report) -> Iterator[Finding]:
    """C04: a count more than five times last year's, or less than a fifth.

    Only cells that meant the same last year: 制发 and 新制作 of two editions may share a name.
    """
    if last_year.edition != edition.key:
        last_year = last_year.replace(cells=last_values(last_year, edition))
    for address, column in edition.tables[table].columns_of:
        if table != "disclosure" and address.column != "total":
            continue
        if column.type is CellType.CHANGE or address == _FEES:
            continue
        now, before = report.number(address), last_year.number(address)
        if now is None or before is None or abs(Decimal(now) - before) <= _SMALL_DIFFERENCE:
            continue
        if now > before * _JUMP or now * _JUMP < before:
            yield Finding("plausible.jump", Level.HINT, (address,), before, now, table, address.row)


def _regulations(report: Report, edition: Edition) -> Iterator[Finding]:
    """C05: only ministries, provinces and cities with districts make 规章."""
    kind = agency_kind(report.agency)
    if kind not in (Kind.TOWN, Kind.COUNTY, Kind.DEPARTMENT):
        return
    row = edition.tables["disclosure"].rows.get("regulations")
    cells = [Address("disclosure", "regulations", column) for column in (row.areas if row else ())]
    filled = [cell for cell in cells if (report.number(cell) or 0) > 0]
    if filled:
        now = report.number(filled[0])
        code = "plausible.regulations"
        yield Finding(code, Level.WARNING, tuple(filled), 0, now, "disclosure", "regulations")


def _no_decisions(report: Report, edition: Edition) -> Iterator[Finding]:
    """C06: an agency that enforces the law took no decision in a year."""
    if agency_kind(report.agency) is not Kind.DEPARTMENT or not _ENFORCERS.search(report.agency):
        return
    cells = [Address("disclosure", row, "decisions") for row in _DECISION_ROWS]
    cells = [cell for cell in cells if cell in edition.address_set]
    numbers: list[Number] = [n for cell in cells if (n := report.number(cell)) is not None]
    if cells and len(numbers) == len(cells) and not any(numbers):
        yield Finding("plausible.no_decisions", Level.HINT, tuple(cells), None, 0, "disclosure")


def _pending(report: Report, last_year: Report) -> Iterator[Finding]:
    """Y04: what was pending a year ago usually shows among this year's cases."""
    for row in _PENDING_ROWS:
        cell = Address("disputes", row, "total")
        before, now = last_year.number(Address("disputes", row, "pending")), report.number(cell)
        if before is not None and now is not None and before > now:
            yield Finding("plausible.pending", Level.HINT, (cell,), before, now, "disputes", row)
