"""The suffix names the format; a file is written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from balanced import EDITIONS, city_report

from export.export_file import SUFFIXES, export_report
from export.layout import Options
from forms.errors import Cause, UnwritableFile
from forms.report_json import report_from_json
from forms.saving.store import load

REPORT = city_report().replace(sections={"overview": "总体情况。", "other": ""})
EDITION = EDITIONS["2021"]

BEGINNINGS = {
    ".xlsx": b"PK\x03\x04",
    ".docx": b"PK\x03\x04",
    ".pdf": b"%PDF-",
    ".html": b"<!DOCTYPE html>",
    ".json": b"{",
    ".gknb": b"{",
}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_format_is_written_and_written_again_the_same(tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"年报{suffix}", tmp_path / f"again{suffix.upper()}"
    export_report(REPORT, EDITION, first)
    export_report(REPORT, EDITION, second)
    assert first.read_bytes().startswith(BEGINNINGS[suffix])
    assert first.read_bytes() == second.read_bytes()


def test_every_promised_format_is_there() -> None:
    assert set(SUFFIXES) == set(BEGINNINGS)


def test_json_is_the_report(tmp_path: Path) -> None:
    export_report(REPORT, EDITION, tmp_path / "a.json")
    text = (tmp_path / "a.json").read_text("utf-8")
    assert "总体情况" in text
    assert report_from_json(json.loads(text)) == REPORT


def test_a_saved_file_is_the_report(tmp_path: Path) -> None:
    export_report(REPORT, EDITION, tmp_path / "a.gknb")
    assert load(tmp_path / "a.gknb").report == REPORT


@pytest.mark.parametrize("name", ["a.doc", "a.ofd", "a", "a.xlsx.bak"])
def test_another_suffix_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnwritableFile) as caught:
        export_report(REPORT, EDITION, tmp_path / name)
    assert caught.value.cause is Cause.UNKNOWN_SUFFIX
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile) as caught:
        export_report(REPORT, EDITION, tmp_path / "nowhere" / "a.html")
    assert caught.value.cause is Cause.MISSING


def test_options_reach_the_layout(tmp_path: Path) -> None:
    export_report(REPORT, EDITION, tmp_path / "a.html", Options(draft=True))
    assert "草稿" in (tmp_path / "a.html").read_text("utf-8")
