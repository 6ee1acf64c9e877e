"""What a PDF needs after the engine has made it: page numbers, a text layer with real spaces, a title and a language."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject, NullObject, StreamObject, TextStringObject

UNREADABLE = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What is raised for a file that begins as a PDF and is none."""
_TARGETS = re.compile(rb"(\[)([^\]]*)(\])")


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(PdfReader(io.BytesIO(pdf)).pages)


def named_pages(pdf: bytes) -> dict[str, int]:
    """The page, from 1, of each place that has a name."""
    reader = PdfReader(io.BytesIO(pdf))
    pages = {name: reader.get_destination_page_number(one) for name, one in reader.named_destinations.items()}
    return {name: page + 1 for name, page in pages.items() if page is not None}


def finish(parts: Sequence[tuple[bytes, bytes | None]], title: str) -> bytes:
    """Join the parts, each with its own sheets of page numbers, repair the text layer, set title and language."""
    writer = PdfWriter(clone_from=io.BytesIO(parts[0][0]))
    for pdf, _ in parts[1:]:
        writer.append(io.BytesIO(pdf))
    pages = iter(writer.pages)
    for pdf, sheets in parts:
        own = list(islice(pages, page_count(pdf)))
        for page, sheet in zip(own, PdfReader(io.BytesIO(sheets)).pages if sheets else (), strict=False):
            # The page goes on top of the sheet: Qt paints each sheet's text area white, which would cover the page.
            page.merge_page(sheet, over=False)
    for stream in _to_unicode(writer.pages):
        if _has_tabs(stream):
            stream.set_data(real_spaces(stream.get_data()))
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


def has_tabs(pdf: bytes) -> bool:
    """Whether a space of the text layer is a tab, as Qt leaves it: searching and reading aloud would fail."""
    return any(_has_tabs(stream) for stream in _to_unicode(PdfReader(io.BytesIO(pdf)).pages))


def _has_tabs(stream: StreamObject) -> bool:
    return real_spaces(stream.get_data()) != stream.get_data()


def _to_unicode(pages: Iterable[PageObject]) -> Iterator[StreamObject]:
    """The maps from glyphs to letters of all fonts; one that several pages use comes several times."""
    for page in pages:
        resources = page["/Resources"].get_object()
        fonts = resources.get("/Font", NullObject()).get_object() if isinstance(resources, DictionaryObject) else None
        for font in fonts.values() if isinstance(fonts, DictionaryObject) else ():
            stream = font.get_object().get("/ToUnicode", NullObject()).get_object()
            if isinstance(stream, StreamObject):
                yield stream


def real_spaces(cmap: bytes) -> bytes:
    """A ToUnicode CMap in which the targets U+0009 become U+0020. Only targets change, never glyph codes."""
    return _TARGETS.sub(lambda m: m[1] + re.sub(rb"<0009>", b"<0020>", m[2]) + m[3], cmap)
