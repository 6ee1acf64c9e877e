"""What one reminder letter is about: everything that one addressee has overdue with one agency. The letter is about the
obligation from which it was begun, and names all of them.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.db.reading import remembered
from rasoat.documents import register
from rasoat.papers import queries
from rasoat.papers.models import GIVEN, OUT, PaperCase
from rasoat.recommendations.conditions import awaits_more_time, is_overdue, overdue_condition
from rasoat.recommendations.models import Obligation

NAME, URGENT = "reminder", "urgent"
LETTERS = (NAME, URGENT)
"""The letters that remind of an obligation: the second one bears a mark of urgency."""
LOOKED_AT = 12
"""Of the letters between two agencies: about as many as go out in a year."""


def begun_under(session: Session, obligation_id: UUID) -> str:
    """What is locked while a letter is begun: the pair of agencies, since one letter is about all that is between them."""
    row = session.get_one(Obligation, obligation_id)
    return f"reminder letter {row.lead_agency_id} {row.addressee_id}"


def _of_the_same(obligation: Obligation) -> ColumnElement[bool]:
    return and_(
        col(Obligation.lead_agency_id) == obligation.lead_agency_id,
        col(Obligation.addressee_id) == obligation.addressee_id,
    )


def overdue_with(session: Session, obligation: Obligation) -> list[Obligation]:
    """Everything that its addressee has overdue with the agency that follows it up, the urgent first, then the earliest
    due; without what was granted more time, of which the letter is awaited.
    """
    today = clock.today()
    late = overdue_condition(today), ~awaits_more_time(today)
    query = select(Obligation).where(_of_the_same(obligation), *late)
    order = col(Obligation.queue), col(Obligation.source_number), col(Obligation.id)
    return list(session.exec(query.order_by(*order)))


def on_its_way(session: Session, obligation: Obligation) -> list[PaperCase]:
    """The letters to its addressee that were begun and are not issued, the oldest first."""
    query = (
        select(PaperCase)
        .join(Obligation, col(Obligation.id) == col(PaperCase.about_id))
        .where(
            col(PaperCase.open),
            ~OUT.condition,
            PaperCase.lead_agency_id == obligation.lead_agency_id,
            PaperCase.about_kind == "obligation",
            col(PaperCase.kind).in_(LETTERS),
            _of_the_same(obligation),
        )
    )
    query = query.order_by(col(PaperCase.id))
    return list(remembered(session, ("on_its_way", obligation.id), lambda: list(session.exec(query))))


def last_letter(session: Session, obligation: Obligation) -> PaperCase | None:
    """The last letter that was given and names the obligation, whichever one it was begun from, among the newest LOOKED_AT: what is
    sent between two agencies grows from year to year, and each letter is read to see what it names.
    """
    return remembered(session, ("last_letter", obligation.id), lambda: _last_letter(session, obligation))


def _last_letter(session: Session, obligation: Obligation) -> PaperCase | None:
    if obligation.issued_on is None:
        return None
    same = select(Obligation.id).where(_of_the_same(obligation))
    query = select(PaperCase).where(
        PaperCase.about_kind == "obligation",
        col(PaperCase.about_id).in_(same),
        col(PaperCase.kind).in_(LETTERS),
        GIVEN.condition,
        # While its number is taken, the letter itself is given already, and has no day yet.
        col(PaperCase.issued_on).is_not(None),
        col(PaperCase.issued_on) >= obligation.issued_on,
    )
    rows = session.exec(query.order_by(col(PaperCase.issued_on).desc(), col(PaperCase.id).desc()).limit(LOOKED_AT))
    return next((row for row in rows if row.about_id == obligation.id or _names(session, row, obligation)), None)


def naming(session: Session, obligation_id: UUID) -> list[PaperCase]:
    """The letters that were begun from something else of the same addressee and name the obligation too: those on their
    way, and the last one that was given.
    """
    row = session.get_one(Obligation, obligation_id)
    found = on_its_way(session, row) if _is_reminded(session, row) else []
    last = last_letter(session, row)
    named = {one.id: one for one in (*found, *([last] if last else [])) if one.about_id != obligation_id}
    return list(named.values())


def _is_reminded(session: Session, obligation: Obligation) -> bool:
    """Whether a letter that is drafted today names it: it is overdue, and no granted time awaits its letter."""
    today = clock.today()
    if not is_overdue(obligation, today):
        return False
    own = select(Obligation.id).where(Obligation.id == obligation.id, ~awaits_more_time(today))
    return remembered(session, ("is_reminded", obligation.id), lambda: session.exec(own).first()) is not None


def _names(session: Session, letter: PaperCase, obligation: Obligation) -> bool:
    frozen = queries.frozen_of(session, letter)
    blocks = register.snapshot_of(frozen).blocks if frozen else ()
    return any(one.id == str(obligation.id) for block in blocks for one in block.evidence)
