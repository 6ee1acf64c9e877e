"""Records that came too late to be taken as they are: the lead takes them in after all, or sets them aside."""

from functools import partial
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.db.types import Encoded
from rasoat.inspections import queries as inspections
from rasoat.problems import Problem, Reason
from rasoat.recommendations import observing
from rasoat.tablets.receiving import other_kinds as others
from rasoat.tablets.receiving.announced_photos import photos_of
from rasoat.tablets.receiving.judging import Parcel, answers_of
from rasoat.tablets.receiving.models import Submission
from rasoat.tablets.receiving.schemas import ObservationRecord, Record, SiteRecord
from rasoat.visits import definition_cache as known
from rasoat.visits import landing as receiving
from rasoat.visits import queries as visits
from rasoat.visits import response_rows as standing
from rasoat.visits.locking import ADMIT, Held, hold, let_go, why_late
from rasoat.visits.records import Landed, Late
from rasoat.workflows import CaseRef, noting, register_note

APART = ("quarantined", "admitted", "set_aside")
SET_ASIDE = "set_aside"
register_note(SET_ASIDE, "Không dùng dữ liệu đến muộn")


def late_of(session: Session, visit_id: UUID) -> list[Submission]:
    """Every record of a visit that came too late, decided or not, in the order it came."""
    query = select(Submission).where(Submission.visit_id == visit_id, col(Submission.outcome).in_(APART))
    return list(session.exec(query.order_by(col(Submission.received_at), col(Submission.id))))


def admit(session: Session, actor: Actor, submission_id: UUID) -> Submission:
    """Take a late record in after all: answers as any others, by merging. Only the team's lead.

    Raises Problem `not_found`, `forbidden`, `late.decided`, and what still stands against it: `visit.not_open` (open
    the visit again first), `visit.inspection_gone_on`, `answers.not_used`, `answers.other_version`, `form.invalid`.
    """
    row, held = _held(session, actor, submission_id)
    why = why_late(session, held, actor)
    if why:
        raise why
    parcel = _parcel(session, row, actor)
    if row.kind == "response":
        _admit_answers(session, held, row, parcel, actor)
    else:
        _admit_other(session, held, row, parcel, actor)
    row.outcome = "admitted"
    _decided(session, row, actor)
    let_go(session, [held])
    return row


def set_aside(session: Session, actor: Actor, submission_id: UUID, reason: str) -> Submission:
    """Do not use a late record; it is kept, with the reason. Only the team's lead.

    Raises Problem `not_found`, `forbidden`, `late.decided`, `form.invalid` without a reason.
    """
    row, held = _held(session, actor, submission_id)
    if not reason.strip():
        raise Problem("form.invalid", reasons=[Reason("reason", "Nêu lý do không dùng bản ghi này.")])
    row.outcome, row.decision_note = "set_aside", reason.strip()
    _decided(session, row, actor)
    facts = {"submission": str(row.id), "kind": row.kind}
    noting.note(session, CaseRef("visit", held.id), SET_ASIDE, actor, facts, {"reason": row.decision_note})
    return row


def _held(session: Session, actor: Actor, submission_id: UUID) -> tuple[Submission, Held]:
    found = session.get(Submission, submission_id)
    if found is None:
        raise Problem("not_found")
    visit = visits.require_visible(session, found.visit_id, actor)
    if not inspections.is_team_lead(session, visit.inspection_id, actor):
        raise Problem("forbidden")
    held = hold(session, [visit.id], _site(found)).visits()[visit.id]
    row = session.get_one(Submission, submission_id, with_for_update=True, populate_existing=True)
    if row.outcome != "quarantined":
        _refuse_decided(session, row)
    return row, held


def _site(row: Submission) -> list[UUID]:
    site_id = row.body["content"].get("site_id")
    return [UUID(site_id)] if site_id else []


def _refuse_decided(session: Session, row: Submission) -> None:
    if row.decided_at is None:
        raise Problem("not_found")
    who = session.get(User, row.decided_by) if row.decided_by else None
    when = clock.time_text(row.decided_at)
    raise Problem("late.decided", who=who.full_name if who else "người khác", when=when)


def _decided(session: Session, row: Submission, actor: Actor) -> None:
    row.decided_by, row.decided_at = actor.user_id, clock.now()
    session.flush()


def _parcel(session: Session, row: Submission, lead: Actor) -> Parcel:
    record = Record.model_validate(row.body).root
    return Parcel(
        id=row.id,
        # Who closed the account meanwhile still is the one who wrote it; only a person who may act can sign for it.
        actor=accounts.actor_of(session, row.account_id) or lead,
        tablet_id=row.tablet_id,
        skew=row.clock_skew_s,
        record=record,
        body=Encoded(row.body),
        digest=row.digest,
        made_at=row.made_at,
        taken_at={},
        answers=answers_of(partial(known.definition, session), record),
    )


def _admit_answers(session: Session, held: Held, row: Submission, parcel: Parcel, lead: Actor) -> None:
    photos = photos_of(session, [parcel])
    arrival = parcel.arrival(photos.promised(parcel), admitted_by=lead)
    places = standing.seek(session, [arrival.place]).found()
    (outcome,) = receiving.receive(session, {held.id: held}, places, [arrival])
    if isinstance(outcome, Late):
        raise outcome.why
    if not isinstance(outcome, Landed):
        raise outcome
    photos.give(parcel, "response", outcome.response_id)
    receiving.write(session, places.values())
    photos.write(session)
    row.response_id, row.revision = outcome.response_id, outcome.revision


def _admit_other(session: Session, held: Held, row: Submission, parcel: Parcel, lead: Actor) -> None:
    record = parcel.record
    if isinstance(record, SiteRecord):
        others.add_site(session, lead, record)
    elif isinstance(record, ObservationRecord):
        observing.observe(
            session, parcel.actor, observation_id=row.id, visit_id=row.visit_id, observed_at=row.made_at,
            **record.content.model_dump(),
        )  # fmt: skip
        photos = photos_of(session, [parcel])
        photos.move_all(parcel, "observation", row.id)
        photos.write(session)
    held.tell(ADMIT, lead, {"submission": str(row.id), "kind": row.kind})
