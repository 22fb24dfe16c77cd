"""The command export: the annex, and characters that no face has."""

import pytest
from balanced import sound_report

import main
from forms.annex_mark import HEADING
from forms.saving.store import Saved, load, save


@pytest.fixture
def good(tmp_path):
    """A saved report without findings."""
    path = tmp_path / "好.gknb"
    save(path, Saved(sound_report()))
    return path


def run(capsys, *arguments):
    """(exit code, standard output, standard error) of one call."""
    code = main.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_export_with_the_annex_takes_last_year_from_the_file_or_from_inside(capsys, good, tmp_path):
    """Without last year's report, with another year's, and with no use for it: refused."""
    last = tmp_path / "去年.gknb"
    report = load(good).report
    save(last, Saved(report.replace(year=report.year - 1)))
    out = tmp_path / "a.html"

    assert run(capsys, "export", good, out)[0] == 0
    assert HEADING not in out.read_text("utf-8")
    out.unlink()
    for refused in (["--annex"], ["--annex", "--last-year", good], ["--last-year", last]):
        code, _, err = run(capsys, "export", good, out, *refused)
        assert (code, len(err.splitlines()), out.exists()) == (2, 1, False)
    assert run(capsys, "export", good, out, "--annex", "--last-year", last)[0] == 0
    assert HEADING in out.read_text("utf-8")
    save(good, Saved(report, load(last).report))
    assert run(capsys, "export", good, out, "--annex") == (0, "", "")


def test_export_tells_where_a_character_stands_that_no_face_has(capsys, good, tmp_path):
    """Only the PDF carries its faces; the file is written all the same."""
    save(good, Saved(sound_report().with_section("other", "联系人：\U0003fffd。")))
    code, _, err = run(capsys, "export", good, tmp_path / "a.pdf", tmp_path / "a.docx")

    assert code == 0
    assert "“联系人：〓。”" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("suffix", [".gknb", ".pdf"])
def test_a_name_longer_than_any_file_may_have_is_told_as_such(capsys, good, tmp_path, suffix):
    code, _, told = run(capsys, "export", good, tmp_path / ("某" * 84 + suffix))

    assert code == 2
    assert "太长" in told
