"""What any writer writes reads back equal: random reports, and the published ones at hand."""

import hypothesis.strategies as st
import pytest
from balanced import city_report
from hypothesis import HealthCheck, Phase, given, seed, settings
from random_reports import EDITIONS, reports

from export.export_file import SUFFIXES, export_report
from export.layout import Options, lay_out
from forms.errors import Cause, UnreadableFile
from forms.reading.open_file import read_report

SUITE = {".pdf": 35, ".docx": 40, ".xlsx": 20, ".html": 45, ".json": 180, ".gknb": 180}
"""Examples for each of the two editions, 1,000 in all: more where a round trip costs little."""
BATCHES, BATCH = range(10), 85
"""The long run, 10,200 in all: for each edition and format ten times 85, other ones each time."""
OPTIONS = st.sampled_from(
    [Options(), Options(draft=True), Options(traditional=True), Options(True, True)]
)
NO_REPORTS = {Cause.NOT_A_REPORT, Cause.SEVERAL_REPORTS}
OF_COURSE = {"edition.by_tables", "script.converted", "text.left_over", "text.unrestorable"}
"""What may be told of our own files: an early form, the script, the mark 草稿, a sign 〓."""


def in_order(report):
    """All that a report says; a section that is missing and one that is empty look the same."""
    texts = {key: _lines(text) for key, text in report.sections.items()}
    cells = {str(address): value for address, value in report.cells.items()}
    units = {str(address): unit for address, unit in report.units.items()}
    return report.agency, report.year, report.edition, cells, units, texts


def _lines(text):
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def as_printed(report, suffix):
    """What can be read of it: on paper 〓 stands for a character that no face has."""
    if suffix != ".pdf":
        return report
    from export.to_pdf import missing_characters

    missing = missing_characters(lay_out(report, EDITIONS[report.edition]))
    shown = str.maketrans(dict.fromkeys(missing, "〓"))
    texts = {key: text and text.translate(shown) for key, text in report.sections.items()}
    return report.replace(agency=report.agency.translate(shown), sections=texts)


def written_and_read(report, path, options):
    export_report(report, EDITIONS[report.edition], path, options)
    return read_report(path)


def check_round_trip(key, suffix, path, examples, chosen=0):
    @seed(f"{key}{suffix}{chosen}")
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(reports(EDITIONS[key]), OPTIONS)
    def reads_back(report, options):
        read = written_and_read(report, path, options)
        assert in_order(read) == in_order(as_printed(report, suffix))
        assert {remark.code for remark in read.remarks} <= OF_COURSE

    reads_back()


each_file = pytest.mark.parametrize(
    ("key", "suffix"), [(key, suffix) for key in sorted(EDITIONS) for suffix in SUFFIXES]
)


def test_a_thousand_reports_are_tried_in_the_suite():
    assert sum(SUITE.values()) * len(EDITIONS) == 1_000
    assert set(SUITE) == set(SUFFIXES)
    assert BATCH * len(BATCHES) * len(SUITE) * len(EDITIONS) == 10_200


@each_file
def test_what_is_written_reads_back_equal(tmp_path, key, suffix):
    check_round_trip(key, suffix, tmp_path / f"report{suffix}", SUITE[suffix])


def test_commas_beside_each_other_are_not_parted_in_a_high_face(tmp_path):
    """The faces of traditional script are higher than their size; a comma's ink is small."""
    report = city_report().with_section("other", "本机关8作干6，，训训政9次度干府。")
    read = written_and_read(report, tmp_path / "a.pdf", Options(traditional=True))
    assert read.sections["other"] == report.sections["other"]


@pytest.mark.long
@each_file
@pytest.mark.parametrize("batch", BATCHES)
def test_what_is_written_reads_back_equal_for_many_reports(tmp_path, key, suffix, batch):
    check_round_trip(key, suffix, tmp_path / f"report{suffix}", BATCH, 20261122 + batch)


@pytest.fixture(scope="module")
def published(shared):
    """Give the published reports that can be read, by their files' names."""
    found = {}
    for path in sorted([*shared.glob("seeds/*.txt"), *shared.glob("reports/raw/*.*")]):
        try:
            found[path.name] = read_report(path)
        except UnreadableFile as error:
            if error.cause not in NO_REPORTS:
                raise
    return found


def without_blanks(said):
    """Prose without blanks: a blank at the end of a printed line leaves no trace."""
    return (*said[:-1], {key: "".join("".join(lines).split()) for key, lines in said[-1].items()})


def check_published(published, suffix, path, options):
    wrong = []
    for name, report in published.items():
        said = [in_order(one) for one in (report, written_and_read(report, path, options))]
        if suffix == ".pdf":
            said = [without_blanks(one) for one in said]
        if said[0] != said[1]:
            wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_published_reports_read_back_equal(published, tmp_path, suffix):
    check_published(published, suffix, tmp_path / f"report{suffix}", Options())


@pytest.mark.long
@pytest.mark.parametrize("options", [Options(traditional=True), Options(draft=True)], ids=str)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_published_reports_read_back_equal_in_other_dress(published, tmp_path, suffix, options):
    check_published(published, suffix, tmp_path / f"report{suffix}", options)
