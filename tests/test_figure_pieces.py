"""A table's figure in the writing area: one thing to the keyboard, the mouse and the clipboard."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from forms.cells import Address
from forms.edition_file import built_in_editions
from forms.live_figures import BLANK_WORDS, LiveFigure
from forms.report import Report
from forms.saving import store
from ui.figure_pieces import MIME, Piece, cut_out, from_mime, outside, to_mime

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
RECEIVED = Address("applications", "received", "total")
PERSON = Address("applications", "received", "person")
E2021 = built_in_editions()["2021"]
ONE = LiveFigure("", 0, 2, RECEIVED)


@pytest.fixture
def page(window):
    report = Report(
        agency="某某局",
        year=2025,
        cells={RECEIVED: 35, PERSON: 30},
        sections={"overview": "共件。"},
    )
    window.session.open_report(report)
    window.go_to("overview")
    page = window.step_page("overview")
    page.editor.setFocus()
    page.editor.select(1, 1)
    page.editor.insert_piece(Piece("35", (ONE,)), "写入")
    return page


def text_of(page) -> str:
    return page.session.report.sections["overview"]


def stretches(page) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in page.session.report.figures_of("overview")]


def press(page, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(page.editor, key, modifier)


# --- one thing ----------------------------------------------------------------------------


def test_it_stands_in_the_text_and_follows_its_cell(page):
    assert text_of(page) == "共35件。"
    assert page.editor.selected() == (3, 3)
    page.session.enter(RECEIVED, 7)
    assert page.editor.toPlainText() == text_of(page) == "共7件。"
    page.session.enter(RECEIVED, None)
    assert page.editor.toPlainText() == f"共{BLANK_WORDS}件。"
    page.session.undo()
    page.session.undo()
    assert page.editor.toPlainText() == "共35件。"


def test_the_arrows_go_over_it_whole(page):
    press(page, KEY.Key_Left)
    assert page.editor.selected() == (1, 1)
    press(page, KEY.Key_Right)
    assert page.editor.selected() == (3, 3)
    press(page, KEY.Key_Left, modifier=SHIFT)
    assert page.editor.selected() == (1, 3)


@pytest.mark.parametrize(("place", "key"), [(3, KEY.Key_Backspace), (1, KEY.Key_Delete)])
def test_one_key_takes_it_whole_and_undo_brings_it_back(page, place, key):
    page.editor.select(place, place)
    press(page, key)
    assert text_of(page) == page.editor.toPlainText() == "共件。"
    assert stretches(page) == []
    page.session.undo()
    assert page.editor.toPlainText() == "共35件。"
    assert stretches(page) == [(1, 3)]


def test_typing_at_its_edges_leaves_it_alone(page):
    QTest.keyClicks(page.editor, "3")
    page.editor.select(1, 1)
    QTest.keyClicks(page.editor, "3")
    assert text_of(page) == "共3353件。"
    assert stretches(page) == [(2, 4)]


def test_typing_over_it_makes_plain_words(page):
    page.editor.select(1, 3)
    QTest.keyClicks(page.editor, "8")
    assert text_of(page) == "共8件。"
    assert stretches(page) == []


def test_a_double_click_selects_it_whole(page):
    cursor = QTextCursor(page.editor.document())
    cursor.setPosition(2)
    place = page.editor.cursorRect(cursor).center()
    QTest.mouseDClick(page.editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.editor.selected() == (1, 3)


def test_a_click_in_its_middle_goes_to_its_edge(page):
    page.editor.select(0, 0)
    cursor = QTextCursor(page.editor.document())
    cursor.setPosition(2)
    place = page.editor.cursorRect(cursor).center() + QPoint(0, 0)
    QTest.mouseClick(page.editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.editor.selected()[0] in (1, 3)


def test_f2_goes_to_its_cell(window, page):
    press(page, KEY.Key_F2)
    assert window.current_key == "applications"
    assert window.step_page("applications").form.current_address() == RECEIVED


def test_it_is_shown_quietly_with_what_it_follows(page):
    page.look()
    shown = [one.cursor.selectedText() for one in page.editor.extraSelections()]
    assert "35" in shown
    assert "本年新收" in page.editor.mark_at(1)
    assert not page.editor.mark_at(0)


# --- carried about ------------------------------------------------------------------------


def test_it_is_copied_and_pasted_with_the_words_around_it(page):
    page.editor.select(0, 4)
    press(page, KEY.Key_C, modifier=CTRL)
    assert QGuiApplication.clipboard().text() == "共35件"
    page.editor.select(5, 5)
    press(page, KEY.Key_V, modifier=CTRL)
    assert text_of(page) == "共35件。共35件"
    assert stretches(page) == [(1, 3), (6, 8)]
    page.session.enter(RECEIVED, 4)
    assert page.editor.toPlainText() == "共4件。共4件"
    page.session.undo()
    page.session.undo()
    assert page.editor.toPlainText() == "共35件。"


def test_cut_and_paste_moves_it(page):
    page.editor.select(0, 4)
    press(page, KEY.Key_X, modifier=CTRL)
    assert text_of(page) == "。"
    press(page, KEY.Key_V, modifier=CTRL)
    assert text_of(page) == "共35件。"
    assert stretches(page) == [(1, 3)]


def test_a_cell_copied_in_the_table_becomes_one(window, page):
    window.go_to_place(PERSON)
    window.step_page("applications").form.copy()
    window.go_to("overview")
    page.editor.select(5, 5)
    press(page, KEY.Key_V, modifier=CTRL)
    assert text_of(page) == "共35件。30"
    assert page.session.report.figures_of("overview")[1].cell == PERSON


def test_it_is_kept_in_the_saved_file(page, tmp_path):
    page.session.save(tmp_path / "a.gknb")
    assert store.load(tmp_path / "a.gknb").report == page.session.report
    assert stretches(page) == [(1, 3)]


def test_replacing_all_elsewhere_leaves_it(page):
    page.editor.select(5, 5)
    page.editor.textCursor().insertText("件件")
    page.find_bar.open_bar(replacing=True)
    page.find_bar.wanted.setText("件")
    page.find_bar.by.setText("份")
    page.find_bar.replace_all()
    assert text_of(page) == "共35份。份份"
    assert stretches(page) == [(1, 3)]


def test_what_is_looked_for_inside_it_is_found_once(page):
    page.find_bar.open_bar(replacing=False)
    page.find_bar.wanted.setText("5")
    page.find_bar.step(1)
    assert page.editor.selected() == (2, 3)


# --- the list of figures ------------------------------------------------------------------


def test_by_keyboard_alone(page):
    page.editor.select(5, 5)
    press(page, KEY.Key_J, modifier=CTRL)
    assert page.drawer.panel("figures").wanted.hasFocus()
    page.drawer.panel("figures").wanted.setText("新收")
    QTest.keyClick(page.drawer.panel("figures").wanted, KEY.Key_Down)
    QTest.keyClick(page.drawer.panel("figures").wanted, KEY.Key_Up)
    QTest.keyClick(page.drawer.panel("figures").wanted, KEY.Key_Return)
    assert text_of(page) == "共35件。30件"
    assert page.editor.hasFocus()
    press(page, KEY.Key_J, modifier=CTRL)
    QTest.keyClick(page.drawer.panel("figures").wanted, KEY.Key_Escape)
    assert page.editor.hasFocus()


def test_a_line_is_dragged_into_the_text(page):
    page.drawer.turn_to("figures")
    page.drawer.panel("figures").wanted.setText("新收 总计")
    data = page.drawer.panel("figures").list.mimeData([page.drawer.panel("figures").list.item(1)])
    assert data.text() == "35件"
    assert page.editor.canInsertFromMimeData(data)
    page.editor.select(5, 5)
    page.editor.insertFromMimeData(data)
    assert text_of(page) == "共35件。35件"
    assert stretches(page) == [(1, 3), (5, 7)]


def test_a_piece_travels_as_words_and_as_figures():
    piece = Piece("共35件", (ONE._replace(start=1, end=3),))
    data = to_mime(piece)
    assert data.text() == "共35件"
    assert from_mime(data, E2021) == piece
    assert from_mime(to_mime(Piece("共35件")), E2021) is None


def test_of_an_edition_without_the_cell_come_the_words():
    procurement = ONE._replace(cell=Address("disclosure", "procurement", "count"))
    assert from_mime(to_mime(Piece("35", (procurement,))), E2021) == Piece("35")


@pytest.mark.parametrize("broken", [b"", b"[]", b"{", b'["x", [[1]]]', b"7", b'["x", [[0, 1, 2]]]'])
def test_other_data_under_our_name_is_let_be(broken):
    data = QMimeData()
    data.setData(MIME, broken)
    assert from_mime(data, E2021) is None


def test_half_a_figure_is_not_copied_as_one():
    assert cut_out("共35件", (ONE._replace(start=1, end=3),), 0, 2) == Piece("共3")


def test_a_place_inside_goes_to_the_edge():
    figures = (ONE._replace(start=1, end=3),)
    assert [outside(figures, place, True) for place in range(5)] == [0, 1, 3, 3, 4]
    assert [outside(figures, place, False) for place in range(5)] == [0, 1, 1, 3, 4]


@pytest.mark.parametrize(
    "sent",
    [
        b"[[], []]",
        b"[3, []]",
        b'["abc", [[0, 99, "applications.received.person"]]]',
        b'["abc", [[-1, 2, "applications.received.person"]]]',
        b'["abc", [["0", "2", "applications.received.person"]]]',
        b'["abc", [[0.5, 2, "applications.received.person"]]]',
        b"[" * 100_000,
    ],
)
def test_what_another_program_puts_there_under_our_name_is_left(page, sent):
    data = QMimeData()
    data.setData(MIME, sent)
    data.setText("词")
    page.editor.insertFromMimeData(data)
    assert "词" in text_of(page)


def test_a_half_character_does_not_come_along(page):
    data = QMimeData()
    data.setData(MIME, b'["a\\ud800", []]')
    page.editor.insertFromMimeData(data)
    text_of(page).encode()
