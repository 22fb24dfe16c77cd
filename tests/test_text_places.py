"""Places of a text and of Qt's document, where a rare character counts twice."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from ui.text_places import from_document, to_document

texts = st.text(alphabet="公开年1\n𬭎𠮷", max_size=30)


@given(texts, st.integers(0, 30))
def test_there_and_back(text, place):
    place = min(place, len(text))
    assert from_document(text, to_document(text, place)) == place


@given(texts)
def test_the_whole_text_is_as_long_as_in_qt(text):
    document = QTextDocument()
    document.setPlainText(text)
    assert to_document(text, len(text)) == document.characterCount() - 1


def test_plain_text_counts_once_each():
    assert to_document("公开年", 2) == from_document("公开年", 2) == 2
    assert from_document("公开年", 99) == 3
    assert to_document("𬭎年", 1) == 2
