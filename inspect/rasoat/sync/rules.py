"""What this room tells the earlier ones: who took a visit along, who sees late records, what closing waits for."""

from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.files.access import register_owner
from rasoat.problems import Reason
from rasoat.sync.giving_up import awaited
from rasoat.sync.models import Submission
from rasoat.sync.trips import took
from rasoat.visits import queries as visits
from rasoat.visits.belonging import register_taking
from rasoat.visits.models import Visit
from rasoat.workflows import Firing, guard


def _sees(session: Session, submission_id: UUID, actor: Actor) -> bool:
    submission = session.get(Submission, submission_id)
    visit = session.get(Visit, submission.visit_id) if submission else None
    return visit is not None and visits.reads_answers(session, visit.inspection_id, actor)


register_taking(took)
register_owner("submission", _sees)


@guard("photos_have_arrived")
def _photos_have_arrived(firing: Firing) -> list[Reason]:
    count = len(awaited(firing.session, firing.ref.id))
    if not count:
        return []
    todo = "Gửi nốt từ máy tính bảng; ảnh không còn gửi được thì xác nhận ở trang “Máy tính bảng” của buổi này."
    return [Reason("photos", f"Còn {count} ảnh đã báo nhưng chưa về. {todo}")]
