"""What this room registers with the workflow engine: acts as cases, and when going through their proposals is over."""

from uuid import UUID

from sqlmodel import Session, col

from rasoat.account_changes.operations import carried_out
from rasoat.problems import Reason
from rasoat.reorganisation import account_moves, account_queries, carrying, queries
from rasoat.reorganisation.models import PASSED, PROPOSED, UNDECIDED, Passing, Reorganisation
from rasoat.workflows import CaseKind, Firing, guard, register_kind
from rasoat.workflows.relations import register_lead_agency

__all__ = ["carrying"]


def _label(session: Session, act_id: UUID) -> str:
    return session.get_one(Reorganisation, act_id).name


register_kind(CaseKind("reorganisation", Reorganisation, "Chuyển việc theo văn bản", _label, queries.visible))
register_lead_agency("reorganisation")
carried_out.append(account_moves.settle)


@guard("everything_is_passed_on")
def _everything_is_passed_on(firing: Firing) -> list[Reason]:
    found = queries.states(firing.session, firing.ref.id)
    left = found.get(PROPOSED, 0) + found.get(UNDECIDED, 0)
    reasons = [Reason("", f"Còn {left} việc chưa chuyển; xác nhận hết rồi kết thúc.")] if left else []
    if accounts := account_queries.count_left(firing.session, col(Passing.reorganisation_id) == firing.ref.id):
        told = f"Còn {accounts} tài khoản của cơ quan đã kết thúc; quản trị chuyển hoặc khóa xong rồi kết thúc."
        reasons.append(Reason("", told))
    return reasons


@guard("nothing_is_passed_on")
def _nothing_is_passed_on(firing: Firing) -> list[Reason]:
    passed = queries.states(firing.session, firing.ref.id).get(PASSED, 0)
    reasons = [Reason("", f"Đã chuyển {passed} việc; việc đã chuyển không hoàn tác được.")] if passed else []
    if accounts := account_queries.count_passed(firing.session, firing.ref.id):
        told = f"{accounts} tài khoản đã chuyển, hoặc chờ người thứ hai xác nhận chuyển; không hoàn tác được."
        reasons.append(Reason("", told))
    return reasons
