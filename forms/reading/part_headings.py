"""The headings of the six parts, found by what they mean.

Agencies write 一、概述 or 五、存在的问题及下一步打算; some papers have lost their line breaks,
so that a heading stands in the middle of a line. A heading carries its numeral or stands
alone on its line; a list of the parts in the preface is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from forms.document import Style
from forms.edition import Edition
from forms.reading.labels import LabelBook
from forms.reading.tape import Tape, View, seen_view

NUMERALS = "一二三四五六七八九十"
_NUMERAL = rf"(?:[{NUMERALS}]{{1,2}}[、.．,，:：]|第[{NUMERALS}]部分[、:：.]?)"
_LONGEST_LINE = 45
_DEEPER = re.compile("^[（(]一[）)]")
_QUOTES = '“《「『"‘（('

_AND = "(?:和|及|与|以及|及其|、)"
_REMEDY = "(?:情况|措施|举措|打算|计划|思路|安排|方向|建议|意见|改进|整改|工作)"
_WORDS = {
    "overview": "(?:政府信息公开)?(?:年度)?(?:工作)?(?:的)?"
    "(?:总体(?:推进)?|基本|总的|概括)(?:工作)?(?:推进)?(?:情况|概况)|(?:年度|工作)?概述|(?:工作)?概况",
    "disclosure": "(?:政府信息)?主动公开(?:的)?(?:政府信息)?(?:工作)?(?:的)?(?:有关|基本)?情况",
    "applications": "(?:(?:收到和处理|收到及处理|受理和处理|受理及处理|办理)(?:的)?)?"
    "(?:政府)?信息(?:依申请公开|公开申请|申请公开)(?:的)?"
    "(?:收到|受理|办理|处理|工作|和|及)*(?:的)?(?:有关)?情况"
    "|依申请公开(?:政府信息)?(?:申请)?(?:受理|办理|处理|工作|和|及)*(?:的)?情况",
    "disputes": "(?:因)?(?:政府信息公开)?(?:工作|申请)?(?:被)?"
    "(?:提起|申请|引起|引发|涉及|有关)?(?:的)?行政法?复议[、和及与,，]*"
    "(?:被)?(?:提起|申请)?(?:的)?(?:行政)?诉讼(?:的)?(?:有关)?(?:情况|案件)?",
    "problems": "(?:(?:我|本)[局委厅镇乡区县市办]?)?(?:政府信息公开)?(?:工作)?(?:中)?(?:的)?"
    f"(?:(?:存在|面临)(?:的)?(?:主要)?(?:的)?(?:问题|困难|不足)(?:{_AND}不足)?"
    f"(?:{_AND}(?:下一步|今后|明年|下步)?(?:的)?(?:主要)?{_REMEDY}+)?"
    f"|(?:主要)?(?:问题|不足){_AND}(?:下一步|今后|明年|下步)?(?:的)?{_REMEDY}+)",
    "other": "(?:其[他它])(?:需要|需|应当|应)?(?:报告|说明|公开)?(?:的)?(?:其[他它])?(?:有关)?事项"
    f"|(?:需要|需)(?:说明|报告)(?:的)?(?:其[他它])?(?:有关)?事项(?:{_AND}附[表件])?"
    f"|其[他它]需要(?:报告|说明)(?:的)?情况",
}


_SHORT = {
    "overview": "总体|概况",
    "disclosure": "主动公开(?:情况)?",
    "applications": "(?:收到[和及]?处理|依申请公开|申请办理|公开申请)(?:情况)?",
    "disputes": "(?:行政)?复议[、和及]?(?:行政)?诉讼(?:情况)?",
    "problems": "(?:存在|主要)*问题(?:[、和及]?改进)?(?:情况)?",
    "other": "其[他它](?:事项)?",
}
"""How a sheet's name or a marked heading shortens them; behind the numeral only."""


@dataclass(frozen=True)
class Heading:
    """A heading of a part. ``end`` is behind its last character; ``numbered``: has a numeral."""

    part: str
    start: int
    end: int
    numbered: bool
    alone: bool

    @property
    def weight(self) -> int:
        """How sure it is."""
        return 1 + 3 * self.numbered + self.alone


def find_headings(tape: Tape, editions: Mapping[str, Edition], book: LabelBook) -> list[Heading]:
    """The headings of the parts, each part once, in the order of the paper."""
    parts = [part.key for edition in editions.values() for part in edition.parts]
    candidates = _without_list_of_parts(tape, _candidates(tape, editions, book))
    chain = _chain(candidates, list(dict.fromkeys(parts)))
    return _with_parts_elsewhere(tape, chain, candidates, editions)


def parts_that_come_again(tape: Tape, editions: Mapping[str, Edition], book: LabelBook) -> int:
    """How many parts have more than one numbered heading on a line of its own."""
    counts = Counter(
        one.part for one in _candidates(tape, editions, book) if one.numbered and one.alone
    )
    return sum(1 for count in counts.values() if count > 1)


def _candidates(tape: Tape, editions: Mapping[str, Edition], book: LabelBook) -> list[Heading]:
    """All that may be a heading, in the order of the paper."""
    official = _official(editions)
    found = [*_inside_lines(tape, official), *_alone_on_lines(tape, official, book)]
    best: dict[int, Heading] = {}
    for heading in found:
        known = best.get(heading.start)
        if known is None or heading.weight > known.weight:
            best[heading.start] = heading
    in_text = [one for one in best.values() if _style_at(tape, one) is not Style.ASIDE]
    return sorted(in_text, key=lambda heading: heading.start)


def _style_at(tape: Tape, heading: Heading) -> Style:
    line = tape.line_at(heading.start)
    return line.style if line else Style.BODY


def _with_parts_elsewhere(
    tape: Tape, chain: list[Heading], found: list[Heading], editions: Mapping[str, Edition]
) -> list[Heading]:
    """The chain with the parts that stand out of order: tables printed as an annex, say.

    Such a heading stands alone on its line with the very numeral that the form gives it.
    """
    numerals = {
        part.key: {NUMERALS[at] for at, one in enumerate(edition.parts) if one.key == part.key}
        for edition in editions.values()
        for part in edition.parts
    }
    known = {heading.part for heading in chain}
    elsewhere = [
        heading
        for heading in found
        if heading.part not in known
        and heading.numbered
        and heading.alone
        and tape.text[heading.start : heading.end].strip()[0] in numerals[heading.part]
    ]
    last = {heading.part: heading for heading in elsewhere}
    return sorted([*chain, *last.values()], key=lambda heading: heading.start)


def _official(editions: Mapping[str, Edition]) -> dict[str, str]:
    """Part key → pattern of its wordings, the editions' own ones first."""
    patterns: dict[str, list[str]] = {}
    for edition in editions.values():
        for part in edition.parts:
            wording = re.sub(rf"^{_NUMERAL}", "", part.heading)
            patterns.setdefault(part.key, []).append(re.escape(wording))
    return {
        key: "|".join([*dict.fromkeys(own), _WORDS[key]] if key in _WORDS else own)
        for key, own in patterns.items()
    }


@lru_cache(maxsize=64)
def _numbered_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?P<numeral>{_NUMERAL})(?:{pattern})")


@lru_cache(maxsize=64)
def _whole_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?P<numeral>{_NUMERAL}|\\d[、.．])?(?:{pattern})[:：。]?")


def _inside_lines(tape: Tape, official: Mapping[str, str]) -> Iterator[Heading]:
    """Numbered headings anywhere, also in the middle of a line."""
    view = seen_view(tape.text, 0, len(tape.text))
    for part, pattern in official.items():
        for found in _numbered_pattern(pattern).finditer(view.text):
            if found.start() and view.text[found.start() - 1] in _QUOTES:
                continue
            heading = _heading(tape, view, part, found.start(), found.end())
            if heading.alone or not found["numeral"].startswith("第"):
                yield heading


def _heading(tape: Tape, view: View, part: str, first: int, last: int) -> Heading:
    start, end = view.start(first), view.end(last)
    before = tape.text.rfind("\n", 0, start) + 1
    after = tape.text.find("\n", end)
    alone = not tape.text[before:start].strip() and not tape.text[end:after].strip("：:。 \u3000")
    return Heading(part, start, end, numbered=True, alone=alone)


def _alone_on_lines(tape: Tape, official: Mapping[str, str], book: LabelBook) -> Iterator[Heading]:
    """Headings on lines of their own, which may have lost their numeral."""
    for line in tape.lines:
        text = "".join(tape.text[line.start : line.end].split())
        if not text or len(text) > _LONGEST_LINE or book.is_label(text):
            continue
        for part, pattern in official.items():
            found = _whole_pattern(pattern).fullmatch(text)
            if found is None and line.style is Style.HEADING and part in _SHORT:
                found = _numbered_pattern(_SHORT[part]).fullmatch(text)
            if found is None and part == "overview":
                # Its own numeral one level too deep; in the other parts that is a paragraph's.
                found = _whole_pattern(pattern).fullmatch(_DEEPER.sub("", text))
            if found:
                numbered = bool(found["numeral"]) and not text[0].isdigit()
                sure = numbered or (line.style is Style.HEADING and line.level == 1)
                yield Heading(part, line.start, line.end, numbered=sure, alone=True)


def _without_list_of_parts(tape: Tape, headings: list[Heading]) -> list[Heading]:
    """Without a list of contents: headings that follow each other at once and come again."""
    left, number = list(headings), 0
    # How far from the end each part stands for the last time; what is taken out before does
    # not change that, so that a text of nothing but headings is gone through once.
    last = {one.part: len(left) - at for at, one in enumerate(left)}
    while number < len(left):
        run = _run_of_parts(tape, left, number)
        end = number + len(run)
        come_again = {one.part for one in run if len(left) - last.get(one.part, len(left)) >= end}
        if len(run) >= 4 and len(come_again) >= len(run) - 1:
            for one in run:
                if one.part not in come_again:
                    last.pop(one.part, None)
            del left[number:end]
            number = max(0, number - len(last) - 1)
            continue
        number += 1
    return left


def _run_of_parts(tape: Tape, headings: list[Heading], first: int) -> list[Heading]:
    """The headings of different parts that follow the first one with nothing in between."""
    run = [headings[first]]
    for following in islice(headings, first + 1, None):
        between = tape.text[run[-1].end : following.start]
        if following.part in {one.part for one in run} or len(between.strip()) > 2:
            break
        run.append(following)
    return run


def _chain(headings: list[Heading], order: list[str]) -> list[Heading]:
    """The heaviest series of headings in the order of the form; of equal ones the latest."""
    rank = {part: number for number, part in enumerate(order)}
    best: dict[int, tuple[int, int, list[Heading]]] = {}
    for place, heading in enumerate(headings):
        own = rank[heading.part]
        before = [series for at, series in best.items() if at < own]
        weight, _, series = max(before, key=_heavier, default=(0, -1, []))
        weight += heading.weight
        if own not in best or weight >= best[own][0]:
            best[own] = (weight, place, [*series, heading])
    return max(best.values(), key=_heavier, default=(0, -1, []))[2]


def _heavier(series: tuple[int, int, list[Heading]]) -> tuple[int, int]:
    return series[:2]
