"""Lists that break a whole down: 主动公开44条，其中A1条、B2条、其他41条.

Only a list that ends with 其他 or 其余 says that it is complete; no other is added up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from forms.counts import Number
from forms.text.figures import Figure
from forms.text.sentences import Sentence, sentences

_FEWEST_PARTS = 3
_LONGEST_QUOTE = 20
_MOST_WHOLES = 40
_HINT = re.compile(r"其[他它余]")
_LAST_PART = re.compile(r"^(?:以及|和|及|、)*(?:其他|其它|其余)")
_CUT_SHORT = re.compile(r"…|\.\.\.|等(?=[，。；、）)]|$)")
_OPENS = re.compile(r"其中|分别|包括|涵盖|涉及|主要|[：:]")


@dataclass(frozen=True)
class PartList:
    """A whole at ``start:end`` of the text, and what its parts add up to."""

    whole: Number
    parts: Number
    start: int
    end: int


@lru_cache(maxsize=64)
def wrong_lists(text: str) -> tuple[PartList, ...]:
    """Every complete list whose parts do not add up to the whole that it breaks down."""
    found: list[PartList | None] = []
    before: Sentence | None = None
    for sentence in sentences(text):
        if _HINT.search(sentence.text):
            if before is not None and sentence.text.lstrip().startswith("其中"):
                found.append(_across(before, sentence))
            else:
                found += _lists(sentence)
        before = sentence
    return tuple(one for one in found if one is not None and one.whole != one.parts)


def _lists(sentence: Sentence) -> list[PartList | None]:
    """The lists of one sentence: one inside each pair of brackets, one outside of them."""
    inside = [match.span() for match in re.finditer(r"[（(][^（()）]*[）)]", sentence.text)]
    found: list[PartList | None] = []
    for start, end in inside:
        parts = [one for one in sentence.counts if start < one.start < end]
        whole = next((one for one in sentence.counts if one.end == start), None)
        if whole is not None:
            found.append(_compare(sentence, whole, sentence, parts))
    outer = [
        one
        for one in sentence.counts
        if one.unit != "%" and not any(start < one.start < end for start, end in inside)
    ]
    for n, whole in enumerate(outer[:-_FEWEST_PARTS][:_MOST_WHOLES]):
        listed = _compare(sentence, whole, sentence, outer[n + 1 :])
        if listed is not None:
            return [*found, listed]
    return found


def _across(before: Sentence, sentence: Sentence) -> PartList | None:
    """A list that begins a new sentence: the whole is the first figure of the one before."""
    parts = list(sentence.counts)
    wholes = [one for one in before.counts if parts and one.unit == parts[0].unit]
    same = {one.value for one in wholes}
    return _compare(before, wholes[0], sentence, parts) if len(same) == 1 else None


def _compare(
    at: Sentence, whole: Figure, sentence: Sentence, parts: Sequence[Figure]
) -> PartList | None:
    """The list that breaks down a whole, or None where it does not say that it is complete."""
    own: list[Figure] = []
    complete = False
    for part in parts:
        if part.unit != whole.unit:
            break
        if part.rough or complete:
            return None
        own.append(part)
        complete = bool(_LAST_PART.match(sentence.label(part)[1]))
    if not complete or len(own) < _FEWEST_PARTS or whole.rough:
        return None
    begin = whole.end if at is sentence else 0
    if _CUT_SHORT.search(sentence.text, begin, own[-1].end) or _breaks(sentence, own):
        return None
    opening = sentence.text[begin : own[0].start]
    if len(opening) > 60 or not (_OPENS.search(opening) or _is_plain(sentence, own)):
        return None
    total = sum((part.value for part in own), start=0)
    start = max(at.label(whole)[0], whole.start - _LONGEST_QUOTE)
    return PartList(whole.value, total, at.start + start, at.start + whole.end)


def _is_plain(sentence: Sentence, parts: Sequence[Figure]) -> bool:
    """Whether a list without 其中 names kinds and nothing else."""
    return all(re.search(r"信息|类|文件", sentence.label(part)[1]) for part in parts)


def _breaks(sentence: Sentence, parts: Sequence[Figure]) -> bool:
    """Whether something else than the next part stands between two parts."""
    for left, right in pairwise(parts):
        between = sentence.text[left.end : right.start]
        between = re.sub(r"[（(][^（()）]*[）)]", "", between)
        if re.search(r"其中|[，,；;、][^、；;]{0,20}(?:同比|增长|占)", between):
            return True
    return False
