"""The ledger of figures: each figure of a text, and where it comes from."""

import pytest
from balanced import EDITIONS, city_report
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.cells import Address
from forms.text.figure_ledger import Source, figure_ledger, section_ledger
from forms.text.figure_wording import figure_json, figure_sentence, written

FORM = EDITIONS["2021"]


def entries(text, last_year=None, section="overview"):
    report = city_report().with_section(section, text)
    return list(section_ledger(report, FORM, section, last_year))


def only(text, last_year=None):
    (one,) = entries(text, last_year)
    return one


def before():
    return (
        city_report()
        .replace(year=2023)
        .with_value(Address("applications", "received", "total"), 3511)
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("全年共收到政府信息公开申请3525件。", 3525),
        ("全年共收到政府信息公开申请３５２５件。", 3525),
        ("全年共收到政府信息公开申请三千五百二十五件。", 3525),
        ("全年共收到政府信息公开申请3,525件。", 3525),
    ],
)
def test_figure_of_a_cell(text, value):
    one = only(text)
    assert (one.source, one.value, one.unit) == (Source.CELL, value, "件")
    assert one.cells == (Address("applications", "received", "total"),)
    assert one.is_named


def test_sum_of_cells():
    one = only("全年发生行政诉讼案件77件，均与政府信息公开有关。".replace("发生", "发生信息公开"))
    assert (one.source, one.expected, len(one.cells)) == (Source.SUM, 77, 2)


def test_figure_that_the_table_contradicts():
    one = only("全年共收到政府信息公开申请3520件。")
    assert (one.source, one.expected) == (Source.DIFFERS, 3525)
    report = city_report().with_section("overview", "全年共收到政府信息公开申请3520件。")
    assert all(figure in figure_sentence(one, report, FORM) for figure in ("3520", "3525"))


def test_figure_of_last_year():
    """Told of another year, or equal to last year's only."""
    one = only("2023年收到政府信息公开申请3511件。", before())
    assert (one.source, one.cells[0].row) == (Source.LAST_YEAR, "received")
    assert only("2023年收到政府信息公开申请3511件。").source is Source.UNEXPLAINED
    assert only("共有材料3511件。", before()).source is Source.LAST_YEAR


@pytest.mark.parametrize(
    ("percent", "source"),
    [("40.6", Source.SHARE), ("41.1", Source.SHARE), ("41.3", Source.UNEXPLAINED)],
)
def test_share_within_half_a_point(percent, source):
    """1431 of 3521 is 40.64 %; of 3525, 40.60 %."""
    text = f"收到政府信息公开申请3525件。其中予以公开1431件，占{percent}%。"
    assert entries(text)[-1].source is source


def test_growth_against_last_year():
    """3525 after 3511 is 0.40 % more."""
    text = "收到政府信息公开申请3525件，同比增长0.4%。"
    assert entries(text, before())[-1].source is Source.SHARE
    assert entries(text)[-1].source is Source.UNEXPLAINED
    for word in "增加 上升 提高 减少 下降 降低 回落 增幅 降幅".split():
        assert entries(text.replace("增长", word), before())[-1].source is Source.SHARE
    wrong = "收到政府信息公开申请3525件，同比增长1.4%。"
    assert entries(wrong, before())[-1].source is Source.UNEXPLAINED


def test_money_is_held_against_ten_thousands():
    one = only("全年行政事业性收费金额727012578元。")
    assert (one.source, one.cells) == (Source.CELL, (Address("disclosure", "fees", "amount"),))


def test_unnamed_figure_is_at_most_equal():
    """A large one that equals a total is told so; a small one equals something by chance."""
    one = only("共有材料1431件。")
    assert (one.source, one.is_named) == (Source.CELL, False)
    assert only("共有材料2件。").source is Source.UNEXPLAINED
    assert only("共有材料约1431件。").source is Source.UNEXPLAINED
    assert only("共有材料1431人。").source is Source.UNEXPLAINED


def test_a_note_has_the_subject_of_its_table():
    for section, is_named in (("applications_note", True), ("overview", False)):
        (one,) = entries("共收到3525件。", section=section)
        assert (one.source, one.is_named) == (Source.CELL, is_named)


def test_dates_and_titles_are_no_figures():
    assert entries("根据《关于5件实事的通知》，自2024年1月1日起至12月31日止。") == []


def test_notes_and_all_sections_are_read():
    report = city_report()
    for section in ("overview", "disclosure_note", "problems", "other"):
        report = report.with_section(section, "收到政府信息公开申请3525件。")
    found = figure_ledger(report, FORM)
    assert [one.section for one in found] == ["overview", "disclosure_note", "problems", "other"]
    assert figure_ledger(city_report().replace(year=None, sections={"overview": "收到5件"}), FORM)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "收到申请12件",
                "，",
                "。",
                "占9.5%",
                "\n",
                "行政复议三件",
                "《5件》",
                "１２",
                "万元3元",
            ]
        ),
        max_size=12,
    )
)
def test_every_entry_stands_where_it_says(pieces):
    """Places are in order, inside the text, and every entry can be told and kept as JSON."""
    text = "".join(pieces)
    report = city_report().with_section("overview", text)
    found = figure_ledger(report, FORM, before())
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert text[one.start : one.end] == written(one, report)
        assert figure_json(one, report)["source"] == one.source.value
        assert figure_sentence(one, report, FORM).endswith("。")


@pytest.mark.parametrize(("year", "source"), [(2023, Source.LAST_YEAR), (2024, Source.UNEXPLAINED)])
def test_only_a_report_of_the_year_before_explains_a_figure(year, source):
    report = city_report().with_section("overview", "发布图文信息987654件。")
    permits = Address("disclosure", "permits", "decisions")
    other = before().replace(year=year).with_value(permits, 987654)
    ledger = figure_ledger(report, FORM, other)

    assert [one.source for one in ledger if one.value == 987654] == [source]
