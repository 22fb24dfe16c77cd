"""What became of a file that was read: placed, to choose, to look at, left over. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from forms.cells import Address
from forms.check import check_table
from forms.counts import read_cell
from forms.edition import Edition
from forms.reading.narrowing import Reading
from forms.report import Remark, Report
from forms.rules import Level
from forms.wording import SECTION_NAMES, finding_sentence

Place = Address | str
"""A cell, or the key of a section."""
RECEIPT = "receipt"
"""The key of the page, which is no step of the form."""


class Kind(str, Enum):
    """What a remark asks of the clerk, the most pressing first."""

    CHOOSE = "choose"
    LOOK = "look"
    LEFT = "left"
    MENDED = "mended"
    CARRIED = "carried"


KIND_TITLES = {
    Kind.CHOOSE: "有几种读法，请您选定",
    Kind.LOOK: "程序推断的，请核对",
    Kind.LEFT: "没有放进报告的",
    Kind.MENDED: "已经整理好的",
    Kind.CARRIED: "从去年带来的",
}
_KINDS = {
    "cells.ambiguous": Kind.CHOOSE,
    "text.left_over": Kind.LEFT,
    "row.unplaced": Kind.LEFT,
    "row.unknown": Kind.LEFT,
    "cell.note": Kind.LEFT,
    "letter.read": Kind.LEFT,
    "cells.split": Kind.MENDED,
    "label.repaired": Kind.MENDED,
    "row.spread": Kind.MENDED,
    "row.summed": Kind.MENDED,
    "script.converted": Kind.MENDED,
    "annex.left_out": Kind.MENDED,
    "carry.carried_in": Kind.CARRIED,
    "carry.gap": Kind.CARRIED,
    "carry.renew": Kind.CARRIED,
}


@dataclass(frozen=True)
class Line:
    """One line of the receipt: words, and where they lead (None: nowhere)."""

    words: str
    place: Place | None = None


def has_receipt(report: Report | None) -> bool:
    """True for a report that was read from a file of another kind, or carried over."""
    return report is not None and bool(report.remarks or report.origins)


def placed_lines(report: Report, edition: Edition) -> Iterator[Line]:
    """What was found, table by table, and the texts."""
    for table in edition.tables.values():
        blank = [cell for cell in table.addresses if report.value(cell) is None]
        count = len(table.addresses)
        words = f"{edition.part_of_table(table.key).heading}：读到 {count - len(blank)} 格"
        yield Line(
            f"{words}，{len(blank)} 格空着" if blank else f"{words}，没有空格",
            blank[0] if blank else table.addresses[0],
        )
    found = [key for key, text in report.sections.items() if (text or "").strip()]
    if found:
        names = "、".join(SECTION_NAMES[key] for key in found)
        yield Line(f"文字：{names}", found[0])
    wanted = ("overview", "problems", "other")
    missing = [key for key in wanted if key not in found]
    if missing:
        names = "、".join(SECTION_NAMES[key] for key in missing)
        yield Line(f"没有读到的文字：{names}", missing[0])


def contradictions(report: Report, edition: Edition) -> list[Line]:
    """What does not add up within the tables of a report."""
    found = (one for table in edition.tables for one in check_table(report, edition, table))
    return [
        Line(finding_sentence(one, edition), one.cells[0])
        for one in found
        if one.relation is not None and one.level is Level.ERROR
    ]


def kind_of(remark: Remark) -> Kind:
    """Under which heading a remark stands; one that is not known is for the clerk to look at."""
    return _KINDS.get(remark.code, Kind.LOOK)


def remarks_of(report: Report, kind: Kind) -> list[Remark]:
    """The remarks of one kind, in the order of the file."""
    return [remark for remark in report.remarks if kind_of(remark) is kind]


def place_of(remark: Remark, edition: Edition) -> Place | None:
    """Where a remark leads: its cell, the first cell of its row, its text."""
    if remark.where in SECTION_NAMES:
        return remark.where
    inside = remark.where + "."
    for address in edition.addresses:
        if str(address) == remark.where or str(address).startswith(inside):
            return address
    return None


def is_taken(reading: Reading, report: Report) -> bool:
    """True where the report's cells say what the reading says."""
    return all(report.value(a) == read_cell(text).value for a, text in reading.items())


def reading_words(reading: Reading, edition: Edition) -> str:
    """``自然人 8，商业企业 12，…，总计 20``: what each cell would be."""
    rows = {address.row for address in reading}
    return "，".join(
        (f"{edition.row(address).name}" if len(rows) > 1 else "")
        + f"{edition.column(address).label} {text or '（空）'}"
        for address, text in reading.items()
    )
