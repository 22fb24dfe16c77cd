"""The command check: explanations, last year's report in the file, figures, hints."""

import json

from balanced import EDITIONS, city_report, sound_report

import main
from forms.cells import Address
from forms.repair.repair_wording import NO_REPAIR
from forms.saving.store import Saved, save


def run(capsys, *arguments):
    code = main.main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_check_honours_explanations_and_expires_them(capsys, tmp_path):
    """A warning explained in the saved file is listed apart; after a change it is open again."""
    from forms.check import check
    from forms.explanations import explanation_of

    report = city_report().with_control_total("applications.row.received", 3526)
    form = EDITIONS["2021"]
    (finding,) = [one for one in check(report, form) if one.code == "control.row"]
    reason = explanation_of(finding, report, None, "一件重复登记")
    file = tmp_path / "报告.gknb"
    save(file, Saved(report, explanations=(reason,)))

    (told,) = json.loads(run(capsys, "check", file, "--json")[1])
    assert "control.row" not in {one["code"] for one in told["findings"]}
    assert [(one["code"], one["reason"]) for one in told["explained"]] == [
        ("control.row", "一件重复登记")
    ]
    assert "一件重复登记" in run(capsys, "check", file)[1]

    save(
        file,
        Saved(report.with_control_total("applications.row.received", 3527), explanations=(reason,)),
    )
    (told,) = json.loads(run(capsys, "check", file, "--json")[1])
    assert "control.row" in {one["code"] for one in told["findings"]}
    assert "explained" not in told


def test_what_can_be_mended_is_told_and_what_is_left(capsys, tmp_path):
    """Last year's figures contradict themselves, a total of part four is wrong besides."""
    cells = city_report().with_value(Address("disputes", "review", "total"), 107)
    same = {
        Address("applications", "carried_out", column): city_report().value(
            Address("applications", "carried_in", column)
        )
        for column in EDITIONS["2021"].tables["applications"].columns
    }
    before = city_report().replace(year=2023).with_values(same)
    before = before.with_value(Address("applications", "carried_out", "total"), 125)
    before = before.with_values(
        {
            Address("disclosure", "regulations", "in_force"): 11,
            Address("disclosure", "normative_documents", "in_force"): 597,
        }
    )
    file = tmp_path / "报告.gknb"
    save(file, Saved(cells, before))

    (told,) = json.loads(run(capsys, "check", file, "--json")[1])
    partial = told["partial"]
    assert told["suggestions"] == []
    assert partial["changes"] == [{"cell": "disputes.review.total", "from": 107, "to": 170}]
    assert [one["code"] for one in partial["remaining"]] == ["lastyear.carried"]
    assert partial["message"] in run(capsys, "check", file)[1]


def test_where_no_repair_is_known_it_is_said(capsys, tmp_path):
    table = EDITIONS["2021"].tables["applications"]
    cells = {a: (7 * n * n) % 997 for n, a in enumerate(table.addresses)}
    file = tmp_path / "报告.gknb"
    # Something else is wrong as well, which no sum speaks of.
    save(file, Saved(sound_report().with_values(cells).with_section("other", "")))

    (told,) = json.loads(run(capsys, "check", file, "--json")[1])
    assert (told["suggestions"], told["partial"]["changes"]) == ([], [])
    assert told["partial"]["message"] == NO_REPAIR
    assert NO_REPAIR in run(capsys, "check", file)[1]


def test_check_takes_last_year_from_the_saved_file(capsys, tmp_path):
    file, other = tmp_path / "报告.gknb", tmp_path / "上年.gknb"
    save(file, Saved(sound_report(), city_report().replace(year=2023)))
    save(other, Saved(city_report().replace(year=2023, cells={})))

    assert run(capsys, "check", file)[0] == 1
    assert run(capsys, "check", file, "--last-year", other)[0] == 0


def test_check_lists_figures_and_leaves_hints_out(capsys, tmp_path):
    file = tmp_path / "报告.gknb"
    text = "收到政府信息公开申请3525件，占2%。"
    save(file, Saved(city_report().with_section("overview", text)))

    (told,) = json.loads(run(capsys, "check", file, "--figures", "--json")[1])
    assert [one["source"] for one in told["figures"]] == ["cell", "unexplained"]
    assert "figures" not in json.loads(run(capsys, "check", file, "--json")[1])[0]
    assert "3525件" in run(capsys, "check", file, "--figures")[1]
    levels = {one["level"] for one in told["findings"]}
    assert "hint" in levels
    (quiet,) = json.loads(run(capsys, "check", file, "--no-hints", "--json")[1])
    assert {one["level"] for one in quiet["findings"]} == levels - {"hint"}
