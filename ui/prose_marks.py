"""What is underlined in a text: places that are last year's still, and what does not agree.

Kinds differ by the line as well as by colour, and stand with words in the lists beside.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from forms.check import Finding
from forms.edition import Edition
from forms.headings import heading_level
from forms.text.renewal import RenewalKind
from forms.text.untouched import OpenPlace
from forms.wording import finding_sentence
from ui import style
from ui.findings_paint import colour_of_mark
from ui.steps import mark_of

Line = QTextCharFormat.UnderlineStyle

KIND_NAMES = {
    RenewalKind.YEAR: "年份",
    RenewalKind.PLAN: "名称",
    RenewalKind.DATE: "日期",
    RenewalKind.FIGURE: "数字",
}
KIND_SHAPES = {
    RenewalKind.YEAR: "◆",
    RenewalKind.PLAN: "◇",
    RenewalKind.DATE: "▫",
    RenewalKind.FIGURE: "▪",
}
_KIND_LINES = {
    RenewalKind.YEAR: Line.SingleUnderline,
    RenewalKind.PLAN: Line.DashDotLine,
    RenewalKind.DATE: Line.DotLine,
    RenewalKind.FIGURE: Line.DashUnderline,
}

_LONGEST_TINT = 30
"""A whole sentence is underlined only: a patch of colour would shout."""


class Mark(NamedTuple):
    """``start:end`` of a text, how it is marked, and what is said of it."""

    start: int
    end: int
    format: QTextCharFormat
    words: str


def colour_of_kind(kind: RenewalKind) -> str:
    """What the program can renew stands out; what only the clerk can know is quieter."""
    colours = style.current()
    can_renew = kind in (RenewalKind.YEAR, RenewalKind.PLAN)
    return colours.accent if can_renew else colours.muted


def place_marks(places: Iterable[OpenPlace]) -> list[Mark]:
    """The places to renew or to check."""
    marks = []
    for place in places:
        one = place.renewal
        made = QTextCharFormat()
        made.setUnderlineStyle(_KIND_LINES[one.kind])
        made.setUnderlineColor(QColor(colour_of_kind(one.kind)))
        words = f"沿用去年的{KIND_NAMES[one.kind]}" + (
            f"，可改为“{one.after}”" if one.after else ""
        )
        marks.append(Mark(one.start, one.end, made, words))
    return marks


def finding_marks(
    findings: Iterable[Finding], section: str, edition: Edition, done: frozenset[str]
) -> list[Mark]:
    """What does not agree, at its place in the text."""
    marks = []
    for finding in findings:
        if finding.section != section or finding.start is None or finding.end is None:
            continue
        colour = QColor(colour_of_mark(mark_of(finding, edition, done)))
        made = QTextCharFormat()
        made.setUnderlineStyle(Line.WaveUnderline)
        made.setUnderlineColor(colour)
        if finding.end - finding.start <= _LONGEST_TINT:
            made.setBackground(QColor(style.current().mismatch_tint))
        sentence = finding_sentence(finding, edition)
        marks.append(Mark(finding.start, finding.end, made, sentence))
    return marks


def found_marks(spans: Iterable[tuple[int, int]]) -> list[Mark]:
    """What was looked for."""
    made = QTextCharFormat()
    made.setBackground(QColor(style.current().computed))
    made.setUnderlineStyle(Line.SingleUnderline)
    made.setUnderlineColor(QColor(style.current().ghost))
    return [Mark(start, end, made, "") for start, end in spans]


class HeadingHighlighter(QSyntaxHighlighter):
    """Headings stand out as they will in print."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._format = QTextCharFormat()
        self._format.setFontWeight(QFont.Weight.Bold)

    def highlightBlock(self, text: str) -> None:
        if heading_level(text):
            self.setFormat(0, len(text), self._format)
