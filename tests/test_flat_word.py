"""Word files in other clothes: one XML file, the strict form, a page within a document."""

import re
from io import BytesIO

import docx
import pytest
from drawn_files import as_docx, as_html, grids_of, sample_document, texts_of
from lxml import etree
from test_from_docx import parts_of, zipped

from forms.errors import Cause, UnreadableFile
from forms.reading.open_file import read_document

OLD = "http://schemas.microsoft.com/office/word/2003/wordml"
NEW = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"


def document_part():
    return parts_of(as_docx(sample_document()))["word/document.xml"].decode()


def opened(tmp_path, data, suffix):
    path = tmp_path / f"report{suffix}"
    path.write_bytes(data)
    return read_document(path)


def of_word_2003():
    """The document as Word 2003 has it: other names, sections around the paragraphs."""
    body = re.search(r"<w:body>.*</w:body>", document_part(), re.DOTALL)[0]
    body = body.replace("w:vMerge", "w:vmerge").replace("<w:body>", "<w:body><wx:sect>")
    body = body.replace("</w:body>", "</wx:sect></w:body>")
    spaces = f'xmlns:w="{OLD}" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'
    head = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    return f"{head}<w:wordDocument {spaces}>{body}</w:wordDocument>"


def flat_package():
    root = re.sub(r"^<\?xml.*?\?>", "", document_part())
    inner = f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{root}</pkg:xmlData></pkg:part>'
    return f'<pkg:package xmlns:pkg="{PACKAGE}">{inner}</pkg:package>'


@pytest.mark.parametrize("suffix", [".doc", ".xml"])
@pytest.mark.parametrize("written", [of_word_2003, flat_package])
def test_document_that_is_one_xml_file(tmp_path, written, suffix):
    found = opened(tmp_path, written().encode(), suffix)
    assert grids_of(found) == grids_of(sample_document())
    assert texts_of(found) == texts_of(sample_document())


@pytest.mark.parametrize("content", ["<pkg:package", f'<pkg:package xmlns:pkg="{PACKAGE}"/>'])
def test_damaged_xml(tmp_path, content):
    with pytest.raises(UnreadableFile) as refused:
        opened(tmp_path, content.encode(), ".doc")
    assert refused.value.cause is Cause.TRUNCATED


def test_strict_form(tmp_path):
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = parts_of(as_docx(sample_document()))
    parts = {name: data.replace(NEW.encode(), strict) for name, data in parts.items()}
    found = opened(tmp_path, zipped(parts), ".docx")
    assert grids_of(found) == grids_of(sample_document())


def with_page(part, data, target=None):
    """A document that is nothing but a page of the web, as scripts in browsers save it."""
    paper = docx.Document()
    buffer = BytesIO()
    paper.save(buffer)
    parts = parts_of(buffer.getvalue())
    chunk = '<w:body><w:altChunk r:id="page"/>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", chunk.encode())
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    facts = {"Id": "page", "Type": "aFChunk", "Target": target or part}
    etree.SubElement(relations, f"{{{relations.nsmap[None]}}}Relationship", facts)
    parts["word/_rels/document.xml.rels"] = etree.tostring(relations)
    return zipped(parts | {f"word/{part}": data})


def as_archive(page):
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B\n'
    return f"{head}Content-Type: text/html; charset=utf-8\n\n{page}\n--B--\n".encode()


@pytest.mark.parametrize("target", [None, "/word/afchunk.mht"])
def test_page_within_a_document(tmp_path, target):
    data = with_page("afchunk.mht", as_archive(as_html(sample_document())), target)
    assert grids_of(opened(tmp_path, data, ".docx")) == grids_of(sample_document())


@pytest.mark.parametrize("target", ["lost.mht", "../../etc/passwd", "/"])
def test_page_that_is_not_there(tmp_path, target):
    data = with_page("afchunk.html", as_html(sample_document()).encode(), target)
    assert opened(tmp_path, data, ".docx").blocks == ()
