"""Whose count a label or a sentence speaks of: the whole agency's, or a part's."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from forms.text import claim_words as words

_UNIT = (
    r"(?:局|委员会|管委会|委|厅|办公室|办|镇街|街镇|街道|街|镇|乡|村|处|派出所|司法所|中心|科|院|公司"
    r"|(?:人民)?政府|区|县|市|部门|单位|本级)"
)
_BY_THE_WAY = (
    r"(?:(?:19|20)\d\d年度?|全年|当年|本年度?|今年|年内|[共已均都新也]|总共|累计|一共|合计|分别|依法|依规"
    r"|作出|做出|实施|给予)*"
)
"""What may stand between a unit and what it did."""
_ACTS = "|".join(
    (
        words.RECEIVING,
        words.TAKING,
        words.HANDLING,
        words.ANSWERING,
        words.MADE,
        words.ABOLISHED,
        words.IN_FORCE,
        *words.OUTCOMES.values(),
        *words.DECISIONS.values(),
        r"结转|上年|去年|发生|引发|主动公开|因|被|未|没有|无|行政事业性收费",
    )
)
_OWNER = re.compile(rf"(?P<owner>[一-龥]{{1,20}}?{_UNIT}){_BY_THE_WAY}$")
_SUBJECT = re.compile(
    r"(?:^|(?<=[，,。；;：:、\s]))(?:其中|另外|此外|目前|(?:19|20)\d\d年度?|[，,：:、\s]){0,6}"
    rf"(?P<owner>[一-龥]{{1,20}}?{_UNIT}|[我本全](?!年)[一-龥]{{0,8}})"
    rf"(?:[（(][^（()）]{{0,20}}[）)])?{_BY_THE_WAY}(?:{_ACTS})"
)
_OF_OURS = re.compile(r"^[我本](?=[省市州盟县区旗镇乡][一-龥])")
_SOME = re.compile(r"各(?!级|[科处股]室|内设)|本级$")
"""Who says 市本级 tells it from the units below, which the whole takes in."""
_WHOLE = re.compile(r"各级|[我本]|(?<!安)全|代表|(?<![乡镇])政府(?:办公厅|办公室|办)?$")


def is_part(prefix: str, agency: str) -> bool:
    """Whether the words before a verb name a unit below the agency, or a part of the whole."""
    if re.search(words.NOT_ALL, prefix):
        return True
    owner = _OWNER.search(prefix)
    return owner is not None and _is_below(owner["owner"], prefix, agency)


def is_of_part(sentence: str, at: int, agency: str) -> bool:
    """Whether a sentence, up to a place, speaks of a unit below the agency.

    Who did something last goes on doing it: 各乡镇收到申请12件，予以公开5件.
    """
    subjects = _subjects(sentence, agency)
    before = bisect_right(subjects, (at, True))
    return before > 0 and subjects[before - 1][1]


@lru_cache(maxsize=256)
def _subjects(sentence: str, agency: str) -> tuple[tuple[int, bool], ...]:
    """Where it was said who did something, and whether that is a unit below the agency."""
    return tuple(
        (match.end(), _is_below(match["owner"], match[0], agency))
        for match in _SUBJECT.finditer(sentence)
    )


def _is_below(owner: str, said: str, agency: str) -> bool:
    """``said`` are the words in which the owner is named, maybe with more of the name."""
    owner = _OF_OURS.sub("", re.sub(r"^年度?|人民", "", owner))
    if _SOME.search(owner):
        return True
    plain = agency.replace("人民", "")
    if plain and (is_short_for(owner, plain) or plain in said.replace("人民", "")):
        return False
    return not _WHOLE.search(owner)


def is_short_for(short: str, full: str) -> bool:
    """Whether a name may be short for another: its characters stand in that one in order.

    >>> [is_short_for(one, "某某县人力资源和社会保障局") for one in ("县人社局", "县水利局")]
    [True, False]
    """
    rest = iter(full)
    return all(one in rest for one in short)
