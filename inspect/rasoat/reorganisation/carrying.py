"""Passing one open thing on to who was confirmed: obligations through their workflow, everything else by its column, each
with an entry in the journal that names the act.
"""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock, lock_rows
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem, Reason
from rasoat.recommendations.effects import Receiver
from rasoat.reorganisation.holdings import BY_NAME, Holding
from rasoat.reorganisation.models import Passing, Reorganisation
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire, noting
from rasoat.workflows.models import CaseRow
from rasoat.workflows.move import renew_for
from rasoat.workflows.registry import kinds, register_note

PASSED = "passed_by_act"
"""Entry in the journal of a case: another agency goes on with it, because of an act."""
register_note(PASSED, "Chuyển theo văn bản sắp xếp tổ chức")


def carry_out(session: Session, actor: Actor, act: Reorganisation, one: Passing) -> bool:
    """Pass it on. False when it is not there to be passed on any more: it ended, or somebody passed it on before.

    Raises Problem `form.invalid` with what stands against it, and what `fire` raises.
    """
    holding = BY_NAME[one.kind]
    if not _stands(session, holding, one):
        return False
    if holding.name == "obligation":
        _transfer(session, actor, act, one)
    elif holding.name == "led_inspection":
        _lead(session, actor, act, one)
    else:
        _move(session, actor, act, holding, one)
    return True


def _stands(session: Session, holding: Holding, one: Passing) -> bool:
    query = select(col(holding.model.id)).where(
        col(holding.model.id) == one.target_id, col(holding.agency) == one.from_id, holding.where
    )
    return session.exec(query).first() is not None


def _transfer(session: Session, actor: Actor, act: Reorganisation, one: Passing) -> None:
    receivers = [Receiver(UUID(each["agency"]), each.get("share")) for each in one.receivers]
    ref = CaseRef("obligation", one.target_id)
    # Versions of before could not pass on what was verified as less than met.
    renew_for(session, ref, "transfer", actor)
    payload = {"to_agency": receivers[0].agency_id, "act": act.told, "_receivers": receivers}
    fire(session, ref, "transfer", actor, payload=payload, effective_on=act.effective_on)


def _lead(session: Session, actor: Actor, act: Reorganisation, one: Passing) -> None:
    """The inspection and all its cases name the same leading agency, so that they pass on together."""
    lock(session, Inspection, one.target_id)
    to = _only(session, act, one)
    for kind in list(kinds.values()):
        model: Any = kind.model
        if "lead_agency_id" not in kind.table.c:
            continue
        key = model.id if model is Inspection else getattr(model, "inspection_id", None)
        if key is None:
            continue
        query = select(model).where(col(key) == one.target_id, model.lead_agency_id == one.from_id)
        ids = [row.id for row in lock_rows(session, query.order_by(col(model.id)))]
        for case_id in ids:
            _give(session, actor, act, CaseRef(kind.name, case_id), "lead_agency_id", to)


def _move(session: Session, actor: Actor, act: Reorganisation, holding: Holding, one: Passing) -> None:
    to = _only(session, act, one)
    row: Any = lock(session, holding.model, one.target_id)
    column = holding.agency.key
    if isinstance(row, CaseRow):
        name = next(kind.name for kind in kinds.values() if kind.model is holding.model)
        _give(session, actor, act, CaseRef(name, row.id), column, to)
        return
    _require_new(session, holding, row, column, to)
    _note(session, actor, act, CaseRef("plan", row.plan_id), column, one.from_id, to.id)
    setattr(session.get_one(holding.model, one.target_id), column, to.id)
    session.flush()


def _require_new(session: Session, holding: Holding, row: Any, column: str, to: Agency) -> None:
    """A plan names each agency once."""
    if column != "agency_id":
        return
    model: Any = holding.model
    query = select(model.id).where(model.plan_id == row.plan_id, model.agency_id == to.id)
    if session.exec(query).first() is not None:
        raise _wrong(f"Kế hoạch đã có {to.listed_name}; mở kế hoạch và bỏ cơ quan đã kết thúc.")


def _give(session: Session, actor: Actor, act: Reorganisation, ref: CaseRef, column: str, to: Agency) -> None:
    row: Any = session.get_one(kinds[ref.kind].model, ref.id)
    before = getattr(row, column)
    setattr(row, column, to.id)
    if ref.kind == "inspection" and column == "unit_id":
        row.unit_name = to.name
    row.version += 1
    session.flush()
    _note(session, actor, act, ref, column, before, to.id)


def _note(
    session: Session, actor: Actor, act: Reorganisation, ref: CaseRef, column: str, before: UUID, to: UUID
) -> None:
    facts = {"act": str(act.id), "column": column, "from": str(before), "to": str(to)}
    noting.note(session, ref, PASSED, actor, facts, {"because": act.told})


def _only(session: Session, act: Reorganisation, one: Passing) -> Agency:
    if len(one.receivers) != 1:
        raise _wrong("Chọn một cơ quan nhận.")
    to = units.agency(session, one.agencies[0])
    if not to.serves_on(act.effective_on):
        raise _wrong(f"{to.listed_name} không hoạt động vào ngày văn bản có hiệu lực; chọn cơ quan khác.")
    return to


def _wrong(told: str) -> Problem:
    return Problem("form.invalid", reasons=[Reason("receivers", told)])
