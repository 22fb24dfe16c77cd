"""The saved file: what is saved is loaded, every version ever written stays readable."""

import json
import os
from dataclasses import replace

import pytest
from balanced import EDITIONS, balanced_reports, city_report, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.cells import Address
from forms.errors import Cause, UnreadableFile
from forms.explanations import Explanation
from forms.reading.bounds import MOST_CHARACTERS
from forms.report import SECTIONS, Remark, Report
from forms.report_json import (
    LARGEST_YEAR,
    MOST_REMARKS,
    BadReportJson,
    report_from_json,
    report_to_json,
)
from forms.saving import store
from forms.saving.store import FORMAT_VERSION, Saved, from_bytes, load, save, to_bytes
from forms.text.untouched import Kept

FEES = Address("disclosure", "fees", "amount")


def full_report():
    """A report that uses every field."""
    return replace(
        city_report().with_value(Address("disputes", "direct", "other"), "/"),
        sections={"preface": "前言。", "overview": "第一段。\n第二段。", "other": ""},
        remarks=(Remark("year.guessed", "年度取自标题。", "year"),),
        units={FEES: "元"},
        origins={str(FEES): "第 3 页", "overview": "第 1 页"},
        control_totals={"applications.row.received": 3525, "disputes.table": 247},
    )


def test_saved_and_loaded_are_equal(tmp_path):
    """Every field, provenance and remarks too."""
    explanation = Explanation("text.year", "overview", ("a.b.c",), ("1", ""), ("2024年",), "属实")
    saved = Saved(
        full_report(),
        city_report().replace(year=2023),
        frozenset({"overview"}),
        (explanation,),
        frozenset({Kept("overview", 3), Kept("overview", 1)}),
    )
    save(tmp_path / "报告.gknb", saved)
    loaded = load(tmp_path / "报告.gknb")

    assert saved == loaded
    assert saved.report.origins == loaded.report.origins
    assert saved.report.remarks == loaded.report.remarks


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(["2019", "2021"]).flatmap(balanced_reports),
    st.dictionaries(st.sampled_from(SECTIONS), st.none() | texts),
    st.dictionaries(
        st.sampled_from(EDITIONS["2021"].addresses[:10]), st.sampled_from(["/", "无", None])
    ),
)
def test_any_report_is_saved_and_loaded_equal(report, sections, odd):
    """Property: from_bytes(to_bytes(x)) == x."""
    cells = odd if report.edition == "2021" else {}
    report = report.with_values(cells).replace(sections=sections)

    assert Saved(report) == from_bytes(to_bytes(Saved(report)))


def test_equal_reports_give_equal_bytes():
    """Nothing of the moment or the machine is in the file."""
    assert to_bytes(Saved(full_report())) == to_bytes(Saved(full_report()))


def test_every_version_ever_written_can_be_read():
    """One sample per format version, kept for ever."""
    from conftest import ROOT

    folder = ROOT / "tests" / "samples" / "saved"
    for version in range(1, FORMAT_VERSION + 1):
        saved = load(folder / f"version-{version}.gknb")
        assert saved.report.value(Address("applications", "received", "total")) == 3525
        assert saved.report.agency == "某某市人民政府"
        assert saved.report.value(Address("disputes", "direct", "other")) == "/"
        assert saved.report.value(Address("disputes", "direct", "upheld")) is None
        assert frozenset({"overview"}) == saved.done


def spoiled(**changes):
    """The bytes of a saved file with some top-level keys changed."""
    return json.dumps({**json.loads(to_bytes(Saved(full_report()))), **changes}).encode()


REFUSED = [
    (b"", Cause.EMPTY),
    (b"\0" * 4096, Cause.EMPTY),
    (to_bytes(Saved(Report(edition="2021")))[:-40], Cause.TRUNCATED),
    (b"\xff\xfe\x00", Cause.TRUNCATED),
    (b"[1, 2]", Cause.BAD_SAVED_FILE),
    (b"[" * 100_000, Cause.BAD_SAVED_FILE),
    (spoiled(format="other"), Cause.BAD_SAVED_FILE),
    (spoiled(format_version=FORMAT_VERSION + 1), Cause.FUTURE_FORMAT),
    (spoiled(format_version="1"), Cause.BAD_SAVED_FILE),
    (spoiled(format_version=True), Cause.BAD_SAVED_FILE),
    (spoiled(format_version=0), Cause.BAD_SAVED_FILE),
    (spoiled(report=None), Cause.BAD_SAVED_FILE),
    (spoiled(last_year=3), Cause.BAD_SAVED_FILE),
    (spoiled(done="overview"), Cause.BAD_SAVED_FILE),
    (spoiled(explanations=[{"code": 1}]), Cause.BAD_SAVED_FILE),
    (spoiled(kept={"overview": ["1"]}), Cause.BAD_SAVED_FILE),
]


@pytest.mark.parametrize(("raw", "cause"), REFUSED)
def test_bad_file_is_refused_with_its_cause(raw, cause):
    """Truncated, zero-filled, from the future, edited by hand."""
    with pytest.raises(UnreadableFile) as refusal:
        from_bytes(raw, "a.gknb")

    assert cause is refusal.value.cause


def test_missing_file_and_folder(tmp_path):
    """No file there; a folder instead of a file."""
    with pytest.raises(UnreadableFile) as missing:
        load(tmp_path / "none.gknb")
    with pytest.raises(UnreadableFile) as folder:
        load(tmp_path)
    with pytest.raises(UnreadableFile) as long:
        load(tmp_path / ("某" * 300 + ".gknb"))

    assert Cause.MISSING is missing.value.cause
    assert Cause.NAME_TOO_LONG is long.value.cause
    assert folder.value.cause in (Cause.NOT_A_FILE, Cause.NO_ACCESS)


BAD_REPORTS = [
    ({"tables": []}, "tables"),
    ({"edition": "2030"}, "edition"),
    ({"year": "2024"}, "year"),
    ({"year": True}, "year"),
    ({"agency": 5}, "agency"),
    ({"sections": {"seventh": ""}}, "sections.seventh"),
    ({"sections": {"other": 1}}, "sections.other"),
    ({"tables": {"disputes": {"review": {"won": 1}}}}, "disputes.review.won"),
    ({"tables": {"disputes": {"review": {"upheld": []}}}}, "disputes.review.upheld"),
    ({"tables": {"disputes": {"review": {"upheld": True}}}}, "disputes.review.upheld"),
    ({"tables": {"disputes": {"review": {"upheld": float("nan")}}}}, "disputes.review.upheld"),
    ({"units": {"nowhere": "元"}}, "nowhere"),
    ({"remarks": {}}, "remarks"),
]


@pytest.mark.parametrize(("changes", "where"), BAD_REPORTS)
def test_json_that_is_no_report_names_the_place(changes, where):
    """A report edited by hand is refused at the place that is wrong."""
    with pytest.raises(BadReportJson) as refusal:
        report_from_json({**report_to_json(full_report()), **changes})

    assert where == str(refusal.value)


def test_json_has_every_cell_and_blank_as_null():
    """Contract: blank is null, text stays text, numbers are numbers."""
    data = report_to_json(Report("某局", 2025, "2021", {FEES: "/"}))

    assert data["tables"]["disclosure"]["fees"]["amount"] == "/"
    assert data["tables"]["disputes"]["after_review"]["total"] is None
    assert sum(len(row) for table in data["tables"].values() for row in table.values()) == 200
    assert list(SECTIONS) == list(data["sections"])


def test_half_characters_are_replaced():
    """JSON may hold a lone surrogate; no file could be written from it."""
    data = report_to_json(full_report())
    data["agency"], data["sections"]["other"] = "局\ud800", "\udfff。"
    report = report_from_json(data)

    assert (report.agency, report.sections["other"]) == ("局\ufffd", "\ufffd。")
    assert to_bytes(Saved(report)).decode()


def _with(**changes):
    """A saved file as somebody else makes it, with other values in its report."""
    data = json.loads(store.to_bytes(Saved(full_report())))
    data["report"] |= changes
    return json.dumps(data).encode()


REMARK = {"code": "row.unknown", "message": "某行。", "where": ""}


@pytest.mark.parametrize(
    ("raw", "cause"),
    [
        (b" " * (store.MAX_BYTES - 1) + b"{}", Cause.TOO_LARGE),
        (_with(agency="某" * (MOST_CHARACTERS + 1)), Cause.TOO_LARGE),
        (_with(sections={"overview": "某" * (MOST_CHARACTERS + 1)}), Cause.TOO_LARGE),
        (_with(origins={"甲" * 1000 + str(n): "乙" for n in range(1000)}), Cause.TOO_LARGE),
        (_with(remarks=[REMARK] * (MOST_REMARKS + 1)), Cause.BAD_SAVED_FILE),
        (_with(year=LARGEST_YEAR + 1), Cause.BAD_SAVED_FILE),
        (_with(year=10**30), Cause.BAD_SAVED_FILE),
        (_with(year=-1), Cause.BAD_SAVED_FILE),
        (_with(figures=[{"section": [], "start": 0, "end": 1, "cell": "a.b.c"}]), None),
        (spoiled(done=[str(n) for n in range(store.MOST_WORDS + 1)]), Cause.TOO_LARGE),
    ],
    ids="bytes agency text origins remarks later huge negative figure done".split(),
)
def test_what_would_hold_up_the_window_or_the_journal_is_refused(raw, cause):
    with pytest.raises(UnreadableFile) as refusal:
        store.from_bytes(raw)

    assert refusal.value.cause is (cause or Cause.BAD_SAVED_FILE)


def test_what_a_clerk_could_type_is_opened():
    report = full_report().replace(agency="某" * 32_767, year=LARGEST_YEAR)
    report = report.with_section("overview", "某" * 200_000)
    saved = Saved(report, report.replace(control_totals={}))

    assert store.from_bytes(store.to_bytes(saved)) == saved


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.gknb")
    with pytest.raises(UnreadableFile) as refusal:
        load(tmp_path / "a.gknb")

    assert refusal.value.cause is Cause.NOT_A_FILE
