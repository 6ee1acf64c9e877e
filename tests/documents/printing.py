"""WeasyPrint inside this process: a process of its own takes longer to start than a paper to print."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import ImageFile

from rasoat.documents.convert import with_weasyprint
from rasoat.documents.pdf import FONTS, PdfEngine, WeasyprintEngine


class Here(WeasyprintEngine):
    """WeasyPrint without a process of its own."""

    def render(self, html: str, *, landscape: bool = False) -> bytes:
        return with_weasyprint(html)


@contextmanager
def weasyprint_here() -> Iterator[PdfEngine]:
    """The engine, with the fonts that its own process would have."""
    with pytest.MonkeyPatch.context() as patch:
        # Read when Pango first looks for a font: as the process of its own would have it.
        patch.setenv("FONTCONFIG_FILE", str(FONTS))
        with_weasyprint("<p>Quốc hiệu</p>")
        # WeasyPrint lets every picture of its process be cut off; the other tests of this one want to hear of it.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        yield Here()
