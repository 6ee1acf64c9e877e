"""A notice put together: generated blocks, people's edits, head; and the paper that follows from them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from rasoat.content import ContentError
from rasoat.documents.flow import letter
from rasoat.documents.paper import Block, Heading, Paper, Paragraph
from rasoat.inspections.models import Inspection
from rasoat.papers import blocks, compose_result, compose_schedule, letterhead
from rasoat.papers.letterhead import Head
from rasoat.papers.models import PaperCase
from rasoat.papers.wording import FOLDER
from rasoat.plans.models import Plan
from rasoat.units import queries as units

BLANK_TEXT = "…"
"""Stands in a draft where something is still to be filled in; a paper with it gets no number (checks.py)."""


@dataclass(frozen=True, slots=True)
class Composition:
    """A notice as it stands: what the data proposes, what people made of it, the head."""

    generated: list[Block]
    blocks: list[Block]
    head: Head


def compose(session: Session, notice: PaperCase) -> Composition:
    """Compose a notice from the data of this moment. Raises content.ContentError for wrong wording files."""
    generated = generate(session, notice)
    return Composition(generated, blocks.apply_edits(generated, notice.edits), letterhead.head_of(session, notice))


def generate(session: Session, notice: PaperCase) -> list[Block]:
    """The blocks that the data proposes. Raises content.ContentError when wording files give two blocks one id."""
    found = _generate(session, notice)
    repeated = [one for one, count in Counter(block.id for block in found).items() if count > 1]
    if repeated:
        raise ContentError(f"{FOLDER}: two passages make the block {repeated[0]}")
    return found


def _generate(session: Session, notice: PaperCase) -> list[Block]:
    if notice.inspection_id is not None:
        return compose_result.compose(session, session.get_one(Inspection, notice.inspection_id))
    if notice.plan_id is None:
        raise ValueError("a notice belongs to a plan or to an inspection")
    return compose_schedule.compose(session, session.get_one(Plan, notice.plan_id))


def draft_paper(session: Session, notice: PaperCase) -> Paper:
    """The paper as it would be issued now, still without number and day."""
    composed = compose(session, notice)
    agency, head = units.agency(session, notice.lead_agency_id), composed.head
    return Paper(
        kind=letterhead.KIND,
        kind_title=letterhead.KIND_TITLE,
        issuer_parent=agency.header or None,
        issuer=(agency.name,),
        symbol=head.symbol or BLANK_TEXT,
        place=head.place or BLANK_TEXT,
        subject=notice.subject,
        legal_bases=head.bases,
        blocks=tuple(printed(composed.blocks)),
        recipients=head.recipients,
        archive=head.archive or "VT",
        signing=head.signing,
    )


def printed(shown: list[Block]) -> list[Block]:
    """What goes on paper: public blocks, headings that announce something, recommendations with their letters."""
    return list(_lettered(_announcing([block for block in shown if block.visibility == "public"])))


def _announcing(shown: list[Block]) -> list[Block]:
    """Without headings that have nothing below them before the next one of their rank or a higher one."""
    kept: list[Block] = []
    below = 0
    for block in reversed(shown):
        level = block.level if isinstance(block, Heading) else 4
        if level == 4 or below > level:
            kept.append(block)
            below = level
    return kept[::-1]


def _lettered(shown: list[Block]) -> Iterator[Block]:
    """Recommendations are điểm: a), b), … under each addressee, in the order they stand."""
    count = 0
    for block in shown:
        if isinstance(block, Heading):
            count = 0
        if isinstance(block, Paragraph) and block.id.startswith("rec."):
            count += 1
            yield block.model_copy(update={"text": f"{letter(count)}) {block.text}"})
        else:
            yield block
