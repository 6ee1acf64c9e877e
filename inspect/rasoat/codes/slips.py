"""Slips to hand out: who signs in with which name, the code, and what to do with it. They are printed and nowhere kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.accounts.operations import MIN_PASSWORD
from rasoat.documents import finishing, pdf
from rasoat.documents.render import sheets_to_html
from rasoat.settings import Settings

ON_A_SHEET = {"eight": ("A4", 8), "one": ("A5", 1)}
"""By what the form calls it: the sheet, and how many slips stand on it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on one slip."""

    full_name: str
    agency: str
    username: str
    code: str


def slip(user: User, agency: str, code: str) -> Slip:
    """The slip of one account."""
    return Slip(user.full_name, agency, user.username, code)


def printed(slips: Sequence[Slip], layout: str, address: str, until: datetime, settings: Settings) -> bytes:
    """The PDF of the slips, eight on an A4 to be cut apart or one on an A5. `until` is when the codes end.

    Takes seconds: call it outside any transaction. Raises Problem `pdf.engine_missing`, `pdf.failed`, `pdf.font_missing`.
    """
    pdf.require_font()
    size, count = ON_A_SHEET[layout]
    sheets = [slips[first : first + count] for first in range(0, len(slips), count)]
    shown = {"address": address, "until": clock.time_text(until), "least": MIN_PASSWORD, "size": size}
    engine = pdf.choose(settings.pdf_engine, settings.pdf_timeout_s)
    html = _html(engine, settings.content_dir, {"sheets": sheets, "layout": layout, **shown})
    return finishing.finish([(engine.bare(html, size), None)], "Phiếu kích hoạt tài khoản")


def _html(engine: pdf.PdfEngine, overlay: Path | None, shown: dict[str, object]) -> str:
    return sheets_to_html("slips.html.j2", engine=engine.name, overlay=overlay, **shown)
