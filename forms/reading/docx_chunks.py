"""Files within a Word file (``altChunk``): Word shows them as if they stood in it."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from forms.document import Block, Document
from forms.errors import Cause, UnreadableFile
from forms.reading.bounds import TooMuch
from forms.reading.sniffing import Format, sniff
from forms.reading.zip_guard import LARGEST_TEXT, has_entry, read_entry, size_of_text
from forms.refusals import one_line
from forms.report import Remark

_MOST = 100
_DEEPEST = 2
_MOST_BY_OFFICE = 2
"""LibreOffice takes seconds for each."""
_BY_OFFICE = (Format.RTF, Format.DOC, Format.ODT, Format.WPS, Format.FLAT_ODF)
_LONGEST_NAME = 60
_TYPES = "[Content_Types].xml"
_PLAIN = "text/plain"


@dataclass
class Budget:
    """What all the files in a Word file, and in the Word files in it, may take together."""

    count: int = _MOST
    size: int = LARGEST_TEXT
    by_office: int = _MOST_BY_OFFICE
    told: dict[str, Remark] = field(default_factory=dict)
    """What to tell, once of each."""
    refused: Cause | None = None
    """Why the first one that Word would show could not be read."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What to tell of them."""
        return tuple(self.told.values())


class Chunks:
    """The files within one Word file. ``depth`` is 1 in the file itself, 2 in one within it.

    ``entries`` gives what a part of XML lists. It is asked only where the document refers to a
    file: many a damaged one has no such parts, or broken ones.
    """

    def __init__(
        self,
        archive: zipfile.ZipFile,
        part: str,
        entries: Callable[[str], Iterable[etree._Element]],
        name: str,
        depth: int,
        budget: Budget,
    ) -> None:
        self._archive, self._name, self._depth = archive, name, depth
        self.budget = budget
        self._part, self._entries = part, entries
        self._targets: dict[str, str] | None = None
        self._shown: dict[str, Sequence[Block]] = {}

    def __call__(self, key: str) -> Sequence[Block]:
        """The blocks of the file that a relation names. Raises TooMuch, and UnreadableFile
        (TOO_LARGE); what cannot be read otherwise is told.
        """
        self.budget.count -= 1
        if self.budget.count < 0:
            raise TooMuch(f"more than {_MOST} chunks")
        if self._targets is None:
            folder, file = posixpath.split(self._part)
            self._targets = _targets(self._entries(f"{folder}/_rels/{file}.rels"), folder)
        part = self._targets.get(key, "")
        if part not in self._shown:
            try:
                self._shown[part] = self._blocks(part)
            except (UnreadableFile, RecursionError) as error:
                cause = error.cause if isinstance(error, UnreadableFile) else Cause.TRUNCATED
                if cause is Cause.TOO_LARGE:
                    raise
                if cause is not Cause.EMPTY:
                    self._tell(part, cause)
                self._shown[part] = ()
        return self._shown[part]

    def _blocks(self, part: str) -> Sequence[Block]:
        if not has_entry(self._archive, part):
            raise UnreadableFile(self._name, Cause.MISSING, part)
        data = read_entry(self._archive, part, self._name)
        if not data.strip():
            return ()
        suffix = posixpath.splitext(part)[1].lower()
        kind = sniff(data, suffix, self._name)
        self.budget.size -= size_of_text(data, self._name) if kind is Format.DOCX else len(data)
        if self.budget.size < 0:
            raise TooMuch("chunks")
        found = self._document(data, kind, part)
        if found is None:
            raise UnreadableFile(self._name, Cause.UNKNOWN_FORMAT, suffix)
        self.budget.told.update((one.message, one) for one in found.remarks)
        return found.blocks

    def _type(self, part: str) -> str:
        """What the Word file says that a part is: Word itself goes by that. A name may suffice."""
        ending = posixpath.splitext(part)[1].lstrip(".").lower()
        if ending == "txt":
            return _PLAIN
        declared = ""
        for entry in self._entries(_TYPES):
            if entry.get("PartName", "").lower() == f"/{part}".lower():
                return entry.get("ContentType", "").lower()
            if entry.get("Extension", "").lower() == ending and ending:
                declared = entry.get("ContentType", "").lower()
        return declared

    def _document(self, data: bytes, kind: Format, part: str) -> Document | None:
        """None for a kind that Word does not take, and for a file too deep within others."""
        if kind is Format.HTML:
            from forms.reading import from_html

            return from_html.read(data, self._name)
        if kind is Format.TEXT and self._type(part) == _PLAIN:
            from forms.reading import from_txt

            return from_txt.read(data, self._name)
        if kind in (Format.DOCX, Format.WORD_XML):
            return self._word(data, kind)
        return self._by_office(data, kind)

    def _word(self, data: bytes, kind: Format) -> Document | None:
        from forms.reading import from_docx

        if kind is Format.WORD_XML:
            return from_docx.read_flat(data, self._name)
        if self._depth == _DEEPEST:
            return None
        return from_docx.read(data, self._name, self._depth + 1, self.budget)

    def _by_office(self, data: bytes, kind: Format) -> Document | None:
        if kind not in _BY_OFFICE or not self.budget.by_office:
            return None
        from forms.reading import from_doc

        self.budget.by_office -= 1
        if kind is Format.DOC:
            return from_doc.read(data, self._name)
        return from_doc.read_by_office(data, self._name, kind.value)

    def _tell(self, part: str, cause: Cause) -> None:
        shown = one_line(posixpath.basename(part))[-_LONGEST_NAME:]
        how = "请用 Word 打开原文件，另存后再打开。"
        if cause is Cause.NEEDS_OFFICE:
            how = "请安装 LibreOffice 后再打开，或用 Word 打开原文件，另存后再打开。"
        text = f"文件里插入的另一个文件“{shown}”没有读入；如果里面有要用的内容，{how}"
        self.budget.told[text] = Remark("chunk.unread", text, shown)
        if cause not in (Cause.MISSING, Cause.UNKNOWN_FORMAT):
            self.budget.refused = self.budget.refused or cause


def _targets(relations: Iterable[etree._Element], folder: str) -> dict[str, str]:
    """The parts that the document's relations name, by their keys."""
    targets: dict[str, str] = {}
    for relation in relations:
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        targets.setdefault(relation.get("Id", ""), target.lstrip("/"))
    return targets
