"""Where each section of the report lies on the tape, chapters of the agency's own included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.document import Style
from forms.edition import Edition
from forms.headings import heading_level
from forms.reading.labels import LabelBook
from forms.reading.part_headings import NUMERALS, Heading
from forms.reading.tape import Line, Tape

Stretch = tuple[int, int]

_CHAPTER = re.compile(rf"\s*(?P<numeral>[{NUMERALS}]{{1,3}})、")
_FEE_CHAPTER = re.compile(
    rf"[{NUMERALS}]{{1,2}}、(?:政府信息公开)?信息(?:公开)?处理费(?:的)?(?:收取|收费)?情况"
)
_MEANS_OTHER = re.compile("处理费|收费|费用|减免|其[他它]|需要说明|附件|附表|联系方式")
_MEANS_PROBLEMS = re.compile("问题|不足|改进|整改|下一步|打算|明年|计划")
_MEANS_DISPUTES = re.compile("复议|诉讼")
_LONGEST_CHAPTER = 40


@dataclass(frozen=True)
class Zone:
    """A stretch of the tape that belongs to one section.

    ``chapter``: the heading under which the paper has it, where that is not the form's own
    place; ``keeps_heading``: the heading is part of the text, for the form has no such part.
    """

    section: str
    start: int
    end: int
    chapter: str = ""
    keeps_heading: bool = False


def make_zones(
    tape: Tape,
    headings: Sequence[Heading],
    edition: Edition,
    book: LabelBook,
    extents: Sequence[Stretch],
) -> list[Zone]:
    """The zones of all sections in the order of the paper, the preface first."""
    marks = [_mark(tape, heading, edition) for heading in headings]
    last_known = headings[-1].start if headings else None
    for start, end in _own_chapters(tape, headings, book):
        if any(first < end and start < last for first, last in extents):
            continue
        text = tape.text[start:end].strip()
        section = _section_of_chapter(text, last_known is not None and start > last_known)
        marks.append(Zone(section, start, end, text, keeps_heading=True))
    marks.sort(key=lambda mark: mark.start)
    first = marks[0].start if marks else len(tape.text)
    zones = [Zone("preface", 0, first)]
    for number, mark in enumerate(marks):
        following = marks[number + 1].start if number + 1 < len(marks) else len(tape.text)
        zones.append(Zone(mark.section, mark.end, following, mark.chapter, mark.keeps_heading))
    return zones


def _mark(tape: Tape, heading: Heading, edition: Edition) -> Zone:
    """A heading of the form; one with another numeral than the form's is worth a remark."""
    parts = [part.key for part in edition.parts]
    part = next((one for one in edition.parts if one.key == heading.part), None)
    text = tape.text[heading.start : heading.end].strip()
    numeral = _numeral(text)
    moved = part is not None and numeral not in {0, parts.index(part.key) + 1}
    section = part.section if part is not None else "other"
    return Zone(section, heading.start, heading.end, text if moved else "")


def _own_chapters(tape: Tape, headings: Sequence[Heading], book: LabelBook) -> Iterator[Stretch]:
    """Chapters whose numeral goes on from the chapter before, and the one on fees anywhere."""
    last = 0
    for line in tape.lines:
        if line.style is Style.ASIDE:
            continue
        inside = [one for one in headings if line.start <= one.start <= line.end]
        if inside:
            last = _numeral(tape.text[inside[-1].start : inside[-1].end]) or last
        elif _is_next_chapter(tape, line, last, book):
            yield (line.start, line.end)
            last += 1
            continue
        for found in _FEE_CHAPTER.finditer(tape.text, line.start, line.end):
            yield found.span()


def _is_next_chapter(tape: Tape, line: Line, last: int, book: LabelBook) -> bool:
    text = tape.text[line.start : line.end].strip()
    if _numeral(text) != last + 1 or book.is_label(text):
        return False
    return len(text) <= _LONGEST_CHAPTER and heading_level(text) == 1


def _numeral(text: str) -> int:
    """The number of a chapter; 0 where it has none. ``十二、……`` → 12."""
    found = _CHAPTER.match(text)
    if not found:
        return 0
    tens, ten, ones = found["numeral"].rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0  # 一一、 is no number
    value = NUMERALS.index(ones) + 1 if ones else 0
    if ten:
        value += 10 * (NUMERALS.index(tens) + 1 if tens else 1)
    return value


def _section_of_chapter(text: str, is_behind_all: bool) -> str:
    """The section that a chapter of the agency's own belongs to, by what it speaks of."""
    if _MEANS_OTHER.search(text):
        return "other"
    if _MEANS_PROBLEMS.search(text):
        return "problems"
    if _MEANS_DISPUTES.search(text):
        return "disputes_note"
    return "other" if is_behind_all else "overview"
