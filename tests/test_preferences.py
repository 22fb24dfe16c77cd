"""What the clerk set once, and the day that the office wants the report."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui import preferences, recent
from ui.deadlines import due, first_words, is_soon, legal_words, own_words, read_day, show_day
from ui.preferences import SIZES, Look

CHOICES = [
    (preferences.look, preferences.set_look, Look.SYSTEM, Look.CONTRAST_DARK, "look/colours"),
    (preferences.size, preferences.set_size, 100, 150, "look/size"),
    (
        preferences.enter_moves_right,
        preferences.set_enter_moves_right,
        False,
        True,
        "typing/enter",
    ),
    (preferences.deadline, preferences.set_deadline, None, (1, 20), "office/deadline"),
]


@pytest.mark.parametrize(("read", "keep", "at_first", "chosen", "key"), CHOICES)
def test_a_choice_is_kept(read, keep, at_first, chosen, key):
    assert read() == at_first
    keep(chosen)
    assert read() == chosen
    keep(at_first)
    assert read() == at_first


@pytest.mark.parametrize(("read", "keep", "at_first", "chosen", "key"), CHOICES)
@pytest.mark.parametrize("broken", ["", "x", "-", "1-x", "²", ["a", "b"], 1e9])
def test_another_hand_in_the_file_does_no_harm(read, keep, at_first, chosen, key, broken):
    recent.settings().setValue(key, broken)
    assert read() == at_first


def test_sizes_hold_the_plain_one():
    assert 100 in SIZES


# --- the office's day ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1月20日", (1, 20)),
        ("１月２０日", (1, 20)),
        ("1-20", (1, 20)),
        (" 1.20 ", (1, 20)),
        ("12/5", (12, 5)),
        ("2月29日", (2, 29)),
        ("1月20号", (1, 20)),
        ("2月30日", None),
        ("13月1日", None),
        ("0月1日", None),
        ("一月", None),
        ("", None),
        ("20", None),
    ],
)
def test_a_day_is_read(text, day):
    assert read_day(text) == day
    assert day is None or read_day(show_day(day)) == day


def test_the_day_falls_in_the_year_after_unless_it_is_an_autumn_call():
    assert due((1, 20), 2025) == date(2026, 1, 20)
    assert due((8, 31), 2025) == date(2026, 8, 31)
    assert due((9, 1), 2025) == date(2025, 9, 1)
    assert due((2, 29), 2026) == date(2027, 2, 28)
    assert due((2, 29), 2027) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("today", "words", "soon"),
    [
        (date(2026, 1, 5), "15", False),
        (date(2026, 1, 6), "14", True),
        (date(2026, 1, 20), "今天", True),
        (date(2026, 1, 22), "已过2天", True),
    ],
)
def test_how_far_off_it_is(today, words, soon):
    assert words in own_words((1, 20), 2025, today)
    assert is_soon((1, 20), 2025, today) is soon


def test_the_regulations_days_are_of_the_next_year():
    assert "2026年1月31日" in legal_words(2025)
    assert "2026年3月31日" in legal_words(2025)
    assert "次年" in legal_words(None)


def test_the_first_page_names_the_days(qtbot):
    from ui.pages.start import StartPage

    preferences.set_deadline((1, 20))
    page = StartPage()
    qtbot.addWidget(page)
    page.show()
    assert all(day in page.deadlines.text() for day in ("1月31日", "3月31日", "1月20日"))
    assert "1月20日" not in first_words(None, date(2026, 1, 5))
    assert "2026年1月20日，还有15天" in first_words((1, 20), date(2026, 1, 5))


def test_the_cover_takes_the_day_and_keeps_it_for_every_report(window):
    from forms.report import Report

    window.session.open_report(Report(year=2025))
    window.go_to("cover")
    box = window.step_page("cover").deadlines
    box.own.setFocus()
    QTest.keyClicks(box.own, "1-20")
    window.step_page("cover").agency.setFocus()
    assert preferences.deadline() == (1, 20)
    assert box.own.text() == "1月20日"
    assert "2026年1月20日" in box.told.text()
    box.own.setFocus()
    box.own.selectAll()
    QTest.keyClicks(box.own, "99")
    window.step_page("cover").agency.setFocus()
    assert preferences.deadline() == (1, 20)
    assert box.told.text().startswith("▲")
    box.own.setFocus()
    box.own.selectAll()
    QTest.keyClick(box.own, Qt.Key.Key_Delete)
    window.step_page("cover").agency.setFocus()
    assert preferences.deadline() is None
