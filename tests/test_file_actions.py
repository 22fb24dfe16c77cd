"""Opening, saving, beginning anew and closing, with the question that keeps unsaved work safe."""

import pytest
from balanced import sound_report
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest

from forms.cells import Address
from forms.saving.store import Saved, save
from ui import dialogs, recent
from ui.dialogs import Answer
from ui.receipt import RECEIPT
from ui.steps import COVER

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_save_asks_for_a_name_once_then_saves_there(window, monkeypatch, tmp_path):
    path = tmp_path / "报告.gknb"
    asked = []

    def ask(parent, suggestion):
        asked.append(suggestion.name)
        return path

    monkeypatch.setattr(dialogs.SaveFile, "ask", ask)
    window.go_to(COVER)
    window.session.set_agency("某某局")
    window.session.set_year(2025)
    QTest.keyClick(window, KEY.Key_S, CTRL)
    window.session.set_year(2024)
    assert window.desk.header.saved.text() == "未保存"
    QTest.keyClick(window, KEY.Key_S, CTRL)

    assert asked == ["某某局2025年政府信息公开工作年度报告.gknb"]
    assert not window.session.unsaved
    assert window.desk.header.saved.text().startswith("已保存")
    assert recent.recent_files() == [path.resolve()]


def test_save_that_is_refused_is_told_and_stays_unsaved(window, monkeypatch, tmp_path):
    places = iter([tmp_path / "没有" / "报告.gknb", tmp_path / "报告.gknb"])
    answers = iter([False, True])
    told = []

    def ask(parent, reason):
        told.append(reason)
        return next(answers)

    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: next(places))
    monkeypatch.setattr(dialogs.NotSavedQuestion, "ask", ask)
    window.session.set_agency("某某局")

    assert not window.files.save()
    assert len(told) == 1
    assert window.session.unsaved
    assert window.files.save()
    assert not window.session.unsaved


def test_a_report_of_another_format_is_read_in_the_background(window, qtbot, tmp_path):
    path = tmp_path / "报告.json"
    from export.export_file import export_report

    report = sound_report()
    export_report(report, window.session.editions[report.edition], path)

    with qtbot.waitSignal(window.files.opened):
        window.files.open_path(path)

    assert window.session.report == report
    assert window.session.path is None
    assert window.desk.header.saved.text() == "未保存"


def test_a_file_that_is_no_report_is_refused_and_nothing_is_lost(window, qtbot, tmp_path):
    path = tmp_path / "空.txt"
    path.write_bytes(b"")
    report = window.session.report

    with qtbot.waitSignal(window.files.reader.refused):
        window.files.open_path(path)

    line = window.desk.reading_line
    assert line.isVisible()
    assert "空.txt" in line.words.text()
    assert window.session.report is report
    click(line.close_button)
    assert not line.isVisible()


@pytest.mark.parametrize("answer", list(Answer))
def test_unsaved_work_is_asked_for_before_another_report_is_opened(
    window, monkeypatch, tmp_path, answer
):
    path = tmp_path / "报告.gknb"
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: answer)
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: path)
    window.go_to(COVER)
    window.session.set_agency("某某局")

    window.files.begin_blank()

    assert path.exists() == (answer is Answer.SAVE)
    assert window.session.report.agency == ("某某局" if answer is Answer.CANCEL else "")


@pytest.mark.parametrize(
    ("answer", "closed"), [(Answer.CANCEL, False), (Answer.DISCARD, True), (Answer.SAVE, True)]
)
def test_closing_asks_for_unsaved_work(window, monkeypatch, tmp_path, answer, closed):
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: answer)
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: tmp_path / "报告.gknb")
    window.session.set_agency("某某局")

    assert window.close() == closed
    assert window.isVisible() != closed


def test_closing_without_unsaved_work_asks_nothing_and_remembers_the_size(window, monkeypatch):
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: pytest.fail("asked"))
    window.resize(1000, 600)

    assert window.close()
    assert recent.window_geometry() is not None


def test_menu_of_open_lists_recent_files(window, tmp_path):
    path = tmp_path / "去年.gknb"
    window.session.save(path)
    recent.remember(path)
    menu = window.desk.header.open.menu()
    menu.aboutToShow.emit()

    assert "去年.gknb" in [action.text() for action in menu.actions()]


def test_keys_that_the_menus_tell_are_the_windows_own(window):
    known = {shortcut.key().toString() for shortcut in window.findChildren(QShortcut)}
    for shown in (window.desk.header.open, window.desk.header.settings):
        shown.menu().aboutToShow.emit()
        lines = [action.text().partition("\t") for action in shown.menu().actions()]
        told = {keys for _, tab, keys in lines if tab}
        assert told
        assert told <= known


def test_manual_and_the_offices_window_are_reached_from_any_page(window):
    header, asked = window.desk.header, []
    for signal, name in ((header.office_asked, "office"), (header.manual_asked, "manual")):
        signal.disconnect()
        signal.connect(lambda name=name: asked.append(name))
    for shown in (header.open, header.settings):
        shown.menu().aboutToShow.emit()
        for action in shown.menu().actions():
            if action.text().startswith(("汇总", "使用手册")):
                action.trigger()
    assert asked == ["office", "manual"]


# --- last year's report ---------------------------------------------------------------


LAST_YEAR = sound_report().replace(agency="某某局", year=2024)
CARRIED_OUT = Address("applications", "carried_out", "total")
CARRIED_IN = Address("applications", "carried_in", "total")


@pytest.fixture
def before(tmp_path):
    """Last year's saved file."""
    path = tmp_path / "去年.gknb"
    save(path, Saved(LAST_YEAR))
    return path


def test_this_year_begins_from_last_years_saved_report(window, monkeypatch, before, qtbot):
    monkeypatch.setattr(dialogs.OpenFile, "ask", lambda *_: before)

    with qtbot.waitSignal(window.files.opened):
        click(window.start.from_last_year)

    session = window.session
    assert (session.report.agency, session.report.year) == ("某某局", 2025)
    assert session.report.number(CARRIED_IN) == LAST_YEAR.number(CARRIED_OUT)
    assert session.last_year == LAST_YEAR
    assert session.path is None
    assert window.current_key == RECEIPT


def test_this_year_begins_from_a_report_in_another_format(window, qtbot, tmp_path):
    from export.export_file import export_report

    path = tmp_path / "去年.docx"
    export_report(LAST_YEAR, window.session.editions[LAST_YEAR.edition], path)

    with qtbot.waitSignal(window.files.opened):
        window.files.begin_from(path)

    assert window.session.report.year == 2025
    assert window.session.last_year.cells == LAST_YEAR.cells
    # What was only begun from is not what one goes on with.
    assert path.resolve() not in recent.recent_files()


def test_what_began_from_a_file_is_saved_beside_it(window, monkeypatch, before):
    asked = []
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda _, suggestion: asked.append(suggestion))
    window.files.begin_from(before)
    assert not window.files.save()

    assert asked[0].parent == before.parent


@pytest.mark.parametrize("answer", [2025, None])
@pytest.mark.parametrize("year", [None, 2010])
def test_year_that_cannot_be_told_is_asked_for(window, monkeypatch, tmp_path, answer, year):
    path = tmp_path / "去年.gknb"
    save(path, Saved(LAST_YEAR.replace(year=year)))
    monkeypatch.setattr(dialogs.YearQuestion, "ask", lambda *_: answer)
    blank = window.session.report

    window.files.begin_from(path)

    if answer is None:
        assert window.session.report is blank
    else:
        assert window.session.report.year == 2025
        assert window.session.last_year.year == 2024


def test_last_years_report_is_laid_beside_the_open_one(window, monkeypatch, before):
    monkeypatch.setattr(dialogs.OpenFile, "ask", lambda *_: before)
    window.go_to(COVER)
    window.session.set_agency("某某局")
    click(window.step_page(COVER).choose_beside)

    assert window.session.last_year == LAST_YEAR
    assert window.session.report.agency == "某某局"
    assert window.current_key == COVER
    window.session.undo()
    assert window.session.last_year is None


def test_beginning_anew_asks_for_unsaved_work_first(window, monkeypatch, before):
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: Answer.CANCEL)
    window.go_to(COVER)
    window.session.set_agency("某某局")
    window.files.begin_from(before)

    assert window.session.last_year is None


def test_saved_file_that_is_broken_is_told_on_the_line(window, tmp_path):
    path = tmp_path / "坏.gknb"
    path.write_bytes(b"{")
    for act in (window.files.open_path, window.files.begin_from, window.files.compare_with):
        act(path)
        assert "坏.gknb" in window.desk.reading_line.words.text()
        click(window.desk.reading_line.close_button)
