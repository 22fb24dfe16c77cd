"""The office's window in hands: a folder of three returns, opened, and a cell chosen."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from balanced import EDITIONS, sound_report

from export.export_file import export_report
from forms.cells import Address
from forms.collecting.workers import Workers
from ui.collecting.office_window import OfficeWindow

EDITION = EDITIONS["2021"]
RECEIVED = Address("applications", "received", "person")


def threads() -> Workers:
    """Real work, without the seconds that a new process takes to start."""
    return Workers(lambda: ThreadPoolExecutor(1), 1)


def put(folder: Path, agency: str, suffix: str = ".docx", **changes) -> Path:
    report = sound_report().replace(agency=agency)
    report = report.with_values({Address(*k.split("__")): v for k, v in changes.items()})
    path = folder / f"{agency}{suffix}"
    export_report(report, EDITION, path)
    return path


def filled(folder: Path) -> Path:
    """Put two sound returns and a wrong one into a new folder."""
    folder.mkdir()
    put(folder, "示范市教育局")
    put(folder, "示范市民政局", ".html", applications__received__person=9)
    put(folder, "示范市水务局", ".xlsx")
    return folder


def shown(qtbot) -> OfficeWindow:
    """Show an empty window whose work is done in a thread."""
    made = OfficeWindow(workers=threads)
    qtbot.addWidget(made, before_close_func=OfficeWindow.leave)
    made.resize(1366, 740)
    made.show()
    return made


def opened(office, folder, qtbot):
    with qtbot.waitSignal(office.run.collected):
        office.open_folder(folder)
    return office.collection


def chosen_cell(office, address=RECEIVED):
    office.pages.setCurrentWidget(office.sum)
    office.sum.tables.setCurrentWidget(office.sum.forms[address.table])
    office.sum.forms[address.table].go_to(address)


def table_texts(table, column):
    return [table.item(row, column).text() for row in range(table.rowCount())]
