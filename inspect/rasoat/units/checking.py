"""What does not fit among agencies: dates, kinds, the place in the tree, the line above a paper's issuer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.units.heirs import Heirs
from rasoat.units.kinds import all_kinds, kind_of
from rasoat.units.models import Agency
from rasoat.units.naming import line_of


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an agency, in a sentence."""

    agency_id: UUID
    name: str
    told: str


def faults(session: Session, day: date) -> list[Fault]:
    """Everything that is wrong with the agencies on that day, in the order of their names. A province has hundreds."""
    rows = list(session.exec(select(Agency).order_by(col(Agency.order_text), col(Agency.id))))
    known = {row.id: row for row in rows}
    heirs = Heirs(session, day)
    return [
        Fault(row.id, row.short_name, told)
        for row in rows
        for told in (
            *_faults(row, known.get(row.parent_id) if row.parent_id else None, day),
            *_succession_faults(row, heirs, day),
        )
    ]


def _succession_faults(agency: Agency, heirs: Heirs, day: date) -> Iterator[str]:
    """What does not fit with those that came after it. Pages refuse it; days that were changed afterwards lead to it."""
    after = heirs.after(agency.id)
    if after and not agency.valid_to:
        yield "có cơ quan kế thừa nhưng chưa ghi ngày kết thúc"
    for one in after:
        if agency.valid_to and one.valid_to and one.valid_to <= agency.valid_to:
            yield f"cơ quan kế thừa {one.short_name} kết thúc ngày {clock.date_text(one.valid_to)}, không sau cơ quan này"
    if after and agency.has_ended(day) and not heirs.of(agency.id):
        yield "không có cơ quan kế thừa nào đang hoạt động: các cơ quan kế thừa đã kết thúc hoặc kế thừa vòng tròn"


def _faults(agency: Agency, parent: Agency | None, day: date) -> Iterator[str]:
    if agency.kind not in all_kinds():
        yield f"loại “{agency.kind}” không còn được định nghĩa; chọn lại loại cơ quan"
        return
    kind = kind_of(agency.kind)
    if kind.valid_to and (agency.valid_to is None or agency.valid_to > kind.valid_to):
        yield f"loại “{kind.title}” kết thúc ngày {clock.date_text(kind.valid_to)}; ghi ngày kết thúc của cơ quan"
    if not agency.serves_on(day):
        return
    if parent is not None and parent.kind not in kind.under:
        yield f"loại “{kind.title}” không đứng dưới {parent.listed_name}"
    if parent is not None and parent.valid_to and (agency.valid_to is None or agency.valid_to > parent.valid_to):
        yield f"{parent.short_name} kết thúc ngày {clock.date_text(parent.valid_to)}, trước cơ quan này"
    if parent is None and not kind.alone:
        yield f"loại “{kind.title}” phải trực thuộc một cơ quan"
    if kind.above == "parent" and not line_of(agency, parent):
        yield "văn bản sẽ thiếu dòng cơ quan cấp trên; chọn cơ quan trực thuộc hoặc ghi dòng ấy"
