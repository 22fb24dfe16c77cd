"""Years in a text that are not the report's: left over from last year, or mistyped.

Titles, document numbers, budgets, plans and comparisons may name any year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from forms.finding import Finding
from forms.report import Report
from forms.rules import Level
from forms.text.sentences import hidden

LONGEST_TEXT = 20_000
"""Characters of a section that are read; real ones have a few thousand."""

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_PERIOD = re.compile(
    rf"{_YEAR}\s*年\s*1\s*月\s*1\s*日(?:[^。；，\d]{{0,8}})(?:(?P<end>(?:19|20)\d{{2}})\s*年\s*)?"
    r"12\s*月\s*31\s*日"
)
_REPORT_NAME = re.compile(
    rf"{_YEAR}\s*年度?(?:的)?(?:政府|政务)?信息公开(?:工作)?(?:的)?(?:年度)?(?:情况)?(?:工作)?"
    r"(?:年度)?报告(?![^，。；]{0,40}(?:通知|要求|意见|部署))"
)
_AS_OF = re.compile(
    rf"(?:截至|截止)(?:到|至)?\s*{_YEAR}\s*年\s*(?:(?P<month>\d{{1,2}})\s*月(?:\s*\d{{1,2}}\s*日|底|末)?|底|末)"
)
_OWN_WORK = re.compile(
    rf"(?:^|[。；\n]|[）)]\s*|[一二三四五六]是){_YEAR}\s*年(?:度|来|全年)?[，,]?"
    r"(?P<told>[^。；\n]{0,60}?(?:收到|受理|新收|主动公开|公开政府信息|办结|办理依申请)[^。；\n]{0,30}?"
    r"\d+\s*余?(?:件|条|份|宗))"
)
_ACHIEVED = re.compile(
    rf"(?:^|[。；\n]|[）)]\s*){_YEAR}\s*年(?:度)?[，,]?"
    r"(?P<told>[^。；\n]{0,40}?公开[^。；\n]{0,20}?(?:取得|得到|有所提升|有所进步|有序)[^。；\n]{0,20})"
)
_SIGNED = re.compile(
    rf"(?:^|\n)[^\n，。；]{{0,40}}?{_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月\s*\d{{1,2}}\s*日(?:印发)?\s*(?=\n|$)"
)
_OPENER = re.compile(
    rf"(?:^|[。；\n]|[）)])\s*(?:本报告)?(?:统计(?:时间|期限|范围)为)?{_YEAR}\s*年"
    r"(?!\s*(?:以来|起|至|底|末|初|\d|[-—－]))(?P<told>[^。；\n]{0,80})"
)
_COMPARED = re.compile(r"[较比与同][^，。；]{0,4}$|对比|相比$")
_PLANNED = re.compile(r"将|拟|计划|继续|下一步|要求|部署|问题")
_EARLY_MONTHS = 2
_CLAUSE_END = re.compile(r"[，,；;。]")
_LONGEST_OPENING = 8


def year_findings(report: Report, section: str) -> Iterator[Finding]:
    """The wrong years of one text (``text.year``): ``expected`` is the report's year.

    An error where the preface states another statistical period, else a warning.
    """
    text = (report.sections[section] or "")[:LONGEST_TEXT]
    if not text or report.year is None:
        return
    periods = [match.span() for match in _PERIOD.finditer(text)] if section == "preface" else []
    for year, expected, start, end in wrong_years(text, report.year, section == "preface"):
        is_period = any(first <= start < last for first, last in periods)
        yield Finding(
            "text.year",
            Level.ERROR if is_period else Level.WARNING,
            expected=expected,
            actual=year,
            section=section,
            words=(text[start:end].strip(),),
            start=start,
            end=end,
        )


@lru_cache(maxsize=64)
def wrong_years(
    text: str, year: int, is_preface: bool = False
) -> tuple[tuple[int, int, int, int], ...]:
    """Each wrong year with the year it should be and where it stands, left to right."""
    plain = hidden(text)
    found: dict[int, tuple[int, int, int, int]] = {}
    for wrong in (
        *_periods(plain, year),
        *_names(plain, year, is_preface),
        *_as_of(plain, year),
        *_signed(plain, year),
        *_own_work(plain, year),
        *_openers(plain, year),
    ):
        found.setdefault(wrong[2], wrong)
    return tuple(found[start] for start in sorted(found))


def _place(match: re.Match[str], year: int) -> tuple[int, int, int, int]:
    return int(match["year"]), year, match.start("year"), match.end()


def _is_compared(text: str, at: int) -> bool:
    return _COMPARED.search(text, max(0, at - 8), at) is not None


def _periods(text: str, year: int) -> Iterator[tuple[int, int, int, int]]:
    for match in _PERIOD.finditer(text):
        if _is_compared(text, match.start()):
            continue
        if int(match["year"]) != year:
            yield _place(match, year)
        elif match["end"] and int(match["end"]) != year:
            yield int(match["end"]), year, match.start("end"), match.end()


def _names(text: str, year: int, is_preface: bool) -> Iterator[tuple[int, int, int, int]]:
    """The name of the report. In the body, last year's may be told of: it came out this year."""
    for match in _REPORT_NAME.finditer(text):
        ours = re.search(r"现将|现公布|本报告|编制(?:完成)?了?$", text[: match.start()][-12:])
        if int(match["year"]) != year and (is_preface or ours):
            yield _place(match, year)


def _as_of(text: str, year: int) -> Iterator[tuple[int, int, int, int]]:
    for match in _AS_OF.finditer(text):
        told, month = int(match["year"]), int(match["month"] or 12)
        if _is_compared(text, match.start()):
            continue
        if told == year and month <= _EARLY_MONTHS:
            yield told, year + 1, match.start("year"), match.end()
        elif told == year - 1 and month == 12:
            yield _place(match, year)


def _signed(text: str, year: int) -> Iterator[tuple[int, int, int, int]]:
    """A line that is nothing but a date, or name and date: the report is signed after its year."""
    for match in _SIGNED.finditer(text):
        if (int(match["year"]), int(match["month"])) < (year, 12):
            yield int(match["year"]), year + 1, match.start("year"), match.end()


def _own_work(text: str, year: int) -> Iterator[tuple[int, int, int, int]]:
    """A sentence about the work of the year that names the year before or after."""
    for pattern in (_OWN_WORK, _ACHIEVED):
        for match in pattern.finditer(text):
            told = int(match["year"])
            rest = text[match.start() : _sentence_end(text, match.end())]
            if abs(told - year) != 1 or _PLANNED.search(match["told"]) or str(year) in rest:
                continue
            if re.search(r"较|比|上年(?!度?结转)|去年|同期|以来|整改|预算|决算", rest):
                continue
            start = match.start("year")
            yield told, year, start, _clause_end(text, start, match.end())


def _openers(text: str, year: int) -> Iterator[tuple[int, int, int, int]]:
    """A text that speaks of last year from its first word and never of its own year."""
    if re.search(rf"{year}\s*年", text):
        return
    for match in _OPENER.finditer(text):
        about_last_year = re.search(r"较|比|上年|去年|同期|整改|预算|决算|反馈|结转", match["told"])
        if int(match["year"]) == year - 1 and not about_last_year:
            start = match.start("year")
            yield year - 1, year, start, _clause_end(text, start, match.end())


def _clause_end(text: str, start: int, end: int) -> int:
    """The end of the clause that says something: after 2024年， the next one."""
    stop = _CLAUSE_END.search(text, start + _LONGEST_OPENING, end)
    return stop.start() if stop else end


def _sentence_end(text: str, at: int) -> int:
    stop = re.compile(r"[。\n]").search(text, at)
    return stop.start() if stop else len(text)
