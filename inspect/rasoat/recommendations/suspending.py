"""Obligations whose paper was recalled: nothing is done about them until another paper says what becomes of them.

Their state stays what it was. Each action asks the one condition that is registered here, whatever version of the
procedure a case runs on; to withdraw is still possible.
"""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.problems import Reason
from rasoat.recommendations.models import ENDED, PASSED_ON, Obligation
from rasoat.workflows import CaseRef, Firing, noting
from rasoat.workflows.registry import register_note, register_standing

SUSPENDED, RESUMED = "suspended", "resumed"
register_note(SUSPENDED, "Tạm dừng vì văn bản bị thu hồi")
register_note(RESUMED, "Thực hiện tiếp theo văn bản mới")


def source_is_in_force(firing: Firing) -> list[Reason]:
    """Why nothing can be done about an obligation: the paper that asked it was recalled. It can only be withdrawn."""
    to = firing.transition.to
    columns = {} if to == "=" else firing.definition.states[to].columns()
    ends = bool(columns) and ENDED.of(columns) and not PASSED_ON.of(columns)
    if firing.case_row["suspended_on"] is None or ends:
        return []
    return [Reason("", firing.case_row["suspended_because"])]


register_standing("obligation", source_is_in_force)


def suspend(session: Session, actor: Actor, obligation_id: UUID, because: str, day: date) -> None:
    """Stop everything about one obligation until `resume`; one that has ended stays as it is. `because` is what its people read."""
    row = lock(session, Obligation, obligation_id)
    if ENDED.of(row):
        return
    row.suspended_on, row.suspended_because = day, because
    _noted(session, actor, row, SUSPENDED, because)


def resume(session: Session, actor: Actor, obligation_id: UUID, paper: str) -> None:
    """Go on with an obligation, as `paper` says. One that is not suspended stays as it is."""
    row = lock(session, Obligation, obligation_id)
    if row.suspended_on is not None:
        row.suspended_on, row.suspended_because = None, ""
        _noted(session, actor, row, RESUMED, paper)


def _noted(session: Session, actor: Actor, row: Obligation, trigger: str, words: str) -> None:
    row.version += 1
    session.flush()
    noting.note(session, CaseRef("obligation", row.id), trigger, actor, {}, {"because": words})
