"""What a figure counts of 规章, 行政规范性文件, decisions and money: keys of ``COUNTED``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.text import claim_words as words
from forms.text.claim_words import ASIDE, TAIL, pattern
from forms.text.label_owner import is_part
from forms.text.sentences import Sentence

_STATES = (("made", words.MADE), ("abolished", words.ABOLISHED), ("in_force", words.IN_FORCE))
"""Columns, and how a text says them."""
_ITEMS = {True: words.DOCUMENT_UNITS | {"条", "篇"}, False: frozenset({"条", "篇"})}
"""How items of information are counted, by whether the label calls them so."""
_LOOKED_THROUGH = re.compile(r"清理[^，。；\d]{0,20}\d")
_OF_OTHERS = r"转载|转发|上级|国家|中央|国务院|省级|市级|省政府|名义|起草|解读|备案|审[查核]"


def documents(label: str, after: str, before: str, agency: str) -> tuple[str, ...]:
    """制发, 废止, 现行有效 of 规章 and 行政规范性文件; () where it counts none of them."""
    if "继续有效" in label and _LOOKED_THROUGH.search(before):
        # Of so many that were looked through; what was made since is not among them.
        return ()
    for row, noun in words.DOCUMENTS.items():
        for column, said in _STATES:
            direct = rf"(?:{said})(?:的|了)?{noun}{TAIL}$"
            turned = rf"{noun}(?:共|累计|总计|、|:|：)*(?:{said}){TAIL}$"
            match = pattern(rf"{direct}|{turned}").search(label)
            ahead = pattern(rf"(?:{said})(?:的|了)?$").search(label)
            if match is None and ahead and pattern(rf"(?:的)?{noun}").match(after):
                match = ahead
            if match is not None:
                prefix = label[: match.start()]
                other = re.search(words.NOT_OWN_DOCUMENTS, prefix) or is_part(prefix, agency)
                return () if other else (f"{row}.{column}",)
    return _bare_documents(label, before)


def _bare_documents(label: str, before: str) -> tuple[str, ...]:
    """废止3件 after 制发行政规范性文件5件，in the same sentence."""
    for column, said in _STATES:
        if not pattern(rf"{ASIDE}(?:{said})(?:的)?{TAIL}").fullmatch(label):
            continue
        named = [
            (match.end(), row)
            for row, noun in words.DOCUMENTS.items()
            for match in re.finditer(rf"(?:{words.MADE}|{words.IN_FORCE})(?:的|了)?{noun}", before)
        ]
        if named:
            return (f"{max(named)[1]}.{column}",)
        rows = [row for row, noun in words.DOCUMENTS.items() if re.search(noun, before)]
        is_all = len(rows) == 1 and column == "in_force"
        return (f"{rows[0]}.in_force",) if is_all else ()
    return ()


def decisions(label: str, agency: str) -> tuple[str, ...]:
    """许可, 处罚, 强制 and money; () where it counts none of them."""
    for row, name in words.DECISIONS.items():
        decided = (
            rf"{name}(?:措施)?(?:[一总]?共|累计|合计)?(?:作出|做出)?(?:处理)?决定书?{TAIL}$"
            rf"|(?:{words.CARRIED_OUT_BY}){name}(?:措施)?(?:案件)?{TAIL}$"
        )
        match = pattern(decided).search(label)
        if match is not None:
            prefix = label[: match.start()]
            other = re.search(words.NOT_DECIDED, label) or is_part(prefix, agency)
            return () if other else (row,)
    fee = pattern(rf"行政事业性收费(?:收入|收缴)?(?:金额|总额|总金额)?{TAIL}$").search(label)
    if fee and not re.search(r"减|免|缓|项目|其中|退", label):
        return () if is_part(label[: fee.start()], agency) else ("fees",)
    handling = pattern(rf"信息(?:公开)?(?:信息)?处理费用?(?:金额)?{TAIL}$").search(label)
    if handling and not re.search(r"应|通知|标准|其中|每|减|免|退|未|没有", label):
        return ("handling_fee",)
    return ()


def published(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where items of information that are 行政规范性文件 are listed among those made public.

    How many documents that are it does not tell, only that there are some.
    """
    if "规范性文件" not in sentence.text or "公开" not in sentence.text:
        return
    others = re.search(_OF_OTHERS, sentence.text)
    for figure in sentence.counts:
        if others is not None and others.end() <= figure.end:
            return
        at, label = sentence.label(figure)
        match = pattern(
            r"(?P<before>.*?)(?:政策法规|政策文件|政策|规章|[、和及与])*(?:行政)?规范性文件"
            r"(?P<kind>类?(?:信息)?)(?:共|为|:|：)*"
        ).fullmatch(label)
        if match is not None and figure.value and figure.unit in _ITEMS[bool(match["kind"])]:
            yield at, figure.end
