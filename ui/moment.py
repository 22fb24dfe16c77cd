"""The report at one moment: what undo goes back to."""

from __future__ import annotations

from dataclasses import dataclass

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
