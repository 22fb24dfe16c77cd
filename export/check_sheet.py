"""The check sheet (核对单): one page that a head of section can sign.

Agency and year, the main figures, what is open, what was explained and why, the control
totals, and lines for the signatures. Always one page: the lists share what room there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, zip_longest
from pathlib import Path

from export.fonts import Faces, Role, machine_faces
from export.layout import report_title
from export.pdf_pages import MM, PAGE_HEIGHT, TEXT_WIDTH, Block
from export.pdf_table import TableBlock
from export.pdf_text import Setting, TextBlock, paragraph
from export.to_pdf import render_page
from forms.cells import Address
from forms.check import Finding, check, comparable
from forms.control_totals import Control, controls, unguarded_tables
from forms.counts import show
from forms.document import Document, Grid, GridCell, Kind
from forms.edition import CellType, Edition
from forms.explanations import Settled, settle
from forms.finding_words import counted, kind_word
from forms.last_year import last_values
from forms.rules import Level
from forms.saving.store import Saved
from forms.saving.write_file import write_bytes
from forms.wording import control_name, finding_sentence, part_heading

TITLE = "年度报告核对单"
SIGNATURES = ("填报人", "审核人", "负责人", "日期")
MAIN_ROWS = ("received", "carried_in", "result_total", "carried_out")
"""Rows of part three whose totals stand on the sheet; of the other parts, every row."""

_MARGIN = 22 * MM
"""Above and below: less than a report has, for the lists need the room."""
_TITLE_SIZE, _TITLE_PITCH = 18, 30
_SIZE, _PITCH = 10.5, 15.5
_HEADING_GAP = 3
_LONGEST = 110
_SIDE_BY_SIDE = 2


def write_check_sheet(saved: Saved, edition: Edition, path: Path, day: date) -> None:
    """Write the sheet whole or not at all. Raises UnwritableFile."""
    write_bytes(path, render(saved, edition, day))


def render(saved: Saved, edition: Edition, day: date, faces: Faces | None = None) -> bytes:
    """The PDF's bytes; ``day`` is printed as the day of the check."""
    faces = faces or machine_faces()
    sheet = _Sheet(saved, edition, faces)
    title = f"{report_title(saved.report, edition)}核对单"
    document = Document((), title=title, author=saved.report.agency)
    return render_page(sheet.blocks(day), document, faces, _MARGIN)


@dataclass(frozen=True)
class _Sheet:
    """What stands on one sheet."""

    saved: Saved
    edition: Edition
    faces: Faces

    def blocks(self, day: date) -> list[Block]:
        """Every block; the two lists are cut until all of it goes on the page."""
        report, last_year = self.saved.report, self.saved.last_year
        found = check(report, self.edition, last_year)
        settled = settle(found, self.saved.explanations, report, last_year)
        above = [*self._head(settled, day), self._figures()]
        lists = [
            self._list(f"需要核对的地方（{_counted(settled.open)}）", self._open(settled)),
            self._list(f"已说明情况（{len(settled.explained)}条）", self._explained(settled)),
            self._list("账面数（台账上的总数）", self._controls()),
        ]
        below: list[Block] = [self._signatures()]
        room = PAGE_HEIGHT - 2 * _MARGIN - sum(block.height for block in (*above, *below))
        _fit(lists, room)
        return [*above, *chain.from_iterable(one.blocks() for one in lists), *below]

    def _head(self, settled: Settled, day: date) -> Iterator[Block]:
        report = self.saved.report
        title = paragraph(
            [(Role.TITLE, TITLE)],
            Setting(Role.TITLE, _TITLE_SIZE, _TITLE_PITCH, TEXT_WIDTH),
            self.faces,
        )
        line = replace(title.lines[0], indent=(TEXT_WIDTH - title.lines[0].width(_TITLE_SIZE)) / 2)
        yield replace(title, lines=(line,))
        year = "年度未填" if report.year is None else f"{report.year}年度"
        agency = report.agency or "机关名称未填"
        yield self.line(f"填报机关：{_cut(agency, 40)}　　{year}　　{self.edition.name}")
        errors = counted(kind_word(one.code, one.level) for one in settled.open if _is_error(one))
        explained = any(_is_error(one.finding) for one in settled.explained)
        sound = "表内相符，与去年不一致的已说明" if explained else "表内、表间都相符"
        state = f"还有{errors}" if errors else sound
        yield self.line(f"核对日期：{day.year}年{day.month}月{day.day}日　　结论：{state}", gap=4)

    def line(self, text: str, role: Role = Role.FANG, gap: float = 0) -> TextBlock:
        setting = Setting(role, _SIZE, _PITCH, TEXT_WIDTH)
        return replace(paragraph([(role, text)], setting, self.faces), gap=gap)

    # --- figures ---------------------------------------------------------------------------

    def _figures(self) -> Block:
        """Item, last year, this year; two side by side."""
        items = list(self._items())
        half = -(-len(items) // _SIDE_BY_SIDE)
        head = ("项目", "上年", "本年") * _SIDE_BY_SIDE
        cells = [GridCell(0, column, text, kind=Kind.HEADER) for column, text in enumerate(head)]
        pairs = zip_longest(items[:half], items[half:], fillvalue=("", "", ""))
        for row, pair in enumerate(pairs, start=1):
            for column, text in enumerate(chain.from_iterable(pair)):
                kind = Kind.VALUE if column % 3 else Kind.LABEL
                cells.append(GridCell(row, column, text, kind=kind))
        widths = (44, 17, 17) * _SIDE_BY_SIDE
        grid = Grid(tuple(cells), half + 1, len(head), header_rows=1, widths=widths)
        return TableBlock.of(grid, self.faces, TEXT_WIDTH)

    def _items(self) -> Iterator[tuple[str, str, str]]:
        edition = self.edition
        last_year = comparable(self.saved.report, self.saved.last_year)
        earlier = {} if last_year is None else last_values(last_year, edition)
        for cell in edition.addresses:
            row, column = edition.row(cell), edition.column(cell)
            total = Address(cell.table, cell.row, "total")
            adds_up = total in edition.totals
            if (adds_up and cell != total) or (
                cell.table == "applications" and cell.row not in MAIN_ROWS
            ):
                continue
            name = row.name if adds_up or len(row.areas) == 1 else f"{row.name}{column.label}"
            unit = f"（{column.unit}）" if column.type is CellType.AMOUNT else ""
            before, now = earlier.get(cell), self.saved.report.value(cell)
            yield f"{name}{unit}", show(before), show(now)

    # --- lists -----------------------------------------------------------------------------

    def _list(self, heading: str, lines: Iterator[str]) -> _List:
        made = [self.line(f"{n}. {text}") for n, text in enumerate(lines, start=1)]
        return _List(self.line(heading, Role.BLACK), made, self)

    def _open(self, settled: Settled) -> Iterator[str]:
        grave = [one for one in settled.open if one.level is not Level.HINT]
        for finding in sorted(grave, key=lambda one: not _is_error(one)):
            part = part_heading(finding, self.edition).partition("、")[0]
            place = f"第{part}部分" if len(part) == 1 else part
            words = finding_sentence(finding, self.edition)
            yield _cut(f"{kind_word(finding.code, finding.level)}（{place}）：{words}")

    def _explained(self, settled: Settled) -> Iterator[str]:
        for finding, explanation in settled.explained:
            reason = _cut(explanation.reason)
            yield f"{_cut(finding_sentence(finding, self.edition))}说明：{reason}"

    def _controls(self) -> Iterator[str]:
        report, edition = self.saved.report, self.edition
        for table in edition.tables:
            given = [one for one in controls(report, edition, table) if one.ledger is not None]
            part = edition.part_of_table(table).heading.partition("、")[0]
            if given:
                told = "；".join(_control(one, edition) for one in given)
                yield _cut(f"第{part}部分：{told}。", 3 * _LONGEST)
        for table in unguarded_tables(report, edition):
            part = edition.part_of_table(table).heading.partition("、")[0]
            yield f"第{part}部分没有账面数：总计由程序算出，某一项填错了表内看不出来。"

    def _signatures(self) -> Block:
        cells = []
        for n, name in enumerate(SIGNATURES):
            cells.append(GridCell(0, 2 * n, name, row_span=2, kind=Kind.HEADER))
            cells.append(GridCell(0, 2 * n + 1, "", row_span=2))
        count = 2 * len(SIGNATURES)
        grid = Grid(tuple(cells), 2, count, widths=(15, 24) * len(SIGNATURES))
        return TableBlock.of(grid, self.faces, TEXT_WIDTH)


@dataclass
class _List:
    """A heading and its lines, of which only the first ``shown`` are printed."""

    heading: TextBlock
    lines: list[TextBlock]
    sheet: _Sheet
    shown: int = 0

    def blocks(self) -> list[Block]:
        """What is printed of it."""
        rest = []
        left_out = len(self.lines) - self.shown
        if left_out:
            rest = [self.sheet.line(f"另有{left_out}条，见程序。")]
        elif not self.lines:
            rest = [self.sheet.line("无。")]
        printed = [self.heading, *self.lines[: self.shown], *rest]
        printed[-1] = replace(printed[-1], gap=_HEADING_GAP)
        return list(printed)

    @property
    def height(self) -> float:
        """How much of the page it takes."""
        return sum(block.height for block in self.blocks())


def _fit(lists: Sequence[_List], room: float) -> None:
    """Show line after line, the lists in turn, as long as all of it fits."""
    growing = [one for one in lists if one.lines]
    while growing:
        for one in list(growing):
            one.shown += 1
            too_much = sum(each.height for each in lists) > room
            if too_much:
                one.shown -= 1
            if too_much or one.shown == len(one.lines):
                growing.remove(one)


def _counted(findings: Sequence[Finding]) -> str:
    """``1处有错、2处待核对；另有3条提示见程序``."""
    hints = sum(one.level is Level.HINT for one in findings)
    grave = (kind_word(one.code, one.level) for one in findings if one.level is not Level.HINT)
    told = counted(grave) or "没有"
    return f"{told}；另有{hints}条提示见程序" if hints else told


def _is_error(finding: Finding) -> bool:
    return finding.level is Level.ERROR


def _control(control: Control, edition: Edition) -> str:
    name = control_name(control.place, edition)
    if control.difference == 0:
        return f"{name}{show(control.ledger)}，一致"
    now = show(control.computed) or "未填全"
    return f"{name}{show(control.ledger)}，表中{now}"


def _cut(text: str, longest: int = _LONGEST) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
