"""How alike the prose of two reports is, without comparing every pair.

A signature is the smallest hash among the text's shingles in each of ``BINS`` bins (one
permutation hashing, Li, Owen and Zhang 2012): two texts agree in a bin with the probability of
their Jaccard likeness. Texts that agree in all bins of one band are looked at; a whole folder
costs time in proportion to its files.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

from forms.report import Report

BINS = 128
BAND = 4
SHINGLE = 6
"""Characters; a six-character run of Chinese is two or three words."""
SHORTEST = 120
"""Characters of prose below which likeness says nothing."""
_EMPTY = -1
_NO_MARK = (_EMPTY,)
_LAYOUT = f"<{BINS}i"
_MARK = 4
"""Bytes of a number."""
_COMPARED_WITH = 4
_SECTIONS = ("overview", "problems")
_NOT_WORDS = re.compile(r"[\W\d_〇零一二三四五六七八九十百千万]+")


def prose_signature(report: Report) -> bytes:
    """The signature of part one and five, figures, marks and the agency's own name left out:
    ``BINS`` numbers of four bytes. Empty where there is too little prose to speak of.
    """
    text = "".join(report.sections[key] or "" for key in _SECTIONS)
    text = _NOT_WORDS.sub("", text.replace(report.agency, "") if report.agency else text)
    if len(text) < SHORTEST:
        return b""
    bins = [_EMPTY] * BINS
    for start in range(len(text) - SHINGLE + 1):
        mark = crc32(text[start : start + SHINGLE].encode())
        place, rest = mark % BINS, mark // BINS
        if bins[place] == _EMPTY or rest < bins[place]:
            bins[place] = rest
    return struct.pack(_LAYOUT, *bins)


def likeness(left: bytes, right: bytes) -> float:
    """The share of shingles that two texts have in common, 0–1, to about ± 0.05."""
    bins = zip(struct.unpack(_LAYOUT, left), struct.unpack(_LAYOUT, right), strict=True)
    pairs = [(a, b) for a, b in bins if (a, b) != (_EMPTY, _EMPTY)]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0


def alike(
    signatures: Iterable[tuple[str, bytes]], least: float
) -> Iterator[tuple[str, str, float]]:
    """Pairs of names whose signatures are at least so alike, each pair once.

    A text is compared with the first few of each band only, so that a phrase which everybody
    uses costs no square: of many equal texts every one is paired with at least one other.
    """
    known = list(signatures)
    pairs: dict[tuple[int, int], None] = {}
    # Band by band: all of them at once would take more memory than the returns themselves.
    for start in range(0, BINS * _MARK, BAND * _MARK):
        members: dict[bytes, list[int]] = {}
        for place, (_, signature) in enumerate(known):
            band = signature[start : start + BAND * _MARK]
            if not band or _NO_MARK in struct.iter_unpack("<i", band):
                continue
            alike_here = members.setdefault(band, [])
            pairs |= dict.fromkeys((other, place) for other in alike_here)
            if len(alike_here) < _COMPARED_WITH:
                alike_here.append(place)
    for left, right in sorted(pairs, key=lambda pair: pair[::-1]):
        degree = likeness(known[left][1], known[right][1])
        if degree >= least:
            yield known[left][0], known[right][0], degree


def grouped(pairs: Iterable[tuple[str, str, float]]) -> list[tuple[tuple[str, ...], float]]:
    """Pairs → groups of names that hang together, each with the least likeness of its pairs."""
    leader: dict[str, str] = {}
    found = list(pairs)
    for left, right, _ in found:
        a, b = _leader(leader, left), _leader(leader, right)
        leader[max(a, b)] = min(a, b)
    groups: dict[str, list[str]] = {}
    for name in dict.fromkeys(name for pair in found for name in pair[:2]):
        groups.setdefault(_leader(leader, name), []).append(name)
    least: dict[str, float] = {}
    for left, _, degree in found:
        top = _leader(leader, left)
        least[top] = min(least.get(top, 1.0), degree)
    return [(tuple(names), least[top]) for top, names in groups.items()]


def _leader(leader: Mapping[str, str], name: str) -> str:
    while leader.get(name, name) != name:
        name = leader[name]
    return name
