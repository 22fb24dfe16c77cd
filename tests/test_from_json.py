"""Reports that other programs wrote as JSON."""

import json
from decimal import Decimal

import pytest
from balanced import sound_report

from forms.cells import Address
from forms.errors import Cause, UnreadableFile
from forms.reading.open_file import read_report
from forms.report_json import report_to_json

COUNT = Address("disclosure", "procurement", "count")


def written(tmp_path, content, encoding="utf-8"):
    """A file with the content as JSON, or as it stands."""
    path = tmp_path / "报告.json"
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_own_json_is_read_in_any_encoding(tmp_path, encoding):
    """What read --json prints comes back equal."""
    report = sound_report()

    assert read_report(written(tmp_path, report_to_json(report), encoding)) == report


def test_list_of_one_is_that_report(tmp_path):
    """read --json of several files prints a list; one report in it is that report."""
    data = {"file": "a.docx", **report_to_json(sound_report())}

    assert read_report(written(tmp_path, [data])) == sound_report()


def test_figures_as_text_are_figures(tmp_path):
    """１２, 1,234, "283 批次": as in any document; / and 无 stay what they are."""
    data = {
        "year": "2020",
        "tables": {
            "disclosure": {
                "procurement": {"count": "283 批次", "amount": "1,234.5万元"},
                "permits": {"last_year": "１２", "change": "+5", "decisions": "/"},
            }
        },
    }
    report = read_report(written(tmp_path, data))

    assert (report.year, report.edition) == (2020, "2019")
    assert [
        report.value(a) for a in (COUNT, COUNT._replace(row="permits", column="last_year"))
    ] == [283, 12]
    assert report.value(Address("disclosure", "permits", "decisions")) == "/"
    assert report.units == {COUNT: "批次", COUNT._replace(column="amount"): "万元"}


def test_row_of_another_edition_is_told(tmp_path):
    """A row that the edition lacks is a remark, blank ones are not."""
    data = report_to_json(sound_report())
    data["tables"]["applications"]["other"] = {"person": 3, "total": None}
    report = read_report(written(tmp_path, data))

    assert report == sound_report()
    assert [(r.code, r.where) for r in report.remarks] == [
        ("row.unknown", "applications.other.person")
    ]


REFUSED = [
    ("// a remark\n{}", Cause.BAD_SAVED_FILE),
    ('{"tables": {', Cause.TRUNCATED),
    ("[]", Cause.BAD_SAVED_FILE),
    ("[{}, {}]", Cause.SEVERAL_REPORTS),
    ({"tables": {}, "edition": "1999"}, Cause.BAD_SAVED_FILE),
    ({"tables": {}, "edition": "2021", "year": -1}, Cause.BAD_SAVED_FILE),
    ({"tables": {}, "edition": "2021", "year": 10**30}, Cause.BAD_SAVED_FILE),
    ({"tables": {}, "edition": "2021", "year": True}, Cause.BAD_SAVED_FILE),
    ({"tables": {"disputes": []}, "edition": "2021"}, Cause.BAD_SAVED_FILE),
    ({"tables": {"disputes": {"review": {"total": [1]}}}, "edition": "2021"}, Cause.BAD_SAVED_FILE),
    ({"tables": {}, "edition": "2021", "units": ["元"]}, Cause.BAD_SAVED_FILE),
    ({"tables": {}, "edition": "2021", "units": "元"}, Cause.BAD_SAVED_FILE),
    ("[" * 100_000, Cause.BAD_SAVED_FILE),
]


@pytest.mark.parametrize(("content", "cause"), REFUSED)
def test_what_is_no_report_is_refused(tmp_path, content, cause):
    """A slip in the JSON, several reports, values of the wrong kind."""
    with pytest.raises(UnreadableFile) as refusal:
        read_report(written(tmp_path, content))

    assert refusal.value.cause is cause


def test_number_too_long_is_text(tmp_path):
    """More digits than a JSON number keeps: the text as it stood."""
    data = report_to_json(sound_report())
    data["tables"]["disputes"]["review"]["total"] = 10**30

    assert (
        read_report(written(tmp_path, data)).value(Address("disputes", "review", "total"))
        == "1" + "0" * 30
    )


@pytest.mark.parametrize(("unit", "kept"), [("万元", None), ("元", "元"), ("亿元", "亿元")])
def test_only_the_unit_of_the_column_goes_without_saying(tmp_path, unit, kept):
    """The label says 单位：万元; a figure in 元 must not become one in 万元."""
    data = report_to_json(sound_report())
    data["tables"]["disclosure"]["fees"]["amount"] = f"1250{unit}"
    report = read_report(written(tmp_path, data))

    fees = Address("disclosure", "fees", "amount")
    assert (report.value(fees), report.units.get(fees)) == (1250, kept)


def test_a_float_is_sure_of_fifteen_digits(tmp_path):
    """0.1 + 0.2 of another program is 0.3."""
    data = report_to_json(sound_report())
    data["tables"]["disclosure"]["fees"]["amount"] = 0.1 + 0.2

    fees = Address("disclosure", "fees", "amount")
    assert read_report(written(tmp_path, data)).value(fees) == Decimal("0.3")
