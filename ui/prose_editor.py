"""The writing area: the print's 仿宋, 28 characters to the line, plain text only.

What is undone is the session's business. Typing becomes one step of undo per sentence or
pause, so that 撤销 takes back what one would expect.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from forms.headings import heading_level
from forms.live_figures import LiveFigure, moved
from ui import style
from ui.figure_pieces import Piece, cut_out, figure_marks, from_mime, outside, to_mime
from ui.pasted import holds_files, pasted_words
from ui.prose_marks import HeadingHighlighter, Mark
from ui.session import Session
from ui.text_places import from_document, to_document
from ui.zoom import zoomed
from ui.zooming import Zooming

CHARACTERS_PER_LINE = 28
LINE_HEIGHT_PERCENT = 175
PAUSE_MS = 2000
_MARGIN = 24
_SENTENCE_ENDS = frozenset("。！？；\n")
_NUMERALS = "一二三四五六七八九十"
_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def leave_to_window(event: QEvent) -> bool:
    """True for the keys that belong to the window, not to one field: undo, redo, and Ctrl+E,
    by which fields on Linux go to the end of a line.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
        return True
    return any(event.matches(key) for key in _UNDO_KEYS)


class ProseEditor(QTextEdit):
    """Edits one section of the session's report. A figure that follows a cell is one thing: the
    cursor goes over it, Backspace takes it whole.

    Signal ``cell_asked`` carries the Address of the figure that the clerk wants to change.
    """

    cell_asked = Signal(object)

    def __init__(self, session: Session, section: str, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._session, self._section = session, section
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFont(style.prose_font())
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(name)
        self.document().setDocumentMargin(_MARGIN)
        self._marks: list[Mark] = []
        self._given_marks: tuple[Mark, ...] = ()
        self._place = 0
        self._headings = HeadingHighlighter(self.document())
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(session.end_of_edit)
        self._shape_paragraphs()
        self.refresh()
        self._follow_zoom()
        self.textChanged.connect(self._take_over)
        self.cursorPositionChanged.connect(self._keep_figures_whole)

    @staticmethod
    def paper_width() -> int:
        """The width at which a line holds as many characters as the printed one."""
        return CHARACTERS_PER_LINE * zoomed(style.PROSE_PIXELS) + 2 * _MARGIN + 20

    def _follow_zoom(self) -> None:
        zooming = Zooming.of(self._session)
        zooming.follow(self)
        zooming.changed.connect(self._take_size)

    def _take_size(self) -> None:
        self.setFont(style.prose_font())
        self.setMaximumWidth(self.paper_width())
        self._shape_paragraphs()
        self._wrap()

    def sizeHint(self) -> QSize:
        return QSize(self.paper_width(), 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._wrap()
        super().resizeEvent(event)

    def _wrap(self) -> None:
        """The printed line where there is room for it, with or without a scroll bar."""
        printed = CHARACTERS_PER_LINE * zoomed(style.PROSE_PIXELS) + 2 * _MARGIN
        if self.viewport().width() >= printed:
            self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
            self.setLineWrapColumnOrWidth(printed)
        else:
            self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)

    def refresh(self) -> None:
        """Show the report's text; where it differs from what stands here, only there."""
        wanted = self._session.report.sections[self._section] or ""
        now = self.toPlainText()
        if wanted == now:
            return
        start = _common(now, wanted)
        end = _common(now[start:][::-1], wanted[start:][::-1])
        cursor = self._cursor(now, start, len(now) - end)
        self.blockSignals(True)
        cursor.insertText(wanted[start : len(wanted) - end])
        self.blockSignals(False)
        # A text that comes in is read from its beginning.
        if not now or (not self.hasFocus() and not (start or end)):
            cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)
        self._shape_paragraphs()

    def insert_heading(self, topic: str) -> None:
        """``（二）依申请公开`` as a paragraph of its own, and room to write under it."""
        count = sum(heading_level(line) == 2 for line in self.toPlainText().split("\n"))
        number = _NUMERALS[count] if count < len(_NUMERALS) else str(count + 1)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        lead = "\n" if cursor.block().text().strip() else ""
        self._session.end_of_edit()
        cursor.insertText(f"{lead}（{number}）{topic}\n")
        self.setTextCursor(cursor)
        self._session.end_of_edit()
        self.setFocus()

    def select(self, start: int, end: int) -> None:
        """Select ``start:end`` of the text and bring it into sight."""
        text = self.toPlainText()
        if start <= end <= len(text):
            self._place_cursor(self._cursor(text, start, end))
            self.ensureCursorVisible()

    def selected(self) -> tuple[int, int]:
        """The ``start:end`` that is selected; both are the cursor's place where nothing is."""
        text, cursor = self.toPlainText(), self.textCursor()
        places = (cursor.selectionStart(), cursor.selectionEnd())
        return from_document(text, places[0]), from_document(text, places[1])

    def replace(self, start: int, end: int, by: str, name: str) -> None:
        """Put other words in place of ``start:end``: a named step of undo of its own."""
        self.insert_piece(Piece(by), name, (start, end))

    def insert_piece(self, piece: Piece, name: str, place: tuple[int, int] | None = None) -> None:
        """Put a piece with its live figures at ``place`` (what is selected, where None)."""
        text, (start, end) = self.toPlainText(), place or self.selected()
        made = text[:start] + piece.text + text[end:]
        there = moved(self._figures, text, made, start + len(piece.text))
        new = (
            LiveFigure(self._section, start + one.start, start + one.end, one.cell)
            for one in piece.figures
        )
        behind = len(made) - start - len(piece.text)
        self._session.set_section(self._section, made, name, tuple(sorted((*there, *new))))
        self.refresh()
        after = len(self.toPlainText()) - behind
        self.select(after, after)

    def _cursor(self, text: str, start: int, end: int) -> QTextCursor:
        """A cursor over ``start:end``; ``text`` is the document's."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_document(text, start))
        cursor.setPosition(to_document(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Underline these places; the words of each are its tool tip."""
        text, session = self.toPlainText(), self._session
        self._given_marks = tuple(marks)
        own = figure_marks(session.report, self._section, session.edition)
        self._marks = [mark for mark in (*own, *marks) if mark.end <= len(text)]
        shown = []
        for mark in self._marks:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._cursor(text, mark.start, mark.end)  # type: ignore[attr-defined]
            selection.format = mark.format  # type: ignore[attr-defined]
            shown.append(selection)
        self.setExtraSelections(shown)

    def mark_at(self, place: int) -> str:
        """What is said of the mark at a place of the text; of several, of the last."""
        words = [one.words for one in self._marks if one.start <= place < one.end and one.words]
        return words[-1] if words else ""

    def _take_over(self) -> None:
        """The clerk changed something: the report follows at once."""
        text = self.toPlainText()
        if text == (self._session.report.sections[self._section] or ""):
            return
        before = self._session.report.sections[self._section] or ""
        end = from_document(text, self.textCursor().position())
        figures = moved(self._figures, before, text, end)
        if self._figures:
            self._session.set_section(self._section, text, figures=figures)
            self.show_marks(self._given_marks)
        else:
            self._session.set_section(self._section, text)
        if text and text[max(self.selected()[0] - 1, 0)] in _SENTENCE_ENDS:
            self._session.end_of_edit()
        self._pause.start()

    def _shape_paragraphs(self) -> None:
        """Indent and line height of the print, for every paragraph there is and will be."""
        shape = QTextBlockFormat()
        shape.setTextIndent(2 * zoomed(style.PROSE_PIXELS))
        shape.setLineHeight(
            LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        self.blockSignals(True)
        cursor.mergeBlockFormat(shape)
        self.blockSignals(False)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not holds_files(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only the words: no fonts, no pictures, nothing fetched from anywhere."""
        piece = from_mime(source, self._session.edition)
        if piece is not None:
            self.insert_piece(piece, "粘贴文字")
            return
        text = pasted_words(source, self)
        if text:
            self._session.end_of_edit()
            self.textCursor().insertText(text)
            self._session.end_of_edit()
            self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        return to_mime(cut_out(self.toPlainText(), self._figures, *self.selected()))

    # --- figures that follow a cell ------------------------------------------------------

    @property
    def _figures(self) -> tuple[LiveFigure, ...]:
        return self._session.report.figures_of(self._section)

    def figure_here(self) -> LiveFigure | None:
        """The live figure that is selected, or that the cursor stands at."""
        start, end = self.selected()
        touched = (one for one in self._figures if one.start <= start and end <= one.end)
        return next(touched, None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, (start, end) = self.figure_here(), self.selected()
        key = event.key()
        if here is not None and key == Qt.Key.Key_F2:
            self.cell_asked.emit(here.cell)
            return
        if start == end and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            for one in self._figures:
                if (one.end if key == Qt.Key.Key_Backspace else one.start) == start:
                    self.replace(one.start, one.end, "", "删去数字")
                    return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        place = self._place_under(event.position().toPoint())
        for one in self._figures:
            if one.start <= place <= one.end:
                self.select(one.start, one.end)

    def _place_under(self, point: QPoint) -> int:
        return from_document(self.toPlainText(), self.cursorForPosition(point).position())

    def _place_cursor(self, cursor: QTextCursor) -> None:
        """Put the cursor where the program wants it, also into the middle of a figure."""
        self.blockSignals(True)
        self.setTextCursor(cursor)
        self.blockSignals(False)
        self._place = cursor.position()

    def _keep_figures_whole(self) -> None:
        cursor, figures = self.textCursor(), self._figures
        before, self._place = self._place, cursor.position()
        if not figures or cursor.position() == before:
            return
        text = self.toPlainText()
        if text != self._session.report.sections[self._section]:
            # A key changed the text; the figures follow when it is taken over.
            return
        forward = cursor.position() > before
        place = from_document(text, cursor.position())
        anchor = from_document(text, cursor.anchor())
        wanted = outside(figures, place, forward)
        began = outside(figures, anchor, anchor > place) if anchor != place else wanted
        if (wanted, began) != (place, anchor):
            self._place_cursor(self._cursor(text, began, wanted))

    def event(self, event: QEvent) -> bool:
        if leave_to_window(event):
            event.ignore()
            return False
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.mark_at(self._place_under(self.viewport().mapFromParent(event.pos())))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return bool(super().event(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._pause.stop()
        self._session.end_of_edit()
        super().focusOutEvent(event)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    count = 0
    for mine, theirs in zip(one, other):  # noqa: B905 (the shorter one ends it)
        if mine != theirs:
            break
        count += 1
    return count
