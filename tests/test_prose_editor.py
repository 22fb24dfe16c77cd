"""The writing area under real keys and the clipboard."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QFont, QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui import style
from ui.dialogs import Notice
from ui.note_edit import NoteEdit
from ui.pasted import MOST_CHARACTERS, plain_paragraphs
from ui.prose_editor import CHARACTERS_PER_LINE, ProseEditor, leave_to_window
from ui.session import Session

KEY = Qt.Key


@pytest.fixture
def session(qapp) -> Session:
    return Session()


@pytest.fixture
def editor(session, qtbot) -> ProseEditor:
    box = QWidget()
    qtbot.addWidget(box)
    lines = QVBoxLayout(box)
    made = ProseEditor(session, "overview", "一、总体情况")
    lines.addWidget(made)
    lines.addWidget(QLineEdit())
    session.report_changed.connect(made.refresh)
    box.resize(ProseEditor.paper_width() + 40, 500)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is box)
    made.setFocus()
    made.box = box
    return made


def text_of(session: Session) -> str | None:
    return session.report.sections["overview"]


def compose(editor: ProseEditor, text: str) -> None:
    """Type Chinese as an input method does."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def test_typed_and_composed_words_reach_the_report_at_once(editor, session):
    compose(editor, "全年公开")
    QTest.keyClicks(editor, "12")
    assert text_of(session) == "全年公开12"


def test_looking_at_a_missing_text_leaves_it_missing(editor, session):
    editor.refresh()
    editor.clearFocus()

    assert text_of(session) is None


def test_each_sentence_is_one_step_of_undo(editor, session):
    compose(editor, "第一句。")
    compose(editor, "第二")
    compose(editor, "句。")
    compose(editor, "第三句")

    session.undo()
    assert editor.toPlainText() == "第一句。第二句。"
    session.undo()
    assert editor.toPlainText() == "第一句。"
    session.undo()
    assert editor.toPlainText() == ""
    session.redo()
    assert editor.toPlainText() == text_of(session) == "第一句。"


def test_a_pause_ends_the_step(editor, session, qtbot):
    editor._pause.setInterval(1)
    compose(editor, "先写")
    qtbot.waitUntil(lambda: not editor._pause.isActive())
    compose(editor, "再写")

    session.undo()
    assert text_of(session) == "先写"


def test_leaving_the_field_ends_the_step(editor, session):
    compose(editor, "先写")
    editor.box.findChild(QLineEdit).setFocus()
    editor.setFocus()
    compose(editor, "再写")

    session.undo()
    assert text_of(session) == "先写"


def test_undo_keys_are_left_to_the_window(editor, session):
    compose(editor, "先写。")
    QTest.keyClick(editor, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert editor.toPlainText() == "先写。"


@pytest.mark.parametrize(
    ("key", "control", "left"),
    [
        (KEY.Key_Z, True, True),
        (KEY.Key_E, True, True),
        (KEY.Key_E, False, False),
        (KEY.Key_End, False, False),
    ],
)
def test_keys_of_the_window_are_not_a_fields(key, control, left):
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    assert leave_to_window(QKeyEvent(QEvent.Type.ShortcutOverride, key, held)) is left


def test_outside_change_keeps_the_cursor_where_one_writes(editor, session):
    compose(editor, "甲乙丙")
    cursor = editor.textCursor()
    cursor.setPosition(1)
    editor.setTextCursor(cursor)
    compose(editor, "丁")
    assert text_of(session) == "甲丁乙丙"

    assert editor.textCursor().position() == 2
    session.set_section("overview", "甲丁乙丙戊")
    assert editor.toPlainText() == "甲丁乙丙戊"
    assert editor.hasFocus()


def test_a_text_that_is_opened_is_shown_from_its_beginning(session, qtbot):
    session.set_section("overview", "甲" * 2000)
    made = ProseEditor(session, "overview", "名")
    qtbot.addWidget(made)

    assert made.textCursor().position() == 0


def test_a_text_that_comes_into_a_field_that_has_the_keyboard_begins_at_the_top(editor, session):
    editor.setFocus()
    session.set_section("overview", "\n".join("全年公开信息。" for _ in range(80)))

    assert editor.textCursor().position() == 0
    assert editor.verticalScrollBar().value() == 0


def test_paste_takes_the_words_only(editor, session):
    data = QMimeData()
    data.setHtml("<h1 style='color:red'>（一）主动公开</h1><img src='https://example.org/a.png'>")
    data.setText("（一）主动公开\r\n\r\n　　公开信息\t12条。\r\n")
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    QApplication.clipboard().setMimeData(data)
    QTest.keyClick(editor, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert text_of(session) == "（一）主动公开\n公开信息 12条。"
    assert "red" not in editor.toHtml()
    assert "<img" not in editor.toHtml()


def test_a_paste_is_one_step(editor, session):
    compose(editor, "前")
    QApplication.clipboard().setText("一。\n二。\n三。")
    editor.paste()

    session.undo()
    assert text_of(session) == "前"


def test_a_picture_or_a_file_is_not_taken(editor):
    picture, files = QMimeData(), QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    files.setUrls([QUrl("file:///tmp/a.png")])

    assert not editor.canInsertFromMimeData(picture)
    before = editor.toPlainText()
    editor.insertFromMimeData(picture)
    assert editor.toPlainText() == before


def test_copy_gives_plain_words(editor):
    compose(editor, "甲\n乙")
    editor.selectAll()
    editor.copy()

    assert QApplication.clipboard().mimeData().formats() == ["text/plain"]
    assert QApplication.clipboard().text() == "甲\n乙"


def test_a_line_holds_as_many_characters_as_the_printed_one(editor):
    compose(editor, "国" * 100)
    second_line = editor.document().firstBlock().layout().lineAt(1)

    assert second_line.textLength() == CHARACTERS_PER_LINE


def test_every_paragraph_has_the_prints_shape(editor):
    compose(editor, "甲")
    QTest.keyClick(editor, KEY.Key_Return)
    compose(editor, "乙")

    shapes = {(b.blockFormat().textIndent(), b.blockFormat().lineHeight()) for b in _blocks(editor)}
    assert shapes == {(2.0 * style.PROSE_PIXELS, 175.0)}


def test_headings_stand_out(editor):
    compose(editor, "（一）主动公开\n公开了信息。")
    weights = [
        [one.format.fontWeight() for one in block.layout().formats()] for block in _blocks(editor)
    ]
    assert weights == [[QFont.Weight.Bold], []]


def test_a_topic_becomes_the_next_heading(editor, session):
    editor.insert_heading("主动公开")
    compose(editor, "公开了信息。")
    editor.insert_heading("依申请公开")

    assert text_of(session) == "（一）主动公开\n公开了信息。\n（二）依申请公开\n"
    session.undo()
    assert text_of(session) == "（一）主动公开\n公开了信息。"


def test_tab_leaves_the_field(editor):
    QTest.keyClick(editor, KEY.Key_Tab)
    assert not editor.hasFocus()


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("", ""),
        ("甲", "甲"),
        ("　　甲\n\n　　乙  ", "甲\n乙"),
        ("甲\r\n乙\r丙\u2028丁\u2029戊\x0b己", "甲\n乙\n丙\n丁\n戊\n己"),
        ("甲\t乙", "甲 乙"),
        ("\n \t\u3000\n", ""),
    ],
)
def test_plain_paragraphs(pasted, kept):
    assert plain_paragraphs(pasted) == kept


@given(st.text())
def test_plain_paragraphs_keep_every_word_and_are_stable(text):
    once = plain_paragraphs(text)

    assert plain_paragraphs(once) == once
    assert "\n\n" not in once
    kept = [sign for sign in text if not sign.isspace()]
    assert [sign for sign in once if not sign.isspace()] == kept


texts = st.text(alphabet="甲乙丙。\n（一）1a", max_size=30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=texts, after=texts)
def test_refresh_shows_whatever_the_report_says(session, editor, before, after):
    for text in (before, after):
        session.set_section("overview", text)
        session.end_of_edit()
        assert editor.toPlainText() == text
        assert text_of(session) == text


def test_note_takes_plain_paragraphs_and_says_when_it_is_left(qtbot):
    note = NoteEdit()
    qtbot.addWidget(note)
    data = QMimeData()
    data.setText("　甲\r\n\r\n乙")
    note.insertFromMimeData(data)
    assert note.toPlainText() == "甲\n乙"

    note.show()
    note.activateWindow()
    qtbot.waitUntil(note.hasFocus)
    with qtbot.waitSignal(note.left):
        note.clearFocus()


def _blocks(editor: ProseEditor):
    block = editor.document().firstBlock()
    while block.isValid():
        yield block
        block = block.next()


@pytest.mark.parametrize("make", [None, NoteEdit])
def test_too_long_a_paste_is_told_and_changes_nothing(editor, qtbot, monkeypatch, make):
    told = []
    monkeypatch.setattr(Notice, "tell", lambda _parent, words: told.append(words))
    field = editor
    if make is not None:
        field = make()
        qtbot.addWidget(field)
    before = field.toPlainText()
    data = QMimeData()
    data.setText("某" * (MOST_CHARACTERS + 1))
    field.insertFromMimeData(data)

    assert len(told) == 1
    assert field.toPlainText() == before
