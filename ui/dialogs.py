"""Every question that stops the clerk. Each class has one door, which gives a plain value.

Tests patch that one name; nothing else in the window opens a dialog of its own.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QInputDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)

from forms.carry import FIRST_YEAR, LAST_YEAR
from forms.saving.store import SUFFIX
from ui import file_dialog

READABLE = (
    "*.gknb *.docx *.doc *.wps *.rtf *.odt *.xlsx *.xls *.et *.ods *.pdf *.html *.htm *.mht "
    "*.mhtml *.eml *.csv *.xml *.fodt *.md *.txt *.json"
)
DETAIL_WIDTH = 400
OPEN_FILTER = f"年度报告 ({READABLE});;新版式 (*.toml);;所有文件 (*)"
SAVE_FILTER = f"年报填报文件 (*{SUFFIX})"


class Answer(str, Enum):
    """What to do with changes that no file holds."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class UnsavedQuestion:
    """保存 / 不保存 / 取消, before the open report is left."""

    @classmethod
    def ask(cls, parent: QWidget, name: str) -> Answer:
        """What the clerk wants; closing the question means cancel."""
        box = message_box(parent, f"“{name}”有改动还没有保存。要保存吗？", "不保存，改动就丢失了。")
        save = _button(box, "保存", QMessageBox.ButtonRole.AcceptRole)
        discard = _button(box, "不保存", QMessageBox.ButtonRole.DestructiveRole)
        cancel = _button(box, "取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        box.exec()
        if box.clickedButton() is save:
            return Answer.SAVE
        return Answer.DISCARD if box.clickedButton() is discard else Answer.CANCEL


class UnfinishedQuestion:
    """A file is opened that has work which was cut off."""

    @classmethod
    def ask(cls, parent: QWidget, text: str) -> bool | None:
        """True: go on with the work; False: the file as it was saved; None: neither."""
        box = message_box(parent, text, "要接着上次的内容填吗？")
        go_on = _button(box, "继续上次", QMessageBox.ButtonRole.AcceptRole)
        _button(box, "打开保存的文件", QMessageBox.ButtonRole.DestructiveRole)
        cancel = _button(box, "取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(go_on)
        box.setEscapeButton(cancel)
        box.exec()
        if box.clickedButton() is cancel:
            return None
        return box.clickedButton() is go_on


class NotKeptNotice:
    """Edits cannot be kept at once any more."""

    @classmethod
    def ask(cls, parent: QWidget, reason: str) -> bool:
        """True where the clerk wants to save under another name now."""
        text = "现在没法自动记下您的改动了。可以接着填，但请马上保存，以后也多保存几次。"
        box = message_box(parent, text, reason)
        save = _button(box, "另存为…", QMessageBox.ButtonRole.AcceptRole)
        later = _button(box, "知道了", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(later)
        box.exec()
        return box.clickedButton() is save


class Taken(str, Enum):
    """What to do with a file that somebody else has written meanwhile."""

    REPLACE = "replace"
    ELSEWHERE = "elsewhere"
    LOOK = "look"
    CANCEL = "cancel"


class ChangedQuestion:
    """The file is not as it was when it was opened."""

    @classmethod
    def ask(cls, parent: QWidget, name: str) -> Taken:
        """What the clerk wants; closing the question means cancel."""
        text = f"“{name}”打开以后，又被别人或别的程序改过。"
        detail = "保存会盖掉那边的改动。可以先看看现在的文件，或把这里的内容另存一份。"
        box = message_box(parent, text, detail)
        roles = QMessageBox.ButtonRole
        made = {
            _button(box, "另存为…", roles.AcceptRole): Taken.ELSEWHERE,
            _button(box, "看看现在的文件", roles.ActionRole): Taken.LOOK,
            _button(box, "仍然保存", roles.DestructiveRole): Taken.REPLACE,
            _button(box, "取消", roles.RejectRole): Taken.CANCEL,
        }
        elsewhere, *_, cancel = made
        box.setDefaultButton(elsewhere)
        box.setEscapeButton(cancel)
        box.exec()
        return next((made[one] for one in made if one is box.clickedButton()), Taken.CANCEL)


class NotSavedQuestion:
    """A file could not be written: the way out is another place."""

    @classmethod
    def ask(cls, parent: QWidget, reason: str) -> bool:
        """True where the clerk wants to save under another name now."""
        box = message_box(parent, reason, "没有保存成。改动都还在，可以换一个位置保存。")
        save = _button(box, "另存为…", QMessageBox.ButtonRole.AcceptRole)
        later = _button(box, "以后再说", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(later)
        box.exec()
        return box.clickedButton() is save


class Question:
    """One question with a verb to agree to it."""

    @classmethod
    def ask(
        cls, parent: QWidget, text: str, verb: str, detail: str = "", is_undone: bool = False
    ) -> bool:
        """True where the clerk agreed. Enter agrees only where one undo takes it back."""
        box = message_box(parent, text, detail)
        agree = _button(box, verb, QMessageBox.ButtonRole.AcceptRole)
        cancel = _button(box, "取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(agree if is_undone else cancel)
        box.setEscapeButton(cancel)
        box.exec()
        return box.clickedButton() is agree


class Notice:
    """Something that went wrong and must be seen."""

    @classmethod
    def tell(cls, parent: QWidget, text: str, detail: str = "") -> None:
        """Show it until the clerk has read it."""
        box = message_box(parent, text, detail)
        close = _button(box, "知道了", QMessageBox.ButtonRole.AcceptRole)
        box.setEscapeButton(close)
        box.exec()


class OpenFile:
    """Which file to open."""

    @classmethod
    def ask(cls, parent: QWidget, folder: Path | None, title: str = "打开报告") -> Path | None:
        """The file; None where the clerk went back."""
        return file_dialog.file_to_open(parent, title, folder, OPEN_FILTER)


class YearQuestion:
    """Of which year the new report is, where last year's does not tell."""

    @classmethod
    def ask(cls, parent: QWidget) -> int | None:
        """The year; None where the clerk went back."""
        question = "从去年的报告里看不出新报告的年度。新报告是哪一年度的？"
        # A report is made in the January after its year.
        likely = date.today().year - 1
        year, agreed = QInputDialog.getInt(
            parent, "年报填报", question, likely, FIRST_YEAR, LAST_YEAR
        )
        return year if agreed else None


class SaveFile:
    """Where to save."""

    @classmethod
    def ask(cls, parent: QWidget, suggestion: Path) -> Path | None:
        """The file, its name ending as saved files do; None where the clerk went back."""
        return file_dialog.file_to_write(parent, "保存报告", suggestion, SAVE_FILTER, SUFFIX)


class SavePdf:
    """Where to write the PDF that is shown."""

    @classmethod
    def ask(cls, parent: QWidget, suggestion: Path) -> Path | None:
        """The file, its name ending as PDFs do; None where the clerk went back."""
        return file_dialog.file_to_write(parent, "存为 PDF", suggestion, "PDF (*.pdf)", ".pdf")


class ChooseFolder:
    """Into which folder to export."""

    @classmethod
    def ask(cls, parent: QWidget, folder: Path | None) -> Path | None:
        """The folder; None where the clerk went back."""
        return file_dialog.folder(parent, "导出到哪个文件夹", folder)


def message_box(parent: QWidget | None, text: str, detail: str = "") -> QMessageBox:
    """A box without buttons yet; plain text only, for the text may hold a file's name."""
    box = QMessageBox(parent)
    box.setWindowTitle("年报填报")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    for words in box.findChildren(QLabel):
        # Else a short sentence is broken into many lines.
        if words.text() and words.text() == detail:
            words.setMinimumWidth(DETAIL_WIDTH)
    return box


def _button(box: QMessageBox, text: str, role: QMessageBox.ButtonRole) -> QPushButton:
    made = box.addButton(text, role)
    made.setAccessibleName(text)
    return made
