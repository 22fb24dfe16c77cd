"""Last year's report → this year's draft, within and across editions.

The tables start blank but for what the rules say is carried over (上年结转); the texts are
last year's, to be renewed place by place (``forms.text.renewal``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.cells import Address
from forms.counts import Value
from forms.edition import Edition
from forms.edition_file import edition_for_year, known_editions
from forms.live_figures import LiveFigure
from forms.report import Remark, Report
from forms.text.renewal import RenewalKind, renewals, renewed
from forms.wording import SECTION_NAMES

CARRIED_SECTIONS = ("preface", "overview", "problems", "other")


FIRST_YEAR, LAST_YEAR = 2019, 2100
"""The years that a report can be of: the form is of 2019."""


class YearUnknown(ValueError):
    """Neither last year's report nor the caller says which year it is."""


class BadYear(ValueError):
    """A year that the new report cannot be of; it lies outside ``first`` to ``last``."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__(f"{first}–{last}")
        self.first = first
        self.last = last


def carry(
    last_year: Report, year: int | None = None, editions: Mapping[str, Edition] | None = None
) -> Report:
    """The draft for ``year`` (the year after last year's report where it is not given).

    Raises YearUnknown where neither is known, BadYear where it is not after last year's.
    Notes under last year's tables are not carried. A figure that followed its cell follows
    this year's cell now.
    """
    if year is None:
        if last_year.year is None:
            raise YearUnknown
        year = last_year.year + 1
    first = max(FIRST_YEAR, (last_year.year or 0) + 1)
    if not first <= year <= LAST_YEAR:
        raise BadYear(first, LAST_YEAR)
    edition = _edition_for(year, editions)
    before = last_year.year if last_year.year is not None else year - 1
    texts = {key: last_year.sections[key] for key in CARRIED_SECTIONS}
    if texts["preface"]:
        texts["preface"] = renewed_preface(texts["preface"], before, year)
    draft = Report(
        agency=last_year.agency,
        year=year,
        edition=edition.key,
        cells=carried_cells(last_year, edition),
        sections={key: texts.get(key) or "" for key in last_year.sections},
        figures=_figures(last_year, edition),
    )
    remarks = [*_gap(last_year.year, year), *_remarks(draft, before, year)]
    return draft.replace(remarks=tuple(remarks))


def _figures(last_year: Report, edition: Edition) -> tuple[LiveFigure, ...]:
    """The live figures of the texts that are carried as they are."""
    return tuple(
        one
        for one in last_year.figures
        if one.section in CARRIED_SECTIONS[1:] and one.cell in edition.address_set
    )


def carried_cells(last_year: Report, edition: Edition) -> dict[Address, Value]:
    """What stands in last year's report and begins this year's: 上年结转, column by column."""
    figures = {now: last_year.number(before) for now, before in edition.carried.items()}
    return {cell: number for cell, number in figures.items() if number is not None}


def renewed_preface(text: str, last_year: int, year: int) -> str:
    """The preface with its years and its period moved on; it holds no figures of its own."""
    places = renewals(text, last_year, year)
    return renewed(text, tuple(one for one in places if one.kind is not RenewalKind.PLAN))


def _edition_for(year: int, editions: Mapping[str, Edition] | None) -> Edition:
    if editions is None or editions == known_editions():
        return edition_for_year(year)
    covering = [edition for edition in editions.values() if edition.covers(year)]
    return covering[-1] if covering else edition_for_year(year)


def _gap(last_year: int | None, year: int) -> Iterator[Remark]:
    """The report is carried as it was asked for, but it is not of the year before."""
    if last_year is not None and last_year != year - 1:
        yield Remark(
            "carry.gap",
            f"去年的报告是{last_year}年度的，不是{year - 1}年度的，带来的数字和文字请逐项核对。",
        )


def _remarks(draft: Report, last_year: int, year: int) -> Iterator[Remark]:
    if any(address.row == "carried_in" for address in draft.cells):
        yield Remark("carry.carried_in", "“上年结转”各列取自去年报告的“结转下年度继续办理”。")
    for key in CARRIED_SECTIONS:
        places = renewals(draft.sections[key] or "", last_year, year)
        if places and key != "preface":
            yield Remark(
                "carry.renew",
                f"{SECTION_NAMES[key]}沿用去年的文字，有{len(places)}处年份、日期、数字需要核对更新。",
                key,
            )
