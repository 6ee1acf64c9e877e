"""What an obligation has climbed of the ladder and what comes next; a person stops a step and says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor, Role
from rasoat.db.locking import lock
from rasoat.db.reading import remembered
from rasoat.followup import ladder
from rasoat.followup.climbing import KIND
from rasoat.followup.models import STEP, STOPPED, LadderStep
from rasoat.followup.occasions import Occasion, Occasions
from rasoat.notifying import queries as notifying
from rasoat.problems import Problem, Reason
from rasoat.recommendations.answering.queries import decided_extension
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.recommendations.queries import require_visible
from rasoat.workflows import CaseRef, noting, working_days

STOP = "stop_step"
"""Entry in an obligation's journal: a person stopped a step of the ladder."""


def may_stop(obligation: Obligation, actor: Actor) -> bool:
    """Whether a person may stop steps: officers and leaders of the agency that follows the obligation up."""
    return actor.agency_id == obligation.lead_agency_id and actor.role in (Role.OFFICER, Role.LEADER)


def stop_step(session: Session, actor: Actor, obligation_id: UUID, step: str, reason: str) -> LadderStep:
    """Stop a step for the present due date: it is not done, nor done again. With a new due date it counts again.

    Raises Problem `not_found`, `forbidden`, `form.invalid` for a step that does not come any more or without a reason.
    """
    require_visible(session, obligation_id, actor)
    obligation = lock(session, Obligation, obligation_id)
    if not may_stop(obligation, actor):
        raise Problem("forbidden")
    coming = chosen(coming_steps(session, obligation), step, reason)
    assert obligation.due_on is not None, "what has no due date climbs no step"
    return stop(session, actor, CaseRef(KIND, obligation.id), obligation.due_on, coming, reason)


def stop(session: Session, actor: Actor, ref: CaseRef, due_on: date, coming: Occasion, reason: str) -> LadderStep:
    """Write that a step of a locked case is stopped, and its entry in the journal."""
    row = LadderStep(
        case_kind=ref.kind,
        case_id=ref.id,
        due_on=due_on,
        step=coming.step.step,
        ordinal=coming.ordinal,
        title=coming.step.title,
        day=coming.day,
        outcome=STOPPED,
        by=actor.account_id,
        reason=reason.strip(),
    )
    session.add(row)
    session.flush()
    facts = {"step": row.step, "for_day": row.day.isoformat(), "due_on": row.due_on.isoformat()}
    noting.note(session, ref, STOP, actor, facts, {"reason": row.reason})
    return row


def chosen(coming: Sequence[Occasion], step: str, reason: str) -> Occasion:
    """The step that is to be stopped. Raises Problem `form.invalid` when it does not come any more, or without a reason."""
    if not reason.strip():
        raise Problem("form.invalid", reasons=[Reason("reason", "Cần nêu lý do dừng bậc này.")])
    found = next((one for one in coming if one.step.step == step), None)
    if found is None:
        raise Problem("form.invalid", reasons=[Reason("step", "Bậc này không còn đến nữa; chọn bậc khác.")])
    return found


def coming_steps(session: Session, obligation: Obligation) -> list[Occasion]:
    """The steps that come next for the present due date, without those that were stopped; none when it is done, or while the
    letter that gives more time is awaited.
    """
    if obligation.due_on is None or not is_open(obligation) or obligation.issued_on is None:
        return []
    granted = decided_extension(session, obligation)
    if granted and granted.granted_until and granted.granted_until >= clock.today():
        return []
    version = obligation.ladder_version if obligation.climbs_for == obligation.due_on else 0
    climbs = ladder.of_version(session, version) if version else ladder.newest(session)
    had = [row for row in steps_of(session, obligation.id) if row.due_on == obligation.due_on]
    gone = {row.step for row in had if row.outcome == STOPPED}
    # What was stopped ahead of its day does not hide what comes before it.
    since = max([obligation.issued_on, clock.today(), *(row.day for row in had if row.outcome != STOPPED)])
    days = Occasions(working_days.in_force(session))
    coming = days.coming(ladder.rungs_of(climbs, obligation), obligation.due_on, since, obligation.brought_on)
    return [one for one in coming if one.step.step not in gone]


def steps_of(session: Session, case_id: UUID, kind: str = KIND) -> list[LadderStep]:
    """The steps that were done or stopped, the oldest first."""
    query = select(LadderStep).where(LadderStep.case_kind == kind, LadderStep.case_id == case_id)
    query = query.order_by(col(LadderStep.day), col(LadderStep.id))
    return list(remembered(session, (LadderStep, case_id), lambda: list(session.exec(query))))


@dataclass(frozen=True, slots=True)
class Climbed:
    """One step as people read it; `mailed_at` is when its first mail was sent, `who` who stopped it."""

    title: str
    day: date
    what: list[str]
    who: str
    reason: str
    letter_id: UUID | None
    mailed_at: datetime | None


def climbed(session: Session, obligation_id: UUID, *, outside: bool) -> list[Climbed]:
    """The steps as people read them; those outside read what told them, and not what was done inside."""
    rows = [row for row in steps_of(session, obligation_id) if not outside or (row.told and not row.climbed)]
    return as_read(session, STEP, rows)


def as_read(session: Session, event: str, rows: Sequence[LadderStep]) -> list[Climbed]:
    """Steps as people read them; `event` is what their mails told."""
    people = accounts.names(session, {row.by for row in rows if row.by})
    mailed = notifying.mailed_at(session, event, [row.id for row in rows])
    return [
        Climbed(
            row.title,
            row.day,
            _what(row),
            people[row.by].full_name if row.by else "",
            row.reason,
            row.letter_id,
            mailed.get(row.id),
        )
        for row in rows
    ]


def _what(row: LadderStep) -> list[str]:
    if row.outcome == STOPPED:
        return ["đã dừng"]
    said = {"danh sách của lãnh đạo": row.leaders, "báo cáo UBND tỉnh": row.province}
    return [name for name, true in said.items() if true]


def waits_for_addressee(obligation: Obligation) -> bool:
    """Whether steps come now: it is the addressee's turn."""
    return is_open(obligation) and ADDRESSEES_TURN.of(obligation)
