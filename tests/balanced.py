"""Random reports for property tests: balanced by construction, or with texts."""

from hypothesis import strategies as st

from forms.cells import Address
from forms.counts import as_number
from forms.edition import CellType, Edition
from forms.edition_file import built_in_editions
from forms.report import Report
from forms.totals import with_totals

EDITIONS = built_in_editions()

counts = st.one_of(st.just(0), st.integers(0, 30), st.integers(0, 99_999_999))
changes = st.integers(-5000, 5000)
amounts = st.decimals(0, 999_999, places=4).map(lambda d: int(d) if d == int(d) else d.normalize())

_HAN = "局公开信息年度报告工作机关申请办理我市群众网站平台制度保障监督问题改进情况"
lines = st.text(alphabet=_HAN + "，。；0123456789", min_size=1, max_size=60)
texts = st.lists(lines, min_size=1, max_size=4).map("\n".join)


def _value(draw: st.DrawFn, kind: CellType):
    by_type = {CellType.COUNT: counts, CellType.CHANGE: changes, CellType.AMOUNT: amounts}
    return draw(by_type[kind])


@st.composite
def balanced_reports(draw: st.DrawFn, key: str = "2021") -> Report:
    """Every cell filled, every rule of the edition kept."""
    edition = EDITIONS[key]
    typed = [address for address in edition.addresses if address not in edition.totals]
    cells = {a: _value(draw, edition.column(a).type) for a in typed}
    report = with_totals(Report("某某局", 2020 if key == "2019" else 2025, key, cells), edition)
    report = _balance(report, edition)
    return with_totals(report, edition)


def _balance(report: Report, edition: Edition) -> Report:
    changes = {}
    for column in edition.tables["applications"].columns:
        if column == "total":
            continue
        at = {row: Address("applications", row, column) for row in ("received", "carried_in")}
        out = report.number(Address("applications", "carried_out", column))
        leaving = report.number(Address("applications", "result_total", column)) + out
        carried = min(report.number(at["carried_in"]), leaving)
        changes |= {at["carried_in"]: carried, at["received"]: leaving - carried}
    for row in ("regulations", "normative_documents"):
        if "in_force" in edition.tables["disclosure"].columns:
            made = report.number(Address("disclosure", row, "made"))
            stock = Address("disclosure", row, "in_force")
            changes[stock] = made + report.number(stock)
    return report.with_values(changes)


SUQIAN_2024 = """
3440 75 0 1 6 3 3525 | 118 3 0 0 0 0 121 | 1408 21 0 0 2 0 1431 | 462 9 0 0 0 0 471 |
2 0 0 0 0 0 2 | 1 0 0 0 0 0 1 | 4 0 0 0 0 0 4 | 16 1 0 0 0 0 17 | 21 0 0 0 0 0 21 |
10 1 0 0 0 0 11 | 21 2 0 0 0 0 23 | 13 0 0 0 0 0 13 | 859 33 0 0 3 2 897 | 35 1 0 0 0 0 36 |
8 0 0 0 0 0 8 | 86 1 0 0 0 0 87 | 26 1 0 0 0 0 27 | 0 0 0 0 0 0 0 | 3 0 0 0 0 0 3 |
0 0 0 0 0 0 0 | 75 1 0 1 0 0 77 | 38 0 0 0 0 0 38 | 352 2 0 0 0 0 354 |
3440 73 0 1 5 2 3521 | 118 5 0 0 1 1 125
"""
"""The applications table of a city's published report, row by row (figures only)."""


def city_report() -> Report:
    """A whole balanced report with the real figures of a city, 2024."""
    edition = EDITIONS["2021"]
    rows = [row.split() for row in SUQIAN_2024.split("|")]
    keys = edition.tables["applications"].rows
    columns = list(edition.tables["applications"].columns)
    cells = {
        Address("applications", key, column): int(figure)
        for key, row in zip(keys, rows, strict=True)
        for column, figure in zip(columns, row, strict=True)
    }
    disclosure = ["2", "1", "12", "50", "227", "420", "1573179", "2676474", "29351", "72701.2578"]
    disputes = [
        "88",
        "18",
        "28",
        "36",
        "170",
        "7",
        "0",
        "11",
        "7",
        "25",
        "33",
        "0",
        "6",
        "13",
        "52",
    ]
    for key, figures in (("disclosure", disclosure), ("disputes", disputes)):
        for address, figure in zip(edition.tables[key].addresses, figures, strict=True):
            cells[address] = as_number(figure)
    return Report("某某市人民政府", 2024, "2021", cells)


SOUND_TEXTS = {
    "overview": "主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障（考核、评议、追究）。"
    * 5,
    "problems": "存在的问题是公开的内容还不够细，改进的办法是逐项细化目录并按月核对，责任落实到具体科室和具体人员。"
    * 2,
    "other": "本年度发出收费通知38件，未收取信息处理费。",
}


def sound_report(**changes):
    """The city's balanced report with texts that no rule minds."""
    return city_report().replace(sections=SOUND_TEXTS, **changes)


def at(text):
    return Address.parse(text)


def typed(**cells):
    """The city's balanced report with some cells typed wrong, totals standing as they were."""
    return city_report().with_values({at(k.replace("__", ".")): v for k, v in cells.items()})


def last_year():
    """A report of the year before that the city's follows from."""
    report = city_report()
    cells = dict.fromkeys(EDITIONS["2021"].addresses, 0)
    for column in EDITIONS["2021"].tables["applications"].columns:
        carried = report.value(Address("applications", "carried_in", column))
        cells[Address("applications", "carried_out", column)] = carried
    cells[at("disclosure.regulations.in_force")] = 11
    cells[at("disclosure.normative_documents.in_force")] = 597
    return Report("某某市人民政府", 2023, "2021", cells)
