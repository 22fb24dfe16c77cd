"""``main.py merge``: exit codes, what is written, what is told."""

import json
from datetime import datetime

import pytest
from folders import balanced, put, set_time, unit_table

import main
from forms.cells import Address
from forms.reading.open_file import read_report

PERSON = Address("applications", "received", "person")


@pytest.fixture
def folder(tmp_path):
    for number, suffix in enumerate(("docx", "json", "html"), 1):
        put(
            tmp_path / "in",
            f"{number}.{suffix}",
            balanced(number, f"某某县{'甲乙丙'[number - 1]}局"),
        )
    return tmp_path / "in"


def merge(*arguments):
    return main.main(["merge", *map(str, arguments)])


@pytest.mark.parametrize("suffix", ["json", "gknb", "xlsx", "docx", "html"])
def test_clean_units_give_their_sum(folder, tmp_path, suffix, capsys):
    out = tmp_path / f"total.{suffix}"
    assert merge(out, folder, "--office", "某某县人民政府") == 0
    total = read_report(out)
    assert (total.agency, total.year) == ("某某县人民政府", 2025)
    for address in balanced(1, "").cells:
        assert total.value(address) == sum(balanced(n, "").number(address) for n in (1, 2, 3))
    assert capsys.readouterr().err == ""


def test_files_may_be_named_one_by_one(folder, tmp_path):
    out = tmp_path / "total.json"
    assert merge(out, folder / "1.docx", folder / "2.json") == 0
    assert read_report(out).value(PERSON) == sum(balanced(n, "").number(PERSON) for n in (1, 2))


def test_an_error_in_a_unit_s_report_is_1(folder, tmp_path, capsys):
    put(folder, "2.json", balanced(2, "某某县乙局").with_value(PERSON, 999))
    assert merge(tmp_path / "total.json", folder) == 1
    assert "某某县乙局" in capsys.readouterr().out
    assert (tmp_path / "total.json").is_file()


def test_an_unreadable_file_is_2_and_the_others_are_done(folder, tmp_path, capsys):
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
    out = tmp_path / "total.json"
    assert merge(out, folder, tmp_path / "nowhere.docx") == 2
    assert read_report(out).value(PERSON) == sum(balanced(n, "").number(PERSON) for n in (1, 2, 3))
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert "bad.pdf" in told[0]
    assert "nowhere.docx" in told[1]


@pytest.mark.parametrize(("count", "lines"), [(3, 3), (4, 1), (25, 1)])
def test_many_open_cells_of_a_unit_are_one_line(folder, tmp_path, capsys, count, lines):
    cells = [a for a in balanced(2, "").cells if a.table == "applications"][:count]
    blank = balanced(2, "某某县乙局").with_values(dict.fromkeys(cells))
    put(folder, "2.json", blank)
    assert merge(tmp_path / "total.json", folder, "--office", "某某县人民政府") == 1
    told = capsys.readouterr().out.splitlines()
    assert sum("合计暂空" in line for line in told) == lines
    assert all(read_report(tmp_path / "total.json").value(cell) is None for cell in cells)


def test_nothing_to_add_writes_nothing(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    assert merge(tmp_path / "total.json", tmp_path / "in") == 2
    assert not (tmp_path / "total.json").exists()
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    "wishes",
    [
        ["--deadline", "下周"],
        ["--units", "nowhere.csv"],
        ["--exceptions", "nowhere.csv"],
        ["--scheduler", "tcp://127.0.0.1:9"],
    ],
)
def test_what_cannot_be_done_is_one_sentence(folder, tmp_path, wishes, capsys):
    assert merge(tmp_path / "total.json", folder, *wishes) == 2
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 1
    assert "Traceback" not in told.err


def test_an_unknown_suffix_is_refused_before_anything_is_read(tmp_path, capsys):
    assert merge(tmp_path / "total.doc", tmp_path) == 2
    assert "total.doc" in capsys.readouterr().err


def test_an_input_is_never_written_over(folder, capsys):
    before = (folder / "2.json").read_bytes()
    assert merge(folder / "2.json", folder / "1.docx", folder / "2.json") == 2
    assert (folder / "2.json").read_bytes() == before
    capsys.readouterr()


@pytest.mark.parametrize("name", ["1.docx", "2.json", "3.html"])
def test_a_return_in_the_folder_is_never_written_over(folder, name, capsys):
    before = (folder / name).read_bytes()
    assert merge(folder / name, folder) == 2
    assert merge(folder / name, folder.parent, "--office", "某某县人民政府") == 2
    assert (folder / name).read_bytes() == before
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize("office", ["", "某某县人民政府"])
def test_the_total_in_the_folder_is_no_return_the_next_time(folder, office):
    out = folder / "total.json"
    assert merge(out, folder, "--office", office) == 0
    first = out.read_bytes()
    assert merge(out, folder, "--office", office) == 0
    assert out.read_bytes() == first


def test_missing_units_are_1(folder, tmp_path, capsys):
    listed = unit_table(tmp_path / "u.csv", "甲局", "乙局", "丙局", "丁局")
    out = tmp_path / "total.json"
    assert merge(out, folder, "--units", listed, "--office", "某某县政府", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert [(one["code"], one["units"]) for one in told["notices"]] == [
        ("return.missing", ["丁局"])
    ]
    assert [one["counted"] is not None for one in told["units"]] == [True, True, True, False]
    assert told["report"]["remarks"][0]["code"] == "sum.missing"


def test_a_blank_is_told_as_unknown(folder, tmp_path, capsys):
    put(folder, "2.json", balanced(2, "某某县乙局").with_value(PERSON, None))
    assert merge(tmp_path / "total.json", folder, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    known = sum(balanced(n, "").number(PERSON) for n in (1, 3))
    assert told["unknown"] == {
        "applications.received.person": {"known": known, "units": ["某某县乙局"]}
    }
    assert told["report"]["tables"]["applications"]["received"]["person"] is None


def test_a_stated_total_is_compared(folder, tmp_path, capsys):
    stated = put(tmp_path, "typed.json", balanced(1, "某某县").with_value(PERSON, 77))
    assert merge(tmp_path / "t.json", folder, "--stated", stated, "--json") == 1
    told = {one["cell"]: one for one in json.loads(capsys.readouterr().out)["differences"]}
    one = told["applications.received.person"]
    assert (one["stated"], one["summed"]) == (
        77,
        sum(balanced(n, "").number(PERSON) for n in (1, 2, 3)),
    )


def test_a_stated_total_that_differs_is_told_once_with_its_cells(folder, tmp_path, capsys):
    """A01: what the parent filled in is the sum of its units, or 1."""
    total = tmp_path / "total.json"
    merge(total, folder, "--office", "某某县人民政府")
    right = read_report(total)
    capsys.readouterr()
    for wrong, code in ((right, 0), (right.with_value(PERSON, right.number(PERSON) + 2), 1)):
        stated = put(tmp_path, "stated.json", wrong)
        assert merge(tmp_path / "t.json", folder, "--stated", stated, "--json") == code
        told = json.loads(capsys.readouterr().out)
        assert [(one["cell"], one["stated"] - one["summed"]) for one in told["differences"]] == (
            [(str(PERSON), 2)] * code
        )
        found = [one for one in told["notices"] if one["code"] == "folder.parent_total"]
        assert [one["detail"] for one in found] == [[str(PERSON)]] * code


def test_what_came_late_or_on_the_wrong_form_is_told(folder, tmp_path, capsys):
    """A02. Late alone is no reason to send anything back."""
    wishes = [tmp_path / "total.json", folder, "--json", "--deadline", "2026-01-31"]
    for number, suffix in enumerate(("docx", "json", "html"), 1):
        set_time(folder / f"{number}.{suffix}", datetime(2026, 1, 31, 12).timestamp())
    set_time(folder / "2.json", datetime(2026, 2, 1, 12).timestamp())
    assert merge(*wishes) == 0
    told = json.loads(capsys.readouterr().out)["notices"]
    assert [(one["code"], one["units"]) for one in told] == [("return.late", ["某某县乙局"])]

    set_time(put(folder, "2.json", balanced(2, "某某县乙局", edition="2019")), 0)
    set_time(put(folder, "4.json", balanced(4, "某某县丁局", year=2024)), 0)
    assert merge(*wishes) == 1
    told = json.loads(capsys.readouterr().out)["notices"]
    assert {one["code"] for one in told} == {"return.wrong_edition", "return.wrong_year"}


def test_two_returns_of_a_unit_are_1_until_one_is_chosen(folder, tmp_path):
    other = balanced(5, "某某县乙局")
    chosen = put(folder, "5.json", other)
    out = tmp_path / "total.json"
    assert merge(out, folder) == 1
    assert merge(out, folder, "--use", chosen) == 0
    parts = [balanced(1, ""), other, balanced(3, "")]
    assert read_report(out).value(PERSON) == sum(one.number(PERSON) for one in parts)


def test_a_choice_that_does_not_exist_is_told(folder, tmp_path, capsys):
    out = tmp_path / "total.json"
    assert merge(out, folder, "--use", folder / "nowhere.docx") == 2
    assert "nowhere.docx" in capsys.readouterr().err
    assert not out.exists()


def test_the_office_of_the_list_is_the_total_s(folder, tmp_path, capsys):
    rows = [f"某某县{name}局,,某某县人民政府" for name in "甲乙丙"]
    out = tmp_path / "total.json"
    assert merge(out, folder, "--units", unit_table(tmp_path / "u.csv", *rows)) == 0
    assert read_report(out).agency == "某某县人民政府"
    assert "--office" not in capsys.readouterr().out


def test_an_office_that_nobody_named_is_asked_for(folder, tmp_path, capsys):
    assert merge(tmp_path / "total.json", folder) == 0
    told = capsys.readouterr().out.splitlines()
    assert sum("--office" in line for line in told) == 1
    assert read_report(tmp_path / "total.json").agency == ""
    assert merge(tmp_path / "total.json", folder, "--office", "某某县人民政府") == 0
    assert "--office" not in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_told_before_anything_is_read(folder, tmp_path, capsys):
    cache = tmp_path / "cache.sqlite"
    assert merge(tmp_path / "new" / "total.json", folder, "--cache", cache) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not cache.exists()


def test_the_total_may_lie_among_the_papers(folder, tmp_path, capsys):
    out = tmp_path / "new" / "total.json"
    assert merge(out, folder, "--papers", tmp_path / "new") == 0
    assert read_report(out).year == 2025
    capsys.readouterr()
