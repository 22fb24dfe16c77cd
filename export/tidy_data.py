"""One tidy table of every figure, for those who analyse further: CSV, and Parquet where asked.

Columns: unit, kind, parent, year, edition, table, row, column, the labels, the value, its text
where it is no number, the printed unit, the file and the place in it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from forms.collecting.collection import Collection, Entry
from forms.collecting.result_store import ResultStore
from forms.collecting.returns import Return
from forms.counts import is_number, show
from forms.edition_file import known_editions
from forms.errors import UnwritableFile
from forms.file_names import readable
from forms.saving.write_file import cause_of

COLUMNS = (
    *("unit", "kind", "parent", "year", "edition", "table", "row", "column"),
    *("row_label", "column_label", "value", "text", "printed_unit", "file", "place"),
)
_AT_ONCE = 50_000
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")


def tidy_rows(collection: Collection, store: ResultStore) -> Iterator[tuple[Any, ...]]:
    """Every cell of every counted return, this year's and last year's, blanks included."""
    for entry in collection.entries:
        for one in (entry.counted, entry.last_year):
            if one is not None:
                yield from _rows_of(entry, one, store)


def _rows_of(entry: Entry, one: Return, store: ResultStore) -> Iterator[tuple[Any, ...]]:
    edition = known_editions()[one.read.edition]
    report = store.report(one.read.digest)
    origins = report.origins if report else {}
    units = dict(one.read.units)
    about = (entry.unit.name, entry.unit.kind, entry.unit.parent, one.read.year, edition.key)
    file = readable(Path(one.file).name)
    for address, value in zip(edition.addresses, one.read.values, strict=True):
        cell = str(address)
        yield (
            *(*about, *address, edition.row(address).name, edition.column(address).label),
            value if is_number(value) else None,
            value if isinstance(value, str) else "",
            *(units.get(cell, ""), file, origins.get(cell, "")),
        )


def write_csv(path: Path, collection: Collection, store: ResultStore) -> None:
    """The table as CSV that Excel opens as it is. Raises UnwritableFile."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for row in tidy_rows(collection, store):
                writer.writerow([_plain(value) for value in row])
    except OSError as error:
        raise UnwritableFile(path, cause_of(error), error.strerror or "") from error


def _plain(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets a mark in front."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_SIGNS) and len(value) > 1 else value
    return show(value) if isinstance(value, Decimal) else value


def has_parquet() -> bool:
    """Whether pyarrow is there; it is no part of the program."""
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


def write_parquet(path: Path, collection: Collection, store: ResultStore) -> None:
    """The same table as Parquet, group by group. Needs pyarrow. Raises UnwritableFile."""
    import pyarrow as pa
    from pyarrow import parquet

    numbers = {"year": pa.int32(), "value": pa.float64()}
    schema = pa.schema([(name, numbers.get(name, pa.string())) for name in COLUMNS])
    try:
        with parquet.ParquetWriter(str(path), schema) as writer:
            for rows in _lots(tidy_rows(collection, store)):
                columns = [
                    [float(one) if isinstance(one, Decimal) else one for one in column]
                    for column in zip(*rows, strict=True)
                ]
                writer.write_table(pa.table(columns, schema=schema))
    except OSError as error:
        raise UnwritableFile(path, cause_of(error), error.strerror or "") from error


def _lots(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    lot: list[tuple[Any, ...]] = []
    for row in rows:
        lot.append(row)
        if len(lot) == _AT_ONCE:
            yield lot
            lot = []
    if lot:
        yield lot
