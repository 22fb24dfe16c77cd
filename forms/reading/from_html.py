"""A saved web page, or a web archive (.mht), → Document."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from email.parser import BytesParser

from lxml import etree

from forms.document import Document
from forms.errors import Cause, UnreadableFile
from forms.reading.bounds import TooMuch, refuse_long_text, refuse_many_tags
from forms.reading.encodings import wide_without_mark
from forms.reading.html_blocks import BlockCollector
from forms.reading.line_joining import trimmed

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE
)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "cp1252"}
"""What pages declare → what their authors' programs really wrote."""
_PICTURE = re.compile(r"data:[\w/+.-]{0,40};base64,[\w/+=%\s]*", re.ASCII)
"""Pictures kept in the page itself: megabytes without a word."""
_TAIL = 20_000
_CLOSED = re.compile(r"</(?:html|body)", re.IGNORECASE)
_REPLACED = "\ufffd"
_FEW = 200
"""One wrong character among so many is damage; more are another encoding."""
_ARCHIVE_HEAD = re.compile(rb"^(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n)*?content-type:", re.I)


def read(data: bytes, name: str) -> Document:
    """The page as the eye sees it. Raises UnreadableFile (EMPTY, UNKNOWN_ENCODING, TRUNCATED)."""
    pages = _archived_pages(data, name) if is_web_archive(data) else [decode_page(data, name)]
    collector = BlockCollector()
    title = ""
    for page in pages:
        root = _parse(page, name)
        title = title or trimmed(root.findtext(".//title") or "")
        try:
            collector.read(root)
        except TooMuch as error:
            raise UnreadableFile(name, Cause.TOO_LARGE, str(error)) from error
    is_cut = any(_is_cut(page) for page in pages)
    return Document(tuple(collector.finished()), title=title, is_cut=is_cut)


def _is_cut(page: str) -> bool:
    """True where the page ends within a tag or a table, or was opened and never closed.

    A page that was only saved carelessly lacks neither: pieces of pages open nothing.
    """
    end = page[-_TAIL:]
    if end.rfind("<") > end.rfind(">"):
        return True
    if _CLOSED.search(end):
        return False
    lower = page.lower()
    return "<html" in lower[:_TAIL] or lower.count("<table") > lower.count("</table")


def is_web_archive(data: bytes) -> bool:
    """True for a page saved with all its parts in one file (MIME)."""
    head = data[:4096].replace(b"\r\n", b"\n").lstrip(b"\xef\xbb\xbf\n")
    return bool(_ARCHIVE_HEAD.match(head)) and b"multipart/" in data[:8192].lower()


def decode_page(data: bytes, name: str, declared: str = "") -> str:
    """The page's text: by byte order mark, declaration, UTF-8, GB18030, in this order.

    A declaration that is right but for a few bytes holds. ``declared`` is an encoding that a
    header outside the page names. Raises UnreadableFile(UNKNOWN_ENCODING).
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    found = _DECLARED.search(data[:8192])
    inside = found.group(1).decode("ascii").lower() if found else ""
    wide = wide_without_mark(data)
    if wide is not None:
        return data.decode(wide, errors="replace")
    for encoding in (inside, declared.lower(), "utf-8", "gb18030"):
        text = _decoded(data, _WIDER.get(encoding, encoding))
        if text.count(_REPLACED) * _FEW <= len(text) and text:
            return text
    raise UnreadableFile(name, Cause.UNKNOWN_ENCODING)


def _decoded(data: bytes, encoding: str) -> str:
    """The data in an encoding, wrong bytes marked; empty where there is no such encoding."""
    try:
        return data.decode(encoding, errors="replace") if encoding else ""
    except (LookupError, ValueError):
        # Python has encodings that are none for a page, and refuse: "idna", "undefined".
        return ""


def _parse(page: str, name: str) -> etree._Element:
    text = page.replace("\0", "")
    declaration = _XML_DECLARATION.match(text)
    text = text[declaration.end() :] if declaration else text
    text = _PICTURE.sub("", text) if "data:" in text else text
    refuse_long_text(len(text), name)
    refuse_many_tags(text, name)
    try:
        # Plain elements: those of lxml.html take twice as long.
        root = etree.fromstring(text, etree.HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        cause = Cause.EMPTY if not trimmed(text) else Cause.TRUNCATED
        raise UnreadableFile(name, cause, str(error)[:80]) from error
    if root is None:
        raise UnreadableFile(name, Cause.EMPTY)
    return root


def _archived_pages(data: bytes, name: str) -> list[str]:
    """The pages inside a web archive: the first one, or all where the first holds no table.

    A workbook saved as a web archive keeps each sheet in a page of its own.
    """
    message = BytesParser(policy=email.policy.default).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
    pages = []
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                pages.append(decode_page(content, name, str(part.get_param("charset") or "")))
    if not pages:
        raise UnreadableFile(name, Cause.TRUNCATED, "MIME")
    return pages[:1] if "<table" in pages[0].lower() else pages
