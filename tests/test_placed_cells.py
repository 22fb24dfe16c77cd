"""Readings of rows → cells: what an ambiguous row leaves for the clerk to choose from."""

from balanced import EDITIONS

from forms.cells import Address
from forms.counts import read_cell
from forms.reading.cell_text import Token
from forms.reading.glued import MOST_READINGS, Reading
from forms.reading.placed_cells import PlacedCells
from forms.reading.row_cells import RowReading
from forms.reading.row_runs import RowRun
from forms.report import Remark

EDITION = EDITIONS["2019"]


def places(row: str) -> tuple[Address, ...]:
    columns = EDITION.tables["disclosure"].rows[row].areas
    return tuple(Address("disclosure", row, column) for column in columns)


def left_open(row: str, *choices: Reading) -> Remark:
    """The remark on a row that may be read in several ways."""
    placed = PlacedCells(EDITION)
    run = RowRun("disclosure", (row,), (Token("0"),), False, 0, 0, "第1行")
    placed.place({row: RowReading(places(row), choices, run)})
    assert placed.cells == {}
    (remark,) = placed.remarks
    return remark


def tokens(*figures: str) -> Reading:
    return tuple(Token(figure) if figure else None for figure in figures)


def test_every_reading_is_left_to_choose_from_as_address_and_text():
    remark = left_open("permits", tokens("4", "50", "0"), tokens("45", "", "0"))

    assert remark.code == "cells.ambiguous"
    assert [dict(choice) for choice in remark.choices] == [
        {str(a): text for a, text in zip(places("permits"), figures, strict=True)}
        for figures in (("4", "50", "0"), ("45", "", "0"))
    ]


def test_unit_that_matters_stays_with_the_text():
    reading = (Token("3"), Token("922533.2", "元"))
    remark = left_open("procurement", reading, (Token("39"), Token("22533.2", "元")))
    texts = [dict(choice) for choice in remark.choices]
    count, amount = (str(address) for address in places("procurement"))

    assert texts[0] == {count: "3", amount: "922533.2元"}
    assert read_cell(texts[1][amount]).unit == "元"


def test_readings_that_may_not_be_all_are_none_to_choose_from():
    many = tuple(tokens(str(number), "0", "0") for number in range(MOST_READINGS))

    assert left_open("permits", *many).choices == ()
    assert len(left_open("permits", *many[1:]).choices) == MOST_READINGS - 1


def test_row_without_any_reading_has_none_to_choose_from():
    assert left_open("permits").choices == ()
