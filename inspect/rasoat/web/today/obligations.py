"""Obligations and proposals: what is to be done, what is late, what was answered, what was asked for."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement
from sqlalchemy.orm import lazyload
from sqlmodel import Session, and_, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.db.counting import count_up_to
from rasoat.followup import queries as followup
from rasoat.proposals import queries as proposal_queries
from rasoat.proposals.models import AWAITS_LETTER, PROPOSERS_TURN, RECEIVERS_TURN, UNDECIDED, Proposal
from rasoat.recommendations import prepared, queries, totals
from rasoat.recommendations.answering.models import (
    EXTENSIONS,
    STANCE_OUTCOMES,
    STANCES,
    WAITING,
    Extension,
    PreparedAnswer,
    Stance,
    Verification,
)
from rasoat.recommendations.conditions import open_condition, overdue_condition, soon_condition, stage_condition
from rasoat.recommendations.inside import queries as inside
from rasoat.recommendations.models import ADDRESSEES_TURN, NEW, Obligation
from rasoat.recommendations.priorities.presenters import badge_of
from rasoat.units import queries as units
from rasoat.web import nobody
from rasoat.web.today.parts import SHOWN, Item, Waiting, first_rows
from rasoat.workflows import CaseRef

RECENT = timedelta(days=30)
_TONES = {"decided": "waiting", "granted": "ok", "refused": "bad"}


def of_department(db: Session, actor: Actor, stage: str, today: date) -> Waiting:
    """Obligations that the own agency follows up, in one of `queries.STAGES`: the urgent first, then the earliest due."""
    where = and_(col(Obligation.lead_agency_id) == actor.agency_id, stage_condition(stage, today))
    return _obligations(db, where, with_addressee=True)


def of_addressee(db: Session, actor: Actor, stage: str, today: date) -> Waiting:
    """Obligations of the own agency that wait for it, in one stage each: new, overdue, soon or later."""
    late, soon = overdue_condition(today), soon_condition(today)
    mine = and_(col(Obligation.addressee_id) == actor.agency_id, open_condition())
    turn = and_(mine, ADDRESSEES_TURN.condition)
    new = NEW.condition
    where = {
        "overdue": and_(mine, late),
        "new": and_(turn, new, ~late),
        "soon": and_(turn, soon, ~new, ~late),
        "later": and_(turn, ~new, ~late, ~soon),
    }[stage]
    return _obligations(db, where, with_addressee=False)


def _obligations(db: Session, where: ColumnElement[bool], *, with_addressee: bool) -> Waiting:
    query = (
        select(Obligation)
        .where(where)
        .order_by(col(Obligation.queue), col(Obligation.last_event_at), col(Obligation.id))
    )
    if with_addressee:
        # The measures of the parts are shown to addressees only.
        query = query.options(lazyload("*"))
    rows, count = first_rows(db, query)
    names = units.names(db, {obligation.addressee_id for obligation in rows}) if with_addressee else {}
    items = [
        Item(
            obligation.source_text,
            CaseRef("obligation", obligation.id),
            names[obligation.addressee_id].listed_name if with_addressee else obligation.measure,
            due_on=obligation.due_on,
            badge=_badge(obligation),
        )
        for obligation in rows
    ]
    return Waiting(items, count)


def _badge(obligation: Obligation) -> tuple[str, str] | None:
    raised = badge_of(obligation)
    if raised is not None:
        return raised["title"], raised["tone"]
    return ("Xin gia hạn", "waiting") if obligation.extension_asked else None


def given_to(db: Session, actor: Actor) -> Waiting:
    """Obligations of the own agency that were assigned to the person, by the agency's own due date."""
    rows, count = first_rows(db, inside.given_to(actor))
    given = inside.assignments(db, [row.id for row in rows], actor)
    items = [
        Item(
            row.source_text,
            CaseRef("obligation", row.id),
            f"Hạn phải báo cáo {clock.date_text(row.due_on)}" if row.due_on else "",
            due_on=given[row.id].due_on or row.due_on,
            badge=_badge(row),
        )
        for row in rows
    ]
    return Waiting(items, count)


def on_leaders_list(db: Session, actor: Actor, today: date) -> Waiting:
    """Obligations that the own agency follows up and that have climbed to the list of its leaders: the urgent first, then the
    earliest due.
    """
    where = and_(col(Obligation.lead_agency_id) == actor.agency_id, followup.on_leaders_list(today))
    return _obligations(db, where, with_addressee=True)


def in_preparation(db: Session, actor: Actor, outcome: str) -> Waiting:
    """Answers of the own agency that wait for its leader, or that the leader returned; the oldest first."""
    query = (
        select(PreparedAnswer, Obligation)
        .join(Obligation, col(Obligation.id) == col(PreparedAnswer.obligation_id))
        .where(PreparedAnswer.agency_id == actor.agency_id, prepared.unfinished(outcome))
        .order_by(col(PreparedAnswer.id))
    )
    rows, count = first_rows(db, query)
    names = accounts.full_names(db, {row.prepared_by for row, _ in rows})
    items = [
        Item(
            obligation.source_text,
            CaseRef("obligation", obligation.id),
            f"{names[row.prepared_by]} soạn, ngày {clock.date_text(row.prepared_on)}",
            due_on=obligation.due_on,
        )
        for row, obligation in rows
    ]
    return Waiting(items, count)


def without_leader(db: Session, actor: Actor, today: date) -> Waiting | list[Item]:
    """Answers that wait for a leader of the own agency, on days on which none is there."""
    return [] if nobody.leader_is_there(db, actor.agency_id, today) else in_preparation(db, actor, WAITING)


def extension_results(db: Session, actor: Actor, today: date) -> list[Item]:
    """What became of the own agency's requests for more time in the last month, the newest first."""
    query = (
        select(Extension, Obligation)
        .join(Obligation, col(Obligation.id) == col(Extension.obligation_id))
        .where(
            Obligation.addressee_id == actor.agency_id,
            open_condition(),
            col(Extension.outcome).in_(("decided", "granted", "refused")),
            col(Extension.decided_at) >= clock.beginning(today - RECENT),
        )
        .order_by(col(Extension.decided_at).desc(), col(Extension.id))
    )
    return [
        Item(
            obligation.source_text,
            CaseRef("obligation", obligation.id),
            due_on=obligation.due_on,
            badge=(f"Gia hạn: {EXTENSIONS[extension.outcome]}", _TONES[extension.outcome]),
        )
        for extension, obligation in db.exec(query)
    ]


def stances(db: Session, actor: Actor, *outcomes: str) -> Waiting:
    """What addressees said of what the own agency asks, with one of these outcomes, the oldest first."""
    query = (
        select(Stance, Obligation)
        .join(Obligation, col(Obligation.id) == col(Stance.obligation_id))
        .where(
            col(Stance.outcome).in_(outcomes),
            Obligation.lead_agency_id == actor.agency_id,
            open_condition(),
        )
        .order_by(col(Stance.id))
    )
    rows, count = first_rows(db, query)
    names = units.names(db, {row.agency_id for row, _ in rows})
    items = [
        Item(
            obligation.source_text,
            CaseRef("obligation", obligation.id),
            f"{names[row.agency_id].listed_name}: {STANCES[row.stance].lower()}",
            due_on=obligation.due_on,
            badge=(STANCE_OUTCOMES[row.outcome], "waiting"),
        )
        for row, obligation in rows
    ]
    return Waiting(items, count)


def extensions_without_letter(db: Session, actor: Actor) -> Waiting:
    """More time that the own agency granted and has not written of yet, the oldest first."""
    query = (
        select(Extension, Obligation)
        .join(Obligation, col(Obligation.id) == col(Extension.obligation_id))
        .where(Extension.outcome == "decided", Obligation.lead_agency_id == actor.agency_id, open_condition())
        .order_by(col(Extension.id))
    )
    rows, count = first_rows(db, query)
    items = [
        Item(
            obligation.source_text,
            CaseRef("obligation", obligation.id),
            f"gia hạn đến ngày {clock.date_text(row.granted_until)}" if row.granted_until else "",
            due_on=obligation.due_on,
            badge=("Gia hạn: đã quyết, chờ công văn", "waiting"),
        )
        for row, obligation in rows
    ]
    return Waiting(items, count)


def overdue_by_unit(db: Session, actor: Actor, today: date) -> Waiting:
    """The units with most that is overdue among what the person may see, the worst first."""
    seen = queries.listed(db, actor)
    worst = totals.behindhand(db, seen, today, SHOWN)
    found = {unit: counts for unit, counts in worst.items() if counts.overdue}
    names = units.names(db, found)
    items = [
        Item(
            names[unit].name,
            ("followup.board", {"addressee": str(unit), "stage": "overdue"}),
            f"{found[unit].open} việc chưa xong",
            badge=(f"{found[unit].overdue} quá hạn", "bad"),
        )
        for unit in found
    ]
    every = len(items) < SHOWN
    return Waiting(items, len(items) if every else len(totals.addressees(db, actor, seen, overdue_condition(today))))


def met_since(db: Session, actor: Actor, since: date) -> int:
    """Verifications that found an obligation met since a day, among the obligations that the person may see; see
    count_up_to.
    """
    query = (
        select(Verification.id)
        .join(Obligation, col(Obligation.id) == col(Verification.obligation_id))
        .where(Verification.verdict == "met", col(Verification.verified_on) >= since, queries.visible_to(actor))
    )
    return count_up_to(db, query)


def undecided(actor: Actor) -> ColumnElement[bool]:
    """Proposals the own agency is to decide on."""
    return and_(col(Proposal.lead_agency_id) == actor.agency_id, col(Proposal.open), UNDECIDED.condition)


def forwarded(actor: Actor) -> ColumnElement[bool]:
    """Proposals that were forwarded to the own agency and wait for its reply."""
    return and_(col(Proposal.forwarded_to_id) == actor.agency_id, col(Proposal.open), RECEIVERS_TURN.condition)


def late_proposals(db: Session, actor: Actor, today: date) -> Waiting:
    """Proposals that the own agency leads and whose last day is over."""
    return proposals(db, and_(col(Proposal.lead_agency_id) == actor.agency_id, proposal_queries.late(today)))


def letters_to_send(actor: Actor) -> ColumnElement[bool]:
    """The own agency's proposals that wait for its letter."""
    return and_(col(Proposal.from_id) == actor.agency_id, col(Proposal.open), AWAITS_LETTER.condition)


def proposals(db: Session, where: ColumnElement[bool]) -> Waiting:
    """Proposals, those that came first at the beginning."""
    return _proposals(db, select(Proposal).where(where).order_by(col(Proposal.received_on), col(Proposal.id)))


def replied(db: Session, actor: Actor) -> Waiting:
    """The own agency's proposals that were replied to and are not closed."""
    query = select(Proposal).where(Proposal.from_id == actor.agency_id, PROPOSERS_TURN.condition)
    return _proposals(db, query.order_by(col(Proposal.replied_on), col(Proposal.id)))


def _proposals(db: Session, query: SelectOfScalar[Proposal]) -> Waiting:
    rows, count = first_rows(db, query)
    names = units.names(db, {row.from_id for row in rows})
    items = [
        Item(
            row.text,
            CaseRef("proposal", row.id),
            f"{names[row.from_id].listed_name}, nhận ngày {clock.date_text(row.received_on)}",
        )
        for row in rows
    ]
    return Waiting(items, count)
