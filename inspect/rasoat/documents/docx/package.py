"""The file itself: its parts, its properties, and the same bytes for the same paper."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.parts.document import DocumentPart

from rasoat.documents.docx.xml import Element, element, plain
from rasoat.documents.paper import Paper

# What python-docx's own template brings and a paper does not need: a picture, another program's settings and name.
_UNUSED = (TYPE.THUMBNAIL, TYPE.CUSTOM_XML, TYPE.EXTENDED_PROPERTIES, TYPE.THEME, TYPE.FONT_TABLE, TYPE.WEB_SETTINGS)
_UNUSED_NAMES = ("stylesWithEffects",)
# What ZIP can hold as a date at the earliest; the clock would make other bytes each time.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)


def empty() -> Document:
    """A file without styles, lists, pages and names."""
    document = docx.Document()
    for part in (document.part.package, document.part):
        for key, one in list(part.rels.items()):
            if one.reltype in _UNUSED or one.reltype.endswith(_UNUSED_NAMES):
                del part.rels[key]
    fill(document.element.body, ())
    return document


def fill(whole: Element, content: Any) -> None:
    """Replace all that an element holds."""
    for child in list(whole):
        whole.remove(child)
    whole.extend(content)


def settings(part: DocumentPart) -> None:
    """What Word is told of the whole file: the notes' separators, and that it is made for today's Word."""
    notes = [element("w:footnote", id=number) for number in (-1, 0)]
    compatible = element(
        "w:compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
    )
    fill(
        part.settings.element,
        (
            element("w:defaultTabStop", val=720),
            element("w:characterSpacingControl", val="doNotCompress"),
            element("w:footnotePr", *notes),
            element("w:compat", compatible),
            element("w:themeFontLang", val="vi-VN"),
        ),
    )


def describe(document: Document, paper: Paper, *, stamped: bool) -> None:
    """Title and language; nobody's name, and no hour at which it was made."""
    about = document.core_properties
    about.title, about.language = plain(paper.title())[:255], "vi-VN"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.subject = about.category = ""
    about.revision = 1
    day = paper.issued_on
    about.created = about.modified = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _NO_DATE
    drafted = "DỰ THẢO" if stamped else "Bản trình ký"
    about.content_status = drafted if paper.is_draft else "Bản Word, không phải bản đã ban hành"


def saved(document: Document) -> bytes:
    """The bytes, with a date that does not depend on the clock."""
    made, out = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_DATE), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
