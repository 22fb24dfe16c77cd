"""Every ink on every ground it is seen on, in every look; the system's own high contrast."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui import palettes, preferences, style
from ui.cell_paint import ROW_SHARE, SELECTED_SHARE
from ui.form_paint import inks, mixed
from ui.palettes import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, NAMED, contrast, of_system
from ui.preferences import Look
from ui.settings_menu import LOOKS

INKS = ("ink", "muted", "accent", "wrong", "mismatch", "incomplete", "done", "ghost")
PLAIN = ("ground", "surface", "computed")
TINTS = ("wrong_tint", "mismatch_tint")


def laid_over(under: str, over: str, share: float) -> str:
    return mixed(QColor(under), QColor(over), share).name()


def grounds(colours) -> list[tuple[str, str]]:
    """Give ink and ground of everything that is written somewhere in the window."""
    found = [(ink, ground) for ink in INKS for ground in PLAIN]
    found += [(ink, tint) for ink in ("ink", "muted", "ghost") for tint in TINTS]
    found += [("wrong", "wrong_tint"), ("mismatch", "mismatch_tint"), ("surface", "accent")]
    pairs = [(getattr(colours, ink), getattr(colours, ground)) for ink, ground in found]
    for ground in ("surface", "computed", *TINTS):
        row = laid_over(getattr(colours, ground), colours.accent, ROW_SHARE)
        chosen = laid_over(getattr(colours, ground), colours.accent, SELECTED_SHARE)
        pairs += [(colours.ink, row), (colours.ghost, row), (colours.ink, chosen)]
    pairs.append((colours.ink, inks(colours).label_here.name()))
    return pairs


@pytest.mark.parametrize("look", list(NAMED))
def test_every_ink_can_be_read_where_it_is_seen(look):
    least = 7.0 if look in (Look.CONTRAST_LIGHT, Look.CONTRAST_DARK) else 4.5
    pairs = grounds(NAMED[look])
    assert [(*p, round(contrast(*p), 2)) for p in pairs if contrast(*p) < least] == []


@pytest.mark.parametrize("look", list(NAMED))
def test_fields_and_the_focus_stand_out(look):
    c = NAMED[look]
    pairs = [(c.border, c.surface), (c.border, c.ground), (c.accent, c.surface)]
    pairs += [(c.accent, c.ground), (c.accent, c.computed), (c.surface, c.accent)]
    assert [(*p, round(contrast(*p), 2)) for p in pairs if contrast(*p) < 3] == []


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


# --- the system's -------------------------------------------------------------------------


def desktop(ground: str, ink: str, highlight: str = "#308CC6", button: str = "") -> QPalette:
    made = QPalette()
    made.setColor(QPalette.ColorRole.Window, QColor(ground))
    made.setColor(QPalette.ColorRole.Button, QColor(button or ground))
    made.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    made.setColor(QPalette.ColorRole.Highlight, QColor(highlight))
    return made


def test_a_plain_desktop_is_light_or_dark():
    assert of_system(desktop("#EFEFEF", "#000000")) == LIGHT
    assert of_system(desktop("#323232", "#FFFFFF")) == DARK
    assert of_system(desktop("#FFFFFF", "#000000", button="#EEEEEE")) == LIGHT


def test_a_desktop_of_high_contrast_keeps_its_own_colours():
    seen = of_system(desktop("#000000", "#FFFFFF", "#1AEBFF"))
    assert (seen.ground, seen.ink, seen.accent, seen.dark) == (
        "#000000",
        "#FFFFFF",
        "#1AEBFF",
        True,
    )
    assert seen.wrong == CONTRAST_DARK.wrong
    assert of_system(desktop("#FFFFFF", "#000000", "#37006E")).accent == "#37006E"


def test_a_highlight_that_cannot_be_read_is_not_taken():
    assert of_system(desktop("#FFFFFF", "#000000", "#99CCFF")).accent == CONTRAST_LIGHT.accent


def test_windows_word_makes_a_weaker_palette_high_contrast(monkeypatch):
    monkeypatch.setattr(palettes, "is_told_by_windows", lambda: True)
    seen = of_system(desktop("#2D3236", "#FFFFFF", "#D6B4FD"))
    assert seen.ground == "#2D3236"
    assert seen not in (LIGHT, DARK)


# --- chosen -------------------------------------------------------------------------------


@pytest.fixture
def dressed(qapp):
    yield qapp
    preferences.set_look(Look.SYSTEM)
    style.apply(qapp)


@pytest.mark.parametrize("look", list(NAMED))
def test_the_chosen_look_is_worn_at_once(dressed, look):
    preferences.set_look(look)
    style.apply(dressed)
    assert style.current() == NAMED[look]
    assert QApplication.palette().window().color().name().upper() == NAMED[look].ground


def test_the_menu_offers_every_look_and_wears_the_chosen_one(window, dressed):
    menu = window.desk.header.settings.menu()
    menu.aboutToShow.emit()
    lines = {action.text(): action for action in menu.actions()}
    assert all(words in lines for words in LOOKS.values())
    assert lines[LOOKS[Look.SYSTEM]].isChecked()
    lines[LOOKS[Look.CONTRAST_DARK]].trigger()
    assert style.current() == CONTRAST_DARK
    menu.aboutToShow.emit()
    assert [a.text() for a in menu.actions() if a.isChecked()][1] == LOOKS[Look.CONTRAST_DARK]


def test_the_menu_says_where_enter_goes(window):
    menu = window.desk.header.settings.menu()
    menu.aboutToShow.emit()
    down, right = menu.actions()[1:3]
    assert down.isChecked()
    right.trigger()
    assert preferences.enter_moves_right()
