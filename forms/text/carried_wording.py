"""What was taken over from last year and not touched → one plain Chinese sentence each."""

from __future__ import annotations

from forms.edition import Edition
from forms.text.untouched import CarriedRow, CarriedText
from forms.wording import SECTION_NAMES, cell_name


def carried_row_sentence(row: CarriedRow, edition: Edition) -> str:
    """``“上年结转”行的7格取自去年报告，没有改动。``"""
    first = row.cells[0]
    if len(row.cells) == 1:
        return f"{cell_name(first, edition)}取自去年报告，没有改动。"
    return f"“{edition.row(first).name}”行的{len(row.cells)}格取自去年报告，没有改动。"


def carried_text_sentence(text: CarriedText) -> str:
    """``第一部分有3句与去年一字不差，还有5处年份、日期、数字没有核对。``"""
    told = []
    if text.whole:
        told.append("与去年完全相同")
    elif text.sentences:
        told.append(f"有{text.sentences}句与去年一字不差")
    if text.places:
        told.append(f"还有{text.places}处年份、日期、数字没有核对")
    return f"{SECTION_NAMES[text.section]}{'，'.join(told)}。"
