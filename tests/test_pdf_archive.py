"""What an archive asks of a PDF, read from the file's own objects."""

import re
import zlib
from xml.etree import ElementTree as ET

import pytest

from export.colour_profile import srgb_profile
from export.fonts import bundled_faces
from export.pdf_archive import plain
from export.to_pdf import render
from forms.document import Document, Paragraph

DOCUMENT = Document(
    (Paragraph("本年度未收取信息处理费。"),),
    title="甲局<2024>年度报告&",
    author="甲局",
    keywords=("政府信息公开", "年度报告"),
    attachment='{"agency": "甲局"}'.encode(),
)
DC = "{http://purl.org/dc/elements/1.1/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"


@pytest.fixture(scope="module")
def data() -> bytes:
    return render(DOCUMENT, bundled_faces())


def catalog(data: bytes) -> bytes:
    return next(one for one in re.split(rb"endobj", data) if b"/Type /Catalog" in one)


def streams(data: bytes) -> list[bytes]:
    return re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL)


def test_catalog_names_what_an_archive_needs(data):
    for entry in (b"/AF ", b"/OutputIntents ", b"/Metadata ", b"/Lang (zh-CN)", b"/Names "):
        assert entry in catalog(data)


def test_metadata_says_the_same_as_the_information(data):
    packet = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", data, re.DOTALL)[0]
    tree = ET.fromstring(packet)
    texts = {element.tag: "".join(element.itertext()).strip() for element in tree.iter()}

    assert texts[f"{DC}title"] == DOCUMENT.title
    assert texts[f"{DC}creator"] == DOCUMENT.author
    assert texts[f"{PDF}Keywords"] == "，".join(DOCUMENT.keywords)
    assert (texts[f"{PDFA}part"], texts[f"{PDFA}conformance"]) == ("3", "B")


def test_attached_file_is_associated(data):
    assert b"/AFRelationship /Data" in data
    assert b"/Subtype /application#2Fjson" in data
    assert any(
        zlib.decompress(one) == DOCUMENT.attachment for one in streams(data) if one[:1] == b"\x78"
    )


def test_colour_profile_is_inside(data):
    assert any(
        zlib.decompress(one) == srgb_profile() for one in streams(data) if one[:1] == b"\x78"
    )


def test_every_stream_ends_with_a_line_end(data):
    assert data.count(b"\nendstream") == data.count(b"endstream")


def test_file_tells_no_date(data):
    assert b"CreationDate" not in data
    assert b"ModDate" not in data


def test_without_data_nothing_is_attached():
    data = render(Document(DOCUMENT.blocks), bundled_faces())

    assert b"EmbeddedFile" not in data
    assert b"/AF" not in data


@pytest.mark.parametrize(
    ("text", "expected"),
    [("甲\x00乙\x08", "甲乙"), ("\ud800甲", "甲"), ("甲\n乙\U00020bb7", "甲\n乙\U00020bb7")],
)
def test_plain_text_holds_what_xml_can_hold(text, expected):
    assert plain(text) == expected
