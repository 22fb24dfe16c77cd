"""The receipt's head: whose report it is, and what does not add up in it, before it goes on."""

import pytest
from balanced import EDITIONS, sound_report
from PySide6.QtWidgets import QLabel

from forms.carry import carry
from forms.cells import Address
from forms.report import Remark, Report
from ui.receipt import RECEIPT, contradictions

EDITION = EDITIONS["2021"]
CARRIED_OUT = Address("applications", "carried_out", "person")
SOUND = sound_report().replace(year=2024, origins={str(CARRIED_OUT): "第1页"})
WRONG = SOUND.with_values({CARRIED_OUT: 3000})


def show(window, report, last_year=None):
    window.session.open_report(report, last_year=last_year)
    window.go_to(RECEIPT)
    return window.step_page(RECEIPT).parts[0]


def lines(part):
    return [one.item(row).text() for one in part.lists for row in range(one.count())]


def test_the_row_and_the_column_of_a_slip_are_named_and_lead_to_it():
    found = contradictions(WRONG, EDITION)

    assert len(found) == 2
    assert all(line.place in EDITION.address_set for line in found)
    assert {line.place.row for line in found} >= {CARRIED_OUT.row}
    assert contradictions(SOUND, EDITION) == []


@pytest.mark.parametrize("order", [(WRONG, SOUND), (SOUND, WRONG)])
def test_they_are_told_of_the_report_that_is_open_now(window, order):
    told = {line.words for line in contradictions(WRONG, EDITION)}
    for last_year in order:
        part = show(window, carry(last_year), last_year)
        assert told.intersection(lines(part)) == (told if last_year is WRONG else set())
        assert part.wrong.isHidden() is (last_year is SOUND)


def test_this_years_own_are_told_in_its_parts_not_here(window):
    assert set(lines(show(window, WRONG))).isdisjoint(
        line.words for line in contradictions(WRONG, EDITION)
    )


def test_many_are_counted_but_not_all_listed(window):
    cells = {cell: 7 for cell in SOUND.cells if cell.table == "applications"}
    last_year = SOUND.with_values(cells)
    found = contradictions(last_year, EDITION)
    part = show(window, carry(last_year), last_year)

    assert len(found) > part.wrong.list.count()
    assert str(len(found)) in part.wrong.heading.text()
    assert str(len(found) - part.wrong.list.count()) in part.wrong.rest.text()


def test_the_receipt_names_the_report_that_is_open_though_the_same_is_told_of_another(window):
    for agency in ("甲局", "乙局"):
        part = show(window, Report(agency, 2025, remarks=(Remark("x", "一处说明。"),)))
        assert any(agency in label.text() for label in part.findChildren(QLabel))
