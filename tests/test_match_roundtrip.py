"""What the layout prints, match reads back equal: for every report of every edition."""

import pytest
from hypothesis import Phase, given, settings
from random_reports import EDITIONS, reports

from export.layout import lay_out
from forms.reading.match import match
from forms.report import Report


@pytest.mark.parametrize("key", sorted(EDITIONS))
def test_what_is_laid_out_reads_back_equal(key):
    """match(lay_out(report)) == report: cells, texts, agency, year, units."""

    @settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])
    @given(reports(EDITIONS[key]))
    def reads_back(report):
        read = match(lay_out(report, EDITIONS[key]))

        assert dict(read.cells) == dict(report.cells)
        assert dict(read.sections) == dict(report.sections)
        assert read == report

    reads_back()


@pytest.mark.parametrize("mark", ["/", "-", "—", "无"])
@pytest.mark.parametrize("key", sorted(EDITIONS))
def test_tables_of_marks_alone_read_back_as_marks(key, mark):
    """An office without cases that puts / into every cell has neither blanks nor noughts."""
    edition = EDITIONS[key]
    report = Report("某某局", 2025 if key == "2021" else 2020, key)
    report = report.with_values(dict.fromkeys(edition.addresses, mark))
    read = match(lay_out(report, edition))

    assert dict(read.cells) == dict(report.cells)
    assert read.remarks == ()


@pytest.mark.parametrize("words", ["没有发生", "35（含委托）", "不涉及该项"])
@pytest.mark.parametrize("row", ["permits", "fees"])
def test_words_in_place_of_a_figure_are_kept(row, words):
    """What a cell says without a number is neither lost nor a blank."""
    edition = EDITIONS["2021"]
    (cell,) = [one for one in edition.addresses if one[:2] == ("disclosure", row)]
    report = Report("某某局", 2025).with_values(dict.fromkeys(edition.addresses, 0))
    report = report.with_value(cell, words)
    read = match(lay_out(report, edition))

    assert read.value(cell) == words or words in "".join(one.message for one in read.remarks)
