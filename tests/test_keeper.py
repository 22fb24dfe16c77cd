"""Every edit is kept as the clerk works; the bar says so, or that it is not."""

from datetime import date, datetime

from window_hands import SLIP, crash, cut_off, journaled

from forms.report import Report
from forms.saving.unfinished import left_behind
from ui import dialogs
from ui.going_on import journal_folder
from ui.header_bar import NOT_KEPT, saved_words
from ui.session import Session

TODAY = date(2026, 1, 9)


# --- the session ------------------------------------------------------------------------------


def edits_of_every_kind(session, tmp_path):
    session.open_report(Report(agency="某某局", year=2025, edition="2021"))
    yield
    session.enter(SLIP, 1)
    yield
    session.enter_many({SLIP: 2}, "粘贴1格")
    yield
    session.set_section("overview", "我局")
    yield
    session.set_done("overview", True)
    yield
    session.compare_with(Report(agency="某某局", year=2024, edition="2021"))
    yield
    session.undo()
    yield
    session.redo()
    yield
    session.set_year(2020)
    yield


def test_every_kind_of_edit_is_kept_before_anybody_hears_of_it(qapp, tmp_path):
    session = journaled()
    contents = []
    session.report_changed.connect(
        lambda: contents.append((session.content, session.keeper._journal._content))
    )
    for number, _ in enumerate(edits_of_every_kind(session, tmp_path), 1):
        assert len(contents) == number
        content, packed = contents[-1]
        from forms.saving import store

        assert store.from_bytes(packed) == content
    session.keeper.give_up()


def test_going_on_gives_everything_back_and_is_unsaved(qapp, tmp_path):
    path = tmp_path / "报告.gknb"
    before = cut_off(path=path)
    (found,) = left_behind(journal_folder()).unfinished
    session = journaled()

    recovered = session.go_on(found)

    assert session.content == before.content
    assert session.unsaved
    assert session.path == recovered.path == path
    session.save(path)
    assert not session.unsaved
    crash(session)
    assert left_behind(journal_folder()).unfinished == ()


def test_saving_after_an_edit_leaves_nothing_to_go_on_with(qapp, tmp_path):
    session = journaled()
    session.open_report(Report(agency="某某局", edition="2021"))
    session.enter(SLIP, 1)
    session.save(tmp_path / "报告.gknb")
    crash(session)

    assert left_behind(journal_folder()).unfinished == ()


def test_a_session_without_a_journal_writes_nothing(qapp, home):
    session = Session()
    session.open_report(Report(agency="某某局", edition="2021"))
    session.enter(SLIP, 1)

    assert session.keeper.kept_at is None
    assert not journal_folder().exists()


def test_a_refusal_is_told_once_and_editing_goes_on(qapp, qtbot):
    folder = journal_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_bytes(b"")
    session = journaled()
    with qtbot.waitSignal(session.keeper.refused):
        session.open_report(Report(edition="2021"))
    with qtbot.assertNotEmitted(session.keeper.refused):
        session.enter(SLIP, 1)
        session.enter(SLIP, 2)
    assert session.report.value(SLIP) == 2
    assert session.keeper.is_refused
    folder.unlink()

    session.enter(SLIP, 3)

    assert not session.keeper.is_refused
    assert session.keeper.kept_at is not None
    session.keeper.give_up()


# --- the bar ----------------------------------------------------------------------------------


def test_words_for_what_only_the_journal_holds():
    kept_at = datetime(2026, 1, 9, 14, 3, 7)
    assert saved_words(True, None, TODAY, kept_at) == "已记下 14:03:07，未保存到文件"
    assert saved_words(False, kept_at, TODAY, kept_at) == "已保存 14:03:07"


def test_bar_follows_every_edit_and_the_save(open_window, tmp_path):
    window = open_window()
    window.files.begin_blank()
    header = window.desk.header
    window.session.enter(SLIP, 1)
    assert header.saved.text().startswith("已记下")
    window.session.save(tmp_path / "报告.gknb")
    assert not header.saved.text().startswith("已记下")


def test_bar_and_a_question_say_that_nothing_is_kept(open_window, qtbot, monkeypatch, tmp_path):
    asked = []
    path = tmp_path / "别处.gknb"
    monkeypatch.setattr(
        dialogs.NotKeptNotice, "ask", lambda parent, reason: asked.append(reason) or True
    )
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: path)
    folder = journal_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_bytes(b"")
    window = open_window()
    window.files.begin_blank()
    window.session.enter(SLIP, 1)
    assert window.desk.header.saved.text() == NOT_KEPT

    qtbot.waitUntil(path.exists)

    assert len(asked) == 1
    assert not window.session.unsaved
    window.session.enter(SLIP, 2)
    qtbot.wait(0)
    assert len(asked) == 1
