"""The opening paragraph."""

import pytest

from forms.edition_file import built_in_editions
from forms.preface import preface_text

EDITIONS = built_in_editions()


@pytest.mark.parametrize("key", EDITIONS)
def test_preface_names_every_part_their_number_and_the_year(key):
    edition = EDITIONS[key]
    text = preface_text(edition, 2024)

    assert all(part.heading.split("、", 1)[1] in text for part in edition.parts)
    assert "六个部分" in text
    assert "2024年1月1日至2024年12月31日" in text
    assert not set("{}") & set(text)
