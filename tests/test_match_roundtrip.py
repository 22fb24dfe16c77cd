"""What the layout prints, match reads back equal: for every report of every edition."""

import hypothesis.strategies as st
import pytest
from hypothesis import Phase, given, settings

from export.layout import lay_out
from forms.counts import as_number
from forms.edition import CellType
from forms.edition_file import built_in_editions
from forms.reading.match import match
from forms.report import SECTIONS, Report

EDITIONS = built_in_editions()
MARKS = st.sampled_from(["/", "-", "—", "无", "不适用"])
BLANK = st.none()
COUNT = st.integers(0, 99_999_999)
CHANGE = st.integers(-9_999, 9_999)
AMOUNT = st.decimals(0, 9_999_999, places=4, allow_nan=False).map(
    lambda d: as_number(format(d, "f"))
)
WORDS = st.text(
    alphabet="本年度公开政府信息工作人员培训若干次，、0123456789", min_size=1, max_size=60
)
PARAGRAPH = WORDS.map(lambda words: f"本机关{words.strip('，、')}。")
HEADED = st.sampled_from(["（一）主动公开", "1.公开内容", "一是加强培训。"])
TEXT = st.lists(st.one_of(PARAGRAPH, HEADED), min_size=1, max_size=4).map("\n".join)
AGENCY = st.sampled_from(
    ["某某市民政局", "某某县人民政府", "某某区（开发区）管理委员会", "某某镇人民政府"]
)


def values(cell_type):
    numbers = {CellType.COUNT: COUNT, CellType.CHANGE: CHANGE, CellType.AMOUNT: AMOUNT}[cell_type]
    return st.one_of(numbers, numbers, numbers, BLANK, MARKS)


@st.composite
def reports(draw, edition):
    cells = {a: draw(values(edition.tables[a.table].column_type(a))) for a in edition.addresses}
    sections = {key: draw(TEXT) for key in SECTIONS}
    for key in draw(st.sets(st.sampled_from(SECTIONS))):
        sections[key] = None if key == "preface" else ""
    numbers = [a for a, value in cells.items() if value is not None and not isinstance(value, str)]
    strange = draw(st.sets(st.sampled_from(numbers), max_size=4)) if numbers else set()
    units = {a: "批次" for a in strange if edition.column(a).type is CellType.COUNT}
    return Report(
        agency=draw(AGENCY),
        year=draw(st.integers(2019, 2030)),
        edition=edition.key,
        cells=cells,
        sections=sections,
        units=units,
    )


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
