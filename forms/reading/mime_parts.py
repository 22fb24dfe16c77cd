"""A web archive (.mht) or a letter (.eml) taken apart: pages, plain text, attached files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEAD = re.compile(
    rb"^(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n)*?content-type:\s*(?:multipart|text)/", re.IGNORECASE
)
_HEADERS = 8192
_LONGEST_HEADER = 2000


@dataclass(frozen=True)
class Part:
    """One part's bytes; ``name`` of an attached file, ``charset`` as its header declares it.

    ``key`` and ``location`` are what other parts call it by.
    """

    data: bytes
    name: str = ""
    charset: str = ""
    key: str = ""
    location: str = ""


@dataclass
class Parts:
    """The parts of one file, each kind in its order."""

    pages: list[Part] = field(default_factory=list)
    texts: list[Part] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)


def is_mime(data: bytes) -> bool:
    """True for a page saved with all its parts in one file, and for a letter."""
    head = data[:_HEADERS].replace(b"\r\n", b"\n").lstrip(b"\xef\xbb\xbf\n")
    return bool(_HEAD.match(head))


def take_apart(data: bytes) -> Parts:
    """The parts of a MIME file."""
    # Every file that is opened is looked at for its head; few need the library.
    from email.headerregistry import HeaderRegistry
    from email.message import EmailMessage
    from email.parser import BytesParser
    from email.policy import default

    known = HeaderRegistry()
    # The library takes the square of a header's length, and more.
    policy = default.clone(header_factory=lambda name, value: known(name, value[:_LONGEST_HEADER]))
    parts = Parts()
    message = BytesParser(policy=policy).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
    for one in message.walk():
        content = one.get_payload(decode=True) if isinstance(one, EmailMessage) else None
        if not isinstance(content, bytes) or not content.strip():
            continue
        part = Part(
            content,
            one.get_filename() or "",
            str(one.get_param("charset") or ""),
            str(one.get("Content-ID", "")).strip("<> "),
            str(one.get("Content-Location", "")).strip(),
        )
        kind = one.get_content_type()
        if kind == "text/html":
            parts.pages.append(part)
        elif one.get_content_disposition() == "attachment" or one.get_filename():
            parts.files.append(part)
        elif kind == "text/plain":
            parts.texts.append(part)
    return parts
