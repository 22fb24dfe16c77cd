"""What in a text carried over from last year must be looked at: years, dates, figures, plans.

Nothing is replaced here; each place is offered to the clerk, one by one or all together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_TITLE = re.compile(r"《[^《》\n]{1,60}》")
_YEAR = re.compile(r"(?<!\d)(?<!\d[-－—–~至])((?:19|20)\d{2})(?=\s*年)")
"""A year, not the end of a range such as 2021—2025年: a plan's span does not move."""

_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?|(?<!\d)\d{1,2}月\d{1,2}日"
)
_NUMERALS = "〇一二三四五六七八九"
_DIGITS = str.maketrans(_NUMERALS + "○零", "012345678900")
_CHINESE_YEAR = re.compile(
    r"(?<![〇○零一二三四五六七八九十百千万])([一二][九〇○零][〇○零一二三四五六七八九]{2})(?=\s*年)"
)
_CHINESE_DATE = re.compile(
    _CHINESE_YEAR.pattern
    + r"\s*年\s*[一二三四五六七八九十]{1,2}\s*月(?:\s*[一二三四五六七八九十]{1,3}\s*日)?"
)
_IN_FORCE = re.compile(r"\s*起\s*(?:正式)?(?:施行|实施|执行|生效|试行|启用|运行)")
"""Behind the day from which a document holds: it does not move."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FIGURE = re.compile(
    rf"(?<![\d.〔]){_NUMBER.pattern}\s*(?:余|多)?(?:万|亿)?"
    r"(?:%|％|件|条|次|份|个|项|篇|人次|人|场|期|起|元|余|家|批|笔|宗|例|名|处|类|字|天|户)+"
)


class RenewalKind(str, Enum):
    """What stands at the place."""

    YEAR = "year"
    DATE = "date"
    FIGURE = "figure"
    PLAN = "plan"


@dataclass(frozen=True)
class Renewal:
    """One place of a text: ``text[start:end] == before``.

    ``after`` is what it would become; None where only the clerk can know.
    """

    kind: RenewalKind
    start: int
    end: int
    before: str
    after: str | None = None

    @property
    def figure_end(self) -> int:
        """Where the digits of a figure end, whose unit stays; of another kind: its end."""
        figure = _NUMBER.match(self.before) if self.kind is RenewalKind.FIGURE else None
        return self.start + figure.end() if figure else self.end


def renewals(text: str, last_year: int, year: int) -> tuple[Renewal, ...]:
    """Every place to renew, left to right, none inside another.

    A year moves by as many years as the report does. The whole statistical period
    (1月1日, 12月31日) moves with its year; another date is only pointed out.
    """
    found = [*_plans(text, last_year, year), *_dates(text, last_year, year)]
    found += _years(text, last_year, year)
    found += [Renewal(RenewalKind.FIGURE, *m.span(), m[0]) for m in _FIGURE.finditer(text)]
    kept: list[Renewal] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def renewed(text: str, places: tuple[Renewal, ...]) -> str:
    """The text with the given places replaced; places without a proposal stay."""
    for one in sorted(places, key=lambda one: -one.start):
        if one.after is not None:
            text = text[: one.start] + one.after + text[one.end :]
    return text


def _moved(text: str, last_year: int, year: int) -> str:
    """Every near year in a stretch of text moved along."""
    return _YEAR.sub(
        lambda m: str(int(m[1]) + year - last_year) if _near(m[1], last_year) else m[1], text
    )


def _near(found: str, last_year: int) -> bool:
    """Last year, and the years beside it that it was compared with or planned for."""
    return abs(int(found) - last_year) <= 1


def _plans(text: str, last_year: int, year: int) -> list[Renewal]:
    found = []
    for match in _TITLE.finditer(text):
        after = _moved(match[0], last_year, year)
        if after != match[0]:
            found.append(Renewal(RenewalKind.PLAN, *match.span(), match[0], after))
    return found


def _dates(text: str, last_year: int, year: int) -> list[Renewal]:
    found = []
    for match in _DATE.finditer(text):
        whole_period = (match[2], match[3]) in (("1", "1"), ("12", "31"))
        in_force = _IN_FORCE.match(text, match.end())
        if match[1] and whole_period and not in_force and _near(match[1], last_year):
            after: str | None = _moved(match[0], last_year, year)
        else:
            after = None
        found.append(Renewal(RenewalKind.DATE, *match.span(), match[0], after))
    found += [Renewal(RenewalKind.DATE, *m.span(), m[0]) for m in _CHINESE_DATE.finditer(text)]
    return found


def _years(text: str, last_year: int, year: int) -> list[Renewal]:
    found = []
    for match in _YEAR.finditer(text):
        if _near(match[1], last_year):
            after = str(int(match[1]) + year - last_year)
            found.append(Renewal(RenewalKind.YEAR, *match.span(), match[0], after))
    for match in _CHINESE_YEAR.finditer(text):
        written = match[1].translate(_DIGITS)
        if _near(written, last_year):
            after = "".join(_NUMERALS[int(one)] for one in str(int(written) + year - last_year))
            found.append(Renewal(RenewalKind.YEAR, *match.span(), match[0], after))
    return found
