"""A paper as HTML: one set of templates for the screen and for both PDF engines.

Everything people typed is escaped by Jinja; no template marks text as safe, loads a file or runs a script.
"""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from rasoat import content
from rasoat.documents import columns, ending
from rasoat.documents.cut_tables import cut
from rasoat.documents.flow import LONG_WORD, Groups, Piece, closed, flow
from rasoat.documents.paper import Paper
from rasoat.documents.settling import Settled

Target = Literal["screen", "pdfkit", "weasyprint"]
# Letters in a line of the list of recipients, and how many lines stand beside and below a signature on any page.
_RECIPIENT_LINE, _MOST_RECIPIENT_LINES = 40, 30
_LINES_BESIDE = 12
# A row of signers is as high as so many of these lines; so many are on a page below the least text that goes with them.
_LINES_OF_SIGNERS, _LINES_BELOW_TEXT = 12, 44
MM = 72 / 25.4
# A run of characters that stays on one line: everything except the spaces between words.
_LONG_WORD = re.compile(rf"[^ \t\n\r]{{{LONG_WORD},}}")


@lru_cache(maxsize=8)
def _environment(overlay: Path | None) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(content.search_path("templates/documents", overlay)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["breakable"] = breakable
    environment.filters["broken_at_hyphens"] = broken_at_hyphens
    environment.filters["shares"] = _shares
    return environment


def breakable(words: str) -> Markup:
    """Escape the words and let a long one break between any two of its letters, without a hyphen and without leaving a
    trace in copied text. The old WebKit of wkhtmltopdf breaks a word in a table only at `<wbr>`, which does not appear
    when somebody searches or copies the text.
    """
    parts, end = [], 0
    for word in _LONG_WORD.finditer(words):
        parts += [escape(words[end : word.start()]), _in_pieces(word[0])]
        end = word.end()
    return Markup("").join([*parts, escape(words[end:])])


def _shares(piece: Piece, width_mm: int) -> list[str]:
    """How wide each column of a table is, in per cent of that width."""
    room = width_mm * MM
    return [f"{one / room:.2%}" for one in columns.widths(piece, room)]


def _in_pieces(word: str) -> Markup:
    """A symbol breaks behind its hyphens, so that "KHLN-SLĐTBXH-ĐTNCSCM" keeps its parts whole; anything else anywhere."""
    pieces = word.split("-")
    if len(pieces) > 1 and all(len(piece) < LONG_WORD for piece in pieces):
        return Markup("-<wbr>").join(pieces)
    return Markup("<wbr>").join(word)


def broken_at_hyphens(words: str) -> Markup:
    """The same for number and symbol, whose parts stay whole: "KHLN-SYT-SGDĐT" breaks behind a hyphen."""
    return Markup("-<wbr>").join(breakable(part) for part in words.split("-"))


def to_html(
    paper: Paper,
    *,
    engine: Target,
    overlay: Path | None = None,
    part: int | None = None,
    how: Settled | None = None,
    stamped: bool = True,
) -> str:
    """The whole HTML document, with the style of the engine that will print it (or of the screen).

    `part` is 0 for the paper without its appendices and the number of an appendix for that one alone; each is printed
    alone, since it has pages of its own. `how` is what keeps notes on the pages of their marks. A draft is
    stamped as one unless `stamped` is False.
    """
    template = _environment(overlay).get_template("paper.html.j2")
    context = _context(paper, part, at_foot=engine == "weasyprint", how=how, stamped=stamped)
    if engine == "pdfkit" and context["one_page_holds_ending"]:
        context |= _broken(context["last"])
    elif engine == "pdfkit":
        # Nothing keeps together what is higher than a page: the recipients that stand below the signature go on by themselves.
        context |= {"recipients_go_on": True}
    return template.render(engine=engine, **context)


def to_fragment(paper: Paper, *, overlay: Path | None = None) -> str:
    """The paper as one <article> for a web page: classes only, so that it lives under a strict CSP.

    Its style is `templates/documents/screen.css`, which `inspect/browser/paper.css` bundles.
    """
    return _environment(overlay).get_template("fragment.html.j2").render(**_context(paper))


def number_sheets(pages: int, overlay: Path | None = None) -> str:
    """The HTML of one sheet for each page. A sheet has only the page's number; the first one has none."""
    return _environment(overlay).get_template("numbers.html.j2").render(engine="pdfkit", pages=pages)


def sheets_to_html(template: str, *, engine: Target, overlay: Path | None = None, **context: object) -> str:
    """The HTML of sheets that are no paper, by a template of their own."""
    return _environment(overlay).get_template(template).render(engine=engine, **context)


def _broken(last: Groups) -> dict[str, Any]:
    """The last long text apart, with the signature as its last line: wkhtmltopdf keeps the last lines of a text together, and parts
    nothing else.
    """
    before, text, rest = ending.broken(last)
    return {"before_broken": before, "broken": text, "last": rest}


def _context(
    paper: Paper, part: int | None = None, *, at_foot: bool = False, how: Settled | None = None, stamped: bool = True
) -> dict[str, Any]:
    how = how or Settled()
    content_flow = flow(paper)
    groups = content_flow.groups if part else cut(content_flow.groups, how.rows)
    body, last = ending.split(groups)
    together = [] if at_foot else content_flow.notes
    if together:
        # The notes stand between the content and the signature, and they are text.
        body, last = groups, []
    shown = content_flow.appendices if part is None else content_flow.appendices[part - 1 : part] if part else []
    shown = [replace(one, groups=cut(one.groups, how.rows if part else {})) for one in shown]
    notes = [*content_flow.notes, *(note for one in content_flow.appendices for note in one.notes)]
    as_above = ("Như trên",) if paper.addressed_to and "Như trên" not in paper.recipients else ()
    received = closed((*as_above, *paper.recipients, f"Lưu: {paper.archive}"))
    lines = list(accumulate(len(one) // _RECIPIENT_LINE + 1 for one in received))
    return {
        "paper": paper,
        "stamped": stamped and paper.is_draft,
        "flow": content_flow,
        "main": not part,
        "appendices": shown,
        "landscape": bool(part) and all(one.landscape for one in shown),
        "at_foot": at_foot,
        "note_parts": {number: [text] for number, text in notes} | how.cut,
        "begins_page": how.turned,
        "body": body,
        "last": last,
        "broken": None,
        "notes_before": together[:-2],
        "notes_last": together[-2:],
        "addressed_to": closed(paper.addressed_to),
        "recipients": received,
        "many_recipients": lines[-1] > _MOST_RECIPIENT_LINES,
        "one_page_holds_ending": _signing_lines(paper, lines[-1]) <= _LINES_BELOW_TEXT,
        "recipients_go_on": False,
        "recipients_beside": sum(1 for one in lines if one <= _LINES_BESIDE),
    }


def _signing_lines(paper: Paper, recipients: int) -> int:
    """How high signers and recipients are together, in lines of recipients; these stand beside the last of an odd number of signers."""
    rows, alone = divmod(len(paper.signers), 2)
    return rows * _LINES_OF_SIGNERS + (max(_LINES_OF_SIGNERS, recipients) if alone else recipients)
