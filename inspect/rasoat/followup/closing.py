"""Ending what the chairing or the standing agency of a meeting owes itself: by a registered paper of whoever chairs.

Such a paper came in and was entered on the page of the obligation, or it is a later notice of the same body. What the
agency that follows it up wrote itself ends nothing.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock, text
from rasoat.accounts.actor import Actor
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingPaper
from rasoat.incoming.queries import of_case
from rasoat.meetings import queries as meetings
from rasoat.meetings.models import Meeting
from rasoat.papers.chain import in_short
from rasoat.papers.kinds import conclusions
from rasoat.papers.models import GIVEN, OUT, PaperCase
from rasoat.problems import Problem, Reason
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import give_verdict
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, Fired, Firing, effect, fire, guard

CLOSE = "close_by_paper"


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered paper: its row, what it is called with number and day, who made it, its day."""

    id: UUID
    told: str
    author: str
    dated: date


def choices(session: Session, actor: Actor, obligation: Obligation) -> list[Registered]:
    """The papers that may end the obligation, the newest first: each has a number, is of whoever chairs and not older than
    the task.
    """
    found = [*_incoming(session, actor, obligation), *_issued(session, obligation)]
    since = obligation.issued_on or date.min
    mine = _names(session, obligation.lead_agency_id)
    kept = [one for one in found if one.dated >= since and not _folded(one.author).startswith(mine)]
    if units.is_above(session, obligation.addressee_id, obligation.lead_agency_id):
        # What a body above owes ends by its own paper and by nobody else's.
        its = _names(session, obligation.addressee_id)
        kept = [one for one in kept if _folded(one.author).startswith(its)]
    return sorted(kept, key=lambda one: (one.dated, str(one.id)), reverse=True)


def close(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    paper_id: UUID | None,
    version: int | None,
    command_id: UUID | None = None,
) -> Fired:
    """End an obligation by one of `choices`. Raises Problem `not_found`, `form.invalid` for any other paper, and what `fire`
    raises.
    """
    obligation = recommendations.require_visible(session, obligation_id, actor)
    paper = next((one for one in choices(session, actor, obligation) if one.id == paper_id), None)
    if paper is None:
        told = "Chọn văn bản của người chủ trì đã vào sổ: có số, ngày không trước ngày giao, không phải của cơ quan thường trực."
        raise Problem("form.invalid", reasons=[Reason("paper", told)])
    ref, payload = CaseRef("obligation", obligation_id), {"paper": paper.told, "_paper": paper.id}
    return fire(session, ref, CLOSE, actor, expected_version=version, command_id=command_id, payload=payload)


def _incoming(session: Session, actor: Actor, obligation: Obligation) -> list[Registered]:
    rows = of_case(session, Link("obligation", obligation.id), actor)
    return [Registered(row.id, _told(row), row.author, row.dated) for row in rows if row.reference]


def _told(row: IncomingPaper) -> str:
    return f"{row.kind_title} số {row.reference} ngày {clock.date_text(row.dated)} của {row.author}"


def _issued(session: Session, obligation: Obligation) -> list[Registered]:
    """Later notices of the body whose meeting gave the task."""
    meeting = meetings.meeting_of(session, obligation.source_id)
    if meeting is None:
        return []
    same = Meeting.lead_agency_id == meeting.lead_agency_id, Meeting.body_sign == meeting.body_sign
    others = select(Meeting.id).where(*same, Meeting.id != meeting.id)
    query = select(PaperCase).where(
        PaperCase.kind == conclusions.NAME, col(PaperCase.about_id).in_(others), OUT.condition, GIVEN.condition
    )
    rows = session.exec(query.order_by(col(PaperCase.issued_on), col(PaperCase.id))).all()
    return [Registered(row.id, in_short(row), meeting.body_name, row.issued_on) for row in rows if row.issued_on]


def _names(session: Session, agency_id: UUID) -> tuple[str, ...]:
    agency = units.agency(session, agency_id)
    return _folded(agency.name), _folded(agency.short_name)


def _folded(name: str) -> str:
    return " ".join(text.words(name))


@guard("chairs_paper_is_registered", needs_payload=True)
def _chairs_paper_is_registered(firing: Firing) -> list[Reason]:
    session, row = firing.session, firing.session.get_one(Obligation, firing.ref.id)
    if firing.payload.get("_paper") in {one.id for one in choices(session, firing.actor, row)}:
        return []
    return [
        Reason("paper", "Chưa có văn bản của người chủ trì đã vào sổ; văn thư vào sổ văn bản ấy ở trang này trước.")
    ]


@effect("record_closing_paper")
def _record_closing_paper(firing: Firing) -> None:
    """The paper stands in the journal; what it ends counts as done."""
    give_verdict(firing.session.get_one(Obligation, firing.ref.id), "met")
