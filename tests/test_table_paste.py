"""What a paste would do: a plan, for every block that breaks other programs."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paste_hands import APPLICATIONS, BLANK, COLUMNS, EDITIONS, SHAPES, at, changed, plan

from forms.cells import Address
from forms.report import Report
from forms.totals import with_entries
from ui.clipboard import LARGEST_TEXT, Region, as_html, as_tsv, read_block
from ui.table_paste import plan_paste

# --- one value ---------------------------------------------------------------------------


@pytest.mark.parametrize("column", COLUMNS[:-1])
def test_one_value_goes_to_the_current_cell(column):
    assert changed(plan("5", ("granted", column))) == {f"granted.{column}": 5}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１２", 12),
        ("1,234", 1234),
        ("12件", 12),
        ("−3", -3),
        ("1.5", Decimal("1.5")),
        ("1e3", "1e3"),
        ("12abc", "12abc"),
        ("/", "/"),
        (" 7 \n", 7),
    ],
)
@pytest.mark.parametrize(
    ("shape", "row"), [(APPLICATIONS, "received"), (SHAPES["2021", "disputes"], "direct")]
)
def test_one_value_is_read_as_if_typed(text, value, shape, row):
    column = next(iter(shape.table.rows[row].areas))
    made = plan(text, (row, column), shape=shape)
    assert made.changes == {Address(shape.table.key, row, column): value}


def test_money_in_another_unit_stays_text():
    made = plan("380元", ("fees", "amount"), shape=SHAPES["2021", "disclosure"])
    assert changed(made) == {"fees.amount": "380元"}


def test_one_value_on_a_total_is_refused():
    assert plan("5", ("received", "total")).refusal
    assert not plan("5", ("received", "total")).changes


def test_one_value_on_a_total_kept_from_a_file_is_taken():
    report = Report(
        cells={**dict.fromkeys(EDITIONS["2021"].addresses, 0), at("received", "total"): 9}
    )
    assert changed(plan("0", ("received", "total"), report=report)) == {"received.total": 0}


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\t\t", "自然人", "1.属于国家秘密", "一段文字，有2025年。"]
)
def test_what_holds_no_value_is_refused(text):
    made = plan(text)
    assert made.refusal
    assert not made.changes


# --- by position -------------------------------------------------------------------------


def test_blank_cells_keep_their_place_and_blank_nothing():
    report = BLANK.with_value(at("received", "enterprise"), 8)
    made = plan("1\t\t3\t\t5\t6\t15", report=report)
    assert changed(made) == {
        "received.person": 1,
        "received.research": 3,
        "received.law_service": 5,
        "received.other": 6,
    }
    assert made.blanks == 2


def test_several_rows_go_down():
    made = plan("1\t2\n3\t4", ("granted", "charity"))
    assert changed(made) == {
        "granted.charity": 1,
        "granted.law_service": 2,
        "partial.charity": 3,
        "partial.law_service": 4,
    }


def test_whole_block_of_numbers_without_its_totals():
    rows = [[str(row * 10 + column) for column in range(6)] for row in range(25)]
    made = plan("\n".join("\t".join(row) for row in rows))
    assert len(made.changes) == 24 * 6
    assert made.changes[at("carried_out", "other")] == 245
    assert made.totals == 6


def test_block_as_long_as_the_table_must_begin_at_its_top():
    """25 rows from the second row on: refused whole, nothing cut off."""
    made = plan("\n".join(["1"] * 25), ("carried_in", "person"))
    assert made.refusal
    assert not made.changes


def test_block_wider_than_the_room_is_refused():
    made = plan("1\t2\t3", ("received", "other"))
    assert made.refusal
    assert not made.changes


def test_trailing_blank_rows_and_columns_do_not_count():
    assert changed(plan("1\t\t\t\t\t\t\t\t\n\n\n", ("carried_out", "other"))) == {
        "carried_out.other": 1
    }


def test_transposed_block_without_labels_is_refused_and_says_so():
    made = plan("\n".join("\t".join(["1"] * 25) for _ in range(7)))
    assert "颠倒" in made.refusal


def test_numbers_apart_by_blanks_are_shown_first():
    """As copied from a PDF: a guess, so it is never silent."""
    made = plan("3 0 0 1 0 0 4", ("granted", "person"))
    assert changed(made)["granted.charity"] == 1
    assert made.guessed
    assert made.needs_preview


def test_text_in_the_block_is_shown_first():
    made = plan("1\t/\t无")
    assert changed(made) == {
        "received.person": 1,
        "received.enterprise": "/",
        "received.research": "无",
    }
    assert made.needs_preview


def test_numbers_alone_need_no_preview():
    assert not plan("1\t2\t3").needs_preview


def test_part_two_by_position_skips_the_lines_without_values():
    shape = SHAPES["2021", "disclosure"]
    numbers = plan("1\n2\n3\n4\n5\n6", ("regulations", "made"), shape=shape)
    assert list(numbers.changes.values()) == [1, 2, 3, 4, 5, 6]
    gaps = plan("1\t2\t3\n4\t5\t6\n\t\t\n\t\t\n7\t\t", ("regulations", "made"), shape=shape)
    assert gaps.changes[Address("disclosure", "permits", "decisions")] == 7


def test_values_already_there_are_no_changes():
    report = with_entries(BLANK, EDITIONS["2021"], {at("received", "person"): 1})
    made = plan("1\t2", report=report)
    assert changed(made) == {"received.enterprise": 2}
    assert made.same == 1


# --- totals ------------------------------------------------------------------------------


def test_total_that_agrees_is_counted_not_pasted():
    made = plan("1\t2\t3\t4\t5\t6\t21")
    assert at("received", "total") not in made.changes
    assert made.totals == 1
    assert not made.conflicts
    assert not made.needs_preview


def test_total_that_disagrees_is_told():
    made = plan("1\t2\t3\t4\t5\t6\t22")
    assert [(c.pasted, c.computed) for c in made.conflicts] == [(22, 21)]
    assert made.needs_preview


def test_total_whose_parts_stay_blank_is_not_judged():
    made = plan("1\t\t3\t4\t5\t6\t22")
    assert not made.conflicts
    assert made.totals == 1


# --- what goes out comes in again --------------------------------------------------------


@st.composite
def filled(draw):
    """Give a shape and a report with its table filled and totals computed."""
    key = draw(st.sampled_from(sorted(SHAPES)))
    shape = SHAPES[key]
    numbers = st.integers(0, 99_999_999)
    typed = {a: draw(numbers) for a in shape.typed_by_row}
    return shape, with_entries(Report(edition=key[0]), shape.edition, typed)


@settings(deadline=None)
@given(filled(), st.sampled_from(["tsv", "html", "both"]))
def test_whole_table_survives_the_clipboard(made, how):
    """Copied with its labels, pasted onto any cell of a blank table, it is the same again."""
    from export.layout import table_grid

    shape, report = made
    cells = table_grid(report, shape.table).cells
    region = Region(0, 0, shape.row_count, shape.column_count)
    tsv = as_tsv(cells, region) if how != "html" else ""
    html = as_html(cells, region) if how != "tsv" else ""
    block = read_block(html, tsv)
    blank = Report(edition=report.edition)
    planned = plan_paste(block, shape, blank, shape.typed_by_row[-1])
    assert not planned.needs_preview, (planned.unplaced, planned.conflicts)
    assert with_entries(blank, shape.edition, planned.changes).cells == report.cells


@settings(deadline=None)
@given(st.text(alphabet="1２,.\t\n /件无-<>td\"'（一）自然人总计", max_size=60), st.booleans())
def test_any_text_gives_a_plan_that_never_touches_a_total(text, is_html):
    made = plan("" if is_html else text, html=f"<table>{text}" if is_html else "")
    assert not set(made.changes) & set(EDITIONS["2021"].totals)
    assert bool(made.refusal) <= (not made.changes)


@pytest.mark.parametrize("kind", ["html", "text"])
def test_a_clipboard_of_a_hundred_megabytes_is_not_looked_through(kind):
    row = {"html": "<tr><td>1</td><td>2</td></tr>", "text": "1\t2\n"}[kind]
    many = LARGEST_TEXT // len(row) + 1

    def read(count):
        begun = time.process_time()
        text = row * count
        block = read_block("<table>" + text, "") if kind == "html" else read_block("", text)
        return block.row_count, time.process_time() - begun

    looked_through = min(read(many // 100)[1] for _ in range(3))
    row_count, taken = read(many)

    assert row_count == 0
    # A hundredth of it, looked through, costs more than all of it, put aside.
    assert taken < 10 * looked_through
