"""The bar above every page: what is open, whether it is saved, undo and redo, files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from ui import recent, style, typed
from ui.file_actions import FileActions
from ui.labels import MUTED, button
from ui.session import Session
from ui.settings_menu import settings_menu
from ui.zooming import Zooming

HEIGHT = 48


NOT_KEPT = "未保存，也没能自动记下"
READ_ONLY = "只读"
KEPT_ABOUT = "每改一处都马上自动记下，断电、死机也不会丢。要交给别人，请保存成文件。"


def saved_words(
    unsaved: bool, saved_at: datetime | None, today: date, kept_at: datetime | None = None
) -> str:
    """``已保存 14:03:07`` where the file holds everything, with the day where it was not today;
    ``已记下 14:03:07，未保存到文件`` where only the journal does; ``未保存`` otherwise.
    """
    if unsaved and kept_at is not None:
        return f"已记下 {kept_at:%H:%M:%S}，未保存到文件"
    if unsaved:
        return "未保存"
    if saved_at is None:
        return ""
    day = "" if saved_at.date() == today else f"{saved_at.month}月{saved_at.day}日 "
    return f"已保存 {day}{saved_at:%H:%M:%S}"


class HeaderBar(QWidget):
    """Signals: ``preview_asked``: the clerk wants to see the pages; ``export_asked``: to go to
    the page with the exports; ``office_asked``, ``manual_asked``: the windows of that name.
    """

    preview_asked = Signal()
    export_asked = Signal()
    office_asked = Signal()
    manual_asked = Signal()

    def __init__(self, session: Session, files: FileActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._files = session, files
        self.setFixedHeight(HEIGHT)
        self.what = _OneLine()
        self.what.setTextFormat(Qt.TextFormat.PlainText)
        self.what.setFont(style.title_font(style.BODY_PIXELS))
        self.what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.saved = QLabel()
        self.saved.setForegroundRole(MUTED)
        self.saved.setFont(style.small_font())
        self.undo = button("撤销", "quiet")
        self.redo = button("重做", "quiet")
        self.open = button("打开 ∨", "quiet")
        self.open.setAccessibleName("打开")
        self.save = button("保存", "quiet")
        self.preview = button("预览", "quiet")
        self.export = button("导出", "quiet")
        self.settings = button("设置 ∨", "quiet")
        self.settings.setAccessibleName("设置")
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 12, 1)
        layout.setSpacing(4)
        layout.addWidget(self.what, 1)
        layout.addWidget(self.saved)
        layout.addSpacing(16)
        for widget in (self.undo, self.redo, self.open, self.save, self.preview, self.export):
            layout.addWidget(widget)
        layout.addWidget(self.settings)
        self.undo.setToolTip("Ctrl+Z")
        self.redo.setToolTip("Ctrl+Y")
        self.save.setToolTip("Ctrl+S")
        self.open.setToolTip("Ctrl+O")
        self.preview.setToolTip("Ctrl+P")
        self.export.setToolTip("Ctrl+E")

    def _connect(self) -> None:
        session, files = self._session, self._files
        self.undo.clicked.connect(lambda: self._step(session.undo))
        self.redo.clicked.connect(lambda: self._step(session.redo))
        for made in (self.undo, self.redo, self.save):
            # A click leaves the keyboard where the clerk types.
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.save.clicked.connect(files.save)
        self.preview.clicked.connect(self.preview_asked)
        self.export.clicked.connect(self.export_asked)
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        self.open.setMenu(menu)
        zooming = Zooming.of(self._session)
        self.settings.setMenu(settings_menu(self, zooming, self.manual_asked.emit))
        for signal in (
            *(session.history_changed, session.saved_changed, session.access_changed),
            *(files.opened, files.saved),
        ):
            signal.connect(self.refresh)

    def _step(self, turn: Callable[[], object]) -> None:
        """Undo or redo; what is being typed is an edit of its own."""
        typed.take_over(self.window())
        turn()

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        # The keys are told after a tab; they belong to the window, not to the menu.
        menu.addAction("打开文件…\tCtrl+O", self._files.ask_and_open)
        menu.addAction("从去年的报告开始…", self._files.ask_and_begin_from)
        menu.addAction("新建空白报告\tCtrl+N", self._files.begin_blank)
        menu.addAction("另存为…\tCtrl+Shift+S", self._files.save_as)
        menu.addAction("以前保存的版本…", self._files.ask_and_open_copy)
        menu.addAction("汇总、审核下级单位的报告", self.office_asked.emit)
        paths = recent.recent_files()
        if paths:
            menu.addSeparator()
        for path in paths:
            action = menu.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(lambda *_, path=path: self._files.open_path(path))

    def refresh(self) -> None:
        """Show what is open now."""
        session = self._session
        report = session.report
        year = f"{report.year}年" if report.year is not None else "年度未填"
        agency = report.agency.strip() or "机关名称未填"
        self.what.setText(f"{agency} · {year} · {session.edition.name}")
        self.what.setToolTip(str(session.path or self.what.text()))
        # Two windows are told apart in the system's list too; Qt adds the program's name.
        named = f"{report.agency.strip()}{year if report.year is not None else ''}"
        self.window().setWindowTitle(named or QGuiApplication.applicationDisplayName())
        unsaved = session.unsaved or (session.path is None and bool(report.cells))
        kept_at = session.keeper.kept_at
        words = saved_words(unsaved, self._files.saved_at, date.today(), kept_at)
        if unsaved and session.keeper.is_refused:
            words = NOT_KEPT
        if session.file.is_read_only:
            words = READ_ONLY
        self.saved.setText(words)
        self.saved.setToolTip(KEPT_ABOUT if unsaved and kept_at is not None else "")
        _name(self.undo, "撤销", session.undo_name)
        _name(self.redo, "重做", session.redo_name)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = style.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.line))


class _OneLine(QLabel):
    """A label that ends in … where it has no room, instead of in half a character."""

    def shown(self) -> str:
        """What is seen of the text."""
        elide = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.text(), elide, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), self.shown())


def _name(made: QWidget, verb: str, name: str) -> None:
    from PySide6.QtWidgets import QPushButton

    assert isinstance(made, QPushButton)
    text = f"{verb}“{name}”" if name else verb
    made.setText(text)
    made.setAccessibleName(text)
    made.setEnabled(bool(name))
