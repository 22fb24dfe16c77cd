"""A Word file (.docx) → Document."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from lxml import etree

from forms.document import Document
from forms.errors import Cause, UnreadableFile
from forms.reading.bounds import TooMuch, refuse_many_tags
from forms.reading.docx_blocks import BodyReader
from forms.reading.docx_chunks import Budget, Chunks
from forms.reading.docx_numbering import Numbering
from forms.reading.docx_styles import Styles, W
from forms.reading.flat_word import FlatParts, flat_parts
from forms.reading.line_joining import trimmed
from forms.reading.zip_guard import has_entry, open_zip, read_entry

_OFFICE_DOCUMENT = "/relationships/officeDocument"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_WORD = _STRICT + b"wordprocessingml/main"
_STRICT_RELATIONS = _STRICT + b"officeDocument/relationships"
"""What the strict form of a .docx calls its vocabularies."""
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = W.strip("{}").encode()
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(data: bytes, name: str, depth: int = 1, budget: Budget | None = None) -> Document:
    """The body of the document. Raises UnreadableFile (TRUNCATED, ENCRYPTED, TOO_LARGE, and the
    cause of a file within it where it holds nothing else).

    ``depth`` is 2 for a file within another Word file; ``budget`` is then what that one has left.
    """
    archive = open_zip(data, name)
    part = main_part(archive, name)
    folder = posixpath.dirname(part)
    parts = FlatParts(
        _parse(archive, part, name),
        _optional(archive, f"{folder}/styles.xml", name),
        _optional(archive, f"{folder}/numbering.xml", name),
    )
    entries = partial(_entries, archive, name)
    chunks = Chunks(archive, part, entries, name, depth, budget or Budget())
    document = _document(parts, name, _title(archive, name), chunks)
    if budget is not None:
        return document
    if not document.blocks and chunks.budget.refused is not None:
        raise UnreadableFile(name, chunks.budget.refused, "altChunk")
    return replace(document, remarks=chunks.budget.remarks)


def _entries(archive: zipfile.ZipFile, name: str, part: str) -> Sequence[etree._Element]:
    found = _optional(archive, part, name)
    return () if found is None else list(found)


def read_flat(data: bytes, name: str) -> Document:
    """A document that is one XML file. Raises UnreadableFile (TRUNCATED, TOO_LARGE)."""
    return _document(flat_parts(_parsed(data, name, "xml"), name), name)


def _document(
    parts: FlatParts, name: str, title: str = "", chunks: Chunks | None = None
) -> Document:
    body = parts.document.find(f"{W}body")
    if body is None:
        raise UnreadableFile(name, Cause.TRUNCATED, "body")
    styles = Styles(parts.styles)
    reader = BodyReader(styles, Numbering(parts.numbering, styles), chunks)
    try:
        blocks = reader.read(body)
    except TooMuch as error:
        raise UnreadableFile(name, Cause.TOO_LARGE, str(error)) from error
    return Document(tuple(blocks), title=title)


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
    return _parsed(read_entry(archive, part, name), name, part)


def _parsed(content: bytes, name: str, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    refuse_many_tags(content, name)
    if _STRICT in content:
        content = content.replace(_STRICT_WORD, _WORD).replace(_STRICT_RELATIONS, _RELATIONS)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(name, Cause.TRUNCATED, part) from error


def _title(archive: zipfile.ZipFile, name: str) -> str:
    """The title among the file's properties; empty where there is none."""
    core = _optional(archive, "docProps/core.xml", name)
    return "" if core is None else trimmed(core.findtext(_TITLE) or "")
