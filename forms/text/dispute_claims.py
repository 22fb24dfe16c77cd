"""What a figure counts of 行政复议 and 行政诉讼: the cases, and how they ended."""

from __future__ import annotations

import re
from typing import NamedTuple

from forms.text import claim_words as words
from forms.text.claim_words import ASIDE, TAIL, pattern
from forms.text.label_owner import is_part
from forms.text.sentences import Sentence

_OWN_DISPUTE = re.compile(
    r"信息公开|依申请|申请公开|公开申请|政府信息|因此|由此|引发|引起|被提起|被申请"
)
_OTHERS_DISPUTE = re.compile(r"办理|受理|审理|审结|收到|化解|立案|新收|接收|公开|培训")
_NAMED = re.compile(r"(?P<review>复议)|(?P<lawsuit>诉讼|应诉|起诉)")


class Disputes(NamedTuple):
    """Keys of ``claim_words.COUNTED``; ``each`` where the figure is told of every one, ``then``
    what the figure next to it counts.
    """

    kinds: tuple[str, ...]
    each: bool = False
    then: tuple[str, ...] = ()


def is_own_dispute(sentence: Sentence, at: int, label: str, about_requests: bool) -> bool:
    """Whether disputes told of before a place are about the agency's own answers."""
    if _OWN_DISPUTE.search(sentence.text, 0, at):
        return True
    return about_requests and not _OTHERS_DISPUTE.search(label)


def disputes(label: str, after: str) -> Disputes | None:
    """The cases that a figure counts by the words around it."""
    # 其中 before one of the form's own columns names that column.
    label = pattern(r"^其中(?=未经|直接|经?复议后)").sub("", label)
    prefix = re.split(r"复议|诉讼|应诉|起诉", label)[0]
    if re.search(words.NOT_EVERY_DISPUTE, prefix) or is_part(prefix, ""):
        return None
    both = rf"{words.REVIEW}(?:、|和|及|与|或|以及)(?:提起)?{words.LAWSUIT}"
    each = r"(?:各|均|分别均)(?:为|是|有)?"
    by_turns = r"分别(?:为|是|有)?"
    for said, read in (
        (rf"直接(?:提起)?(?:行政)?(?:起诉|诉讼){TAIL}", Disputes(("direct",))),
        (rf"复议后(?:提起)?(?:行政)?(?:起诉|诉讼){TAIL}", Disputes(("after_review",))),
        (rf"{both}{TAIL}", Disputes(("disputes",))),
        (rf"{both}{TAIL}{each}", Disputes(("review", "lawsuit"), each=True)),
        (rf"{both}{TAIL}{by_turns}", Disputes(("review",), then=("lawsuit",))),
        (rf"^(?!.*复议).*{words.LAWSUIT}{TAIL}", Disputes(("lawsuit",))),
        (rf"{words.REVIEW}{TAIL}", Disputes(("review",))),
    ):
        if pattern(rf"{said}$").search(label):
            return read
    if pattern(r"(?:引发|引起|发生|产生|涉及|被提起|被申请)(?:了)?(?:共)?$").search(label):
        if pattern(rf"(?:的)?{words.REVIEW}(?:案)?(?:$|[、和及])").match(after):
            return Disputes(("review",))
        if pattern(rf"(?:的)?{words.LAWSUIT}(?:案)?(?:$|[、和及])").match(after):
            return Disputes(("lawsuit",))
    return None


def dispute_ends(sentence: Sentence, at: int, label: str) -> Disputes | None:
    """维持3件 after 行政复议5件: how the cases named last before it in the sentence ended.

    Nothing where reviews and lawsuits are named together, or neither is.
    """
    for column, said in words.DISPUTE_ENDS.items():
        if pattern(rf"{ASIDE}(?:{said}){TAIL}").fullmatch(label):
            return _ends(sentence.text[:at], column)
    return None


def _ends(before: str, column: str) -> Disputes | None:
    clauses = [clause for clause in re.split(r"[，。；,;]", before) if _NAMED.search(clause)]
    if not clauses:
        return None
    named = {str(match.lastgroup) for match in _NAMED.finditer(clauses[-1])}
    return Disputes((f"{named.pop()}.{column}",)) if len(named) == 1 else None
