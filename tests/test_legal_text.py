"""Only text that XML can hold leaves the house."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from export.legal_text import legal


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("一\x00二\x0b三\x1f", "一二三"),
        ("一\t二", "一\t二"),
        ("\ud83d一", "\ufffd一"),
        ("𠮷㛃", "𠮷㛃"),
        ("收到\u202e12\u202c件\u2067。", "收到12件。"),
        ("\uffff", "\ufffd"),
    ],
)
def test_legal(text: str, clean: str) -> None:
    assert legal(text) == clean


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_can_be_put_into_xml(text: str) -> None:
    etree.Element("a").text = legal(text)
    legal(text).encode()
