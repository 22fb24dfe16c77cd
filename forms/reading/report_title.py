"""Agency and year: from the title, else from what the text says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from forms.document import Document, Style
from forms.reading.cell_text import in_half_width
from forms.reading.page_furniture import LINE
from forms.reading.tape import Tape
from forms.report import Remark

_DIGITS = {character: str(number) for number, character in enumerate("〇一二三四五六七八九")}
_DIGITS.update({"○": "0", "零": "0", "O": "0", "o": "0"})
_YEAR = r"(?:20\s*\d\s*\d|二\s*[〇○零Oo0]\s*[一二三四五六七八九]\s*[〇○零一二三四五六七八九])"
_REPORT = (
    r"(?:政\s*府\s*)?信\s*息\s*公\s*开\s*(?:工\s*作\s*)?(?:的\s*)?"
    r"(?:年\s*度\s*)?(?:工\s*作\s*)?(?:年\s*度\s*)?报\s*告"
)
HAN = "[\u3400-\u4dbf\u4e00-\u9fff〓\U00020000-\U000323af]"
"""A Chinese character, rare ones and the sign for one that could not be printed included."""
TITLE = re.compile(
    rf"(?:关\s*于\s*(?:报\s*送|印\s*发|公\s*布|发\s*布)?\s*)?(?P<year>{_YEAR})\s*年\s*(?:度\s*)?(?:的\s*)?"
    rf"(?P<behind>(?:{HAN}|[（）]){{2,30}}?)??{_REPORT}"
    r"(?:[ \u3000]*[(（](?![一二三四五六七八九十\d]{1,2}[)）])[^()（）\n]{1,12}[)）])?"
    r"(?:的(?:函|报告|通知))?(?:\.(?:pdf|docx?|wps))?"
)
_ORGAN = (
    "(?:局|厅|委员会|委|政府|办公室|办事处|管委会|管理委员会|法院|检察院|院|处|署|中心|公司|街道|镇|乡|区|县|市|省|"
    "部|所|站|总队|支队|大队|分局|集团|协会|学校|大学|银行|办)"
)
_NAME = f"(?:{HAN}|[（）()·])"
_NAME_BEFORE = re.compile(rf"{_NAME}{{2,40}}\s*$")
_WHOLE_NAME = re.compile(rf"\s*(?P<name>{_NAME}{{2,40}}{_ORGAN})\s*")
_FIRST_WORDS = re.compile(
    r"^(?:现?(?:向社会)?(?:公布|公开|发布)|根据|按照|现将|和|与|由|请与|请联系)"
)
_PERIOD = re.compile(r"(20\d\d)\s*年\s*1\s*月\s*1\s*日")
_ANY_YEAR = re.compile(r"(20\d\d)\s*年")
_SPOKEN = (
    re.compile(rf"(?:《|、|，|。|\s)({_NAME}{{2,30}}?{_ORGAN})政府信息公开指南"),
    re.compile(rf"(?:与|联系|由)({_NAME}{{2,30}}?{_ORGAN})(?:党政|综合)?办公室(?:联系|编制)?"),
)


@dataclass(frozen=True)
class TitleFound:
    """Agency ("" unknown), year (None unknown), remarks, and the titles' stretches."""

    agency: str
    year: int | None
    remarks: tuple[Remark, ...] = ()
    stretches: tuple[tuple[int, int], ...] = ()


def as_year(text: str) -> int:
    """``2020`` or ``二〇二〇`` → 2020."""
    return int(
        "".join(_DIGITS.get(character, character) for character in text if character.strip())
    )


def find_title(tape: Tape, document: Document, head_end: int) -> TitleFound:
    """Whose report this is, and of which year. ``head_end``: where part one begins."""
    titles = [*_marked_titles(tape), *_titles(tape, head_end)]
    outside = [*_titles_of_properties(document)]
    named = [title for title in (*titles, *outside) if title[0]]
    first = named[0] if named else next(iter(titles or outside), None)
    remarks: list[Remark] = []
    agency = first[0] if first else ""
    year = next((title[1] for title in (*named, *titles, *outside) if title[1]), None)
    if not agency:
        agency = _neighbour_name(tape, titles) or _signature(tape) or _spoken_name(tape)
        if agency:
            text = f"题目里没有机关名称，按正文推定为“{agency}”，请核对。"
            remarks.append(Remark("agency.guessed", text))
    if year is None:
        year = _spoken_year(tape, head_end)
        if year:
            remarks.append(
                Remark("year.guessed", f"没有找到题目，按正文推定为 {year} 年，请核对。")
            )
    stretches = tuple((start, end) for _, _, start, end in titles if start >= 0)
    return TitleFound(agency, year, tuple(remarks), stretches)


_Title = tuple[str, int | None, int, int]


def _titles(tape: Tape, head_end: int) -> Iterator[_Title]:
    """(agency, year, start, end) of each title that stands by itself, the head's ones first."""
    found = [title for found in TITLE.finditer(tape.text) if (title := _as_title(tape, found))]
    yield from sorted(found, key=lambda title: title[2] >= max(head_end, 1))


def _as_title(tape: Tape, found: re.Match[str]) -> _Title | None:
    """A title stands on lines of its own or between spaces; a sentence that names it does not."""
    text = tape.text
    before = _NAME_BEFORE.search(text, max(0, found.start() - 60), found.start())
    if before and LINE.fullmatch(before[0].strip()):
        before = None
    start = before.start() if before else found.start()
    name = "".join(before[0].split()) if before else found["behind"] or ""
    line_start = text.rfind("\n", 0, start) + 1
    at_line_start = not text[line_start:start].strip(" \u3000#*")
    if not at_line_start and not text[start - 1].isspace() and text[start - 1] not in ":：>":
        return None
    if name and not re.search(_ORGAN + "$", name) and not at_line_start:
        return None
    behind = text[found.end() : found.end() + 1]
    if behind in tuple("，、》”；") or _FIRST_WORDS.match(name):
        return None
    return name, as_year(found["year"]), start, found.end()


def _titles_of_properties(document: Document) -> Iterator[_Title]:
    for text in (document.title,):
        found = TITLE.search(text)
        if found:
            name = text[: found.start()].strip()
            yield name, as_year(found["year"]), -1, -1


def _neighbour_name(tape: Tape, titles: list[_Title]) -> str:
    """The organ's name on the line above or below a title that has none itself."""
    for _, _, start, end in titles:
        lines = [line for line in tape.lines if tape.text[line.start : line.end].strip()]
        above = [line for line in lines if line.end <= start][-1:]
        below = [line for line in lines if line.start >= end][:1]
        for line in (*above, *below):
            found = _WHOLE_NAME.fullmatch(tape.text[line.start : line.end])
            if found:
                return found["name"]
    return ""


def _signature(tape: Tape) -> str:
    """The organ's name above the date at the end."""
    found = re.search(
        rf"(?:^|\s)({_NAME}{{2,40}}{_ORGAN})\s+20\d\d\s*年\s*\d+\s*月\s*\d+\s*日\s*$",
        tape.text.rstrip(),
    )
    return found[1] if found else ""


def _spoken_name(tape: Tape) -> str:
    for pattern in _SPOKEN:
        names = Counter(_FIRST_WORDS.sub("", name) for name in pattern.findall(tape.text))
        if names:
            return names.most_common(1)[0][0]
    return ""


def _spoken_year(tape: Tape, head_end: int) -> int | None:
    """The year of the period that the figures cover; else the year of which the text speaks."""
    plain = in_half_width(tape.text)
    period = _PERIOD.search(plain)
    if period:
        return int(period[1])
    years = Counter(_ANY_YEAR.findall(plain[head_end:] or plain))
    if not years:
        return None
    most = max(years.values())
    return int(next(year for year, count in years.items() if count == most))


def _marked_titles(tape: Tape) -> Iterator[_Title]:
    """Lines that the file itself marks as titles: what stands before the year is the name."""
    for line in tape.lines:
        if line.style is not Style.TITLE:
            continue
        text = tape.text[line.start : line.end]
        found = TITLE.search(text)
        bare = re.search(_REPORT, text)
        if found:
            name = text[: found.start()].strip() or found["behind"] or ""
            yield name, as_year(found["year"]), line.start, line.end
        elif bare:
            yield text[: bare.start()].strip(), None, line.start, line.end
