"""A PDF taken apart by its objects: they change places, lie, or hold other streams."""

import base64
import random
import re
import zlib
from dataclasses import dataclass

_OBJECT = re.compile(rb"\n(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
_STREAM = re.compile(rb"(<<.*?>>)\s*stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_FILTER = re.compile(rb"/Filter\s*(?:\[[^]]*\]|/\w+)")
_LENGTH = re.compile(rb"/Length\s+\d+(?:\s+0\s+R)?")
_TRAILER = re.compile(rb"trailer\s*(<<.*?>>)\s*startxref", re.DOTALL)
_TOKENS = {
    b"number": re.compile(rb"(?<![\w/.-])-?\d+(?:\.\d+)?(?![\w.]| 0 R)"),
    b"reference": re.compile(rb"\d+ 0 R"),
    b"name": re.compile(rb"/[A-Z]\w*"),
    b"codes": re.compile(rb"<[0-9A-Fa-f]{2,8}>"),
    b"operator": re.compile(rb"(?<=\s)(?:Tj|TJ|Tf|Tm|Td|Tr|Tz|Tc|re|cm|Do|q|Q|BT|ET|W|l|m|S|f)\b"),
}
_STRANGE_NUMBERS = (b"0", b"-1", b"1e9", b"99999999999", b"-2147483648", b"0.00001", b"3")
"""Among them a width of nothing, and the mode in which a text is not seen."""
_OPERATORS = (b"Tj", b"Tr", b"Tz", b"Tm", b"cm", b"Do", b"q", b"Q", b"BT", b"ET", b"sh", b"BI")


@dataclass
class _Body:
    """An object: what stands before its stream, and the stream as it is once unpacked."""

    head: bytes
    stream: bytes | None

    def packed(self, chance: random.Random) -> bytes:
        if self.stream is None:
            return self.head
        data = zlib.compress(self.stream) if chance.random() < 0.7 else self.stream
        packing = b"" if data is self.stream else b"/Filter /FlateDecode"
        length = len(data) if chance.random() < 0.97 else chance.randrange(3 * len(data) + 1)
        head = _LENGTH.sub(b"", _FILTER.sub(b"", self.head)).rstrip()
        head = head[:-2] + packing + b" /Length %d >>" % length
        return head + b"\nstream\n" + data + b"\nendstream"


def mutated_pdf(data: bytes, chance: random.Random) -> bytes:
    """Objects deleted, doubled, swapped; numbers, names, references, operators and the codes of
    a font replaced; streams taken apart and packed again.
    """
    objects = {int(one[1]): _unpacked(one[2]) for one in _OBJECT.finditer(data)}
    trailer = _TRAILER.search(data)
    assert objects
    assert trailer is not None
    for _ in range(chance.choice([1, 3, 12])):
        _mutate_objects(objects, chance)
    root = _replaced(trailer[1], chance) if chance.random() < 0.03 else trailer[1]
    return _written(objects, root, chance)


def _unpacked(content: bytes) -> _Body:
    found = _STREAM.match(content)
    if found is None:
        return _Body(content, None)
    head, stream = found.groups()
    if b"ASCII85Decode" in head:
        stream = base64.a85decode(stream.strip().removesuffix(b"~>"))
    if b"FlateDecode" in head:
        stream = zlib.decompress(stream)
    return _Body(head, stream)


def _mutate_objects(objects: dict[int, _Body], chance: random.Random) -> None:
    one, other = chance.choice(list(objects)), chance.choice(list(objects))
    deed = chance.randrange(8)
    body = objects[one]
    if deed == 0 and len(objects) > 1:
        del objects[one]
    elif deed == 1:
        objects[one] = objects[other]
    elif deed == 2:
        objects[one], objects[other] = objects[other], objects[one]
    elif deed == 3 or body.stream is None:
        objects[one] = _Body(_replaced(body.head, chance), body.stream)
    else:
        objects[one] = _Body(body.head, _stream(body.stream, chance))


def _replaced(text: bytes, chance: random.Random) -> bytes:
    """Some token replaced by another of its kind, or by a strange one."""
    kind = chance.choice(list(_TOKENS))
    found = list(_TOKENS[kind].finditer(text))
    if not found:
        return text
    place = chance.choice(found)
    new = chance.choice(found)[0]
    if chance.random() < 0.5:
        strange = {
            b"number": _STRANGE_NUMBERS,
            b"reference": (b"9999 0 R", b"null", b"1 0 R"),
            b"name": (b"/Type3", b"/Identity-V", b"/three", b"/DeviceGray"),
            b"codes": (b"<0038>", b"<FFFF>", b"<D800>", b"<>"),
            b"operator": _OPERATORS,
        }
        new = chance.choice(strange[kind])
    return text[: place.start()] + new + text[place.end() :]


def _stream(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice([1, 4, 20])):
        if not data:
            break
        lot = chance.random()
        if lot < 0.5:
            data = _replaced(data, chance)
        elif lot < 0.8:
            lines = data.split(b"\n")
            one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one:one] = lines[other : other + chance.randrange(1, 20)]
            data = b"\n".join(lines[: other or None] if lot > 0.78 else lines)
        else:
            at = chance.randrange(len(data))
            data = data[:at] + chance.randbytes(chance.choice([1, 8])) + data[at + 2 :]
    return data


def _written(objects: dict[int, _Body], trailer: bytes, chance: random.Random) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body.packed(chance) + b"\nendobj\n"
    # A wrong place makes PDFium look for the objects itself.
    shift = 0 if chance.random() < 0.9 else 7
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        entry = b"%010d 00000 n \n" if number in places else b"%010d 65535 f \n"
        out += entry % (places.get(number, 0) + (shift if number in places else 0))
    return bytes(out + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % start)
