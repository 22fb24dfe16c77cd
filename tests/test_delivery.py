"""The delivery folder: every format at once, nothing replaced in silence, nothing hidden."""

import hashlib
from pathlib import Path

import pytest
from balanced import EDITIONS, sound_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from export.delivery import (
    FORMATS,
    Delivered,
    Outcome,
    deliver,
    delivery_files,
    taken,
)
from export.layout import Options
from forms.cells import Address
from forms.errors import Cause, UnwritableFile
from forms.reading.open_file import read_report
from forms.saving.store import load
from ui import delivery as delivery_window
from ui import dialogs, recent
from ui.delivery import DeliveryDialog
from ui.session import Session
from ui.steps import REVIEW

REPORT = sound_report()
EDITION = EDITIONS["2021"]
STEM = "某某市人民政府2024年政府信息公开工作年度报告"
WRONG = Address("applications", "deny_query", "research")
UNASSIGNED = "\U0003fffd"
"""No face will ever have it."""


def digests(folder: Path) -> dict[str, str]:
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.iterdir()}


def outcomes(files: tuple[Delivered, ...]) -> dict[str, Outcome]:
    return {one.path.suffix: one.outcome for one in files}


# --- writing --------------------------------------------------------------------------


def test_every_format_is_written_and_gives_the_report_back(tmp_path):
    folder = tmp_path / "交付"
    seen = []
    files = deliver(REPORT, EDITION, folder, progress=lambda n, of: bool(seen.append((n, of))) or 1)

    assert seen == [(n, 5) for n in range(5)]
    assert set(outcomes(files).values()) == {Outcome.WRITTEN}
    assert [one.path for one in files] == list(delivery_files(REPORT, EDITION, folder))
    assert all(one.missing == () and one.error is None for one in files)
    for one in files:
        if one.path.suffix == ".gknb":
            assert load(one.path).report == REPORT
        else:
            read = read_report(one.path)
            assert (read.agency, read.year, read.cells) == (
                REPORT.agency,
                REPORT.year,
                REPORT.cells,
            )


def test_nothing_is_replaced_unless_it_was_named(tmp_path):
    pdf, docx, *_ = delivery_files(REPORT, EDITION, tmp_path)
    for old in (pdf, docx):
        old.write_bytes(b"old")
    assert taken(REPORT, EDITION, tmp_path) == [pdf, docx]

    files = deliver(REPORT, EDITION, tmp_path, replace=[docx])

    assert pdf.read_bytes() == b"old"
    assert docx.read_bytes() != b"old"
    assert outcomes(files)[".pdf"] is Outcome.KEPT
    assert {one.outcome for one in files[1:]} == {Outcome.WRITTEN}
    assert taken(REPORT, EDITION, tmp_path) == list(delivery_files(REPORT, EDITION, tmp_path))


def test_a_draft_does_not_stand_in_the_way_of_the_final_version(tmp_path):
    deliver(REPORT, EDITION, tmp_path, Options(draft=True))
    assert taken(REPORT, EDITION, tmp_path) == []
    assert "草稿" in (tmp_path / f"{STEM}（草稿）.html").read_text("utf-8")


def test_one_refused_format_leaves_the_others(tmp_path):
    in_the_way = tmp_path / f"{STEM}.xlsx"
    in_the_way.mkdir()
    files = deliver(REPORT, EDITION, tmp_path, replace=[in_the_way])

    found = outcomes(files)
    assert found.pop(".xlsx") is Outcome.REFUSED
    assert set(found.values()) == {Outcome.WRITTEN}
    (refused,) = (one for one in files if one.error is not None)
    assert refused.error.cause is Cause.NOT_A_FILE
    assert all(one.path.is_file() for one in files if one is not refused)


def test_stopping_keeps_what_is_written_and_begins_nothing_more(tmp_path):
    files = deliver(REPORT, EDITION, tmp_path, progress=lambda done, of: done < 2)

    assert [one.outcome for one in files] == [Outcome.WRITTEN] * 2 + [Outcome.STOPPED] * 3
    assert {one.suffix for one in tmp_path.iterdir()} == {".pdf", ".docx"}


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for folder, cause in (
        (tmp_path / "none" / "here", Cause.MISSING),
        (tmp_path / "file", Cause.WRITE_FAILED),
    ):
        with pytest.raises(UnwritableFile) as caught:
            deliver(REPORT, EDITION, folder)
        assert caught.value.cause is cause


def test_characters_without_a_face_are_reported_with_the_pdf(tmp_path):
    strange = REPORT.with_section("other", f"联系人：{UNASSIGNED}。")
    files = deliver(strange, EDITION, tmp_path)
    assert {one.path.suffix: one.missing for one in files if one.missing} == {".pdf": (UNASSIGNED,)}


# --- the window -----------------------------------------------------------------------


@pytest.fixture
def session(tmp_path):
    made = Session()
    made.open_report(REPORT)
    recent.remember_folder(tmp_path)
    return made


@pytest.fixture
def opened(session, qtbot):
    """Open the window on the session's report; it stays until the test is torn down."""
    kept = []

    def open_window() -> DeliveryDialog:
        made = DeliveryDialog(session)
        qtbot.addWidget(made, before_close_func=DeliveryDialog.wait)
        made.show()
        kept.append(made)
        return made

    return open_window


@pytest.fixture
def dialog(opened):
    return opened()


def written(dialog, qtbot) -> tuple[Delivered, ...]:
    with qtbot.waitSignal(dialog.delivered) as heard:
        QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    return heard.args[0]


def shapes(dialog) -> list[str]:
    return [dialog.shapes[suffix].text() for suffix in FORMATS]


def test_one_click_writes_the_folder_and_offers_to_open_it(
    dialog, session, tmp_path, qtbot, monkeypatch
):
    shown = []
    monkeypatch.setattr(delivery_window.OpenFolder, "show", shown.append)
    assert dialog.folder == tmp_path / STEM
    assert not dialog.replace.isVisible()
    assert not dialog.open_button.isVisible()

    files = written(dialog, qtbot)

    assert [one.path for one in files] == list(delivery_files(REPORT, EDITION, tmp_path / STEM))
    assert shapes(dialog) == ["✓"] * 5
    assert not dialog.write.isVisible()
    assert not dialog.problems.isVisible()
    QTest.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert shown == [tmp_path / STEM]
    assert recent.last_folder() == tmp_path


def test_files_that_are_there_are_told_and_kept_until_ticked(
    dialog, opened, session, tmp_path, qtbot
):
    written(dialog, qtbot)
    before = digests(tmp_path / STEM)
    session.open_report(REPORT.with_section("other", "没有收取信息处理费。"))
    again = opened()
    assert again.replace.isVisible()
    assert not again.replace.isChecked()

    assert set(outcomes(written(again, qtbot)).values()) == {Outcome.KEPT}
    assert digests(tmp_path / STEM) == before

    again.draft.setChecked(True)
    assert not again.replace.isVisible()
    again.draft.setChecked(False)
    again.replace.setChecked(True)
    assert set(outcomes(written(again, qtbot)).values()) == {Outcome.WRITTEN}
    after = digests(tmp_path / STEM)
    assert after.keys() == before.keys()
    assert not set(after.values()) & set(before.values())


def test_a_refused_file_is_told_and_can_be_written_again(dialog, tmp_path, qtbot):
    folder = tmp_path / STEM
    in_the_way = folder / f"{STEM}.docx"
    in_the_way.mkdir(parents=True)
    dialog.folder = folder
    dialog.draft.toggle()
    dialog.draft.toggle()
    dialog.replace.setChecked(True)

    written(dialog, qtbot)
    assert shapes(dialog) == ["✓", "●", "✓", "✓", "✓"]
    assert in_the_way.name in dialog.problems.text()
    assert str(tmp_path) not in dialog.problems.text()

    in_the_way.rmdir()
    assert set(outcomes(written(dialog, qtbot)).values()) == {Outcome.WRITTEN}
    assert shapes(dialog) == ["✓"] * 5
    assert not dialog.problems.isVisible()


def test_the_file_that_is_open_is_never_replaced(opened, session, tmp_path, qtbot):
    """It holds last year's report and what is declared done; the delivered one does not."""
    folder = tmp_path / STEM
    folder.mkdir()
    session.compare_with(REPORT.replace(year=2023))
    session.save(folder / f"{STEM}.gknb")
    dialog = opened()
    assert dialog.folder == folder
    assert not dialog.replace.isVisible()

    files = written(dialog, qtbot)

    assert outcomes(files)[".gknb"] is Outcome.KEPT
    assert load(folder / f"{STEM}.gknb").last_year == session.last_year


def test_stop_ends_after_the_file_that_is_being_written(dialog, tmp_path, qtbot):
    dialog._file_begun.connect(lambda done, _: done == 1 and dialog.cancel.click())
    with qtbot.waitSignal(dialog.delivered) as heard:
        dialog.start()
    (files,) = heard.args
    assert files[0].outcome is Outcome.WRITTEN
    assert files[-1].outcome is Outcome.STOPPED
    assert {one.name for one in (tmp_path / STEM).iterdir()} == {
        one.path.name for one in files if one.outcome is Outcome.WRITTEN
    }
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_open_errors_are_said_of_a_final_version_never_of_a_draft(dialog, opened, session, qtbot):
    assert not dialog.problems.isVisible()
    session.open_report(REPORT.with_value(WRONG, -1))
    again = opened()
    errors = sum(one.level.value == "error" for one in session.findings)
    assert f"还有{errors}处" in again.problems.text()
    again.draft.setChecked(True)
    assert not again.problems.isVisible()
    again.draft.setChecked(False)

    assert set(outcomes(written(again, qtbot)).values()) == {Outcome.WRITTEN}
    assert f"还有{errors}处" in again.problems.text()


def test_another_folder_gets_a_folder_of_its_own_but_not_twice(dialog, tmp_path, monkeypatch):
    elsewhere = tmp_path / "别处"
    for chosen in (elsewhere, elsewhere / STEM):
        monkeypatch.setattr(dialogs.ChooseFolder, "ask", lambda *_, chosen=chosen: chosen)
        QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
        assert dialog.folder == elsewhere / STEM


def test_a_folder_that_is_gone_is_told(dialog, tmp_path, qtbot):
    dialog.folder = tmp_path / "gone" / STEM
    assert written(dialog, qtbot) == ()
    assert "gone" in dialog.problems.text()
    assert dialog.write.isEnabled()


def test_review_page_opens_it_once_there_is_a_name(window, qtbot):
    window.go_to(REVIEW)
    page = window.step_page(REVIEW)
    assert not page.folder.isEnabled()
    window.session.open_report(REPORT)
    QTest.mouseClick(page.folder, Qt.MouseButton.LeftButton)
    (made,) = window.findChildren(DeliveryDialog)
    assert made.folder.name == STEM
    made.close()
    qtbot.waitUntil(lambda: window.findChildren(DeliveryDialog) == [])
