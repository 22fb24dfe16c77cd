"""The official table as a widget: clipboard, sizes, what stays in sight, what is painted."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QTableWidget
from table_hands import CTRL, KEY, SHIFT, Windows, at, press, type_in

from forms.report import Report
from ui import style
from ui.clipboard import read_block
from ui.form_paint import even_width, fitting_text
from ui.paste_preview import PastePreview
from ui.session import Session
from ui.table_layout import GUTTER, in_lines
from ui.table_paste import plan_paste


@pytest.fixture
def session(qtbot) -> Session:
    return Session()


@pytest.fixture
def shown(qtbot, session) -> Windows:
    return Windows(qtbot, session)


# --- clipboard ---------------------------------------------------------------------------


def test_paste_is_one_step_and_copy_gives_it_back(session, shown):
    table = shown()
    QApplication.clipboard().setText("1\t2\n3\t4")
    press(KEY.Key_V, CTRL)
    assert session.report.value(at("carried_in", "enterprise")) == 4
    assert session.undo_name == "粘贴4格"
    table.go_to(at("received", "person"))
    press(KEY.Key_Right, SHIFT)
    press(KEY.Key_Down, SHIFT)
    QApplication.clipboard().clear()
    press(KEY.Key_C, CTRL)
    assert QApplication.clipboard().text() == "1\t2\n3\t4"
    assert "<td>4</td>" in QApplication.clipboard().mimeData().html()
    session.undo()
    assert session.report.value(at("carried_in", "enterprise")) is None


def test_row_clicked_at_its_label_is_copied_with_the_label(qtbot, session, shown):
    table = shown()
    session.enter(at("carried_in", "person"), 4)
    header = table.grid.verticalHeader()
    place = QPoint(60, header.sectionViewportPosition(1) + 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    press(KEY.Key_C, CTRL)
    lines = QApplication.clipboard().text().split("\n")
    assert lines == ["二、上年结转政府信息公开申请数量\t\t\t4\t\t\t\t\t\t"]


@pytest.mark.parametrize("table_key", ["disclosure", "applications", "disputes"])
def test_whole_table_copied_and_pasted_elsewhere_is_the_same(session, shown, table_key):
    """Out with labels and headers, back into another blank report, whatever cell is current."""
    for number, address in enumerate(session.edition.tables[table_key].addresses):
        if address not in session.edition.totals:
            session.enter(address, number)
    full = session.report
    table = shown(table_key)
    table.grid.selectAll()
    press(KEY.Key_C, CTRL)
    session.open_report(Report())
    table.preview = lambda plan: pytest.fail(f"asked: {plan}")
    table.go_to(table.model.shape.typed_by_row[-1])
    press(KEY.Key_V, CTRL)
    assert session.report.cells == full.cells


def test_doubtful_paste_is_shown_first(session, shown):
    table = shown()
    plans = []
    table.preview = lambda plan: bool(plans.append(plan))
    QApplication.clipboard().setText("/\t2")
    press(KEY.Key_V, CTRL)
    assert len(plans) == 1
    assert session.undo_name == ""


def test_paste_ignores_the_clipboards_pictures(session, shown):
    """Nothing is fetched: HTML is only taken apart."""
    mime = QApplication.clipboard().mimeData().__class__()
    mime.setHtml('<img src="http://192.0.2.1/x.png"><table><tr><td>6</td></tr></table>')
    QApplication.clipboard().setMimeData(mime)
    shown()
    press(KEY.Key_V, CTRL)
    assert session.report.value(at("received", "person")) == 6


# --- the widget --------------------------------------------------------------------------


def test_current_cell_is_told(qtbot, shown):
    table = shown()
    with qtbot.waitSignal(table.current_cell_changed) as told:
        table.go_to(at("granted", "charity"))
    assert told.args == [at("granted", "charity")]


def test_go_to_brings_the_cell_into_sight(shown):
    table = shown()
    table.go_to(at("carried_out", "total"))
    rect = table.grid.visualRect(table.model.index_of(at("carried_out", "total")))
    assert table.grid.viewport().rect().contains(rect)


def test_header_rows_and_row_labels_stay_in_sight(shown):
    """Scrolled to the far corner of a narrow window, the first header and label still stand."""
    table = shown(width=500)
    before = table.grid.viewport().pos()
    table.go_to(at("carried_out", "total"))
    assert table.grid.horizontalOffset() > 0
    assert table.grid.verticalOffset() > 0
    assert table.grid.viewport().pos() == before
    assert table.grid.horizontalHeader().isVisible()
    assert before.y() >= sum(table.grid.sizes.heights[:3])
    assert before.x() >= sum(table.grid.sizes.widths[:3])


@pytest.mark.parametrize("width", [702, 1100, 1660])
@pytest.mark.parametrize("table_key", ["disclosure", "applications", "disputes"])
def test_table_fits_the_usual_widths(session, shown, table_key, width):
    """1366×768 at 150 %, at 100 %, and 1920×1080: no scrolling to the side, values equal."""
    table = shown(table_key, width=width)
    columns = table.model.shape.value_columns
    assert table.grid.natural_size().width() <= width
    assert len({table.grid.sizes.widths[column] for column in columns}) == 1


def test_eight_digits_find_room(session, shown):
    cell = at("received", "person")
    table = shown("applications", cell, width=702)
    session.enter(cell, 12345678)
    QApplication.processEvents()
    needed = table.grid.fontMetrics().horizontalAdvance("12345678")
    assert table.grid.visualRect(table.model.index_of(cell)).width() > needed


def test_edition_change_rebuilds_the_table(session, shown):
    table = shown("disclosure")
    height = table.natural_height()
    session.set_edition("2019")
    assert table.natural_height() > height
    table.go_to(at("procurement", "amount", "disclosure"))
    type_in("2.5")
    press(KEY.Key_Return)
    assert session.report.value(at("procurement", "amount", "disclosure")) == Decimal("2.5")


@pytest.mark.parametrize("table_key", ["disclosure", "applications", "disputes"])
def test_every_place_is_painted(session, shown, table_key):
    """No place of the table is left as the window's bare ground, labels and values alike."""
    table = shown(table_key)
    image = table.grid.grab().toImage()
    bare = image.pixelColor(4, image.height() - 2)
    ratio = image.devicePixelRatio()
    shape, sizes = table.model.shape, table.grid.sizes
    for cell in shape.cells:
        rect = sizes.rect(cell).translated(GUTTER, 0)
        place = QPoint(rect.right(), rect.bottom() - 3) * ratio
        if place.y() < image.height() - 20:
            assert image.pixelColor(place) != bare, cell


def test_a_screen_reader_hears_row_column_value_and_state(session, shown):
    table = shown()
    session.enter(at("received", "person"), 3)
    spoken = QAccessible.queryAccessibleInterface(table.grid)
    names = [spoken.child(n).text(QAccessible.Text.Name) for n in range(spoken.childCount())]
    assert spoken.text(QAccessible.Text.Name) == "收到和处理政府信息公开申请情况"
    assert "本年新收，自然人，3" in names
    assert "本年新收，商业企业，空，没有填" in names


# --- the preview -------------------------------------------------------------------------


@pytest.mark.parametrize("agreed", [True, False])
def test_preview_shows_old_and_new_and_pastes_only_when_agreed(session, shown, agreed):
    table = shown()
    session.enter(at("received", "person"), 3)
    plan = plan_paste(
        read_block("", "/\t8\t\t\t\t\t99"),
        table.model.shape,
        session.report,
        at("received", "person"),
    )
    preview = PastePreview(plan, table.model.shape, session.report, table)
    changes = preview.findChild(QTableWidget)
    texts = [changes.item(0, column).text() for column in range(4)]
    assert texts[:3] == ["本年新收", "自然人", "3"]
    assert texts[3].startswith("/")
    assert changes.rowCount() == 2
    table.preview = lambda _: agreed
    QApplication.clipboard().setText("/\t8")
    table.go_to(at("received", "person"))
    press(KEY.Key_V, CTRL)
    assert session.report.value(at("received", "person")) == ("/" if agreed else 3)


def test_three_lines_of_a_header_are_whole_in_any_face(qtbot):
    """Chinese of another face is higher than the lines of the font's own."""
    narrow, text = QFont(), "社会公益组织"
    narrow.fromString(style.small_font().toString())
    for font in (style.small_font(), narrow):
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(text[:2]) + 4
        assert fitting_text(metrics, text, QRect(0, 0, width, 200)) == text
        assert fitting_text(metrics, text * 2, QRect(0, 0, width, 200)) == text[:5] + "…"
        assert fitting_text(metrics, "2" + text[1:], QRect(0, 0, width, 200)) == "2" + text[1:]


def test_no_line_of_a_header_holds_a_single_character(qtbot):
    metrics = QFontMetrics(style.small_font())
    text = "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和"
    room = metrics.horizontalAdvance(text[:-1])
    even = even_width(metrics, text, room)
    assert even < metrics.horizontalAdvance(text) * 0.6
    rect, wrap = QRect(0, 0, even, 1000), int(Qt.TextFlag.TextWordWrap)
    assert metrics.boundingRect(rect, wrap, text).height() == (
        metrics.boundingRect(QRect(0, 0, room, 1000), wrap, text).height()
    )
    assert even_width(metrics, text, room * 2) == room * 2


@pytest.mark.parametrize(
    ("label", "signs", "lines"),
    [
        ("商业企业", 3, "商业\n企业"),
        ("社会公益组织", 4, "社会公益\n组织"),
        ("法律服务机构", 3, "法律\n服务\n机构"),
        ("尚未审结", 4, "尚未审结"),
    ],
)
def test_the_words_of_a_header_stay_whole(qtbot, label, signs, lines):
    metrics = QFontMetrics(style.small_font())
    room = metrics.horizontalAdvance("企" * signs) + 2

    assert in_lines(metrics, label, room) == lines
