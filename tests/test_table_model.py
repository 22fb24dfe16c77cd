"""The model over the session: what a cell shows, says and takes; what is announced."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt

from forms.cells import Address
from forms.edition_file import built_in_editions
from forms.report import Report
from ui.cell_text import shown_text, typed_value
from ui.marks import Mark
from ui.session import Session
from ui.table_model import Role, TableModel
from ui.table_shape import TableShape

TABLES = [
    (edition, table)
    for edition in ("2019", "2021")
    for table in ("disclosure", "applications", "disputes")
]
ROWS = ("received", "carried_in", "granted", "result_total", "carried_out")


def at(row: str, column: str, table: str = "applications") -> Address:
    return Address(table, row, column)


def a_report(edition: str = "2021", year: int = 2025) -> Report:
    """Give a balanced part three: 5 new, all granted, from persons."""
    cells = dict.fromkeys(built_in_editions()[edition].tables["applications"].addresses, 0)
    for row in ("received", "granted", "result_total"):
        cells[at(row, "person")] = cells[at(row, "total")] = 5
    return Report(agency="某某局", year=year, edition=edition, cells=cells)


@pytest.fixture
def session(qtbot) -> Session:
    made = Session()
    made.open_report(a_report())
    return made


@pytest.fixture
def model(session) -> TableModel:
    return TableModel(session, "applications")


@pytest.mark.parametrize(("edition", "table"), TABLES)
def test_model_keeps_the_rules_of_qt(qtmodeltester, session, edition, table):
    session.set_edition(edition)
    made = TableModel(session, table)
    qtmodeltester.check(made)
    session.enter(made.shape.by_row[0], 3)


@pytest.mark.parametrize(("edition", "table"), TABLES)
def test_every_value_cell_has_a_place_and_labels_have_no_address(session, edition, table):
    session.set_edition(edition)
    made = TableModel(session, table)
    for address in session.edition.tables[table].addresses:
        assert made.address(made.index_of(address)) == address
        assert made.flags(made.index_of(address)) & Qt.ItemFlag.ItemIsSelectable
    labels = [
        made.index(row, column)
        for row in range(made.rowCount())
        for column in range(made.columnCount())
        if made.address(made.index(row, column)) is None
    ]
    assert all(made.flags(index) == Qt.ItemFlag.NoItemFlags for index in labels)
    assert bool(labels) == (table == "disclosure")


def test_frozen_part_is_the_official_one():
    """Header rows and label columns stay; part two has no header of its own and scrolls whole."""
    edition = built_in_editions()["2021"]
    frozen = {}
    for key in edition.tables:
        shape = TableShape(edition, key)
        frozen[key] = (shape.frozen_rows, shape.frozen_columns)
    assert frozen == {"disclosure": (0, 0), "applications": (3, 3), "disputes": (3, 0)}


def test_model_has_no_rows_below_a_cell(model):
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.address(QModelIndex()) is None


# --- what a cell shows -------------------------------------------------------------------


def test_cell_shows_value_alignment_and_kind(model):
    index = model.index_of(at("received", "person"))
    assert index.data() == index.data(Qt.ItemDataRole.EditRole) == "5"
    assert index.data(Role.ADDRESS) == at("received", "person")
    assert index.data(Role.MARK) is None
    assert index.data(Role.COMPUTED) is False
    assert model.index_of(at("received", "total")).data(Role.COMPUTED) is True
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_numbers_are_centred_where_cells_are_merged(session):
    made = TableModel(session, "disclosure")
    index = made.index_of(at("permits", "decisions", "disclosure"))
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignHCenter


def test_spoken_text_is_row_column_value_state(session, model):
    session.enter(at("received", "person"), None)
    index = model.index_of(at("received", "person"))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "本年新收，自然人，空，没有填"
    total = model.index_of(at("received", "total"))
    assert total.data(Qt.ItemDataRole.AccessibleTextRole).split("，")[3] == "自动计算"


def test_headers_name_row_and_column(model):
    assert model.headerData(0, Qt.Orientation.Vertical) == "本年新收"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "商业企业"


def test_last_year_stands_beside(session, model):
    session.compare_with(a_report(year=2024))
    index = model.index_of(at("granted", "person"))
    assert index.data(Role.GHOST) == "5"
    assert "去年：5" in index.data(Qt.ItemDataRole.ToolTipRole)
    session.compare_with(None)
    assert index.data(Role.GHOST) == ""


def test_last_years_cell_of_another_meaning_is_not_shown(session):
    """本年新制作数量 of 2019 is not 本年制发件数 of 2021, though the key is the same."""
    made = TableModel(session, "disclosure")
    address = at("regulations", "made", "disclosure")
    assert address in built_in_editions()["2019"].address_set
    session.compare_with(Report(year=2020, edition="2019", cells={address: 7}))
    assert made.index_of(address).data(Role.GHOST) == ""


def test_marks_follow_the_findings(session, model):
    index = model.index_of(at("carried_out", "person"))
    session.enter(at("carried_out", "person"), 1)
    assert index.data(Role.MARK) == Mark.MISMATCH
    assert model.row_mark(27) is Mark.MISMATCH
    assert "自然人" in index.data(Qt.ItemDataRole.ToolTipRole)
    session.set_done("applications", True)
    assert index.data(Role.MARK) == Mark.WRONG
    session.enter(at("carried_out", "person"), 0)
    assert index.data(Role.MARK) is None
    assert model.row_mark(27) is None


# --- what is announced -------------------------------------------------------------------


def announced(qtbot, model, act) -> set[Address]:
    found = []
    model.dataChanged.connect(lambda first, last: found.extend([first, last]))
    with qtbot.assertNotEmitted(model.modelReset):
        act()
    return {model.address(index) for index in found}


def test_only_changed_cells_are_announced(qtbot, session, model):
    """Three cells balance: the cell and the totals that follow it, nothing else."""
    session.enter_many({at("granted", "person"): 6, at("received", "person"): 6}, "填写")
    changed = announced(
        qtbot,
        model,
        lambda: session.enter_many(
            {at("granted", "person"): 5, at("deny_law", "person"): 1}, "填写"
        ),
    )
    assert changed == {
        at(row, column) for row in ("granted", "deny_law") for column in ("person", "total")
    }


def test_nothing_is_announced_for_a_text(qtbot, session, model):
    assert announced(qtbot, model, lambda: session.set_section("overview", "文字")) == set()


def test_undo_is_announced(qtbot, session, model):
    session.enter(at("granted", "person"), 4)
    assert at("granted", "person") in announced(qtbot, model, session.undo)
    assert model.text(at("granted", "person")) == "5"


def test_another_edition_resets_the_model(qtbot, session, model):
    rows = model.rowCount()
    with qtbot.waitSignal(model.modelReset):
        session.set_edition("2019")
    assert model.rowCount() == rows - 2
    session.enter(at("received", "person"), 9)
    assert model.text(at("received", "person")) == "9"


# --- what a cell takes -------------------------------------------------------------------


def test_typed_number_goes_to_the_session_and_totals_follow(session, model):
    assert model.setData(model.index_of(at("received", "charity")), "１２")
    assert session.report.value(at("received", "charity")) == 12
    assert session.report.value(at("received", "total")) == 17


def test_what_is_no_number_stays_as_typed(session, model):
    model.setData(model.index_of(at("received", "charity")), "/")
    assert session.report.value(at("received", "charity")) == "/"


def test_same_text_again_is_no_edit(session, model):
    model.setData(model.index_of(at("received", "person")), "5")
    assert session.undo_name == ""


def test_total_that_follows_its_parts_cannot_be_typed(session, model):
    index = model.index_of(at("received", "total"))
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(index, "9")
    assert session.report.value(at("received", "total")) == 5


def test_total_that_disagrees_can_be_typed(session, model):
    session.open_report(a_report().with_value(at("received", "total"), 7))
    index = model.index_of(at("received", "total"))
    assert model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert model.setData(index, "5")
    assert session.report.value(at("received", "total")) == 5


COUNT = built_in_editions()["2021"].column(at("received", "person"))
AMOUNT = built_in_editions()["2021"].column(at("fees", "amount", "disclosure"))
CHANGE = built_in_editions()["2019"].column(at("permits", "change", "disclosure"))


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("12", COUNT, 12),
        ("12件", COUNT, 12),
        ("1,234", COUNT, 1234),
        ("１２", COUNT, 12),
        ("-3", COUNT, -3),
        ("−3", COUNT, -3),
        ("1.5", COUNT, Decimal("1.5")),
        ("1e3", COUNT, "1e3"),
        ("12abc", COUNT, "12abc"),
        ("12元", COUNT, "12元"),
        ("0.38", AMOUNT, Decimal("0.38")),
        (".38", AMOUNT, Decimal("0.38")),
        ("0。38", AMOUNT, Decimal("0.38")),
        ("380元", AMOUNT, "380元"),
        ("0.38万元", AMOUNT, Decimal("0.38")),
        ("+5", CHANGE, 5),
        ("", COUNT, None),
        ("无", COUNT, "无"),
    ],
)
def test_what_a_text_means_in_a_column(text, column, value):
    assert typed_value(text, column) == value


@pytest.mark.parametrize(
    ("value", "column", "text"),
    [
        (5, CHANGE, "+5"),
        (-5, CHANGE, "-5"),
        (0, CHANGE, "0"),
        (5, COUNT, "5"),
        (None, CHANGE, ""),
        ("/", CHANGE, "/"),
    ],
)
def test_increase_shows_its_sign(value, column, text):
    assert shown_text(value, column) == text
