"""The sheet of codes of one unit's places, to be cut apart and put up where the place is."""

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from markupsafe import Markup

from rasoat.documents import finishing, pdf
from rasoat.documents.render import sheets_to_html
from rasoat.inspections.models import Site
from rasoat.inspections.place_codes import shown
from rasoat.settings import Settings

ON_A_SHEET = 8


@dataclass(frozen=True, slots=True)
class Label:
    """What stands around one code. The code itself holds nothing but an address with the code."""

    picture: Markup
    code: str
    name: str
    place: str


def address_of(code: str, public_url: str) -> str:
    """What a device's camera opens: the tablet's page at this place. What comes after # is sent to no server."""
    return f"{public_url.rstrip('/')}/tablet/#/place/{code}"


def printed(unit: str, sites: Sequence[Site], settings: Settings) -> bytes:
    """The PDF of the codes, eight on an A4.

    Takes seconds: call it outside any transaction. Raises Problem `pdf.engine_missing`, `pdf.failed`, `pdf.font_missing`.
    """
    pdf.require_font()
    labels = [_label(site, settings.public_url) for site in sites]
    sheets = [labels[first : first + ON_A_SHEET] for first in range(0, len(labels), ON_A_SHEET)]
    engine = pdf.choose(settings.pdf_engine, settings.pdf_timeout_s)
    told = {"unit": unit, "sheets": sheets}
    html = sheets_to_html("place_codes.html.j2", engine=engine.name, overlay=settings.content_dir, **told)
    return finishing.finish([(engine.bare(html, "A4"), None)], f"Mã điểm kiểm tra, {unit}")


def _label(site: Site, public_url: str) -> Label:
    # A quarter of it may be dirty or scratched: it hangs outside for years.
    drawn = segno.make(address_of(site.place_code, public_url), micro=False, error="q")
    # The address is letters and the drawing is segno's: nothing that was typed stands in it.
    picture = Markup(drawn.svg_inline(omitsize=True, border=4))  # noqa: S704
    return Label(picture, shown(site.place_code), site.name, site.place)
