"""The same report in every shape of text: nothing lost where cells are whole, nothing invented."""

import pytest
from balanced import EDITIONS, balanced_reports
from hypothesis import HealthCheck, Phase, given, settings
from report_as_text import as_text

from forms.reading import from_txt
from forms.reading.match import match
from forms.totals import with_totals

QUICK = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def read(text):
    return match(from_txt.read(text.encode(), "report.txt"))


def of_a_small_agency(report):
    """Figures such as they run together in real pages: one or two digits."""
    edition = EDITIONS[report.edition]
    small = {a: v % 40 for a, v in report.cells.items() if a not in edition.totals}
    return with_totals(report.replace(cells=small), edition)


@pytest.mark.parametrize("key", ["2019", "2021"])
@pytest.mark.parametrize("shape", ["tabs", "lines", "one line", "bars"])
def test_whole_cells_are_read_exactly(key, shape):
    @QUICK
    @given(balanced_reports(key))
    def reads(report):
        found = read(as_text(report, shape))

        assert (found.agency, found.year, found.edition) == ("某某局", report.year, key)
        assert dict(found.cells) == dict(report.cells)

    reads()


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_cells_that_ran_together_are_right_or_blank(key):
    """A wrong cell is never read; a blank one is told."""

    @QUICK
    @given(balanced_reports(key))
    def reads(large):
        report = of_a_small_agency(large)
        found = read(as_text(report, "run together"))

        wrong = {a: v for a, v in found.cells.items() if v != report.value(a)}
        told = {r.where.rsplit(".", 1)[0] for r in found.remarks if r.code == "cells.ambiguous"}
        blank = {f"{a.table}.{a.row}" for a in report.cells if a not in found.cells}
        groups = (
            {"disputes.direct", "disputes.after_review"} if "disputes.review" in told else set()
        )
        assert wrong == {}
        assert blank <= told | groups

    reads()
