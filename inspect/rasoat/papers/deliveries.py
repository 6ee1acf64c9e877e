"""To whom an issued paper went, on which way and when; and who of them opened it here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.db.locking import insert_once, lock
from rasoat.documents.models import FrozenPaper
from rasoat.papers import queries
from rasoat.papers.models import OUT, WAYS, Delivery, Opening, PaperCase
from rasoat.problems import Problem, Reason
from rasoat.units.models import Agency


@dataclass(frozen=True, slots=True)
class Opened:
    """The first time that somebody opened a paper."""

    opening: Opening
    who: User
    agency: Agency


@dataclass(frozen=True, slots=True)
class Sent:
    """What the outgoing register says of the sending of one paper (NĐ 30/2020, Phụ lục IV)."""

    copies: int
    """How many recipients it went to, one copy each."""
    first_on: date
    """The day on which the first of them was sent (Ngày chuyển)."""


def sent_under(session: Session, entry_ids: Collection[UUID]) -> dict[UUID, Sent]:
    """What was sent under lines of the register, by the line's id. A line of which no delivery is recorded is missing."""
    query = (
        select(
            FrozenPaper.register_entry_id, func.count(col(Delivery.recipient).distinct()), func.min(Delivery.sent_on)
        )
        .join(PaperCase, col(PaperCase.frozen_id) == col(FrozenPaper.id))
        .join(Delivery, col(Delivery.paper_id) == col(PaperCase.id))
        .where(col(FrozenPaper.register_entry_id).in_(entry_ids))
        .group_by(col(FrozenPaper.register_entry_id))
    )
    return {entry: Sent(copies, first) for entry, copies, first in session.exec(query)}


def may_record(case: PaperCase, actor: Actor) -> bool:
    """Whether the actor may record deliveries now: the issuer's clerk, once the paper is issued."""
    return actor.role == Role.CLERK and actor.agency_id == case.lead_agency_id and OUT.of(case)


def recipients_of(session: Session, case: PaperCase) -> list[str]:
    """The lines of its recipients, as they were printed; for "Như trên" those whom it addresses."""
    frozen = queries.frozen_of(session, case)
    if frozen is None:
        return []
    lines, addressed = frozen.snapshot["recipients"], frozen.snapshot["addressed_to"]
    return list(dict.fromkeys([*addressed, *(one for one in lines if one.lower() != "như trên")]))


def record(
    session: Session, actor: Actor, paper_id: UUID, recipients: Sequence[str], way: str, sent_on: date, note: str = ""
) -> list[Delivery]:
    """Record that the paper went to these recipients. One who got it on that way already is left as he is.

    Raises Problem `not_found`, `forbidden`, `form.invalid` for nobody, an unknown recipient or way, and a day before
    the paper's or after today.
    """
    case = queries.require_visible(session, paper_id, actor)
    case = lock(session, PaperCase, paper_id)
    if not may_record(case, actor):
        raise Problem("forbidden")
    reasons = _against(session, case, recipients, way, sent_on)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    known = {row.recipient for row in deliveries_of(session, paper_id) if row.way == way}
    rows = [
        Delivery(
            paper_id=paper_id, recipient=one, way=way, sent_on=sent_on, recorded_by=actor.user_id, note=note.strip()
        )
        for one in dict.fromkeys(recipients)
        if one not in known
    ]
    session.add_all(rows)
    session.flush()
    return rows


def _against(session: Session, case: PaperCase, recipients: Sequence[str], way: str, sent_on: date) -> list[Reason]:
    reasons = []
    if not recipients or not set(recipients) <= set(recipients_of(session, case)):
        reasons.append(Reason("recipients", "Chọn ít nhất một nơi nhận trong danh sách."))
    if way not in WAYS:
        reasons.append(Reason("way", "Chọn cách gửi."))
    if not (case.issued_on or date.min) <= sent_on <= clock.today():
        reasons.append(Reason("sent_on", "Ngày gửi phải từ ngày ban hành đến hôm nay."))
    return reasons


def deliveries_of(session: Session, paper_id: UUID) -> list[Delivery]:
    """All deliveries of a paper, in the order in which they were recorded."""
    return list(session.exec(select(Delivery).where(Delivery.paper_id == paper_id).order_by(col(Delivery.id))))


def is_first_opening(session: Session, case: PaperCase, actor: Actor) -> bool:
    """Whether somebody of another agency opens the issued paper, and did not before."""
    if not OUT.of(case) or actor.agency_id == case.lead_agency_id or actor.account_id is None:
        return False
    query = select(Opening.id).where(Opening.paper_id == case.id, Opening.account_id == actor.account_id)
    return session.exec(query).first() is None


def note_opening(session: Session, actor: Actor, paper_id: UUID) -> None:
    """Note the first time that somebody opened a paper. Opening it twice at once notes it once."""
    queries.require_visible(session, paper_id, actor)
    key = {"paper_id": paper_id, "account_id": actor.user_id}
    insert_once(session, Opening, **key, agency_id=actor.agency_id, opened_at=clock.now())


def openings_of(session: Session, paper_id: UUID) -> list[Opened]:
    """Who opened a paper, the first one first."""
    query = (
        select(Opening, User, Agency)
        .where(Opening.paper_id == paper_id, User.id == Opening.account_id, Agency.id == Opening.agency_id)
        .order_by(col(Opening.opened_at), col(Opening.id))
    )
    return [Opened(*row) for row in session.exec(query)]
