"""No network from the first page to the delivered folder; nothing smuggled in or out."""

import json
import os
import platform
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from balanced import EDITIONS, sound_report
from lxml import etree, html
from PySide6.QtCore import QMimeData

from export.delivery import FORMATS, Outcome, deliver
from export.export_file import export_report
from forms.cells import Address
from forms.document import Grid, Paragraph
from forms.reading.open_file import read_document

ROOT = Path(__file__).resolve().parent.parent
SMUGGLED = (
    '=HYPERLINK("http://example.invalid/","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "<script>fetch('http://example.invalid/')</script>",
    '"><img src=http://example.invalid/x.png onerror=alert(1)>',
    "&lt;b&gt;]]><w:t>",
)
JOURNEY = """
import sys
from pathlib import Path

def forbid(event, arguments):
    if event.split(".")[0] in ("socket", "urllib", "http", "ftplib", "smtplib", "webbrowser"):
        if event not in ("socket.__new__", "socket.gethostname"):
            raise RuntimeError(event)

sys.addaudithook(forbid)
from ui.demo import run
from export.delivery import deliver
from forms.edition_file import built_in_editions
from forms.reading.open_file import read_report

out = Path(sys.argv[1])
code = run(out)
report = read_report(out / "示范报告.gknb")
files = deliver(report, built_in_editions()[report.edition], out / "交付")
assert all(one.outcome.value == "written" for one in files), files
sys.exit(code)
"""


def _watched(faults: Path, told: Path, command: list[str]) -> subprocess.CompletedProcess:
    environment = {**os.environ, "LD_PRELOAD": str(faults), "FAULT_SOCKETS": str(told)}
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_no_socket_is_asked_for_on_the_whole_way(faults, tmp_path):
    """Read, fill, mend, check, look at the pages, export every format, deliver."""
    told = tmp_path / "sockets"
    done = _watched(faults, told, [sys.executable, "-c", JOURNEY, str(tmp_path / "out")])

    assert done.returncode == 0, done.stderr
    assert not told.exists()


def test_a_socket_would_be_seen(faults, tmp_path):
    told = tmp_path / "sockets"
    script = "import socket; socket.socket(socket.AF_INET, socket.SOCK_STREAM)"
    done = _watched(faults, told, [sys.executable, "-c", script])

    assert "PermissionError" in done.stderr
    assert told.exists()


# --- what a finished file tells of its maker --------------------------------------------------


@pytest.fixture
def delivered(tmp_path, monkeypatch):
    """Give every format as a clerk with a telling name, in a telling folder, delivers it."""
    for variable in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(variable, "zhangsan_telling")
    folder = tmp_path / "telling_folder"
    report = sound_report()
    files = deliver(report, EDITIONS[report.edition], folder)
    assert {one.outcome for one in files} == {Outcome.WRITTEN}
    assert {one.path.suffix for one in files} == set(FORMATS)
    return [one.path for one in files]


def _everything_in(path: Path) -> bytes:
    """A file's bytes; of an archive the unpacked parts too; of a PDF its streams too."""
    import zlib

    data = path.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return data + b"\n".join(archive.read(name) for name in archive.namelist())
    if data.startswith(b"%PDF"):
        for packed in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                data += zlib.decompressobj().decompress(packed)
            except zlib.error:
                continue
    return data


def test_no_path_user_or_machine_is_told(delivered, tmp_path):
    telling = ["zhangsan_telling", "telling_folder", str(tmp_path), str(ROOT), str(Path.home())]
    if len(platform.node()) > 3:
        telling.append(platform.node())
    for path in delivered:
        everything = _everything_in(path)
        for word in telling:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                assert word.encode(encoding) not in everything, (path.suffix, word)


# --- what a text could smuggle ----------------------------------------------------------------


@pytest.fixture(params=SMUGGLED)
def smuggler(request):
    """Give a report whose name, texts and a cell hold what another program might obey."""
    cell = Address("applications", "received", "person")
    report = sound_report(agency=f"{request.param}局").with_value(cell, request.param)
    return report.replace(sections={**report.sections, "overview": f"{request.param}\n第二段。"})


def test_excel_obeys_nothing(smuggler, tmp_path):
    import openpyxl

    path = tmp_path / "报告.xlsx"
    export_report(smuggler, EDITIONS[smuggler.edition], path)
    book = openpyxl.load_workbook(path)
    plain = sound_report()
    export_report(plain, EDITIONS[plain.edition], tmp_path / "平.xlsx")
    own = openpyxl.load_workbook(tmp_path / "平.xlsx")

    def formulas(one):
        return {
            (sheet.title, cell.coordinate)
            for sheet in one
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f" or cell.hyperlink
        }

    assert len(formulas(book)) == len(formulas(own))
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        rels = b"".join(archive.read(name) for name in names if name.endswith(".rels"))
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    assert b'TargetMode="External"' not in rels


def test_word_obeys_nothing(smuggler, tmp_path):
    path = tmp_path / "报告.docx"
    export_report(smuggler, EDITIONS[smuggler.edition], path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
        assert b'TargetMode="External"' not in content
    fields = re.findall(rb"<w:instrText[^>]*>([^<]*)<", parts["word/document.xml"])
    assert {field.split()[0] for field in fields if field.split()} <= {b"PAGE", b"NUMPAGES"}


def test_a_page_obeys_nothing(smuggler, tmp_path):
    path = tmp_path / "报告.html"
    export_report(smuggler, EDITIONS[smuggler.edition], path)
    page = html.fromstring(path.read_bytes())
    # The report itself, as data that nothing runs.
    (data,) = page.iter("script")
    assert data.get("type") == "application/json"
    assert json.loads(data.text)["agency"].split() == smuggler.agency.split()
    for element in page.iter():
        if isinstance(element.tag, str):
            assert element.tag not in ("img", "iframe", "object", "embed", "link", "base")
            assert not [key for key in element.attrib if key.startswith("on")]
            assert "example.invalid" not in str(element.get("href", "")) + str(
                element.get("src", "")
            )


# --- what a page could fetch ------------------------------------------------------------------

REMOTE = (
    "<html><head><link rel=stylesheet href=http://example.invalid/a.css>"
    "<style>@import url(http://example.invalid/b.css); p {background: url(http://example.invalid/c)}"
    "</style></head><body><p>公开<img src=http://example.invalid/d.png>信息</p>"
    "<iframe src=http://example.invalid/e></iframe><table><tr><td>接收<td>3</table></body></html>"
)


def test_a_pasted_page_brings_only_words(window):
    window.go_to("overview")
    editor = window.step_page("overview").editor
    data = QMimeData()
    data.setHtml(REMOTE)
    data.setText("公开信息")
    editor.insertFromMimeData(data)

    assert editor.toPlainText() == "公开信息"
    assert "example.invalid" not in editor.toHtml()


def test_an_opened_page_fetches_nothing(faults, tmp_path):
    path, told = tmp_path / "页.html", tmp_path / "sockets"
    path.write_text(REMOTE, encoding="utf-8")
    done = _watched(faults, told, [sys.executable, str(ROOT / "main.py"), "read", str(path)])

    assert done.returncode == 2
    assert not told.exists()
    blocks = read_document(path).blocks
    words = [one.text for one in blocks if isinstance(one, Paragraph)]
    words += [cell.text for one in blocks if isinstance(one, Grid) for cell in one.cells]
    assert not [word for word in words if "example.invalid" in word]
