"""A saved web page, or a web archive (.mht), → Document."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from lxml import etree

from forms.document import Document
from forms.errors import Cause, UnreadableFile
from forms.reading.bounds import TooMuch, refuse_long_text, refuse_many_tags
from forms.reading.encodings import wide_without_mark
from forms.reading.html_blocks import BlockCollector
from forms.reading.line_joining import trimmed
from forms.reading.mime_parts import Part, Parts, is_mime, take_apart

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
_NOT_FOR_PAGES = frozenset({"utf-7", "punycode", "idna", "unicode-escape", "raw-unicode-escape"})
"""They can give halves of characters, or take the square of the length; no browser knows them."""
_REPLACED = "\ufffd"
_FEW = 200
"""One wrong character among so many is damage; more are another encoding."""
_FRAMES = ("iframe", "frame")
_DEEPEST_FRAME = 3
_MOST_FRAMES = 200
_MOST_PAGES = 500


def read(data: bytes, name: str, archive: Parts | None = None) -> Document:
    """The page as the eye sees it. Raises UnreadableFile (EMPTY, UNKNOWN_ENCODING, TRUNCATED).

    ``archive``: the parts of a MIME file, where it was taken apart before.
    """
    collector = BlockCollector()
    title = ""
    pages, roots = _pages(data, name, archive)
    for root in roots:
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
        if not encoding or codecs.lookup(encoding).name in _NOT_FOR_PAGES:
            return ""
        return data.decode(encoding, errors="replace")
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


def _pages(data: bytes, name: str, archive: Parts | None) -> tuple[list[str], list[etree._Element]]:
    """The text and the elements of a page; of an archive those of its pages.

    A frame holds the page that it names. Of an archive's pages the first one is read, or all
    where the first holds no table: a workbook keeps each sheet in a page of its own.
    """
    if archive is None and not is_mime(data):
        page = decode_page(data, name)
        return [page], [_parse(page, name)]
    parts = (archive or take_apart(data, name)).pages
    if not parts:
        raise UnreadableFile(name, Cause.TRUNCATED, "MIME")
    if len(parts) > _MOST_PAGES:
        raise UnreadableFile(name, Cause.TOO_LARGE, f"{len(parts)} pages")
    texts = [decode_page(part.data, name, part.charset) for part in parts]
    roots = [_parse(text, name) for text in texts]
    framed: set[int] = set()
    _fill_frames(roots[0], parts, roots, framed)
    if next(roots[0].iter("table"), None) is not None:
        return texts[:1], roots[:1]
    left = [number for number in range(len(parts)) if number not in framed]
    return [texts[number] for number in left], [roots[number] for number in left]


def _fill_frames(
    root: etree._Element,
    parts: Sequence[Part],
    roots: Sequence[etree._Element],
    framed: set[int],
    depth: int = 0,
) -> None:
    """Put the pages of an archive into the frames that show them; ``framed``: their numbers."""
    frames = list(root.iter(*_FRAMES))[:_MOST_FRAMES]
    for frame in frames if depth < _DEEPEST_FRAME else ():
        source = frame.get("src", "")
        number = next((n for n, part in enumerate(parts) if n and _is_named(part, source)), None)
        if number is None or number in framed:
            continue
        framed.add(number)
        _fill_frames(roots[number], parts, roots, framed, depth + 1)
        frame.tag = "div"
        for child in list(frame):
            frame.remove(child)
        frame.text = None
        frame.extend(roots[number].findall("body"))


def _is_named(part: Part, source: str) -> bool:
    if source.startswith("cid:"):
        return bool(part.key) and part.key == source[4:]
    path = source.replace("\\", "/").lstrip("./")
    return bool(path) and f"/{part.location}".replace("\\", "/").endswith(f"/{path}")
