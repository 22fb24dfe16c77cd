"""A text cut into sentences, and what the words around a figure say: label, time, topic."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from forms.text.claim_words import OTHER_SUBJECTS
from forms.text.figures import Figure, figures, plain

_HIDDEN = re.compile(
    r"《[^《》\n]{1,80}》|[〈<][^〈〉<>\n]{1,80}[〉>]|〔\d{4}〕|\[\d{4}\]|https?://\S+"
)
_SENTENCE_END = re.compile(r"[。！？!?]")
_BREAKS = "，。；,;！？（(\n"
_LONGEST_LABEL = 70
_FARTHEST = 1500
"""How far back a time or a topic is looked for; more keeps nothing but hostile texts busy."""

_CALENDAR_UNITS = ("年", "年度", "月", "日", "号")
_TIME = re.compile(
    r"(?P<against>较|比|与|同|对比|相比)?"
    # Several years together are none of them.
    r"(?:(?P<other>(?:19|20)\d{2}(?:年度?)?\s?[-—–~～至到]{1,2}\s?(?:19|20)\d{2}年"
    r"|(?<!结转)上一?年度?(?!结转|度|转)|去年|前年|往年|历年|近[一二三四五几两\d]+年|同期|累计至今)"
    r"|(?P<year>(?:19|20)\d{2})年(?!度?[^，。；,\d]{0,8}(?:预算|决算|要点|规划|考核|年报|报告))"
    r"|(?P<part>上半年|下半年|[一二三四1-4]季度|(?<!\d)(?!12月[底末])\d{1,2}月份?(?!\s*\d{1,2}\s*日))"
    r"|(?P<this>本年度?|今年|报告期|一年来)|(?P<whole>全年|当年|年内))"
)
_MAYBE = re.compile(r"计划|力争|争取|目标|明年|如果|假如|拟于|预计|例如|比如")
_TOPIC = re.compile(rf"(?P<other>许可申请|补助申请|{OTHER_SUBJECTS})|(?P<request>申请)")
_MARKER = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")


@lru_cache(maxsize=64)
def hidden(text: str) -> str:
    """The text with titles, document numbers and addresses blotted out, place for place."""
    return _HIDDEN.sub(lambda match: "□" * len(match[0]), plain(text))


@dataclass(frozen=True)
class Sentence:
    """One sentence at ``start`` of its section.

    ``text`` has titles blotted out (``hidden``); ``before`` is what stands before it in its
    paragraph, with the heading above; ``above`` is the paragraph before where no heading
    begins another subject.
    """

    text: str
    start: int
    before: str
    above: str = ""

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the sentence, by place in the sentence."""
        return figures(self.text)

    @cached_property
    def counts(self) -> tuple[Figure, ...]:
        """The same without years, months and days."""
        return tuple(one for one in self.figures if one.unit not in _CALENDAR_UNITS)

    @cached_property
    def whole(self) -> str:
        """The sentence with what stands before it."""
        return self.before + self.text

    @cached_property
    def _ends(self) -> list[int]:
        return [one.end for one in self.counts]

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.counts]

    def label(self, figure: Figure) -> tuple[int, str]:
        """Where the words before a figure begin, and these words without spaces."""
        earlier = bisect_right(self._ends, figure.start)
        floor = self._ends[earlier - 1] if earlier else 0
        floor = max(floor, figure.start - _LONGEST_LABEL)
        at = figure.start
        kept: list[str] = []
        while at > floor:
            mark = self.text[at - 1]
            if mark in "）)":
                opening = max(self.text.rfind("（", floor, at), self.text.rfind("(", floor, at))
                if opening < 0:
                    break
                at = opening
                continue
            if mark in _BREAKS:
                break
            kept.append(mark)
            at -= 1
        words = re.sub(r"\s|[*“”\"]", "", "".join(reversed(kept)))
        return at, words

    def after(self, figure: Figure) -> str:
        """The words after a figure, up to the next break or figure, without spaces."""
        later = bisect_left(self._starts, figure.end)
        end = self._starts[later] if later < len(self._starts) else len(self.text)
        words = self.text[figure.end : min(end, figure.end + _LONGEST_LABEL)]
        return re.sub(r"\s", "", re.split(r"[，。；,;！？（）()\n]", words)[0])

    def is_this_year(self, at: int, year: int) -> bool:
        """Whether what is told at a place is told of the whole of the report's year.

        The latest mention of a time before the place decides; without one it is this year.
        """
        whole, place = self.whole, len(self.before) + at
        since = max(0, place - _FARTHEST)
        if _MAYBE.search(whole, max(len(self.before), since), place):
            return False
        this_year, named = True, False
        own = -1
        for match in _TIME.finditer(whole, since, place):
            if match["against"]:
                if not re.search(r"[，,；。]", whole[match.end() : place]):
                    return False
                continue
            named = True
            if match["year"]:
                this_year, own = int(match["year"]) == year, match.start()
            elif match["whole"]:
                this_year |= own < len(self.before)
            else:
                this_year, own = bool(match["this"]), match.start()
        clause = re.split(r"[，。；,;]", whole[since:place])[-1]
        return this_year and (named or "累计" not in clause)

    def is_about_requests(self, at: int) -> bool:
        """Whether the latest subject before a place is requests for information."""
        place = len(self.before) + at
        since = max(0, place - _FARTHEST)
        topics = [match["request"] for match in _TOPIC.finditer(self.whole, since, place)]
        if not topics:
            topics = [match["request"] for match in _TOPIC.finditer(self.above)]
        return bool(topics) and topics[-1] is not None


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence of a section, in order."""
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Sentence]:
    start = 0
    heading = above = ""
    for paragraph in hidden(text).split("\n"):
        begin = 0
        for match in [*_SENTENCE_END.finditer(paragraph), None]:
            end = match.end() if match else len(paragraph)
            if paragraph[begin:end].strip():
                since = max(0, begin - _FARTHEST)
                marks = [one.start() for one in _MARKER.finditer(paragraph, since, begin)]
                before = paragraph[marks[-1] if marks else since : begin]
                if not marks and not since:
                    before = heading + before
                own = "" if heading or marks else above
                yield Sentence(paragraph[begin:end], start + begin, before, own)
            begin = end
        is_heading = 0 < len(paragraph.strip()) <= 30 and not _SENTENCE_END.search(paragraph)
        heading = paragraph.strip() + "。" if is_heading else ""
        above = "" if is_heading else paragraph[-_FARTHEST:]
        start += len(paragraph) + 1
