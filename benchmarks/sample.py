"""A city's report for the benchmarks: every cell filled, a few thousand characters of text."""

from forms.cells import Address
from forms.edition_file import built_in_editions
from forms.report import Report
from forms.totals import with_totals

PARAGRAPH = (
    "围绕群众关心的事项，通过门户网站、政务新媒体和公示栏公开信息，逐条核对目录，按月检查更新，"
    "把办事指南写得清楚明白；对收到的申请逐件登记，按期答复，能够当场答复的当场答复。"
)

CLAIMS = (
    "（二）依申请公开。全年收到政府信息公开申请12件，上年结转3件，"
    "予以公开5件，占33%；公开信息20条。"
)


def city_report(year: int = 2025) -> Report:
    """A balanced report of the newest edition, about six pages on paper."""
    edition = list(built_in_editions().values())[-1]
    cells: dict[Address, int | str | None] = {}
    for number, address in enumerate(edition.addresses):
        cells[address] = (number * 37) % 1000
    for column in edition.tables["applications"].columns:
        cells[Address("applications", "carried_in", column)] = 0
    report = with_totals(Report("某某市人民政府", year, edition.key, cells), edition)
    balance = {}
    for column in edition.tables["applications"].columns:
        done = report.number(Address("applications", "result_total", column)) or 0
        left = report.number(Address("applications", "carried_out", column)) or 0
        balance[Address("applications", "received", column)] = done + left
    text = "\n".join([PARAGRAPH] * 12)
    sections = {"preface": PARAGRAPH, "overview": text, "problems": text, "other": PARAGRAPH}
    return with_totals(report.with_values(balance), edition).replace(sections=sections)


def told_report(year: int) -> Report:
    """The same with figures in every paragraph of part one that speak of the tables."""
    report = city_report(year)
    text = report.sections["overview"] or ""
    lines = [line + CLAIMS for line in text.split("\n")]
    return report.with_section("overview", "\n".join(lines))


def before_of(report: Report) -> Report:
    """A report of the year before that fits: what it carried over, the documents in force."""
    edition = built_in_editions()[report.edition]
    cells: dict[Address, int | str | None] = {}
    for column in edition.tables["applications"].columns:
        carried = report.number(Address("applications", "carried_in", column))
        cells[Address("applications", "carried_out", column)] = int(carried or 0)
    for row in ("regulations", "normative_documents"):
        made, abolished, in_force = (
            int(report.number(Address("disclosure", row, column)) or 0)
            for column in ("made", "abolished", "in_force")
        )
        cells[Address("disclosure", row, "in_force")] = in_force - made + abolished
    return report.with_values(cells).replace(year=(report.year or 0) - 1)
