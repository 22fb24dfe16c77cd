"""One open report: edit, undo, check, save. Here the core meets Qt; it is handed to pages.

Every edit goes through ``_commit``: a new immutable report, on the disk at once (``keeper``),
one step of undo, one check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from forms.cells import Address
from forms.check import Finding
from forms.counts import Number, Value
from forms.edition import Edition
from forms.edition_change import in_edition
from forms.edition_file import edition_for_year, known_editions
from forms.explanations import (
    Explained,
    Explanation,
    explanation_of,
    with_explanation,
)
from forms.live_figures import LiveFigure
from forms.report import Report
from forms.saving.held_file import HeldFile
from forms.saving.store import Saved
from forms.text.untouched import Kept
from forms.totals import with_entries, with_totals
from ui.chosen_readings import carried_along, chosen_in, with_readings
from ui.judged import LateJudgement
from ui.keeper import Keeper
from ui.marks import Mark
from ui.moment import History, Moment

if TYPE_CHECKING:
    from forms.saving.journal import Journal, Recovered
    from forms.saving.unfinished import Unfinished

CHOSEN = "选定读法"
Figures = tuple[LiveFigure, ...] | None


class Session(QObject):
    """The open report.

    Signals: ``report_changed`` after any edit, undo or opening; ``findings_changed`` when the
    findings may be new (in a text when typing pauses); ``history_changed`` when undo and redo
    are renamed; ``saved_changed`` when the file or the unsaved state is another;
    ``access_changed`` when the file may be written or no longer; ``edit_refused``: it may not.
    """

    report_changed = Signal()
    findings_changed = Signal()
    history_changed = Signal()
    saved_changed = Signal()
    access_changed = Signal()
    edit_refused = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        journal: Journal | None = None,
        backups: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.file = HeldFile(backups)
        self.keeper = Keeper(journal, self)
        self._editions: Mapping[str, Edition] = known_editions()
        newest = list(self._editions)[-1]
        self._history = History(Moment(Report(edition=newest), frozenset()))
        self._saved: Moment | None = self.moment
        self.judgement = LateJudgement(self, self.findings_changed.emit)

    # --- what is open ------------------------------------------------------------------

    @property
    def moment(self) -> Moment:
        """All that is open, as it stands."""
        return self._history.now

    @property
    def report(self) -> Report:
        """The report as it stands."""
        return self.moment.report

    @property
    def done(self) -> frozenset[str]:
        """The keys of the steps that the clerk declared done."""
        return self.moment.done

    @property
    def last_year(self) -> Report | None:
        """Last year's report, which lies beside this one."""
        return self.moment.last_year

    @property
    def explanations(self) -> tuple[Explanation, ...]:
        """The reasons that were given for warnings, also those that no longer hold."""
        return self.moment.explanations

    @property
    def kept(self) -> frozenset[Kept]:
        """The places of carried texts that the clerk said may stay."""
        return self.moment.kept

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What calls for a look."""
        return self.judgement.now().findings

    @property
    def explained(self) -> tuple[Explained, ...]:
        """The findings whose explanation still holds."""
        return self.judgement.now().explained

    @property
    def marks(self) -> dict[Address, Mark]:
        """Cell → its gravest mark."""
        return self.judgement.now().marks

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
    def path(self) -> Path | None:
        """The saved file; None while there is none."""
        return self.file.path

    @property
    def unsaved(self) -> bool:
        """True while the file does not hold what is on the screen."""
        return self._saved is None or self.moment.content != self._saved.content

    @property
    def content(self) -> Saved:
        """What a file would hold."""
        return self.moment.content

    def open_report(
        self,
        report: Report,
        path: Path | None = None,
        last_year: Report | None = None,
        done: frozenset[str] = frozenset(),
        later: bool = False,
    ) -> None:
        """Show another report (``path`` of a saved file only), looked through now or ``later``."""
        self.file.hold(path)
        self._show(Moment(report, done, last_year=last_year), later)

    def open_file(self, path: Path) -> None:
        """Open a saved file. Raises UnreadableFile; what was open then stays open."""
        self._show(Moment.of(self.file.open(path, self._editions)))

    def open_copy(self, saved: Saved) -> None:
        """Show what an older version held: no file holds it any more."""
        self.file.let_go()
        self._show(Moment.of(saved))
        self._saved = None
        self.saved_changed.emit()

    def go_on(self, unfinished: Unfinished) -> Recovered:
        """Open what was cut off, as it last stood. Raises UnreadableFile; what was open then
        stays open.
        """
        recovered = self.keeper.recover(unfinished)
        self.file.hold(recovered.path)
        if self.file.is_read_only:
            # Another window has the file by now; the work must still be gone on with.
            self.file.let_go()
        self._history = History(Moment.of(recovered.saved))
        self._saved = None
        self._announce()
        self.access_changed.emit()
        return recovered

    def _show(self, moment: Moment, later: bool = False) -> None:
        self._history = History(moment)
        self._saved = moment
        self.keeper.begin(self.content, self.path)
        self._announce(later)
        self.access_changed.emit()

    def save(self, path: Path) -> None:
        """Write the saved file. Raises UnwritableFile; the report then stays unsaved."""
        self.file.write(path, self.content, self._editions)
        self._saved = self.moment
        self.keeper.saved_to(path)
        self.saved_changed.emit()
        self.access_changed.emit()

    def ask_again(self) -> None:
        """Another window may have closed the file: it is ours then, as it stands now. Raises
        UnreadableFile where it cannot be read any more; what is shown then stays.
        """
        path = self.path
        if path is not None and self.file.ask_again():
            self.access_changed.emit()
            if self.file.is_changed:
                self.open_file(path)

    def compare_with(self, last_year: Report | None) -> None:
        """Lay last year's report beside this one, or take it away."""
        name = "取消对照" if last_year is None else "选择去年的报告"
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
        """What the clerk chose among several readings of a file. One step of undo."""
        if of_last_year:
            assert self.last_year is not None
            last_year = with_readings(self.last_year, texts)
            self._commit(
                carried_along(self.report, last_year, self.edition), CHOSEN, last_year=last_year
            )
        else:
            self._commit(chosen_in(self.report, texts, self.edition), CHOSEN)

    def enter_control_total(self, key: str, figure: Number | None) -> None:
        """What the office's ledger says of a row, a column or a table; None takes it away."""
        self._commit(self.report.with_control_total(key, figure), "填写账面数")

    def recompute(self, table: str) -> None:
        """Every total of a table computed from its parts, also one that was read from a file."""
        self._commit(with_totals(self.report, self.edition, table), "重算总计")

    def set_section(
        self, key: str, text: str | None, name: str = "", figures: Figures = None
    ) -> None:
        """A text was changed. Typing on in the same text is one step of undo; a change with a
        name of its own is a step by itself. ``figures``: the live ones, as ``with_section`` has it.
        """
        merge = "" if name else f"section.{key}"
        changed = self.report.with_section(key, text, figures)
        self._commit(changed, name or "修改文字", merge=merge)

    def set_agency(self, agency: str) -> None:
        """The agency's full name."""
        self._commit(self.report.replace(agency=agency), "修改机关名称", merge="agency")

    def set_year(self, year: int | None) -> None:
        """The report's year. The edition follows it, unless a filled cell would be lost."""
        report = self.report.replace(year=year)
        if year is not None:
            moved = in_edition(report, edition_for_year(year))
            report = moved if len(moved.cells) == len(report.cells) else report
        self._commit(report, "修改年度", merge="year")

    def set_edition(self, key: str) -> None:
        """Another edition of the form. Cells that it does not have are left out."""
        self._commit(in_edition(self.report, self._editions[key]), "更换版式")

    def set_done(self, step: str, done: bool) -> None:
        """Declare a step done, or open again."""
        changed = self.done | {step} if done else self.done - {step}
        self._commit(self.report, "标为完成" if done else "取消完成", done=changed)

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
        self._history.close()

    # --- history -----------------------------------------------------------------------

    @property
    def undo_name(self) -> str:
        """What undo would take back; empty where there is nothing."""
        return self._history.undo_name

    @property
    def redo_name(self) -> str:
        """What redo would do again; empty where there is nothing."""
        return self._history.redo_name

    def undo(self) -> None:
        """Take back the last edit."""
        self._step("撤销", self._history.back())

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step("重做", self._history.forward())

    def _step(self, verb: str, name: str) -> None:
        if name:
            self.keeper.record(self.content, f"{verb}“{name}”")
            self._announce()

    def _commit(self, report: Report, name: str, merge: str = "", **others: Any) -> None:
        """A new moment; ``others`` are its fields that change besides the report."""
        last = self.moment
        moment = replace(last, report=report, name=name, merge=merge, **others)
        if moment.content == last.content:
            return
        if self.file.is_read_only:
            # Not at once: an editor must not be changed in the middle of its own change.
            QTimer.singleShot(0, self, self._refuse_edit)
            return
        self._history.add(moment)
        self.keeper.record(self.content, name)
        self._announce(later=merge.startswith("section."))

    def _refuse_edit(self) -> None:
        """Whoever shows what was typed shows the report again."""
        self.report_changed.emit()
        self.edit_refused.emit()

    def _announce(self, later: bool = False) -> None:
        self.judgement.forget()
        self.report_changed.emit()
        self.judgement.tell(later)
        self.history_changed.emit()
        self.saved_changed.emit()
