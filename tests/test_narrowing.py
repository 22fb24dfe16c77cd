"""Readings of open rows: what the sums still allow, and that nothing true is ever dropped."""

import time

import pytest
from balanced import balanced_reports, sound_report
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.cells import Address
from forms.edition_file import built_in_editions
from forms.reading.cell_text import read_tokens
from forms.reading.glued import cut_apart
from forms.reading.narrowing import fitting_readings, narrowed
from forms.report import Remark, Report
from forms.rules import Level, Relation, Term
from forms.totals import with_totals

EDITION = built_in_editions()["2021"]
TABLE = EDITION.tables["applications"]
A, B, C = (Address("t", row, "x") for row in "abc")


def equal(total, *parts) -> Relation:
    terms = tuple(Term(part) for part in parts)
    return Relation("t", Level.ERROR, "t", "x", True, terms, (Term(total),))


def left(rows, known, *relations):
    """What is left of the readings of rows of one cell each."""
    numbers = narrowed(
        [[{cell: value} for value in values] for cell, values in rows.items()], known, relations
    )
    return [
        [values[number] for number in one]
        for values, one in zip(rows.values(), numbers, strict=True)
    ]


@pytest.mark.parametrize(
    ("rows", "known", "expected"),
    [
        ({A: [1, 2, 3]}, {B: 2, C: 5}, [[3]]),
        ({A: [1, 2], B: [1, 4]}, {C: 5}, [[1], [4]]),
        ({A: [1, 2], B: [3, 4]}, {C: 5}, [[1, 2], [3, 4]]),
        ({A: [1, 2]}, {B: 2, C: 9}, [[1, 2]]),
        ({A: [1, 2]}, {B: 2}, [[1, 2]]),
        ({A: [1, None]}, {B: 2, C: 9}, [[1, None]]),
        ({A: [1, "/"]}, {B: 2, C: 3}, [[1, "/"]]),
    ],
    ids=["decided", "together", "free", "paper wrong", "blank beside", "blank in it", "no number"],
)
def test_a_reading_goes_only_where_the_sum_cannot_hold(rows, known, expected):
    assert left(rows, known, equal(C, A, B)) == expected


def test_sums_that_contradict_each_other_decide_nothing():
    first, second = equal(C, A), equal(B, A)
    assert left({A: [1, 2]}, {B: 1, C: 2}, first, second) == [[1, 2]]


def test_what_one_row_leaves_decides_the_next():
    """A is settled by one relation, which then settles B by another."""
    assert left({A: [1, 2], B: [1, 2]}, {C: 2}, equal(C, A), equal(B, A)) == [[2], [2]]


# --- a report whose rows ran together ---------------------------------------------------


def glued(report: Report, keys) -> Report:
    """The report as it is read where the figures of these rows ran together."""
    remarks = []
    for key in keys:
        cells = [Address("applications", key, column) for column in TABLE.rows[key].areas]
        printed = "".join(str(report.value(cell)) for cell in cells)
        tokens, _ = read_tokens(printed, 0, len(printed))
        types = [TABLE.column_type(cell) for cell in cells]
        possible = [[token.text for token in one] for one in cut_apart(tokens, types, ())]
        possible.append([str(report.value(cell)) for cell in cells])
        choices = tuple(
            tuple((str(cell), text) for cell, text in zip(cells, texts, strict=True))
            for texts in dict.fromkeys(map(tuple, possible))
        )
        remarks.append(Remark("cells.ambiguous", key, str(cells[0]), choices=choices))
        report = report.with_values(dict.fromkeys(cells))
    return report.replace(remarks=tuple(remarks))


def as_texts(report: Report, key: str) -> dict[Address, str]:
    cells = [Address("applications", key, column) for column in TABLE.rows[key].areas]
    return {cell: str(report.value(cell)) for cell in cells}


@settings(max_examples=10, deadline=None)
@given(balanced_reports(), st.data())
def test_the_true_reading_is_never_dropped_and_every_choice_narrows(whole, data):
    """Row by row the true reading is chosen: it was on offer, and offers never grow."""
    keys = data.draw(
        st.lists(st.sampled_from(["granted", "partial", "carried_out"]), min_size=1, unique=True)
    )
    report = glued(whole, keys)
    before = None
    for key in data.draw(st.permutations(keys)):
        offered = fitting_readings(report, EDITION)
        for remark, readings in offered.items():
            assert as_texts(whole, remark.message) in readings
        if before is not None:
            open_now = [one for one in offered if report.value(Address.parse(one.where)) is None]
            assert all(len(offered[one]) <= len(before[one]) for one in open_now)
        before = offered
        report = report.with_values({a: whole.value(a) for a in as_texts(whole, key)})


def alike() -> Report:
    """Two rows printed 1110000012: 1 and 11 in one of them, 11 and 1 in the other."""
    rows = {"granted": (1, 11, 0, 0, 0, 0, 12), "partial": (11, 1, 0, 0, 0, 0, 12)}
    cells = {
        Address("applications", row, column): figure
        for row, figures in rows.items()
        for column, figure in zip(TABLE.rows[row].areas, figures, strict=True)
    }
    return with_totals(sound_report().with_values(cells), EDITION)


def test_choosing_one_row_leaves_the_other_one_reading():
    whole = alike()
    report = glued(whole, ["granted", "partial"])
    first, second = report.remarks
    open_before = fitting_readings(report, EDITION)
    chosen = report.with_values({a: whole.value(a) for a in as_texts(whole, "granted")})
    after = fitting_readings(chosen, EDITION)

    assert [len(readings) for readings in open_before.values()] == [2, 2]
    assert after[second] == [as_texts(whole, "partial")]
    assert after[first] == open_before[first], "what was chosen can be chosen anew"


def test_cost_of_many_open_rows_is_not_that_of_all_their_combinations():
    whole = sound_report()
    keys = [key for key in TABLE.rows if key != "result_total"]

    def seconds(count):
        report = glued(whole, keys[:count])
        began = time.process_time()
        fitting_readings(report, EDITION)
        return time.process_time() - began

    seconds(10)
    # Twice the rows; their combinations would be a thousand times as many.
    assert seconds(20) < 60 * min(seconds(10) for _ in range(3))
