"""Which row of the form each found row is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from forms.reading.labels import TableLabels
from forms.reading.row_runs import RowRun

_FARTHEST = 4


@dataclass
class KeyedRows:
    """The found rows by row key; rows that stand twice with other figures; unknown ones.

    ``copies`` counts rows that stand again with the same figures.
    """

    rows: dict[str, RowRun] = field(default_factory=dict)
    repeated: list[tuple[str, RowRun]] = field(default_factory=list)
    unknown: list[RowRun] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    copies: int = 0


def key_rows(runs: Sequence[RowRun], labels: TableLabels, order: Sequence[str]) -> KeyedRows:
    """Give every run its row. ``order``: the rows of the edition, as printed.

    A run without a known label gets one only where the rows that are missing between its
    neighbours are exactly as many as such runs: then the order of the form decides.
    """
    keyed = KeyedRows()
    pending: list[RowRun] = []
    last: str | None = None
    for run in runs:
        key = _key(run, labels, last)
        if key is None:
            pending.append(run)
            continue
        if key in keyed.rows:
            if _differ(keyed.rows[key], run):
                keyed.repeated.append((key, run))
            elif any(run.cells):
                keyed.copies += 1
            continue
        _repair(keyed, pending, list(_between(order, last, key)))
        pending = []
        keyed.rows[key] = run
        last = key
    _repair(keyed, pending, list(_between(order, last, None)))
    return keyed


def _key(run: RowRun, labels: TableLabels, last: str | None) -> str | None:
    """The row of a run. A word that is a column's label too (其他, 总计) must be in its place."""
    if not run.rows:
        return None
    key = run.rows[0]
    meaning = labels.meaning(run.label)
    if meaning is None or not meaning.columns:
        return key
    steps = labels.rows.index(key) - (labels.rows.index(last) if last else -_FARTHEST)
    return key if 0 < steps <= _FARTHEST or _is_repeat(labels, key, last) else None


def _is_repeat(labels: TableLabels, key: str, last: str | None) -> bool:
    return last is not None and labels.rows.index(key) == labels.rows.index(last)


def _differ(first: RowRun, second: RowRun) -> bool:
    texts = [[cell.text for cell in run.cells if cell] for run in (first, second)]
    return bool(texts[1]) and texts[0] != texts[1]


def _between(order: Sequence[str], last: str | None, following: str | None) -> Iterator[str]:
    start = order.index(last) + 1 if last in order and last is not None else 0
    end = order.index(following) if following in order and following is not None else len(order)
    if last is not None and last not in order:
        return
    yield from order[start:end]


def _repair(keyed: KeyedRows, pending: list[RowRun], missing: list[str]) -> None:
    gaps = [key for key in missing if key not in keyed.rows]
    if not pending or len(gaps) != len(pending):
        keyed.unknown.extend(pending)
        return
    for key, run in zip(gaps, pending, strict=True):
        keyed.rows[key] = run
        keyed.repaired.append(key)
