"""A web archive (.mht) or a letter (.eml) taken apart: pages, plain text, attached files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from forms.errors import Cause, UnreadableFile

_HEAD = re.compile(
    rb"^(?:From [^\n]*\n)?(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n)*?content-type:\s*[\w.+-]+/",
    re.IGNORECASE,
)
_HEADERS = 65_536
"""What a letter collects on its way can be long."""
_LONGEST_HEADER = 2000
_NUMBERED = re.compile(r"\*\d+\*?\s*(?:[=;]|$)")
_STARRED = re.compile(r"(?P<number>\*\d+)?\*[\s*]*(?=[=;]|$)")
_BOUNDARY = re.compile(rb"boundary[*\d\s]*=")
_MOST_NESTED = 500
"""Parts that hold parts. Ten letters, each within the next, hold some thirty."""
_MOST_PARTS = 2_000
"""Each head takes the library a millisecond."""
_MOST_STEPS = 5_000_000
_NESTED_PER_STEP = 5
"""For each line the library asks of every part around it whether it ends there; five such
questions take as long as all else that it does with the line. The largest file that is read at
all, 50 MB of attachments within ten letters, takes four million steps.
"""


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


def _refuse_too_much(data: bytes, name: str) -> None:
    """Raises UnreadableFile (TOO_LARGE) before the library takes lines times depth.

    Only counted: where each part ends is what the library finds out at that price.
    """
    small = data.lower()
    nested = len(_BOUNDARY.findall(small)) + small.count(b"message/rfc822")
    lines = max(data.count(b"\n"), data.count(b"\r"))
    steps = lines * (_NESTED_PER_STEP + nested) // _NESTED_PER_STEP
    parts = small.count(b"content-type:")
    if nested > _MOST_NESTED or steps > _MOST_STEPS or parts > _MOST_PARTS:
        detail = f"{lines} lines, {parts} parts, {nested} nested"
        raise UnreadableFile(name, Cause.TOO_LARGE, detail)


def _in_letters(header: str) -> str:
    """A header whose bytes beyond ASCII stand as half characters, in letters."""
    # The library takes the square of its length, and more; no name of a charset holds a NUL.
    raw = header[:_LONGEST_HEADER].replace("\0", "").encode("utf-8", "surrogateescape")
    try:
        letters = raw.decode()
    except UnicodeDecodeError:
        letters = raw.decode("gb18030", "replace")
    if _NUMBERED.search(letters):
        # A name given in pieces (name*0, name*1): the library fails where it stands whole too.
        letters = _STARRED.sub(lambda star: f"{star['number']}*" if star["number"] else "", letters)
    return letters


def take_apart(data: bytes, name: str = "") -> Parts:
    """The parts of a MIME file. Raises UnreadableFile (TOO_LARGE)."""
    _refuse_too_much(data, name)
    # Every file that is opened is looked at for its head; few need the library.
    from email.headerregistry import HeaderRegistry
    from email.message import EmailMessage
    from email.parser import BytesParser
    from email.policy import default

    # As plain text all of them: what takes each kind apart fails over damaged ones.
    plain = HeaderRegistry(use_default_map=False)
    policy = default.clone(header_factory=lambda name, value: plain(name, _in_letters(value)))
    parts = Parts()
    message = BytesParser(policy=policy).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
    for number, one in enumerate(message.walk()):
        if number > _MOST_PARTS:
            raise UnreadableFile(name, Cause.TOO_LARGE, f"{number} parts")
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
        disposition = one.get_content_disposition()
        if kind == "text/html" and disposition != "attachment":
            parts.pages.append(part)
        elif disposition == "attachment" or one.get_filename():
            parts.files.append(part)
        elif kind == "text/plain":
            parts.texts.append(part)
    return parts
