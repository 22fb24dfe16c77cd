"""One open report: edits, undo, saving, signals."""

import pytest

from forms.cells import Address
from forms.edition_file import built_in_editions
from forms.errors import UnreadableFile, UnwritableFile
from forms.report import Report
from forms.text.untouched import Kept
from ui.session import Session

RECEIVED = Address("applications", "received", "person")
TOTAL = Address("applications", "received", "total")
ROW = [
    Address("applications", "received", column)
    for column in ("person", "enterprise", "research", "charity", "law_service", "other")
]


@pytest.fixture
def session(qapp) -> Session:
    return Session()


def test_begins_blank_on_the_newest_edition_and_unsaved_only_after_an_edit(session):
    assert session.report == Report(edition=list(built_in_editions())[-1])
    assert not session.unsaved

    session.enter(RECEIVED, 3)

    assert session.unsaved


def test_a_total_follows_its_parts(session):
    session.enter_many(dict.fromkeys(ROW, 2), "粘贴6格")

    assert session.report.value(TOTAL) == 12
    session.enter(RECEIVED, 5)
    assert session.report.value(TOTAL) == 15


def test_a_total_that_was_read_is_kept_until_recomputed(session):
    cells = {**dict.fromkeys(ROW, 2), TOTAL: 99}
    session.open_report(Report(edition="2021", cells=cells))
    session.enter(RECEIVED, 5)
    assert session.report.value(TOTAL) == 99

    session.recompute("applications")

    assert session.report.value(TOTAL) == 15
    assert session.undo_name == "重算总计"


def test_undo_and_redo_walk_the_same_reports_with_names(session):
    reports = [session.report]
    session.enter(RECEIVED, 1)
    reports.append(session.report)
    session.enter_many({RECEIVED: 2}, "粘贴1格")
    reports.append(session.report)

    assert (session.undo_name, session.redo_name) == ("粘贴1格", "")
    session.undo()
    assert session.report == reports[1]
    assert (session.undo_name, session.redo_name) == ("填写", "粘贴1格")
    session.undo()
    assert session.report == reports[0]
    session.undo()
    assert session.report == reports[0]
    session.redo()
    session.redo()
    assert session.report == reports[2]
    session.redo()
    assert session.report == reports[2]


def test_a_new_edit_ends_what_could_be_redone(session):
    session.enter(RECEIVED, 1)
    session.undo()
    session.enter(RECEIVED, 2)

    assert session.redo_name == ""


def test_typing_in_one_text_is_one_step_until_the_edit_ends(session):
    for text in ("我", "我局", "我局公开"):
        session.set_section("overview", text)
    session.end_of_edit()
    session.set_section("overview", "我局公开了")

    session.undo()
    assert session.report.sections["overview"] == "我局公开"
    session.undo()
    assert session.report.sections["overview"] is None


def test_end_of_edit_without_an_edit_changes_nothing(session):
    session.end_of_edit()

    assert session.undo_name == ""
    assert not session.unsaved


def test_an_edit_that_changes_nothing_is_no_step(session, qtbot):
    session.enter(RECEIVED, 1)

    with qtbot.assertNotEmitted(session.report_changed):
        session.enter(RECEIVED, 1)

    session.undo()
    assert session.undo_name == ""


def test_edition_follows_the_year_unless_a_filled_cell_would_be_lost(session):
    session.set_year(2020)
    assert session.edition.key == "2019"
    session.set_year(2025)
    assert session.edition.key == "2021"

    session.enter(Address("disclosure", "regulations", "in_force"), 4)
    session.set_year(2019)

    assert session.edition.key == "2021"
    assert "cover.edition" in {finding.code for finding in session.findings}


def test_another_edition_leaves_out_what_it_does_not_have_and_undo_brings_it_back(session):
    lost = Address("disclosure", "regulations", "in_force")
    session.enter_many({lost: 4, RECEIVED: 2}, "填写")

    session.set_edition("2019")
    assert session.report.value(lost) is None
    assert session.report.value(RECEIVED) == 2

    session.undo()
    assert session.report.value(lost) == 4


def test_findings_and_marks_follow_every_edit(session, qtbot):
    with qtbot.waitSignal(session.findings_changed):
        session.enter(RECEIVED, -1)

    assert "cell.negative" in {finding.code for finding in session.findings}
    assert RECEIVED in session.marks


def test_saved_file_holds_report_last_year_and_what_is_done(session, tmp_path):
    path = tmp_path / "报告.gknb"
    before = Report(agency="某某局", year=2024, edition="2021")
    session.set_agency("某某局")
    session.set_done("overview", True)
    session.compare_with(before)

    session.save(path)

    assert not session.unsaved
    again = Session()
    again.open_file(path)
    assert again.report == session.report
    assert again.done == {"overview"}
    assert again.last_year == before
    assert again.path == path
    assert not again.unsaved
    assert again.undo_name == ""


def test_undo_past_the_save_is_unsaved_again(session, tmp_path):
    session.set_agency("某某局")
    session.save(tmp_path / "报告.gknb")
    session.undo()
    assert session.unsaved
    session.redo()
    assert not session.unsaved


def test_a_refused_file_leaves_what_was_open(session, tmp_path):
    session.set_agency("某某局")
    broken = tmp_path / "坏.gknb"
    broken.write_bytes(b"{")

    with pytest.raises(UnreadableFile):
        session.open_file(broken)

    assert session.report.agency == "某某局"
    assert session.unsaved


def test_a_refused_save_leaves_the_report_unsaved(session, tmp_path):
    session.set_agency("某某局")

    with pytest.raises(UnwritableFile):
        session.save(tmp_path / "没有的文件夹" / "报告.gknb")

    assert session.unsaved
    assert session.path is None


def test_end_of_edit_after_a_save_keeps_it_saved(session, tmp_path):
    session.set_section("overview", "我局")
    session.save(tmp_path / "报告.gknb")

    session.end_of_edit()

    assert not session.unsaved


def test_a_named_change_of_a_text_is_a_step_by_itself(session):
    session.set_section("overview", "我局")
    session.set_section("overview", "我局公开", "替换1处")
    session.set_section("overview", "我局公开了")

    assert session.undo_name == "修改文字"
    session.undo()
    assert session.undo_name == "替换1处"
    session.undo()
    assert session.report.sections["overview"] == "我局"


def test_what_the_clerk_said_may_stay_belongs_to_one_last_year(session):
    session.open_report(Report(edition="2021"), None, Report(edition="2021", year=2024))
    session.keep([Kept("overview", 3)])
    assert session.unsaved
    assert session.kept == {Kept("overview", 3)}

    session.compare_with(Report(edition="2021", year=2023))
    assert session.kept == frozenset()
    session.undo()
    assert session.kept == {Kept("overview", 3)}
    session.undo()
    assert session.kept == frozenset()
