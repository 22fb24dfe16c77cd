"""Old Word files read the same as the new ones they were saved from."""

import pytest
from drawn_files import (
    as_docx,
    as_one_sheet,
    grids_of,
    office_saves,
    sample_document,
    texts_of,
)

from forms.errors import Cause, UnreadableFile
from forms.reading import from_doc
from forms.reading.match import match
from forms.reading.office import find_office
from forms.reading.open_file import read_document

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="session")
def saved_by_office(tmp_path_factory):
    """Save the sample in another format with LibreOffice, once per format."""
    folder = tmp_path_factory.mktemp("office")
    made: dict[str, bytes] = {}

    def save(suffix: str) -> bytes:
        if suffix not in made:
            made[suffix] = office_saves(as_docx(sample_document()), suffix, folder)
        return made[suffix]

    return save


@pytest.mark.office
@needs_office
def test_whole_report_comes_back(saved_by_office):
    document = sample_document()
    found = from_doc.read(saved_by_office("doc"), "年报.doc")
    assert grids_of(found) == grids_of(document)
    assert texts_of(found) == texts_of(document)


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("suffix", ["rtf"])
def test_other_text_documents_by_way_of_office(saved_by_office, suffix):
    document = sample_document()
    found = from_doc.read_by_office(saved_by_office(suffix), "年报", f".{suffix}")
    assert grids_of(found) == grids_of(document)
    assert texts_of(found) == texts_of(document)


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("keep", [0.9])
def test_truncated_file(saved_by_office, keep):
    data = saved_by_office("doc")
    with pytest.raises(UnreadableFile) as caught:
        from_doc.read(data[: int(len(data) * keep)], "年报.doc")
    assert caught.value.cause is Cause.TRUNCATED


@pytest.fixture(params=[True, False], ids=["with office", "without office"])
def office(request, monkeypatch):
    """With LibreOffice where it is installed, and without it."""
    if request.param:
        if find_office() is None:
            pytest.skip("LibreOffice is not installed")
    else:
        monkeypatch.setattr("forms.reading.office.find_office", lambda: None)
        monkeypatch.setattr(from_doc, "find_office", lambda: None)


@pytest.mark.office
@needs_office
def test_wps_writer_saves_word_files_under_its_own_suffix(saved_by_office, tmp_path, office):
    path = tmp_path / "年报.wps"
    path.write_bytes(saved_by_office("doc"))
    assert grids_of(read_document(path)) == grids_of(sample_document())


@pytest.mark.parametrize("suffix", [".wps", ".doc", ".et"])
def test_a_new_word_file_under_any_suffix(suffix, tmp_path, office):
    path = tmp_path / f"年报{suffix}"
    path.write_bytes(as_docx(sample_document()))
    assert grids_of(read_document(path)) == grids_of(sample_document())


@pytest.mark.parametrize("suffix", [".et", ".xls", ".wps"])
def test_a_new_workbook_under_any_suffix(suffix, tmp_path, office):
    path = tmp_path / f"年报{suffix}"
    path.write_bytes(as_one_sheet(sample_document()))
    assert match(read_document(path)).cells == match(sample_document()).cells


@pytest.mark.office
@needs_office
def test_wps_tables_saves_workbooks_under_its_own_suffix(tmp_path):
    made = office_saves(as_one_sheet(sample_document()), "xls", tmp_path, "xlsx")
    path = tmp_path / "年报.et"
    path.write_bytes(made)
    assert match(read_document(path)).cells == match(sample_document()).cells


def test_damaged_file_without_office(monkeypatch):
    monkeypatch.setattr(from_doc, "find_office", lambda: None)
    with pytest.raises(UnreadableFile) as caught:
        from_doc.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "年报.doc")
    assert caught.value.cause is Cause.TRUNCATED


def test_format_that_needs_office_without_it(monkeypatch):
    monkeypatch.setattr("forms.reading.office.find_office", lambda: None)
    with pytest.raises(UnreadableFile) as caught:
        from_doc.read_by_office(b"{\\rtf1 }", "年报.rtf", ".rtf")
    assert caught.value.cause is Cause.NEEDS_OFFICE
