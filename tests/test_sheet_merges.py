"""A merged area may not fill the memory."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from forms.errors import Cause, UnreadableFile
from forms.reading import from_xlsx


def workbook(merged):
    """A workbook whose one sheet says that an area is merged, whatever its size."""
    book = Workbook()
    book.active["A1"] = "规章"
    book.active.merge_cells("A1:B2")
    plain = BytesIO()
    book.save(plain)
    changed = BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(changed, "w") as target:
        for part in source.namelist():
            content = source.read(part).replace(
                b'ref="A1:B2"/></mergeCells>', f'ref="{merged}"/></mergeCells>'.encode()
            )
            target.writestr(part, content)
    return changed.getvalue()


@pytest.mark.parametrize("merged", ["A1:XFD1048576", "A1:A1048576", "A1:ALL1000"])
def test_huge_merge_is_refused_at_once(merged):
    """A million cells in one merge: refused before any of them is made."""
    with pytest.raises(UnreadableFile) as refusal:
        from_xlsx.read(workbook(merged), "a.xlsx")

    assert refusal.value.cause is Cause.TOO_LARGE


def test_ordinary_merge_is_read():
    """The title of a sheet merged over a page is no reason to refuse."""
    assert from_xlsx.read(workbook("A1:Z100"), "a.xlsx").blocks
