"""What is being typed at this moment, taken over before something could pass it by.

A cell, a figure of the ledger or a word that an input method composes belongs to the report
only when the clerk goes on. Who saves, closes or logs off in the middle has typed it all the same.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.reason_edit import ReasonEdit


def take_over(window: QWidget) -> None:
    """As if the clerk left the field that has the window's keyboard, and came back to it."""
    for reason in window.findChildren(ReasonEdit):
        reason.keep_what_is_typed()
    field = window.focusWidget()
    if field is not None:
        QGuiApplication.inputMethod().commit()
        field.clearFocus()
        # The editor of a cell is gone by now; the keyboard goes back to its table.
        back = field if field.isVisible() else field.parentWidget()
        if back is not None:
            back.setFocus()
