"""What every page has in common: built when first needed, refreshed while it is seen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget, QWizardPage

from ui.session import Session
from ui.steps import Step, steps_of

MARGIN = 16


class StepPage(QWizardPage):
    """One step of the wizard.

    A page makes its widgets in ``build`` when it is first shown, and anew when the edition is
    another (unless it says that the edition does not matter). Signal ``place_asked`` carries a
    Finding or an Address to be gone to; ``rail_changed``: ``takes_rail`` may be another.
    """

    place_asked = Signal(object)
    rail_changed = Signal()
    edition_matters = True
    chapter = ""
    """The manual's chapter about this page."""

    def __init__(self, session: Session, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.key = key
        self._built_for = ""
        self._body: QWidget | None = None
        # Else QWizard would give half of the height to an empty space below.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        session.report_changed.connect(self._follow)
        session.findings_changed.connect(self._follow_findings)

    @property
    def step(self) -> Step:
        """The step in the edition of the open report."""
        return next(step for step in steps_of(self.session.edition) if step.key == self.key)

    def build(self, body: QWidget) -> None:
        """Make the widgets in ``body``, for the edition of the open report."""
        raise NotImplementedError

    def begin(self) -> None:
        """The page is about to be seen."""

    def refresh(self) -> None:
        """Show the report as it stands. Called while the page is seen, after every change."""

    def show_findings(self) -> None:
        """Show what is found. Called while the page is seen, when typing pauses at the latest."""

    @property
    def takes_rail(self) -> bool:
        """True while the page needs the room where the list of the parts stands."""
        return False

    def show_help(self) -> None:
        """F1: say more about where the clerk is; a page without a panel opens the manual."""
        from ui.manual_window import open_manual

        open_manual(self.session.edition, self, self.chapter)

    def go_to_place(self, place: object) -> None:
        """Show where a Finding or an Address of this page stands."""

    def ensure_built(self) -> None:
        """Make the widgets if they are not there, or there for another edition."""
        edition = self.session.edition.key
        if self._built_for == edition or (self._built_for and not self.edition_matters):
            return
        layout = self.layout()
        assert layout is not None
        if self._body is not None:
            layout.removeWidget(self._body)
            self._body.deleteLater()
        self._body = QWidget(self)
        self._built_for = edition
        self.build(self._body)
        layout.addWidget(self._body)

    def build_ahead(self) -> Iterator[None]:
        """Make the widgets before they are needed, piece by piece."""
        self.ensure_built()
        yield

    def initializePage(self) -> None:
        self.ensure_built()

    def cleanupPage(self) -> None:
        """Going back takes nothing away."""

    def showEvent(self, event: QShowEvent) -> None:
        self.ensure_built()
        self.begin()
        self.refresh()
        self.show_findings()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._built_for and self.isVisible():
            # Other colours: what was dressed by hand is dressed anew.
            self.refresh()

    def _follow(self) -> None:
        if self.isVisible():
            self.ensure_built()
            self.refresh()

    def _follow_findings(self) -> None:
        if self.isVisible():
            self.show_findings()
