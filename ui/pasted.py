"""Words that are pasted or dropped into a text: only the words, and no more than a text takes."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from ui.dialogs import Notice

MOST_CHARACTERS = 100_000
"""Of one text; a long report has ten thousand. A file with far more is not opened again."""


def holds_files(data: QMimeData) -> bool:
    """True for files that are dragged here: they are for the window to open."""
    return any(url.isLocalFile() for url in data.urls())


def pasted_words(data: QMimeData, editor: QTextEdit | QPlainTextEdit) -> str:
    """The words as a report keeps them; none, and told so, where they are too many."""
    text = data.text()
    count = len(text) + len(editor.toPlainText())
    if count > MOST_CHARACTERS:
        Notice.tell(
            editor.window(),
            f"要粘贴的文字太长，这一段会有{count}字，没有粘贴。请只复制报告里要用的部分。",
        )
        return ""
    return plain_paragraphs(text)


def plain_paragraphs(text: str) -> str:
    """Pasted text as a report keeps it: one paragraph per line, no blank lines or tabs."""
    for sign in ("\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c"):
        text = text.replace(sign, "\n")
    lines = (line.replace("\t", " ").strip(" \u3000\xa0") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
