"""The questions that stop the clerk: their buttons answer what they say."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from ui.dialogs import (
    Answer,
    ChooseFolder,
    Notice,
    OpenFile,
    Question,
    SaveFile,
    UnsavedQuestion,
    message_box,
)


@pytest.fixture
def parent(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def answer_with(text: str | None) -> list[str]:
    """When the question is up, press the button with this text, or Esc; gives what it said."""
    said = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.extend([box.text(), *sorted(button.text() for button in box.buttons())])
        if text is None:
            box.reject()
        else:
            next(button for button in box.buttons() if button.text() == text).click()

    QTimer.singleShot(0, press)
    return said


@pytest.mark.parametrize(
    ("pressed", "answer"),
    [
        ("保存", Answer.SAVE),
        ("不保存", Answer.DISCARD),
        ("取消", Answer.CANCEL),
        (None, Answer.CANCEL),
    ],
)
def test_unsaved_question(parent, pressed, answer):
    said = answer_with(pressed)

    assert UnsavedQuestion.ask(parent, "报告") is answer
    assert "报告" in said[0]
    assert said[1:] == sorted(["保存", "不保存", "取消"])


@pytest.mark.parametrize(("pressed", "agreed"), [("替换", True), ("取消", False), (None, False)])
def test_question(parent, pressed, agreed):
    answer_with(pressed)

    assert Question.ask(parent, "替换吗？", "替换") is agreed


def test_question_agrees_to_nothing_by_enter(parent):
    def look() -> None:
        box = QApplication.activeModalWidget()
        seen.append(box.defaultButton().text())
        box.reject()

    seen = []
    QTimer.singleShot(0, look)
    Question.ask(parent, "替换吗？", "替换")
    assert seen == ["取消"]


def test_notice_shows_a_name_as_it_is(parent):
    said = answer_with("知道了")

    Notice.tell(parent, "<b>文件</b>.txt：打不开。")

    assert said[0] == "<b>文件</b>.txt：打不开。"


def test_text_is_never_read_as_markup(parent):
    assert message_box(parent, "x").textFormat().name == "PlainText"


@pytest.mark.parametrize("door", [OpenFile, ChooseFolder])
def test_a_choice_gives_a_path_or_none(parent, monkeypatch, tmp_path, door):
    chosen = tmp_path / "甲.docx"
    chosen.touch()
    wanted = chosen if door is OpenFile else tmp_path

    def accept(dialog: QFileDialog) -> int:
        dialog.selectFile(str(wanted))
        return 1

    monkeypatch.setattr(QFileDialog, "exec", accept)
    assert door.ask(parent, tmp_path) == wanted
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 0)
    assert door.ask(parent, None) is None


@pytest.mark.parametrize(("typed", "name"), [("甲", "甲.gknb"), ("乙.gknb", "乙.gknb")])
def test_save_file_ends_as_saved_files_do(parent, monkeypatch, tmp_path, typed, name):
    def accept(dialog: QFileDialog) -> int:
        dialog.selectFile(typed)
        return 1

    monkeypatch.setattr(QFileDialog, "exec", accept)
    assert SaveFile.ask(parent, tmp_path / "建议.gknb") == tmp_path / name
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 0)
    assert SaveFile.ask(parent, tmp_path / "建议.gknb") is None


@pytest.mark.parametrize(("is_undone", "agreed"), [(True, True), (False, False)])
def test_enter_agrees_only_to_what_one_undo_takes_back(qtbot, is_undone, agreed):
    def press_enter():
        box = QApplication.activeModalWidget()
        QTest.keyClick(box, Qt.Key.Key_Return)

    parent = QWidget()
    qtbot.addWidget(parent)
    QTimer.singleShot(0, press_enter)
    assert Question.ask(parent, "真的吗？", "是的", is_undone=is_undone) is agreed
