"""Likely repairs beside the findings: found in the background, taken in one step."""

import pytest
from balanced import EDITIONS, sound_report

from forms.cells import Address
from forms.check import check
from forms.culprit import suggestions
from forms.repair.repair_wording import NO_REPAIR
from ui.repairs import Repairs, repairs_of_table, take
from ui.session import Session

EDITION = EDITIONS["2021"]
GRANTED = Address("applications", "granted", "person")
LITIGATION = next(a for a in EDITION.tables["disputes"].addresses if a in EDITION.totals)


def wrong(*cells: Address):
    report = sound_report()
    return report.with_values({cell: report.number(cell) + 9 for cell in cells})


@pytest.fixture
def session(qapp) -> Session:
    return Session()


@pytest.fixture
def repairs(session) -> Repairs:
    return Repairs.of(session)


def found(repairs: Repairs, qtbot) -> dict:
    with qtbot.waitSignal(repairs.changed):
        repairs.want()
    return repairs.by_table


def test_there_is_one_for_a_session(session):
    assert Repairs.of(session) is Repairs.of(session)
    assert Repairs.of(Session()) is not Repairs.of(session)


def test_the_slip_is_found_after_a_pause_not_before(session, repairs, qtbot):
    session.open_report(wrong(GRANTED))
    repairs.want()
    assert repairs.by_table == {}

    assert GRANTED in found(repairs, qtbot)["applications"][0].values


def test_a_sound_report_has_none(session, repairs, qtbot):
    session.open_report(wrong(GRANTED))
    assert found(repairs, qtbot)
    with qtbot.waitSignal(repairs.changed):
        session.open_report(sound_report())
    assert repairs.by_table == {}


def test_an_edit_takes_back_at_once_what_may_be_wrong_now(session, repairs, qtbot):
    session.open_report(wrong(GRANTED))
    first = found(repairs, qtbot)["applications"]
    with qtbot.waitSignal(repairs.changed):
        session.enter(LITIGATION, session.report.number(LITIGATION) + 9)
    assert repairs.by_table == {}

    qtbot.waitUntil(lambda: set(repairs.by_table) == {"applications", "disputes"})
    assert repairs.by_table["applications"] == first


def test_a_change_of_a_text_leaves_them_standing(session, repairs, qtbot):
    session.open_report(wrong(GRANTED))
    found(repairs, qtbot)
    with qtbot.assertNotEmitted(repairs.changed):
        session.set_section("other", "没有其他事项。")
    assert repairs.by_table


def test_taking_one_is_one_named_step_that_can_be_undone(session, repairs, qtbot):
    session.open_report(wrong(GRANTED, LITIGATION))
    before = session.report
    (suggestion, *_) = found(repairs, qtbot)["applications"]

    take(session, suggestion)

    assert session.report == before.with_values(suggestion.values)
    assert "采用" in session.undo_name
    assert not [one for one in session.findings if one.table == "applications"]
    session.undo()
    assert session.report == before


def test_each_table_is_repaired_by_itself():
    report = wrong(GRANTED, LITIGATION)
    alone = repairs_of_table(report, EDITION, "disputes")

    assert alone
    assert all(change.address.table == "disputes" for one in alone for change in one.changes)
    both = suggestions(report, EDITION)
    assert {c.address.table for c in both[0].changes} == {"applications", "disputes"}


def test_every_repair_of_a_table_mends_it():
    report = wrong(GRANTED, LITIGATION)
    for table in ("applications", "disputes"):
        found = repairs_of_table(report, EDITION, table)
        assert found
        for one in found:
            left = check(report.with_values(one.values), EDITION)
            assert not [f for f in left if f.table == table]


def test_an_explained_rule_need_not_hold():
    report = wrong(GRANTED)
    broken = [one.relation for one in check(report, EDITION) if one.relation]
    assert repairs_of_table(report, EDITION, "applications", explained=broken) == ()


def test_a_session_may_go_while_the_work_runs(qapp, qtbot):
    session = Session()
    session.open_report(wrong(GRANTED))
    repairs = Repairs.of(session)
    repairs._begin()
    (work,) = repairs._running
    session.destroyed.connect(lambda: ended.append(work.isFinished()))
    ended: list[bool] = []

    session.deleteLater()
    qtbot.waitUntil(lambda: bool(ended))

    assert ended == [True]


def test_where_nothing_mends_a_table_it_is_said(window, qtbot):
    """More wrong cells than any repair explains: the list says so instead of nothing."""
    edition = window.session.edition
    cells = {a: (7 * n * n) % 997 for n, a in enumerate(edition.addresses)}
    window.session.open_report(sound_report().replace(cells=cells))
    window.go_to("review")
    lists = window.step_page("review").lists
    qtbot.waitUntil(lambda: "applications" in Repairs.of(window.session).by_table)
    assert Repairs.of(window.session).by_table["applications"] == ()
    told = [lists.findings.item(row).text() for row in range(lists.findings.count())]
    assert NO_REPAIR in told
