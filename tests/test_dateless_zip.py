"""An archive says nothing of the time at which it was made."""

from io import BytesIO
from zipfile import ZipFile, ZipInfo

from export.dateless_zip import without_dates


def archive(day: int) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as made:
        for name in ("b.xml", "a.xml"):
            made.writestr(ZipInfo(name, (2025, 1, day, 0, 0, 0)), f"<{name[0]}/>")
    return stream.getvalue()


def test_two_archives_of_two_days_become_the_same() -> None:
    assert archive(1) != archive(2)
    assert without_dates(archive(1)) == without_dates(archive(2))


def test_contents_and_order_stay() -> None:
    with ZipFile(BytesIO(without_dates(archive(1)))) as kept:
        assert kept.namelist() == ["b.xml", "a.xml"]
        assert kept.read("a.xml") == b"<a/>"
