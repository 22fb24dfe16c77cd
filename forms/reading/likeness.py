"""Whether a paper is a report at all; if not, what it looks like."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from forms.reading.form_tables import FoundTable
from forms.reading.part_headings import Heading
from forms.reading.tape import Tape

_FEWEST_PARTS = 3
_HEAD = 5
_KINDS = (
    (re.compile("工作要点|要点(?:的通知)?$"), "工作要点"),
    (re.compile("(?:文字|图文|政策|一图|图解)解读|解读[:：]|解读$"), "解读文章"),
    (re.compile("(?:实施|工作)?方案"), "工作方案"),
    (re.compile("工作计划|年度计划"), "工作计划"),
    (re.compile("公开指南"), "信息公开指南"),
    (re.compile("公开目录|标准目录"), "公开目录"),
    (re.compile("通报$|情况通报"), "通报"),
    (re.compile("(?:工作)?制度|办法(?:（试行）)?$|规定(?:（试行）)?$|条例$"), "制度文件"),
    (re.compile("通知$"), "通知"),
    (re.compile("公告$|公示$"), "公告"),
    (re.compile("简报|动态$|新闻"), "信息简报"),
)
_TELLS_OF_A_YEAR = re.compile(
    r"(?:20\d\d\s*年度?|本年度?|一年来|全年).{0,60}?信\s*息\s*公\s*开", re.DOTALL
)
_IS_A_REPORT = re.compile(
    "年度报告|年报|工作总结|总结汇报|总结如下|汇报如下|情况(?:报告|汇报|总结)"
)
_TOPICS = re.compile("主动公开|依申请公开|政府信息管理|平台建设|监督保障|存在的?(?:主要)?问题")
_FEWEST_TOPICS = 3


def kind_of_paper(
    tape: Tape, headings: Collection[Heading], tables: Iterable[FoundTable]
) -> str | None:
    """None for a report; else what the paper looks like (``工作要点``).

    A paper with one of the form's tables is a report, and so is one with at least three of
    its headings. Another must speak of a year's work and must not be titled as something else.
    """
    if any(table.is_there() for table in tables):
        return None
    titled = _titled_as(tape)
    if len(headings) >= _FEWEST_PARTS and titled is None:
        return None
    text = tape.text
    tells = _TELLS_OF_A_YEAR.search(text) and _IS_A_REPORT.search(text)
    topics = {found[0] for found in _TOPICS.finditer(text)}
    if titled is None and tells and len(topics) >= _FEWEST_TOPICS:
        return None
    return titled or "其他文件"


def _titled_as(tape: Tape) -> str | None:
    """What the first short lines call the paper."""
    lines = [tape.text[line.start : line.end].strip() for line in tape.lines]
    for line in [line for line in lines if line][:_HEAD]:
        for pattern, kind in _KINDS:
            if len(line) <= 60 and pattern.search(line) and not line.endswith("。"):
                return kind
    return None
