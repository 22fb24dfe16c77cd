"""Letters and web archives: the page in a frame, the text of a letter, what is attached."""

import time
from base64 import b64encode
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import quote

import pytest
from drawn_files import as_docx, as_html, grids_of, sample_document

from forms.errors import Cause, UnreadableFile
from forms.reading import from_html, mime_parts
from forms.reading.mime_parts import is_mime, take_apart
from forms.reading.open_file import read_document

FRAMED = """From: <Saved by Blink>
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="B"

--B
Content-Type: text/html; charset=utf-8
Content-Location: http://www.example.gov.cn/list.html

<table><tr><td>首页</td><td>政务公开</td></tr></table><iframe src="{source}">旧</iframe>
--B
Content-Type: text/html; charset=utf-8
Content-ID: <frame-1@mhtml.blink>
Content-Location: http://www.example.gov.cn/art/content.html

{page}
--B--
"""


def framed(source):
    return FRAMED.format(source=source, page=as_html(sample_document())).encode()


@pytest.mark.parametrize(
    "source",
    [
        "cid:frame-1@mhtml.blink",
        "content.html",
        "./content.html",
        "../art/content.html",
        "/art/content.html",
        "http://www.example.gov.cn/art/content.html",
    ],
)
def test_frame_shows_its_page(source):
    found = from_html.read(framed(source), "年报.mhtml")
    assert grids_of(found)[-3:] == grids_of(sample_document())


@pytest.mark.parametrize("source", ["cid:frame-2@mhtml.blink", "tent.html", "rt/content.html", "/"])
def test_frame_of_another_page_stays_blank(source):
    found = from_html.read(framed(source), "年报.mhtml")
    assert len(grids_of(found)) == 1


def test_frames_that_hold_each_other():
    page = framed("cid:frame-1@mhtml.blink").replace(b"<h1>", b'<iframe src="list.html"><h1>')
    assert grids_of(from_html.read(page, "x"))


def letter(body, subtype="plain", attached=(), charset="utf-8"):
    message = EmailMessage()
    message["From"] = "a@example.gov.cn"
    message["Subject"] = "年报"
    message.set_content(body, subtype=subtype, charset=charset)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def opened(tmp_path, data):
    path = tmp_path / "letter.eml"
    path.write_bytes(data)
    return read_document(path)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_letter_that_is_a_page(tmp_path, charset):
    page = as_html(sample_document()).replace('<meta charset="utf-8">', "")
    found = opened(tmp_path, letter(page, "html", charset=charset))
    assert grids_of(found) == grids_of(sample_document())


def test_plain_letter(tmp_path):
    text = "\n".join(f"{label}\t3\t1\t2" for label in ("规章", "行政规范性文件"))
    found = opened(tmp_path, letter(text, charset="gb18030"))
    assert [cell.text for cell in found.blocks[0].cells][:2] == ["规章", "3"]


def test_report_attached_to_a_letter(tmp_path):
    """Of several files the one that reads best is taken, not the first."""
    files = [("说明.pdf", b"%PDF-1.4 damaged"), ("年报.docx", as_docx(sample_document()))]
    found = opened(tmp_path, letter("附件是年报，请查收。", attached=files))
    assert grids_of(found) == grids_of(sample_document())


def test_picture_attached_to_a_letter_is_none(tmp_path):
    data = letter("附件是图片。", attached=[("a.png", b"\x89PNG\r\n")])
    assert [block.text for block in opened(tmp_path, data).blocks] == ["附件是图片。"]
    assert [part.name for part in take_apart(data).files] == ["a.png"]


def test_letter_without_words(tmp_path):
    with pytest.raises(UnreadableFile) as refused:
        opened(tmp_path, b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n")
    assert refused.value.cause is Cause.TRUNCATED


RECEIVED = (
    b"Received: from a.example.gov.cn (10.0.0.1)\r\n\tby b.example.gov.cn; Mon, 13 Jan 2025\r\n"
)


@pytest.mark.parametrize(
    "before",
    [
        RECEIVED,
        RECEIVED * 300,
        b"Return-Path: <a@example.gov.cn>\r\n" + RECEIVED,
        b"Delivered-To: b@example.gov.cn\n",
        b"Date: Mon, 13 Jan 2025 09:00:00 +0800\nTo: b@example.gov.cn\n",
        b"Message-ID: <1@example.gov.cn>\n",
        b"X-QQ-mid: 1\n",
        b"From a@example.gov.cn Mon Jan 13 09:00:00 2025\n",
        b"Subject: \xc4\xea\xb1\xa8\n",
    ],
)
def test_letter_as_it_was_received(tmp_path, before):
    data = before + letter(
        "附件是年报，请查收。", attached=[("年报.docx", as_docx(sample_document()))]
    )
    assert grids_of(opened(tmp_path, data)) == grids_of(sample_document())


def test_letter_that_is_its_attached_file(tmp_path):
    message = EmailMessage()
    message["Subject"] = "年报"
    data = as_docx(sample_document())
    message.set_content(data, "application", "octet-stream", filename="年报.docx")
    assert grids_of(opened(tmp_path, message.as_bytes())) == grids_of(sample_document())


def test_text_in_front_of_a_head_is_no_letter():
    assert not is_mime("各单位：\n请查收。\nContent-Type: text/html".encode())


@pytest.mark.parametrize("text", ["From: 某局\n标题：年报", "Subject: 年报", "一、总体情况"])
def test_text_that_only_begins_like_a_letter(text):
    assert not is_mime(text.encode())


# --- parts that hold parts ---------------------------------------------------------------


def forwarded(data, levels):
    """A letter sent on within a letter, again and again."""
    for _ in range(levels):
        outer = EmailMessage()
        outer["Subject"] = "转发：年报"
        outer.set_content("请看附件。")
        outer.add_alternative("<p>请看附件。</p>", subtype="html")
        outer.add_attachment(message_from_bytes(data, policy=policy.default))
        data = outer.as_bytes()
    return data


def test_letter_that_was_sent_on_ten_times(tmp_path):
    inner = letter("附件是年报。", attached=[("年报.docx", as_docx(sample_document()))])
    found = opened(tmp_path, forwarded(inner, 10))
    assert grids_of(found) == grids_of(sample_document())


def nested(depth, lines):
    heads = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"MIME-Version: 1.0\n{''.join(heads)}Content-Type: text/plain\n\n".encode() + lines


@pytest.mark.parametrize("data", [nested(20, b"1\n" * 1_000_000), nested(1, b"\r" * 6_000_000)])
def test_lines_within_many_parts_are_refused_at_once(data):
    begun = time.process_time()
    with pytest.raises(UnreadableFile) as refused:
        take_apart(data)
    assert refused.value.cause is Cause.TOO_LARGE
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(("depth", "steps"), [(1, 6), (10, 15)])
def test_as_many_lines_as_are_taken_apart(depth, steps, monkeypatch):
    """Five lines more than the bound are too many."""
    data = nested(depth, b"1\n" * 500)
    monkeypatch.setattr(mime_parts, "_MOST_STEPS", -(-data.count(b"\n") * steps // 5))
    assert len(take_apart(data).texts) == 1
    with pytest.raises(UnreadableFile) as refused:
        take_apart(data + b"1\n" * 5)
    assert refused.value.cause is Cause.TOO_LARGE


def test_more_nested_than_any_letter():
    with pytest.raises(UnreadableFile) as refused:
        take_apart(nested(501, b""))
    assert refused.value.cause is Cause.TOO_LARGE


NAME = "某某县民政局2024年年报.docx"


def coded(text, charset):
    return f"=?{charset}?B?{b64encode(text.encode(charset)).decode()}?="


@pytest.mark.parametrize(
    "head",
    [
        f'filename="{coded(NAME, "utf-8")}"',
        f"filename={coded(NAME, 'gb2312')}",
        f'filename="{coded(NAME[:8], "gb18030")}\n {coded(NAME[8:], "gb18030")}"',
        f"filename*=UTF-8''{quote(NAME)}",
        f"filename*=gb18030'zh'{quote(NAME.encode('gb18030'))}",
        f"filename*0*=UTF-8''{quote(NAME[:6])};\n filename*1*={quote(NAME[6:])}",
        f'FILENAME="{NAME}"',
        f'filename="{NAME}"'.encode("gb18030"),
    ],
)
def test_name_of_an_attached_file(head):
    head = head if isinstance(head, bytes) else head.encode()
    (found,) = take_apart(ATTACHED % head).files
    assert found.name == NAME
    assert found.data == b"hello"


ATTACHED = (
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/msword\n"
    b"Content-Disposition: attachment; %s\nContent-Transfer-Encoding: base64\n\n"
    b"aGVsbG8=\n--x--\n"
)


@pytest.mark.parametrize(
    "head",
    [
        "filename*",
        "filename*0*=;filename*1*",
        "f@name*0*=/\udc80; filename*",
        "filename*=ut\0-8'zh'%E5",
        "filename*0*=utf-8''a; filename*=b",
        "filename*0**=utf-8''a; filename**=b",
        "filename*0*=utf-8''a; filename*\t*=b",
        "filename1*0*=utf-8''a; filename1*",
        "filename*=nosuch''%E5",
        '"',
        "<",
        ";;=",
    ],
)
def test_a_damaged_head_leaves_the_file(head):
    """The library fails over some of these where it takes a header apart by its kind."""
    (found,) = take_apart(ATTACHED % head.encode("utf-8", "surrogateescape")).files
    assert found.data == b"hello"
