"""The one door for what somebody sent: every reader of foreign bytes is behind it, with its limits.

A decoder may raise anything on bytes that were made to break it, or that came off a bad stick. Whatever it raises, to
the sender it means one thing: this file cannot be opened. Decoding in a process of its own, with a limit of memory,
would go into `_told`.
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
    """The media type, told from the bytes and not from the name. Never HTML, SVG or anything that runs.

    Raises Problem `file.kind` (none of those taken), `file.pixels`, and `file.unreadable` for what begins like one
    of them and is damaged, incomplete, locked or unpacks to too much.
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
    # A PDF is never parsed here, only kept: that it has its end tells that it came whole.
    if b"%%EOF" not in data[-_PDF_TAIL:]:
        raise EOFError("a PDF without its end")
    return "application/pdf"


def first_page(name: str, data: bytes) -> bytes:
    """The first page of a PDF as a PNG, decoded in a process of its own. Raises Problem `file.unreadable`."""
    command = [sys.executable, str(Path(first_page_program.__file__))]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, by its path
            command, input=data, capture_output=True, timeout=2 * first_page_program.MOST_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        log.info("no first page: %s", type(error).__name__)
        raise Problem("file.unreadable", name=name) from None
    return done.stdout
