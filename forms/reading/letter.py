"""What a letter brings: which of its attached files, or its own text, is the report."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from forms.errors import Cause, UnreadableFile
from forms.reading.mime_parts import Part, Parts
from forms.reading.sniffing import REFUSED, Format, sniff
from forms.refusals import one_line
from forms.report import Remark, Report

_MOST_LOOKED_AT = 200
_MOST_NAMED = 5
_LONGEST_NAME = 60

_QUICK = (
    *(Format.DOCX, Format.DOC, Format.WORD_XML, Format.XLSX, Format.XLS, Format.SHEET_XML),
    *(Format.ODS, Format.SAVED, Format.JSON, Format.HTML, Format.TEXT),
)
_SLOW = (Format.PDF, Format.WPS, Format.RTF, Format.ODT, Format.FLAT_ODF)
"""Not looked at where another file holds a whole report."""
_ORDER = (*_QUICK, *_SLOW)
"""Of files that hold as much the first kind is taken, for it reads best."""
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_THE_SAME = "也是年报，数没有不同"
_TEXT_NAMES = ("", ".txt", ".md", ".csv")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".svg")
_TELLING = (
    *(Cause.SEVERAL_REPORTS, Cause.ENCRYPTED, Cause.SCANNED, Cause.NEEDS_OFFICE, Cause.OFD),
    *(Cause.ARCHIVE, Cause.TRUNCATED, Cause.FUTURE_FORMAT, Cause.TOO_LARGE),
)
"""Where nothing is a report: what is told before all else."""


@dataclass(frozen=True)
class Enclosed:
    """A file in a letter; its name is for showing, and for its end (``.docx``), alone."""

    kind: Format
    data: bytes
    name: str

    @property
    def shown(self) -> str:
        """As the clerk sees it."""
        name = one_line(_FOLDERS.sub("", self.name)) or "未命名"
        return f"“{name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + '…'}”"


_Found = tuple[Report, Enclosed | None]
"""A report and the file that holds it; None for the letter's own text."""


@dataclass
class _Looked:
    """The files: to be read, of no use, and one too many to be opened; and the refusals."""

    found: list[Enclosed] = field(default_factory=list)
    unread: list[Enclosed] = field(default_factory=list)
    unseen: list[Enclosed] = field(default_factory=list)
    refused: list[UnreadableFile] = field(default_factory=list)


def enclosed_files(parts: Parts, name: str) -> list[Enclosed]:
    """The attached files that may be reports, the kind that reads best first."""
    return _looked_at(parts.files, name).found


def report_of_letter(
    parts: Parts,
    name: str,
    read: Callable[[Enclosed], Report | None],
    read_body: Callable[[], Report],
) -> Report:
    """The report in a letter: the file with most of the form's cells, or the letter's text.

    ``read`` opens a file, and gives None once enough were opened. The report tells in a remark
    which file was read, and which others there are. Raises UnreadableFile with the most telling
    of all the refusals; SEVERAL_REPORTS for those of two years or of two agencies.
    """
    looked = _looked_at(parts.files, name)
    reports = _read_files(looked, read)
    try:
        reports.append((read_body(), None))
    except UnreadableFile as error:
        _note(error, looked)
    if not reports:
        raise min(looked.refused, key=_rank)
    best = max(reports, key=lambda one: _weight(one[0]))
    others = [one for one in reports if one is not best and (one[1] or one[0].cells)]
    if any(_is_another(best[0], report) for report, _ in others):
        raise UnreadableFile(name, Cause.SEVERAL_REPORTS)
    remark = _told(best, others, looked)
    return best[0] if remark is None else best[0].replace(remarks=(remark, *best[0].remarks))


def _read_files(looked: _Looked, read: Callable[[Enclosed], Report | None]) -> list[_Found]:
    """The reports among the files; ``looked`` grows by what is none, or was not opened."""
    reports: list[_Found] = []
    for one in looked.found:
        if one.kind in _SLOW and any(map(_is_whole, (report for report, _ in reports))):
            looked.unread.append(one)
            continue
        try:
            report = read(one)
        except UnreadableFile as error:
            _note(error, looked)
            looked.unread.append(one)
            continue
        if report is None:
            looked.unseen.append(one)
        else:
            reports.append((report, one))
    return reports


def _note(error: UnreadableFile, looked: _Looked) -> None:
    if error.cause is Cause.CANCELLED:
        raise error
    looked.refused.append(error)


def _rank(error: UnreadableFile) -> int:
    return _TELLING.index(error.cause) if error.cause in _TELLING else len(_TELLING)


def _looked_at(files: Sequence[Part], name: str) -> _Looked:
    looked = _Looked()
    seen: set[bytes] = set()
    for number, part in enumerate(files):
        if part.data in seen:
            continue
        seen.add(part.data)
        suffix = posixpath.splitext(part.name)[1].lower()
        one = Enclosed(Format.UNKNOWN, part.data, part.name)
        if number < _MOST_LOOKED_AT:
            try:
                one = Enclosed(sniff(part.data, suffix, name), part.data, part.name)
            except UnreadableFile as error:
                looked.refused.append(error)
        if one.kind in REFUSED:
            looked.refused.append(UnreadableFile(name, REFUSED[one.kind]))
        is_no_text = one.kind is Format.TEXT and suffix not in _TEXT_NAMES
        if one.kind in _ORDER and not is_no_text:
            looked.found.append(one)
        elif suffix not in _PICTURES:
            looked.unread.append(one)
    looked.found.sort(key=lambda one: _ORDER.index(one.kind))
    return looked


def _weight(report: Report) -> tuple[int, int]:
    return len(report.cells), sum(1 for text in report.sections.values() if text)


def _is_whole(report: Report) -> bool:
    """True where nothing was missed: another file could but say the same."""
    codes = {remark.code for remark in report.remarks}
    return bool(report.cells) and "table.missing" not in codes


def _differing(one: Report, other: Report) -> tuple[int, int]:
    """In how many cells that both have two reports differ; and in how many they agree, in other
    figures than zero.
    """
    pairs = [(one.cells[at], other.cells[at]) for at in one.cells if at in other.cells]
    return sum(a != b for a, b in pairs), sum(bool(a) for a, b in pairs if a == b)


def _is_another(best: Report, other: Report) -> bool:
    """True for the report of another year or agency, not for another copy of the same one."""
    unlike, alike = _differing(best, other)
    has_as_much = 2 * len(other.cells) >= len(best.cells) > 0
    year = {report.year for report in (best, other)} - {None}
    agency = {report.agency for report in (best, other)} - {""}
    return has_as_much and unlike > alike and (len(year) > 1 or len(agency) > 1)


def _told(best: _Found, others: Sequence[_Found], looked: _Looked) -> Remark | None:
    """Which file was read, and what became of the others; None where there is no other."""
    compared = [_compared(best[0], report) for report, _ in others]
    pieces = [f"{_shown(one)}（{words}）" for words, (_, one) in zip(compared, others, strict=True)]
    pieces += [f"{one.shown}（没有看）" for one in looked.unseen]
    pieces += [f"{one.shown}（没有用）" for one in looked.unread]
    if not pieces:
        return None
    named = "、".join(pieces[:_MOST_NAMED])
    rest = f"等 {len(pieces)} 个" if len(pieces) > _MOST_NAMED else ""
    is_doubtful = bool(looked.unseen) or any(words != _THE_SAME for words in compared)
    code = "letter.several" if is_doubtful else "letter.read"
    end = "，请核对。" if is_doubtful else "。"
    return Remark(code, f"读的是信里的{_shown(best[1])}；信里另有{named}{rest}{end}")


def _compared(best: Report, other: Report) -> str:
    if not other.cells:
        return "有年报的文字，没有表"
    unlike = _differing(best, other)[0]
    return f"也是年报，有 {unlike} 格的数不同" if unlike else _THE_SAME


def _shown(one: Enclosed | None) -> str:
    return "正文" if one is None else f"附件{one.shown}"
