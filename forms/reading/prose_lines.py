"""Lines of prose, rid of what only stands around a report; what is taken out is kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from forms.headings import heading_level
from forms.reading.labels import LabelBook, TableLabels, letters
from forms.reading.page_furniture import (
    ADDRESSEE,
    DATE_LINE,
    DOCUMENT_NUMBER,
    INSIDE,
    LINE,
    PAGE_FOOT,
    PAGE_NUMBER,
    TAIL_DATE,
    TAIL_WORDS,
)
from forms.reading.part_headings import NUMERALS

_ENDS = tuple("。；：！？…”）)】》;:!?.")
_MAY_BREAK = 15
_NEW_PARAGRAPH = re.compile(
    rf"\s*(?:[{NUMERALS}]{{1,3}}[、是要]|[(（][{NUMERALS}\d]{{1,3}}[)）]|\d{{1,2}}[.．、](?!\d)"
    rf"|第[{NUMERALS}]|[①-⑳]|注[:：])"
)
_PAGE = re.compile(r"第 (\d+) 页")
_OFFICE = re.compile(
    r"(?:^|(?<=\s))[\u4e00-\u9fff]{2,30}(?:办公室|局|厅|委|政府|委员会|办事处|中心)$"
)
_FEWEST_LETTERS = 3
_FEWEST_IN_LABEL = 2
_FEWEST_IN_HEADER = 6
_SENTENCE_MARKS = tuple("。；！？：，;!?:,")
_NOT_LETTERS = re.compile(r"[\W\d_]+|[（(][一二三四五六七八九十][)）]|[一二三四五六七八九十](?=、)")


@dataclass(frozen=True)
class TextLine:
    """One line and where it stood. ``in_grid``: a row of a table that is none of the form's."""

    text: str
    origin: str
    in_grid: bool = False


@dataclass
class Cleaned:
    """The lines that belong to the report, and those that were taken out."""

    kept: list[TextLine] = field(default_factory=list)
    taken_out: list[TextLine] = field(default_factory=list)

    def take_out(self, text: str, origin: str) -> None:
        """Keep a text apart."""
        if text.strip():
            self.taken_out.append(TextLine(text.strip(), origin))


def clean(lines: Sequence[TextLine], *, is_head: bool, is_tail: bool, agency: str) -> Cleaned:
    """Without web furniture; in the head without letter heads, at the tail without signature."""
    cleaned = Cleaned()
    foot = _foot(lines) if is_tail else len(lines)
    for number, line in enumerate(lines):
        text = line.text.strip()
        if number >= foot:
            cleaned.take_out(text, line.origin)
            continue
        if _is_furniture(text, line.origin) or (is_head and _is_letter_head(text, agency)):
            cleaned.take_out(text, line.origin)
            continue
        text = _cut_inside(text, line.origin, cleaned, is_head)
        if text:
            cleaned.kept.append(replace(line, text=text))
    if is_tail:
        _cut_signature(cleaned, agency)
    return cleaned


def _foot(lines: Sequence[TextLine]) -> int:
    """The number of the line with which a web page's foot begins; of lines where it has none."""
    for number, line in enumerate(lines):
        pieces = line.text.split()
        if "。" not in line.text and pieces and PAGE_FOOT.fullmatch(" ".join(pieces)):
            return number
    return len(lines)


def _is_furniture(text: str, origin: str) -> bool:
    if "。" in text:
        return False
    printed_in_lines = origin.endswith("行") or "页" in origin
    if LINE.fullmatch(text) or (printed_in_lines and PAGE_NUMBER.fullmatch(text)):
        return True
    pieces = text.split()
    return len(pieces) > 1 and all(LINE.fullmatch(piece) for piece in pieces)


def _is_letter_head(text: str, agency: str) -> bool:
    """A document number, the agency's name or a date on a line of its own near the title."""
    if DOCUMENT_NUMBER.fullmatch(text) or DATE_LINE.fullmatch(text):
        return True
    return bool(agency) and "".join(text.split()) == agency


def _cut_inside(text: str, origin: str, cleaned: Cleaned, is_head: bool) -> str:
    for found in INSIDE.finditer(text):
        cleaned.take_out(found[0], origin)
    text = INSIDE.sub(" ", text).strip()
    for pattern in (DOCUMENT_NUMBER, ADDRESSEE) if is_head else ():
        opening = pattern.match(text)
        if opening:
            cleaned.take_out(opening[0], origin)
            text = text[opening.end() :].strip()
    return text


def _cut_signature(cleaned: Cleaned, agency: str) -> None:
    """Name and date under the report, on lines of their own or at a line's end."""
    while cleaned.kept:
        line = cleaned.kept[-1]
        text = line.text.strip()
        shorter = _cut_tail(text, agency)
        if shorter == text:
            return
        cleaned.take_out(text[len(shorter) :], line.origin)
        cleaned.kept.pop()
        if shorter:
            cleaned.kept.append(replace(line, text=shorter))


def _cut_tail(text: str, agency: str) -> str:
    words = TAIL_WORDS.search(text)
    if words:
        return text[: words.start()].rstrip()
    if DATE_LINE.fullmatch(text):
        return ""
    dated = TAIL_DATE.search(text)
    before = text[: dated.start()].rstrip() if dated else text
    if agency and before.endswith(agency):
        return before[: -len(agency)].rstrip()
    office = _OFFICE.search(before) if dated else None
    return before[: office.start()].rstrip() if office else text


def without_labels(
    lines: Sequence[TextLine], book: LabelBook, table: str, *, may_be_cut: bool
) -> Cleaned:
    """Without lines that only repeat labels of the table.

    ``may_be_cut``: the paper ends here, so that its last line may be the beginning of one. What
    could be a note in the words of labels as well is taken out, so that it is told.
    """
    labels = book.tables[table]
    cleaned = Cleaned()
    for number, line in enumerate(lines):
        is_cut = may_be_cut and number == len(lines) - 1
        spelled = letters(line.text)
        if _is_end_of_label(line.text, spelled, labels):
            continue
        if _is_torn_header(line.text, spelled, labels):
            cleaned.take_out(line.text, line.origin)
            continue
        rest, found = labels.pattern.subn("", spelled)
        rest = _NOT_LETTERS.sub("", rest)
        if is_cut and len(rest) < _FEWEST_LETTERS:
            continue
        if rest or not found:
            cleaned.kept.append(line)
    return cleaned


def _is_end_of_label(text: str, spelled: str, labels: TableLabels) -> bool:
    """True for the end of a label behind a page break."""
    if len(spelled) < _FEWEST_IN_LABEL or text.strip().endswith(_SENTENCE_MARKS):
        return False
    return any(spelled in spelling for spelling in labels.meanings)


def _is_torn_header(text: str, spelled: str, labels: TableLabels) -> bool:
    """True for what may be the first or second lines of a header's labels, side by side."""
    is_bare = len(spelled) >= _FEWEST_IN_HEADER and spelled == "".join(text.split())
    return is_bare and set(spelled) <= set().union(*labels.meanings)


def joined(lines: Sequence[TextLine]) -> list[str]:
    """Paragraphs; one that a page break or a line break cut in mid-sentence is put together."""
    paragraphs: list[str] = []
    before: TextLine | None = None
    for line in lines:
        text = " ".join(line.text.split("\t")).strip()
        if before is not None and _goes_on(before, line, paragraphs[-1]):
            paragraphs[-1] += text
        else:
            paragraphs.append(text)
        before = line
    return paragraphs


def _goes_on(before: TextLine, line: TextLine, paragraph: str) -> bool:
    if before.in_grid or line.in_grid or not _may_be_broken(before.origin, line.origin):
        return False
    if len(before.text.strip()) < _MAY_BREAK or paragraph.endswith(_ENDS):
        return False
    if heading_level(before.text) or heading_level(line.text):
        return False
    return not _NEW_PARAGRAPH.match(line.text)


def _may_be_broken(before: str, after: str) -> bool:
    """Only lines of a text file, or two pages, may have parted a paragraph."""
    first, second = _PAGE.match(before), _PAGE.match(after)
    if first and second:
        return first[1] != second[1]
    return before.endswith("行") and after.endswith("行")
