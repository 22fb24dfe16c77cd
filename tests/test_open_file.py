"""One door: every format is opened by its content, every bad file gets its cause."""

import contextlib
import json
import os
import random

import pytest
from balanced import EDITIONS, city_report
from drawn_files import (
    TEXTS,
    as_docx,
    as_html,
    as_many_sheets,
    as_one_sheet,
    filled_template,
    office_saves,
    sample_document,
)
from drawn_pdf import as_pdf

from forms.errors import Cause, UnreadableFile
from forms.reading import open_file
from forms.reading.office import find_office
from forms.reading.open_file import read_document, read_report
from forms.report_json import report_to_json
from forms.saving import store

WRITERS = {
    "docx": as_docx,
    "html": lambda document: as_html(document).encode(),
    "one.xlsx": as_one_sheet,
    "many.xlsx": as_many_sheets,
    "pdf": as_pdf,
}


@pytest.fixture
def put(tmp_path):
    """Write a file and give its path."""

    def write(name: str, data: bytes):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def cause_of(path) -> Cause:
    with pytest.raises(UnreadableFile) as caught:
        read_report(path)
    assert caught.value.path == path
    return caught.value.cause


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("suffix", [True, False])
def test_report_comes_back_from_every_format(put, kind, suffix):
    """Every number of the form, whatever the file is called."""
    data = WRITERS[kind](sample_document())
    path = put(f"年报.{kind}" if suffix else "年报", data)
    report, original = read_report(path), city_report()
    assert (report.agency, report.year, report.edition) == (original.agency, 2024, "2021")
    assert report.cells == original.cells


@pytest.mark.parametrize("kind", WRITERS)
def test_report_of_2019_comes_back(put, kind):
    document = sample_document("2019")
    report = read_report(put(f"年报.{kind}", WRITERS[kind](document)))
    cells = {c.address: c.value for b in document.blocks if hasattr(b, "cells") for c in b.cells}
    assert report.cells == {a: v for a, v in cells.items() if a is not None and v is not None}


@pytest.mark.parametrize("kind", WRITERS)
def test_texts_come_back(put, kind):
    report = read_report(put(f"年报.{kind}", WRITERS[kind](sample_document())))
    assert {key: report.sections[key] for key in TEXTS} == TEXTS


def test_saved_file_and_json(put):
    report = city_report().replace(sections=TEXTS)
    saved = put("年报.gknb", store.to_bytes(store.Saved(report)))
    plain = put("年报.json", json.dumps(report_to_json(report)).encode())
    assert read_report(saved) == report
    assert read_report(plain) == report


def test_user_edition_is_passed_on(put):
    report = city_report().replace(edition="2030")
    editions = {**EDITIONS, "2030": EDITIONS["2021"]}
    path = put("年报.json", json.dumps(report_to_json(report, editions)).encode())
    assert read_report(path, editions) == report
    assert cause_of(path) is Cause.BAD_SAVED_FILE


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("a.txt", b"", Cause.EMPTY),
        ("a.docx", b"\0" * 500, Cause.EMPTY),
        ("a.txt", b" \r\n\t", Cause.EMPTY),
        ("a.docx", b"PK\3\4 torn", Cause.TRUNCATED),
        ("a.pdf", b"%PDF-1.7 torn", Cause.TRUNCATED),
        ("a.gknb", b"torn", Cause.TRUNCATED),
        ("a.json", b'{"tables": {', Cause.TRUNCATED),
        ("a.json", b"{" * 100, Cause.BAD_SAVED_FILE),
        ("a.json", b'{"a":' * 100_000, Cause.BAD_SAVED_FILE),
        ("a.json", b'{"tables": {}}', Cause.BAD_SAVED_FILE),
        ("a.gknb", b'{"format": "gknb", "format_version": 99}', Cause.FUTURE_FORMAT),
        ("a.rar", b"Rar!\x1a\x07\0", Cause.ARCHIVE),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\r", Cause.UNKNOWN_FORMAT),
        ("a.bin", bytes(range(256)) * 9, Cause.UNKNOWN_FORMAT),
        ("a.txt", "今天天气很好，大家都出去玩。\n".encode() * 9, Cause.NOT_A_REPORT),
    ],
)
def test_bad_files(put, name, data, cause):
    assert cause_of(put(name, data)) is cause


def test_missing_file_folder_and_impossible_name(tmp_path):
    assert cause_of(tmp_path / "没有.docx") is Cause.MISSING
    assert cause_of(tmp_path) is Cause.NOT_A_FILE
    with pytest.raises(UnreadableFile) as caught:
        read_document(tmp_path / "a\0b.txt")
    assert caught.value.cause is Cause.MISSING


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_no_access(put):
    path = put("a.txt", b"x")
    path.chmod(0)
    assert cause_of(path) is Cause.NO_ACCESS


def test_refused_access(put, monkeypatch):
    """The same with the refusal brought about, for those who may read everything."""
    path = put("a.txt", b"x")

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    assert cause_of(path) is Cause.NO_ACCESS


def test_too_large(put, monkeypatch):
    monkeypatch.setattr(open_file, "MAX_BYTES", 10)
    assert cause_of(put("a.txt", b"x" * 11)) is Cause.TOO_LARGE


@pytest.mark.parametrize("kind", WRITERS)
def test_damaged_files_never_crash(put, kind):
    """Cut short, with bytes changed, with a hole: a document or a cause, nothing else."""
    data = WRITERS[kind](sample_document())
    chance = random.Random(7)
    for step in range(60):
        broken = bytearray(data)
        if step % 3 == 0:
            del broken[chance.randrange(len(broken)) :]
        elif step % 3 == 1:
            for _ in range(chance.choice((1, 20, 300))):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
        else:
            start = chance.randrange(len(broken))
            broken[start : start + 700] = bytes(len(broken[start : start + 700]))
        with contextlib.suppress(UnreadableFile):
            assert read_document(put(f"x.{kind}", bytes(broken))).blocks is not None


def test_progress_can_cancel(put):
    """A PDF tells its pages; what the listener raises stops the reading."""
    path = put("年报.pdf", as_pdf(sample_document()))
    seen = []
    read_report(path, progress=lambda done, whole: seen.append((done, whole)))
    assert seen == [(page + 1, len(seen)) for page in range(len(seen))]
    assert len(seen) > 1

    def cancel(done, whole):
        raise UnreadableFile("", Cause.CANCELLED)

    with pytest.raises(UnreadableFile) as caught:
        read_report(path, progress=cancel)
    assert (caught.value.cause, caught.value.path) == (Cause.CANCELLED, path)


def wide_report():
    """A report with long numbers, which wrap in the template's narrow cells, and blank cells."""
    figures = (0, 7, None, 31, 98765, 123, 1234567, 4)
    addresses = EDITIONS["2021"].addresses
    cells = {address: figures[n * 5 % 8 - n % 3] for n, address in enumerate(addresses)}
    return city_report().replace(cells=cells, sections=TEXTS)


@pytest.mark.office
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("report", [city_report().replace(sections=TEXTS), wide_report()])
def test_official_template_filled_in_and_saved(shared, put, tmp_path, report):
    """As Word file, old Word file, PDF and web page: every figure, every text."""
    docx = filled_template(shared / "official-blank-2021.docx", report)
    for suffix in ("docx", "doc", "pdf", "html"):
        data = docx if suffix == "docx" else office_saves(docx, suffix, tmp_path)
        found = read_report(put(f"年报.{suffix}", data))
        assert found.cells == report.cells, suffix
        assert (found.agency, found.year) == (report.agency, report.year)
        for key in ("overview", "problems", "other"):
            assert found.sections[key] == report.sections[key], suffix


@pytest.mark.parametrize("name", ["101.pdf", "120.html", "121.html"])
def test_published_reports(shared, name):
    """Every figure that stands in them, as far as the form has a place for it."""
    report = read_report(shared / "reports/raw" / name)
    gold = json.loads((shared / "reports/gold" / name).with_suffix(".json").read_text("utf-8"))
    found = report_to_json(report)["tables"]
    wrong = {
        f"{table}.{row}.{column}": (value, found[table][row][column])
        for table, rows in gold["tables"].items()
        for row, columns in rows.items()
        for column, value in columns.items()
        if row in found[table] and not isinstance(value, str) and found[table][row][column] != value
    }
    assert wrong == {}
    assert report.year == gold["year"]


def test_comparison_of_two_years_is_refused(shared):
    assert cause_of(shared / "reports/raw/401.pdf") is Cause.SEVERAL_REPORTS
