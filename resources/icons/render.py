"""Renders gknb.svg to the sizes that the systems want: PNG files and one ICO of them."""

from __future__ import annotations

import os
import struct
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
SIZES = (16, 24, 32, 48, 64, 128, 256)
_ICO_HEADER, _ICO_ENTRY = "<HHH", "<BBBBHHII"


def main() -> None:
    """Write gknb-16.png … gknb-256.png and gknb.ico beside the drawing."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication([])
    drawing = QSvgRenderer(str(HERE / "gknb.svg"))
    pictures = []
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        path = HERE / f"gknb-{size}.png"
        image.save(str(path))
        pictures.append(path.read_bytes())
    (HERE / "gknb.ico").write_bytes(ico(pictures))
    del application


def ico(pictures: list[bytes]) -> bytes:
    """PNG pictures in the container of Windows; each says its own size, 256 is written as 0."""
    head = struct.pack(_ICO_HEADER, 0, 1, len(pictures))
    offset = len(head) + len(pictures) * struct.calcsize(_ICO_ENTRY)
    entries = b""
    for size, picture in zip(SIZES, pictures, strict=True):
        side = size % 256
        entries += struct.pack(_ICO_ENTRY, side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return head + entries + b"".join(pictures)


if __name__ == "__main__":
    main()
