"""One edit in part three until it is on the screen, in seconds: ours, then a bare QTableView."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pairs import best_of
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
from sample import city_report

from forms.cells import Address
from ui.app import make_application
from ui.session import Session
from ui.table_view import FormTable

CELL = Address("applications", "granted", "person")


def our_table(session: Session) -> FormTable:
    session.open_report(city_report(), last_year=city_report(2024))
    table = FormTable(session, "applications")
    table.resize(1100, 560)
    table.show()
    table.go_to(CELL)
    return table


def bare_table() -> QTableView:
    model = QStandardItemModel(28, 10)
    for row in range(28):
        for column in range(10):
            model.setItem(row, column, QStandardItem(str(row * column)))
    view = QTableView()
    view.setModel(model)
    view.resize(1100, 560)
    view.show()
    return view


def main() -> None:
    application = make_application([])
    session = Session()
    ours, bare = our_table(session), bare_table()
    QApplication.processEvents()
    figures = iter(range(1, 10_000))

    def edit_ours() -> None:
        session.enter(CELL, next(figures))
        QApplication.processEvents()

    def edit_bare() -> None:
        model = bare.model()
        model.setData(model.index(5, 3), str(next(figures)))
        QApplication.processEvents()

    times = best_of(200, edit_ours, edit_bare)
    print(*times)
    del application, ours
    sys.stdout.flush()
    os._exit(0)


main()
