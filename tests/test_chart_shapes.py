"""Charts as bars, rules and words: true lengths, nothing outside, nothing unsaid."""

from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given

from export.chart_shapes import Bar, Rule, Word, colours, described, drawing_of, round_top
from forms.document import Chart, Series, Shape

WIDTH = 400.0
LYING = Chart(
    "件数", ("甲", "乙"), (Series("上年", (10, None)), Series("本年", (20, 0))), unit="件"
)


def standing(shape, *rows):
    labels = tuple(f"类{number}" for number in range(len(rows[0])))
    series = tuple(Series(f"列{number}", row) for number, row in enumerate(rows))
    return Chart("件数", labels, series, shape, note="共若干件。")


def of_kind(chart, kind):
    return [mark for mark in drawing_of(chart, WIDTH).marks if isinstance(mark, kind)]


def bars(chart):
    """The bars without the squares of the legend."""
    legend = len(chart.series) if len(chart.series) > 1 else 0
    return of_kind(chart, Bar)[legend:]


def test_lying_bars_are_as_long_as_their_values():
    long = bars(LYING)
    assert [bar.width for bar in long] == pytest.approx([long[1].width / 2, long[1].width])
    assert [bar.colour for bar in long] == list(colours(2))
    assert [word.text for word in of_kind(LYING, Word)].count("—") == 1


def test_columns_are_as_high_as_their_values_on_one_line():
    high = bars(standing(Shape.COLUMNS, (5, 10, Decimal("2.5"), None)))
    assert [bar.height for bar in high] == pytest.approx(
        [high[1].height * n for n in (0.5, 1, 0.25)]
    )
    assert len({round(bar.y + bar.height, 6) for bar in high}) == 1


@pytest.mark.parametrize("most", [4, 10, 87, 12345])
def test_the_scale_tells_what_its_rules_stand_for(most):
    """Evenly up to the round number above all; a column reaches as high as its value there."""
    chart = standing(Shape.COLUMNS, (most, 1))
    rules = sorted({rule.y for rule in of_kind(chart, Rule)}, reverse=True)
    scale = [int(word.text) for word in of_kind(chart, Word) if word.anchor == "end"]
    top = round_top(most)
    assert scale == [top * step // (len(scale) - 1) for step in range(len(scale))]
    height = (rules[0] - rules[-1]) * most / top
    assert max(bar.height for bar in bars(chart)) == pytest.approx(height)


def test_stacked_columns_stand_on_each_other_and_tell_their_sum():
    chart = standing(Shape.STACKED, (3, None), (4, None))
    lower, upper = bars(chart)
    assert upper.y + upper.height == pytest.approx(lower.y)
    words = [word.text for word in of_kind(chart, Word)]
    assert "7" in words
    assert "—" in words


VALUES = st.one_of(st.none(), st.integers(0, 99_999_999))


@given(
    st.sampled_from(Shape),
    st.lists(st.lists(VALUES, min_size=3, max_size=3).map(tuple), min_size=1, max_size=5),
    st.text(alphabet="某某区办公室", min_size=1, max_size=60),
)
def test_no_shape_leaves_the_drawing(shape, rows, name):
    chart = Chart("题", (name, "乙", "丙"), standing(shape, *rows).series, shape, note="注")
    drawing = drawing_of(chart, WIDTH)
    for mark in drawing.marks:
        if isinstance(mark, Bar):
            assert mark.x >= 0
            assert mark.x + mark.width <= WIDTH + 0.01
        ends = (mark.y, mark.to_y) if isinstance(mark, Rule) else (mark.y,)
        assert all(0 <= y <= drawing.height for y in ends)
    assert "注" in [mark.text for mark in drawing.marks if isinstance(mark, Word)]


@given(st.integers(1, 10**9))
def test_the_scale_ends_at_a_round_number(most):
    top = round_top(most)
    assert most <= top < 4 * most + 4
    assert top % 4 == 0


def test_a_chart_in_words():
    assert described(LYING) == "件数（件）。甲：上年10，本年20。乙：上年—，本年0。"


def test_the_figures_of_neighbouring_columns_keep_apart():
    rows = (127667, 5894, 0, 1, 2, 3), (124598, 6126, 0, 1, 2, 3)
    chart = standing(Shape.COLUMNS, *rows)
    figures = [word for word in of_kind(chart, Word) if word.text in ("127667", "124598")]
    left, right = sorted(figures, key=lambda word: word.x)
    # A digit is about half as wide as it is tall.
    assert right.x - left.x >= 6 * 0.5 * left.size
    assert left.size >= 5
