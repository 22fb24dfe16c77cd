"""Colours, sizes, fonts and the one quiet stylesheet, for light and dark screens."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui import preferences
from ui.palettes import DARK, LIGHT, NAMED, Palette, of_system
from ui.zoom import zoomed

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
BODY_PIXELS = 14
SMALL_PIXELS = 13
TITLE_PIXELS = 18
PROSE_PIXELS = 16

INTERFACE_FACES = ("Microsoft YaHei UI", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC")
PROSE_FACES = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R")
BUNDLED_INTERFACE = "NotoSansSC-Medium.ttf"
BUNDLED_PROSE = "FandolFang-Regular.ttf"


def palette(dark: bool) -> Palette:
    """The colours of a light or a dark screen."""
    return DARK if dark else LIGHT


def current() -> Palette:
    """The colours in use, as ``apply`` chose them; light before that."""
    application = QGuiApplication.instance()
    named = None if application is None else application.property(_NOW)
    return LIGHT if not named else _unpacked(named)


def apply(application: QApplication, dark: bool | None = None) -> None:
    """Dress the whole application; ``dark=None``: as the clerk chose, else as the system is."""
    chosen = _chosen(application) if dark is None else palette(dark)
    application.setProperty(_NOW, " ".join((*chosen[1:], "dark" if chosen.dark else "")))
    font = QFont()
    font.setFamilies(list(INTERFACE_FACES))
    font.setPixelSize(BODY_PIXELS)
    application.setFont(font)
    application.setPalette(_qt_palette(chosen))
    application.setStyleSheet(_SHEET.substitute(chosen._asdict()))


_NOW = "gknb_colours"


@lru_cache(16)
def _unpacked(named: str) -> Palette:
    *colours, dark = named.split(" ")
    return Palette(bool(dark), *colours)


def _chosen(application: QApplication) -> Palette:
    look = preferences.look()
    return NAMED[look] if look in NAMED else _system(application)


def _system(application: QApplication) -> Palette:
    if application.property(_OWN) is None:
        # Not dressed yet: the palette is the system's own. To ask for the colour scheme, PySide
        # would build the whole namespace Qt, a good part of the time to the first paint.
        application.setProperty(_OWN, application.palette())
        return of_system(application.palette())
    told = of_system(application.property(_OWN))
    if told not in (LIGHT, DARK):
        return told
    from PySide6.QtCore import Qt

    return palette(application.styleHints().colorScheme() is Qt.ColorScheme.Dark)


_OWN = "gknb_system_palette"


def _qt_palette(colours: Palette) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.ground,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.ToolTipBase: colours.surface,
        QPalette.ColorRole.ToolTipText: colours.ink,
        QPalette.ColorRole.PlaceholderText: colours.ghost,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.surface,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.BrightText: colours.wrong,
        QPalette.ColorRole.Light: colours.surface,
        QPalette.ColorRole.Midlight: colours.line,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Dark: colours.muted,
        QPalette.ColorRole.Shadow: colours.line,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    faint = QColor(colours.ghost)
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return made


_SHEET = Template("""
QPushButton { background: $surface; border: 1px solid $line; border-radius: 4px;
    padding: 5px 14px; min-height: 20px; }
QPushButton:hover { border-color: $accent; }
QPushButton:pressed, QPushButton:checked { background: $computed; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 13px; }
QPushButton:disabled { color: $ghost; background: $ground; }
QPushButton[weight="main"] { background: $accent; color: $surface;
    border-color: $accent; }
QPushButton[weight="main"]:focus { border: 4px double $surface; padding: 2px 11px; }
QPushButton[weight="main"]:disabled { background: $ground; color: $ghost;
    border-color: $line; }
QPushButton[weight="quiet"] { background: transparent; border-color: transparent;
    color: $accent; padding: 5px 8px; }
QPushButton[weight="quiet"]:hover { background: $computed; }
QPushButton[weight="quiet"]:checked { background: $computed; border-color: $line; }
QPushButton[weight="quiet"]:focus { border: 2px solid $accent; padding: 4px 7px; }
QPushButton[weight="quiet"]:disabled { color: $ghost; }
QPushButton[weight="fold"] { background: transparent; border-color: transparent;
    color: $accent; padding: 3px 4px 3px 0; text-align: left; }
QPushButton[weight="fold"]:hover { background: $computed; }
QPushButton[weight="fold"]:focus { border: 2px solid $accent; padding: 2px 3px 2px 0; }
QPushButton::menu-indicator { width: 0; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QLineEdit, QPlainTextEdit, QTextEdit { background: $surface;
    border: 1px solid $border; border-radius: 4px; }
QLineEdit { padding: 5px 8px; min-height: 20px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; }
QLineEdit:focus { padding: 4px 7px; }
QLineEdit[weight="small"] { padding: 1px 5px; }
QLineEdit[weight="small"]:focus { padding: 0 4px; }
QSpinBox { background: $surface; border: 1px solid $border; border-radius: 4px;
    padding: 0 2px 0 6px; }
QSpinBox:focus { border: 2px solid $accent; padding: 0 1px 0 5px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: 0; }
QCheckBox { padding: 2px 4px 2px 1px; border: 2px solid transparent; border-radius: 4px; }
QCheckBox:focus { border-color: $accent; }
QComboBox { background: $surface; border: 1px solid $border; border-radius: 4px;
    padding: 5px 8px; min-height: 20px; }
QComboBox:focus { border: 2px solid $accent; padding: 4px 7px; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; margin-right: 8px;
    border-left: 5px solid $surface; border-right: 5px solid $surface;
    border-top: 6px solid $ink; }
QTableView { gridline-color: $line; }
QListWidget { background: transparent; border: 0; outline: 0; }
QScrollArea { background: transparent; border: 0; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: $ghost; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line; }
""")
"""What a palette cannot say. Few rules: each costs time at start-up."""

_LIST_SHEET = Template("""
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QTabWidget::tab-bar { left: 2px; }
QTabBar::tab { background: transparent; color: $muted; padding: 6px 14px;
    border: 2px solid transparent; border-bottom: 3px solid transparent; }
QTabBar::tab:hover { color: $accent; }
QTabBar::tab:selected { color: $ink; border-bottom-color: $accent; }
QTabBar::tab:focus { border-color: $accent; }
QTableWidget, FrozenTable, FrozenTable QTableView { selection-background-color: $computed;
    selection-color: $ink; }
FrozenTable::item:selected { background: $computed; border: 2px solid $accent; }
QTableWidget::item:selected { background: $computed; border-top: 1px solid $accent;
    border-bottom: 1px solid $accent; }
QTableWidget QHeaderView::section, FrozenTable QHeaderView::section { background: $ground;
    color: $ink; border: 0; border-right: 1px solid $line; border-bottom: 1px solid $line;
    padding: 4px 3px; }
QProgressBar { background: $line; border: 0; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QDateEdit { background: $surface; border: 1px solid $border; border-radius: 4px;
    padding: 5px 8px; min-height: 20px; }
QDateEdit:focus { border: 2px solid $accent; padding: 4px 7px; }
QDateEdit:disabled { background: $ground; color: $ghost; }
QDateEdit::drop-down { border: 0; width: 24px; }
QDateEdit::down-arrow { image: none; width: 0; height: 0; margin-right: 8px;
    border-left: 5px solid $surface; border-right: 5px solid $surface;
    border-top: 6px solid $ink; }
""")


def list_sheet() -> str:
    """How tabs, heads of lists, dates and progress look: for the windows that have them, so
    that the start does without.
    """
    return _LIST_SHEET.substitute(current()._asdict())


# --- fonts -------------------------------------------------------------------------------


def provide_interface_font() -> None:
    """Where the machine has no Chinese font at all, or no sign for done, the bundled one is
    added.
    """
    # Signs that few faces have; quicker than to ask for the list of families.
    metrics = QFontMetrics(QGuiApplication.font())
    if not all(metrics.inFontUcs4(ord(sign)) for sign in "报✓▫"):
        QFontDatabase.addApplicationFont(str(FONTS / BUNDLED_INTERFACE))


def prose_font() -> QFont:
    """The 仿宋 of the print: the machine's own, else the bundled one."""
    font = QFont()
    font.setFamilies([_prose_family(), *INTERFACE_FACES])
    font.setPixelSize(zoomed(PROSE_PIXELS))
    return font


@cache
def _prose_family() -> str:
    installed = next((face for face in PROSE_FACES if QFontDatabase.hasFamily(face)), None)
    if installed is not None:
        return installed
    added = QFontDatabase.addApplicationFont(str(FONTS / BUNDLED_PROSE))
    return next(iter(QFontDatabase.applicationFontFamilies(added)), INTERFACE_FACES[0])


def title_font(pixels: int = TITLE_PIXELS) -> QFont:
    """A heading of a page."""
    font = QFont()
    font.setFamilies(list(INTERFACE_FACES))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def small_font() -> QFont:
    """Labels of a table, guidance, states."""
    font = QFont()
    font.setFamilies(list(INTERFACE_FACES))
    font.setPixelSize(SMALL_PIXELS)
    return font
