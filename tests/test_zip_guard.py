"""Zips that are damaged, locked or bombs are refused before any library unpacks them."""

import struct
import zipfile
from io import BytesIO

import pytest

from forms.errors import Cause, UnreadableFile
from forms.reading import zip_guard
from forms.reading.zip_guard import open_zip, read_entry


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def cause_of(data: bytes) -> Cause:
    with pytest.raises(UnreadableFile) as caught:
        open_zip(data, "某局.docx")
    return caught.value.cause


def test_honest_parts_are_read():
    archive = open_zip(zipped({"a.xml": b"<a/>"}), "x")
    assert read_entry(archive, "a.xml", "x") == b"<a/>"


def test_missing_part_means_a_damaged_file():
    archive = open_zip(zipped({"a.xml": b"<a/>"}), "x")
    with pytest.raises(UnreadableFile) as caught:
        read_entry(archive, "b.xml", "x")
    assert caught.value.cause is Cause.TRUNCATED


@pytest.mark.parametrize("lost", [1, 40, 100])
def test_truncated_zip(lost):
    assert cause_of(zipped({"a.xml": b"<a/>" * 99})[:-lost]) is Cause.TRUNCATED


def test_very_high_ratio_is_a_bomb():
    assert cause_of(zipped({"word/document.xml": b" " * 5_000_000})) is Cause.TOO_LARGE


def test_blank_part_of_modest_size_may_have_any_ratio():
    assert open_zip(zipped({"a.xml": b" " * (zip_guard.SMALL - 1)}), "x")


def test_many_large_parts_are_a_bomb(monkeypatch):
    monkeypatch.setattr(zip_guard, "LARGEST_TEXT", 10_000)
    parts = {f"{n}.xml": bytes(range(256)) * 20 for n in range(3)}
    assert cause_of(zipped(parts)) is Cause.TOO_LARGE
    assert open_zip(zipped({"one.xml": bytes(range(256)) * 20}), "x")


def test_too_many_entries(monkeypatch):
    monkeypatch.setattr(zip_guard, "MOST_ENTRIES", 3)
    assert cause_of(zipped({str(n): b"" for n in range(4)})) is Cause.TOO_LARGE
    assert open_zip(zipped({str(n): b"" for n in range(3)}), "x")


def test_header_that_lies_about_its_size(monkeypatch):
    """The directory says 10 bytes; what is behind goes on and on."""
    data = bytearray(zipped({"a.xml": b"x" * 4000}))
    for mark, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        struct.pack_into("<I", data, data.index(mark) + offset, 10)
    with pytest.raises(UnreadableFile):
        read_entry(open_zip(bytes(data), "x"), "a.xml", "x")


def test_locked_zip():
    data = bytearray(zipped({"a.xml": b"secret"}))
    data[data.index(b"PK\1\2") + 8] |= 1
    assert cause_of(bytes(data)) is Cause.ENCRYPTED


def test_directory_that_leads_before_the_beginning():
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    end = data.index(b"PK\5\6")
    (start,) = struct.unpack_from("<I", data, end + 16)
    struct.pack_into("<I", data, end + 16, start + 346)
    with pytest.raises(UnreadableFile) as caught:
        read_entry(open_zip(bytes(data), "x"), "a.xml", "x")
    assert caught.value.cause is Cause.TRUNCATED
