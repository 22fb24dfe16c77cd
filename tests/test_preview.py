"""The preview: what the PDF holds, page by page, at any size; saved and printed as it is seen."""

from pathlib import Path

import pypdfium2
import pytest
from balanced import EDITIONS, sound_report
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from export.layout import Options, lay_out
from export.to_pdf import render
from forms.cells import Address
from ui import dialogs, preview, style
from ui.preview import Preview
from ui.printing import Ending, prepare
from ui.session import Session
from ui.steps import REVIEW

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
        with qtbot.waitSignal(made.shown):
            made.show()
        kept.append(made)
        return made

    return open_window


@pytest.fixture
def shown(opened):
    return opened()


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def drawn(shown, qtbot) -> None:
    """Wait until the page that is read has its picture."""
    pictures = shown.view.pictures
    qtbot.waitUntil(lambda: pictures.is_at_scale(shown.view.page))


def press(shown, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(shown.view, key, modifier)


# --- what is shown --------------------------------------------------------------------


def test_it_shows_the_exported_pdf_and_its_pages(shown, session):
    data = render(lay_out(session.report, EDITION, Options()))
    pdf = pypdfium2.PdfDocument(data)
    count = len(pdf)
    pdf.close()

    assert shown._paper.data == data
    assert shown.thumbnails.count() == count
    assert shown.bar.page.maximum() == count
    assert str(count) in shown.bar.count.text()
    assert not shown.message.isVisible()


def test_a_page_is_drawn_pixel_by_pixel(shown, qtbot):
    drawn(shown, qtbot)
    picture = shown.view.pictures.picture(0)
    place = shown.view._places[0]
    scale = shown.view.devicePixelRatioF()
    assert abs(picture.width() - place.width() * scale) <= 1
    grab = shown.view.viewport().grab().toImage()
    inked = sum(
        grab.pixelColor(x, y).lightness() < 100
        for x in range(0, grab.width(), 2)
        for y in range(0, grab.height(), 2)
    )
    assert inked > 100


def test_only_what_is_seen_and_what_is_next_to_it_is_kept(session, opened, qtbot):
    session.open_report(sound_report().with_section("overview", "主动公开有序推进。\n" * 300))
    shown = opened()
    count = shown.thumbnails.count()
    assert count > 8
    for number in range(count):
        shown.view.go_to(number)
        drawn(shown, qtbot)
        assert len(shown.view.pictures._made) <= 4


def test_every_page_gets_a_thumbnail(shown, qtbot):
    pictures = shown.thumbnails.pictures
    numbers = range(shown.thumbnails.count())
    qtbot.waitUntil(lambda: all(pictures.is_at_scale(n) for n in numbers))
    assert pictures.picture(0) != pictures.picture(1)


def test_final_and_draft_are_two_papers(shown, qtbot):
    assert shown.bar.final.isChecked()
    final = shown._paper.data
    with qtbot.waitSignal(shown.shown):
        click(shown.bar.draft)
    assert shown._paper.data != final
    assert "草稿" in shown.name
    with qtbot.waitSignal(shown.shown):
        click(shown.bar.final)
    assert shown._paper.data == final
    assert "草稿" not in shown.name


def test_the_bar_fits_the_smallest_screen_at_150_percent(opened, session, qapp):
    """With every button and two-digit pages: nothing beyond the right edge."""
    style.apply(qapp)
    session.compare_with(session.report.replace(year=(session.report.year or 0) - 1))
    shown = opened()
    shown.bar.show_count(99)
    shown.bar.show_page(98)

    assert shown.bar.annex.isVisible()
    assert shown.bar.minimumSizeHint().width() <= 911


def test_a_button_closes_it_as_esc_does(shown):
    click(shown.bar.shut)
    assert not shown.isVisible()


def test_the_annex_is_shown_only_when_it_is_asked_for(shown, opened, session, qtbot):
    assert not shown.bar.annex.isVisible()
    shown.reject()
    session.compare_with(session.report.replace(year=(session.report.year or 0) - 1))
    again = opened()
    assert again.bar.annex.isVisible()
    assert again.options.last_year is None
    official, pages = again.name, again.thumbnails.count()
    with qtbot.waitSignal(again.shown):
        click(again.bar.annex)
    assert again.thumbnails.count() > pages
    assert again.name != official


def test_with_errors_it_opens_as_a_draft_and_says_so_of_the_final_version(session, opened, qtbot):
    session.open_report(sound_report().with_value(WRONG, -1))
    shown = opened()
    errors = sum(one.level.value == "error" for one in session.findings)
    assert shown.bar.draft.isChecked()
    assert not shown.message.isVisible()
    with qtbot.waitSignal(shown.shown):
        click(shown.bar.final)
    assert f"还有{errors}处" in shown.message.text()
    assert shown.bar.print.isEnabled()


def test_a_character_without_a_face_is_named(session, opened):
    session.open_report(sound_report().with_section("other", "联系人：\U0003fffd。"))
    shown = opened()
    assert "联系人：〓。" in shown.message.text()


def test_an_edit_that_comes_late_is_shown(shown, session, qtbot):
    before = shown._paper.data
    with qtbot.waitSignal(shown.shown):
        session.set_agency("某某县人民政府")
    assert shown._paper.data != before
    assert shown.name.startswith("某某县人民政府")


# --- saving and printing --------------------------------------------------------------


def test_what_is_seen_is_what_is_saved(shown, tmp_path, monkeypatch):
    asked = []

    def choose(parent, suggestion: Path) -> Path:
        asked.append(suggestion.name)
        return tmp_path / "a.pdf"

    monkeypatch.setattr(dialogs.SavePdf, "ask", choose)
    click(shown.bar.save)
    assert asked == ["某某市人民政府2024年政府信息公开工作年度报告.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == shown._paper.data
    assert shown.message.text().startswith("✓")


def test_a_place_that_refuses_is_told(shown, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs.SavePdf, "ask", lambda *_: tmp_path / "none" / "a.pdf")
    monkeypatch.setattr(dialogs.Notice, "tell", lambda parent, text, detail="": told.append(text))
    click(shown.bar.save)
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


def test_print_button_prints_every_page(shown, printer, qtbot):
    with qtbot.waitSignal(shown.printed) as heard:
        click(shown.bar.print)
        assert shown.bar.stop.isVisible()
        assert not shown.bar.print.isEnabled()
    (printing,) = heard.args
    assert (printing.ending, printing.sides) == (Ending.DONE, shown.thumbnails.count())
    pdf = pypdfium2.PdfDocument(printer.outputFileName())
    assert len(pdf) == shown.thumbnails.count()
    pdf.close()
    assert shown.message.text().startswith("✓")
    assert not shown.bar.stop.isVisible()
    assert shown.bar.print.isEnabled()


def test_printing_can_be_stopped(shown, printer, qtbot):
    with qtbot.waitSignal(shown.printed) as heard:
        click(shown.bar.print)
        click(shown.bar.stop)
    (printing,) = heard.args
    assert printing.ending is Ending.STOPPED
    assert printing.sides < shown.thumbnails.count()
    assert shown.bar.print.isEnabled()


def test_without_a_printer_the_pdf_is_offered(shown, tmp_path, monkeypatch):
    asked = []

    def agree(parent, text, verb, detail=""):
        asked.append((text, verb))
        return True

    monkeypatch.setattr(preview, "has_printer", lambda: False)
    monkeypatch.setattr(dialogs.Question, "ask", agree)
    monkeypatch.setattr(dialogs.SavePdf, "ask", lambda *_: tmp_path / "a.pdf")
    click(shown.bar.print)
    assert len(asked) == 1
    assert "没有打印机" in asked[0][0]
    assert (tmp_path / "a.pdf").read_bytes() == shown._paper.data


# --- ending ---------------------------------------------------------------------------


def test_escape_closes_it(shown):
    press(shown, KEY.Key_Escape)
    assert not shown.isVisible()


@pytest.mark.parametrize("way", [Preview.reject, Preview.close])
def test_closed_while_it_is_being_set_it_goes_at_once_and_ends_by_itself(shown, qtbot, way):
    with qtbot.waitSignal(shown.finished):
        click(shown.bar.draft)
        way(shown)
        assert shown._setting is not None
        assert not shown.isVisible()
    assert shown._setting is None
    assert shown._pages.picture(0, 1).isNull()


def test_closed_while_it_prints_it_stops(shown, printer, qtbot):
    with qtbot.waitSignal(shown.printed) as heard:
        click(shown.bar.print)
        shown.close()
        assert not shown.isVisible()
    assert heard.args[0].ending is Ending.STOPPED
    assert shown._pages.picture(0, 1).isNull()


# --- the way in -----------------------------------------------------------------------


def by_button(window) -> None:
    click(window.desk.header.preview)


def by_keys(window) -> None:
    QTest.keyClick(window, KEY.Key_P, CTRL)


@pytest.mark.parametrize("ask", [by_button, by_keys])
def test_the_bar_and_the_keyboard_open_it(window, qtbot, ask):
    window.session.open_report(sound_report())
    window.go_to(REVIEW)
    ask(window)
    (made,) = window.findChildren(Preview)
    qtbot.waitUntil(made.bar.print.isEnabled)
    assert made.isModal()
    assert made.name.startswith("某某市人民政府2024年")
    made.close()
    qtbot.waitUntil(lambda: window.findChildren(Preview) == [])


def test_nothing_is_previewed_before_a_report_is_open(window):
    by_keys(window)
    assert window.findChildren(Preview) == []
