"""The system's own window of a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


class OpenFolder:
    """Show a folder in the system's own file window."""

    @classmethod
    def show(cls, folder: Path) -> bool:
        """False where the system has no such window."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
