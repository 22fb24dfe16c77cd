"""What of a text is last year's: sentences that are the same but for years and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from forms.finding import Finding
from forms.report import Report
from forms.rules import Level

SIMILAR = 80
"""Per cent from which a text counts as last year's over again (内容雷同)."""

COMPARED_SECTIONS = ("overview", "problems")
_SHORTEST_TEXT = 60
_SHORTEST_SENTENCE = 8
_LIKENESS = 0.85
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_FIGURES = re.compile(r"[\d０-９〇零一二三四五六七八九十百千万]+")


@dataclass(frozen=True)
class Leftover:
    """A sentence at ``start:end`` that stood in last year's text too.

    ``same`` where even its years and figures are last year's.
    """

    start: int
    end: int
    same: bool


@lru_cache(maxsize=32)
def leftovers(text: str, last_year: str) -> tuple[Leftover, ...]:
    """Every sentence of a text that last year's has too, years and figures aside."""
    exact = {_bare(match[0]) for match in _SENTENCE.finditer(last_year)}
    shapes = {_shape(sentence) for sentence in exact}
    found = []
    for match in _SENTENCE.finditer(text):
        bare = _bare(match[0])
        if len(bare) >= _SHORTEST_SENTENCE and _shape(bare) in shapes:
            found.append(Leftover(*match.span(), same=bare in exact))
    return tuple(found)


@lru_cache(maxsize=32)
def similarity(text: str, last_year: str) -> int:
    """How much of a text is last year's, 0–100 per cent of its characters.

    A sentence counts in full where last year's has it, years and figures aside; else by its
    likeness to the sentence at the same place, where the two are nearly the same.
    """
    now = [_shape(_bare(match[0])) for match in _SENTENCE.finditer(text)]
    then = [_shape(_bare(match[0])) for match in _SENTENCE.finditer(last_year)]
    total = sum(map(len, now))
    if not total:
        return 0
    known = set(then)
    kept = sum(len(sentence) for sentence in now if sentence in known)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, now, then, autojunk=False).get_opcodes():
        if tag == "replace":
            pairs = zip(now[i1:i2], then[j1:j2], strict=False)
            kept += sum(len(a) for a, b in pairs if a not in known and _alike(a, b))
    return 100 * kept // total


def similar_findings(report: Report, last_year: Report | None, section: str) -> Iterator[Finding]:
    """``text.similar``: ``actual`` is the likeness in per cent, ``expected`` the limit."""
    if last_year is None or section not in COMPARED_SECTIONS:
        return
    text, before = report.sections[section], last_year.sections[section]
    if not text or not before or len(text) < _SHORTEST_TEXT:
        return
    likeness = similarity(text, before)
    if likeness >= SIMILAR:
        yield Finding("text.similar", Level.WARNING, (), SIMILAR, likeness, section=section)


def _bare(sentence: str) -> str:
    return re.sub(r"\s|[。；！？]", "", sentence)


def _shape(sentence: str) -> str:
    return _FIGURES.sub("0", sentence)


def _alike(left: str, right: str) -> bool:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.quick_ratio() >= _LIKENESS and matcher.ratio() >= _LIKENESS
