"""A PDF taken apart by its objects: they change places, lie, or hold other streams."""

import base64
import random
import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True)
class Body:
    """An object: what stands before its stream, and the stream as it is once unpacked."""

    head: bytes
    stream: bytes | None

    def plain(self) -> bytes:
        """As it stands in a file."""
        if self.stream is None:
            return self.head
        return self._with(self.stream, b"", len(self.stream))

    def packed(self, chance: random.Random) -> bytes:
        """The same, mostly packed, seldom with a length that is none."""
        if self.stream is None:
            return self.head
        data = zlib.compress(self.stream) if chance.random() < 0.7 else self.stream
        packing = b"" if data is self.stream else b"/Filter /FlateDecode"
        length = len(data) if chance.random() < 0.97 else chance.randrange(3 * len(data) + 1)
        return self._with(data, packing, length)

    def _with(self, data: bytes, packing: bytes, length: int) -> bytes:
        head = _LENGTH.sub(b"", _FILTER.sub(b"", self.head)).rstrip()
        head = head[:-2] + packing + b" /Length %d >>" % length
        return head + b"\nstream\n" + data + b"\nendstream"


def mutated_pdf(data: bytes, chance: random.Random) -> bytes:
    """Objects deleted, doubled, swapped; numbers, names, references, operators and the codes of
    a font replaced; streams taken apart and packed again.
    """
    objects, trailer = objects_of(data)
    for _ in range(chance.choice([1, 3, 12])):
        _mutate_objects(objects, chance)
    if chance.random() < 0.03:
        trailer = _replaced(trailer, chance)
    contents = {number: body.packed(chance) for number, body in objects.items()}
    # A wrong place makes PDFium look for the objects itself.
    return _file(contents, trailer, shift=0 if chance.random() < 0.9 else 7)


def objects_of(data: bytes) -> tuple[dict[int, Body], bytes]:
    """The objects of a plain PDF by number, and its trailer."""
    objects, trailer = _taken_apart(data)
    return dict(objects), trailer


@lru_cache(maxsize=8)
def _taken_apart(data: bytes) -> tuple[dict[int, Body], bytes]:
    objects = {int(one[1]): _unpacked(one[2]) for one in _OBJECT.finditer(data)}
    trailer = _TRAILER.search(data)
    assert objects
    assert trailer is not None
    return objects, trailer[1]


def written(objects: dict[int, Body], trailer: bytes) -> bytes:
    """A sound file of these objects."""
    return _file({number: body.plain() for number, body in objects.items()}, trailer)


def _unpacked(content: bytes) -> Body:
    found = _STREAM.match(content)
    if found is None:
        return Body(content, None)
    head, stream = found.groups()
    if b"ASCII85Decode" in head:
        stream = base64.a85decode(stream.strip().removesuffix(b"~>"))
    if b"FlateDecode" in head:
        stream = zlib.decompress(stream)
    return Body(head, stream)


def _mutate_objects(objects: dict[int, Body], chance: random.Random) -> None:
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
        objects[one] = Body(_replaced(body.head, chance), body.stream)
    else:
        objects[one] = Body(body.head, _stream(body.stream, chance))


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


def _file(contents: dict[int, bytes], trailer: bytes, shift: int = 0) -> bytes:
    """``shift`` makes the table of places wrong."""
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, content in contents.items():
        places[number] = len(out) + shift
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    size = max(contents) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        kind = b"00000 n" if number in places else b"65535 f"
        out += b"%010d %s \n" % (places.get(number, 0), kind)
    return bytes(out + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % start)
