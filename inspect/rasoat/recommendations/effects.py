"""The effects of an obligation's transitions, in the transaction of the transition."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.db import new_id
from rasoat.files.operations import StoredFile, attach
from rasoat.recommendations import due, figures, prepared, telling
from rasoat.recommendations.answering.models import (
    CLAIM_IN_4,
    IN_PREPARATION,
    OVERTAKEN,
    Answer,
    Extension,
    PreparedAnswer,
    Verification,
)
from rasoat.recommendations.data import SignedReport
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import DRAFTING, Obligation
from rasoat.recommendations.parts import give_verdict, give_verdicts, put_parts
from rasoat.workflows import CaseRef, Firing, effect, fire, start


def _row(firing: Firing) -> Obligation:
    return firing.session.get_one(Obligation, firing.ref.id)


def attach_given(firing: Firing, owner_kind: str, owner_id: UUID) -> None:
    """Attach the files that came with the action."""
    files: list[StoredFile] = firing.payload.get("_files") or []
    for file in files:
        attach(firing.session, file, owner_kind, owner_id, firing.actor)


def last_answer(session: Session, obligation_id: UUID) -> Answer | None:
    """The newest answer to one obligation."""
    query = select(Answer).where(Answer.obligation_id == obligation_id).order_by(col(Answer.ordinal).desc())
    return session.exec(query).first()


def standing_answer(session: Session, obligation_id: UUID) -> Answer | None:
    """The answer that stands: the newest one that was neither taken back nor supplemented."""
    query = select(Answer).where(Answer.obligation_id == obligation_id, Answer.ended == "")
    return session.exec(query.order_by(col(Answer.ordinal).desc())).first()


def overtake(session: Session, obligation_id: UUID) -> None:
    """What is in preparation is no longer: it is worded anew, or the answer was given without it."""
    query = select(PreparedAnswer).where(
        PreparedAnswer.obligation_id == obligation_id, col(PreparedAnswer.outcome).in_(IN_PREPARATION)
    )
    for row in session.exec(query.order_by(col(PreparedAnswer.id))).all():
        row.outcome = OVERTAKEN
    session.flush()


@effect("mark_issued")
def _mark_issued(firing: Firing) -> None:
    _row(firing).issued_on = firing.effective_on
    telling.tell_addressee(firing, telling.ISSUED, firing.ref.id)


@effect("record_answer", condition=prepared.needs_leader)
def _record_answer(firing: Firing) -> None:
    signed: SignedReport | None = firing.payload.get("_signed")
    by = {"signer": signed.signer, "paper": signed.paper, "answered_on": signed.dated} if signed else {}
    add_answer(firing, agency_id=firing.actor.agency_id, **by)
    overtake(firing.session, firing.ref.id)
    close_extension(firing, "dropped")


@effect("record_earlier_answer")
def _record_earlier_answer(firing: Firing) -> None:
    add_answer(firing, agency_id=_row(firing).addressee_id)


def add_answer(firing: Firing, **values: Any) -> Answer:
    """Add what the action gave as the obligation's next answer, with its files; `values` are further columns of its row."""
    reports, files = firing.payload.get("_parts") or [], firing.payload.get("_files") or []
    figures.check_reports(_row(firing), reports, pictures=figures.pictured(files))
    before = last_answer(firing.session, firing.ref.id)
    answer = Answer(
        obligation_id=firing.ref.id,
        ordinal=before.ordinal + 1 if before else 1,
        claim=firing.payload.get("claim") or firing.payload[CLAIM_IN_4],
        text=firing.payload["text"],
        answered_by=firing.actor.user_id,
        **{"answered_on": firing.effective_on, **values},
    )
    firing.session.add(answer)
    firing.session.flush()
    figures.record_reports(firing.session, _row(firing), answer, reports)
    attach_given(firing, "answer", answer.id)
    telling.tell_lead_agency(firing, telling.ANSWERED, answer.id)
    return answer


@effect("record_verification")
def _record_verification(firing: Firing) -> None:
    session, actor = firing.session, firing.actor
    answer = standing_answer(session, firing.ref.id)
    before = session.exec(select(Verification.id).where(Verification.obligation_id == firing.ref.id)).all()
    verification = Verification(
        # On the spot the sender gave it its id, so that it is recorded once however often it is sent.
        id=firing.payload.get("_id") or new_id(),
        visit_id=firing.payload.get("_visit"),
        obligation_id=firing.ref.id,
        ordinal=len(before) + 1,
        answer_id=answer.id if answer else None,
        verdict=firing.payload["verdict"],
        evidence=firing.payload.get("evidence", ""),
        verified_by=actor.user_id,
        agency_id=actor.agency_id,
        verified_on=firing.effective_on,
    )
    session.add(verification)
    session.flush()
    attach_given(firing, "verification", verification.id)
    verdicts = figures.record_verdicts(session, _row(firing), verification, firing.payload.get("_parts") or [])
    give_verdicts(_row(firing), verdicts)
    telling.tell_addressee(firing, telling.VERIFIED, verification.id)


@effect("end_what_waited")
def _end_what_waited(firing: Firing) -> None:
    """A verdict on the spot waits for nobody: what the addressee had in preparation, and a request for more time, end."""
    overtake(firing.session, firing.ref.id)
    close_extension(firing, "dropped")


@effect("set_new_due_date")
def _set_new_due_date(firing: Firing) -> None:
    row, day = _row(firing), firing.payload["due_on"]
    previous = row.due_on.isoformat() if row.due_on else None
    row.due_on, row.due_basis = day, due.set_by(firing.actor, day, "reopened", previous=previous)
    # The verdict met had closed the obligation; when it is taken up again it is open again.
    if row.verdict == "met":
        give_verdict(row, "")
    before = firing.session.exec(
        select(Verification).where(Verification.obligation_id == row.id).order_by(col(Verification.ordinal).desc())
    ).first()
    if before is not None:
        telling.tell_addressee(firing, telling.REOPENED, before.id)


def _waiting(firing: Firing) -> Extension | None:
    query = select(Extension).where(Extension.obligation_id == firing.ref.id, Extension.outcome == "asked")
    return firing.session.exec(query.order_by(col(Extension.asked_at).desc())).first()


def close_extension(firing: Firing, outcome: str, note: str = "") -> Extension | None:
    """End the request for more time that waits, and return it, if there is one."""
    extension = _waiting(firing)
    if extension is not None:
        extension.outcome, extension.decision_note = outcome, note
        extension.decided_by, extension.decided_at = firing.actor.user_id, clock.now()
    _row(firing).extension_asked = False
    return extension


@effect("record_extension_request")
def _record_extension_request(firing: Firing) -> None:
    row = _row(firing)
    asked = Extension(
        obligation_id=row.id,
        asked_until=firing.payload["until"],
        reason=firing.payload["reason"],
        asked_by=firing.actor.user_id,
        asked_at=clock.now(),
        previous_due_on=row.due_on,
    )
    firing.session.add(asked)
    row.extension_asked = True
    firing.session.flush()
    attach_given(firing, "extension", asked.id)
    telling.tell_lead_agency(firing, telling.EXTENSION_ASKED, asked.id)


@effect("decide_extension")
def _decide_extension(firing: Firing) -> None:
    """More time is granted, and the due date is the same until the letter that says so is issued."""
    closed = close_extension(firing, "decided", clock.date_text(firing.payload["until"]))
    if closed is not None:
        closed.granted_until = firing.payload["until"]
        telling.tell_addressee(firing, telling.EXTENSION_GRANTED, closed.id)


@effect("grant_extension")
def _grant_extension(firing: Firing) -> None:
    row, day = _row(firing), firing.payload["until"]
    previous = row.due_on.isoformat() if row.due_on else None
    closed = close_extension(firing, "granted", f"{clock.date_text(day)}")
    row.due_on, row.due_basis = day, due.set_by(firing.actor, day, "extended", previous=previous)
    if closed is not None:
        telling.tell_addressee(firing, telling.EXTENSION_GRANTED, closed.id)


@effect("refuse_extension")
def _refuse_extension(firing: Firing) -> None:
    closed = close_extension(firing, "refused", firing.payload["reason"])
    if closed is not None:
        telling.tell_addressee(firing, telling.EXTENSION_REFUSED, closed.id)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who takes over an obligation, and its share of the count where that is divided."""

    agency_id: UUID
    share: int | None = None

    def measure(self, whole: Measure) -> Measure:
        """The measure of its part: its share of what a count had still to reach."""
        if self.share is None or whole.kind != "count":
            return whole
        return replace(whole, start=None, target=self.share)


@effect("pass_on_to_receiver")
def _pass_on_to_receiver(firing: Firing) -> None:
    """Each receiver gets an obligation of its own, which is issued at once. The present one keeps its history and ends. A
    request for more time that waits goes on with whoever takes over because of an act.
    """
    waiting = _waiting(firing)
    close_extension(firing, "dropped")
    by_act: list[Receiver] | None = firing.payload.get("_receivers")
    for receiver in by_act or [Receiver(firing.payload["to_agency"])]:
        child = _child(firing, receiver)
        if waiting is not None and by_act:
            _ask_again(firing.session, child, waiting)


def _child(firing: Firing, receiver: Receiver) -> Obligation:
    session, row = firing.session, _row(firing)
    anew = firing.payload.get("due_on")
    day = anew or row.due_on
    how = "transferred_anew" if anew else "transferred"
    previous = row.due_on.isoformat() if row.due_on else None
    child = Obligation(
        source_kind=row.source_kind,
        source_id=row.source_id,
        source_number=row.source_number,
        source_text=row.source_text,
        force=row.force,
        priority=row.priority,
        priority_reason=row.priority_reason,
        inspection_id=row.inspection_id,
        danger_id=row.danger_id,
        brought_on=row.brought_on,
        lead_agency_id=row.lead_agency_id,
        addressee_id=receiver.agency_id,
        due_on=day,
        due_basis=due.set_by(firing.actor, day, how, act=firing.payload["act"], previous=previous) if day else None,
        parent_id=row.id,
    )
    put_parts(child, *(receiver.measure(part.as_measure) for part in row.parts))
    start(session, child, "obligation", row.workflow, firing.actor, firing.effective_on)
    fire(session, CaseRef("obligation", child.id), "issue", firing.actor, effective_on=firing.effective_on)
    return child


def _ask_again(session: Session, child: Obligation, asked: Extension) -> None:
    session.add(
        Extension(
            obligation_id=child.id,
            asked_until=asked.asked_until,
            reason=asked.reason,
            asked_by=asked.asked_by,
            asked_at=asked.asked_at,
            previous_due_on=asked.previous_due_on,
        )
    )
    session.get_one(Obligation, child.id).extension_asked = True
    session.flush()


def demand_obligations(firing: Firing, inspection_id: UUID) -> None:
    """What is about to be sent is demanded, not recommended (NĐ 217/2025/NĐ-CP, Điều 7, khoản 2, điểm e)."""
    query = select(Obligation).where(Obligation.inspection_id == inspection_id, DRAFTING.condition)
    for row in firing.session.exec(query.order_by(col(Obligation.id))).all():
        row.force = "demanded"
    firing.session.flush()


def issue_obligations(firing: Firing, inspection_id: UUID) -> None:
    """Send every drafted obligation of an inspection, dated with the day of the paper that is issued."""
    query = select(Obligation.id).where(Obligation.inspection_id == inspection_id, DRAFTING.condition)
    day = firing.case_row["issued_on"]
    for obligation_id in firing.session.exec(query.order_by(col(Obligation.id))).all():
        fire(firing.session, CaseRef("obligation", obligation_id), "issue", firing.actor, effective_on=day)
