"""A register as a PDF to print and bind: A4 sheets that lie, the head on every sheet, page numbers from the second on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rasoat.documents import finishing, pdf
from rasoat.documents.render import sheets_to_html
from rasoat.problems import Problem
from rasoat.settings import Settings


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands above it, and its width in percent of the sheet's."""

    title: str
    width: int


def printed(
    title: str, about: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], settings: Settings
) -> bytes:
    """The PDF of a register; `about` says whose it is, and of which year.

    It takes an engine that repeats a table's head and keeps rows whole, and ten to twenty seconds for a thousand lines. Raises Problem
    `pdf.engine_missing`, `pdf.failed`, `pdf.font_missing`.
    """
    pdf.require_font()
    engine = next((one for one in pdf.usable("auto", settings.pdf_timeout_s) if one.has_foot), None)
    if engine is None:
        raise Problem("pdf.engine_missing", engine="weasyprint")
    shown = {"title": title, "about": about, "columns": columns, "rows": rows}
    html = sheets_to_html("ledger.html.j2", engine=engine.name, overlay=settings.content_dir, **shown)
    return finishing.finish([(engine.render(html, landscape=True), None)], title)
