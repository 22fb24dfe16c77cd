"""Parts inside the shipped libraries: each with its licence text, or the build ends."""

from importlib.metadata import distribution

import inside
import pytest
from inside import LicenceMissing, parts_of

SILENT = ("PySide6_Essentials", "opencc", "python-calamine")


@pytest.mark.parametrize("name", SILENT)
def test_each_part_has_a_text(name):
    """Of the versions that are installed, which are those of the lock."""
    parts = parts_of(distribution(name))
    assert len(parts) > 3
    assert all(text.strip() for part in parts for _, text in part.texts)
    assert len({part.name for part in parts}) == len(parts)


def test_qt_tells_of_what_the_package_has():
    names = {part.name for part in parts_of(distribution("PySide6_Essentials"))}
    assert {"zlib", "freetype", "harfbuzz-ng", "pcre2", "libpng", "md4c"} <= names
    assert {"linuxperf", "unicode-cldr", "doubleconversion"} <= names
    # Of the plugin for JPEG, of QtNetwork, and of other systems.
    assert not names & {"libjpeg", "psl-data", "cocoa-platform-plugin", "dejayvu"}


def test_library_with_its_own_notices_has_none_here():
    assert parts_of(distribution("pillow")) == ()


def test_crate_without_a_collected_text_is_an_error():
    entry = {"name": "none-such", "licenses": [{"expression": "MIT"}]}
    with pytest.raises(LicenceMissing, match="none-such"):
        inside._crate(entry)


def test_crate_of_which_one_licence_is_apache_is_taken_under_it():
    entry = {"name": "none-such", "licenses": [{"expression": "MIT OR Apache-2.0"}]}
    (text,) = inside._crate(entry).texts
    assert text[0] == "Apache-2.0"
    assert "Apache License" in text[1]


def test_exception_to_the_apache_licence_is_another_licence():
    entry = {"name": "none-such", "licenses": [{"expression": "Apache-2.0 WITH LLVM-exception"}]}
    with pytest.raises(LicenceMissing):
        inside._crate(entry)
