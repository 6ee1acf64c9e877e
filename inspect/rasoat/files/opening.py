"""The only place where files that people sent are opened: every decoder of such bytes is behind it, with its limits.

A decoder may raise anything on bytes that were made to break it, or that a bad memory stick damaged. Whatever it
raises, the sender is told one thing: this file cannot be opened. If decoding ever gets its own process with a memory
limit, that belongs into `_told`.
"""

import logging
import subprocess
import sys
from pathlib import Path

from rasoat.files import first_page as first_page_program
from rasoat.files import office, pictures
from rasoat.files.limits import MILLION, NotTaken, TooManyPixels
from rasoat.problems import Problem

log = logging.getLogger("rasoat")
INLINE = {"image/jpeg", "image/png", "image/webp", "application/pdf"}
"""Kinds a browser may show in place; everything else is only downloaded."""
_PDF_TAIL = 2_048


def look_at(name: str, data: bytes) -> str:
    """The media type, found from the bytes and not from the name. It is never HTML, SVG or anything that runs.

    Raises Problem `file.kind` (none of the accepted kinds), `file.pixels`, and `file.unreadable` for a file that begins
    like one of them and is damaged, incomplete, locked or too large when unpacked.
    """
    try:
        return _told(data)
    except NotTaken:
        raise Problem("file.kind", name=name) from None
    except TooManyPixels as large:
        raise Problem("file.pixels", name=name, most=large.most // MILLION) from None
    except Exception as error:
        log.info("not opened: %s: %s", type(error).__name__, error)
        raise Problem("file.unreadable", name=name) from None


def _told(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return _paper(data)
    if data.startswith(b"PK\x03\x04"):
        return office.inspect(data)
    if pictures.begins_like_one(data):
        return pictures.decode(data)
    raise NotTaken


def _paper(data: bytes) -> str:
    # A PDF is only stored and never parsed here; its end mark shows that it arrived whole.
    if b"%%EOF" not in data[-_PDF_TAIL:]:
        raise EOFError("a PDF without its end")
    return "application/pdf"


def first_page(name: str, data: bytes) -> bytes:
    """The first page of a PDF as a PNG, decoded in its own process. Raises Problem `file.unreadable`."""
    command = [sys.executable, str(Path(first_page_program.__file__))]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, by its path
            command, input=data, capture_output=True, timeout=2 * first_page_program.MOST_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        log.info("no first page: %s", type(error).__name__)
        raise Problem("file.unreadable", name=name) from None
    return done.stdout
