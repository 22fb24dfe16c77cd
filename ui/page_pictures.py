"""The pages of a finished PDF as pictures, for the screen and for the printer."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage

from forms.errors import FileError
from ui.background import Work

POINTS_PER_INCH = 72

_ONE_AT_A_TIME = threading.Lock()
"""PDFium keeps its state for the whole process: no two threads may be in it."""


class PdfPages:
    """An open PDF. Any thread may ask for a picture. ``sizes`` are in points, by page from 0."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with _ONE_AT_A_TIME:
            self._pdf = pypdfium2.PdfDocument(data)
            numbers = range(len(self._pdf))
            self.sizes = tuple(QSizeF(*self._pdf.get_page_size(number)) for number in numbers)
        self._closed = False

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float, grey: bool = False) -> QImage:
        """A page with ``scale`` pixels to the point; null once the PDF was closed."""
        with _ONE_AT_A_TIME:
            return QImage() if self._closed else _drawn(self._pdf[number], scale, grey)

    def close(self) -> None:
        """Let go of the PDF."""
        with _ONE_AT_A_TIME:
            if not self._closed:
                self._pdf.close()
            self._closed = True


def _drawn(page: Any, scale: float, grey: bool) -> QImage:
    """PDFium draws into the picture's own memory: a copy would hold up the window."""
    import ctypes

    from pypdfium2 import PdfBitmap

    picture = QImage()

    def make(width: int, height: int, format: int, rev_byteorder: bool = False) -> Any:  # noqa: A002 (named by PDFium)
        nonlocal picture
        kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
        picture = QImage(width, height, kind)
        memory = picture.bits()
        room = (ctypes.c_ubyte * len(memory)).from_buffer(memory)
        return PdfBitmap.new_native(
            width, height, format, rev_byteorder, room, picture.bytesPerLine()
        )

    bitmap = page.render(
        scale=scale,
        grayscale=grey,
        prefer_bgrx=not grey,
        optimize_mode="print" if grey else None,
        bitmap_maker=make,
    )
    bitmap.close()
    page.close()
    return picture


class PagePictures(QObject):
    """The pictures that one widget shows, made one after another in the background.

    Signal ``ready`` carries the number of a page whose picture is new. What is no longer wanted
    is forgotten, so that a long report takes no more room than what is seen of it.
    """

    ready = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._made: dict[int, tuple[float, QImage]] = {}
        self._wanted: tuple[int, ...] = ()
        self._scale = 1.0
        self._work: Work[QImage] | None = None

    def take_from(self, pages: PdfPages | None) -> None:
        """Pictures come from another PDF from now on."""
        self._pages = pages
        self._made.clear()
        self._wanted = ()

    def want(self, numbers: Sequence[int], scale: float) -> None:
        """These pages are needed, the first one first. Older pictures stand in until then."""
        self._wanted, self._scale = tuple(numbers), scale
        self._made = {n: made for n, made in self._made.items() if n in self._wanted}
        self._begin()

    def picture(self, number: int) -> QImage | None:
        """The picture of a page, perhaps at an earlier scale; None while there is none."""
        made = self._made.get(number)
        return None if made is None else made[1]

    def is_at_scale(self, number: int) -> bool:
        """True where the picture has the scale that was asked for last."""
        made = self._made.get(number)
        return made is not None and made[0] == self._scale

    def wait(self) -> None:
        """Let a picture that is being made be finished; no other is begun."""
        self.take_from(None)
        if self._work is not None:
            self._work.wait()

    def _begin(self) -> None:
        pages, scale = self._pages, self._scale
        number = next((n for n in self._wanted if not self.is_at_scale(n)), None)
        if self._work is not None or pages is None or number is None:
            return

        def take(picture: QImage) -> None:
            self._work = None
            if pages is self._pages and number in self._wanted:
                self._made[number] = scale, picture
                self.ready.emit(number)
            self._begin()

        self._work = Work(self, lambda: pages.picture(number, scale), take, _refuse)
        self._work.begin()


def _refuse(error: FileError) -> None:
    """Pictures are made from bytes in memory: no file can refuse."""
    raise error
