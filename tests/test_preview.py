"""The preview: what the PDF holds, page by page, at any size; saved and printed as it is seen."""

from pathlib import Path

import pypdfium2
import pytest
from balanced import EDITIONS, sound_report
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from export.layout import Options, lay_out
from export.to_pdf import render
from forms.cells import Address
from ui import dialogs, preview
from ui.page_view import GAP, LEAST, MOST, Fit
from ui.preview import Preview
from ui.printing import Ending, prepare
from ui.session import Session

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
WRONG = Address("applications", "deny_query", "research")
EDITION = EDITIONS["2021"]


@pytest.fixture
def session():
    made = Session()
    made.open_report(sound_report())
    return made


@pytest.fixture
def opened(session, qtbot):
    """Open the preview of the session's report; it stays until the test is torn down."""
    kept = []

    def open_window() -> Preview:
        made = Preview(session)
        qtbot.addWidget(made, before_close_func=Preview.leave)
        made.resize(911, 512)
        with qtbot.waitSignal(made.shown, timeout=60_000):
            made.show()
        kept.append(made)
        return made

    yield open_window


@pytest.fixture
def window(opened):
    return opened()


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def drawn(window, qtbot) -> None:
    """Wait until the page that is read has its picture."""
    pictures = window.view.pictures
    qtbot.waitUntil(lambda: pictures.is_at_scale(window.view.page), timeout=20_000)


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.view, key, modifier)


# --- what is shown --------------------------------------------------------------------


def test_it_shows_the_exported_pdf_and_its_pages(window, session):
    data = render(lay_out(session.report, EDITION, Options()))
    pdf = pypdfium2.PdfDocument(data)
    count = len(pdf)
    pdf.close()

    assert window._paper.data == data
    assert window.thumbnails.count() == count
    assert window.bar.page.maximum() == count
    assert str(count) in window.bar.count.text()
    assert not window.message.isVisible()


def test_a_page_is_drawn_pixel_by_pixel(window, qtbot):
    drawn(window, qtbot)
    picture = window.view.pictures.picture(0)
    place = window.view._places[0]
    scale = window.view.devicePixelRatioF()
    assert abs(picture.width() - place.width() * scale) <= 1
    grab = window.view.viewport().grab().toImage()
    inked = sum(
        grab.pixelColor(x, y).lightness() < 100
        for x in range(0, grab.width(), 2)
        for y in range(0, grab.height(), 2)
    )
    assert inked > 100


def test_only_what_is_seen_and_what_is_next_to_it_is_kept(session, opened, qtbot):
    session.open_report(sound_report().with_section("overview", "主动公开有序推进。\n" * 300))
    window = opened()
    count = window.thumbnails.count()
    assert count > 8
    for number in range(count):
        window.view.go_to(number)
        drawn(window, qtbot)
        assert len(window.view.pictures._made) <= 4


def test_every_page_gets_a_thumbnail(window, qtbot):
    pictures = window.thumbnails.pictures
    numbers = range(window.thumbnails.count())
    qtbot.waitUntil(lambda: all(pictures.is_at_scale(n) for n in numbers), timeout=20_000)
    assert pictures.picture(0) != pictures.picture(1)


def test_final_and_draft_are_two_papers(window, qtbot):
    assert window.bar.final.isChecked()
    final = window._paper.data
    with qtbot.waitSignal(window.shown, timeout=60_000):
        click(window.bar.draft)
    assert window._paper.data != final
    assert "草稿" in window.name
    with qtbot.waitSignal(window.shown, timeout=60_000):
        click(window.bar.final)
    assert window._paper.data == final
    assert "草稿" not in window.name


def test_with_errors_it_opens_as_a_draft_and_says_so_of_the_final_version(session, opened, qtbot):
    session.open_report(sound_report().with_value(WRONG, -1))
    window = opened()
    errors = sum(one.level.value == "error" for one in session.findings)
    assert window.bar.draft.isChecked()
    assert not window.message.isVisible()
    with qtbot.waitSignal(window.shown, timeout=60_000):
        click(window.bar.final)
    assert f"{errors}处错误" in window.message.text()
    assert window.bar.print.isEnabled()


def test_a_character_without_a_face_is_named(session, opened):
    session.open_report(sound_report().with_section("other", "联系人：\U0003fffd。"))
    window = opened()
    assert "\U0003fffd" in window.message.text()


def test_an_edit_that_comes_late_is_shown(window, session, qtbot):
    before = window._paper.data
    with qtbot.waitSignal(window.shown, timeout=60_000):
        session.set_agency("某某县人民政府")
    assert window._paper.data != before
    assert window.name.startswith("某某县人民政府")


# --- moving ---------------------------------------------------------------------------


def test_number_thumbnail_and_keys_go_to_the_same_page(window):
    last = window.thumbnails.count() - 1
    window.bar.page.setValue(2)
    assert (window.view.page, window.thumbnails.currentRow()) == (1, 1)
    window.thumbnails.setCurrentRow(last)
    assert (window.view.page, window.bar.page.value()) == (last, last + 1)
    press(window, KEY.Key_Home)
    assert (window.view.page, window.bar.page.value(), window.thumbnails.currentRow()) == (0, 1, 0)
    press(window, KEY.Key_Right)
    assert window.view.page == 1
    press(window, KEY.Key_Left)
    assert window.view.page == 0
    press(window, KEY.Key_End)
    assert window.view.page == last
    assert f"第{last + 1}页" in window.view.accessibleDescription()


def test_space_and_page_down_scroll_by_a_window(window):
    bar = window.view.verticalScrollBar()
    press(window, KEY.Key_Space)
    assert bar.value() == bar.pageStep()
    press(window, KEY.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0
    press(window, KEY.Key_PageDown)
    assert bar.value() > 0


def test_scrolling_tells_which_page_is_read(window):
    bar = window.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert window.view.page == window.thumbnails.count() - 1
    assert window.bar.page.value() == window.thumbnails.count()


# --- size -----------------------------------------------------------------------------


def test_fit_to_the_width_to_the_page_and_life_size(window):
    view = window.view
    room = view.viewport().size()
    assert view.fit is Fit.WIDTH
    assert abs(view._places[0].width() - (room.width() - 2 * GAP)) <= 1
    click(window.bar.page_fit)
    assert view._places[0].height() <= room.height() - 2 * GAP + 1
    assert view.horizontalScrollBar().maximum() == 0
    click(window.bar.full)
    assert view.fit is Fit.FREE
    assert view._places[0].width() == round(595.28 * 96 / 72)
    assert window.bar.zoom.text() == "100%"
    assert not window.bar.page_fit.isChecked()


def test_fitting_follows_the_window(window, qtbot):
    before = window.view.percent
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.view.percent > before)
    assert window.bar.zoom.text() == f"{window.view.percent:.0f}%"


def test_steps_of_size_stop_at_the_ends(window):
    view = window.view
    view.zoom_to(100)
    click(window.bar.larger)
    assert view.percent == 125
    click(window.bar.smaller)
    click(window.bar.smaller)
    assert view.percent == 80
    for _ in range(20):
        click(window.bar.larger)
    assert view.percent == MOST
    for _ in range(20):
        click(window.bar.smaller)
    assert view.percent == LEAST


def test_keys_and_wheel_change_the_size(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    for key, percent in ((KEY.Key_0, 100), (KEY.Key_Equal, 125), (KEY.Key_Minus, 100)):
        press(window, key, CTRL)
        assert window.view.percent == percent
    press(window, KEY.Key_1, CTRL)
    assert window.view.fit is Fit.PAGE
    press(window, KEY.Key_2, CTRL)
    assert window.view.fit is Fit.WIDTH
    window.view.zoom_to(100)
    viewport = window.view.viewport()
    turn = QWheelEvent(
        QPointF(50, 50),
        viewport.mapToGlobal(QPointF(50, 50)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, turn)
    assert window.view.percent == 125


def test_zooming_keeps_the_page_that_is_read(window):
    window.view.go_to(1)
    for percent in (200, 50, 125):
        window.view.zoom_to(percent)
        assert window.view.page == 1


# --- saving and printing --------------------------------------------------------------


def test_what_is_seen_is_what_is_saved(window, tmp_path, monkeypatch):
    asked = []

    def choose(parent, suggestion: Path) -> Path:
        asked.append(suggestion.name)
        return tmp_path / "a.pdf"

    monkeypatch.setattr(dialogs.SavePdf, "ask", choose)
    click(window.bar.save)
    assert asked == ["某某市人民政府2024年政府信息公开工作年度报告.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == window._paper.data
    assert window.message.text().startswith("✓")


def test_a_place_that_refuses_is_told(window, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs.SavePdf, "ask", lambda *_: tmp_path / "none" / "a.pdf")
    monkeypatch.setattr(dialogs.Notice, "tell", lambda parent, text, detail="": told.append(text))
    click(window.bar.save)
    assert len(told) == 1
    assert "a.pdf" in told[0]


@pytest.fixture
def printer(qapp, tmp_path, monkeypatch):
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(made, "年报")
    made.setOutputFileName(str(tmp_path / "paper.pdf"))
    monkeypatch.setattr(preview, "has_printer", lambda: True)
    monkeypatch.setattr(preview.AskPrinter, "ask", lambda *_: made)
    return made


def test_print_button_prints_every_page(window, printer, qtbot):
    with qtbot.waitSignal(window.printed, timeout=60_000) as heard:
        click(window.bar.print)
        assert window.bar.stop.isVisible()
        assert not window.bar.print.isEnabled()
    (printing,) = heard.args
    assert (printing.ending, printing.sides) == (Ending.DONE, window.thumbnails.count())
    pdf = pypdfium2.PdfDocument(printer.outputFileName())
    assert len(pdf) == window.thumbnails.count()
    pdf.close()
    assert window.message.text().startswith("✓")
    assert not window.bar.stop.isVisible()
    assert window.bar.print.isEnabled()


def test_printing_can_be_stopped(window, printer, qtbot):
    with qtbot.waitSignal(window.printed, timeout=60_000) as heard:
        click(window.bar.print)
        click(window.bar.stop)
    (printing,) = heard.args
    assert printing.ending is Ending.STOPPED
    assert printing.sides < window.thumbnails.count()
    assert window.bar.print.isEnabled()


def test_without_a_printer_the_pdf_is_offered(window, tmp_path, monkeypatch):
    asked = []

    def agree(parent, text, verb, detail=""):
        asked.append((text, verb))
        return True

    monkeypatch.setattr(preview, "has_printer", lambda: False)
    monkeypatch.setattr(dialogs.Question, "ask", agree)
    monkeypatch.setattr(dialogs.SavePdf, "ask", lambda *_: tmp_path / "a.pdf")
    click(window.bar.print)
    assert len(asked) == 1
    assert "没有打印机" in asked[0][0]
    assert (tmp_path / "a.pdf").read_bytes() == window._paper.data


# --- ending ---------------------------------------------------------------------------


def test_escape_closes_it(window):
    press(window, KEY.Key_Escape)
    assert not window.isVisible()


@pytest.mark.parametrize("way", [Preview.reject, Preview.close])
def test_closed_while_it_is_being_set_it_goes_at_once_and_ends_by_itself(session, qtbot, way):
    made = Preview(session)
    qtbot.addWidget(made, before_close_func=Preview.leave)
    made.show()
    qtbot.waitUntil(lambda: made._setting is not None)
    with qtbot.waitSignal(made.finished, timeout=60_000):
        way(made)
        assert not made.isVisible()
    assert made._pages is None


def test_closed_while_it_prints_it_stops(window, printer, qtbot):
    with qtbot.waitSignal(window.printed, timeout=60_000) as heard:
        click(window.bar.print)
        window.close()
        assert not window.isVisible()
    assert heard.args[0].ending is Ending.STOPPED
    assert window._pages.picture(0, 1).isNull()
