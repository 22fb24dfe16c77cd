"""Blank cells at random in both editions: blanks stay blank, numbers stay in their places."""

import random

import pytest
from balanced import EDITIONS, city_report
from drawn_files import (
    TEXTS,
    as_docx,
    as_html,
    as_many_sheets,
    as_one_sheet,
    first_figures,
)
from drawn_pdf import Paper, as_pdf
from report_as_text import as_text

from export.layout import lay_out
from forms.counts import is_number
from forms.reading import from_docx, from_html, from_pdf, from_txt, from_xlsx
from forms.reading.match import match

SHARES = (0.1, 0.4, 0.8)


def with_blanks(key, seed, share):
    """A report of the edition in which some of the figures are missing."""
    report = city_report().replace(sections=TEXTS)
    if key == "2019":
        report = report.replace(edition="2019", year=2020, cells=first_figures())
    chance = random.Random(seed)
    return report.with_values({a: None for a in report.cells if chance.random() < share})


def laid(report):
    return lay_out(report, EDITIONS[report.edition])


def from_pdf_with(rules):
    return lambda report: from_pdf.read(as_pdf(laid(report), Paper(rules=rules)), "年报.pdf")


EXACT = {
    "docx": lambda report: from_docx.read(as_docx(laid(report)), "年报.docx"),
    "html": lambda report: from_html.read(as_html(laid(report)).encode(), "年报.html"),
    "one sheet": lambda report: from_xlsx.read(as_one_sheet(laid(report)), "年报.xlsx"),
    "many sheets": lambda report: from_xlsx.read(as_many_sheets(laid(report)), "年报.xlsx"),
    "txt": lambda report: from_txt.read(as_text(report, "tabs").encode(), "年报.txt"),
    "pdf": from_pdf_with("lines"),
    "pdf, bars": from_pdf_with("bars"),
}
LOOSE = {
    "bars": lambda report: from_txt.read(as_text(report, "bars").encode(), "年报.txt"),
    "pdf, rules across": from_pdf_with("across"),
    "pdf without rules": from_pdf_with("none"),
}
"""Shapes in which little shows where a blank cell stands."""
RUNNING = ("lines", "one line")
"""Text in which nothing shows it: in rows with sums, those decide; the others stay blank."""


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("key", sorted(EDITIONS))
@pytest.mark.parametrize("kind", EXACT)
def test_where_cells_are_seen_all_is_as_it_was(kind, key, share):
    for seed in range(2):
        report = with_blanks(key, f"{kind} {seed}", share)
        found = match(EXACT[kind](report))
        assert found.edition == key
        assert dict(found.cells) == dict(report.cells)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("key", sorted(EDITIONS))
@pytest.mark.parametrize("kind", LOOSE)
def test_where_they_are_not_nothing_is_shifted_and_what_is_missing_is_told(kind, key, share):
    for seed in range(2):
        report = with_blanks(key, f"{kind} {seed}", share)
        found = match(LOOSE[kind](report))
        assert {a: v for a, v in found.cells.items() if v != report.value(a)} == {}
        missing = [a for a, v in report.cells.items() if is_number(v) and a not in found.cells]
        told = {one.code for one in found.remarks}
        assert not missing or told & {"cells.ambiguous", "row.unknown"}


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("key", sorted(EDITIONS))
@pytest.mark.parametrize("shape", RUNNING)
def test_in_running_text_a_figure_is_not_cut_to_fill_a_blank(shape, key, share):
    for seed in range(4):
        report = with_blanks(key, f"{shape} {seed}", share)
        found = match(from_txt.read(as_text(report, shape).encode(), "年报.txt"))
        first = {a: v for a, v in found.cells.items() if a.table == "disclosure"}
        assert {a: v for a, v in first.items() if v != report.value(a)} == {}
