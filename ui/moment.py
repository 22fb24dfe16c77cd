"""The report at one moment, and the moments before and after it: what undo goes along."""

from __future__ import annotations

from dataclasses import dataclass, replace

from forms.explanations import Explanation
from forms.report import Report
from forms.saving.store import Saved
from forms.text.untouched import Kept


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

    @classmethod
    def of(cls, saved: Saved) -> Moment:
        """What a file holds, as the first moment."""
        return cls(
            saved.report,
            saved.done,
            explanations=saved.explanations,
            kept=saved.kept,
            last_year=saved.last_year,
        )

    @property
    def content(self) -> Saved:
        """What a file holds of it."""
        return Saved(self.report, self.last_year, self.done, self.explanations, self.kept)


class History:
    """The moments of the open report. ``now`` is what is seen."""

    def __init__(self, first: Moment) -> None:
        self._past = [first]
        self._future: list[Moment] = []

    @property
    def now(self) -> Moment:
        """The moment that is seen."""
        return self._past[-1]

    @property
    def undo_name(self) -> str:
        """What a step back would take back; empty where there is none."""
        return self._past[-1].name if len(self._past) > 1 else ""

    @property
    def redo_name(self) -> str:
        """What a step forward would do again; empty where there is none."""
        return self._future[-1].name if self._future else ""

    def add(self, moment: Moment) -> None:
        """A new moment; one that goes on with the last edit takes its place."""
        merge = moment.merge
        if merge and merge == self.now.merge and len(self._past) > 1 and not self._future:
            self._past[-1] = moment
        else:
            self._past.append(moment)
        self._future.clear()

    def close(self) -> None:
        """The next moment goes on with nothing."""
        self._past[-1] = replace(self.now, merge="")

    def back(self) -> str:
        """One step back. Gives its name; empty where there was none."""
        if len(self._past) > 1:
            self._future.append(self._past.pop())
            return self.redo_name
        return ""

    def forward(self) -> str:
        """One step forward. Gives its name; empty where there was none."""
        if self._future:
            self._past.append(self._future.pop())
            return self.undo_name
        return ""
