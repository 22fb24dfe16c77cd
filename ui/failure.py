"""What happens when the program itself is wrong: one honest window, never a silent end."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from enum import Enum
from types import TracebackType

from ui.window import Window

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


class Wanted(str, Enum):
    """What the clerk wants after a fault."""

    GO_ON = "go on"
    SAVE = "save"
    RESTART = "restart"


def show_failures(window: Window) -> Hook:
    """An exception hook that tells the clerk and offers to save or to start anew.

    A second failure while the first is being told goes to stderr and the log only.
    """
    telling = False

    def tell(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        # Not before the first paint.
        from ui.diagnosis import log_fault, page

        nonlocal telling
        if sys.stderr is not None:
            sys.stderr.write("".join(traceback.format_exception(kind, error, where)))
        log_fault(kind, where)
        if telling or not issubclass(kind, Exception):
            return
        telling = True
        try:
            _do(FailureNotice.ask(window, page(kind, where)), window)
        finally:
            telling = False

    return tell


def _do(wanted: Wanted, window: Window) -> None:
    if wanted is Wanted.SAVE:
        window.files.save_as()
    elif wanted is Wanted.RESTART:
        from ui.other_window import other_window

        # The new window offers at once to go on where this one stood.
        window.stay_recoverable()
        window.close()
        other_window(None)


class FailureNotice:
    """The window that says so."""

    @classmethod
    def ask(cls, window: Window, details: str) -> Wanted:
        """What the clerk wants; the details can be copied before."""
        from PySide6.QtGui import QGuiApplication
        from PySide6.QtWidgets import QMessageBox

        from ui.dialogs import message_box

        box = message_box(
            window,
            "程序出错了，刚才的操作可能没有完成。",
            "填的内容都已记下，不会丢。建议另存一份，或重新启动后接着填。"
            "详细情况里没有报告的内容，可以复制给维护人员。",
        )
        box.setIcon(QMessageBox.Icon.Warning)
        box.setDetailedText(details)
        roles = QMessageBox.ButtonRole
        made = {
            box.addButton("另存为…", roles.AcceptRole): Wanted.SAVE,
            box.addButton("重新启动", roles.DestructiveRole): Wanted.RESTART,
            box.addButton("继续", roles.RejectRole): Wanted.GO_ON,
        }
        copy = box.addButton("复制详细情况", roles.ActionRole)
        box.setEscapeButton(list(made)[-1])
        box.exec()
        while box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(details)
            box.exec()
        chosen = box.clickedButton()
        return next((made[one] for one in made if one is chosen), Wanted.GO_ON)
