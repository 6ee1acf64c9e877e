"""What became of units and agencies that ended: who succeeded them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.problems import Problem, Reason
from rasoat.units.models import AdministrativeUnit, Agency, AgencySuccession, UnitSuccession


def set_of_agency(session: Session, agency: Agency, successors: Sequence[UUID]) -> None:
    """Say which agencies took over this one's tasks. Raises Problem `form.invalid`."""
    _check(session, agency, Agency, successors)
    _set(session, AgencySuccession, agency.id, successors)


def set_of_unit(session: Session, unit: AdministrativeUnit, successors: Sequence[UUID]) -> None:
    """Say into which units this one went. Raises Problem `form.invalid`."""
    _check(session, unit, AdministrativeUnit, successors)
    _set(session, UnitSuccession, unit.id, successors)


def of_agency(session: Session, agency_id: UUID) -> list[Agency]:
    """The agencies that took over its tasks, in Vietnamese order."""
    query = select(Agency).join(AgencySuccession, col(AgencySuccession.successor_id) == col(Agency.id))
    query = query.where(AgencySuccession.predecessor_id == agency_id)
    return list(session.exec(query.order_by(col(Agency.order_text), col(Agency.id))))


def of_unit(session: Session, unit_id: UUID) -> list[AdministrativeUnit]:
    """The units into which it went, in Vietnamese order."""
    query = select(AdministrativeUnit).join(
        UnitSuccession, col(UnitSuccession.successor_id) == col(AdministrativeUnit.id)
    )
    query = query.where(UnitSuccession.predecessor_id == unit_id)
    return list(session.exec(query.order_by(col(AdministrativeUnit.order_text), col(AdministrativeUnit.id))))


def _check(session: Session, row: Agency | AdministrativeUnit, model: Any, successors: Sequence[UUID]) -> None:
    if not successors:
        return
    reasons = []
    if row.valid_to is None:
        reasons.append(Reason("valid_to", "Có đơn vị kế thừa thì ghi ngày kết thúc."))
    for number, successor_id in enumerate(successors):
        other = session.get(model, successor_id)
        if other is None or other.id == row.id:
            reasons.append(Reason(f"successors-{number}", "Chọn một đơn vị khác."))
        elif row.valid_to and other.valid_to and other.valid_to <= row.valid_to:
            told = f"{other.name} kết thúc ngày {clock.date_text(other.valid_to)}, không thể kế thừa."
            reasons.append(Reason(f"successors-{number}", told))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)


def _set(session: Session, model: Any, predecessor_id: UUID, successors: Sequence[UUID]) -> None:
    stored = {
        row.successor_id: row for row in session.exec(select(model).where(model.predecessor_id == predecessor_id))
    }
    for successor_id, row in stored.items():
        if successor_id not in successors:
            session.delete(row)
    for successor_id in dict.fromkeys(successors):
        if successor_id not in stored:
            session.add(model(predecessor_id=predecessor_id, successor_id=successor_id))
    session.flush()
