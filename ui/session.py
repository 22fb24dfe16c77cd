"""One open report: edit, undo, check, save. Here the core meets Qt; it is handed to pages.

Every edit goes through ``_commit``: a new immutable report, on the disk at once (``keeper``),
one step of undo, one check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from forms.carry import carried_cells
from forms.cells import Address
from forms.check import Finding, check
from forms.counts import Value, read_cell
from forms.edition import Edition
from forms.edition_file import edition_for_year, known_editions
from forms.explanations import (
    Explained,
    Explanation,
    explanation_of,
    settle,
    with_explanation,
)
from forms.report import Report
from forms.saving import store
from forms.text.untouched import Kept
from forms.totals import with_entries, with_totals
from ui.keeper import Keeper
from ui.steps import Mark, marks

if TYPE_CHECKING:
    from forms.saving.journal import Journal, Recovered
    from forms.saving.unfinished import Unfinished

CHOSEN = "选定读法"


@dataclass(frozen=True)
class Moment:
    """The report at one moment, and last year's beside it; ``name`` says which edit led to it
    (粘贴25格).
    """

    report: Report
    done: frozenset[str]
    name: str = ""
    merge: str = ""
    explanations: tuple[Explanation, ...] = ()
    kept: frozenset[Kept] = frozenset()
    last_year: Report | None = None

    @property
    def content(self) -> tuple[object, ...]:
        """What a file holds of it."""
        return self.report, self.done, self.last_year, self.explanations, self.kept


class Session(QObject):
    """The open report.

    Signals: ``report_changed`` after any edit, undo or opening; ``findings_changed`` when the
    list of findings is new; ``history_changed`` when undo and redo are renamed;
    ``saved_changed`` when the file or the unsaved state is another.
    """

    report_changed = Signal()
    findings_changed = Signal()
    history_changed = Signal()
    saved_changed = Signal()

    def __init__(self, parent: QObject | None = None, journal: Journal | None = None) -> None:
        super().__init__(parent)
        self.keeper = Keeper(journal, self)
        self._editions: Mapping[str, Edition] = known_editions()
        newest = list(self._editions)[-1]
        self._past: list[Moment] = [Moment(Report(edition=newest), frozenset())]
        self._future: list[Moment] = []
        self._saved: Moment | None = self._past[-1]
        self.path: Path | None = None
        self.findings: tuple[Finding, ...] = ()
        self.explained: tuple[Explained, ...] = ()
        self.marks: dict[Address, Mark] = {}
        self._check()

    # --- what is open ------------------------------------------------------------------

    @property
    def report(self) -> Report:
        """The report as it stands."""
        return self._past[-1].report

    @property
    def done(self) -> frozenset[str]:
        """The keys of the steps that the clerk declared done."""
        return self._past[-1].done

    @property
    def last_year(self) -> Report | None:
        """Last year's report, which lies beside this one."""
        return self._past[-1].last_year

    @property
    def explanations(self) -> tuple[Explanation, ...]:
        """The reasons that were given for warnings, also those that no longer hold."""
        return self._past[-1].explanations

    @property
    def kept(self) -> frozenset[Kept]:
        """The places of carried texts that the clerk said may stay."""
        return self._past[-1].kept

    @property
    def editions(self) -> Mapping[str, Edition]:
        """Every edition that can be chosen."""
        return self._editions

    def renew_editions(self) -> None:
        """Another edition was added to the program."""
        self._editions = known_editions()
        self.report_changed.emit()

    @property
    def edition(self) -> Edition:
        """The edition of the open report."""
        return self._editions[self.report.edition]

    @property
    def unsaved(self) -> bool:
        """True while the file does not hold what is on the screen."""
        return self._saved is None or self._past[-1].content != self._saved.content

    @property
    def content(self) -> store.Saved:
        """What a file would hold."""
        own_word = self.done, self.explanations, self.kept
        return store.Saved(self.report, self.last_year, *own_word)

    def open_report(
        self,
        report: Report,
        path: Path | None = None,
        last_year: Report | None = None,
        done: frozenset[str] = frozenset(),
        explanations: tuple[Explanation, ...] = (),
        kept: frozenset[Kept] = frozenset(),
    ) -> None:
        """Show another report; undo begins anew. ``path`` is set for a saved file only."""
        moment = Moment(report, done, explanations=explanations, kept=kept, last_year=last_year)
        self._past, self._future = [moment], []
        self._saved = self._past[-1]
        self.path = path
        self.keeper.begin(self.content, path)
        self._announce()
        self.saved_changed.emit()

    def go_on(self, unfinished: Unfinished) -> Recovered:
        """Open what was cut off, as it last stood. Raises UnreadableFile; what was open then
        stays open.
        """
        recovered = self.keeper.recover(unfinished)
        saved = recovered.saved
        moment = Moment(
            saved.report,
            saved.done,
            explanations=saved.explanations,
            kept=saved.kept,
            last_year=saved.last_year,
        )
        self._past, self._future = [moment], []
        self._saved = None
        self.path = recovered.path
        self._announce()
        return recovered

    def open_file(self, path: Path) -> None:
        """Open a saved file. Raises UnreadableFile; what was open then stays open."""
        saved = store.load(path, self._editions)
        own_word = saved.done, saved.explanations, saved.kept
        self.open_report(saved.report, path, saved.last_year, *own_word)

    def save(self, path: Path) -> None:
        """Write the saved file. Raises UnwritableFile; the report then stays unsaved."""
        store.save(path, self.content, self._editions)
        self.path = path
        self._saved = self._past[-1]
        self.keeper.saved_to(path)
        self.saved_changed.emit()

    def compare_with(self, last_year: Report | None) -> None:
        """Lay last year's report beside this one, or take it away."""
        name = "取消对照" if last_year is None else "选择上年报告"
        self._commit(self.report, name, last_year=last_year, kept=frozenset())

    # --- edits -------------------------------------------------------------------------

    def enter(self, address: Address, value: Value) -> None:
        """One cell was typed; totals that agreed with their parts follow."""
        self.enter_many({address: value}, "填写")

    def enter_many(self, changes: Mapping[Address, Value], name: str) -> None:
        """Several cells at once, one step of undo."""
        units = {a: unit for a, unit in self.report.units.items() if a not in changes}
        report = with_entries(self.report, self.edition, changes).replace(units=units)
        self._commit(report, name)

    def take_reading(self, texts: Mapping[Address, str], of_last_year: bool = False) -> None:
        """What the clerk chose among several readings of a file. One step of undo.

        In last year's report; what it carries over into blank cells of this one comes along.
        """
        if of_last_year:
            assert self.last_year is not None
            last_year = _with_readings(self.last_year, texts)
            carried = carried_cells(last_year, self.edition)
            blank = {a: value for a, value in carried.items() if self.report.value(a) is None}
            report = with_entries(self.report, self.edition, blank)
            self._commit(report, CHOSEN, last_year=last_year)
        else:
            chosen = _with_readings(self.report, texts)
            changes = {address: chosen.value(address) for address in texts}
            report = with_entries(self.report, self.edition, changes)
            self._commit(report.replace(units=chosen.units), CHOSEN)

    def recompute(self, table: str) -> None:
        """Every total of a table computed from its parts, also one that was read from a file."""
        self._commit(with_totals(self.report, self.edition, table), "重算总计")

    def set_section(self, key: str, text: str | None, name: str = "") -> None:
        """A text was changed. Typing on in the same text is one step of undo; a change with a
        name of its own is a step by itself.
        """
        merge = "" if name else f"section.{key}"
        self._commit(self.report.with_section(key, text), name or "修改文字", merge=merge)

    def set_agency(self, agency: str) -> None:
        """The agency's full name."""
        self._commit(self.report.replace(agency=agency), "修改机关名称", merge="agency")

    def set_year(self, year: int | None) -> None:
        """The report's year. The edition follows it, unless a filled cell would be lost."""
        report = self.report.replace(year=year)
        if year is not None:
            moved = self._in_edition(report, edition_for_year(year))
            report = moved if len(moved.cells) == len(report.cells) else report
        self._commit(report, "修改年度", merge="year")

    def set_edition(self, key: str) -> None:
        """Another edition of the form. Cells that it does not have are left out."""
        self._commit(self._in_edition(self.report, self._editions[key]), "更换版式")

    def set_done(self, step: str, done: bool) -> None:
        """Declare a step done, or open again."""
        changed = self.done | {step} if done else self.done - {step}
        self._commit(self.report, "标记完成" if done else "取消完成", done=changed)

    def explain(self, finding: Finding, reason: str) -> None:
        """Why a warning is right all the same; an empty reason takes the explanation away."""
        given = explanation_of(finding, self.report, self.last_year, reason)
        changed = with_explanation(self.explanations, given)
        self._commit(self.report, "说明情况" if reason else "去掉说明", explanations=changed)

    def keep(self, places: Iterable[Kept]) -> None:
        """These places of carried texts stay as they are."""
        self._commit(self.report, "不用改", kept=self.kept | frozenset(places))

    def end_of_edit(self) -> None:
        """The next change of a text is a new step of undo (the clerk left the field)."""
        last = self._past[-1]
        self._past[-1] = replace(last, merge="")

    def _in_edition(self, report: Report, edition: Edition) -> Report:
        if edition.key == report.edition:
            return report
        known = edition.address_set
        cells = {address: value for address, value in report.cells.items() if address in known}
        units = {address: unit for address, unit in report.units.items() if address in known}
        return report.replace(edition=edition.key, cells=cells, units=units)

    # --- history -----------------------------------------------------------------------

    @property
    def undo_name(self) -> str:
        """What undo would take back; empty where there is nothing."""
        return self._past[-1].name if len(self._past) > 1 else ""

    @property
    def redo_name(self) -> str:
        """What redo would do again; empty where there is nothing."""
        return self._future[-1].name if self._future else ""

    def undo(self) -> None:
        """Take back the last edit."""
        if len(self._past) > 1:
            self._future.append(self._past.pop())
            self.keeper.record(self.content, f"撤销“{self.redo_name}”")
            self._announce()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._future:
            self._past.append(self._future.pop())
            self.keeper.record(self.content, f"重做“{self.undo_name}”")
            self._announce()

    def _commit(self, report: Report, name: str, merge: str = "", **others: Any) -> None:
        """A new moment; ``others`` are its fields that change besides the report."""
        last = self._past[-1]
        moment = replace(last, report=report, name=name, merge=merge, **others)
        if moment.content == last.content:
            return
        if merge and merge == last.merge and len(self._past) > 1 and not self._future:
            self._past[-1] = moment
        else:
            self._past.append(moment)
        self._future.clear()
        self.keeper.record(self.content, name)
        self._announce()

    def _announce(self) -> None:
        self._check()
        self.report_changed.emit()
        self.findings_changed.emit()
        self.history_changed.emit()
        self.saved_changed.emit()

    def _check(self) -> None:
        found = check(self.report, self.edition, self.last_year)
        self.findings, self.explained = settle(
            found, self.explanations, self.report, self.last_year
        )
        self.marks = marks(self.findings, self.edition, self.done)


def _with_readings(report: Report, texts: Mapping[Address, str]) -> Report:
    readings = {address: read_cell(text) for address, text in texts.items()}
    units = {**report.units, **{address: one.unit for address, one in readings.items()}}
    return report.with_values({address: one.value for address, one in readings.items()}).replace(
        units={address: unit for address, unit in units.items() if unit}
    )
