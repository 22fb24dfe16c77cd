"""Agency and year: from the title, else from what the text says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from forms.document import Document, Style
from forms.reading.cell_text import in_half_width
from forms.reading.full_name import full_name
from forms.reading.page_furniture import LINE
from forms.reading.tape import Tape
from forms.report import Remark

_DIGITS = {character: str(number) for number, character in enumerate("〇一二三四五六七八九")}
_DIGITS.update({"○": "0", "零": "0", "O": "0", "o": "0"})
_YEAR = (
    r"(?:[2２][0０]\s*\d\s*\d"
    r"|二\s*[〇○零Oo0]\s*[一二三四五六七八九]\s*[〇○零一二三四五六七八九])"
)
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
_IS_ORGAN = re.compile(_ORGAN + "$")
_LABELLED = re.compile(
    r"^[ \t\u3000]*(?:填报|编制|编报|报送|填表|发布|公开)(?:单位|机关|机构)(?:名称)?"
    rf"[ \t\u3000]*(?:[(（][盖公签]章[)）])?[ \t\u3000]*[:：][ \t\u3000]*"
    rf"(?P<name>{_NAME}{{2,40}}?{_ORGAN})(?=[ \t\u3000]*(?:[(（][盖公签]章[)）])?[ \t\u3000]*$)",
    re.M,
)
_CHINESE_DAY = (
    "二[〇○零Oo0][一二三四五六七八九〇○零]{2}年"
    "[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
)
_SIGNED = re.compile(
    rf"(?:^|\s)(?P<name>{_NAME}{{2,40}}{_ORGAN})\s+"
    rf"(?:20\d\d\s*年\s*\d+\s*月(?:\s*\d+\s*日)?|{_CHINESE_DAY})\s*(?:[(（]此件(?:主动)?公开[)）])?$"
)
_YEAR_LINE = re.compile(rf"^[ \u3000]*[(（]?\s*(?P<year>{_YEAR})\s*年度\s*[)）]?[ \u3000]*$", re.M)
_FIRST_WORDS = re.compile(
    r"^(?:现?(?:向社会)?(?:公布|公开|发布)|根据|按照|现将|和|与|由|请与|请联系)"
)
_PERIOD = re.compile(r"(20\d\d)\s*年\s*1\s*月\s*1\s*日")
_ANY_YEAR = re.compile(r"(20\d\d)\s*年")
_MOST_BROKEN = 4
"""Lines above the last one of a name that is printed in large letters."""
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


def find_title(tape: Tape, document: Document, head_end: int, file_name: str = "") -> TitleFound:
    """Whose report this is, and of which year.

    ``head_end``: where part one begins; ``file_name``: the file's name without its suffix.
    """
    outside = [*_titles_of_properties(document)]
    told = {title[0] for title in outside} | {named_by_file(file_name)[0]}
    titles = [_unbroken(one, tape, told) for one in _marked_titles(tape)]
    titles += [_unbroken(one, tape, told) for one in _titles(tape, head_end)]
    named = [title for title in (*titles, *outside) if title[0]]
    remarks: list[Remark] = []
    printed = named[0][0] if named else _labelled_name(tape)
    agency = full_name(printed, tape.text)
    if not agency:
        agency, remark = _guessed_agency(tape, titles, file_name)
        remarks.append(remark)
    elif agency != printed:
        text = f"题目里写的是“{printed}”，正文里的全称是“{agency}”，已用全称，请核对。"
        remarks.append(Remark("agency.completed", text))
    year = next((title[1] for title in (*named, *titles, *outside) if title[1]), None)
    if year is None:
        year, remark = _guessed_year(tape, head_end, file_name)
        remarks.append(remark)
    stretches = tuple((start, end) for _, _, start, end in titles if start >= 0)
    return TitleFound(agency, year, tuple(remarks), stretches)


def named_by_file(file_name: str) -> tuple[str, int | None]:
    """The agency ("" for none) and the year that a file's name, without suffix, tells."""
    titles = list(_titles_in(file_name))
    name = next((title[0] for title in titles if _IS_ORGAN.search(title[0])), "")
    return name, next((title[1] for title in titles if title[1]), None)


def _guessed_agency(tape: Tape, titles: list[_Title], file_name: str) -> tuple[str, Remark]:
    """The agency from the text or the file's name, and what to tell of it; "" where unknown."""
    lead = "题目里没有机关名称"
    name = _neighbour_name(tape, titles) or _signature(tape) or _spoken_name(tape)
    if name:
        name = full_name(name, tape.text)
        return name, Remark("agency.guessed", f"{lead}，按正文推定为“{name}”，请核对。")
    name, _ = named_by_file(file_name)
    if name:
        return name, Remark("agency.guessed", f"{lead}，按文件名推定为“{name}”，请核对。")
    return "", Remark("agency.missing", "没有找到机关名称，请在封面填写。")


def _guessed_year(tape: Tape, head_end: int, file_name: str) -> tuple[int | None, Remark]:
    """The year from the text or the file's name, and what to tell of it; None where unknown."""
    year = _year_of_cover(tape) or _spoken_year(tape, head_end)
    if year:
        return year, Remark("year.guessed", f"没有找到题目，按正文推定为 {year} 年，请核对。")
    _, year = named_by_file(file_name)
    if year:
        return year, Remark("year.guessed", f"没有找到题目，按文件名推定为 {year} 年，请核对。")
    return None, Remark("year.missing", "没有找到报告的年度，请在封面填写。")


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


def _unbroken(title: _Title, tape: Tape, told: set[str]) -> _Title:
    """The title with the lines above that its name goes over, where the whole name is ``told``
    or stands in the text below.
    """
    name, year, start, end = title
    above = [line for line in tape.lines if line.end <= start and name]
    whole, joined = title, name
    for line in reversed(above[-_MOST_BROKEN:]):
        words = "".join(tape.text[line.start : line.end].split())
        if not re.fullmatch(f"{_NAME}+", words):
            break
        joined = words + joined
        if joined in told or tape.text.find(joined, end) >= 0:
            whole = joined, year, line.start, end
    return whole


def _titles_of_properties(document: Document) -> Iterator[_Title]:
    return _titles_in(document.title)


def _titles_in(text: str) -> Iterator[_Title]:
    """A title in a text of its own: a property of the file, or its name."""
    found = TITLE.search(text)
    if found:
        name = text[: found.start()].strip(" _-—\u3000") or found["behind"] or ""
        yield name, as_year(found["year"]), -1, -1


def _labelled_name(tape: Tape) -> str:
    """What a line names as the organ whose report this is; "" where lines name several."""
    names = {"".join(found["name"].split()) for found in _LABELLED.finditer(tape.text)}
    return names.pop() if len(names) == 1 else ""


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
    found = _SIGNED.search(tape.text.rstrip())
    return found["name"] if found else ""


def _year_of_cover(tape: Tape) -> int | None:
    """The year on a line of its own: ``（2024年度）``."""
    found = _YEAR_LINE.search(tape.text)
    return as_year(found["year"]) if found else None


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
