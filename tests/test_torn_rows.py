"""Rows that lost their label, or that no row of the form is: placed by order, or told."""

from dataclasses import replace

import pytest
from balanced import EDITIONS, city_report
from drawn_files import TEXTS
from report_as_text import SHAPES

from export.layout import lay_out
from forms.document import Grid, GridCell, Kind
from forms.reading import from_txt
from forms.reading.match import match

DOCUMENT = lay_out(city_report().replace(sections=TEXTS), EDITIONS["2021"])
WHOLE = match(DOCUMENT)
WITH_CELLS = ["tabs", "bars"]


def changed(number, change):
    """The document with its table of that number changed."""
    grids = [at for at, block in enumerate(DOCUMENT.blocks) if isinstance(block, Grid)]
    blocks = list(DOCUMENT.blocks)
    blocks[grids[number]] = change(blocks[grids[number]])
    return replace(DOCUMENT, blocks=tuple(blocks))


def without_label(row):
    def change(grid):
        cells = (
            cell._replace(text="") if cell.row == row and cell.kind is Kind.LABEL else cell
            for cell in grid.cells
        )
        return replace(grid, cells=tuple(cells))

    return change


def with_row(at, *texts):
    """A row of figures without label more, at the right side of the table."""

    def change(grid):
        cells = []
        for cell in grid.cells:
            if cell.row >= at:
                cells.append(cell._replace(row=cell.row + 1))
            elif cell.row + cell.row_span > at:
                cells.append(cell._replace(row_span=cell.row_span + 1))
            else:
                cells.append(cell)
        first = grid.column_count - len(texts)
        cells += [GridCell(at, first + n, text) for n, text in enumerate(texts)]
        return replace(grid, cells=tuple(cells), row_count=grid.row_count + 1)

    return change


def as_text(document, shape):
    draw = SHAPES[shape]
    lines = (draw(b) if isinstance(b, Grid) else b.text for b in document.blocks)
    return from_txt.read("\n".join(lines).encode(), "年报.txt")


def shapes(document):
    yield document
    for shape in WITH_CELLS:
        yield as_text(document, shape)


@pytest.mark.parametrize(("table", "row"), [(0, 3), (0, 9), (1, 5), (1, 12), (1, 27)])
def test_label_that_is_blank_is_given_by_the_order(table, row):
    for document in shapes(changed(table, without_label(row))):
        report = match(document)
        assert dict(report.cells) == dict(WHOLE.cells)
        assert [remark.code for remark in report.remarks] == ["label.repaired"]


EXTRA = [
    (0, 4, ("71", "72", "73")),
    (0, 4, ("71", "", "")),
    (1, 6, ("8", "7", "6", "5", "4", "3", "2")),
    (1, 6, ("", "", "31", "", "", "", "31")),
    (2, 4, tuple(str(number) for number in range(40, 55))),
    (2, 4, (*[""] * 10, "3", "1", "", "", "")),
]


@pytest.mark.parametrize(("table", "at", "texts"), EXTRA)
def test_figures_without_a_row_are_told_and_kept(table, at, texts):
    for document in shapes(changed(table, with_row(at, *texts))):
        report = match(document)
        assert dict(report.cells) == dict(WHOLE.cells)
        told = [remark for remark in report.remarks if remark.code == "row.unknown"]
        assert [remark.text.split() for remark in told] == [[t for t in texts if t]]
        assert told[0].where.endswith("行") == bool(document.blocks[0].origin)


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - {*WITH_CELLS, "run together"}))
def test_in_running_text_the_row_above_becomes_doubtful(shape):
    """Its figures and the torn ones stand together: left blank, all of them shown."""
    texts = ("8", "7", "6", "5", "4", "3", "2")
    report = match(as_text(changed(1, with_row(6, *texts)), shape))
    told = [remark for remark in report.remarks if remark.code == "cells.ambiguous"]
    assert [remark.where for remark in told] == ["applications.granted"]
    assert " ".join(texts) in told[0].message
