"""Checks that what belongs to an inspection names the agency that leads it."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlmodel import Session, col

from rasoat.inspections.models import Inspection
from rasoat.workflows import CaseRef
from rasoat.workflows.derived import Untrue, register_derived
from rasoat.workflows.registry import kinds


@register_derived
def leads(session: Session) -> Iterator[Untrue]:
    """Cases of an inspection that name another agency as the leading one: who sees them follows from it (see
    `inspections.queries.of_inspected`).
    """
    for kind in kinds.values():
        case = kind.table.c
        if "inspection_id" not in case or "lead_agency_id" not in case:
            continue
        query = (
            select(case.id)
            .join(Inspection, col(Inspection.id) == case.inspection_id)
            .where(case.lead_agency_id != col(Inspection.lead_agency_id))
        )
        for case_id in session.connection().execute(query.order_by(case.id)).scalars():
            yield CaseRef(kind.name, case_id), "ghi cơ quan chủ trì khác với cuộc kiểm tra của nó."
