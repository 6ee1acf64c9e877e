"""Adding and changing units and agencies."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.db import new_id
from rasoat.db.locking import lock, lock_name, lock_rows
from rasoat.problems import Problem, Reason
from rasoat.text import one_line
from rasoat.units import queries, succession
from rasoat.units.kinds import all_kinds, kind_of
from rasoat.units.models import UNIT_LEVELS, AdministrativeUnit, Agency

AGENCIES, UNITS = "units.agencies", "units.units"
"""Names that are locked by whoever changes a tree: two who moved each under the other would make a circle."""


def add_unit(
    session: Session,
    code: str,
    name: str,
    level: str,
    valid_from: date,
    parent: AdministrativeUnit | None = None,
    **more: Any,
) -> AdministrativeUnit:
    """Record an administrative unit from `valid_from` on. Raises Problem `form.invalid`."""
    lock_name(session, UNITS)
    unit = AdministrativeUnit(
        code=code, name=name, level=level, valid_from=valid_from, parent_id=parent.id if parent else None, **more
    )
    _check_unit(session, unit)
    session.add(unit)
    session.flush()
    return unit


def add_checked_unit(session: Session, **values: Any) -> AdministrativeUnit:
    """Record one of many units that were checked together, each after the one above it. The caller flushes, and the
    database still refuses a code that is there from the same day.
    """
    unit = AdministrativeUnit(**_cleaned(values))
    session.add(unit)
    return unit


def edit_unit(
    session: Session, unit_id: UUID, version: int | None, values: dict[str, Any], successors: Sequence[UUID] | None
) -> AdministrativeUnit:
    """Change a unit, and into which others it went (None: as it is)."""
    lock_name(session, UNITS)
    unit = lock(session, AdministrativeUnit, unit_id)
    unit.expect_version(version, "Người khác")
    for name, value in _cleaned(values).items():
        setattr(unit, name, value)
    _check_unit(session, unit)
    if successors is not None:
        succession.set_of_unit(session, unit, successors)
    session.flush()
    return unit


def add_agency(
    session: Session, *, parent_id: UUID | None, valid_from: date, another: bool = True, **values: Any
) -> Agency:
    """Record an agency under `parent_id` (None: a root). `values` are the columns of Agency.

    Raises Problem `form.invalid`, also for one that has the name of another at the same place, unless it is known to be
    `another` one.
    """
    lock_name(session, AGENCIES)
    agency = Agency(
        id=values.pop("id", None) or new_id(), parent_id=parent_id, valid_from=valid_from, **_cleaned(values)
    )
    parent = session.get_one(Agency, parent_id) if parent_id else None
    _check(agency, parent)
    if not another and (same := queries.named_alike(session, agency.name, parent_id)):
        told = f"Đã có “{same.name}” ở cùng nơi, hoạt động từ {clock.date_text(same.valid_from)}. Nếu vẫn muốn thêm, đánh dấu ô này."
        raise Problem("form.invalid", reasons=[Reason("another", told)])
    agency.path = f"{parent.path if parent else '/'}{agency.id}/"
    session.add(agency)
    session.flush()
    return agency


def edit_agency(
    session: Session,
    agency_id: UUID,
    version: int | None,
    values: dict[str, Any],
    successors: Sequence[UUID] | None = None,
) -> Agency:
    """Change an agency, the place in the tree and those that took over its tasks (None: as they are) too. What was issued
    keeps the data it was issued with.
    """
    lock_name(session, AGENCIES)
    agency = lock(session, Agency, agency_id)
    agency.expect_version(version, "Người khác")
    for name, value in _cleaned(values).items():
        setattr(agency, name, value)
    parent = session.get_one(Agency, agency.parent_id) if agency.parent_id else None
    _check(agency, parent)
    _move(session, agency, parent)
    if successors is not None:
        succession.set_of_agency(session, agency, successors)
    session.flush()
    return agency


def _move(session: Session, agency: Agency, parent: Agency | None) -> None:
    """Write the path anew, of all below too, when the agency has come under another one."""
    path = f"{parent.path if parent else '/'}{agency.id}/"
    if path == agency.path:
        return
    if parent and str(agency.id) in parent.path:
        raise Problem("form.invalid", reasons=[Reason("parent_id", f"{parent.listed_name} đứng dưới cơ quan này.")])
    before = agency.path
    below = select(Agency).where(col(Agency.path).startswith(before, autoescape=True)).order_by(col(Agency.id))
    for one in lock_rows(session, below):
        one.path = path + one.path.removeprefix(before)


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    # Whoever calls: a command, a file and a page may all bring what nobody sees.
    return {name: one_line(value).strip() if isinstance(value, str) else value for name, value in values.items()}


def _check(agency: Agency, parent: Agency | None) -> None:
    if reasons := [Reason(field, message) for field, message in faults(agency, parent)]:
        raise Problem("form.invalid", reasons=reasons)


def faults(agency: Agency, parent: Agency | None) -> Iterator[tuple[str, str]]:
    """What is wrong with an agency under that parent, stored or not: the field and the sentence."""
    if not agency.name.strip():
        yield "name", "Nhập tên cơ quan."
    if not agency.short_name.strip():
        yield "short_name", "Nhập tên gọn."
    if not agency.symbol.strip():
        yield "symbol", "Nhập ký hiệu dùng trên văn bản."
    if agency.valid_to and agency.valid_to < agency.valid_from:
        yield "valid_to", "Ngày kết thúc trước ngày bắt đầu."
    if agency.kind not in all_kinds():
        yield "kind", "Chọn loại cơ quan."
        return
    kind = kind_of(agency.kind)
    if not kind.exists_on(agency.valid_from):
        yield "valid_from", f"Ngày này không có loại “{kind.title}”."
    elif agency.valid_to and kind.valid_to and agency.valid_to > kind.valid_to:
        yield "valid_to", f"Loại “{kind.title}” kết thúc ngày {clock.date_text(kind.valid_to)}."
    if parent is None and not kind.alone:
        yield "parent_id", f"Loại “{kind.title}” phải trực thuộc một cơ quan."
    if parent is not None and parent.kind not in kind.under:
        yield "parent_id", f"Loại “{kind.title}” không đứng dưới {parent.listed_name} ({kind_of(parent.kind).title})."


def _check_unit(session: Session, unit: AdministrativeUnit) -> None:
    if reasons := [Reason(field, message) for field, message in _unit_faults(session, unit)]:
        raise Problem("form.invalid", reasons=reasons)


def _unit_faults(session: Session, unit: AdministrativeUnit) -> Iterator[tuple[str, str]]:
    if not unit.code.strip():
        yield "code", "Nhập mã đơn vị hành chính."
    if not unit.name.strip():
        yield "name", "Nhập tên đơn vị."
    if unit.level not in UNIT_LEVELS:
        yield "level", "Chọn cấp."
    if unit.valid_to and unit.valid_to < unit.valid_from:
        yield "valid_to", "Ngày kết thúc trước ngày bắt đầu."
    if (above := _circle(session, unit)) is not None:
        yield "parent_id", f"{above.name} đứng dưới đơn vị này."
    same = select(AdministrativeUnit.id).where(
        AdministrativeUnit.code == unit.code,
        AdministrativeUnit.valid_from == unit.valid_from,
        AdministrativeUnit.id != unit.id,
    )
    with session.no_autoflush:
        if session.exec(same).first():
            yield "code", "Đã có đơn vị mang mã này từ cùng ngày."


def _circle(session: Session, unit: AdministrativeUnit) -> AdministrativeUnit | None:
    """The unit directly above when it stands below the unit itself."""
    above = session.get_one(AdministrativeUnit, unit.parent_id) if unit.parent_id else None
    step = above
    while step is not None and step.id != unit.id:
        step = session.get_one(AdministrativeUnit, step.parent_id) if step.parent_id else None
    return above if step is not None else None
