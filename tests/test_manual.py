"""The manual: whole, drawn from the edition, findable, on paper."""

import pypdfium2
import pytest
from balanced import EDITIONS
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from export import manual_pdf
from export.fonts import machine_faces
from export.manual import Item, ItemKind, manual, quick_start
from export.manual_pdf import render
from forms.rule_wording import rules_of_table, rules_of_texts
from main import main
from ui import manual_window
from ui.manual_window import ManualWindow


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_every_rule_of_the_edition_stands_in_it(key):
    edition = EDITIONS[key]
    texts = {item.text for item in manual(edition)}
    for table in edition.tables.values():
        assert set(rules_of_table(table, edition)) <= texts
    assert set(rules_of_texts(edition)) <= texts
    assert not [text for text in texts if "{{" in text]


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_every_relation_is_told_with_its_place(key):
    edition = EDITIONS[key]
    told = "".join(
        sentence for table in edition.tables.values() for sentence in rules_of_table(table, edition)
    )
    for relation in edition.relations:
        places = edition.tables[relation.table]
        name = (
            places.columns[relation.place].label
            if relation.by_column
            else places.rows[relation.place].name
        )
        every = "每一列" if relation.by_column else "每一行"
        assert f"“{name}”" in told or every in told


def test_every_picture_is_there():
    pictures = [item.picture for item in manual(EDITIONS["2021"]) if item.picture is not None]
    assert pictures
    assert all(picture.is_file() for picture in pictures)


def test_on_paper_every_chapter_is_in_the_outline():
    items = manual(EDITIONS["2021"])
    pdf = pypdfium2.PdfDocument(render(items))
    outline = {entry.get_title() for entry in pdf.get_toc()}
    pdf.close()
    chapters = {item.text for item in items if item.kind is ItemKind.CHAPTER}
    assert chapters <= outline


def test_on_paper_a_list_ends_with_a_gap_and_only_numbered_lines_have_no_mark():
    lines = ["1.先打开程序。", "2022年的报告。", "另一条。"]
    pieces = [*(Item(ItemKind.ITEM, line) for line in lines), Item(ItemKind.CHAPTER, "下一章")]
    *blocks, _ = manual_pdf._blocks(pieces, machine_faces())

    first, second, last = (b.lines[0].text for b in blocks)
    assert (first[0], second[0], last[0]) == ("1", "·", "·")
    assert [block.gap > 0 for block in blocks] == [False, False, True]


def test_the_same_manual_gives_the_same_bytes():
    items = quick_start(EDITIONS["2021"])
    assert render(items) == render(items)


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_the_quick_start_is_one_page(key):
    title, *items = quick_start(EDITIONS[key])
    assert title.kind is ItemKind.CHAPTER
    pdf = pypdfium2.PdfDocument(render(items, title.text))
    count = len(pdf)
    pdf.close()
    assert count == 1


# --- in the window -----------------------------------------------------------------------


@pytest.fixture
def shown(qtbot):
    made = ManualWindow(EDITIONS["2021"])
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_search_marks_every_place_and_goes_round(shown):
    shown.search.setText("结转")
    marks = shown.text.extraSelections()
    assert len(marks) > 3
    places = []
    for _ in range(len(marks) + 1):
        places.append(shown.text.textCursor().selectionStart())
        shown.find_next()
    assert sorted(set(places)) == sorted({mark.cursor.selectionStart() for mark in marks})
    assert places[-1] == places[0]


def test_what_is_nowhere_is_told(shown):
    shown.search.setText("纳米")
    assert shown.text.extraSelections() == []
    assert shown.found.text()
    shown.search.clear()
    assert shown.found.text() == ""


def test_a_chapter_is_one_key_away(shown):
    before = shown.text.verticalScrollBar().value()
    shown.chapters.setFocus()
    QTest.keyClick(shown.chapters, Qt.Key.Key_End)
    assert shown.text.verticalScrollBar().value() > before


def test_nothing_is_fetched_and_no_link_is_followed(shown):
    assert not shown.text.openLinks()
    assert "http" not in shown.text.toHtml().replace("http://www.w3.org", "")


def test_it_is_saved_as_pdf(shown, tmp_path, monkeypatch):
    monkeypatch.setattr(manual_window.SavePdf, "ask", lambda *_: tmp_path / "手册.pdf")
    QTest.mouseClick(shown.save_manual, Qt.MouseButton.LeftButton)
    assert (tmp_path / "手册.pdf").read_bytes().startswith(b"%PDF")


def test_a_disk_that_refuses_is_told(shown, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(manual_window.SavePdf, "ask", lambda *_: tmp_path / "无" / "手册.pdf")
    monkeypatch.setattr(manual_window.Notice, "tell", lambda parent, text: told.append(text))
    shown.save_quick_start.click()
    assert len(told) == 1


def test_f1_on_the_first_page_opens_it_once(window, qtbot):
    QTest.keyClick(window, Qt.Key.Key_F1)
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert len(window.findChildren(ManualWindow)) == 1


@pytest.mark.parametrize("key", ["cover", "review", "receipt"])
def test_a_page_without_a_panel_opens_its_chapter(window, key):
    window.go_to(key)
    window.step_page(key).show_help()
    (opened,) = window.findChildren(ManualWindow)
    assert opened.text.verticalScrollBar().value() > 0
    chapters = {opened.chapters.item(row).text() for row in range(opened.chapters.count())}
    assert window.step_page(key).chapter in chapters


@pytest.mark.parametrize("more", [[], ["--quick-start"]])
def test_the_command_writes_it(tmp_path, more):
    out = tmp_path / "手册.pdf"
    assert main(["manual", str(out), *more]) == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_the_command_says_why_it_cannot(tmp_path, capsys):
    assert main(["manual", str(tmp_path / "无" / "手册.pdf")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_command_writes_nothing_but_pdf(tmp_path, capsys):
    """A manual named .docx would be a file that no program opens."""
    out = tmp_path / "手册.docx"
    assert main(["manual", str(out)]) == 2
    assert not out.exists()
    told = capsys.readouterr().err
    assert (told.count("\n"), ".pdf" in told, ".xlsx" in told) == (1, True, False)
