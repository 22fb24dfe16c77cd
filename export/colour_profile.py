"""The sRGB colour profile that an archive file must carry, built from its definition.

ICC.1:2004-10 (profile version 4.2) with the primaries and the tone curve of IEC 61966-2-1,
adapted to the profile's white D50. Building it keeps the file small (under 600 bytes) and
its licence clear.
"""

from __future__ import annotations

import struct

_VERSION = 0x04200000
_MADE_ON = (2012, 7, 1, 0, 0, 0)
_D50 = (0.9642, 1.0, 0.8249)
_RED = (0.43607, 0.22249, 0.01392)
_GREEN = (0.38515, 0.71687, 0.09708)
_BLUE = (0.14307, 0.06061, 0.71410)
_FROM_D65 = (1.04791, 0.02293, -0.0502, 0.0296, 0.99046, -0.01707, -0.00925, 0.01506, 0.75179)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""g, a, b, c, d of ICC parametric curve type 3: the sRGB curve exactly."""
_CURVE_TYPE = 3
_HEADER_SIZE = 128


def srgb_profile() -> bytes:
    """The profile's bytes, always the same."""
    curve = b"para\0\0\0\0" + struct.pack(">HH", _CURVE_TYPE, 0) + _fixed(*_CURVE)
    tags = {
        b"desc": _text("sRGB IEC61966-2.1"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(_D50),
        b"chad": b"sf32\0\0\0\0" + _fixed(*_FROM_D65),
        b"rXYZ": _xyz(_RED),
        b"gXYZ": _xyz(_GREEN),
        b"bXYZ": _xyz(_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    place = _HEADER_SIZE + 4 + 12 * len(tags)
    directory, body = struct.pack(">L", len(tags)), b""
    places: dict[bytes, int] = {}
    for tag, data in tags.items():
        if data not in places:
            places[data] = place + len(body)
            body += data + b"\0" * (-len(data) % 4)
        directory += struct.pack(">4sLL", tag, places[data], len(data))
    return _header(place + len(body)) + directory + body


def _header(size: int) -> bytes:
    head = struct.pack(">L4sL4s4s4s", size, b"\0" * 4, _VERSION, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", *_MADE_ON) + b"acsp"
    head += b"\0" * (68 - len(head)) + _fixed(*_D50)
    return head + b"\0" * (_HEADER_SIZE - len(head))


def _text(text: str) -> bytes:
    raw = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">LL4sLL", 1, 12, b"enUS", len(raw), 28) + raw


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*values)


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}l", *(round(value * 65536) for value in values))
