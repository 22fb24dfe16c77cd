"""How the files of a delivery are called."""

import pytest
from balanced import EDITIONS, sound_report
from hypothesis import given
from hypothesis import strategies as st

from export import delivery
from export.delivery import FORMATS, MOST_NAME_BYTES, delivery_files, file_stem
from export.layout import Options, report_title

REPORT = sound_report()
EDITION = EDITIONS["2021"]
STEM = "某某市人民政府2024年政府信息公开工作年度报告"


def test_files_are_named_after_the_title_and_a_draft_says_so(tmp_path):
    names = [path.name for path in delivery_files(REPORT, EDITION, tmp_path)]
    assert names == [STEM + suffix for suffix in FORMATS]
    assert set(FORMATS) == {".pdf", ".docx", ".xlsx", ".html", ".gknb"}
    draft = delivery_files(REPORT, EDITION, tmp_path, Options(draft=True))
    assert [path.name for path in draft] == [f"{STEM}（草稿）{suffix}" for suffix in FORMATS]


@given(st.text(max_size=300), st.booleans())
def test_any_agency_gives_a_name_that_every_system_takes(agency, draft):
    stem = file_stem(REPORT.replace(agency=agency), EDITION, Options(draft=draft))
    assert stem == stem.strip(" .")
    assert stem.isprintable()
    assert not set('\\/:*?"<>|') & set(stem)
    assert all(len((stem + suffix).encode()) <= MOST_NAME_BYTES for suffix in FORMATS)
    assert "2024年" in stem
    assert stem.endswith("（草稿）") == draft


def test_a_name_of_forty_characters_stays_whole_a_longer_one_loses_its_middle():
    forty = REPORT.replace(agency="甲" * 40)
    assert file_stem(forty, EDITION) == report_title(forty, EDITION)
    stem = file_stem(REPORT.replace(agency="甲" * 100 + "乙" * 100), EDITION)
    agency = stem.removesuffix(STEM.removeprefix("某某市人民政府"))
    assert agency.startswith("甲甲甲")
    assert agency.endswith("乙乙乙")
    assert "…" in agency


@pytest.mark.parametrize("agency", ["CON", "nul", "LPT1"])
def test_a_device_of_windows_is_no_name(agency, monkeypatch):
    monkeypatch.setattr(delivery, "report_title", lambda report, edition: report.agency)
    assert file_stem(REPORT.replace(agency=agency), EDITION) == f"_{agency}"


def test_a_name_of_an_agency_as_long_as_a_field_takes_is_cut():
    report = REPORT.replace(agency="甲" * 16_000 + "乙" * 16_000)
    stem = file_stem(report, EDITION)

    assert len(stem.encode()) <= MOST_NAME_BYTES
    assert "甲…乙" in stem
