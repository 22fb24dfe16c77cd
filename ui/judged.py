"""What is found in the report at one moment: worked out when somebody looks, or a little later.

While a text is typed nobody needs the findings before the next key; so they follow when typing
pauses, and whoever asks earlier gets them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from forms.cells import Address
from forms.check import check
from forms.edition import Edition
from forms.explanations import Explained, settle
from forms.finding import Finding
from forms.report import Report
from forms.rules import Level
from ui import recent
from ui.marks import Mark
from ui.moment import Moment
from ui.steps import marks

PAUSE_MS = 120
"""Shorter than the pause after which the page looks at its text again."""


@dataclass(frozen=True)
class Judged:
    """The open findings, those that have been explained, and the mark of each cell."""

    findings: tuple[Finding, ...]
    explained: tuple[Explained, ...]
    marks: dict[Address, Mark]


def judged(moment: Moment, edition: Edition, found: Sequence[Finding], hints: bool) -> Judged:
    """What the findings are to the clerk; without ``hints`` only errors and warnings are told."""
    if not hints:
        found = [one for one in found if one.level is not Level.HINT]
    settled = settle(found, moment.explanations, moment.report, moment.last_year)
    return Judged(settled.open, settled.explained, marks(settled.open, edition, moment.done))


class Judgeable(Protocol):
    """What is judged: the moment that is open, and its edition."""

    @property
    def moment(self) -> Moment:
        """The report as it stands, with last year's and the explanations."""

    @property
    def edition(self) -> Edition:
        """The edition of the report."""


class LateJudgement(QObject):
    """The judgement of what is open; ``tell`` is called when it may be another."""

    def __init__(self, judgeable: Judgeable, tell: Callable[[], object]) -> None:
        assert isinstance(judgeable, QObject)
        super().__init__(judgeable)
        self._judgeable: Judgeable = judgeable
        self._known: Judged | None = None
        self._checked: tuple[Report, Edition, Report | None] | None = None
        self._found: tuple[Finding, ...] = ()
        self.shows_hints = recent.shows_hints()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(tell)
        self._tell = tell

    def now(self) -> Judged:
        """What is found in the report as it stands."""
        if self._known is None:
            moment, edition = self._judgeable.moment, self._judgeable.edition
            self._known = judged(moment, edition, self._check(moment, edition), self.shows_hints)
        return self._known

    def _check(self, moment: Moment, edition: Edition) -> tuple[Finding, ...]:
        """Anew only where the report is another: a part declared done changes no finding."""
        now = moment.report, edition, moment.last_year
        if self._checked is None or any(
            one is not other for one, other in zip(now, self._checked, strict=True)
        ):
            self._checked, self._found = now, check(*now)
        return self._found

    def forget(self) -> None:
        """The report is another."""
        self._known = None

    def tell(self, later: bool = False) -> None:
        """Tell whoever shows findings now, or when typing pauses."""
        if later:
            self._pause.start()
        else:
            self._pause.stop()
            self._tell()

    def show_hints(self, shown: bool) -> None:
        """List hints, or only errors and warnings; remembered from one day to the next."""
        recent.remember_hints(shown)
        self.shows_hints = shown
        self.forget()
        self.tell()
