"""What happens when the program itself is wrong: one honest window, never a silent end."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from ui.window import Window

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def show_failures(window: Window) -> Hook:
    """An exception hook that tells the clerk and offers to save under another name.

    A second failure while the first is being told goes to stderr only.
    """
    telling = False

    def tell(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        nonlocal telling
        details = "".join(traceback.format_exception(kind, error, where))
        if sys.stderr is not None:
            sys.stderr.write(details)
        if telling or not issubclass(kind, Exception):
            return
        telling = True
        try:
            if FailureNotice.ask(window, details):
                window.files.save_as()
        finally:
            telling = False

    return tell


class FailureNotice:
    """The window that says so."""

    @classmethod
    def ask(cls, window: Window, details: str) -> bool:
        """True where the clerk wants to save under another name."""
        from PySide6.QtWidgets import QMessageBox

        from ui.dialogs import message_box

        box = message_box(
            window,
            "程序出错了，刚才的操作可能没有完成。",
            "建议把报告另存一份再继续。下面的详细情况可以交给维护人员。",
        )
        box.setIcon(QMessageBox.Icon.Warning)
        box.setDetailedText(details)
        save = box.addButton("另存为…", QMessageBox.ButtonRole.AcceptRole)
        go_on = box.addButton("继续", QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(go_on)
        box.exec()
        return box.clickedButton() is save
