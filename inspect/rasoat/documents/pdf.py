"""PDF engines, which turn HTML into PDF within a time limit, and the way from a paper to its finished file.

Both engines pass the same layout test. `pdfkit` drives wkhtmltopdf and is used wherever that is installed; it is
archived upstream, so `weasyprint` is kept ready (docs/decisions/0003-pdf-engines.md).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol

from rasoat.documents import finishing
from rasoat.documents.convert import MARGINS
from rasoat.documents.converter import FONTS, ConversionError, convert
from rasoat.documents.cutting import cut_tables
from rasoat.documents.paper import Paper, Table
from rasoat.documents.render import number_sheets, to_html
from rasoat.documents.settling import Settled, settle
from rasoat.problems import Problem

# The height above a page number, which is in the middle of the 20 mm top margin.
_NUMBER_TOP_MM = 9
# More rows than that do not stand on one page, however low they are.
_MOST_ROWS = 42
# Higher than any paper: 20 m, some eighty pages.
_ENDLESS_MM = 20_000
DEFAULT_TIMEOUT_S = 60.0

# The numbers' pages hardly differ from paper to paper, and a start of the program takes longer than all the rest. What was
# printed is kept for the life of this process, by the program, the way of the sheet and the page's whole HTML.
_printed_sheets: dict[tuple[str, bool, str], bytes] = {}
_MOST_SHEETS = 64

EngineName = Literal["pdfkit", "weasyprint"]


class PdfEngine(Protocol):
    """Something that prints HTML. `render` raises Problem("pdf.engine_missing") or Problem("pdf.failed")."""

    @property
    def name(self) -> EngineName:
        """The name by which settings and templates know it."""

    @property
    def has_foot(self) -> bool:
        """Whether it can print something at the foot of a page."""

    def available(self) -> bool:
        """Whether it can run on this machine."""

    def render(self, html: str, *, landscape: bool = False) -> bytes:
        """The PDF as the engine makes it, not yet finished. `landscape` turns the sheets."""

    def endless(self, html: str, *, landscape: bool = False) -> bytes:
        """The PDF with all on one sheet as wide as usual, to read how high things are."""

    def sheets(self, pages: int, overlay: Path | None = None, *, landscape: bool = False) -> bytes | None:
        """A PDF of page numbers to stamp on that many pages; None if the engine prints them itself."""

    def bare(self, html: str, size: str) -> bytes:
        """The PDF of sheets of that size ("A4", "A5") which bring their own margins and have no page numbers."""


class PdfkitEngine:
    """wkhtmltopdf through pdfkit. A run has `timeout_s` seconds; then its process group is killed."""

    name: EngineName = "pdfkit"
    has_foot = False

    def __init__(self, timeout_s: float = DEFAULT_TIMEOUT_S, program: str = "wkhtmltopdf") -> None:
        self.timeout_s = timeout_s
        self.program = program

    def available(self) -> bool:
        """Whether the program is on the path."""
        return shutil.which(self.program) is not None

    def render(self, html: str, *, landscape: bool = False) -> bytes:
        """The PDF without page numbers, which this engine cannot set in the top margin."""
        return self._run(html, landscape=landscape)

    def endless(self, html: str, *, landscape: bool = False) -> bytes:
        """The PDF with all on one sheet."""
        return self._run(html, sheet=(297 if landscape else 210, _ENDLESS_MM))

    def sheets(self, pages: int, overlay: Path | None = None, *, landscape: bool = False) -> bytes | None:
        """A PDF with the page numbers, printed by the same program in the same typeface; once for each number of pages."""
        if pages <= 1:
            return None
        html = number_sheets(pages, overlay)
        key = (self.program, landscape, html)
        if key not in _printed_sheets:
            while len(_printed_sheets) >= _MOST_SHEETS:
                _printed_sheets.pop(next(iter(_printed_sheets)), None)
            _printed_sheets[key] = self._run(html, MARGINS | {"top": _NUMBER_TOP_MM}, landscape=landscape)
        return _printed_sheets[key]

    def bare(self, html: str, size: str) -> bytes:
        """The PDF, printed up to the edge of the sheet."""
        return self._run(html, dict.fromkeys(MARGINS, 0), size)

    def _run(
        self,
        html: str,
        margins: Mapping[str, int] = MARGINS,
        size: str = "A4",
        *,
        landscape: bool = False,
        sheet: tuple[int, int] | None = None,
    ) -> bytes:
        program = shutil.which(self.program)
        if program is None:
            raise Problem("pdf.engine_missing", engine=self.name)
        how: dict[str, object] = {"program": program, "margins": dict(margins), "size": size, "sheet": sheet}
        how["orientation"] = "Landscape" if landscape else "Portrait"
        return _converted(sys.executable, self.timeout_s, self.name, html, **how)


class WeasyprintEngine:
    """WeasyPrint. `python` is the interpreter that runs it; the limit is as for pdfkit."""

    name: EngineName = "weasyprint"
    has_foot = True

    def __init__(self, timeout_s: float = DEFAULT_TIMEOUT_S, python: str = sys.executable) -> None:
        self.timeout_s = timeout_s
        self.python = python

    def available(self) -> bool:
        """Whether it can be imported: it needs Pango, which pip does not install."""
        return shutil.which(self.python) is not None and _imports_weasyprint(self.python)

    def render(self, html: str, *, landscape: bool = False) -> bytes:
        """The PDF with page numbers. The HTML itself says how the sheets lie."""
        if shutil.which(self.python) is None:
            raise Problem("pdf.engine_missing", engine=self.name)
        return _converted(self.python, self.timeout_s, self.name, html)

    def endless(self, html: str, *, landscape: bool = False) -> bytes:
        """The PDF as usual: nobody needs to know how high things are where the engine itself breaks tables."""
        return self.render(html, landscape=landscape)

    def sheets(self, pages: int, overlay: Path | None = None, *, landscape: bool = False) -> bytes | None:
        """None: CSS page counters number the pages."""
        return None

    def bare(self, html: str, size: str) -> bytes:
        """The PDF; the sheets' own CSS names the size."""
        return self.render(html)


def choose(name: str = "auto", timeout_s: float = DEFAULT_TIMEOUT_S) -> PdfEngine:
    """The engine of that name; "auto" is pdfkit if it is there, else weasyprint. Raises as `usable`."""
    return usable(name, timeout_s)[0]


def usable(name: str = "auto", timeout_s: float = DEFAULT_TIMEOUT_S) -> list[PdfEngine]:
    """The engines of that name that can run here, the preferred one first; "auto" is any of them.

    Raises Problem("pdf.engine_missing") if there is none, ValueError for a name that does not exist.
    """
    engines: dict[str, PdfEngine] = {"pdfkit": PdfkitEngine(timeout_s), "weasyprint": WeasyprintEngine(timeout_s)}
    if name not in ("auto", *engines):
        raise ValueError(f"no PDF engine is called {name!r}")
    found = [engine for engine in engines.values() if name in ("auto", engine.name) and engine.available()]
    if not found:
        raise Problem("pdf.engine_missing", engine=" / ".join(engines) if name == "auto" else name)
    return found


def paper_to_pdf(
    paper: Paper, engine: PdfEngine, overlay: Path | None = None, *, stamped: bool = True, cut: bool = False
) -> bytes:
    """The finished PDF of a paper: numbered pages, a text layer that can be searched, a title. A draft is stamped as one
    unless it is printed to be signed (`stamped=False`). With `cut` tables of several pages are cut where these end, for an engine
    that does not break tables well; it takes twice as long.

    Raises Problem: "pdf.font_missing" without a Vietnamese Liberation Serif or Tinos, and whatever the engine raises.
    """
    require_font()
    parts = [
        _part(paper, engine, overlay, part, stamped=stamped, cut=cut and not engine.has_foot)
        for part in range(len(paper.appendices) + 1)
    ]
    return finishing.finish(parts, paper.title())


def _part(
    paper: Paper, engine: PdfEngine, overlay: Path | None, part: int, *, stamped: bool, cut: bool
) -> tuple[bytes, bytes | None]:
    """The pages of the paper without its appendices (0) or of one appendix, and the sheets with their numbers."""
    landscape = part > 0 and paper.appendices[part - 1].landscape

    def html(how: Settled) -> str:
        return to_html(paper, engine=engine.name, overlay=overlay, part=part, how=how, stamped=stamped)

    def render(how: Settled) -> bytes:
        return engine.render(html(how), landscape=landscape)

    if cut:
        printed = cut_tables(render, lambda: engine.endless(html(Settled()), landscape=landscape), paper, part)
    elif engine.has_foot and paper.has_foot:
        printed = settle(render, paper, part)
    else:
        printed = render(Settled())
    return printed, engine.sheets(finishing.page_count(printed), overlay, landscape=landscape)


def suited(engines: list[PdfEngine], paper: Paper) -> list[PdfEngine]:
    """The engines that can print what the paper has, in their order: a note at the foot of its page needs one that knows a
    page's foot, a table of several pages one that repeats heads, which is the same. Where no such engine is, notes stand
    together above the signature, and the measurement refuses the table.
    """
    return [one for one in engines if one.has_foot or not (paper.has_foot or _has_long_table(paper))] or engines


def _has_long_table(paper: Paper) -> bool:
    blocks = [*paper.blocks, *(block for one in paper.appendices for block in one.blocks)]
    return any(isinstance(block, Table) and len(block.rows) > _MOST_ROWS for block in blocks)


def require_font() -> None:
    """Raises Problem "pdf.font_missing" without a Vietnamese Liberation Serif or Tinos."""
    if not _has_font(FONTS):
        raise Problem("pdf.font_missing")


def _converted(python: str, timeout_s: float, engine: EngineName, html: str, **more: object) -> bytes:
    try:
        printed = convert(python, {"engine": engine, "html": html, **more}, timeout_s)
    except ConversionError as error:
        raise Problem("pdf.failed", engine=engine, why=error) from error
    try:
        finishing.page_count(printed)
    except finishing.UNREADABLE as error:
        raise Problem("pdf.failed", engine=engine, why="tệp in ra bị hỏng") from error
    return printed


@lru_cache(maxsize=4)
def _imports_weasyprint(python: str) -> bool:
    probe = subprocess.run([python, "-I", "-c", "import weasyprint"], capture_output=True, check=False)  # noqa: S603
    return probe.returncode == 0


@lru_cache(maxsize=2)
def _has_font(config: Path) -> bool:
    """Whether fontconfig knows a serif with Times's metrics and Vietnamese letters (ạ, ỹ, ơ, ư stand for all).

    Without fontconfig's own tool the question cannot be asked, and the answer is yes: printing must not depend on it.
    """
    tool = shutil.which("fc-list")
    if tool is None:
        return True
    letters = "charset=1ea1 1ef9 1a1 1b0"
    patterns = [f":family={family}:{letters}" for family in ("Liberation Serif", "Tinos", "Times New Roman")]
    env = os.environ | {"FONTCONFIG_FILE": str(config)}
    listed = (subprocess.run([tool, p, "file"], capture_output=True, check=False, env=env) for p in patterns)  # noqa: S603
    return any(run.stdout.strip() for run in listed)
