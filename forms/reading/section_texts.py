"""The prose of a paper → the report's sections, one paragraph to the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from forms.document import Style
from forms.edition import Edition
from forms.reading.chapters import Stretch, Zone
from forms.reading.labels import LabelBook
from forms.reading.prose_lines import Cleaned, TextLine, clean, joined, without_labels
from forms.reading.report_title import TITLE, TitleFound, as_year
from forms.reading.tape import Tape
from forms.report import Remark
from forms.wording import SECTION_NAMES

_WORDS = re.compile(r"[^\W_]")
_BAND = re.compile("第二十条第[（(]?[一二三四五六七八九十]{1,2}[）)]?项")
"""What parts the first table: no sentence of a report is that alone."""
_LONGEST_LEFT_OVER = 60
_DATE = re.compile(r"(?P<year>20\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*\d{1,2}\s*日(?:\s*印发)?")
_LAST_MONTH = 12


@dataclass
class Sections:
    """The texts by section key (missing: no key), where they stood, and remarks."""

    texts: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True)
class Prose:
    """What is needed to read the prose: the tape, the form, the title, and what is taken."""

    tape: Tape
    edition: Edition
    book: LabelBook
    title: TitleFound
    taken: Sequence[Stretch]


def read_sections(prose: Prose, zones: Sequence[Zone]) -> Sections:
    """The texts of all zones, without tables, titles and page furniture."""
    sections = Sections()
    collected: dict[str, list[str]] = {}
    tables = {part.section: part.table for part in prose.edition.parts if part.table}
    for zone in zones:
        lines = list(_zone_lines(prose, zone))
        before: list[TextLine] = []
        if zone.section == "preface":
            before, lines = _parted_at_title(prose, zone, lines)
        table = tables.get(zone.section)
        if table is not None and not zone.keeps_heading:
            own = without_labels(lines, prose.book, table, may_be_cut=zone is zones[-1])
            before, lines = own.taken_out, own.kept
        cleaned = clean(
            lines,
            is_head=zone.section == "preface",
            is_tail=zone is zones[-1],
            agency=prose.title.agency,
        )
        cleaned.taken_out[:0] = [replace(line, text=line.text.strip()) for line in before]
        if table is not None:
            _take_out_grids(cleaned)
        _take_out_asides(prose, zone, cleaned)
        _remark(sections, zone, cleaned)
        if zone is zones[-1]:
            sections.remarks += _early_dates(cleaned, prose.title.year)
        paragraphs = joined(cleaned.kept)
        if zone.keeps_heading:
            paragraphs.insert(0, zone.chapter)
        if zone.section == "preface" and not paragraphs:
            continue
        collected.setdefault(zone.section, []).extend(paragraphs)
        if cleaned.kept:
            sections.origins.setdefault(zone.section, cleaned.kept[0].origin)
    sections.texts = {key: "\n".join(paragraphs) for key, paragraphs in collected.items()}
    return sections


def _zone_lines(prose: Prose, zone: Zone) -> Iterable[TextLine]:
    """The lines of a zone, without the stretches that are taken."""
    text = prose.tape.text
    for line in prose.tape.lines_within(zone.start, zone.end):
        if line.style is Style.ASIDE or _BAND.fullmatch(
            "".join(text[line.start : line.end].split())
        ):
            continue
        place = line.start
        for start, end in [*prose.taken, (line.end, line.end)]:
            if start > line.end or (end <= place and start < line.end):
                continue
            piece = text[place:start]
            whole = (place, start) == (line.start, line.end)
            if piece.strip() if whole else _WORDS.search(piece):
                yield TextLine(piece, line.origin, line.in_grid)
            place = max(place, end)


def _parted_at_title(
    prose: Prose, zone: Zone, lines: list[TextLine]
) -> tuple[list[TextLine], list[TextLine]]:
    """What stands before the report's title, and what behind: links, letters, the preface.

    Of several titles the last one of the year counts; a running title within the preface,
    which has sentences before it and none behind, parts nothing.
    """
    ends = [
        end
        for start, end in prose.title.stretches
        if zone.start <= start and end <= zone.end and _year_in(prose, start, end)
    ]
    if not ends:
        return [], lines
    behind = list(_zone_lines(prose, replace(zone, start=max(ends))))
    count = len(lines) - len(behind)
    has_sentence = any("。" in line.text for line in behind)
    if count <= 0 or (not has_sentence and any("。" in line.text for line in lines[:count])):
        return [], lines
    return lines[:count], behind


def _year_in(prose: Prose, start: int, end: int) -> bool:
    found = TITLE.search(prose.tape.text, start, end)
    return found is not None and as_year(found["year"]) == prose.title.year


def _take_out_asides(prose: Prose, zone: Zone, cleaned: Cleaned) -> None:
    """What the reader itself marked as no text of the report is told, titles apart."""
    for line in prose.tape.lines_within(zone.start, zone.end):
        is_title = any(start <= line.start and line.end <= end for start, end in prose.taken)
        if line.style is Style.ASIDE and not is_title:
            cleaned.take_out(prose.tape.text[line.start : line.end], line.origin)


def _take_out_grids(cleaned: Cleaned) -> None:
    """In a part that prints a table, rows of other tables are no note to it."""
    for line in cleaned.kept:
        if line.in_grid:
            cleaned.take_out(line.text, line.origin)
    cleaned.kept = [line for line in cleaned.kept if not line.in_grid]


def _remark(sections: Sections, zone: Zone, cleaned: Cleaned) -> None:
    if zone.chapter:
        place = SECTION_NAMES[zone.section]
        text = f"“{zone.chapter}”不是规定的部分或顺序，内容已放到{place}，请核对。"
        sections.remarks.append(Remark("section.placed", text, zone.section))
    for line in cleaned.taken_out:
        shown = line.text[:_LONGEST_LEFT_OVER] + "……" * (len(line.text) > _LONGEST_LEFT_OVER)
        text = f"没有放进报告的文字：“{shown}”"
        sections.remarks.append(Remark("text.left_over", text, line.origin, line.text))


def _early_dates(cleaned: Cleaned, year: int | None) -> Iterator[Remark]:
    """A report is signed and issued after its year; a date before its end is last year's."""
    for line in cleaned.taken_out if year is not None else ():
        for date in _DATE.finditer(line.text):
            if (int(date["year"]), int(date["month"])) < (year, _LAST_MONTH):
                text = f"文末的日期“{date[0]}”在{year}年年底以前，请核对是否写错了年份。"
                yield Remark("date.early", text, line.origin)
