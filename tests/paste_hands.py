"""What the tests of pasting share: a paste planned on a blank table, what it would change."""

from forms.cells import Address
from forms.edition_file import built_in_editions
from forms.report import Report
from ui.clipboard import read_block
from ui.table_paste import PastePlan, plan_paste
from ui.table_shape import TableShape

EDITIONS = built_in_editions()
SHAPES = {
    (edition, table): TableShape(EDITIONS[edition], table)
    for edition in ("2019", "2021")
    for table in ("disclosure", "applications", "disputes")
}
APPLICATIONS = SHAPES["2021", "applications"]
COLUMNS = tuple(APPLICATIONS.table.columns)
BLANK = Report(edition="2021")


def at(row: str, column: str, table: str = "applications") -> Address:
    return Address(table, row, column)


def plan(
    text: str = "",
    start: tuple[str, str] | None = ("received", "person"),
    html: str = "",
    shape: TableShape = APPLICATIONS,
    report: Report = BLANK,
) -> PastePlan:
    """Plan a paste of a text (or HTML) with the current cell at ``start``."""
    cell = None if start is None else Address(shape.table.key, *start)
    return plan_paste(read_block(html, text), shape, report, cell)


def changed(made: PastePlan) -> dict[str, object]:
    return {f"{a.row}.{a.column}": value for a, value in made.changes.items()}
