"""A Word file (.docx) → Document."""

from __future__ import annotations

import posixpath
import zipfile

from lxml import etree

from forms.document import Document
from forms.errors import Cause, UnreadableFile
from forms.reading.bounds import TooMuch, refuse_many_tags
from forms.reading.docx_blocks import BodyReader
from forms.reading.docx_numbering import Numbering
from forms.reading.docx_styles import Styles, W
from forms.reading.line_joining import trimmed
from forms.reading.zip_guard import has_entry, open_zip, read_entry

_OFFICE_DOCUMENT = "/relationships/officeDocument"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(data: bytes, name: str) -> Document:
    """The body of the document. Raises UnreadableFile (TRUNCATED, ENCRYPTED, TOO_LARGE)."""
    archive = open_zip(data, name)
    part = main_part(archive, name)
    root = _parse(archive, part, name)
    body = root.find(f"{W}body")
    if body is None:
        raise UnreadableFile(name, Cause.TRUNCATED, part)
    folder = posixpath.dirname(part)
    styles = Styles(_optional(archive, f"{folder}/styles.xml", name))
    numbering = Numbering(_optional(archive, f"{folder}/numbering.xml", name), styles)
    reader = BodyReader(styles, numbering)
    try:
        blocks = reader.read(body)
    except TooMuch as error:
        raise UnreadableFile(name, Cause.TOO_LARGE, str(error)) from error
    return Document(tuple(blocks), title=_title(archive, name))


def main_part(archive: zipfile.ZipFile, name: str) -> str:
    """The path of the main part: ``word/document.xml`` nearly always, else as related."""
    if has_entry(archive, "word/document.xml"):
        return "word/document.xml"
    for relation in _parse(archive, "_rels/.rels", name):
        if relation.get("Type", "").endswith(_OFFICE_DOCUMENT):
            return relation.get("Target", "").lstrip("/")
    raise UnreadableFile(name, Cause.TRUNCATED, "word/document.xml")


def _optional(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element | None:
    return _parse(archive, part, name) if has_entry(archive, part) else None


def _parse(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    content = read_entry(archive, part, name)
    refuse_many_tags(content, name)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(name, Cause.TRUNCATED, part) from error


def _title(archive: zipfile.ZipFile, name: str) -> str:
    """The title among the file's properties; empty where there is none."""
    core = _optional(archive, "docProps/core.xml", name)
    return "" if core is None else trimmed(core.findtext(_TITLE) or "")
