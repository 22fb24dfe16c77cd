"""What an archive asks of a PDF besides its looks, in the structure of PDF/A-3b (ISO 19005-3).

The report's JSON as an associated file, XMP metadata that says the same as the document's
information, an output intent with a colour profile, the language. Conformance has not been
verified by a validator and is therefore claimed nowhere but in the mark that the structure
asks for.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from html import escape
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFInfo,
    PDFName,
    PDFPage,
    PDFStream,
    PDFString,
)

from export.colour_profile import srgb_profile
from forms.document import Document

ATTACHMENT_NAME = "report.json"
PRODUCER = "gknb"
_ASSOCIATION = "Data"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{entries}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
# What XML 1.0 cannot hold, and halves of characters.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Information(PDFInfo):
    """The document's information without dates: equal input gives equal bytes."""

    def format(self, document: Any) -> bytes:
        entries = {"Title": self.title, "Author": self.author, "Keywords": self.keywords}
        entries |= {"Creator": PRODUCER, "Producer": PRODUCER}
        texts = {key: PDFString(text) for key, text in entries.items() if text}
        return bytes(PDFDictionary(texts).format(document))


def make_archival(pdf: Any, document: Document) -> None:
    """Complete a reportlab ``PDFDocument`` before it is formatted."""
    catalog = pdf.Catalog
    # The catalog writes the entries that it knows by name; these two it does not know.
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "AF", "OutputIntents"]
    catalog.__Refs__ = type(catalog).__Refs__
    catalog.Lang = PDFString(document.language)
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    catalog.Metadata = _metadata(document)
    catalog.OutputIntents = PDFArray([pdf.Reference(_output_intent(pdf))])
    if document.attachment:
        file = pdf.Reference(_attached_file(pdf, document.attachment))
        catalog.AF = PDFArray([file])
        names = PDFArray([PDFString(ATTACHMENT_NAME), file])
        catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": names})})
    for page in [thing for thing in pdf.idToObject.values() if isinstance(thing, PDFPage)]:
        page.Contents = stream(page.stream)
    pdf.info = _Information()
    pdf.info.title, pdf.info.author = plain(document.title), plain(document.author)
    pdf.info.keywords = plain(_keywords(document))
    pdf.updateSignature(hashlib.sha256(repr(document).encode("utf-8", "replace")).digest())


def plain(text: str) -> str:
    """The text without what XML or UTF-16 cannot hold."""
    return _NO_TEXT.sub("", text)


class Stream(PDFStream):
    """A stream with the line end before ``endstream`` that an archive file must have."""

    def format(self, document: Any) -> bytes:
        """The stream as it stands in the file, compressed where ``filters`` says so."""
        data = self.content if isinstance(self.content, bytes) else self.content.encode("latin-1")
        entries = dict(self.dictionary.dict)
        if self.filters:
            data = zlib.compress(data)
            entries["Filter"] = PDFName("FlateDecode")
        entries["Length"] = len(data)
        head = bytes(PDFDictionary(entries).format(document))
        return head + b"\nstream\n" + data + b"\nendstream\n"


def stream(data: bytes | str, compressed: bool = True, **entries: Any) -> Stream:
    """A stream of bytes (or of page operators) with these entries in its dictionary."""
    return Stream(PDFDictionary(entries), data, ["/FlateDecode"] if compressed else [])


def _attached_file(pdf: Any, data: bytes) -> Any:
    file = pdf.Reference(
        stream(
            data,
            Type=PDFName("EmbeddedFile"),
            Subtype="/application#2Fjson",
            Params=PDFDictionary({"Size": len(data)}),
        )
    )
    return PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(ATTACHMENT_NAME),
            "UF": PDFString(ATTACHMENT_NAME),
            "Desc": PDFString("年度报告数据"),
            "AFRelationship": PDFName(_ASSOCIATION),
            "EF": PDFDictionary({"F": file, "UF": file}),
        }
    )


def _output_intent(pdf: Any) -> Any:
    profile = stream(srgb_profile(), N=3)
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": pdf.Reference(profile),
        }
    )


def _metadata(document: Document) -> Any:
    xmp = _XMP.format(entries="\n".join(_xmp_entries(document)))
    kind = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
    # Not compressed: metadata must be readable without a PDF program.
    return stream(xmp.encode(), compressed=False, **kind)


def _xmp_entries(document: Document) -> Iterator[str]:
    title, author = (
        escape(plain(document.title), quote=False),
        escape(plain(document.author), quote=False),
    )
    words = [escape(plain(word), quote=False) for word in document.keywords]
    yield "<pdfaid:part>3</pdfaid:part>"
    yield "<pdfaid:conformance>B</pdfaid:conformance>"
    yield "<dc:format>application/pdf</dc:format>"
    yield f"<dc:language><rdf:Bag><rdf:li>{document.language}</rdf:li></rdf:Bag></dc:language>"
    if title:
        one = f'<rdf:li xml:lang="x-default">{title}</rdf:li>'
        yield f"<dc:title><rdf:Alt>{one}</rdf:Alt></dc:title>"
    if author:
        yield f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
    if words:
        items = "".join(f"<rdf:li>{word}</rdf:li>" for word in words)
        yield f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>"
        yield f"<pdf:Keywords>{escape(plain(_keywords(document)), quote=False)}</pdf:Keywords>"
    yield f"<pdf:Producer>{PRODUCER}</pdf:Producer>"
    yield f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>"


def _keywords(document: Document) -> str:
    return "，".join(document.keywords)
