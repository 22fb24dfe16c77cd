"""The wizard: one page per step, any of which can be gone to at any time."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget, QWizard

from ui.pages.start import StartPage

START_ID = 0


class Wizard(QWizard):
    """The pages, under the window's bar; a part of the window, no window of its own."""

    def __init__(self, window: QWidget, start: StartPage) -> None:
        # Without a parent here: with one, a dialog would become a window beside it.
        super().__init__(None)
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOption(QWizard.WizardOption.IndependentPages)
        self.setButtonLayout([QWizard.WizardButton.Stretch])
        self.setPage(START_ID, start)
        layout = window.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self, 1)

    def jump_to(self, number: int) -> None:
        """Show a page. The history of QWizard knows one way only, so each jump starts it anew."""
        self.setStartId(number)
        self.restart()

    def reject(self) -> None:
        """Esc belongs to the cell that is being typed; it never closes anything."""
