"""The manual in the window: chapters at the left, a search that marks what it finds."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from export.manual import QUICK_START_TITLE, TITLE, Item, ItemKind, manual, quick_start
from forms.edition import Edition
from forms.errors import UnwritableFile
from forms.refusals import error_sentence
from forms.saving.write_file import write_bytes
from ui import recent, style
from ui.dialogs import Notice, SavePdf
from ui.file_dialog import documents
from ui.labels import button, muted

SIZE = (960, 680)
_CHAPTERS_WIDTH = 232
_PICTURE_WIDTH = 496
_TAGS = {ItemKind.CHAPTER: "h2", ItemKind.SECTION: "h3", ItemKind.BODY: "p", ItemKind.ITEM: "p"}


def open_manual(edition: Edition, parent: QWidget, chapter: str = "") -> ManualWindow:
    """Show the manual, perhaps at a chapter; the one that is open already comes forward."""
    shown = parent.window().findChild(ManualWindow)
    if shown is None:
        shown = ManualWindow(edition, parent.window())
    shown.show()
    shown.raise_()
    shown.activateWindow()
    if chapter:
        shown.go_to(chapter)
    return shown


class ManualWindow(QWidget):
    """A window of its own, so that the clerk can read while filling in."""

    def __init__(self, edition: Edition, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))
        self._edition = edition
        self._items = manual(edition)
        self.search = QLineEdit(placeholderText="在手册里查找，例如：结转")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("在手册里查找")
        self.found = muted()
        self.found.setWordWrap(False)
        self.save_manual = button("手册存为 PDF", "quiet")
        self.save_quick_start = button("一页上手存为 PDF", "quiet")
        self.chapters = QListWidget()
        self.chapters.setAccessibleName("手册目录")
        self.chapters.setFixedWidth(_CHAPTERS_WIDTH)
        self.chapters.setFrameShape(QFrame.Shape.NoFrame)
        self.chapters.setSpacing(3)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QTextBrowser()
        self.text.setAccessibleName("手册")
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self._lay_out()
        self._fill()
        self._connect()
        self.search.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self.search, 1)
        for widget in (self.found, self.save_manual, self.save_quick_start):
            row.addWidget(widget)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.setContentsMargins(12, 0, 12, 12)
        columns.addWidget(self.chapters)
        columns.addWidget(self.text, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(row)
        lines.addLayout(columns, 1)

    def _fill(self) -> None:
        for item in self._items:
            if item.kind is ItemKind.CHAPTER:
                self.chapters.addItem(item.text)
        self.text.document().setDefaultStyleSheet(_style_sheet())
        self.text.document().setDocumentMargin(24)
        for item in self._items:
            self._add_picture(item)
        self.text.setHtml("".join(_html(item) for item in self._items))

    def _add_picture(self, item: Item) -> None:
        """Scaled here: the text's own scaling makes small letters unreadable."""
        if item.picture is None:
            return
        ratio = self.devicePixelRatioF()
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = QImage(str(item.picture)).scaledToWidth(round(_PICTURE_WIDTH * ratio), smooth)
        picture.setDevicePixelRatio(ratio)
        kind = QTextDocument.ResourceType.ImageResource
        self.text.document().addResource(kind, QUrl(item.picture.name), picture)

    def _connect(self) -> None:
        self.chapters.currentTextChanged.connect(self.go_to)
        self.search.textChanged.connect(self._mark)
        self.search.returnPressed.connect(self.find_next)
        self.save_manual.clicked.connect(lambda: self._save(TITLE, self._items))
        self.save_quick_start.clicked.connect(
            lambda: self._save(QUICK_START_TITLE, quick_start(self._edition)[1:])
        )
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.search.setFocus)
        QShortcut(QKeySequence.StandardKey.FindNext, self).activated.connect(self.find_next)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)

    # --- reading -------------------------------------------------------------------------

    def go_to(self, heading: str) -> None:
        """Show a chapter or a section, its heading at the top."""
        self.text.scrollToAnchor(_anchor(heading))

    def find_next(self) -> None:
        """The next place of what is searched for; after the last one the first again."""
        words = self.search.text().strip()
        if words and not self.text.find(words):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words)

    def _mark(self) -> None:
        """Mark every place at once, and show the first."""
        words, colours = self.search.text().strip(), style.current()
        marks = []
        for cursor in _places(self.text.document(), words):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor  # type: ignore[attr-defined]
            mark.format.setBackground(QColor(colours.mismatch_tint))  # type: ignore[attr-defined]
            marks.append(mark)
        self.text.setExtraSelections(marks)
        self.found.setText("" if not words else f"{len(marks)}处" if marks else "没有找到")
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.find_next()

    # --- on paper ------------------------------------------------------------------------

    def _save(self, title: str, items: tuple[Item, ...]) -> None:
        folder = recent.last_folder() or documents()
        path = SavePdf.ask(self, folder / f"{title.replace('：', ' ')}.pdf")
        if path is None:
            return
        from export.manual_pdf import render

        try:
            write_bytes(path, render(items, title))
        except UnwritableFile as error:
            Notice.tell(self, error_sentence(error))
            return
        self.found.setText(f"✓ 已存为 {path.name}")


def _places(document: QTextDocument, words: str) -> list[QTextCursor]:
    places: list[QTextCursor] = []
    cursor = document.find(words) if words else QTextCursor()
    while not cursor.isNull():
        places.append(cursor)
        cursor = document.find(words, cursor)
    return places


def _anchor(heading: str) -> str:
    return heading.encode("utf-8").hex()


def _html(item: Item) -> str:
    if item.picture is not None:
        return (
            f'<p class="picture"><img src="{item.picture.name}" width="{_PICTURE_WIDTH}"/></p>'
            f'<p class="caption">{escape(item.text)}</p>'
        )
    tag, words = _TAGS[item.kind], escape(item.text)
    if item.kind in (ItemKind.CHAPTER, ItemKind.SECTION):
        words = f'<a name="{_anchor(item.text)}">{words}</a>'
    is_item = item.kind is ItemKind.ITEM
    if is_item and not item.text[:1].isdigit():
        words = f"· {words}"
    return f"<{tag}{' class=item' if is_item else ''}>{words}</{tag}>"


def _style_sheet() -> str:
    colours = style.current()
    return (
        f"h2 {{ font-size: 20px; color: {colours.ink}; margin-top: 28px; }}"
        f"h3 {{ font-size: 16px; color: {colours.ink}; margin-top: 16px; }}"
        f"p {{ font-size: 15px; line-height: 135%; color: {colours.ink}; }}"
        ".item { margin-left: 16px; margin-top: 2px; margin-bottom: 2px; }"
        ".picture { line-height: 100%; }"
        f".caption {{ font-size: 13px; color: {colours.muted}; }}"
    )
