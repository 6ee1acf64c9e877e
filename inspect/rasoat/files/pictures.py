"""Decoding pictures of unknown origin: a program of `confined.run`. The size is read from the header before anything is
decoded.

It answers one line of JSON: what kind of picture it is, or by how much it is too large; behind that line stand the JPEG
that a HEIC became, and the copies of it that are shown. A JPEG is decoded not much larger than it is shown, but to its
end; only a progressive one needs memory for every coefficient.
"""

import io
import json
import re

from PIL import Image

from rasoat.files.confined import serve
from rasoat.files.copies import MOST_SHOWN, copies
from rasoat.files.kinds import is_heif
from rasoat.files.limits import MOST_PIXELS, MOST_PIXELS_IN_STRIPS, TooManyPixels, Unreadable, bounded

MOST_SCANS = 100
"""Of a JPEG. Cameras write at most about ten; each costs a walk through the whole picture."""
KINDS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
"""MPO: a JPEG with further pictures behind it, as telephones write for depth and brightness; the first is decoded."""

# This is Pillow's own limit, in case a picture is ever opened elsewhere: Pillow refuses one with twice as many pixels.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS_IN_STRIPS
_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)
_SCAN, _END, _ALONE = 0xDA, 0xD9, 0x01
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_IN_STRIPS = {0xC0, 0xC1}


def answer(data: bytes) -> bytes:
    """What `opening` is told of a picture, then the bytes of what was made of it. Raises Unreadable and everything that a
    decoder raises: whatever ends this program, the picture cannot be opened.
    """
    try:
        if is_heif(data):
            from rasoat.files.heif import to_jpeg

            data = to_jpeg(data)
            return _told(*decode(data)[1:], converted=data, kind=KINDS["JPEG"])
        kind, shown, small = decode(data)
        return _told(shown, small, kind=kind)
    except TooManyPixels as large:
        return _told(pixels=large.pixels, most=large.most)


def _told(shown: bytes = b"", small: bytes = b"", *, converted: bytes = b"", **found: str | int) -> bytes:
    sizes = [len(converted), len(shown), len(small)]
    return json.dumps({**found, "sizes": sizes}).encode() + b"\n" + converted + shown + small


def decode(data: bytes) -> tuple[str, bytes, bytes]:
    """The media type of a picture that can be decoded to its end, and the copies that people are shown: empty when none
    can be made of it.

    Raises TooManyPixels, Unreadable, and everything that Pillow raises.
    """
    most = MOST_PIXELS
    if data.startswith(b"\xff\xd8"):
        most = MOST_PIXELS_IN_STRIPS if _in_strips(data) else MOST_PIXELS
    elif data.startswith(b"RIFF"):
        # Pillow's reader allocates the canvas when it opens a picture, before it says how large that is.
        bounded(_webp_pixels(data), most)
    with _opened(data, most) as image:
        bounded(image.width * image.height, most)
        rate = min(MOST_SHOWN / max(image.size), 1)
        # A JPEG of many pixels is decoded smaller, but not smaller than it is shown.
        image.draft("RGB", (round(image.width * rate) or 1, round(image.height * rate) or 1))
        image.load()
        return KINDS[image.format or ""], *_copies(image)


def _copies(image: Image.Image) -> tuple[bytes, bytes]:
    try:
        return copies(image)
    except Exception:
        # The picture is taken, since it could be decoded.
        return b"", b""


def _opened(data: bytes, most: int) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(MOST_PIXELS_IN_STRIPS + 1, most) from None


def _in_strips(data: bytes) -> bool:
    """Whether a JPEG can be decoded without memory for the whole picture. Raises Unreadable when it has too many scans,
    or no end: the decoder takes the zeros for a picture with which a memory stick fills what it lost.
    """
    at, scans, frame = 2, 0, None
    while marker := _MARKER.search(data, at):
        kind, at = marker.group(1)[0], marker.end()
        if kind == _END:
            return frame in _IN_STRIPS and scans == 1
        if kind == _ALONE:
            continue
        scans += kind == _SCAN
        if scans > MOST_SCANS:
            raise Unreadable("too many scans")
        frame = kind if kind in _FRAMES and frame is None else frame
        at += int.from_bytes(data[at : at + 2], "big")
    raise Unreadable("a JPEG without its end")


def _webp_pixels(data: bytes) -> int:
    head, chunk = data[:30].ljust(30, b"\0"), data[12:16]
    if chunk == b"VP8X":
        return (int.from_bytes(head[24:27], "little") + 1) * (int.from_bytes(head[27:30], "little") + 1)
    if chunk == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1)
    return (int.from_bytes(head[26:28], "little") & 0x3FFF) * (int.from_bytes(head[28:30], "little") & 0x3FFF)


if __name__ == "__main__":
    serve(answer)
