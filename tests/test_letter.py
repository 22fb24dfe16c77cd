"""Which of a letter's files is the report, and what is told of the others."""

import json
import time
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from balanced import city_report
from drawn_files import as_docx, as_html, as_one_sheet, office_saves, sample_document
from drawn_pdf import as_pdf
from fuzz_samples import DRAWN, small_documents
from fuzzing import bounded
from report_as_text import SHAPES
from test_mime_parts import letter
from test_sniffing import zipped

from forms.collecting.returns import SURE_REMARKS
from forms.document import Grid
from forms.errors import Cause, UnreadableFile
from forms.reading import open_file
from forms.reading.office import find_office
from forms.reading.open_file import saved_in
from forms.report_json import report_to_json
from forms.saving.store import Saved, to_bytes
from ui.receipt import Kind, kind_of

CITY = city_report()


def read(data, name="来信.eml"):
    return saved_in(data, Path(name)).report


def cause_of(data):
    with pytest.raises(UnreadableFile) as refused:
        read(data)
    assert refused.value.path == Path("来信.eml")
    return refused.value.cause


def with_files(*files, body="现送上年报，请查收。", **how):
    return letter(body, attached=files, **how)


def told(report):
    return [one for one in report.remarks if one.code.startswith("letter.")]


def codes(report):
    return [one.code for one in told(report)]


def as_text(document):
    blocks = document.blocks
    return "\n".join(SHAPES["bars"](b) if isinstance(b, Grid) else b.text for b in blocks).encode()


def changed(count, **more):
    """The city's report with some figures that are not its own."""
    cells = {
        at: value + 1 if number < count else value
        for number, (at, value) in enumerate(CITY.cells.items())
    }
    return to_bytes(Saved(CITY.replace(cells=cells, **more)))


KINDS = {
    "年报.docx": as_docx(sample_document()),
    "年报.xlsx": as_one_sheet(sample_document()),
    "年报.pdf": as_pdf(sample_document()),
    "年报.html": as_html(sample_document()).encode(),
    "年报.txt": as_text(sample_document()),
    "年报.md": as_text(sample_document()),
    "年报.csv": DRAWN[".csv"][0](sample_document()),
    "年报.xml": DRAWN[".word.xml"][0](sample_document()),
    "年报.xls": DRAWN[".sheet.xml"][0](sample_document()),
    "年报.gknb": to_bytes(Saved(CITY)),
    "年报.json": json.dumps(report_to_json(CITY)).encode(),
    "转发.eml": letter("见附件。", attached=[("年报.docx", as_docx(sample_document()))]),
}


@pytest.mark.parametrize("name", KINDS)
def test_attached_file_is_read_as_it_would_be_alone(name):
    found = read(with_files((name, KINDS[name])))
    assert found.cells == CITY.cells
    assert codes(found) == []


@pytest.mark.long
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["rtf", "odt"])
def test_attached_file_that_libreoffice_opens(suffix, tmp_path):
    data = office_saves(as_docx(sample_document()), suffix, tmp_path)
    assert read(with_files((f"年报.{suffix}", data))).cells == CITY.cells


def test_attached_page_under_a_page_that_greets():
    mail = EmailMessage()
    mail.set_content("<p>请查收。</p>", subtype="html")
    mail.add_attachment(as_html(sample_document()), subtype="html", filename="年报.html")
    assert read(mail.as_bytes()).cells == CITY.cells


@pytest.mark.parametrize("first", [0, 1])
def test_the_file_with_the_most_figures_is_the_report(first):
    """A notice, or one table of it, is not, whatever its kind and place."""
    files = [("附件1.docx", as_docx(small_documents()[1])), ("附件2.txt", KINDS["年报.txt"])]
    found = read(with_files(*files[first:], *files[:first]))
    assert found.cells == CITY.cells
    (remark,) = told(found)
    assert remark.code == "letter.read"
    assert remark.message.index("附件2.txt") < remark.message.index("附件1.docx")


def test_a_paper_that_is_no_report_is_named_too():
    notice = "关于报送年报的通知\n各单位请按时报送。\n".encode() * 9
    found = read(with_files(("通知.txt", notice), ("年报.pdf", KINDS["年报.pdf"])))
    assert found.cells == CITY.cells
    assert codes(found) == ["letter.read"]
    assert "letter.read" in SURE_REMARKS
    assert kind_of(told(found)[0]) is Kind.LEFT
    assert "通知.txt" in told(found)[0].message


def test_the_letter_itself_is_the_report():
    notice = ("通知.txt", "关于报送年报的通知\n各单位请按时报送。\n".encode() * 9)
    found = read(with_files(notice, body=as_html(sample_document()), subtype="html"))
    assert found.cells == CITY.cells
    assert codes(found) == ["letter.read"]
    assert codes(read(letter(as_html(sample_document()), "html"))) == []


def test_the_longest_text_of_a_letter_in_a_letter():
    inner = message_from_bytes(letter(as_text(sample_document()).decode()), policy=policy.default)
    outer = EmailMessage()
    outer.set_content("请看下面。")
    outer.add_attachment(inner)
    assert read(outer.as_bytes()).cells == CITY.cells


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/年报.txt", "“年报.txt”"),
        ("C:\\temp\\年报.txt", "“年报.txt”"),
        ("长" * 300 + ".txt", f"“{'长' * 60}…”"),
        ("", "“未命名”"),
    ],
)
def test_names_are_shown_and_nothing_else(name, shown):
    """They come from outside: no folder, no end, nothing that is not to be seen."""
    notice = "关于报送年报的通知\n各单位请按时报送。\n".encode() * 9
    found = read(with_files((name, notice), ("年报.docx", KINDS["年报.docx"])))
    assert shown in told(found)[0].message
    assert told(found)[0].message.isprintable()


def test_pictures_beside_the_report_are_no_news():
    files = [("年报.docx", KINDS["年报.docx"]), ("logo.PNG", b"\x89PNG\r\n")]
    assert codes(read(with_files(*files))) == []
    assert codes(read(with_files(*files, ("盖章.zip", b"PK\x03\x04 torn")))) == ["letter.read"]


@pytest.mark.parametrize(("count", "code"), [(0, "letter.read"), (3, "letter.several")])
def test_a_second_copy_is_compared(count, code):
    found = read(with_files(("年报.gknb", changed(count)), ("年报.docx", KINDS["年报.docx"])))
    assert found.cells == CITY.cells
    assert codes(found) == [code]
    assert ("3 格" in told(found)[0].message) == bool(count)


@pytest.mark.parametrize(
    ("more", "is_refused"),
    [({"year": 2023}, True), ({"agency": "另一个区人民政府"}, True), ({}, False)],
)
def test_reports_of_two_years_or_agencies(more, is_refused):
    """Which of them is wanted nobody knows; a draft of the same one is told."""
    data = with_files(("旧.gknb", changed(200, **more)), ("年报.docx", KINDS["年报.docx"]))
    if is_refused:
        assert cause_of(data) is Cause.SEVERAL_REPORTS
    else:
        assert codes(read(data)) == ["letter.several"]


def test_the_same_figures_under_another_year_are_the_same_report():
    data = with_files(("年报.gknb", changed(2, year=2023)), ("年报.docx", KINDS["年报.docx"]))
    assert codes(read(data)) == ["letter.several"]


def test_a_text_beside_a_workbook_with_the_tables():
    text = replace(sample_document(), blocks=sample_document().blocks[:4])
    files = [("正文.docx", as_docx(text)), ("表.json", json.dumps(report_to_json(CITY)).encode())]
    assert read(with_files(*files)).cells == CITY.cells


def test_a_name_tells_whose_report_it_is_unless_it_tells_nothing():
    blocks = tuple(block for block in sample_document().blocks[1:])
    data = as_docx(replace(sample_document(), blocks=blocks, title=""))
    own = read(with_files(("乙县财政局2022年政府信息公开工作年度报告.docx", data)), "来信.eml")
    letters = read(with_files(("附件1.docx", data)), "乙县财政局2022年政府信息公开年度报告.eml")
    assert own.agency == letters.agency
    assert own.year == letters.year
    assert own.cells == letters.cells == CITY.cells


@pytest.mark.parametrize(
    ("files", "cause"),
    [
        ([("a.gknb", b'{"format": "gknb", "format_version": 99}')], Cause.FUTURE_FORMAT),
        ([("a.gknb", b"no such thing")], Cause.TRUNCATED),
        ([("a.txt", "今天天气很好。\n".encode() * 9)], Cause.NOT_A_REPORT),
        ([("a.txt", "今天天气很好。\n".encode() * 9), ("a.zip", b"PK\3\4")], Cause.TRUNCATED),
        ([("a.png", b"\x89PNG\r\n")], Cause.NOT_A_REPORT),
        ([("a.png", b"\x89PNG\r\n"), ("a.zip", zipped("a.docx"))], Cause.ARCHIVE),
        ([("a.zip", zipped("a.docx")), ("a.ofd", zipped("OFD.xml"))], Cause.OFD),
    ],
)
def test_the_most_telling_refusal(files, cause):
    assert cause_of(with_files(*files)) is cause


def test_a_false_gknb_does_not_keep_the_report_from_being_read():
    false = ("年报.gknb", b"[" * 100_000)
    assert read(with_files(false, ("年报.docx", KINDS["年报.docx"]))).cells == CITY.cells


# --- no more work than one file is worth -------------------------------------------------


def test_a_pdf_is_not_read_beside_a_whole_report(monkeypatch):
    from forms.reading import from_pdf

    monkeypatch.setattr(from_pdf, "read", lambda *_: pytest.fail("the PDF was read"))
    files = [("盖章.pdf", KINDS["年报.pdf"]), ("年报.docx", KINDS["年报.docx"])]
    assert codes(read(with_files(*files))) == ["letter.read"]


@pytest.mark.parametrize("count", [1_500, 10_000])
def test_files_without_end(count):
    mail = with_files(("年报.docx", KINDS["年报.docx"]))
    end = mail.rindex(b"\n--")
    part = 'Content-Type: text/plain\nContent-Disposition: attachment; filename="{0}.txt"\n\n{0}\n'
    mark = mail[end:].strip().removesuffix(b"--") + b"\n"
    more = b"\n".join(mark + part.format(n).encode() for n in range(count))
    data = mail[:end] + b"\n" + more + mail[end:]
    if count > 2_000:
        with bounded():
            assert cause_of(data) is Cause.TOO_LARGE
        return
    with bounded():
        found = read(data)
    assert found.cells == CITY.cells
    assert codes(found) == ["letter.several"]
    assert "1500 个" in told(found)[0].message


def test_the_same_file_again_is_no_other():
    data = with_files(*[(f"{n}.docx", KINDS["年报.docx"]) for n in range(20)])
    assert codes(read(data)) == []


def test_a_handful_is_read_in_letters_within_letters(monkeypatch):
    """Not a handful in each of them."""
    opened = []
    real = open_file._Opening._matched
    monkeypatch.setattr(
        open_file._Opening, "_matched", lambda *given: opened.append(1) or real(*given)
    )
    inner = with_files(*[(f"{n}.txt", f"第{n}号\n".encode() * 9) for n in range(9)])
    outer = with_files(*[(f"{n}.eml", inner + b"\n" * n) for n in range(9)])
    assert cause_of(outer) is Cause.NOT_A_REPORT
    assert len(opened) <= open_file._MOST_OF_A_LETTER + 3


def test_a_letter_within_a_letter_a_dozen_times():
    data = with_files(("年报.docx", b"PK"))
    for _ in range(12):
        data = with_files(("转发.eml", data))
    begun = time.process_time()
    assert cause_of(data) in (Cause.NOT_A_REPORT, Cause.TRUNCATED)
    assert time.process_time() - begun < 5


def test_cancelling_ends_the_whole_letter():
    def cancel(_done, _total):
        raise UnreadableFile("", Cause.CANCELLED)

    data = with_files(("年报.pdf", KINDS["年报.pdf"]), ("通知.txt", b"x" * 99))
    with pytest.raises(UnreadableFile) as refused:
        saved_in(data, Path("a.eml"), progress=cancel)
    assert refused.value.cause is Cause.CANCELLED
