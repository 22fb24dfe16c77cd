"""Between the session and its journal: every edit is kept, and a refusal is told once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from forms.errors import UnwritableFile
from forms.saving.store import Saved

if TYPE_CHECKING:
    from forms.saving.journal import Journal, Recovered
    from forms.saving.unfinished import Unfinished


class Keeper(QObject):
    """Without a journal (commands, tests) it does nothing.

    Signal ``refused`` with the UnwritableFile when edits are kept no more; a second time only
    after one was kept again.
    """

    refused = Signal(object)

    def __init__(self, journal: Journal | None, parent: QObject) -> None:
        super().__init__(parent)
        self._journal = journal
        self.is_refused = False

    @property
    def kept_at(self) -> datetime | None:
        """When the last edit was kept; None where it was not."""
        return None if self._journal is None else self._journal.kept_at

    def begin(self, saved: Saved, path: Path | None) -> None:
        """Another report is open; what was open before has been left for good."""
        if self._journal is not None:
            journal = self._journal
            self._keep(lambda: journal.begin(saved, path))

    def record(self, saved: Saved, name: str) -> None:
        """An edit was committed."""
        if self._journal is not None:
            journal = self._journal
            self._keep(lambda: journal.record(saved, name))

    def saved_to(self, path: Path) -> None:
        """The report was written to a file."""
        if self._journal is not None:
            journal = self._journal
            self._keep(lambda: journal.saved_to(path))

    def recover(self, unfinished: Unfinished) -> Recovered:
        """What was left behind. Raises UnreadableFile; what was open then stays open."""
        assert self._journal is not None
        return self._journal.recover(unfinished)

    def close(self) -> None:
        """The window goes without a question: what no file holds stays in the journal."""
        if self._journal is not None:
            self._journal.close()

    def give_up(self) -> None:
        """The report is left for good."""
        if self._journal is not None:
            self._journal.give_up()

    def _keep(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UnwritableFile as error:
            if not self.is_refused:
                self.is_refused = True
                self.refused.emit(error)
        else:
            self.is_refused = False
