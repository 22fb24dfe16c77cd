"""The delivery window: the annex, and what is told before anything is written."""

import pytest
from balanced import EDITIONS, sound_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from export.delivery import Delivered, delivery_files
from export.layout import Options
from forms.annex_mark import HEADING
from forms.reading.open_file import read_report
from ui import recent
from ui.delivery import DeliveryDialog
from ui.session import Session

REPORT = sound_report()
EDITION = EDITIONS["2021"]
STEM = "某某市人民政府2024年政府信息公开工作年度报告"
UNASSIGNED = "\U0003fffd"


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


def written(dialog, qtbot) -> tuple[Delivered, ...]:
    with qtbot.waitSignal(dialog.delivered) as heard:
        QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    return heard.args[0]


def test_missing_characters_are_told_before_anything_is_written(opened, session, tmp_path, qtbot):
    session.open_report(REPORT.with_section("other", f"联系人：{UNASSIGNED}。"))
    dialog = opened()
    qtbot.waitUntil(lambda: "联系人：〓" in dialog.problems.text())
    assert not (tmp_path / STEM).exists()


def test_the_annex_is_offered_where_there_is_a_year_before_and_off_until_ticked(
    opened, session, tmp_path, qtbot
):
    assert not opened().annex.isVisible()
    session.compare_with(REPORT.replace(year=2020))
    assert not opened().annex.isVisible()
    session.compare_with(REPORT.replace(year=2023))
    dialog = opened()
    assert dialog.annex.isVisible()
    assert dialog.options == Options()

    dialog.annex.setChecked(True)
    files = written(dialog, qtbot)
    page = next(one.path for one in files if one.path.suffix == ".html")
    assert HEADING in page.read_text("utf-8")
    assert read_report(page).cells == session.report.cells


def test_what_holds_the_annex_says_so_in_its_name(tmp_path):
    options = Options(last_year=REPORT.replace(year=2023))
    assert not {*delivery_files(REPORT, EDITION, tmp_path, options)} & {
        *delivery_files(REPORT, EDITION, tmp_path)
    }
