"""Files of our own taken apart at random: by bytes, and by the structure of each format."""

import json
import random
import zipfile
from copy import deepcopy
from dataclasses import replace
from email import message_from_bytes
from email.encoders import encode_base64
from io import BytesIO

from lxml import etree

from forms.document import Document, Grid, GridCell, Paragraph

STRANGE = (
    *("", "0", "-1", "1e9", "99999999999", "2147483648", "零", "true", "A1:XFD1048576"),
    *(
        "\u202e",
        "²",
        "٣",
        "１２",
        "NaN",
        "∞",
        "1" * 400,
        "公" * 3000,
        "\ud800".encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"),
    ),
)
NODES = (None, True, -1, 1e300, float("nan"), 10**400, "", "/", [], {}, [[]], {"": None}, "9" * 400)


def mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    """A piece deleted, doubled, turned, replaced, or everything from there on lost."""
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice([1, 4, 64, 2000]))
    piece = data[start:end]
    ways = (
        data[:start] + data[end:],
        data[:end] + piece + data[end:],
        data[:start] + piece[::-1] + data[end:],
        data[:start] + chance.randbytes(len(piece)) + data[end:],
        data[:start],
    )
    return chance.choice(ways)


def mutated_text(data: bytes, chance: random.Random) -> bytes:
    """Lines deleted, doubled, moved, cut, joined, or with strange words in them."""
    lines = data.decode().split("\n")
    for _ in range(chance.choice([1, 4, 30])):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        deed = chance.randrange(6)
        if deed == 0 and len(lines) > 1:
            del lines[one]
        elif deed == 1:
            lines.insert(other, lines[one])
        elif deed == 2:
            lines[one], lines[other] = lines[other], lines[one]
        elif deed == 3:
            lines[one] = lines[one][: chance.randrange(len(lines[one]) + 1)]
        elif deed == 4:
            lines[one] += chance.choice(["\t", " ", "|", ""]) + lines[other]
        else:
            place = chance.randrange(len(lines[one]) + 1)
            lines[one] = lines[one][:place] + chance.choice(STRANGE) + lines[one][place:]
    return "\n".join(lines).encode("utf-8", "replace")


def _mutate_tree(root: etree._Element, chance: random.Random) -> None:
    """Some elements deleted, doubled, moved, emptied, renamed, or given strange values."""
    for _ in range(chance.choice([1, 3, 20])):
        elements = [one for one in root.iter() if isinstance(one.tag, str)][1:]
        if not elements:
            return
        one, other = chance.choice(elements), chance.choice(elements)
        parent = one.getparent()
        deed = chance.randrange(6)
        if deed == 0:
            parent.remove(one)
        elif deed == 1:
            parent.insert(0, deepcopy(one))
        elif deed == 2 and one not in other.iterancestors() and one is not other:
            other.append(one)
        elif deed == 3:
            one.text = chance.choice(STRANGE)
        elif deed == 4:
            one.tag = other.tag
        elif one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice(STRANGE))


_TAKEN_APART = (".xml", ".rels", ".html", ".docx", ".txt", ".rtf")


def mutated_zip(data: bytes, chance: random.Random) -> bytes:
    """One part of an office file taken apart, or left out; a page, a text and an office file in
    it as such.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([part for part in parts if part.endswith(_TAKEN_APART)])
    lot = chance.random()
    if lot < 0.15:
        del parts[name]
    elif lot < 0.3:
        parts[name] = mutated_bytes(parts[name], chance)
    elif name.endswith(".html"):
        parts[name] = mutated_page(parts[name], chance)
    elif name.endswith(".docx"):
        parts[name] = mutated_zip(parts[name], chance)
    elif name.endswith((".txt", ".rtf")):
        parts[name] = mutated_bytes(parts[name], chance)
    else:
        parts[name] = mutated_xml(parts[name], chance)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return buffer.getvalue()


def mutated_xml(data: bytes, chance: random.Random) -> bytes:
    """A file that is one tree of XML."""
    root = etree.fromstring(data)
    _mutate_tree(root, chance)
    return etree.tostring(root)


def mutated_page(data: bytes, chance: random.Random) -> bytes:
    """A page with its elements taken apart."""
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    _mutate_tree(root, chance)
    return etree.tostring(root, encoding="utf-8", method="html")


def mutated_json(data: bytes, chance: random.Random) -> bytes:
    """Some values anywhere replaced by what does not belong there."""
    content = json.loads(data)
    for _ in range(chance.choice([1, 5])):
        node = content
        while isinstance(node, (dict, list)) and node:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = chance.choice(keys)
            if not isinstance(node[key], (dict, list)) or chance.random() < 0.2:
                node[key] = deepcopy(chance.choice(NODES))
                break
            node = node[key]
    return json.dumps(content, ensure_ascii=False).encode()


def mutated_document(document: Document, chance: random.Random) -> Document:
    """Blocks and cells deleted, doubled, moved, overlapping, far away, with strange words."""
    blocks = list(document.blocks)
    for _ in range(chance.choice([1, 5, 40])):
        one = chance.randrange(len(blocks))
        block = blocks[one]
        deed = chance.randrange(4)
        if deed == 0 and len(blocks) > 1:
            del blocks[one]
        elif deed == 1:
            blocks.insert(chance.randrange(len(blocks) + 1), block)
        elif isinstance(block, Paragraph):
            words = (*STRANGE, block.text[::-1], block.text * 2)
            blocks[one] = replace(block, text=chance.choice(words), level=chance.randrange(5))
        elif block.cells:
            blocks[one] = _mutated_grid(block, chance)
    return replace(document, blocks=tuple(blocks))


def _mutated_grid(grid: Grid, chance: random.Random) -> Grid:
    cells = list(grid.cells)
    for _ in range(chance.choice([1, 10])):
        one = chance.randrange(len(cells))
        cell = cells[one]
        deed = chance.randrange(5)
        if deed == 0 and len(cells) > 1:
            del cells[one]
        elif deed == 1:
            cells[one] = cell._replace(text=chance.choice((*STRANGE, chance.choice(cells).text)))
        elif deed == 2:
            cells[one] = _moved(cell, grid, chance)
        elif deed == 3:
            cells[one] = cell._replace(
                row_span=chance.choice([1, 2, 40]), column_span=chance.choice([1, 2, 40])
            )
        else:
            cells.append(cell)
    return replace(grid, cells=tuple(cells), ragged=chance.random() < 0.3)


def _moved(cell: GridCell, grid: Grid, chance: random.Random) -> GridCell:
    row, column = chance.randrange(grid.row_count), chance.randrange(grid.column_count)
    return cell._replace(row=row, column=column)


_SECTOR = 512
_WORDS = (0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)


def mutated_sectors(data: bytes, chance: random.Random) -> bytes:
    """An old Office file: sectors deleted, doubled, swapped; numbers anywhere made strange."""
    sectors = [data[at : at + _SECTOR] for at in range(0, len(data), _SECTOR)]
    for _ in range(chance.choice([1, 3, 15])):
        one, other = chance.randrange(len(sectors)), chance.randrange(len(sectors))
        deed = chance.randrange(8)
        if deed == 0 and len(sectors) > 1:
            del sectors[one]
        elif deed == 1:
            sectors[one] = sectors[other]
        elif deed == 2:
            sectors[one], sectors[other] = sectors[other], sectors[one]
        else:
            sectors[one] = _with_strange_number(sectors[one], chance)
    return b"".join(sectors)


def _with_strange_number(sector: bytes, chance: random.Random) -> bytes:
    """Lengths, counts and places are little numbers of two or four bytes, mostly aligned."""
    size = chance.choice([1, 2, 4])
    at = chance.randrange(0, max(1, len(sector) - size), chance.choice([1, size]))
    there = int.from_bytes(sector[at : at + size], "little")
    near = (there + chance.choice([-1, 1, 16])) % 256**size
    number = chance.choice([near, chance.choice(_WORDS) % 256**size])
    return sector[:at] + number.to_bytes(size, "little") + sector[at + size :]


def mutated_mail(data: bytes, chance: random.Random) -> bytes:
    """A page saved as mail: its heads and boundaries, or the page in its own coding."""
    if chance.random() < 0.5:
        return mutated_text(data, chance)
    mail = message_from_bytes(data)
    page = next(part for part in mail.walk() if part.get_content_type() == "text/html")
    page.set_payload(mutated_page(page.get_payload(decode=True), chance), "utf-8")
    if chance.random() < 0.3:
        page.replace_header("Content-Transfer-Encoding", chance.choice(_CODINGS))
    if chance.random() < 0.2:
        page.set_param("charset", chance.choice(_CHARSETS))
    return mail.as_bytes()


def mutated_letter(data: bytes, chance: random.Random) -> bytes:
    """A letter: its lines, what is attached, or what its heads say of a part."""
    lot = chance.random()
    if lot < 0.3:
        return mutated_text(data, chance)
    mail = message_from_bytes(data)
    part = chance.choice([one for one in mail.walk() if not one.is_multipart()])
    if lot < 0.7:
        content = part.get_payload(decode=True)
        zipped = content.startswith(b"PK")
        changed = (mutated_zip if zipped else mutated_bytes)(content, chance)
        del part["Content-Transfer-Encoding"]
        part.set_payload(changed)
        encode_base64(part)
    else:
        head = chance.choice(_HEADS)
        del part[head]
        part[head] = chance.choice(_SAID)
    try:
        return mail.as_bytes()
    except UnicodeEncodeError:
        # The library does not write every head that it reads.
        return mutated_text(data, chance)


def mutated_commas(data: bytes, chance: random.Random) -> bytes:
    """Cells between commas, semicolons or tabs."""
    text = mutated_text(data.decode("gb18030").encode(), chance).decode()
    text = text.replace(",", chance.choice(",,;\t"))
    for _ in range(chance.choice([0, 1, 5])):
        place = chance.randrange(len(text) + 1)
        text = (
            text[:place]
            + chance.choice(('"', ",", '""', "\r", ',"', '",', "," * 300))
            + text[place:]
        )
    return text.encode(chance.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")), "replace")


_HEADS = ("Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "Content-ID")
_SAID = (
    *("", ";", '"', "a", "multipart/mixed", "message/rfc822", "text/html; charset=utf-7", "base64"),
    *("attachment; filename*0*=a'b'%ff; filename*1=", "attachment; filename=../../etc/passwd"),
    *("message/external-body; access-type=local-file; name=/etc/passwd", "text/plain; charset=hex"),
    *(
        "multipart/mixed; boundary=",
        "=?utf-8?b?gICA?=",
        "x-uuencode",
        "quoted-printable",
        "<([@" * 9,
    ),
    *("application/msword; name*=utf-16''%d8%00", "text/plain; charset*=x'y'idna", "inline; =;=;"),
)
_CODINGS = ("quoted-printable", "base64", "8bit", "x-uuencode", "", "binary")
_CHARSETS = ("gb18030", "utf-16", "utf-7", "rot13", "hex", "idna", "unicode_escape", "零")
