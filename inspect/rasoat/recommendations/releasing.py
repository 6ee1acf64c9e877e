"""An answer is saved as a draft; where the agency wishes so, an officer prepares it, and a leader of the same agency
releases it or sends it back. Only then it is an answer.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.db.locking import lock
from rasoat.files.access import attached
from rasoat.files.operations import StoredFile, attach
from rasoat.notifying.operations import tell
from rasoat.problems import Problem, Reason
from rasoat.recommendations import figures, prepared, queries
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import DRAFTED, RELEASED, RETURNED, WAITING, PreparedAnswer
from rasoat.recommendations.data import PartReport
from rasoat.recommendations.effects import last_answer, overtake
from rasoat.recommendations.models import ADDRESSEES_TURN, VERDICTS, Obligation
from rasoat.recommendations.rounds import stored_of
from rasoat.workflows import Fired

PREPARED, SENT_BACK, SENT = "answer_prepared", "answer_sent_back", "answer_released"
"""Events: the leaders are told of the first, whoever prepared the answer of the others."""


def prepare(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    *,
    claim: str,
    text: str,
    files: Sequence[StoredFile] = (),
    parts: Sequence[PartReport] = (),
    kept: Sequence[UUID] = (),
    seen: UUID | None = None,
) -> PreparedAnswer:
    """Put an answer before the leaders of the agency. It takes the place of the one that waits.

    `seen` is the answer in preparation that the person saw (None: there was none); `kept` are those of its files that go
    along. Raises Problem `not_found`, `forbidden`, `case.edited` when another one was prepared or decided meanwhile,
    `answer.not_waiting` when it is not the addressee's turn, `form.invalid`.
    """
    row = _locked(session, actor, obligation_id)
    before = _before(session, actor, row, seen)
    _require_words(claim, text)
    made = _word(session, actor, row, before, WAITING, claim, text, kept, files, parts)
    tell(session, PREPARED, made.id, people=prepared.leaders(session, actor.agency_id))
    return made


def save_draft(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    *,
    claim: str,
    text: str,
    files: Sequence[StoredFile] = (),
    parts: Sequence[PartReport] = (),
    kept: Sequence[UUID] = (),
    seen: UUID | None = None,
) -> PreparedAnswer:
    """Keep what somebody of the addressee has written so far; the claim and the words may still be missing.

    `seen` and `kept` as of `prepare`. Raises what `prepare` raises, and `form.invalid` while an answer waits for the leader.
    """
    row = _locked(session, actor, obligation_id)
    if not (prepared.writes(row.model_dump(), actor) or prepared.releases(row.model_dump(), actor)):
        raise Problem("forbidden")
    before = prepared.current(session, row, actor)
    if (before.id if before else None) != seen:
        raise Problem("case.edited")
    if before is not None and before.outcome == WAITING:
        told = "Báo cáo đang chờ lãnh đạo duyệt nên không lưu nháp được; trình lại hoặc nhờ lãnh đạo trả lại."
        raise Problem("form.invalid", reasons=[Reason("text", told)])
    if claim and claim not in VERDICTS:
        raise Problem("form.invalid", reasons=[Reason("claim", "Chọn mức độ thực hiện.")])
    made = _word(session, actor, row, before, DRAFTED, claim, text, kept, files, parts)
    if before is not None:
        # Why the leader returned what is worded anew is still read beside the draft.
        made.note, made.decided_by, made.decided_at = before.note, before.decided_by, before.decided_at
        session.flush()
    return made


def _word(
    session: Session,
    actor: Actor,
    row: Obligation,
    before: PreparedAnswer | None,
    outcome: str,
    claim: str,
    text: str,
    kept: Sequence[UUID],
    files: Sequence[StoredFile],
    parts: Sequence[PartReport],
) -> PreparedAnswer:
    """One more answer in preparation, in the place of the one before it, with those of its files that are kept."""
    taken = [*stored_of(session, prepared.OWNER, before.id, kept), *files] if before else list(files)
    if outcome == WAITING:
        figures.check_reports(row, parts, pictures=figures.pictured(taken))
    overtake(session, row.id)
    made = PreparedAnswer(
        obligation_id=row.id,
        agency_id=actor.agency_id,
        claim=claim,
        text=text.strip(),
        parts=figures.as_stored(parts),
        prepared_by=actor.user_id,
        prepared_on=clock.today(),
        outcome=outcome,
    )
    session.add(made)
    session.flush()
    for file in taken:
        attach(session, file, prepared.OWNER, made.id, actor)
    return made


def _before(session: Session, actor: Actor, row: Obligation, seen: UUID | None) -> PreparedAnswer | None:
    """The answer in preparation that the person saw."""
    if not prepared.writes(row.model_dump(), actor):
        raise Problem("forbidden")
    before = prepared.current(session, row, actor)
    if (before.id if before else None) != seen:
        raise Problem("case.edited")
    return before


def kept_files(
    session: Session, actor: Actor, obligation_id: UUID, seen: UUID | None, kept: Sequence[UUID]
) -> list[StoredFile]:
    """Of the draft that the person saw, the files that go along with the answer, also when somebody saved another one."""
    draft = session.get(PreparedAnswer, seen) if seen else None
    if draft is None or draft.obligation_id != obligation_id or not prepared.visible(session, draft.id, actor):
        return []
    return stored_of(session, prepared.OWNER, draft.id, kept)


def release(
    session: Session, actor: Actor, obligation_id: UUID, prepared_id: UUID, *, command_id: UUID | None = None
) -> Fired:
    """Give the answer that waits, as the leader saw it. Raises Problem `not_found`, `forbidden`, `answer.not_waiting`, and
    those of `fire`.
    """
    obligation, row = _to_decide(session, actor, obligation_id, prepared_id)
    waited = row.outcome == WAITING
    if waited:
        _decide(row, actor, RELEASED)
        session.flush()
    files = stored_of(session, prepared.OWNER, row.id, [file.id for file in attached(session, prepared.OWNER, row.id)])
    fired = answering.answer(
        session,
        actor,
        obligation.id,
        claim=row.claim,
        text=row.text,
        files=files,
        parts=figures.from_stored(row.parts),
        command_id=command_id,
    )
    if fired.repeated:
        return fired
    if not waited:
        raise Problem("answer.not_waiting")
    made = last_answer(session, obligation.id)
    row.answer_id = made.id if made else None
    tell(session, SENT, row.id, people=[session.get_one(User, row.prepared_by)])
    return fired


def send_back(session: Session, actor: Actor, obligation_id: UUID, prepared_id: UUID, reason: str) -> PreparedAnswer:
    """Send the answer that waits back to whoever prepared it. Raises Problem `not_found`, `forbidden`,
    `answer.not_waiting`, `form.invalid` without a reason.
    """
    _obligation, row = _to_decide(session, actor, obligation_id, prepared_id)
    if not reason.strip():
        raise Problem("form.invalid", reasons=[Reason("reason", "Nhập lý do trả lại.")])
    if row.outcome != WAITING:
        raise Problem("answer.not_waiting")
    _decide(row, actor, RETURNED)
    row.note = reason.strip()
    session.flush()
    tell(session, SENT_BACK, row.id, people=[session.get_one(User, row.prepared_by)])
    return row


def _locked(session: Session, actor: Actor, obligation_id: UUID) -> Obligation:
    queries.require_visible(session, obligation_id, actor)
    row = lock(session, Obligation, obligation_id)
    if not ADDRESSEES_TURN.of(row):
        raise Problem("answer.not_waiting")
    return row


def _to_decide(
    session: Session, actor: Actor, obligation_id: UUID, prepared_id: UUID
) -> tuple[Obligation, PreparedAnswer]:
    queries.require_visible(session, obligation_id, actor)
    obligation = lock(session, Obligation, obligation_id)
    row = session.get(PreparedAnswer, prepared_id)
    if row is None or row.obligation_id != obligation_id or not prepared.visible(session, prepared_id, actor):
        raise Problem("not_found")
    if not prepared.releases(obligation.model_dump(), actor):
        raise Problem("forbidden")
    return obligation, row


def _decide(row: PreparedAnswer, actor: Actor, outcome: str) -> None:
    row.outcome, row.decided_by, row.decided_at = outcome, actor.user_id, clock.now()


def _require_words(claim: str, text: str) -> None:
    reasons = [] if claim in VERDICTS else [Reason("claim", "Chọn mức độ thực hiện.")]
    if not text.strip():
        reasons.append(Reason("text", "Nhập kết quả thực hiện."))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
