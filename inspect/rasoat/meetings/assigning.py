"""What the issue of a meeting's notice does: each task becomes an obligation of each agency that owes it."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.meetings import queries
from rasoat.meetings.models import Meeting, MeetingTask
from rasoat.problems import Reason
from rasoat.recommendations import due
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import put_parts
from rasoat.recommendations.sources import as_told
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, Firing, fire, guard, move, start

ANNOUNCE, RECALL = "announce", "recall_notice"
FORCE = "assigned"


def assign(session: Session, actor: Actor, meeting_id: UUID, day: date, paper: str) -> None:
    """Send the tasks of a concluded meeting, dated with the day of its notice, and end the meeting as announced.

    `paper` is the notice by number and day: by it each due date is explained.
    """
    meeting = lock(session, Meeting, meeting_id)
    for told in queries.tasks(session, meeting_id):
        for agency_id in told.addressees:
            _send(session, actor, meeting, told.task, agency_id, day, paper)
    fire(session, CaseRef("meeting", meeting_id), ANNOUNCE, actor, payload={"_paper": paper}, effective_on=day)


def recall(session: Session, actor: Actor, meeting_id: UUID, day: date, paper: str) -> None:
    """Say of a meeting that its notice was recalled; `paper` is the notice by number and day. Its tasks rest (recommendations/suspending.py).

    A meeting on a procedure of before goes on by the newest, which knows that state.
    """
    ref = CaseRef("meeting", lock(session, Meeting, meeting_id).id)
    move.renew_for(session, ref, RECALL, actor)
    fire(session, ref, RECALL, actor, payload={"_paper": paper}, effective_on=day)


def _send(
    session: Session, actor: Actor, meeting: Meeting, task: MeetingTask, agency_id: UUID, day: date, paper: str
) -> None:
    row = Obligation(
        source_kind=queries.SOURCE,
        **as_told(task),
        force=FORCE,
        lead_agency_id=meeting.lead_agency_id,
        addressee_id=agency_id,
        due_on=task.due_on,
        due_basis=_basis(actor, task, paper),
    )
    put_parts(row, "")
    start(session, row, "obligation", "obligation", actor, day)
    fire(session, CaseRef("obligation", row.id), "issue", actor, effective_on=day)


def _basis(actor: Actor, task: MeetingTask, paper: str) -> dict[str, object]:
    if task.due_on is not None:
        return due.set_by(actor, task.due_on, "retold", act=paper)
    return {"how": "none_stated", "act": paper, "by": str(actor.user_id), "on": clock.today().isoformat()}


def chairs(session: Session, firing: Firing) -> bool:
    """Whether an obligation is owed by those who chair: a task of the chairing or the standing agency of its meeting, or
    whatever a body above the leading agency owes, on which that agency gives no verdict.
    """
    row = firing.case_row
    if units.is_above(session, row["addressee_id"], row["lead_agency_id"]):
        return True
    if row["source_kind"] != queries.SOURCE:
        return False
    meeting = queries.meeting_of(session, row["source_id"])
    return meeting is not None and row["addressee_id"] in (meeting.lead_agency_id, meeting.chair_agency_id)


@guard("is_not_owed_by_those_who_chair")
def _is_not_owed_by_those_who_chair(firing: Firing) -> list[Reason]:
    if not chairs(firing.session, firing):
        return []
    if firing.case_row["source_kind"] != queries.SOURCE:
        told = "Việc của cơ quan cấp trên không do cơ quan cấp dưới xác minh; kết thúc khi văn bản của cơ quan ấy đã vào sổ."
        return [Reason("", told)]
    told = (
        "Nhiệm vụ của chính cơ quan chủ trì hoặc cơ quan thường trực không xác minh bằng kết luận của cơ quan ấy; "
        "chỉ kết thúc khi văn bản của người chủ trì đã vào sổ."
    )
    return [Reason("", told)]


@guard("is_owed_by_those_who_chair")
def _is_owed_by_those_who_chair(firing: Firing) -> list[Reason]:
    if chairs(firing.session, firing):
        return []
    told = (
        "Chỉ việc của cơ quan cấp trên, cơ quan chủ trì hoặc cơ quan thường trực kết thúc theo văn bản; "
        "nội dung này phải xác minh."
    )
    return [Reason("", told)]
