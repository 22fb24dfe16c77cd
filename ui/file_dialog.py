"""The dialog in which a file or a folder is chosen.

Windows shows its own. Where Qt draws it (most Linux desktops of offices), it is wide enough
for the names of reports, and the places where a clerk's files lie stand at its left.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileInfo, QSize, QStandardPaths, QUrl
from PySide6.QtWidgets import QFileDialog, QHeaderView, QSplitter, QTreeView, QWidget

_SIZE = QSize(860, 540)
_LEFT = 132
"""Width of the list of places."""
_FRAME = QSize(16, 48)
"""What a window manager puts around a dialog, at most."""
_NAME, _TYPE = 0, 2
"""Columns of the list of files."""
_COMPUTER = QUrl("file:")
_PLACES = (
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DownloadLocation,
    QStandardPaths.StandardLocation.HomeLocation,
)
STICKS = (Path("/media"), Path("/run/media"))
"""Below them, in a folder of the user's, Linux desktops show what is plugged in."""


def file_to_open(parent: QWidget, title: str, start: Path | None, kinds: str) -> Path | None:
    """A file that is there; None where the person went back."""
    dialog = made(parent, title, start, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def file_to_write(
    parent: QWidget, title: str, suggestion: Path, kinds: str, suffix: str
) -> Path | None:
    """A file, asked once more where it is there; its name ends in ``suffix`` (``.pdf``)."""
    dialog = made(parent, title, suggestion.parent, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.lstrip("."))
    dialog.selectFile(suggestion.name)
    return _chosen(dialog)


def folder(parent: QWidget, title: str, start: Path | None) -> Path | None:
    """A folder; None where the person went back."""
    dialog = made(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, "文件夹：")
    for row in ("fileTypeLabel", "fileTypeCombo"):
        one = dialog.findChild(QWidget, row)
        if one is not None:
            # There is only one kind.
            one.hide()
    return _chosen(dialog)


def made(parent: QWidget, title: str, start: Path | None, kinds: str = "") -> QFileDialog:
    """The dialog, not shown yet; without ``start``, or where that is gone, at the documents."""
    # A stick may have been pulled out: Qt would show an empty folder.
    is_there = start is not None and QFileInfo(str(start)).exists()
    dialog = QFileDialog(parent, title, str(start if is_there else documents()), kinds)
    # Else the kinds end in a line of suffixes that is longer than the dialog.
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
    dialog.setSidebarUrls([_COMPUTER, *(QUrl.fromLocalFile(str(one)) for one in places())])
    files = dialog.findChild(QTreeView)
    if files is not None:
        files.hideColumn(_TYPE)
        files.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        files.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for halves in dialog.findChildren(QSplitter):
            halves.setSizes([_LEFT, _SIZE.width() - _LEFT])
        dialog.resize(_SIZE.boundedTo(parent.screen().availableSize() - _FRAME))
    return dialog


def _chosen(dialog: QFileDialog) -> Path | None:
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def documents() -> Path:
    """Where a person's documents lie, else the home folder."""
    told = Path(QStandardPaths.writableLocation(_PLACES[1]))
    return told if told.is_dir() else Path.home()


def places() -> list[Path]:
    """Desktop, documents, downloads, home, and what is plugged in; each once."""
    told = (Path(QStandardPaths.writableLocation(place)) for place in _PLACES)
    plugged = (one for root in STICKS for one in _inside(root / Path.home().name))
    return list(dict.fromkeys([*(place for place in told if place.is_dir()), *plugged]))


def _inside(root: Path) -> list[Path]:
    try:
        return sorted(one for one in root.iterdir() if one.is_dir())
    except OSError:
        # Not there, or not to be looked into.
        return []
