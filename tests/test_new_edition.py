"""A new edition is one file: it is described, checked, taken in, and then everything knows it."""

import pytest
from balanced import sound_report
from edition_2027 import COLUMN, KEY, ROW, RULE, edition_text
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from test_roundtrip import in_order

from export.export_file import SUFFIXES, export_report
from forms.carry import carry
from forms.cells import Address
from forms.check import check
from forms.culprit import suggestions
from forms.edition_file import added_folder, edition_for_year, known_editions
from forms.errors import EditionError
from forms.new_edition import (
    add_edition,
    base_of,
    differences,
    dropped_editions,
    is_added,
    read_new_edition,
)
from forms.reading.open_file import read_report
from forms.report import Report
from forms.totals import with_totals
from forms.wording import finding_sentence
from ui import dialogs

NEW_ROW = Address("applications", ROW, "person")
NEW_COLUMN = Address("applications", "received", COLUMN)


@pytest.fixture
def file(tmp_path):
    """The edition as it comes by mail."""
    path = tmp_path / "2027年版.toml"
    path.write_text(edition_text(), encoding="utf-8")
    return path


@pytest.fixture
def edition(file):
    """The edition, taken in."""
    return add_edition(file)


@pytest.fixture
def report(edition):
    """A balanced report of 2027 with figures in the new row and the new column."""
    typed = {a: 0 for a in edition.addresses if a not in edition.totals}
    typed |= {NEW_ROW: 3, NEW_COLUMN: 4}
    typed |= {Address("applications", "granted", COLUMN): 4}
    typed |= {Address("applications", "received", "person"): 9}
    typed |= {Address("applications", "granted", "person"): 6}
    blank = Report("某某局", 2027, KEY, typed, sound_report().sections)
    return with_totals(blank, edition)


# --- describing and checking -------------------------------------------------------------


def test_differences_name_row_column_and_rule(file):
    new = read_new_edition(file)
    told = differences(base_of(new), new)

    assert base_of(new).key == "2021"
    assert any("新增行“4.移送其他行政机关办理”" in sentence for sentence in told)
    assert any("新增列“新闻媒体”" in sentence for sentence in told)
    assert any("本年新收不少于移送其他机关办理" in sentence for sentence in told)
    assert not any(word in sentence for sentence in told for word in ("取消", "改为"))


def test_differences_the_other_way_are_cancellations(file):
    new = read_new_edition(file)
    told = differences(new, base_of(new))

    assert "“收到和处理政府信息公开申请情况”表：取消列“新闻媒体”。" in told
    assert any(sentence.startswith("取消规则") for sentence in told)


def test_an_edition_does_not_differ_from_itself(file):
    new = read_new_edition(file)
    assert differences(new, new) == ()


def test_changed_rule_is_told(file):
    text = edition_text().replace('"granted",\n', "", 1)
    file.write_text(text, encoding="utf-8")
    new = read_new_edition(file)
    assert any(s.startswith("规则改为") for s in differences(base_of(new), new))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (f'key = "{KEY}"', 'key = "2021"', "key"),
        (f'key = "{KEY}"', 'key = "../x"', "key"),
        ('"A29:C29"', '"A28:C28"', "tables.applications"),
    ],
    ids=["a key of ours", "a key that is a path", "a contradiction"],
)
def test_a_bad_file_is_refused_and_nothing_is_taken_in(file, old, new, key):
    assert old in edition_text()
    file.write_text(edition_text().replace(old, new), encoding="utf-8")
    with pytest.raises(EditionError) as refusal:
        add_edition(file)
    assert refusal.value.key.startswith(key)
    assert not added_folder().exists()


def test_a_broken_file_in_the_folder_counts_for_nothing(file):
    add_edition(file)
    (added_folder() / "bad.toml").write_text("key = ", encoding="utf-8")
    assert list(known_editions()) == ["2019", "2021", KEY]


def test_taken_in_edition_serves_its_years_only(file):
    assert edition_for_year(2027).key == "2021"
    edition = add_edition(file)
    assert is_added(edition)
    assert [edition_for_year(year).key for year in (2020, 2026, 2027, 2030)] == [
        "2019",
        "2021",
        KEY,
        KEY,
    ]


# --- through the house, with no line of Python changed -------------------------------------


def test_new_rule_new_row_and_new_column_are_checked(report, edition):
    assert not [f for f in check(report, edition) if f.table == "applications"]
    over = report.with_values({NEW_ROW: 30})
    codes = {f.code for f in check(over, edition)}

    assert RULE in codes
    assert {"applications.results", "applications.row_total"} <= codes
    finding = next(f for f in check(over, edition) if f.code == RULE)
    assert "移送其他机关办理" in finding_sentence(finding, edition)


@pytest.mark.parametrize("address", [NEW_ROW, NEW_COLUMN], ids=str)
def test_slip_in_the_new_places_is_found(report, edition, address):
    right = report.value(address)
    wrong = report.with_value(address, right + 5)
    found = suggestions(wrong, edition)
    assert any([(c.address, c.after) for c in s.changes] == [(address, right)] for s in found)


def test_last_year_is_carried_into_the_new_edition(edition):
    draft = carry(sound_report(year=2026), year=2027)

    assert draft.edition == KEY
    assert draft.value(Address("applications", "carried_in", "person")) == 118
    assert draft.value(NEW_COLUMN) is None


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_writer_and_reader_knows_it(report, edition, tmp_path, suffix):
    path = tmp_path / f"report{suffix}"
    export_report(report, edition, path)
    read = read_report(path)

    assert in_order(read) == in_order(report)


# --- in the window -----------------------------------------------------------------------


def test_opening_the_file_offers_it_and_the_form_follows(window, monkeypatch, file):
    asked = []

    def agree(parent, text, verb, detail=""):
        asked.append((text, detail))
        return True

    monkeypatch.setattr(dialogs.Question, "ask", agree)
    window.files.open_path(file)
    text, detail = asked[0]
    assert all(word in text for word in ("2027年版（假设）", "国办公开办函", "2027-10-08"))
    assert "新闻媒体" in detail

    window.session.set_year(2027)
    assert window.session.edition.key == KEY
    window.go_to("cover")
    assert window.step_page("cover").edition.currentData() == KEY
    window.go_to("applications")
    form = window.step_page("applications").form
    form.go_to(NEW_ROW)
    for figure in "7000020":
        QTest.keyClicks(window.focusWidget(), figure)
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.session.report.value(NEW_ROW) == 7
    assert window.session.report.value(NEW_ROW._replace(column=COLUMN)) == 2
    assert window.session.report.value(NEW_ROW._replace(column="total")) == 9


def test_what_is_declined_stays_out(window, monkeypatch, file):
    monkeypatch.setattr(dialogs.Question, "ask", lambda *_: False)
    window.files.open_path(file)
    assert KEY not in window.session.editions


def test_a_bad_file_is_told_and_never_offered(window, monkeypatch, file):
    told = []
    monkeypatch.setattr(dialogs.Question, "ask", lambda *_: pytest.fail("offered"))
    monkeypatch.setattr(dialogs.Notice, "tell", lambda parent, *texts: told.append(texts))
    file.write_text("key = 1", encoding="utf-8")
    window.files.open_path(file)
    assert len(told) == 1
    assert file.name in told[0][0]


def test_file_dropped_into_the_data_folder_is_offered_once(window, monkeypatch, file):
    folder = added_folder().parent
    folder.mkdir(parents=True, exist_ok=True)
    file.rename(folder / file.name)
    monkeypatch.setattr(dialogs.Question, "ask", lambda *_: True)
    window.files.offer_dropped_editions()

    assert KEY in window.session.editions
    assert dropped_editions() == []
