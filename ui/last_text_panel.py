"""Last year's text beside this year's, what is different marked."""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from forms.text.text_alignment import common_blocks, gaps
from ui import style
from ui.labels import muted
from ui.session import Session
from ui.text_places import to_document
from ui.zoom import zoomed
from ui.zooming import Zooming

_LINE_HEIGHT_PERCENT = 150


class LastTextPanel(QWidget):
    """The drawer's 去年 of a text. It is for reading and copying."""

    def __init__(self, session: Session, section: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._section = session, section
        self._shown: object = None
        self.told = muted()
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setAcceptRichText(False)
        self.text.setTabChangesFocus(True)
        self.text.setFrameShape(QFrame.Shape.StyledPanel)
        self.text.setAccessibleName("去年的文字")
        zooming = Zooming.of(session)
        zooming.follow(self.text)
        zooming.changed.connect(self._take_size)
        self._take_size()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 0, 8, 8)
        lines.setSpacing(8)
        lines.addWidget(self.told)
        lines.addWidget(self.text, 1)
        lines.addStretch(0)

    def _take_size(self) -> None:
        font = self.font()
        font.setPixelSize(zoomed(style.BODY_PIXELS))
        self.text.setFont(font)

    def refresh(self) -> None:
        """Show last year's text against this year's as it stands."""
        session = self._session
        last = session.last_year
        before = "" if last is None else last.sections[self._section] or ""
        now = session.report.sections[self._section] or ""
        shown = (before, now, style.current(), last is None)
        if shown == self._shown:
            return
        self._shown = shown
        self.text.setVisible(bool(before))
        if not before:
            none = "还没有去年的报告可以对照。"
            self.told.setText(none if last is None else "去年的报告里没有这一部分的文字。")
            return
        changed = gaps(before, common_blocks(now, before), in_before=True)
        self._tell(bool(changed))
        place = self.text.verticalScrollBar().value()
        if self.text.toPlainText() != before:
            self._write(before)
        self._mark(before, changed)
        self.text.verticalScrollBar().setValue(place)

    def _tell(self, differs: bool) -> None:
        origin = ""
        last = self._session.last_year
        if last is not None and self._section in last.origins:
            origin = f"出处：{last.origins[self._section]}。"
        words = "有底色的是本年改掉或删去的。" if differs else "与本年的文字完全相同。"
        self.told.setText(words + origin)

    def _write(self, before: str) -> None:
        self.text.setPlainText(before)
        shape = QTextBlockFormat()
        shape.setTextIndent(2 * style.BODY_PIXELS)
        shape.setLineHeight(
            _LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(shape)

    def _mark(self, before: str, changed: list[tuple[int, int]]) -> None:
        colours = style.current()
        made = QTextCharFormat()
        made.setBackground(QColor(colours.mismatch_tint))
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(QColor(colours.mismatch))
        shown = []
        for start, end in changed:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(to_document(before, start))
            cursor.setPosition(to_document(before, end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor  # type: ignore[attr-defined]
            selection.format = made  # type: ignore[attr-defined]
            shown.append(selection)
        self.text.setExtraSelections(shown)
