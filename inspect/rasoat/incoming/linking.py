"""Putting a registered paper into the records of a case later, and taking it out again when it was the wrong case.

Both stand in the case's journal. A paper that something in the case rests on stays.
"""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor, Role
from rasoat.db.locking import lock
from rasoat.incoming import about, awaited, queries
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingPaper
from rasoat.problems import Problem, Reason
from rasoat.proposals.models import Proposal
from rasoat.reported.models import ReportedFigures
from rasoat.workflows import CaseRef, noting
from rasoat.workflows.registry import kinds

PUT_IN, TAKEN_OUT = "incoming_put_in", "incoming_taken_out"
"""Entries in a case's journal."""


def put_in(session: Session, actor: Actor, link: Link, year: int, number: int) -> IncomingPaper:
    """Put the paper with that number of the clerk's own register into a case. Doing it twice does no harm.

    Raises Problem `forbidden` for anybody but a clerk, `not_found` for a case that the clerk does not see, `form.invalid`
    for a number that the register does not have and for a paper that belongs to another case.
    """
    _require_clerk(actor)
    about.require_visible(session, link, actor)
    found = queries.numbered(session, actor.agency_id, year, number)
    if found is None:
        raise _refused(f"Sổ văn bản đến năm {year} không có số đến {number}.")
    row = lock(session, IncomingPaper, found.id)
    if _link_of(row) == link:
        return row
    if row.about_id is not None:
        raise _refused("Văn bản này đang nằm trong hồ sơ khác; mở văn bản và bấm “Bỏ khỏi hồ sơ” trước.")
    row.about_kind, row.about_id = link.kind, link.id
    _note(session, row, link, PUT_IN, actor)
    awaited.came(session, actor, row)
    return row


def take_out(session: Session, actor: Actor, incoming_id: UUID, version: int | None) -> IncomingPaper:
    """Take a paper out of its case; the register keeps it. Doing it twice does no harm.

    Raises Problem `not_found`, `forbidden`, `row.stale`, and `form.invalid` while something in the case rests on it.
    """
    queries.require_visible(session, incoming_id, actor)
    row = lock(session, IncomingPaper, incoming_id)
    _require_clerk(actor, row.agency_id)
    link = _link_of(row)
    if link is None:
        return row
    row.expect_version(version, "Người khác")
    about.require_visible(session, link, actor)
    # The entry locks the case: whoever ends it or reports from the paper meanwhile is waited for.
    _note(session, row, link, TAKEN_OUT, actor)
    reasons = against_taking_out(session, row)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    row.about_kind, row.about_id = "", None
    return row


def against_taking_out(session: Session, row: IncomingPaper) -> list[Reason]:
    """Why a paper stays in its case."""
    link = _link_of(row)
    if link is None:
        return []
    case = session.get(kinds[link.kind].model, link.id)
    if case is not None and not case.open:
        return [Reason("", "Hồ sơ đã kết thúc; văn bản ở lại trong hồ sơ đó.")]
    if isinstance(case, Proposal) and row.id in (case.letter_incoming_id, case.reply_incoming_id):
        return [Reason("", "Đề xuất được xử lý theo văn bản này; văn bản ở lại trong hồ sơ đó.")]
    typed = select(ReportedFigures.id).where(
        ReportedFigures.inspection_id == link.id, col(ReportedFigures.incoming_id) == row.id
    )
    if session.exec(typed.limit(1)).first() is not None:
        return [Reason("", "Số liệu đơn vị báo cáo đã nhập từ văn bản này; văn bản ở lại trong hồ sơ đó.")]
    return []


def _link_of(row: IncomingPaper) -> Link | None:
    return Link(row.about_kind, row.about_id) if row.about_id else None


def _note(session: Session, row: IncomingPaper, link: Link, trigger: str, actor: Actor) -> None:
    facts = {"incoming": str(row.id), "number": row.number, "year": row.year}
    noting.note(session, CaseRef(link.kind, link.id), trigger, actor, facts, {})


def _require_clerk(actor: Actor, agency_id: UUID | None = None) -> None:
    if actor.role != Role.CLERK or agency_id not in (None, actor.agency_id):
        raise Problem("forbidden")


def _refused(told: str) -> Problem:
    return Problem("form.invalid", reasons=[Reason("number", told)])
