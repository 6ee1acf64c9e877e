"""The head of an appendix, which is a section behind the signature (PL I, III.1)."""

from collections.abc import Iterator

from rasoat.documents.docx.xml import Element, paragraph, run
from rasoat.documents.flow import Attached


def appendix_head(appendix: Attached) -> Iterator[Element]:
    """The number, where there are several appendices, the title, and to which paper it belongs."""
    yield paragraph("AppendixNumber", run(appendix.label))
    yield paragraph("AppendixTitle", run(appendix.title))
    yield paragraph("AppendixOf", run(appendix.belongs))
