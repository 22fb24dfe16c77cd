"""What the layout prints, match reads back equal: for every report of every edition."""

import pytest
from hypothesis import Phase, given, settings
from random_reports import EDITIONS, reports

from export.layout import lay_out
from forms.reading.match import match


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
