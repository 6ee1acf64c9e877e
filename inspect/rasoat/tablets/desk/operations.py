"""What the desk decides about tablets' records: late ones are taken in or set aside, photographs are given up."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.db.locking import lock
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem, Reason
from rasoat.tablets.desk import queries
from rasoat.tablets.receiving.judging import ReceivedRecord, answers_of, named_photos
from rasoat.tablets.receiving.models import Photo, Record
from rasoat.tablets.receiving.operations import LandingGroup
from rasoat.tablets.receiving.schemas import SentRecord
from rasoat.visits import definition_cache
from rasoat.visits import queries as visits
from rasoat.visits.landing import land
from rasoat.visits.models import Visit
from rasoat.visits.records import LateRecord
from rasoat.workflows import CaseRef, noting, register_note

SET_ASIDE = "set_aside"
GIVE_UP = "give_up_photo"
register_note(SET_ASIDE, "Không dùng dữ liệu đến muộn")
register_note(GIVE_UP, "Xác nhận ảnh không còn gửi được")


def admit(session: Session, actor: Actor, record_id: UUID) -> Record:
    """Take in a late record after all; its answers are merged like those of any other record. Only the team's lead may
    do it.

    Raises Problem `not_found`, `forbidden`, `late.decided`, and the reasons that may still prevent it: `visit.not_open`
    (the visit must first be opened again), `visit.inspection_gone_on`, `answers.not_used`, `answers.other_version`,
    `form.invalid`.
    """
    row = _locked_late_record(session, actor, record_id)
    record = _judged_again(session, row, actor)
    group = LandingGroup([record])
    outcome = land(session, group)[row.id]
    if isinstance(outcome, LateRecord):
        raise outcome.why
    if isinstance(outcome, Problem):
        raise outcome
    group.give_photos(record, outcome)
    group.photos.write(session)
    row.response_id, row.revision = outcome.response_id, outcome.revision
    return _decided(session, row, actor, "admitted")


def set_aside(session: Session, actor: Actor, record_id: UUID, reason: str) -> Record:
    """Decide not to use a late record; the record is kept, with the reason. Only the team's lead may do it.

    Raises Problem `not_found`, `forbidden`, `late.decided`, `form.invalid` without a reason.
    """
    row = _locked_late_record(session, actor, record_id)
    if not reason.strip():
        raise Problem("form.invalid", reasons=[Reason("reason", "Nêu lý do không dùng bản ghi này.")])
    row.decision_note = reason.strip()
    _decided(session, row, actor, "set_aside")
    facts = {"submission": str(row.id), "kind": row.kind}
    inspection_id = session.get_one(Visit, row.visit_id).inspection_id
    acting = inspections.acting_in(session, inspection_id, actor, lead=True)
    noting.note(session, CaseRef("visit", row.visit_id), SET_ASIDE, acting, facts, {"reason": row.decision_note})
    return row


def _locked_late_record(session: Session, actor: Actor, record_id: UUID) -> Record:
    """Lock the visit and the late record, and return the record, if the actor is the lead and it has not been decided."""
    found = session.get(Record, record_id)
    if found is None:
        raise Problem("not_found")
    visit = visits.require_visible(session, found.visit_id, actor)
    if not inspections.is_team_lead(session, visit.inspection_id, actor):
        raise Problem("forbidden")
    lock(session, Visit, visit.id)
    row = lock(session, Record, record_id)
    if row.outcome != "quarantined":
        _refuse_decided(session, row)
    return row


def _refuse_decided(session: Session, row: Record) -> None:
    if row.decided_at is None:
        raise Problem("not_found")
    who = session.get(User, row.decided_by) if row.decided_by else None
    raise Problem("late.decided", who=who.full_name if who else "người khác", when=clock.time_text(row.decided_at))


def _decided(session: Session, row: Record, actor: Actor, outcome: str) -> Record:
    row.outcome, row.decided_by, row.decided_at = outcome, actor.user_id, clock.now()
    session.flush()
    return row


def _judged_again(session: Session, row: Record, lead: Actor) -> ReceivedRecord:
    """Judge the record again, from the text that was sent and the times that were noted when it came."""
    sent = SentRecord.model_validate(row.body).root
    answers = answers_of(partial(definition_cache.definition, session), sent)
    return ReceivedRecord(
        id=row.id,
        kind=row.kind,
        # The account may have been closed since; the record and its photographs are this person's all the same.
        actor=accounts.author_of(session, row.account_id),
        tablet_id=row.tablet_id,
        visit_id=row.visit_id,
        made_at=row.made_at,
        answers=answers,
        admitted_by=lead,
        sent=sent,
        body=row.body,
        digest=row.digest,
        skew=row.clock_skew_s,
        taken_at={},
        named=named_photos(answers),
    )


def give_up(session: Session, actor: Actor, photo_ids: Sequence[UUID], reason: str) -> None:
    """Stop waiting for photographs. A photograph that comes after all is still taken in.

    Raises Problem `not_found`, `forbidden`, `photo.not_waited`, `form.invalid` without a reason.
    """
    for photo_id in photo_ids:
        _give_up(session, actor, photo_id, reason)


def _give_up(session: Session, actor: Actor, photo_id: UUID, reason: str) -> None:
    found = session.get(Photo, photo_id)
    if found is None:
        raise Problem("not_found")
    visit = visits.require_visible(session, found.visit_id, actor)
    if not queries.may_give_up(session, session.get_one(Inspection, visit.inspection_id), actor):
        raise Problem("forbidden")
    if not reason.strip():
        raise Problem("form.invalid", reasons=[Reason("reason", "Nêu vì sao ảnh không còn gửi được.")])
    photo = lock(session, Photo, photo_id)
    if photo.state != "expected":
        raise Problem("photo.not_waited")
    photo.state, photo.given_up_by, photo.given_up_note = "given_up", actor.user_id, reason.strip()
    session.flush()
    facts = {"photo": str(photo.id), "submission": str(photo.submission_id)}
    acting = inspections.acting_in(session, visit.inspection_id, actor, lead=True)
    noting.note(session, CaseRef("visit", visit.id), GIVE_UP, acting, facts, {"reason": photo.given_up_note})
