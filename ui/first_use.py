"""What is slow when it is first used, used once before the clerk needs it."""

from __future__ import annotations

from collections.abc import Iterator

from forms.check import check
from forms.edition import Edition
from forms.report import Report
from forms.text.claims import claims

_EVERY_KIND = (
    "结转下年度申请1件。",
    "上年结转申请1件。",
    "引发行政复议1件。",
    "行政诉讼1件。",
    "收到申请1件。",
    "其中自然人1件。",
    "制发规章1件。",
    "废止行政规范性文件1件。",
    "作出行政许可决定1件。",
    "收取信息处理费1元。",
    "答复申请中予以公开1件。",
    "没有收到申请，共收到1件。",
)
"""Sentences that between them need every pattern; each a few."""


def patterns_of_texts(edition: Edition) -> Iterator[None]:
    """Every pattern for reading a text is made, a few at a time."""
    for sentence in _EVERY_KIND:
        claims(sentence, 2025)
        yield
    texts = dict.fromkeys(("overview", "problems", "other"), "".join(_EVERY_KIND))
    check(Report(year=2025, edition=edition.key, sections=texts), edition)
