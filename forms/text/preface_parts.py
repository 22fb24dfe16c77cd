"""The preface's list of the parts against the parts that the report has (``section.parts``).

Seen in published reports: 等五项内容, the list of an older form, a part that the form does not
have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from forms.edition import Edition
from forms.finding import Finding
from forms.report import Report
from forms.rules import Level
from forms.text.figures import chinese_number

_SENTENCE = re.compile(r"[^。\n]+")
_COUNT = re.compile(
    r"(?P<count>[一二两三四五六七八九十]{1,3}|\d{1,2})(?:个|大|项)?(?:部分|内容|方面)(?!的?工作)"
)
_ITEM_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")
_SAID_IN_MANY_WAYS = re.compile(r"政府信息公开|政府信息|情况|[的及和、]")
_NAMED = 0.6
"""So much of a heading's own characters: 其它需报告的事项 names it, 收费及减免 none."""
_IS_A_LIST = 3
"""Of so many parts that are named a sentence is taken for the list of them."""


def preface_findings(report: Report, edition: Edition) -> Iterator[Finding]:
    """``section.parts``, a warning: a number of parts that is not the form's (``actual``, quoted
    in ``words``), or a list that names some of its parts only (``words``: those it leaves out).
    """
    text = report.sections.get("preface") or ""
    for sentence in _SENTENCE.finditer(text):
        headings = [_ITEM_NUMBER.sub("", part.heading) for part in edition.parts]
        unnamed = [heading for heading in headings if not _is_named(heading, sentence[0])]
        if len(headings) - len(unnamed) < _IS_A_LIST:
            continue
        found = Finding("section.parts", Level.WARNING, section="preface")
        count = _COUNT.search(sentence[0])
        said = _number(count["count"]) if count else None
        if count and said not in (None, len(headings)):
            start, end = (sentence.start() + at for at in count.span())
            yield replace(
                found,
                expected=len(headings),
                actual=said,
                words=(count[0],),
                start=start,
                end=end,
            )
        elif unnamed:
            yield replace(found, words=tuple(unnamed), start=sentence.start(), end=sentence.end())
        return


def _is_named(heading: str, sentence: str) -> bool:
    own = set(_SAID_IN_MANY_WAYS.sub("", heading))
    return len(own & set(sentence)) >= _NAMED * len(own)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else chinese_number(text.replace("两", "二"))
