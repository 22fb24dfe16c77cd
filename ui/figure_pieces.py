"""Stretches of text with figures in them that follow a cell: copied, dragged, marked.

Between widgets such a piece travels as JSON beside the plain words, so that any other program
gets the words and the program's own writing area gets the figures too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from operator import index
from typing import NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QTextCharFormat

from forms.cells import Address
from forms.edition import Edition
from forms.live_figures import LiveFigure, figure_words
from forms.report import Report
from forms.report_json import whole_text
from forms.wording import cell_name
from ui import style
from ui.prose_marks import Line, Mark

MIME = "application/x-gknb-text"


class Piece(NamedTuple):
    """Words, and the live figures in them (their ``section`` says nothing yet)."""

    text: str
    figures: tuple[LiveFigure, ...] = ()


def piece_of_cell(cell: Address, report: Report, unit: str = "") -> Piece:
    """The figure of one cell, with the unit behind it as plain words."""
    words = figure_words(report.value(cell))
    return Piece(words + unit, (LiveFigure("", 0, len(words), cell),))


def cut_out(text: str, figures: Iterable[LiveFigure], start: int, end: int) -> Piece:
    """``start:end`` of a text with the figures that are whole in it."""
    inside = (one for one in figures if start <= one.start and one.end <= end)
    moved = (one._replace(start=one.start - start, end=one.end - start) for one in inside)
    return Piece(text[start:end], tuple(moved))


def to_mime(piece: Piece) -> QMimeData:
    """The words for everyone, the figures for ourselves."""
    data = QMimeData()
    data.setText(piece.text)
    add_to_mime(piece, data)
    return data


def add_to_mime(piece: Piece, data: QMimeData) -> None:
    """Lay the figures beside what a clipboard's data holds already."""
    if piece.figures:
        figures = [[one.start, one.end, str(one.cell)] for one in piece.figures]
        data.setData(MIME, json.dumps([piece.text, figures]).encode())


def from_mime(data: QMimeData, edition: Edition) -> Piece | None:
    """The piece that was copied or dragged here; None where it is anything else.

    A figure of a cell that this edition does not have comes as plain words.
    """
    if not data.hasFormat(MIME):
        return None
    try:
        text, figures = json.loads(bytes(data.data(MIME).data()))
        found = [
            LiveFigure("", index(start), index(end), Address.parse(cell))
            for start, end, cell in figures
        ]
        if any(not 0 <= one.start < one.end <= len(text) for one in found):
            return None
        text = whole_text(text)
    except (ValueError, TypeError, AttributeError, RecursionError):
        # Another program's data under our name: its plain words are still there.
        return None
    return Piece(text, tuple(one for one in found if one.cell in edition.address_set))


def figure_marks(report: Report, section: str, edition: Edition) -> list[Mark]:
    """The live figures of a text: a quiet ground, and what each follows."""
    colours = style.current()
    marks = []
    for one in report.figures_of(section):
        blank = report.value(one.cell) is None
        made = QTextCharFormat()
        made.setBackground(QColor(colours.computed))
        made.setUnderlineStyle(Line.DotLine)
        made.setUnderlineColor(QColor(colours.incomplete if blank else colours.accent))
        words = f"跟随{cell_name(one.cell, edition)}，表中改了，这里也改；按 F2 到表中"
        marks.append(Mark(one.start, one.end, made, words))
    return marks


def outside(figures: Iterable[LiveFigure], place: int, forward: bool) -> int:
    """The place itself, or the edge of the figure that it would split."""
    for one in figures:
        if one.start < place < one.end:
            return one.end if forward else one.start
    return place
