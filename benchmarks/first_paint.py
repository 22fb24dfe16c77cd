"""One cold start to the first paint: ``ours`` or ``bare`` (a six-page QWizard)."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget, QWizard, QWizardPage


class QuitAfterPaint(QObject):
    """Ends the application once the window has painted itself for the first time."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, QApplication.quit)
        return False


def bare_window() -> tuple[QApplication, QWizard]:
    application = QApplication([])
    wizard = QWizard()
    for number in range(6):
        page = QWizardPage()
        page.setTitle(f"Page {number}")
        QVBoxLayout(page).addWidget(QLabel("text"))
        wizard.addPage(page)
    wizard.resize(1180, 700)
    wizard.show()
    return application, wizard


def our_window() -> tuple[QApplication, QWidget]:
    from ui.app import make_application, open_at_start
    from ui.window import Window

    application = make_application([])
    window = Window()
    open_at_start(window, None)
    return application, window


application, window = our_window() if sys.argv[1] == "ours" else bare_window()
watcher = QuitAfterPaint()
window.installEventFilter(watcher)
application.exec()
os._exit(0)
