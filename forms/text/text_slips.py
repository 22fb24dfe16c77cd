"""Slips of a text that no figure tells: blanks of a template, another organ's name, old terms.

Codes: ``text.placeholder``, ``text.punctuation``, ``text.agency``, ``text.contact`` are
warnings: the text cannot stand as it is; ``text.half_width``, ``text.obsolete``,
``text.contact_part`` and ``text.fee_notice`` are hints, for most published reports that could
have them do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from forms.cells import Address
from forms.edition import Edition
from forms.finding import Finding
from forms.report import Report
from forms.rules import Level
from forms.text.label_owner import is_short_for
from forms.text.years_in_text import LONGEST_TEXT

_FEE_ROW = Address("applications", "other_no_fee", "total")
_PLACEHOLDER = re.compile(
    # Not within an address of the web or of mail.
    r"(?<![A-Za-z0-9./@])[XxＸｘ]{2,12}(?![A-Za-z0-9/@])|[×✕╳]{2,12}|20[XxＸ×]{2}年"
    r"|(?<![A-Za-z])[_＿]{2,40}|[_＿]{2,40}(?![A-Za-z_＿])"
    r"|（\s{0,9}）|\(\s{0,9}\)|【\s{0,9}】|〔\s{0,9}〕"
)
_DOCUMENTS = r"(?:(?:行政)?规范性文件|政府规章|规章)"
_MISSING = re.compile(
    rf"(?:(?<=[，。；、\n])|^)\s{{0,4}}(?:其中|目前|现有|共有|截至[^，。；\n]{{1,16}}[，,]?){{0,2}}"
    rf"(?:现行|继续)有效的?{_DOCUMENTS}(?:共|共有|为)?(?=[。；\n]|$|，[^。；\n\d]{{0,60}}(?:[。；\n]|$))"
    rf"|(?:制发|制定|印发|废止|有效)(?:的|了)?{_DOCUMENTS}(?:共|共计|为)?\s{{0,9}}件(?=[，。；、）)])"
    r"|(?:收到|新收|受理|办结|答复|结转)[^，。；、\n\d]{0,24}申请(?:共|共计|为)?\s{0,9}件(?=[，。；、）)])"
    r"|(?:收到|新收|受理|办结|答复|制发|制定|废止|结转|公开|复议|诉讼)(?:共|共计|为)?\s{1,9}[件条](?=[，。；、）)])"
)
"""A count whose figure was left out: 现行有效的规范性文件。 or 废止  件，"""
_PUNCTUATION = re.compile(r"。{2,9}|，{2,9}|；{2,9}|、{2,9}|，[。；]|。[，；]|、[，。；]|；[，。]")
_HALF_WIDTH = re.compile(r"(?<=[一-龥”》）]),(?=[一-龥“《（])")
_OBSOLETE = re.compile(
    r"国办公开办函〔2019〕60号|国务院令第492号|(?:2007|2008)年版?《?中华人民共和国政府信息公开条例"
)
_OLD_TERM = re.compile(
    r"(?:制发|制定|废止|现行有效)[^，。；\n\d]{0,4}(?<!行政)规范性文件[^，。；\n\d]{0,6}\d{1,6}\s{0,2}件"
)
_ORGAN = (
    r"[一-龥]{2,24}?(?:人民政府(?:办公[室厅])?|委员会|管理局|[^报布公]局|[一-龥]{2}厅|街道办事处)"
)
_OWN_REPORT = re.compile(
    rf"(?:现将|现公布|现发布|公布|编制(?:完成)?了?|特编制|由)(?P<organ>{_ORGAN})"
    r"(?:编制的?|的)?(?:(?:19|20)\d{2}年?度?)?(?:政府)?信息公开(?:工作)?年度报告"
)
_ASKED = re.compile(r"(?:疑问|意见和?建议|咨询)[^。；\n]{0,20}(?:联系|致电|反映)")
_LONGEST_BLOCK = 150
FIRST_YEAR_OF_NEW_TERMS = 2021
_AROUND = 4
_NEAR = 0.85
_POST_CODE_DIGITS = 6
_POST_CODE = re.compile(r"(?:邮政编码|邮编)[:： ]{0,3}(?P<found>[\d０-９]{1,12})(?!\d)")
_PHONE = re.compile(
    r"(?:联系电话|电话(?:号码)?)[:： ]{0,3}(?P<found>[（(]?[\d０-９][\d０-９\-—－–（）() ]{2,24})"
)
_GOOD_PHONE = re.compile(
    r"(?:(?:86)?0\d{2,3}\d{7,8}(?:\d{1,6})?|86\d{9,11}|1\d{10}|400\d{7}|(?:0\d{2,3})?[19]\d{4}"
    r"|[2-9]\d{6,7})"
)
_CALLS = re.compile(r"\s*[余多]?\s*[次个人件条通起]")
"""Behind a figure: so many calls came, and no number is told."""
_CONTACT_PARTS = (
    ("地址", re.compile(r"地址|位于|[路街道]\d+号")),
    ("邮政编码", re.compile(r"邮编|邮政编码")),
    ("联系电话", re.compile(r"电话|联系方式|\d{3,4}[-—－]\d{7,8}")),
)
_FEE_NOTICE = re.compile(
    r"收费通知|缴费通知|收费告知|缴费告知|逾期[^。；]{0,12}(?:缴|交)|信息处理费[^。；]{0,20}通知"
)


def slip_findings(report: Report, edition: Edition, section: str) -> Iterator[Finding]:
    """The slips of one text, kind by kind. A text is read up to ``LONGEST_TEXT``."""
    text = (report.sections[section] or "")[:LONGEST_TEXT]
    if text.strip():
        yield from _of_text(text, section, report.agency, edition.first_year)
        if section == "other":
            yield from _fee_notice(report, edition, text)


@lru_cache(maxsize=64)
def _of_text(text: str, section: str, agency: str, first_year: int) -> tuple[Finding, ...]:
    """What the text alone tells. Kept: while a table is filled in, the texts stay."""
    return tuple(_slips(text, section, agency, first_year))


def _slips(text: str, section: str, agency: str, first_year: int) -> Iterator[Finding]:
    for code, level, pattern in (
        ("text.placeholder", Level.WARNING, _PLACEHOLDER),
        ("text.placeholder", Level.WARNING, _MISSING),
        ("text.punctuation", Level.WARNING, _PUNCTUATION),
    ):
        for match in pattern.finditer(text):
            yield _finding(code, level, section, text, *match.span())
    half_width = list(_HALF_WIDTH.finditer(text))
    if half_width:
        yield replace(
            _finding("text.half_width", Level.HINT, section, text, *half_width[0].span()),
            actual=len(half_width),
        )
    if first_year >= FIRST_YEAR_OF_NEW_TERMS:
        yield from _obsolete(section, text)
    if agency:
        yield from _other_organ(agency, section, text)
    yield from _contact(section, text)


def _finding(code: str, level: Level, section: str, text: str, start: int, end: int) -> Finding:
    """Quoted with a few characters of the line around it: a mark alone says too little."""
    start -= len(text[max(0, start - _AROUND) : start].rpartition("\n")[2])
    end += len(text[end : end + _AROUND].partition("\n")[0])
    words = (text[start:end].strip(),)
    return Finding(code, level, section=section, words=words, start=start, end=end)


def _obsolete(section: str, text: str) -> Iterator[Finding]:
    """What the edition before was called; one hint for a term, however often it stands there."""
    for match in _OBSOLETE.finditer(text):
        yield _finding("text.obsolete", Level.HINT, section, text, *match.span())
    old = _OLD_TERM.search(text)
    if old is not None and "行政规范性文件" not in text:
        yield _finding("text.obsolete", Level.HINT, section, text, *old.span())


def _other_organ(agency: str, section: str, text: str) -> Iterator[Finding]:
    """The report called another organ's: copied from its text."""
    for match in _OWN_REPORT.finditer(text):
        organ = match["organ"]
        is_ours = is_short_for(*sorted((organ, agency), key=len))
        if "各" not in organ and not is_ours:
            level = Level.HINT if _is_near(organ, agency) else Level.WARNING
            start, end = match.span("organ")
            words = (organ,)
            yield Finding("text.agency", level, section=section, words=words, start=start, end=end)


def _is_near(organ: str, agency: str) -> bool:
    """Whether one name may be the other with a wrong character."""
    blocks = SequenceMatcher(None, organ, agency, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= _NEAR * min(len(organ), len(agency))


def _contact(section: str, text: str) -> Iterator[Finding]:
    """Post codes and telephones that cannot be; and what the block of a contact leaves out."""
    for match in _POST_CODE.finditer(text):
        if len(match["found"]) != _POST_CODE_DIGITS:
            yield _finding("text.contact", Level.WARNING, section, text, *match.span("found"))
    for match in _PHONE.finditer(text):
        is_count = _CALLS.match(text, match.end())
        if not is_count and not any(map(_GOOD_PHONE.fullmatch, _numbers(match["found"]))):
            yield _finding("text.contact", Level.WARNING, section, text, *match.span("found"))
    for match in _ASKED.finditer(text):
        block = text[match.start() : match.end() + _LONGEST_BLOCK].partition("\n")[0]
        missing = tuple(name for name, said in _CONTACT_PARTS if not said.search(block))
        if missing and len(missing) < len(_CONTACT_PARTS):
            place = match.span()
            yield Finding(
                "text.contact_part",
                Level.HINT,
                section=section,
                words=missing,
                start=place[0],
                end=place[1],
            )


def _numbers(found: str) -> list[str]:
    """A telephone number without its marks: as a whole, and each number where several stand."""
    plain = found.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    whole = re.sub(r"\D", "", plain)
    return [whole, *re.sub(r"[^\d ]", "", plain).split()]


def _fee_notice(report: Report, edition: Edition, text: str) -> Iterator[Finding]:
    """Cases closed because a fee was not paid: a 收费通知 was sent, and part six should say so."""
    if _FEE_ROW not in edition.address_set or _FEE_NOTICE.search(text):
        return
    count = report.number(_FEE_ROW)
    if count is not None and count > 0:
        yield Finding("text.fee_notice", Level.HINT, (_FEE_ROW,), None, count, section="other")
