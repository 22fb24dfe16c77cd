"""The bar above the preview: which version, which page, how large, and where it goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from ui import style
from ui.labels import button
from ui.page_view import Fit, PageView


class PreviewBar(QWidget):
    """Its page and zoom work on ``view``; what the other buttons do is the window's affair."""

    def __init__(self, view: PageView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self.has_annex = False
        self.final, self.draft = _switch("正式稿"), _switch("草稿")
        self.draft.setToolTip("每页印有“草稿”字样")
        self.annex = _switch("上年对照")
        self.annex.setToolTip("文末附上与上年对照的表和图，供本单位内部参考，不用于公开")
        self.versions = QButtonGroup(self)
        for made in (self.final, self.draft):
            self.versions.addButton(made)
        self.page = QSpinBox()
        self.page.setPrefix("第 ")
        self.page.setAccessibleName("页码")
        self.page.setKeyboardTracking(False)
        self.page.setSpecialValueText("第 …")
        self.page.setRange(0, 0)
        # The pages beside are gone to by a click; arrows and figures work as well.
        self.page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page.setFixedHeight(32)
        self.count = QLabel()
        self.width_fit, self.page_fit = _switch("页宽"), _switch("整页")
        self.smaller, self.larger = button("缩小", "quiet"), button("放大", "quiet")
        self.zoom = button("", "quiet")
        self.zoom.setMinimumWidth(56)
        self.stop = button("停止打印")
        self.save = button("存为 PDF")
        self.print = button("打印", "main")
        self.shut = button("关闭", "quiet")
        self.shut.setToolTip("Esc")
        self._lay_out()
        self._connect()
        self._add_shortcuts()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 9)
        layout.setSpacing(4)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.final, self.draft),
            (self.annex,),
            (self.page, self.count),
            (self.width_fit, self.page_fit),
            (self.smaller, self.zoom, self.larger),
        )
        for group in groups:
            for widget in group:
                layout.addWidget(widget)
            layout.addSpacing(8)
        layout.addStretch(1)
        for widget in (self.stop, self.save, self.print, self.shut):
            layout.addWidget(widget)

    def _connect(self) -> None:
        view = self._view
        self.page.valueChanged.connect(lambda number: view.go_to(number - 1))
        self.width_fit.clicked.connect(lambda: view.set_fit(Fit.WIDTH))
        self.page_fit.clicked.connect(lambda: view.set_fit(Fit.PAGE))
        self.zoom.clicked.connect(lambda: view.zoom_to(100))
        self.smaller.clicked.connect(lambda: view.zoom_by(-1))
        self.larger.clicked.connect(lambda: view.zoom_by(1))
        view.page_changed.connect(self.show_page)
        view.zoom_changed.connect(self._show_zoom)

    def _add_shortcuts(self) -> None:
        view = self._view
        actions: tuple[tuple[str, QPushButton, Callable[[], object]], ...] = (
            ("Ctrl+P", self.print, self.print.click),
            ("Ctrl+S", self.save, self.save.click),
            ("Ctrl+0", self.zoom, lambda: view.zoom_to(100)),
            ("Ctrl+1", self.page_fit, lambda: view.set_fit(Fit.PAGE)),
            ("Ctrl+2", self.width_fit, lambda: view.set_fit(Fit.WIDTH)),
            ("Ctrl+-", self.smaller, lambda: view.zoom_by(-1)),
            ("Ctrl+=", self.larger, lambda: view.zoom_by(1)),
            ("Ctrl++", self.larger, lambda: view.zoom_by(1)),
        )
        for keys, shown_at, act in actions:
            QShortcut(QKeySequence(keys), self.window()).activated.connect(act)
            shown_at.setToolTip(keys)
        self.zoom.setToolTip("回到 100%（Ctrl+0）")

    # --- showing -----------------------------------------------------------------------

    def show_count(self, count: int) -> None:
        """Another PDF has so many pages."""
        self.count.setText(f"/ {count} 页")
        self.page.blockSignals(True)
        self.page.setSpecialValueText("")
        self.page.setRange(1, count)
        self.page.blockSignals(False)
        self.show_page(self._view.page)

    def show_page(self, number: int) -> None:
        """The page that is read now, from 0, without going anywhere."""
        self.page.blockSignals(True)
        self.page.setValue(number + 1)
        self.page.blockSignals(False)

    def allow(self, may_act: bool, is_printing: bool) -> None:
        """What can be asked for while the report is being set or printed."""
        for made in (self.final, self.draft, self.annex, self.save, self.print):
            made.setEnabled(may_act)
        # At 150 % on the smallest screen there is room for one of the two.
        self.annex.setVisible(self.has_annex and not is_printing)
        self.page.setEnabled(self.page.maximum() > 0)
        self.stop.setVisible(is_printing)

    def _show_zoom(self) -> None:
        self.zoom.setText(f"{self._view.percent:.0f}%")
        self.zoom.setAccessibleName(f"{self._view.percent:.0f}%，回到 100%")
        self.width_fit.setChecked(self._view.fit is Fit.WIDTH)
        self.page_fit.setChecked(self._view.fit is Fit.PAGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = style.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.line))


def _switch(text: str) -> QPushButton:
    made = button(text)
    made.setCheckable(True)
    return made
