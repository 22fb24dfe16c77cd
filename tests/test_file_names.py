"""Names that are no text: shown as what they were meant to be, and always as text."""

import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.file_names import readable
from forms.refusals import one_line

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there names are text")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("某局.docx".encode(), "某局.docx"),
        ("某局.docx".encode("gbk"), "某局.docx"),
        ("/家/".encode() + "某局.docx".encode("gbk"), "/家/某局.docx"),
        (b"a\xff.docx", "a\N{REPLACEMENT CHARACTER}.docx"),
    ],
)
def test_bytes_are_shown_as_what_they_were_meant_to_be(name, shown):
    assert readable(os.fsdecode(name)) == shown
    assert one_line(os.fsdecode(name)) == shown


@given(st.binary())
def test_every_name_becomes_text(name):
    readable(os.fsdecode(name)).encode()
