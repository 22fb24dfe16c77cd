"""The dialog that chooses files, as Qt draws it where the desktop has none of its own."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QTreeView,
    QWidget,
)

from ui import file_dialog, style


@pytest.fixture
def parent(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_folders_of_the_clerk_stand_at_the_left(parent, monkeypatch, tmp_path):
    stick = tmp_path / Path.home().name / "U盘"
    stick.mkdir(parents=True)
    monkeypatch.setattr(file_dialog, "STICKS", (tmp_path, tmp_path / "none"))

    dialog = file_dialog.made(parent, "打开报告", tmp_path)

    shown = [url.toLocalFile() for url in dialog.sidebarUrls()]
    assert shown[-1] == str(stick)
    assert str(Path.home()) in shown
    assert len(shown) == len(set(shown))


def test_without_a_folder_it_begins_at_the_documents(parent):
    dialog = file_dialog.made(parent, "打开报告", None)

    assert Path(dialog.directory().absolutePath()) == file_dialog.documents()
    assert file_dialog.documents().is_dir()


def test_where_a_stick_was_pulled_out_it_begins_at_the_documents(parent, tmp_path):
    (tmp_path / "报告.docx").touch()
    for start, shown in (
        (tmp_path / "U盘" / "年报", file_dialog.documents()),
        (tmp_path, tmp_path),
        (tmp_path / "报告.docx", tmp_path),
    ):
        dialog = file_dialog.made(parent, "打开报告", start)
        assert Path(dialog.directory().absolutePath()) == shown


def test_a_folder_is_asked_for_without_a_choice_of_kinds(parent, tmp_path):
    seen = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        seen.extend(one.isVisible() for one in dialog.findChildren(QComboBox))
        dialog.accept()

    QTimer.singleShot(0, look)
    assert file_dialog.folder(parent, "文件夹", tmp_path) == tmp_path
    assert sorted(seen) == [False, True], "only where one is remains to be chosen"


def test_kinds_are_told_without_their_suffixes(parent, tmp_path):
    dialog = file_dialog.made(parent, "打开报告", tmp_path, "年度报告 (*.docx *.pdf);;所有文件 (*)")

    assert dialog.nameFilters() == ["年度报告 (*.docx *.pdf)", "所有文件 (*)"]
    assert dialog.testOption(dialog.Option.HideNameFilterDetails)


def test_list_of_files_fits_the_dialog(parent, qtbot, tmp_path):
    (tmp_path / "示范市人力资源和社会保障局2024年政府信息公开工作年度报告.docx").touch()
    dialog = file_dialog.made(parent, "打开报告", tmp_path)
    with qtbot.waitExposed(dialog):
        dialog.show()
    files = dialog.findChild(QTreeView)

    assert files.header().length() <= files.viewport().width()
    assert files.isColumnHidden(file_dialog._TYPE)
    dialog.reject()


def test_its_buttons_have_words_only(parent, qtbot, tmp_path):
    style.apply(QApplication.instance())
    dialog = file_dialog.made(parent, "打开报告", tmp_path)
    with qtbot.waitExposed(dialog):
        dialog.show()
    box = dialog.findChild(QDialogButtonBox)
    hint = box.style().StyleHint.SH_DialogButtonBox_ButtonsHaveIcons

    assert box.style().styleHint(hint, None, box) == 0
    dialog.reject()


def test_what_is_typed_is_opened(parent, tmp_path):
    wanted = tmp_path / "去年.docx"
    wanted.touch()

    def type_it() -> None:
        dialog = QApplication.activeModalWidget()
        field = dialog.findChild(QLineEdit)
        field.setCompleter(None)
        field.setText(str(wanted))
        QTest.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(0, type_it)
    assert file_dialog.file_to_open(parent, "打开报告", None, "所有文件 (*)") == wanted


@pytest.mark.parametrize("typed", ["报告", "报告.pdf"])
def test_what_is_written_ends_as_it_should(parent, tmp_path, typed):
    def type_it() -> None:
        dialog = QApplication.activeModalWidget()
        field = dialog.findChild(QLineEdit)
        assert field.text() == "建议.pdf"
        field.setText(typed)
        dialog.accept()

    QTimer.singleShot(0, type_it)
    chosen = file_dialog.file_to_write(
        parent, "存为 PDF", tmp_path / "建议.pdf", "PDF (*.pdf)", ".pdf"
    )
    assert chosen == tmp_path / "报告.pdf"
