"""What the few pictures show that an office shows its head: figures only, no drawing.

Window, PDF and workbook draw the same charts from these values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forms.cells import Address
from forms.collecting.collection import Collection, Entry
from forms.collecting.summing import edition_of, total_of
from forms.collecting.sums import Exemption
from forms.counts import Number, as_number
from forms.document import Chart, Series, Shape
from forms.edition import Edition

MOST_UNITS = 12
"""Units with a bar of their own; the rest is one more bar."""
_RESULTS = (
    ("予以公开", ("granted",)),
    ("部分公开", ("partial",)),
    ("不予公开", ("deny_",)),
    ("无法提供", ("unable_",)),
    ("不予处理", ("reject_",)),
    ("其他处理", ("other",)),
)
_YEARS = (
    ("新收申请", "applications", "received", "total"),
    ("办理结果", "applications", "result_total", "total"),
    ("予以公开", "applications", "granted", "total"),
    ("行政复议", "disputes", "review", "total"),
    ("行政诉讼", "disputes", "direct", "total"),
    ("复议后诉讼", "disputes", "after_review", "total"),
)


def charts_of(
    collection: Collection, parent: str = "", exemptions: Sequence[Exemption] = ()
) -> tuple[Chart, ...]:
    """The charts of a parent's sum; one without a figure other than zero is left out."""
    figures = _Figures(collection, parent, exemptions)
    made = (
        _by_kind(figures),
        _by_unit(figures),
        _results(figures),
        _refusals(figures),
        _disputes(figures),
        _years(figures),
    )
    return tuple(chart for chart in made if any(any(series.values) for series in chart.series))


class _Figures:
    """What is known of each total, with who is missing from those that were asked for."""

    def __init__(
        self, collection: Collection, parent: str, exemptions: Sequence[Exemption]
    ) -> None:
        self.collection = collection
        self.parent = parent
        self.exemptions = exemptions
        self.edition: Edition = edition_of(collection)

    def __call__(self, table: str, row: str, column: str, missing: set[str]) -> Number:
        total = total_of(self.collection, Address(table, row, column), self.parent, self.exemptions)
        missing.update(total.unknown)
        return total.known

    def rows(self, *starts: str) -> Iterator[str]:
        """The rows of part three whose key begins so."""
        for row in self.edition.tables["applications"].rows:
            if row.startswith(starts):
                yield row


def _note(missing: set[str], words: str = "") -> str:
    lacking = f"有{len(missing)}个单位的数字缺，图中未含。" if missing else ""
    return words + lacking


def _by_kind(figures: _Figures) -> Chart:
    missing: set[str] = set()
    columns = [
        column
        for column in figures.edition.tables["applications"].columns.values()
        if column.key != "total"
    ]
    values = tuple(figures("applications", "received", one.key, missing) for one in columns)
    return Chart(
        "本年新收申请：按申请人",
        tuple(one.label for one in columns),
        (Series("新收申请", values),),
        Shape.COLUMNS,
        "件",
        note=_note(missing, f"共{sum(values)}件。"),
    )


def _by_unit(figures: _Figures) -> Chart:
    address = Address("applications", "received", "total")
    entries = figures.collection.children.get(figures.parent, ())
    found = [(entry.unit.name, _received(figures, entry, address)) for entry in entries]
    known = [(name, value) for name, value in found if value is not None]
    missing = {name for name, value in found if value is None}
    ranked = sorted(known, key=lambda pair: -pair[1])
    shown, rest = ranked[:MOST_UNITS], ranked[MOST_UNITS:]
    if rest:
        shown.append((f"其余{len(rest)}个单位", sum(value for _, value in rest)))
    return Chart(
        "本年新收申请：按单位",
        tuple(name for name, _ in shown),
        (Series("新收申请", tuple(value for _, value in shown)),),
        unit="件",
        note=_note(missing),
    )


def _received(figures: _Figures, entry: Entry, address: Address) -> Number | None:
    if entry.unit.name in figures.collection.children:
        below = total_of(figures.collection, address, entry.unit.name, figures.exemptions)
        return below.known
    return entry.counted.number(address) if entry.counted else None


def _results(figures: _Figures) -> Chart:
    missing: set[str] = set()
    values = [
        sum(figures("applications", row, "total", missing) for row in figures.rows(*starts))
        for _, starts in _RESULTS
    ]
    whole = sum(values)
    shares = tuple(
        as_number(f"{100 * float(value) / float(whole):.1f}") if whole else 0 for value in values
    )
    granted = (values[0] + values[1]) / whole if whole else 0
    told = (
        f"办理结果共{whole}件，予以公开和部分公开占{100 * float(granted):.1f}%。" if whole else ""
    )
    return Chart(
        "办理结果构成",
        tuple(name for name, _ in _RESULTS),
        (Series("占办理结果", shares),),
        Shape.COLUMNS,
        "%",
        _note(missing, told),
    )


def _refusals(figures: _Figures) -> Chart:
    missing: set[str] = set()
    rows = list(figures.rows("deny_"))
    table = figures.edition.tables["applications"]
    return Chart(
        "不予公开的理由",
        tuple(table.rows[row].name for row in rows),
        (
            Series(
                "不予公开",
                tuple(figures("applications", row, "total", missing) for row in rows),
            ),
        ),
        unit="件",
        note=_note(missing),
    )


def _disputes(figures: _Figures) -> Chart:
    missing: set[str] = set()
    table = figures.edition.tables["disputes"]
    columns = [column for column in table.columns.values() if column.key != "total"]
    values = {
        column.key: tuple(figures("disputes", row, column.key, missing) for row in table.rows)
        for column in columns
    }
    settled = sum(sum(values[key]) for key in ("upheld", "corrected", "other") if key in values)
    corrected = sum(values["corrected"])
    told = f"已审结{settled}件，结果纠正{corrected}件。" if settled else ""
    return Chart(
        "行政复议、行政诉讼的结果",
        tuple(row.name for row in table.rows.values()),
        tuple(Series(column.label, values[column.key]) for column in columns),
        Shape.STACKED,
        "件",
        note=_note(missing, told),
    )


def _years(figures: _Figures) -> Chart:
    """Both years of the units that have both: the rest would look like a change."""
    entries = [
        entry
        for entry in figures.collection.children.get(figures.parent, ())
        if entry.counted is not None and entry.last_year is not None
    ]
    now, before = [], []
    for _, table, row, column in _YEARS:
        address = Address(table, row, column)
        pairs = [
            (entry.counted.number(address), entry.last_year.number(address))
            for entry in entries
            if entry.counted and entry.last_year
        ]
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        now.append(sum(a for a, _ in both))
        before.append(sum(b for _, b in both))
    year = figures.collection.year or 0
    return Chart(
        "与上年比较",
        tuple(name for name, *_ in _YEARS),
        (Series(f"{year - 1}年", tuple(before)), Series(f"{year}年", tuple(now))),
        Shape.COLUMNS,
        "件",
        note=f"两年都有报告的{len(entries)}个单位。" if entries else "",
    )
