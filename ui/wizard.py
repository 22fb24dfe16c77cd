"""The wizard: one page per step, any of which can be gone to at any time."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget, QWizard

from ui.pages.start import StartPage

START_ID = 0
_RULER_HEIGHT = 2


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
        self._has_ruler = False
        self.show_ruler(False)

    def show_ruler(self, shown: bool) -> None:
        """The line above the buttons. QWizard draws it in two colours, of which only one is seen
        where everything is drawn larger, and also where there is no button.
        """
        self._has_ruler = shown
        role = QPalette.ColorRole.Mid if shown else QPalette.ColorRole.Window
        colour = self.palette().color(role)
        for one in self.findChildren(QWidget):
            if type(one) is QWidget and one.maximumHeight() == _RULER_HEIGHT:
                drawn = one.palette()
                drawn.setColor(QPalette.ColorRole.Mid, colour)
                drawn.setColor(QPalette.ColorRole.Base, colour)
                one.setPalette(drawn)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_ruler(self._has_ruler)

    def jump_to(self, number: int) -> None:
        """Show a page. The history of QWizard knows one way only, so each jump starts it anew."""
        self.setStartId(number)
        self.restart()

    def reject(self) -> None:
        """Esc belongs to the cell that is being typed; it never closes anything."""
