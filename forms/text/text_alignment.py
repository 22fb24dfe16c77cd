"""Which stretches of a text stood in another one too: sentence by sentence, then sign by sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]|[^。；！？\n]+")
_FIGURES = re.compile(r"[\d０-９]+")
_ALIKE = 0.5
_SHORTEST = 2
_MOST_PAIRS = 225


class Block(NamedTuple):
    """``text[start:start + length] == before[origin:origin + length]``; no number is cut."""

    start: int
    origin: int
    length: int


class _Sentence(NamedTuple):
    start: int
    text: str

    @property
    def shape(self) -> str:
        return _FIGURES.sub("0", self.text)


@lru_cache(maxsize=16)
def common_blocks(text: str, before: str) -> tuple[Block, ...]:
    """What two texts have in common, left to right in both."""
    now, then = _sentences(text), _sentences(before)
    raw = list(_by_sentence(now, then))
    joined: list[Block] = []
    for block in raw:
        if not block.length:
            continue
        last = joined[-1] if joined else None
        if last and last.start + last.length == block.start and _meet(last, block):
            joined[-1] = Block(last.start, last.origin, last.length + block.length)
        else:
            joined.append(block)
    whole = (_without_cut_numbers(block, text, before) for block in joined)
    return tuple(block for block in whole if block.length >= _SHORTEST)


def gaps(text: str, blocks: Sequence[Block], in_before: bool = False) -> list[tuple[int, int]]:
    """The stretches of a text that are in no block; of ``before`` itself with ``in_before``."""
    found, reached = [], 0
    for block in blocks:
        start = block.origin if in_before else block.start
        if start > reached:
            found.append((reached, start))
        reached = start + block.length
    if reached < len(text):
        found.append((reached, len(text)))
    return [(start, end) for start, end in found if text[start:end].strip()]


def _meet(last: Block, block: Block) -> bool:
    return last.origin + last.length == block.origin


def _sentences(text: str) -> list[_Sentence]:
    return [_Sentence(match.start(), match[0]) for match in _SENTENCE.finditer(text)]


def _by_sentence(now: list[_Sentence], then: list[_Sentence]) -> Iterator[Block]:
    """Equal sentences; between them those equal but for figures; between those the alike."""
    for tag, i1, i2, j1, j2 in _steps([one.text for one in now], [one.text for one in then]):
        if tag == "equal":
            yield from _equal(now[i1:i2], then[j1:j2])
        elif tag == "replace":
            yield from _by_shape(now[i1:i2], then[j1:j2])


def _by_shape(now: list[_Sentence], then: list[_Sentence]) -> Iterator[Block]:
    for tag, i1, i2, j1, j2 in _steps([one.shape for one in now], [one.shape for one in then]):
        if tag == "equal":
            for one, other in zip(now[i1:i2], then[j1:j2], strict=True):
                yield from _by_figure(one, other)
        elif tag == "replace":
            yield from _by_likeness(now[i1:i2], then[j1:j2])


def _by_figure(one: _Sentence, other: _Sentence) -> Iterator[Block]:
    """Two sentences that are the same but for their figures."""
    mine, theirs = _FIGURES.finditer(one.text), _FIGURES.finditer(other.text)
    start = origin = 0
    for here, there in zip(mine, theirs, strict=True):
        yield Block(one.start + start, other.start + origin, here.start() - start)
        if here[0] == there[0]:
            yield Block(one.start + here.start(), other.start + there.start(), len(here[0]))
        start, origin = here.end(), there.end()
    yield Block(one.start + start, other.start + origin, len(one.text) - start)


def _by_likeness(now: list[_Sentence], then: list[_Sentence]) -> Iterator[Block]:
    """Each sentence with the most alike one of those that are left, in order."""
    first = 0
    for number, one in enumerate(now):
        near = then[first:] if len(now) * len(then) <= _MOST_PAIRS else then[number : number + 1]
        found = [(_likeness(one.text, other.text), -n) for n, other in enumerate(near)]
        best = max(found, default=(0.0, 0))
        if best[0] >= _ALIKE:
            yield from _by_sign(one, near[-best[1]])
            first += 1 - best[1]


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def _by_sign(one: _Sentence, other: _Sentence) -> Iterator[Block]:
    matcher = SequenceMatcher(None, one.text, other.text, autojunk=False)
    for start, origin, length in matcher.get_matching_blocks():
        if length:
            yield Block(one.start + start, other.start + origin, length)


def _equal(now: list[_Sentence], then: list[_Sentence]) -> Iterator[Block]:
    for one, other in zip(now, then, strict=True):
        yield Block(one.start, other.start, len(one.text))


def _steps(one: list[str], other: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def _without_cut_numbers(block: Block, text: str, before: str) -> Block:
    start, origin, length = block
    while length and (_cuts(text, start) or _cuts(before, origin)):
        start, origin, length = start + 1, origin + 1, length - 1
    while length and (_cuts(text, start + length) or _cuts(before, origin + length)):
        length -= 1
    return Block(start, origin, length)


def _cuts(text: str, place: int) -> bool:
    """True where a place has a digit on both sides."""
    return 0 < place < len(text) and text[place - 1].isdigit() and text[place].isdigit()
