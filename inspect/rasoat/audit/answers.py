"""What was filled in on the spot: revisions without a gap, each as its digest says, the last one shown."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlmodel import Session, col, select

from rasoat.audit.faults import Fault
from rasoat.audit.naming import row_name
from rasoat.db import table_of
from rasoat.definitions.models import Definition
from rasoat.definitions.operations import digest_of as digest_of_body
from rasoat.progress import Progress
from rasoat.tablets.receiving.models import Record
from rasoat.visits.models import Response, ResponseRevision
from rasoat.visits.revisions import MOVED, digest_of


def check_answers(session: Session, progress: Progress) -> Iterator[Fault]:
    """Check every response, record and published definition."""
    yield from _responses(session, progress)
    records = select(Record.id, Record.visit_id, Record.digest, Record.body).execution_options(yield_per=500)
    for count, (record_id, visit_id, digest, body) in enumerate(session.exec(records), 1):
        if digest_of(body) != digest:
            name = row_name(session, table_of(Record), str(record_id), None, f"visit/{visit_id}")
            yield Fault(name, "nội dung không khớp mã băm lúc nhận")
        progress("Bản ghi từ máy tính bảng", count)
    for one in session.exec(select(Definition)):
        if digest_of_body(one.body) != one.digest:
            yield Fault(f"{one.name} bản {one.number}", "nội dung không khớp mã băm lúc công bố")


def _responses(session: Session, progress: Progress) -> Iterator[Fault]:
    query = (
        select(Response, ResponseRevision)
        .join(ResponseRevision, col(ResponseRevision.response_id) == col(Response.id), isouter=True)
        .order_by(col(Response.id), col(ResponseRevision.number))
        .execution_options(yield_per=200)
    )
    for count, (_, found) in enumerate(groupby(session.exec(query), key=lambda pair: pair[0].id), 1):
        pairs = list(found)
        why = _fault(pairs[0][0], [revision for _, revision in pairs if revision is not None])
        if why:
            response = pairs[0][0]
            case_row = f"visit/{response.visit_id}"
            yield Fault(
                row_name(session, table_of(Response), str(response.id), response.model_dump(warnings="none"), case_row),
                why,
            )
        progress("Bảng kiểm đã điền", count)


def _fault(response: Response, revisions: list[ResponseRevision]) -> str:
    if [one.number for one in revisions] != list(range(1, response.revision + 1)):
        return "thiếu hoặc thừa bản lưu"
    for one in revisions:
        if digest_of(one.answers) != one.digest:
            return f"bản lưu {one.number} không khớp mã băm của nó"
    if revisions and _kept(response) != _kept(revisions[-1]):
        return "không khớp bản lưu mới nhất"
    return ""


def _kept(one: Response | ResponseRevision) -> list[Any]:
    return [getattr(one, name) for name in MOVED if name in ResponseRevision.model_fields]
