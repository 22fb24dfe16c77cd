"""Starting the window.

The order, and why: the application; colours and fonts before any widget is made, so that
nothing is dressed twice; the window with its first page only; the exception hook; then the
first paint. What the form needs is loaded right after it, and so is a file that was given.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTimer
from PySide6.QtWidgets import QApplication

from ui import garbage, preferences, style
from ui.failure import show_failures
from ui.window import Window, show_with_room

_SCALE = "QT_SCALE_FACTOR"
_INPUT_METHOD = "QT_IM_MODULE"
FCITX = "fcitx"
UNCHANGED = 100
LOG_AFTER_MS = 100
"""The first paint comes first."""
ICON = Path(__file__).resolve().parent.parent / "resources" / "icons" / "gknb-256.png"


def run(argv: list[str], file: Path | None) -> int:
    """Open the window, with a file if one is given, until it is closed. The caller has made
    sure of a display (``ui.display.has_display``). Returns the exit code.
    """
    application = make_application(argv)
    window = Window()
    sys.excepthook = show_failures(window)
    application.commitDataRequest.connect(window.stay_recoverable)
    QTimer.singleShot(LOG_AFTER_MS, window, _begin_log)
    open_at_start(window, file)
    return int(application.exec())


def _begin_log() -> None:
    from ui.diagnosis import begin_log

    begin_log()


def make_application(argv: list[str], dark: bool | None = None) -> QApplication:
    """The QApplication, dressed; ``dark=None`` follows the system."""
    _take_size()
    _take_input_method()
    # The style as an argument: PySide would build the class QStyle to be told otherwise.
    application = QApplication([*(argv or ["gknb"]), "-style", "Fusion"])
    garbage.collect_when_idle()
    application.setApplicationName("gknb")
    application.setApplicationDisplayName("年报填报")
    application.setDesktopFileName("gknb")
    style.apply(application, dark)
    style.provide_interface_font()
    hints = application.styleHints()
    hints.colorSchemeChanged.connect(lambda: style.apply(application, dark))
    return application


def _take_size() -> None:
    """The size that the clerk chose; Qt reads it once, when the application is made."""
    size = preferences.size()
    if size != UNCHANGED and _SCALE not in os.environ:
        os.environ[_SCALE] = str(size / UNCHANGED)


def _take_input_method() -> None:
    """Fcitx, usual on Kylin and UOS, also speaks IBus, for which Qt's wheels have the plugin.

    Qt would load none at all where the one that is named is missing: no Chinese could be typed.
    """
    wanted = os.environ.get(_INPUT_METHOD, "")
    if wanted.startswith(FCITX) and not _has_input_plugin(FCITX):
        os.environ[_INPUT_METHOD] = "ibus"


def _has_input_plugin(name: str) -> bool:
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    return any((plugins / "platforminputcontexts").glob(f"*{name}*"))


def open_at_start(window: Window, file: Path | None) -> None:
    """Show the window; its file, if there is one, follows."""
    show_with_room(window)
    QTimer.singleShot(0, window, lambda: _show_icon(window))
    if file is not None:
        QTimer.singleShot(0, window, lambda: window.files.open_path(file))


def _show_icon(window: Window) -> None:
    """In the title bar and the task bar; the first paint does without the class QIcon."""
    from PySide6.QtGui import QIcon

    window.setWindowIcon(QIcon(str(ICON)))
