"""By when the report is due: the Regulation's days, and the office's own. No Qt."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

Day = tuple[int, int]
"""Month and day of any year."""

SOON = 14
_DAY = re.compile(r"(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?")
_LEAP_YEAR = 2024


def read_day(text: str) -> Day | None:
    """``1月20日``, ``1-20``, ``１．２０`` → (1, 20); None where it is no day of a year."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    day = int(found[1]), int(found[2])
    return day if _date(_LEAP_YEAR, day) is not None else None


def show_day(day: Day) -> str:
    """``1月20日``."""
    return f"{day[0]}月{day[1]}日"


def due(day: Day, year: int) -> date:
    """The date on which the report of a year is due: in the year after it.

    A day of the autumn is meant before the year has ended (an early call for drafts).
    29 February is the last day of the month where there is none.
    """
    due_in = year if day[0] >= 9 else year + 1
    return _date(due_in, day) or date(due_in, 2, 28)


def legal_words(year: int | None) -> str:
    """The Regulation's own days for the report of a year."""
    when = "次年" if year is None else f"{year + 1}年"
    return (
        f"时限：县级以上政府部门{when}1月31日前报送并公布，县级以上地方政府{when}3月31日前公布"
        "（《条例》第四十九条）。乡镇、街道，以及当地另有通知的，按通知。"
    )


def own_words(day: Day, year: int, today: date) -> str:
    """The office's day for the report of a year, and how far off it is."""
    when = due(day, year)
    left = (when - today).days
    told = f"{when.year}年{show_day((when.month, when.day))}"
    if left < 0:
        return f"{told}，已过{-left}天"
    return f"{told}，就是今天" if left == 0 else f"{told}，还有{left}天"


def first_words(day: Day | None, today: date) -> str:
    """The days in one line, for the report of the year before; ``day`` is the office's own."""
    legal = "时限：县级以上政府部门1月31日前，县级以上地方政府3月31日前"
    own = "" if day is None else f"；本单位期限{own_words(day, today.year - 1, today)}"
    return f"{legal}{own}。"


def is_soon(day: Day, year: int, today: date) -> bool:
    """True in the last two weeks, and after the day."""
    return (due(day, year) - today).days <= SOON


def _date(year: int, day: Day) -> date | None:
    try:
        return date(year, *day)
    except ValueError:
        return None
