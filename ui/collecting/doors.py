"""From the window on a folder to the one on a report: a return at its cell, or the sum."""

from __future__ import annotations

from pathlib import Path

from forms.cells import Address
from forms.report import Report
from ui.collecting.office_window import OfficeWindow
from ui.window import Window


def made_for(window: Window) -> OfficeWindow:
    """A new office window whose reports open in ``window``."""
    office = OfficeWindow()
    office.report_asked.connect(lambda path, address: open_at(window, path, address))
    office.sum_taken.connect(lambda report: take_sum(window, report))
    return office


def open_at(window: Window, path: Path, address: Address | None) -> None:
    """Open a return and go to a cell of it, once it is read."""
    files = window.files

    def arrive() -> None:
        files.opened.disconnect(arrive)
        files.reader.refused.disconnect(give_up)
        if address is not None:
            window.go_to_place(address)

    def give_up(_: str) -> None:
        files.opened.disconnect(arrive)
        files.reader.refused.disconnect(give_up)

    files.opened.connect(arrive)
    files.reader.refused.connect(give_up)
    _come_forward(window)
    files.open_path(path)


def take_sum(window: Window, report: Report) -> None:
    """The sum becomes the open report: part one, five and six are written there."""
    _come_forward(window)
    window.files.begin_with(report)


def _come_forward(window: Window) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
