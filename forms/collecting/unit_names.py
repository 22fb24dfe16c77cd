"""A name in a report ↔ a unit of the list: the usual variants are the same, the rest is asked.

``福州市平潭综合实验区财政金融局`` and ``区财政金融局``, ``某某镇人民政府`` and ``某某镇``,
``发展和改革委员会`` and ``发改委``: the first two pairs are certain as long as no other unit
would fit as well; an abbreviation is only offered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_ENDINGS = (
    ("街道办事处", "街道"),
    ("街道办", "街道"),
    ("人民政府办公室", "政府办"),
    ("政府办公室", "政府办"),
    ("人民政府办公厅", "政府办"),
    ("政府办公厅", "政府办"),
    ("人民政府", ""),
    ("政府", ""),
    ("管理委员会", "管委会"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("办公厅", "办"),
)
"""How a name ends when it is written in full → in short."""
_LEFT_OUT = re.compile(r"[\s·•、，,\-—_]|[和与及](?=.{2})")
_BRACKETS = str.maketrans({"(": "（", ")": "）", "［": "（", "］": "）"})
_REGION = re.compile(
    r"(?:[一-鿿]{2,9}?(?:特别行政区|自治区|自治州|自治县|自治旗|综合实验区|经济技术开发区"
    r"|高新技术产业开发区|高新区|开发区|新区|省|市(?!场)|州|盟|县|(?<![片园社小景街库校])区|旗))"
)
_SHORT_REGION = re.compile(r"^(?:市(?!场|监局|容|政[管园工设处公])|[省州盟县区旗])(?=[一-鿿]{2})")
_IN_FILE_NAMES = re.compile(
    r"20\d\d|年度|年|政府信息公开|信息公开|政务公开|工作|年度报告|报告|年报|定稿|终稿|最终|修改稿"
    r"|上报|报送|盖章|正式|版|稿|\d+|[（(【\[].*?[）)】\]]|副本|\W"
)
DOUBTFUL = 0.62
"""Likeness of two names from which one is offered for the other."""
_MOST_OFFERED = 5
_ANY = "某某局"
"""Behind an office's name, so that its own region stands in front of something."""


@dataclass(frozen=True)
class Match:
    """``unit`` where it is certain, else ``candidates`` (possibly none), likeliest first."""

    unit: str | None
    candidates: tuple[str, ...] = ()


class NameBook:
    """The units' names, to find a report's agency among them.

    ``aliases`` are further names of units: alias → unit. ``office`` is the collecting office;
    its region is what a name may leave out in front.
    """

    def __init__(
        self, names: Iterable[str], office: str = "", aliases: Mapping[str, str] | None = None
    ) -> None:
        self._names = tuple(names)
        self._aliases = {plain_name(alias): unit for alias, unit in (aliases or {}).items()}
        self._plain = _by(self._names, plain_name)
        self._short = _by(self._names, lambda name: short_name(name, office))
        self._office = office

    def match(self, agency: str, file_stem: str = "") -> Match:
        """The unit of an agency's name; where a report names none, of its file's name."""
        agency = agency.strip()
        if not agency:
            return self._by_file(file_stem)
        alias = self._aliases.get(plain_name(agency))
        if alias is not None:
            return Match(alias)
        for table, key in (
            (self._plain, plain_name(agency)),
            (self._short, short_name(agency, self._office)),
        ):
            units = table.get(key, [])
            if len(units) == 1 and not self._clash(agency, units[0]):
                return Match(units[0])
            if units:
                return Match(None, tuple(units[:_MOST_OFFERED]))
        # The file may be called as the unit is in the list.
        named = self._by_file(file_stem).unit or ""
        offers = dict.fromkeys((*filter(None, [named]), *self._offers(agency)))
        return Match(None, tuple(offers)[:_MOST_OFFERED])

    def _clash(self, agency: str, unit: str) -> bool:
        """Whether they lie in different regions: two counties have the same bureaus."""
        ours, theirs = region(agency), region(unit) or region(self._office + _ANY)
        return bool(ours and theirs) and ours != theirs

    def _by_file(self, stem: str) -> Match:
        if stem in self._names:
            return Match(stem)
        words = _IN_FILE_NAMES.sub("", stem)
        if not words:
            return Match(None)
        units = self._short.get(short_name(words, self._office), [])
        return Match(None, tuple(units) or self._offers(words))

    def _offers(self, agency: str) -> tuple[str, ...]:
        ranked = sorted(
            ((name_likeness(agency, name, self._office), name) for name in self._names),
            reverse=True,
        )
        return tuple(name for degree, name in ranked[:_MOST_OFFERED] if degree >= DOUBTFUL)


def _by(names: Sequence[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(key(name), []).append(name)
    return found


@lru_cache(maxsize=100_000)
def plain_name(name: str) -> str:
    """The name without what may be written either way: widths, blanks, 和, long endings."""
    plain = unicodedata.normalize("NFKC", name).translate(_BRACKETS)
    plain = _LEFT_OUT.sub("", plain).removeprefix("原")
    for ending, short in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            return plain.removesuffix(ending) + short
    return plain


@lru_cache(maxsize=100_000)
def short_name(name: str, office: str = "") -> str:
    """The plain name without the regions in front: what its own people call it.

    A region that is all of the name stays: of 某某省某某市 the last.
    """
    plain = plain_name(name)
    region = plain_name(office)
    if region and plain.startswith(region) and len(plain) > len(region) + 1:
        plain = plain.removeprefix(region)
    while (found := _REGION.match(plain)) and len(plain) - found.end() >= 2:
        plain = plain[found.end() :]
    return _SHORT_REGION.sub("", plain)


def region(name: str) -> str:
    """The nearest region named in front: of 福州市平潭综合实验区… the second. "" for none."""
    plain, found = plain_name(name), ""
    while (hit := _REGION.match(plain)) and len(plain) - hit.end() >= 2:
        found = hit[0]
        plain = plain[hit.end() :]
    return found


def name_likeness(left: str, right: str, office: str = "") -> float:
    """0–1: an abbreviation (the letters of one in order in the other) counts as likely."""
    a, b = sorted((short_name(left, office), short_name(right, office)), key=len)
    if not a or not b:
        return 0.0
    if len(a) >= 2 and _is_subsequence(a, b) and a[-1] == b[-1] and a[0] == b[0]:
        return 0.9
    if len(a) >= 3 and a in b:
        return 0.85
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)
