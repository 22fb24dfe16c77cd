"""The manual and the quick start on A4, set in the same faces as the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from export.fonts import Faces, Role, machine_faces
from export.manual import TITLE, Item, ItemKind
from export.page_plan import planned
from export.pdf_font import font_name
from export.pdf_pages import PAGE_HEIGHT, PAGE_WIDTH, TEXT_WIDTH, Block, Pages
from export.pdf_text import Line, Setting, TextBlock, atoms_of, paragraph

_BODY = Setting(Role.FANG, 12, 21, TEXT_WIDTH, 2)
_HEADINGS = {
    ItemKind.CHAPTER: (Setting(Role.BLACK, 16, 30, TEXT_WIDTH, 0), 1),
    ItemKind.SECTION: (Setting(Role.KAI, 13, 26, TEXT_WIDTH, 0), 2),
}
_CAPTION = Setting(Role.KAI, 10.5, 18, TEXT_WIDTH, 0)
_TITLE = Setting(Role.TITLE, 22, 44, TEXT_WIDTH, 0)
_GAP = 6
_PICTURE_WIDTH = 0.84 * TEXT_WIDTH
_MARK = "· "
_NUMBERED = re.compile(r"\d+\.")


def render(items: Sequence[Item], title: str = TITLE, faces: Faces | None = None) -> bytes:
    """The PDF's bytes: the title, then the pieces one below the other."""
    faces = faces or machine_faces()
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        initialFontName=font_name(faces.face(Role.FANG)),  # type: ignore[arg-type]
        lang="zh-CN",
    )
    canvas.setTitle(title)
    canvas.setAuthor("gknb")
    canvas.setSubject("政府信息公开工作年度报告填报")
    Pages(canvas, faces).fill(planned([_title(title, faces), *_blocks(items, faces)]))
    canvas.showOutline()
    canvas.save()
    return out.getvalue()


def _title(title: str, faces: Faces) -> TextBlock:
    block = _centred(title, _TITLE, faces)
    return replace(block, bookmark=(0, title), keep_with_next=True)


def _blocks(items: Iterable[Item], faces: Faces) -> Iterator[Block]:
    pieces = list(items)
    for item, after in zip(pieces, [*pieces[1:], None], strict=True):
        if item.kind in _HEADINGS:
            setting, level = _HEADINGS[item.kind]
            block = _plain(item.text, setting, faces)
            yield replace(block, keep_with_next=True, bookmark=(level, item.text), gap=_GAP / 2)
        elif item.picture is not None:
            yield PictureBlock.of(item.picture, _centred(item.text, _CAPTION, faces))
        elif item.kind is ItemKind.ITEM:
            mark = "" if _NUMBERED.match(item.text) else _MARK
            is_last = after is None or after.kind is not ItemKind.ITEM
            yield replace(_plain(mark + item.text, _BODY, faces), gap=_GAP if is_last else 0)
        else:
            yield replace(_plain(item.text, _BODY, faces), gap=_GAP)


def _plain(text: str, setting: Setting, faces: Faces) -> TextBlock:
    return replace(paragraph([(setting.role, text)], setting, faces), on_grid=False)


def _centred(text: str, setting: Setting, faces: Faces) -> TextBlock:
    line = Line(tuple(atoms_of(text, setting.role, faces)), 0, 0)
    line = replace(line, indent=(setting.measure - line.width(setting.size)) / 2)
    return TextBlock((line,), setting, on_grid=False, gap=_GAP)


@dataclass(frozen=True)
class PictureBlock:
    """A picture in the middle, its caption below; never divided. Lengths are points."""

    file: Path
    picture_height: float
    caption: TextBlock
    keep_with_next: bool = False
    on_grid: bool = False
    bookmark: tuple[int, str] | None = None

    @classmethod
    def of(cls, file: Path, caption: TextBlock) -> PictureBlock:
        """The picture of a PNG file."""
        width, height = ImageReader(str(file)).getSize()
        return cls(file, _PICTURE_WIDTH * height / width, caption)

    @property
    def height(self) -> float:
        """The picture and its caption, with the gaps."""
        return self.picture_height + 2 * _GAP + self.caption.height

    @property
    def first_height(self) -> float:
        """All of it."""
        return self.height

    def whole(self, space: float) -> None:
        """It is never set smaller."""

    def in_rows_of(self, _height: float) -> PictureBlock:
        """It has no rows."""
        return self

    def split(self, space: float) -> None:
        """Never."""

    def forced_split(self, space: float) -> None:
        """Never."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Draw it with the block's upper left corner at (x, top), in a hairline frame."""
        left = x + (TEXT_WIDTH - _PICTURE_WIDTH) / 2
        bottom = top - _GAP - self.picture_height
        canvas.drawImage(str(self.file), left, bottom, _PICTURE_WIDTH, self.picture_height)
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(0.7)
        canvas.rect(left, bottom, _PICTURE_WIDTH, self.picture_height)
        self.caption.draw(canvas, x, bottom - _GAP)
