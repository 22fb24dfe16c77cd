"""图表: the pages of charts as they are printed, at any size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.collecting.collection import Collection
from forms.collecting.sums import Exemption
from forms.errors import FileError
from ui.background import Work
from ui.labels import muted
from ui.page_pictures import PdfPages
from ui.page_view import PageView


class ChartsPage(QWidget):
    """Drawn when it is looked at; the pictures come from the PDF that is handed out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: tuple[Collection, tuple[Exemption, ...]] | None = None
        self._drawn: object = None
        self._work: Work[bytes] | None = None
        self.pages: PdfPages | None = None
        self.told = muted()
        self.view = PageView()
        self.view.zoom_to(100)
        page = QVBoxLayout(self)
        page.addWidget(self.told)
        page.addWidget(self.view, 1)

    def show_collection(
        self, collection: Collection | None, exemptions: Sequence[Exemption] = ()
    ) -> None:
        """Another collection, or none."""
        self._wanted = None if collection is None else (collection, tuple(exemptions))
        self.view.setVisible(collection is not None)
        if self.isVisible():
            self.draw()

    def draw(self) -> None:
        """Set the pages, unless they are set already."""
        wanted = self._wanted
        if wanted is None or self._work is not None or wanted is self._drawn:
            return

        def render() -> bytes:
            from export.collection_papers import charts_pdf
            from forms.collecting.pictures import charts_of

            collection, exemptions = wanted
            return charts_pdf(collection, charts_of(collection, "", exemptions))

        def take(data: bytes) -> None:
            self._work, self._drawn = None, wanted
            self._show(data)
            self.draw()

        self.told.setText("正在画图…")
        self.told.show()
        self._work = Work(self, render, take, _refuse)
        self._work.begin()

    def _show(self, data: bytes) -> None:
        before = self.pages
        self.pages = PdfPages(data)
        self.view.show_pages(self.pages)
        self.told.hide()
        if before is not None:
            before.close()

    def leave(self) -> None:
        """Wait for what runs, and let go of the PDF."""
        self._wanted = None
        if self._work is not None:
            self._work.wait()
        self.view.pictures.wait()
        if self.pages is not None:
            self.pages.close()


def _refuse(error: FileError) -> None:
    """Nothing is read or written here: no file can refuse."""
    raise error
