"""An answer in rounds: progress before it, a draft of it, and taking back or supplementing what was sent, until somebody
begins to verify it.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.files.access import attached
from rasoat.files.models import Blob
from rasoat.files.operations import StoredFile, attach
from rasoat.problems import Reason
from rasoat.recommendations import figures, prepared, queries, telling
from rasoat.recommendations.answering.models import (
    DRAFTED,
    SUPPLEMENTED,
    TAKEN_BACK,
    Answer,
    PreparedAnswer,
    ProgressReport,
)
from rasoat.recommendations.answering.scans import scans_of
from rasoat.recommendations.data import PartReport
from rasoat.recommendations.effects import add_answer, attach_given, standing_answer
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, Fired, Firing, effect, fire

ANSWER, PROGRESS = "answer", "progress_report"
"""Kinds of owner of the files that came with an answer, and with a report of progress."""
BY_LEADER = "Cơ quan bạn đặt lãnh đạo duyệt báo cáo trước khi gửi; nhờ lãnh đạo làm bước này."


def supplement(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    *,
    claim: str,
    text: str,
    files: Sequence[StoredFile] = (),
    parts: Sequence[PartReport] = (),
    kept: Sequence[UUID] = (),
    expected_version: int | None = None,
    command_id: UUID | None = None,
) -> Fired:
    """Send an answer in the place of the one that waits to be verified; `kept` are those of its files that go along.

    Raises Problem `not_found` and those of `fire`: `case.wrong_state` when somebody began to verify it.
    """
    queries.require_visible(session, obligation_id, actor)
    # The files are those of the version that stands: nobody sends another one between.
    lock(session, Obligation, obligation_id)
    before = standing_answer(session, obligation_id)
    taken = [*(stored_of(session, ANSWER, before.id, kept) if before else ()), *files]
    given: dict[str, Any] = {"claim": claim, "text": text, "_files": taken, "_parts": list(parts)}
    return _fire(session, actor, obligation_id, "supplement", given, expected_version, command_id)


def report_progress(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    *,
    text: str,
    files: Sequence[StoredFile] = (),
    parts: Sequence[PartReport] = (),
    command_id: UUID | None = None,
) -> Fired:
    """Tell how far the addressee has come, in words and in figures of the parts, without answering.

    Raises Problem `not_found`, `form.invalid` for a figure that cannot be, and those of `fire`.
    """
    queries.require_visible(session, obligation_id, actor)
    given: dict[str, Any] = {"text": text, "_files": list(files), "_parts": list(parts)}
    return _fire(session, actor, obligation_id, "report_progress", given, None, command_id)


def _fire(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    trigger: str,
    given: dict[str, Any],
    expected_version: int | None,
    command_id: UUID | None,
) -> Fired:
    ref = CaseRef("obligation", obligation_id)
    return fire(session, ref, trigger, actor, expected_version=expected_version, command_id=command_id, payload=given)


def stored_of(session: Session, owner_kind: str, owner_id: UUID, kept: Sequence[UUID]) -> list[StoredFile]:
    """The files of one owner among `kept`, ready to be attached to another one."""
    found = [file for file in attached(session, owner_kind, owner_id) if file.id in kept]
    blobs = [(file, session.get_one(Blob, file.sha256)) for file in found]
    return [StoredFile(blob.sha256, blob.size, blob.kind, file.name) for file, blob in blobs]


def by_its_leader(firing: Firing) -> list[Reason]:
    """What stands against an officer who sends something without the leader, where the agency wishes the leader to."""
    return [Reason("", BY_LEADER)] if prepared.needs_leader(firing) else []


def _end(firing: Firing, how: str) -> Answer | None:
    row = standing_answer(firing.session, firing.ref.id)
    if row is not None:
        row.ended, row.ended_by, row.ended_at = how, firing.actor.user_id, clock.now()
        row.ended_because = firing.payload.get("reason", "")
        firing.session.flush()
    return row


@effect("take_back_answer", condition=by_its_leader)
def _take_back_answer(firing: Firing) -> None:
    """The answer is kept and shown as taken back; the addressee answers anew, from a draft that says the same."""
    before = _end(firing, TAKEN_BACK)
    if before is not None:
        # What a paper says that came in, or was issued here, is answered by another one.
        if before.worded_here:
            _into_a_draft(firing.session, before, firing.actor)
        telling.tell_lead_agency(firing, telling.TAKEN_BACK, before.id)


def _into_a_draft(session: Session, before: Answer, by: Actor) -> None:
    """The answer goes on as a draft of the addressee, with its figures and files, but not with the scan of the report by which it
    was sent: the next one is signed anew. Whose the draft is decides who sees where a photograph was taken.
    """
    parts = [figures.as_report(one) for one in figures.of_answers(session, [before.id]).get(before.id, [])]
    made = PreparedAnswer(
        obligation_id=before.obligation_id,
        agency_id=before.agency_id,
        claim=before.claim,
        text=before.text,
        parts=figures.as_stored(parts),
        prepared_by=by.user_id,
        prepared_on=clock.today(),
        outcome=DRAFTED,
    )
    session.add(made)
    session.flush()
    scans = scans_of(session, [before.id])
    own = [file.id for file in attached(session, ANSWER, before.id) if file.sha256 not in scans]
    for file in stored_of(session, ANSWER, before.id, own):
        attach(session, file, prepared.OWNER, made.id, by)


@effect("tell_supplement_wanted")
def _tell_supplement_wanted(firing: Firing) -> None:
    """The addressee hears that its answer says too little, and goes on from a draft that says the same. What is missing
    stands in the journal.
    """
    before = standing_answer(firing.session, firing.ref.id)
    if before is not None:
        if before.worded_here:
            _into_a_draft(firing.session, before, accounts.author_of(firing.session, before.answered_by))
        telling.tell_addressee(firing, telling.SUPPLEMENT_WANTED, before.id)


@effect("supplement_answer", condition=by_its_leader)
def _supplement_answer(firing: Firing) -> None:
    """The former version is kept and shown; the new one is what is verified."""
    _end(firing, SUPPLEMENTED)
    add_answer(firing, agency_id=firing.actor.agency_id)


@effect("record_progress", condition=by_its_leader)
def _record_progress(firing: Firing) -> None:
    obligation = firing.session.get_one(Obligation, firing.ref.id)
    reports, files = firing.payload.get("_parts") or [], firing.payload.get("_files") or []
    figures.check_reports(obligation, reports, pictures=figures.pictured(files))
    row = ProgressReport(
        obligation_id=firing.ref.id,
        text=firing.payload["text"],
        reported_by=firing.actor.user_id,
        agency_id=firing.actor.agency_id,
        reported_on=firing.effective_on,
    )
    firing.session.add(row)
    firing.session.flush()
    figures.record_reports(firing.session, obligation, row, reports)
    attach_given(firing, PROGRESS, row.id)
