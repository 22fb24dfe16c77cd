"""Rows of a table out of running text: tabs, one cell per line, everything on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forms.counts import is_number
from forms.reading.cell_text import Token, in_half_width, read_cells, read_tokens
from forms.reading.labels import Meaning, TableLabels
from forms.reading.row_runs import RowRun
from forms.reading.tape import Tape, letters_view

_BRACKETED = re.compile(r"[\s)”\"’]*(?:\([^()]*\))?[\s:|]*")
_ITEM_BEFORE = re.compile(
    r"(?:\(\s*[一二三四五六七八九十]{1,2}\s*\)|[一二三四五六七八九十]、|\d\s*[.、])\s*$"
)
_STRANGE_LABEL = re.compile(
    r"\s*(?P<label>(?:\d\s*[.、])?[^\d。:;；\n\t]{2,60}?)[\s|:]*(?=[+-]?\d)"
)
_ROW_OF_TABS = re.compile(r"[ \t]*\n\s*?(?P<row>[^\n]*\t[^\n]*)")
_MOST_ITEM = 8


@dataclass(frozen=True)
class Hit:
    """A label found on the tape."""

    start: int
    end: int
    spelling: str
    meaning: Meaning


def find_hits(tape: Tape, labels: TableLabels, start: int, end: int) -> list[Hit]:
    """Every label of one table in a stretch of the tape, item numbers included."""
    view = letters_view(tape.text, start, end)
    hits: list[Hit] = []
    floor = start
    for found in labels.pattern.finditer(view.text):
        first, last = view.start(found.start()), view.end(found.end())
        window = max(floor, first - _MOST_ITEM)
        item = _ITEM_BEFORE.search(in_half_width(tape.text[window:first]))
        if item:
            first = window + item.start()
        hits.append(Hit(first, last, found[0], labels.meanings[found[0]]))
        floor = last
    return hits


def text_rows(tape: Tape, labels: TableLabels, hits: list[Hit], end: int) -> list[RowRun]:
    """The rows of one table behind its labels on the tape, up to ``end``."""
    runs: list[RowRun] = []
    text = in_half_width(tape.text)
    for number, hit in enumerate(hits):
        gap_end = hits[number + 1].start if number + 1 < len(hits) else end
        cells, celled, after = gap_cells(text, hit.end, gap_end)
        if cells:
            runs.append(
                RowRun(
                    table=labels.key,
                    rows=hit.meaning.rows,
                    cells=tuple(cells),
                    celled=celled,
                    start=hit.start,
                    end=after,
                    origin=tape.origin(hit.start),
                    label=hit.spelling,
                    is_spaced=not celled and text[hit.end].isspace(),
                    is_by_line=not celled and stand_by_line(text, hit.end, after, len(cells)),
                )
            )
            runs.extend(_strange_rows(tape, text, labels.key, after, gap_end))
        else:
            runs.extend(_strange_rows(tape, text, labels.key, hit.end, gap_end))
    return runs


def stand_by_line(text: str, start: int, end: int, count: int) -> bool:
    """True where several figures stand each on a line of its own."""
    lines = [line for line in text[start:end].split("\n") if any(map(str.isdigit, line))]
    return len(lines) == count > 1


def gap_cells(text: str, start: int, end: int) -> tuple[list[Token | None], bool, int]:
    """The cells behind a label, up to the next one: cells, whether blanks are known, end."""
    opening = _BRACKETED.match(text, start, end)
    line_end = text.find("\n", start, end)
    line_end = end if line_end < 0 else line_end
    if "\t" in text[start:line_end]:
        cells = read_cells(text[start:line_end].partition("\t")[2])
        if cells is not None and any(cells):
            return cells, True, line_end
    tokens, after = read_tokens(text, opening.end() if opening else start, end)
    return list(tokens), False, after


def _strange_rows(tape: Tape, text: str, table: str, start: int, end: int) -> Iterator[RowRun]:
    """Rows in a gap whose label is not known, or which have none."""
    place = start
    while place < end:
        label = _STRANGE_LABEL.match(text, place, end)
        if label is not None:
            row_start, said = label.start("label"), label["label"].strip()
            cells, celled, after = gap_cells(text, label.end("label"), end)
        else:
            row_start, said = place, ""
            cells, celled, after = _torn_row(text, place, end)
        if not cells:
            return
        yield RowRun(
            table=table,
            rows=(),
            cells=tuple(cells),
            celled=celled,
            start=place,
            end=after,
            origin=tape.origin(after - 1 if not said else row_start),
            label=said,
        )
        place = after


def _torn_row(text: str, start: int, end: int) -> tuple[list[Token | None], bool, int]:
    """The cells of the next row of tabs, if it has figures only; its end."""
    found = _ROW_OF_TABS.match(text, start, end)
    cells = read_cells(found["row"]) if found else None
    if found is None or cells is None or not any(c and is_number(c.value) for c in cells):
        return [], False, start
    return cells, True, found.end()
