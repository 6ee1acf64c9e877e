"""Files that were made to break the program that opens them, or that a bad memory stick damaged. Each is the same in
every run.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

from PIL import Image

from tests.files import heic

ODT = "application/vnd.oasis.opendocument.text"
BEGINNING = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
PDF = BEGINNING + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), **options: object) -> bytes:
    """A picture with more compressed data than its header says."""
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def packed(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def document() -> bytes:
    """A text of Word's, as small as one can be."""
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>" * 200})


def open_document() -> bytes:
    """A text of LibreOffice's, as small as one can be."""
    return packed({"mimetype": ODT, "content.xml": "<a/>" * 500})


def _patched(data: bytes, at: int, bytes_: bytes) -> bytes:
    return data[:at] + bytes_ + data[at + len(bytes_) :]


def unpacking(member: str, megabytes: int) -> bytes:
    """An archive with a member of endless zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        if member != "mimetype":
            archive.writestr("mimetype", ODT)
        with archive.open(member, "w") as file:
            for _ in range(megabytes):
                file.write(bytes(1_000_000))
    return out.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, lines: bytes = bytes(100)) -> bytes:
    """A PNG whose head says that size, whatever follows."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(lines)) + _chunk(b"IEND", b"")


def webp(width: int, height: int) -> bytes:
    """A WebP whose head says that size."""
    body = (
        b"VP8X" + struct.pack("<IB3x", 10, 0) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def many_scans() -> bytes:
    """A progressive JPEG that repeats its last scan: each costs a walk through the whole picture."""
    data = picture(progressive=True)
    last = data.rfind(b"\xff\xda")
    return data[:last] + data[last:-2] * 200 + data[-2:]


def locked() -> bytes:
    """An archive that says that its members are encrypted."""
    data = document()
    for begins, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(begins)
        while at >= 0:
            data, at = _patched(data, at + flags, b"\x01\x00"), data.find(begins, at + 4)
    return data


def twice() -> bytes:
    """An archive with two members of one name, of which each program may read another."""
    data = packed({"word/document.xml": "<a/>", "word/documenu.xml": "<b/>"})
    return data.replace(b"word/documenu.xml", b"word/document.xml")


def bad_name() -> bytes:
    """A directory that says UTF-8 and is not."""
    data = packed({"word/document.xml": "<w:document/>", "word/media/ảnh.png": b"x"})
    return _patched(data, data.rfind("ảnh".encode()) + 1, b" ")


def bad_deflate() -> bytes:
    """The mimetype deflated, and damaged."""
    return _patched(packed({"mimetype": ODT * 30, "content.xml": "<a/>"}), 38, b"\xff\xff")


def bad_directory() -> bytes:
    """A directory longer than the file."""
    data = open_document()
    return _patched(data, data.rfind(b"PK\x05\x06") + 12, struct.pack("<I", 0xFFFF))


def bad_crc() -> bytes:
    """The main part damaged behind a whole directory."""
    data = packed({"word/document.xml": "<w:document/>" * 50}, zipfile.ZIP_STORED)
    return _patched(data, 60, b"damaged")


def odd_method() -> bytes:
    """Packed in a way that needs much memory."""
    return packed({"word/document.xml": "<w:document/>" * 200}, zipfile.ZIP_LZMA)


def crowded() -> bytes:
    """More members than any office file has, in one file of a few hundred kilobytes."""
    return packed({"word/document.xml": "", **{f"{n:x}": "" for n in range(10_001)}}, zipfile.ZIP_STORED)


def broken_exif() -> bytes:
    """A whole JPEG whose EXIF points nowhere. It is accepted, because nobody reads the EXIF."""
    exif = b"Exif\0\0MM\0*\xff\xff\xff\xf0" + b"\xff" * 40
    data = picture()
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]


def multi_picture() -> bytes:
    """What telephones write: a JPEG with a second picture behind it."""
    out = io.BytesIO()
    first, second = (Image.new("RGB", (64, 48), colour) for colour in ("green", "red"))
    first.save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue()


def four_inks() -> bytes:
    """A JPEG for printers."""
    out = io.BytesIO()
    Image.new("CMYK", (60, 40)).save(out, "JPEG")
    return out.getvalue()


def _moved_away() -> bytes:
    return packed({"../../word/document.xml": "<a/>", "word/document.xml": "<b/>"})


REFUSED: dict[str, Callable[[], bytes]] = {
    "80 MB of mimetype in 80 kB": lambda: unpacking("mimetype", 80),
    "a main part without end": lambda: unpacking("content.xml", 20),
    "a broken name": bad_name,
    "a broken mimetype": bad_deflate,
    "a broken directory": bad_directory,
    "a broken main part": bad_crc,
    "half a document": lambda: document()[:200],
    "two of one name": twice,
    "locked": locked,
    "lzma": odd_method,
    "a crowd of members": crowded,
    "a member elsewhere": _moved_away,
    "an ODT without content": lambda: packed({"mimetype": ODT}),
    "no archive": lambda: b"PK\x03\x04 not an archive",
    "a PDF that begins well": lambda: BEGINNING,
    "half a JPEG": lambda: picture()[:-4000],
    "a JPEG whose end became zeros": lambda: picture()[:-4000] + bytes(4000),
    "half a progressive JPEG": lambda: picture(progressive=True)[:-4000],
    "half a PNG": lambda: picture("PNG")[:-4000],
    "half a WebP": lambda: picture("WEBP")[:-1500],
    "a PNG that says 900 megapixels": lambda: png(30_000, 30_000),
    "a PNG that says 60 megapixels": lambda: png(10_000, 6_000),
    "a PNG with too few lines": lambda: png(200, 200),
    "a WebP that says 260 megapixels": lambda: webp(16_383, 16_000),
    "a JPEG of 200 scans": many_scans,
    "half a HEIC": lambda: heic.PLAIN[:-2000],
    "a HEIC's first bytes": lambda: heic.PLAIN[:40],
    "a HEIC that says 900 megapixels": lambda: heic.saying(30_000, 30_000),
    "a HEIC that says 56 megapixels": lambda: heic.saying(8_000, 7_000),
    "a HEIC that says another size": lambda: heic.saying(960, 640),
    "a JPEG's first bytes": lambda: b"\xff\xd8\xff\xe0",
    "a WebP's first bytes": lambda: b"RIFF\x00\x00\x00\x00WEBPVP8 ",
}
"""What begins like a kind that is taken and must be refused."""

TAKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "a JPEG": (picture, "image/jpeg"),
    "a progressive JPEG": (lambda: picture(progressive=True), "image/jpeg"),
    "a JPEG with broken EXIF": (broken_exif, "image/jpeg"),
    "a telephone's JPEG": (multi_picture, "image/jpeg"),
    "a JPEG of four inks": (four_inks, "image/jpeg"),
    "a PNG": (lambda: picture("PNG"), "image/png"),
    "a WebP": (lambda: picture("WEBP"), "image/webp"),
    "a document": (document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "an ODT": (open_document, ODT),
    "a PDF": (lambda: PDF, "application/pdf"),
}


@cache
def refused(what: str) -> bytes:
    """One of `REFUSED`, made once."""
    return REFUSED[what]()
