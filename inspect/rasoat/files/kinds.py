"""Which files are taken, told from their first bytes and not from their names."""

import io
import zipfile

from PIL import Image, UnidentifiedImageError

_IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
}
INLINE = {"image/jpeg", "image/png", "image/webp", "application/pdf"}
"""Kinds a browser may show in place; everything else is only downloaded."""


def kind_of(data: bytes) -> str | None:
    """The media type when it is one of those taken, else None. Never HTML, SVG or anything that runs."""
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    return _image_kind(data)


def _image_kind(data: bytes) -> str | None:
    try:
        with Image.open(io.BytesIO(data), formats=list(_IMAGES)) as image:
            image.verify()
            return _IMAGES.get(image.format or "")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _office_kind(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                declared = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
                return declared if declared in _OPEN_DOCUMENT else None
    except (zipfile.BadZipFile, OSError, RuntimeError):
        return None
    return next((kind for member, kind in _OFFICE.items() if member in names), None)
