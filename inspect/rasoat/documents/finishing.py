"""What a PDF needs after the engine has made it: page numbers, a text layer with real spaces, a title and a language."""

import io
import re

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NullObject, StreamObject, TextStringObject

_TARGETS = re.compile(rb"(\[)([^\]]*)(\])")


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(PdfReader(io.BytesIO(pdf)).pages)


def finish(pdf: bytes, sheets: bytes | None, title: str) -> bytes:
    """Stamp a page number on each page, repair the text layer, set title and language."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    if sheets is not None:
        for page, sheet in zip(writer.pages, PdfReader(io.BytesIO(sheets)).pages, strict=False):
            # The page goes on top of the sheet: Qt paints each sheet's text area white, which would cover the page.
            page.merge_page(sheet, over=False)
    for page in writer.pages:
        resources = page["/Resources"].get_object()
        fonts = resources.get("/Font", NullObject()).get_object() if isinstance(resources, DictionaryObject) else None
        for font in fonts.values() if isinstance(fonts, DictionaryObject) else ():
            _mend(font.get_object())
    writer.add_metadata({"/Title": title})
    writer.root_object[NameObject("/Lang")] = TextStringObject("vi-VN")
    _make_small(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _make_small(writer: PdfWriter) -> None:
    """Compress the pages, which stamping left as plain text, and keep one of each object that stands there twice."""
    for page in writer.pages:
        page.compress_content_streams()
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)


def _mend(font: DictionaryObject) -> None:
    """Repair Qt's ToUnicode maps, in which the space is a tab: searching and reading aloud would fail."""
    stream = font.get("/ToUnicode", NullObject()).get_object()
    if isinstance(stream, StreamObject):
        old = stream.get_data()
        new = real_spaces(old)
        if new != old:
            stream.set_data(new)


def real_spaces(cmap: bytes) -> bytes:
    """A ToUnicode CMap in which the targets U+0009 become U+0020. Only targets change, never glyph codes."""
    return _TARGETS.sub(lambda m: m[1] + re.sub(rb"<0009>", b"<0020>", m[2]) + m[3], cmap)
