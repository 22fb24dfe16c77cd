"""A Word file (.docx) → Document."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Sequence

from lxml import etree

from forms.document import Block, Document
from forms.errors import Cause, UnreadableFile
from forms.reading.bounds import TooMuch, refuse_many_tags
from forms.reading.docx_blocks import BodyReader
from forms.reading.docx_numbering import Numbering
from forms.reading.docx_styles import Styles, W
from forms.reading.flat_word import FlatParts, flat_parts
from forms.reading.line_joining import trimmed
from forms.reading.sniffing import Format, sniff
from forms.reading.zip_guard import has_entry, open_zip, read_entry

_OFFICE_DOCUMENT = "/relationships/officeDocument"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_WORD = _STRICT + b"wordprocessingml/main"
_STRICT_RELATIONS = _STRICT + b"officeDocument/relationships"
"""What the strict form of a .docx calls its vocabularies."""
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = W.strip("{}").encode()
_MOST_CHUNKS = 100
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(data: bytes, name: str) -> Document:
    """The body of the document. Raises UnreadableFile (TRUNCATED, ENCRYPTED, TOO_LARGE)."""
    archive = open_zip(data, name)
    part = main_part(archive, name)
    folder = posixpath.dirname(part)
    parts = FlatParts(
        _parse(archive, part, name),
        _optional(archive, f"{folder}/styles.xml", name),
        _optional(archive, f"{folder}/numbering.xml", name),
    )
    chunks = _Chunks(archive, part, name)
    return _document(parts, name, _title(archive, name), chunks)


def read_flat(data: bytes, name: str) -> Document:
    """A document that is one XML file. Raises UnreadableFile (TRUNCATED, TOO_LARGE)."""
    return _document(flat_parts(_parsed(data, name, "xml"), name), name)


def _document(
    parts: FlatParts, name: str, title: str = "", chunks: _Chunks | None = None
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


class _Chunks:
    """Pages of the web inside a document: Word shows them as if they stood in it."""

    def __init__(self, archive: zipfile.ZipFile, part: str, name: str) -> None:
        self._archive, self._part, self._name = archive, part, name
        self._targets: dict[str, str] | None = None
        self._shown: dict[str, Sequence[Block]] = {}
        self._count = 0

    def __call__(self, key: str) -> Sequence[Block]:
        """The blocks of the page that a relation names. Raises UnreadableFile, TooMuch."""
        self._count += 1
        if self._count > _MOST_CHUNKS:
            raise TooMuch(f"{self._count} chunks")
        if self._targets is None:
            self._targets = self._related()
        part = self._targets.get(key, "")
        if part not in self._shown:
            self._shown[part] = self._blocks(part)
        return self._shown[part]

    def _related(self) -> dict[str, str]:
        """The parts that the document's relations name, by their keys."""
        folder, file = posixpath.split(self._part)
        relations = _optional(self._archive, f"{folder}/_rels/{file}.rels", self._name)
        targets: dict[str, str] = {}
        for relation in relations if relations is not None else ():
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            targets.setdefault(relation.get("Id", ""), target.lstrip("/"))
        return targets

    def _blocks(self, part: str) -> Sequence[Block]:
        if not has_entry(self._archive, part):
            return ()
        data = read_entry(self._archive, part, self._name)
        if not data.strip():
            return ()
        if sniff(data, posixpath.splitext(part)[1].lower(), self._name) is not Format.HTML:
            return ()
        from forms.reading import from_html

        return from_html.read(data, self._name).blocks


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
