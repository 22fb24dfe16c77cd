"""What became of a file that was read: as values, and on the page with its links and choices."""

import pytest
from balanced import sound_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from forms.carry import carry
from forms.cells import Address
from forms.edition_file import built_in_editions
from forms.reading.narrowing import readings_of
from forms.report import Remark, Report
from ui.choice_list import WholeList
from ui.receipt import (
    RECEIPT,
    Kind,
    has_receipt,
    is_taken,
    kind_of,
    place_of,
    placed_lines,
)

KEY = Qt.Key
EDITION = built_in_editions()["2021"]
ROW = "applications.granted"
PERSON, TOTAL = Address.parse(f"{ROW}.person"), Address.parse(f"{ROW}.total")
CARRIED_OUT = Address("applications", "carried_out", "person")
CARRIED_IN = Address("applications", "carried_in", "person")
AMOUNT = Address("disclosure", "fees", "amount")


def reading(row: str, *figures: str) -> tuple[tuple[str, str], ...]:
    """One way to read a whole row."""
    columns = EDITION.tables["applications"].rows[row].areas
    return tuple(
        (f"applications.{row}.{column}", figure)
        for column, figure in zip(columns, figures, strict=True)
    )


def ambiguous(row: str) -> Remark:
    choices = (reading(row, *"8855698"), reading(row, *"885569", ""))
    return Remark(
        "cells.ambiguous", "一行，有两种读法，已留空", f"applications.{row}.person", choices=choices
    )


OPEN = ambiguous("granted")
LEFT = Remark("text.left_over", "没有放进报告的文字：“甲乙……”", "第2页", "甲乙丙丁戊己庚辛")


# --- as values ------------------------------------------------------------------------


def test_only_what_was_read_or_carried_has_a_receipt():
    assert not has_receipt(None)
    assert not has_receipt(sound_report())
    assert has_receipt(sound_report().replace(origins={str(PERSON): "第1页"}))
    assert has_receipt(Report(remarks=(OPEN,)))


def test_placed_cells_are_counted_table_by_table_and_lead_to_the_first_blank():
    whole = sound_report()
    report = whole.with_values({PERSON: None, TOTAL: None})
    table = EDITION.tables["applications"]
    line = list(placed_lines(report, EDITION))[1]

    assert f" {len(table.addresses) - 2} 格" in line.words
    assert "，2 格空着" in line.words
    assert line.place == PERSON
    assert all("空着" not in one.words for one in placed_lines(whole, EDITION))


def test_texts_that_are_there_and_that_are_missing_are_named():
    report = Report(sections={"overview": "有", "other": " "})
    *_, there, missing = placed_lines(report, EDITION)

    assert (there.place, missing.place) == ("overview", "problems")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("cells.ambiguous", Kind.CHOOSE),
        ("text.left_over", Kind.LEFT),
        ("row.summed", Kind.MENDED),
        ("carry.renew", Kind.CARRIED),
        ("carry.gap", Kind.CARRIED),
        ("year.guessed", Kind.LOOK),
        ("never.heard.of", Kind.LOOK),
    ],
)
def test_every_remark_stands_under_a_heading(code, kind):
    assert kind_of(Remark(code, "")) is kind


@pytest.mark.parametrize(
    ("where", "place"),
    [
        (str(TOTAL), TOTAL),
        (ROW, PERSON),
        ("overview", "overview"),
        ("第3页", None),
        ("", None),
        ("applications.gran", None),
    ],
)
def test_remark_leads_to_its_cell_row_or_text(where, place):
    assert place_of(Remark("x", "", where), EDITION) == place


def test_readings_that_name_no_cell_of_the_form_are_left_out():
    strange = Remark("x", "", choices=((("no.such.cell", "1"),), ((str(PERSON), "2"),)))

    assert readings_of(strange, EDITION) == [{PERSON: "2"}]


def test_a_reading_is_taken_where_every_cell_says_the_same():
    report = Report(cells={PERSON: 8})

    assert is_taken({PERSON: "8", TOTAL: ""}, report)
    assert not is_taken({PERSON: "8", TOTAL: "8"}, report)


# --- the page -------------------------------------------------------------------------


def show(window, report: Report, last_year: Report | None = None):
    window.session.open_report(report, last_year=last_year)
    window.go_to(RECEIPT)
    return window.step_page(RECEIPT)


def lines_of(page) -> list[tuple[WholeList, int]]:
    lists = [one for part in page.parts for one in part.lists]
    return [(one, row) for one in lists for row in range(one.count())]


def choose(box, row: int) -> None:
    box.readings.setFocus()
    box.readings.setCurrentRow(row)
    QTest.keyClick(box.readings, KEY.Key_Return)


def test_one_click_fills_the_cells_in_one_step_of_undo(window):
    page = show(window, Report("某某局", 2025, remarks=(OPEN,)))
    (box,) = page.parts[0].boxes
    before = window.session.report

    place = box.readings.visualItemRect(box.readings.item(0)).center()
    QTest.mouseClick(box.readings.viewport(), Qt.MouseButton.LeftButton, pos=place)

    values = [window.session.report.value(Address.parse(name)) for name, _ in OPEN.choices[0]]
    assert values == [8, 8, 5, 5, 6, 9, 8]
    assert box.readings.item(0).text().startswith("✓")
    assert not box.readings.item(1).text().startswith("✓")
    window.session.undo()
    assert window.session.report == before
    assert not box.readings.item(0).text().startswith("✓")


def test_another_reading_takes_the_place_of_the_first(window):
    page = show(window, Report("某某局", 2025, remarks=(OPEN,)))
    (box,) = page.parts[0].boxes
    choose(box, 0)
    choose(box, 1)

    assert is_taken(readings_of(OPEN, EDITION)[1], window.session.report)
    assert window.session.report.value(TOTAL) is None


def words_of(box) -> list[str]:
    items = [box.readings.item(row) for row in range(box.readings.count())]
    return [item.text() for item in items if not item.isHidden()]


def two_open_rows() -> Report:
    """(七)总计 is known, and two of its rows ran together: 12 and 3, or 1 and 23."""
    rows = {"granted": ("12", "1"), "partial": ("3", "23")}
    remarks = [
        Remark(
            "cells.ambiguous",
            "一行，有两种读法，已留空",
            f"applications.{row}.person",
            choices=tuple(((f"applications.{row}.person", figure),) for figure in figures),
        )
        for row, figures in rows.items()
    ]
    others = [row for row in EDITION.tables["applications"].rows if row not in rows]
    cells = {Address("applications", row, "person"): 0 for row in others}
    cells[Address("applications", "result_total", "person")] = 15
    return Report("某某局", 2025, cells=cells, remarks=tuple(remarks))


def test_a_choice_puts_away_what_no_longer_fits_in_the_other_rows(window):
    page = show(window, two_open_rows())
    first, second = page.parts[0].boxes
    page.refresh()
    assert [len(words_of(box)) for box in (first, second)] == [1, 1], "1 + 23 is no 15"
    assert not first.more.isHidden()

    QTest.mouseClick(first.more, Qt.MouseButton.LeftButton)
    assert len(words_of(first)) == 2
    assert first.more.isHidden()
    before = window.session.report
    choose(second, 0)
    assert window.session.report.value(Address("applications", "partial", "person")) == 3
    assert window.session.report.value(PERSON) is None, "nothing is filled in unasked"
    window.session.undo()
    assert window.session.report == before


def test_what_is_typed_and_chosen_narrows_the_other_rows(window):
    total = Address("applications", "result_total", "person")
    page = show(window, two_open_rows().with_values({total: None}))
    boxes = page.parts[0].boxes
    assert [len(words_of(box)) for box in boxes] == [2, 2]
    alone = boxes[1].state.text()

    window.session.enter(total, 24)

    assert [[words[-2:].strip() for words in words_of(box)] for box in boxes] == [["1"], ["23"]]
    assert boxes[1].state.text() != alone
    choose(boxes[0], 1)
    assert window.session.report.value(PERSON) == 1
    assert [words[-2:].strip() for words in words_of(boxes[1])] == ["23"]


def test_a_reading_that_was_taken_stays_in_sight_though_the_sums_deny_it(window):
    page = show(window, two_open_rows())
    first, _ = page.parts[0].boxes
    window.session.enter(PERSON, 1)

    (taken,) = [words for words in words_of(first) if words.startswith("✓")]
    assert taken.endswith(" 1")


def test_reading_chosen_in_last_years_report_is_carried_over(window):
    remark = ambiguous("carried_out")
    last_year = Report("某某局", 2024, remarks=(remark,))
    page = show(window, carry(last_year), last_year)
    assert window.session.report.value(CARRIED_IN) is None
    (box,) = page.parts[0].boxes

    choose(box, 0)

    assert window.session.last_year.value(CARRIED_OUT) == 8
    assert window.session.report.value(CARRIED_IN) == 8
    window.session.undo()
    assert window.session.last_year.value(CARRIED_OUT) is None
    assert window.session.report.value(CARRIED_IN) is None


def test_carried_cell_that_was_typed_is_kept(window):
    last_year = Report("某某局", 2024, remarks=(ambiguous("carried_out"),))
    page = show(window, carry(last_year), last_year)
    window.session.enter(CARRIED_IN, 77)
    choose(page.parts[0].boxes[0], 0)

    assert window.session.report.value(CARRIED_IN) == 77


def test_unit_of_a_chosen_reading_is_kept(window):
    window.session.open_report(Report("某某局", 2025))
    window.session.take_reading({AMOUNT: "251000元"})

    assert window.session.report.value(AMOUNT) == 251000
    assert window.session.report.units[AMOUNT] == "元"


def test_every_line_with_a_place_leads_there(window):
    remarks = (
        Remark("label.repaired", "行名有错字。", ROW),
        Remark("section.placed", "放到这里。", "problems"),
        Remark("year.guessed", "年度是推定的。", "第1页"),
    )
    page = show(window, Report("某某局", 2025, remarks=remarks))
    places = {one.item(row).text(): (one, row) for one, row in lines_of(page)}
    wanted = {
        "行名有错字。": "applications",
        "放到这里。": "problems",
        "年度是推定的。": RECEIPT,
    }

    for words, key in wanted.items():
        window.go_to(RECEIPT)
        lines, row = places[words]
        lines.setCurrentRow(row)
        QTest.keyClick(lines, KEY.Key_Return)
        assert window.current_key == key
    assert window.step_page("applications").form.current_address() == PERSON


def test_left_over_text_is_shown_in_full_and_copied(window):
    page = show(window, Report("某某局", 2025, remarks=(LEFT,)))
    (field,) = page.parts[0].findChildren(QPlainTextEdit)
    assert field.toPlainText() == LEFT.text
    assert field.isReadOnly()
    (copy,) = [b for b in page.findChildren(QPushButton) if b.text() == "全部复制"]

    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)

    assert QApplication.clipboard().text() == LEFT.text


def test_nothing_is_told_twice(window):
    """A remark with readings stands with them; another is one line."""
    page = show(window, Report("某某局", 2025, remarks=(OPEN, LEFT)))
    told = [lines.item(row).text() for lines, row in lines_of(page)]

    assert not [words for words in told if OPEN.message in words or LEFT.message in words]


def test_long_lines_wrap_and_are_seen_whole(window, qtbot):
    long = Remark("x", "很长的一句话，" * 40)
    page = show(window, Report("某某局", 2025, remarks=(long,)))
    (lines,) = page.parts[0].lists

    line = lines.fontMetrics().lineSpacing()
    # Qt gives a widget that no layout has placed yet 640 by 480.
    qtbot.waitUntil(lambda: lines.width() > 640 and 3 * line < lines.height() < 8 * line)
    assert lines.verticalScrollBar().maximum() == 0
    before = lines.height()
    window.resize(910, 512)
    qtbot.waitUntil(lambda: lines.height() > before)
    assert lines.verticalScrollBar().maximum() == 0


def test_another_report_shows_its_own_receipt(window):
    for message in ("第一份的说明。", "第二份的说明。"):
        page = show(window, Report("某某局", 2025, remarks=(Remark("x", message),)))
        told = [lines.item(row).text() for lines, row in lines_of(page)]
        assert told == [message]


def test_receipt_of_last_year_stands_before_the_drafts_own(window):
    last_year = sound_report().replace(year=2024, origins={str(PERSON): "第1页"})
    page = show(window, carry(last_year), last_year)

    assert len(page.parts) == 2
    assert page.parts[0].lists[0].count() >= len(EDITION.tables)
    assert not page.itself.isVisible()


def test_a_report_that_was_read_says_that_it_is_itself(window):
    page = show(window, sound_report().replace(origins={str(PERSON): "第1页"}))
    assert page.itself.isVisible()
    assert str(sound_report().year + 1) in page.itself.text()
