"""A table whose first column stays in sight when the others are scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget


class FrozenTable(QTableView):
    """A second view of the first column lies over the table; the keyboard stays with the table.

    Rows must be of one height. The model is set once.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frozen = QTableView(self)
        self._dress()

    def _dress(self) -> None:
        over = self.frozen
        over.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        over.verticalHeader().hide()
        over.setFrameShape(QTableView.Shape.NoFrame)
        over.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for set_policy in (over.setHorizontalScrollBarPolicy, over.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        over.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().valueChanged.connect(over.verticalScrollBar().setValue)
        over.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.horizontalHeader().sectionResized.connect(lambda *_: self._fit())
        over.horizontalHeader().sectionResized.connect(self._take_width)
        over.activated.connect(self.activated)
        over.horizontalHeader().setSectionsClickable(True)
        over.horizontalHeader().setSortIndicatorShown(True)
        over.horizontalHeader().sectionClicked.connect(lambda _: self._sort_by_first())
        self.horizontalHeader().sortIndicatorChanged.connect(
            lambda column, order: over.horizontalHeader().setSortIndicator(column, order)
        )

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        assert model is not None
        over = self.frozen
        over.setModel(model)
        over.setSelectionModel(self.selectionModel())
        over.setSelectionMode(self.selectionMode())
        model.modelReset.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def scrollTo(
        self,
        index: QModelIndex,  # type: ignore[override]
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """A cell that would lie under the first column is brought out from there."""
        if index.column() == 0:
            # It is in sight at any rate; the others stay where they are.
            place = self.horizontalScrollBar().value()
            super().scrollTo(index, hint)
            self.horizontalScrollBar().setValue(place)
            return
        super().scrollTo(index, hint)
        hidden = self.columnWidth(0) - self.columnViewportPosition(index.column())
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def _sort_by_first(self) -> None:
        header = self.horizontalHeader()
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        is_up = header.sortIndicatorSection() == 0 and header.sortIndicatorOrder() is up
        header.setSortIndicator(0, down if is_up else up)

    def _take_width(self, column: int, _: int, width: int) -> None:
        if column == 0 and self.columnWidth(0) != width:
            self.setColumnWidth(0, width)

    def _fit(self) -> None:
        over, width = self.frozen, self.columnWidth(0)
        model = self.model()
        for column in range(1, model.columnCount() if model is not None else 0):
            over.setColumnHidden(column, True)
        if over.columnWidth(0) != width:
            over.setColumnWidth(0, width)
        over.horizontalHeader().setFixedHeight(self.horizontalHeader().height())
        over.setGeometry(
            self.frameWidth(),
            self.frameWidth(),
            width,
            self.viewport().height() + self.horizontalHeader().height(),
        )
