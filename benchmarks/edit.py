"""A digit and Enter in part three until painted, in seconds: ours, then a bare QTableView."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pairs import best_of
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
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


def type_figure(number: int) -> int:
    """Real keys to whatever has the focus, and everything that follows from them."""
    figure = number % 10
    QTest.keyClick(QApplication.focusWidget(), str(figure))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    return figure


def main() -> None:
    application = make_application([])
    session = Session()
    ours, bare = our_table(session), bare_table()
    figures = iter(range(1, 10_000))

    def edit_ours() -> None:
        ours.go_to(CELL)
        figure = type_figure(next(figures))
        assert session.report.value(CELL) == figure

    def edit_bare() -> None:
        cell = bare.model().index(5, 3)
        bare.setCurrentIndex(cell)
        assert str(type_figure(next(figures))) == cell.data()

    times = {"ours": 1.0, "bare": 1.0}
    for _ in range(4):
        for name, window, edit in (("ours", ours, edit_ours), ("bare", bare, edit_bare)):
            take_the_keys(window)
            times[name] = min(times[name], *best_of(50, edit))
    print(times["ours"], times["bare"])
    del application
    sys.stdout.flush()
    os._exit(0)


def take_the_keys(window: QWidget) -> None:
    """Only the active window hears keys."""
    for other in QApplication.topLevelWidgets():
        other.setVisible(other is window)
    window.activateWindow()
    window.setFocus()
    QApplication.processEvents()


main()
