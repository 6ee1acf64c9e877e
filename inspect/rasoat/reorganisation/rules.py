"""What this room registers with the workflow engine: acts as cases, and when going through their proposals is over."""

from uuid import UUID

from sqlmodel import Session

from rasoat.problems import Reason
from rasoat.reorganisation import carrying, queries
from rasoat.reorganisation.models import PASSED, PROPOSED, UNDECIDED, Reorganisation
from rasoat.workflows import CaseKind, Firing, guard, register_kind
from rasoat.workflows.relations import register_lead_agency

__all__ = ["carrying"]


def _label(session: Session, act_id: UUID) -> str:
    return session.get_one(Reorganisation, act_id).name


register_kind(CaseKind("reorganisation", Reorganisation, "Chuyển việc theo văn bản", _label, queries.visible))
register_lead_agency("reorganisation")


@guard("everything_is_passed_on")
def _everything_is_passed_on(firing: Firing) -> list[Reason]:
    found = queries.states(firing.session, firing.ref.id)
    left = found.get(PROPOSED, 0) + found.get(UNDECIDED, 0)
    return [Reason("", f"Còn {left} việc chưa chuyển; xác nhận hết rồi kết thúc.")] if left else []


@guard("nothing_is_passed_on")
def _nothing_is_passed_on(firing: Firing) -> list[Reason]:
    passed = queries.states(firing.session, firing.ref.id).get(PASSED, 0)
    return [Reason("", f"Đã chuyển {passed} việc; việc đã chuyển không hoàn tác được.")] if passed else []
