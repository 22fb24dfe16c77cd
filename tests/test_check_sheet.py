"""The check sheet: one page whatever there is to say, with all that is signed for."""

from datetime import date

import pypdfium2
from balanced import EDITIONS, city_report, sound_report
from hypothesis import given, settings
from hypothesis import strategies as st

from export.check_sheet import SIGNATURES, TITLE, render
from export.fonts import bundled_faces
from forms.cells import Address
from forms.check import check
from forms.explanations import explanation_of
from forms.report import Report
from forms.saving.store import Saved, save

FORM = EDITIONS["2021"]
DAY = date(2026, 1, 20)


def read(saved):
    """The number of pages, and the words of the first without blanks."""
    edition = EDITIONS[saved.report.edition]
    with pypdfium2.PdfDocument(render(saved, edition, DAY, bundled_faces())) as pdf:
        words = pdf[0].get_textpage().get_text_range()
        return len(pdf), "".join(words.split())


def explained(report, last_year, reason):
    found = [one for one in check(report, FORM, last_year) if one.level.value == "warning"]
    return tuple(explanation_of(one, report, last_year, reason) for one in found)


def test_what_is_signed_for():
    report = city_report().with_section("overview", "收到政府信息公开申请3520件。")
    report = report.with_control_total("applications.row.partial", 472)
    report = report.with_control_total("applications.row.received", 3525)
    reasons = explained(report.replace(control_totals={}), None, "经法制科核对属实")
    pages, words = read(Saved(report, explanations=reasons))

    assert pages == 1
    for expected in (
        *(TITLE, "某某市人民政府", "2024年度", "2026年1月20日", *SIGNATURES),
        *("3521", "1573179", "72701.2578", "经法制科核对属实"),
        *("部分公开472，表中471", "本年新收3525，一致", "第四部分没有账面数"),
    ):
        assert expected in words


def test_last_year_stands_beside():
    before = (
        city_report()
        .replace(year=2023)
        .with_value(Address("applications", "received", "total"), 98765)
    )
    assert "98765" in read(Saved(city_report(), before))[1]


def test_only_the_year_before_stands_beside():
    """A report of another year, or a cell that meant something else, is no last year's figure."""
    received = Address("applications", "received", "total")
    later = city_report().with_value(received, 98765)
    made = Address("disclosure", "regulations", "made")
    old = Report("某某市人民政府", 2020, "2019").with_values({made: 43210, received: 56789})
    words = read(Saved(city_report().replace(year=2021), old))[1]

    assert "98765" not in read(Saved(city_report(), later))[1]
    assert "56789" in words
    assert "43210" not in words


def test_last_year_of_the_command_stands_beside(tmp_path):
    import main

    before = city_report().replace(year=2023)
    before = before.with_value(Address("applications", "received", "total"), 98765)
    file, earlier, out = (tmp_path / name for name in ("a.gknb", "b.gknb", "c.pdf"))
    save(file, Saved(city_report()))
    save(earlier, Saved(before))
    named = ["--check-sheet", "--last-year", str(earlier)]
    assert main.main(["export", str(file), str(out), *named]) == 0
    with pypdfium2.PdfDocument(out) as pdf:
        assert "98765" in pdf[0].get_textpage().get_text_range()


def test_room_is_shared_by_the_lists():
    """Forty findings leave room for the ledger's figures, and fill the page."""
    rows = list(FORM.tables["applications"].rows)
    cells = {Address("applications", row, "person"): 7 * n + 1 for n, row in enumerate(rows)}
    report = city_report().with_values(cells)
    for row in rows[:6]:
        report = report.with_control_total(f"applications.row.{row}", 24)
    with pypdfium2.PdfDocument(render(Saved(report), FORM, DAY, bundled_faces())) as pdf:
        assert len(pdf) == 1
        page = pdf[0].get_textpage()
        words = "".join(page.get_text_range().split())
        lowest = min(page.get_charbox(n)[1] for n in range(page.count_chars()))
    assert "本年新收24，表中3525" in words
    assert "另有" in words
    assert lowest < 140


def test_sound_report_says_so():
    _, words = read(Saved(sound_report()))
    assert "都相符" in words
    assert "另有" not in words
    assert "万元" in words


def test_the_conclusion_counts_what_is_open():
    """Errors by number; hints apart; what was explained against last year by its own word."""
    wrong = sound_report().with_value(Address("disputes", "review", "total"), 171)
    _, words = read(Saved(wrong.with_section("overview", "加强公开。" * 40)))
    assert "还有1处" in words
    assert "都相符" not in words
    assert "另有2条提示" in words

    report = sound_report()
    before = Report(
        report.agency, 2023, "2021", {Address("disclosure", "regulations", "in_force"): 9}
    )
    found = [one for one in check(report, FORM, before) if one.level.value == "error"]
    reasons = tuple(explanation_of(one, report, before, "本年清理") for one in found)
    _, words = read(Saved(report, before, explanations=reasons))
    assert len(found) == 1
    assert "已说明" in words
    assert "还有" not in words


def test_long_lists_are_cut():
    """Of many findings as many as fit, and how many more there are."""
    cells = {a: 7 * n for n, a in enumerate(FORM.addresses)}
    report = city_report().replace(cells=cells)
    pages, words = read(Saved(report))
    assert pages == 1
    assert "条，见程序" in words
    assert "日期" in words


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["2019", "2021"]),
    st.integers(0, 200),
    st.text(max_size=300),
    st.text(max_size=80),
)
def test_always_one_page(key, wrong, reason, agency):
    """Nothing is printed below the page's foot, however long reasons and names are."""
    edition = EDITIONS[key]
    cells = {a: n * n for n, a in enumerate(edition.addresses[:wrong])}
    texts = {"overview": "收到政府信息公开申请9件，行政复议8件。" * 9, "problems": "短。"}
    report = Report(agency, 2020, key, cells, texts)
    found = [one for one in check(report, edition) if one.level.value == "warning"]
    reasons = tuple(explanation_of(one, report, None, reason or "属实") for one in found)
    data = render(Saved(report, explanations=reasons), edition, DAY, bundled_faces())
    with pypdfium2.PdfDocument(data) as pdf:
        assert len(pdf) == 1
        page = pdf[0].get_textpage()
        boxes = [page.get_charbox(at) for at in range(page.count_chars())]
        assert min(bottom for _, bottom, _, _ in boxes) > 30


def test_written_by_the_command(capsys, tmp_path):
    import main

    file, out = tmp_path / "报告.gknb", tmp_path / "核对单.pdf"
    save(file, Saved(city_report()))
    assert main.main(["export", str(file), str(out), "--check-sheet"]) == 0
    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == 1
    assert main.main(["export", str(file), str(tmp_path / "核对单.docx"), "--check-sheet"]) == 2
    assert main.main(["export", str(tmp_path / "无.gknb"), str(out), "--check-sheet"]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_written_from_the_review_page(qtbot, window, tmp_path):
    window.session.open_report(city_report())
    window.go_to("review")
    page = window.step_page("review")
    path = tmp_path / "核对单.pdf"
    with qtbot.waitSignal(page.exported) as told:
        page.write_sheet(path)
    assert told.args == [[path]]
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) == 1


def test_button_asks_for_the_folder(qtbot, window, tmp_path, monkeypatch):
    from ui.dialogs import ChooseFolder

    monkeypatch.setattr(ChooseFolder, "ask", lambda *_: tmp_path)
    window.session.open_report(city_report())
    window.go_to("review")
    page = window.step_page("review")
    with qtbot.waitSignal(page.exported) as told:
        page.sheet.click()
    assert told.args[0][0].name == f"{page.stem()}核对单.pdf"
