"""A paper as HTML: one set of templates for the screen and for both PDF engines.

Everything people typed is escaped by Jinja; no template marks text as safe, loads a file or runs a script.
"""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rasoat import content
from rasoat.documents.flow import closed, flow
from rasoat.documents.paper import Paper

Target = Literal["screen", "pdfkit", "weasyprint"]


@lru_cache(maxsize=8)
def _environment(overlay: Path | None) -> Environment:
    return Environment(
        loader=FileSystemLoader(content.search_path("templates/documents", overlay)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def to_html(paper: Paper, *, engine: Target, overlay: Path | None = None) -> str:
    """The whole HTML document, with the style of the engine that is to print it (or of the screen)."""
    template = _environment(overlay).get_template("paper.html.j2")
    return template.render(engine=engine, **_context(paper))


def to_fragment(paper: Paper, *, overlay: Path | None = None) -> str:
    """The paper as one <article> for a web page: classes only, so that it lives under a strict CSP.

    Its style is `templates/documents/screen.css`, which `inspect/browser/paper.css` bundles.
    """
    return _environment(overlay).get_template("fragment.html.j2").render(**_context(paper))


def number_sheets(pages: int, overlay: Path | None = None) -> str:
    """The HTML of one sheet per page that holds only the page's number, none on the first."""
    return _environment(overlay).get_template("numbers.html.j2").render(engine="pdfkit", pages=pages)


def _context(paper: Paper) -> dict[str, object]:
    content_flow = flow(paper)
    groups = content_flow.groups
    # The signature never stands alone on a page: what comes last goes with it, if it is text.
    holds = bool(groups) and not content_flow.notes and groups[-1][-1].type != "table"
    as_above = ("Như trên",) if paper.addressed_to and "Như trên" not in paper.recipients else ()
    return {
        "paper": paper,
        "flow": content_flow,
        "body": groups[:-1] if holds else groups,
        "last": groups[-1] if holds else [],
        "addressed_to": closed(paper.addressed_to),
        "recipients": closed((*as_above, *paper.recipients, f"Lưu: {paper.archive}")),
    }
