"""设置: a small menu in the bar. Each choice holds at once and for every report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from ui import preferences, style, zoom
from ui.preferences import Look
from ui.zooming import Zooming

LOOKS = {
    Look.SYSTEM: "跟随系统",
    Look.LIGHT: "浅色",
    Look.DARK: "深色",
    Look.CONTRAST_LIGHT: "高对比度（白底）",
    Look.CONTRAST_DARK: "高对比度（黑底）",
}


def settings_menu(parent: QWidget, zooming: Zooming, show_manual: Callable[[], object]) -> QMenu:
    """The menu, filled anew each time that it opens; the manual is its last line."""
    menu = QMenu(parent)

    def fill() -> None:
        _fill(menu, zooming)
        menu.addSeparator()
        menu.addAction("使用手册\tShift+F1", show_manual)

    menu.aboutToShow.connect(fill)
    return menu


def add_enter_choices(menu: QMenu) -> None:
    """Where Enter goes in a table, as two lines of a menu."""
    right = preferences.enter_moves_right()
    words = {False: "按回车向下走", True: "按回车向右走"}
    _add_choices(menu, words, right, preferences.set_enter_moves_right)


def _fill(menu: QMenu, zooming: Zooming) -> None:
    menu.clear()
    menu.addSection("填表")
    add_enter_choices(menu)
    menu.addSection("颜色")
    _add_choices(menu, LOOKS, preferences.look(), _take_look)
    menu.addSection("大小")
    tables = menu.addMenu(f"表格和文字（{zoom.percent()}%）")
    tables.addSection("也可以按 Ctrl 加 ＋、－，或按住 Ctrl 滚动")
    _add_choices(tables, _as_percent(preferences.ZOOMS), zoom.percent(), zooming.use)
    sizes = menu.addMenu(f"界面大小（{preferences.size()}%）")
    sizes.addSection("下次打开程序时生效")
    _add_choices(sizes, _as_percent(preferences.SIZES), preferences.size(), preferences.set_size)


def _add_choices(
    menu: QMenu, words: Mapping[Any, str], now: object, take: Callable[[Any], None]
) -> None:
    group = QActionGroup(menu)
    for choice, text in words.items():
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(choice == now)
        group.addAction(action)
        action.triggered.connect(lambda *_, choice=choice: take(choice))


def _as_percent(sizes: tuple[int, ...]) -> dict[int, str]:
    return {size: f"{size}%" for size in sizes}


def _take_look(chosen: Look) -> None:
    preferences.set_look(chosen)
    style.apply(cast(QApplication, QApplication.instance()))
