"""What a row means, how to count it, which article it rests on, and the sums it belongs to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from forms.cells import Address
from forms.wording import relation_sentence
from ui import style
from ui.drawer import CellPanel
from ui.labels import button, muted, title
from ui.session import Session


class HelpPanel(CellPanel):
    """The drawer's 说明."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("说明", parent)
        self._session = session
        self.heading = title("", style.BODY_PIXELS)
        self.meaning = muted()
        self.basis = muted()
        self.sums = muted()
        for label in (self.heading, self.meaning, self.basis, self.sums):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.lines.addWidget(label)
        self.manual = button("使用手册", "fold")
        self.manual.setToolTip("Shift+F1")
        self.manual.clicked.connect(self.open_manual)
        self.lines.addWidget(self.manual)
        self.lines.addStretch(1)

    def open_manual(self) -> None:
        """The whole manual, beside the window."""
        from ui.manual_window import open_manual

        open_manual(self._session.edition, self)

    def show_address(self, address: Address) -> None:
        """Explain the row and the sums of a cell."""
        edition = self._session.edition
        row = edition.row(address)
        self.heading.setText(row.label or row.name)
        self.meaning.setText(row.help or "官方没有另外的说明。")
        self.basis.setText(f"依据：{row.basis}" if row.basis else "")
        relations = edition.relations_by_cell.get(address, ())
        sums = [relation_sentence(one, edition) for one in relations]
        self.sums.setText("这一格要满足：\n" + "\n".join(sums) if sums else "")

    def show_words(self, heading: str, words: str) -> None:
        """Explain a whole part."""
        self.heading.setText(heading)
        self.meaning.setText(words)
        self.basis.setText("")
        self.sums.setText("")
