"""Composing a paper from generated blocks, people's edits and the letterhead."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from rasoat.content import ContentError
from rasoat.db.reading import remembered
from rasoat.documents import register
from rasoat.documents.flow import letter
from rasoat.documents.paper import Appendix, Block, Heading, Paper, Paragraph
from rasoat.papers import blocks, chain, letterhead, queries
from rasoat.papers.letterhead import Letterhead
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_of
from rasoat.papers.wording import FOLDER
from rasoat.units import queries as units
from rasoat.units.naming import issuer_lines, line_above

BLANK_TEXT = "…"
"""Stands in a draft where something is still to be filled in; a paper with it gets no number (checks.py)."""
APPENDIX, WIDE = "appendix.", ".wide"
"""How the id of a heading begins that begins an appendix, and how it ends when the appendix lies across the sheet."""


@dataclass(frozen=True, slots=True)
class Composition:
    """A paper as it is now: what the data proposes, what people changed, and the letterhead."""

    generated: list[Block]
    blocks: list[Block]
    head: Letterhead


def compose(session: Session, case: PaperCase) -> Composition:
    """Compose a paper from the data of this moment. Raises content.ContentError for wrong wording files.

    A page asks for it several times: its steps, what is still wrong, and what it shows.
    """
    return remembered(session, ("composed paper", case.id), lambda: _compose(session, case))


def _compose(session: Session, case: PaperCase) -> Composition:
    generated = generate(session, case)
    return Composition(generated, blocks.apply_edits(generated, case.edits), letterhead.head_of(session, case))


def generate(session: Session, case: PaperCase) -> list[Block]:
    """The blocks that the data proposes. Raises content.ContentError when wording files give two blocks one id."""
    found = kind_of(case).compose(session, case.about_id)
    found = chain.saying(session, case, kind_of(case).retell(session, case, found))
    repeated = [one for one, count in Counter(block.id for block in found).items() if count > 1]
    if repeated:
        raise ContentError(f"{FOLDER}: two passages make the block {repeated[0]}")
    return found


def as_paper(session: Session, case: PaperCase) -> Paper:
    """The paper as it would be issued now, still without number and day."""
    composed, kind = compose(session, case), kind_of(case)
    agency, head = units.agency(session, case.lead_agency_id), composed.head
    body, appendices = parted(printed(composed.blocks))
    common = {
        "kind": kind.symbol or kind.series,
        "kind_title": kind.title,
        "issuer_parent": line_above(session, agency) or None,
        "issuer": issuer_lines(session, agency),
        "symbol": head.symbol or BLANK_TEXT,
        "place": head.place or BLANK_TEXT,
        "subject": case.subject,
        "addressed_to": head.addressed_to,
        "legal_bases": head.bases,
        "blocks": tuple(body),
        "recipients": head.recipients,
        "archive": head.archive or "VT",
        "signing": head.signing,
        "appendices": tuple(appendices),
    }
    return Paper.model_validate({**common, **kind.shape(session, case)})


def parted(shown: list[Block]) -> tuple[list[Block], list[Appendix]]:
    """The blocks before the signature, and the appendices: each begins with a heading whose id says so, and whose words
    are its title.
    """
    body: list[Block] = []
    parts: list[tuple[Heading, list[Block]]] = []
    for block in shown:
        if isinstance(block, Heading) and block.id.startswith(APPENDIX):
            parts.append((block, []))
        else:
            (parts[-1][1] if parts else body).append(block)
    return body, [
        Appendix(title=heading.text, blocks=tuple(its), landscape=heading.id.endswith(WIDE)) for heading, its in parts
    ]


def shown(session: Session, case: PaperCase) -> Paper:
    """The paper as whoever may see it reads it: what was frozen when it got its number, before that the draft."""
    frozen = queries.frozen_of(session, case)
    return register.snapshot_of(frozen) if frozen else as_paper(session, case)


def printed(shown: list[Block]) -> list[Block]:
    """The blocks that are printed: public ones, headings that have something below them, recommendations with their
    letters.
    """
    return list(_lettered(_announcing([block for block in shown if block.visibility == "public"])))


def _announcing(shown: list[Block]) -> list[Block]:
    """Leave out headings that have nothing below them before the next heading of the same or a higher rank."""
    kept: list[Block] = []
    below = 0
    for block in reversed(shown):
        level = _level(block)
        if level == 4 or below > level:
            kept.append(block)
            below = level
    return kept[::-1]


def _level(block: Block) -> int:
    """How high a heading stands: one that begins an appendix above all others, and what is no heading below them."""
    if not isinstance(block, Heading):
        return 4
    return 0 if block.id.startswith(APPENDIX) else block.level


def _lettered(shown: list[Block]) -> Iterator[Block]:
    """Recommendations are điểm: each addressee's begin with a), b), … in the order in which they stand."""
    count = 0
    for block in shown:
        if isinstance(block, Heading):
            count = 0
        if isinstance(block, Paragraph) and block.id.startswith("rec."):
            count += 1
            yield block.model_copy(update={"text": f"{letter(count)}) {block.text}"})
        else:
            yield block
