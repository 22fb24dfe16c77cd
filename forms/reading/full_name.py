"""The agency's full name: a title may leave out the city that the text puts before the county."""

from __future__ import annotations

import re
from collections import Counter

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_BEGINS_WITH_PLACE = re.compile(rf"{_HAN}{{1,6}}?(?:市|县|区|旗|镇|乡|苏木|街道)(?={_HAN}{{2}})")
_PROVINCE = re.compile(rf"^{_HAN}{{2,3}}省|^{_HAN}{{2,7}}?自治区")
_PLACES = re.compile(rf"(?:{_HAN}{{2,6}}?(?:自治州|地区|市|州|盟|县|区|旗))+")
_WORDS_BEFORE = frozenset("由与和及向对在于是为经受报请到致从至以据照将")
"""Words that stand before a name without being part of it."""
_LONGEST = 16


def full_name(name: str, text: str) -> str:
    """The name with the city or county that the text prints before it; as it is where none.

    The province is no part of an agency's name. Where the text prints several names, the
    commonest counts; of two equally common ones neither does.

    >>> full_name("洪泽区教育局", "本报告由淮安市洪泽区教育局编制。")
    '淮安市洪泽区教育局'
    """
    if not _BEGINS_WITH_PLACE.match(name):
        return name
    found = Counter(
        before
        for hit in re.finditer(re.escape(name), text)
        if (before := _places_before(text, hit.start()))
    )
    most = found.most_common(2)
    if not most or (len(most) > 1 and most[0][1] == most[1][1]):
        return name
    return most[0][0] + name


def _places_before(text: str, end: int) -> str:
    """The names of places that stand right before a place of the text; "" for none."""
    for start in range(end - 3, max(-1, end - _LONGEST - 1), -1):
        stretch = _PROVINCE.sub("", text[start:end])
        is_begun = not start or _is_border(text[start - 1])
        if is_begun and _PLACES.fullmatch(stretch):
            return stretch
    return ""


def _is_border(character: str) -> bool:
    return not re.match(_HAN, character) or character in _WORDS_BEFORE
