"""Reading the register of papers that came in."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped, below
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingCounter, IncomingPaper
from rasoat.official.models import SentReport, SentReportAnswer
from rasoat.proposals.models import Proposal
from rasoat.recommendations.answering.models import Answer


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """An incoming paper is its receiver's, and is read by the people of that agency and of those above it. Whoever is
    inspected registers its own; administrators see no papers.
    """
    if actor.role == Role.ADMINISTRATOR or actor.is_authority:
        return false()
    return col(IncomingPaper.agency_id).in_(below(actor))


_scope = Scoped(IncomingPaper, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def of_case(session: Session, link: Link, actor: Actor) -> list[IncomingPaper]:
    """The papers of one case that the actor may see, the newest first; of an obligation also those that answered it,
    of a proposal also the one that replied to it.
    """
    concerned = and_(col(IncomingPaper.about_kind) == link.kind, col(IncomingPaper.about_id) == link.id)
    if link.kind == "obligation":
        answers = select(Answer.incoming_id).where(Answer.obligation_id == link.id)
        sent = _sent(SentReport.incoming_id).where(
            Answer.obligation_id == link.id, col(SentReport.incoming_id).is_not(None)
        )
        concerned = or_(concerned, col(IncomingPaper.id).in_(answers), col(IncomingPaper.id).in_(sent))
    if link.kind == "proposal":
        reply = select(Proposal.reply_incoming_id).where(
            Proposal.id == link.id, col(Proposal.reply_incoming_id).is_not(None)
        )
        concerned = or_(concerned, col(IncomingPaper.id).in_(reply))
    query = select(IncomingPaper).where(concerned, visible_to(actor))
    return list(session.exec(query.order_by(col(IncomingPaper.arrived_on).desc(), col(IncomingPaper.id).desc())))


def answered_by_sent(incoming_id: UUID) -> SelectOfScalar[Any]:
    """The obligations that a paper answered which was sent here as a report."""
    return _sent(Answer.obligation_id).where(SentReport.incoming_id == incoming_id)


def _sent(what: Any) -> SelectOfScalar[Any]:
    query = select(what).select_from(SentReport)
    query = query.join(SentReportAnswer, col(SentReportAnswer.report_id) == col(SentReport.id))
    return query.join(Answer, col(Answer.id) == col(SentReportAnswer.answer_id))


def numbered(session: Session, agency_id: UUID, year: int, number: int) -> IncomingPaper | None:
    """The entry with a number of an agency's register of one year."""
    query = select(IncomingPaper).where(
        IncomingPaper.agency_id == agency_id, IncomingPaper.year == year, IncomingPaper.number == number
    )
    return session.exec(query).first()


def twin_of(session: Session, agency_id: UUID, identity: str | None) -> IncomingPaper | None:
    """The entry of the same paper, if the agency has one."""
    if identity is None:
        return None
    query = select(IncomingPaper).where(IncomingPaper.agency_id == agency_id, IncomingPaper.identity == identity)
    return session.exec(query).first()


def years(session: Session, agency_id: UUID) -> list[int]:
    """The years of an agency's register, the newest first."""
    query = select(IncomingCounter.year).where(IncomingCounter.agency_id == agency_id)
    return list(session.exec(query.order_by(col(IncomingCounter.year).desc())))
