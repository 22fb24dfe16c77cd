"""Going on as the clerk meets it: the first page, the questions, the words."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QScrollArea
from window_hands import SLIP, click, crash, cut_off

from forms.errors import Cause, UnreadableFile
from forms.report import Report
from forms.saving.journal import Recovered
from forms.saving.journal_file import SUFFIX
from forms.saving.store import Saved
from forms.saving.unfinished import FileNow, Unfinished, left_behind
from ui import dialogs
from ui.dialogs import Answer
from ui.going_on import JOURNALS, caution_words, journal_folder, offer_words, refusal_words
from ui.session import Session
from ui.steps import COVER

TODAY = date(2026, 1, 9)


# --- the first page ---------------------------------------------------------------------------


def test_journals_have_one_name():
    assert f"*{SUFFIX}" == JOURNALS


def test_first_page_offers_nothing_where_nothing_was_cut_off(open_window):
    window = open_window()

    assert window.start.unfinished is None
    assert window.start.from_last_year.property("weight") == "main"


def test_to_go_on_is_the_first_way_and_leads_there(open_window):
    before = cut_off()
    window = open_window()
    (way,) = window.start.unfinished.ways
    assert way.property("weight") == "main"
    assert window.start.from_last_year.property("weight") == ""
    assert way.y() < window.start.from_last_year.y()

    click(way)

    assert window.session.content == before.content
    assert window.current_key == COVER
    assert window.desk.header.saved.text().startswith("已记下")


def test_it_goes_on_at_the_part_where_the_clerk_stopped(open_window):
    stopped = open_window()
    stopped.files.begin_blank()
    stopped.session.enter(SLIP, 1)
    stopped.go_to(SLIP.table)
    crash(stopped.session)
    window = open_window()

    click(window.start.unfinished.ways[0])

    assert window.current_key == SLIP.table


def test_a_saved_report_is_opened_where_the_clerk_stopped(open_window, tmp_path):
    window = open_window()
    for agency in ("甲局", "乙局"):
        window.files.begin_blank()
        assert window.current_key == COVER
        window.session.set_agency(agency)
        window.session.save(tmp_path / f"{agency}.gknb")
        window.go_to("problems")

    later = open_window()
    later.files.open_path(tmp_path / "甲局.gknb")
    assert later.current_key == COVER, "another one was open last"
    later.go_to("problems")
    later.files.open_path(tmp_path / "乙局.gknb")
    assert later.current_key == COVER
    later.go_to("other")
    later.files.open_path(tmp_path / "乙局.gknb")
    assert later.current_key == "other"


def test_each_of_several_is_offered(open_window):
    cut_off("甲局")
    cut_off("乙局")
    window = open_window()

    first, second = window.start.unfinished.ways
    assert "乙局" in first.accessibleDescription()
    click(second)

    assert window.session.report.agency == "甲局"


def test_first_page_scrolls_where_the_screen_cannot_hold_all_of_it(open_window, qtbot):
    for number in range(20):
        cut_off(f"第{number}局")
    window = open_window()
    ways = window.start.unfinished.ways

    def stand_below_each_other():
        for above, below in pairwise(ways):
            assert below.geometry().top() > above.geometry().bottom()

    qtbot.waitUntil(stand_below_each_other)
    assert window.height() <= window.screen().availableGeometry().height()
    assert window.focusWidget() is ways[0]


def test_first_page_does_not_scroll_for_less(open_window):
    cut_off()
    assert open_window().start.findChildren(QScrollArea) == []


@pytest.mark.parametrize("agreed", [True, False])
def test_what_is_not_wanted_goes_only_when_agreed(open_window, monkeypatch, agreed):
    cut_off()
    window = open_window()
    monkeypatch.setattr(dialogs.Question, "ask", lambda *_: agreed)
    leave = next(
        one
        for one in window.start.unfinished.findChildren(type(window.start.blank))
        if one.text() == "不要了"
    )

    click(leave)

    assert len(left_behind(journal_folder()).unfinished) == (0 if agreed else 1)
    assert (window.start.unfinished is None) == agreed


def test_a_damaged_journal_is_said_on_the_first_page(open_window):
    journal_folder().mkdir(parents=True)
    (journal_folder() / "x.journal").write_bytes(b"damage" * 1000)

    window = open_window()

    assert window.start.unfinished is not None
    assert window.start.unfinished.ways == []
    assert window.start.from_last_year.property("weight") == "main"


def test_one_window_does_not_offer_what_another_has_open(open_window):
    window = open_window()
    window.files.begin_blank()
    window.session.enter(SLIP, 1)

    assert open_window().start.unfinished is None


def test_a_report_taken_by_another_window_is_said(open_window, qtbot):
    cut_off()
    first, second = open_window(), open_window()
    (way,) = second.start.unfinished.ways
    click(first.start.unfinished.ways[0])

    with qtbot.waitSignal(second.files.reader.refused):
        click(way)

    assert second.current_key == ""


def test_a_file_that_is_newer_is_told_and_not_replaced(open_window, monkeypatch, tmp_path):
    told = []
    monkeypatch.setattr(dialogs.Notice, "tell", lambda parent, text: told.append(text))
    path = tmp_path / "报告.gknb"
    cut_off(path=path)
    later = Session()
    later.set_agency("后来")
    later.save(path)
    window = open_window()

    click(window.start.unfinished.ways[0])

    assert window.session.report.agency == "某某局"
    assert window.session.path is None
    assert len(told) == 1
    assert "报告.gknb" in told[0]


@pytest.mark.parametrize(("answer", "value"), [(True, 3), (False, None), (None, None)])
def test_opening_the_file_itself_asks_which(open_window, monkeypatch, tmp_path, answer, value):
    path = tmp_path / "报告.gknb"
    cut_off(path=path)
    monkeypatch.setattr(dialogs.UnfinishedQuestion, "ask", lambda *_: answer)
    window = open_window()

    window.files.open_path(path)

    assert window.session.report.value(SLIP) == value
    assert window.session.path == (None if answer is None else path)


# --- leaving ----------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [Answer.DISCARD, Answer.SAVE, Answer.CANCEL])
def test_closing_leaves_nothing_to_go_on_with(open_window, monkeypatch, tmp_path, answer):
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: answer)
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: tmp_path / "报告.gknb")
    window = open_window()
    window.files.begin_blank()
    window.session.enter(SLIP, 1)

    assert window.close() == (answer is not Answer.CANCEL)

    crashed = answer is Answer.CANCEL
    if crashed:
        crash(window.session)
    assert len(left_behind(journal_folder()).unfinished) == crashed


def test_a_file_that_cannot_be_opened_leaves_the_kept_work(open_window, monkeypatch, tmp_path):
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: Answer.DISCARD)
    window = open_window()
    window.files.begin_blank()
    window.session.enter(SLIP, 1)

    window.files.open_path(tmp_path / "没有.gknb")

    crash(window.session)
    assert len(left_behind(journal_folder()).unfinished) == 1


# --- the words --------------------------------------------------------------------------------


def unfinished(**others) -> Unfinished:
    fields = {
        "journal": Path("x.journal"),
        "agency": "某某局",
        "year": 2025,
        "path": None,
        "when": datetime(2026, 1, 9, 14, 3),
        "edits": 3,
        "last_edit": "填写",
        "file_now": FileNow.NEVER,
        **others,
    }
    return Unfinished(**fields)


def test_offer_names_report_time_and_edits():
    words = offer_words(unfinished(), TODAY)
    assert words.startswith("某某局 2025年，14:03")
    assert "3处" in words
    assert "1月9日 14:03" in offer_words(unfinished(), TODAY + timedelta(days=1))


def test_offer_of_a_report_without_name_and_year_says_so():
    words = offer_words(unfinished(agency=" \n", year=None), TODAY)
    assert "\n" not in words
    assert words.count("未填") == 2


def test_each_refusal_has_words_of_its_own():
    causes = [
        Cause.IN_USE,
        Cause.MISSING,
        Cause.FUTURE_FORMAT,
        Cause.BAD_SAVED_FILE,
        Cause.NO_ACCESS,
    ]
    assert len({refusal_words(UnreadableFile("x", cause)) for cause in causes}) == len(causes)


@pytest.mark.parametrize(
    ("now", "lost", "said"),
    [
        (FileNow.NEVER, 0, False),
        (FileNow.SAME, 0, False),
        (FileNow.SAME, 2, True),
        (FileNow.CHANGED, 0, True),
        (FileNow.GONE, 0, True),
    ],
)
def test_caution_only_where_there_is_something_to_know(now, lost, said):
    recovered = Recovered(Saved(Report()), None, now, lost)
    assert bool(caution_words(recovered, Path("报告.gknb"))) == said
