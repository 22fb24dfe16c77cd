"""An old Word file (.doc), or one of WPS (.wps), → Document."""

from __future__ import annotations

import logging
import struct
import tempfile
import zlib
from pathlib import Path

import doc2docx
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

from forms.document import Document
from forms.errors import Cause, UnreadableFile
from forms.reading import from_docx
from forms.reading.office import converted, find_office

logger = logging.getLogger(__name__)

# What the converter raises on damaged files besides its own errors.
_DAMAGED = (ValueError, LookupError, ArithmeticError, struct.error, zlib.error, RecursionError)


def read(data: bytes, name: str) -> Document:
    """The body of the document, by way of .docx.

    What the converter cannot take goes through LibreOffice where that is installed.
    Raises UnreadableFile (ENCRYPTED, TRUNCATED, NEEDS_OFFICE, TOO_SLOW).
    """
    try:
        as_docx = _as_docx(data)
    except EncryptedDocumentError as error:
        raise UnreadableFile(name, Cause.ENCRYPTED) from error
    except (Doc2DocxError, *_DAMAGED) as error:
        if find_office() is None:
            raise UnreadableFile(name, Cause.TRUNCATED, type(error).__name__) from error
        logger.info("%s: %s; trying LibreOffice", name, error)
        return read_by_office(data, name, ".doc")
    return from_docx.read(as_docx, name)


def read_by_office(data: bytes, name: str, suffix: str) -> Document:
    """Any text document that LibreOffice opens. Raises UnreadableFile."""
    return from_docx.read(converted(data, name, suffix, "docx"), name)


def _as_docx(data: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="gknb-") as folder:
        source, target = Path(folder, "source.doc"), Path(folder, "target.docx")
        source.write_bytes(data)
        doc2docx.convert(source, target)
        return target.read_bytes()
