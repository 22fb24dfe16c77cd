"""One figure of the ledger → words for the clerk, and → JSON."""

from __future__ import annotations

from typing import Any

from forms.counts import show
from forms.edition import Edition
from forms.report import Report
from forms.report_json import plain_number
from forms.text.figure_ledger import Entry, Source
from forms.wording import cells_name

_UNNAMED = {
    Source.CELL: "与{cells}的数相同",
    Source.SUM: "与{cells}相同",
    Source.LAST_YEAR: "与去年报告{cells}的数相同",
}
_NAMED = {
    Source.CELL: "等于{cells}",
    Source.SUM: "等于{cells}",
    Source.LAST_YEAR: "等于去年报告的{cells}",
}


def written(entry: Entry, report: Report) -> str:
    """The figure as it stands in the text, unit included."""
    return (report.sections[entry.section] or "")[entry.start : entry.end]


def figure_sentence(entry: Entry, report: Report, edition: Edition) -> str:
    """``“本年新收”12件：等于第三部分“本年新收”行“总计”列。``"""
    figure = " ".join(written(entry, report).split())
    counted = f"“{entry.counts}”" if entry.counts else ""
    return f"{counted}{figure}：{_origin(entry, edition)}。"


def _origin(entry: Entry, edition: Edition) -> str:
    cells = cells_name(entry.cells, edition) if entry.cells else ""
    if entry.source is Source.UNEXPLAINED:
        return "表中没有可核对的数"
    if entry.source is Source.SHARE:
        return f"按{cells}算是{show(entry.expected)}%"
    if entry.source is Source.DIFFERS:
        return f"{cells}是{show(entry.expected) or '空的'}，不一致"
    return (_NAMED if entry.is_named else _UNNAMED)[entry.source].format(cells=cells)


def figure_json(entry: Entry, report: Report) -> dict[str, Any]:
    """``{"section", "text", "value", "unit", "counts", "source", "cells", "expected"}``."""
    return {
        "section": entry.section,
        "start": entry.start,
        "text": written(entry, report),
        "value": plain_number(entry.value),
        "unit": entry.unit,
        "counts": entry.counts,
        "source": entry.source.value,
        "cells": [str(cell) for cell in entry.cells],
        "expected": plain_number(entry.expected),
    }
