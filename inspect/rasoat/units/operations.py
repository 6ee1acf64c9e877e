"""Adding and changing units and agencies."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.db import new_id
from rasoat.db.locking import lock
from rasoat.problems import Problem, Reason
from rasoat.text import one_line
from rasoat.units import queries
from rasoat.units.models import AGENCY_KINDS, AdministrativeUnit, Agency


def add_unit(
    session: Session,
    code: str,
    name: str,
    level: str,
    valid_from: date,
    parent: AdministrativeUnit | None = None,
) -> AdministrativeUnit:
    """Record an administrative unit from `valid_from` on."""
    unit = AdministrativeUnit(
        code=code, name=name, level=level, valid_from=valid_from, parent_id=parent.id if parent else None
    )
    session.add(unit)
    session.flush()
    return unit


def add_agency(
    session: Session, *, parent_id: UUID | None, valid_from: date, another: bool = True, **values: Any
) -> Agency:
    """Record an agency under `parent_id` (None: a root). `values` are the columns of Agency.

    Raises Problem `form.invalid`, also for one that has the name of another at the same place, unless it is known to be
    `another` one.
    """
    agency = Agency(
        id=values.pop("id", None) or new_id(), parent_id=parent_id, valid_from=valid_from, **_cleaned(values)
    )
    _check(agency)
    if not another and (same := queries.named_alike(session, agency.name, parent_id)):
        told = f"Đã có “{same.name}” ở cùng nơi, hoạt động từ {clock.date_text(same.valid_from)}. Nếu vẫn muốn thêm, đánh dấu ô này."
        raise Problem("form.invalid", reasons=[Reason("another", told)])
    parent = session.get_one(Agency, parent_id) if parent_id else None
    agency.path = f"{parent.path if parent else '/'}{agency.id}/"
    session.add(agency)
    session.flush()
    return agency


def edit_agency(session: Session, agency_id: UUID, version: int | None, values: dict[str, Any]) -> Agency:
    """Change an agency's own data. Its place in the tree cannot be changed, because earlier papers depend on it."""
    agency = lock(session, Agency, agency_id)
    agency.expect_version(version, "Người khác")
    for name, value in _cleaned(values).items():
        setattr(agency, name, value)
    _check(agency)
    session.flush()
    return agency


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    # Whoever calls: a command, a file and a page may all bring what nobody sees.
    return {name: one_line(value).strip() if isinstance(value, str) else value for name, value in values.items()}


def _check(agency: Agency) -> None:
    reasons = [
        Reason(field, message)
        for field, message, wrong in [
            ("name", "Nhập tên cơ quan.", not agency.name.strip()),
            ("short_name", "Nhập tên gọn.", not agency.short_name.strip()),
            ("symbol", "Nhập ký hiệu dùng trên văn bản.", not agency.symbol.strip()),
            ("kind", "Chọn loại cơ quan.", agency.kind not in AGENCY_KINDS),
            (
                "valid_to",
                "Ngày kết thúc trước ngày bắt đầu.",
                bool(agency.valid_to and agency.valid_to < agency.valid_from),
            ),
        ]
        if wrong
    ]
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
