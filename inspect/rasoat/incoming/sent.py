"""Entering a report that an agency sent here: what was sent is already typed and scanned, so that the clerk only presses once."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.db.locking import lock
from rasoat.files.access import attached
from rasoat.files.operations import StoredFile, attach
from rasoat.incoming import operations, queries
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingPaper
from rasoat.incoming.operations import Arrived
from rasoat.official import arriving
from rasoat.official.models import SentReport
from rasoat.problems import Problem
from rasoat.recommendations.answering.models import Answer
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.rounds import stored_of
from rasoat.units.models import Agency

KIND = "Báo cáo"


def enter_sent(session: Session, actor: Actor, report_id: UUID, first: int = 1) -> IncomingPaper:
    """Enter a report that was sent here in the register of its receiver, with its scan, in the records of what it answers. One that
    was entered by hand meanwhile stands under that number; doing it twice does no harm.

    `first` is the number of the year's first entry here (see `operations.enter`). Raises Problem `not_found` for what was not
    offered to the clerk (see `arriving.offered_to`), `forbidden` for anybody but a clerk, `form.invalid`.
    """
    if actor.role != Role.CLERK:
        raise Problem("forbidden")
    offered = select(SentReport.id).where(SentReport.id == report_id, arriving.offered_to(actor))
    if session.exec(offered).first() is None:
        raise Problem("not_found")
    row = lock(session, SentReport, report_id)
    if row.incoming_id is not None:
        own = arriving.came_to(session, row, actor.agency_id)
        if own is not None and own.id != row.id:
            # Another that goes on for the receiver entered it at this moment, and left to this agency what it leads.
            return enter_sent(session, actor, own.id, first)
        return session.get_one(IncomingPaper, row.incoming_id)
    if row.to_id != actor.agency_id:
        every = arriving.answered_by(session, [row.id])[row.id]
        arriving.leave_to_others(session, actor, row, _scans(session, row, every))
    answers = arriving.answered_by(session, [row.id])[row.id]
    arrived = _arrived(session, row)
    paper = _by_hand(session, actor, row, arrived)
    if paper is None:
        paper = operations.enter(session, actor, arrived, _scans(session, row, answers), _link(session, answers), first)
    row.incoming_id = paper.id
    session.flush()
    return paper


def _arrived(session: Session, row: SentReport) -> Arrived:
    today = clock.today()
    return Arrived(
        # What came in a year whose register is over takes a number of this year's.
        arrived_on=row.sent_on if row.sent_on.year == today.year else today,
        author=session.get_one(Agency, row.agency_id).name,
        reference=row.reference,
        dated=row.dated,
        kind_title=KIND,
        subject=row.subject,
        note=f"{row.signer} ký; gửi trên hệ thống ngày {clock.date_text(row.sent_on)}",
    )


def _by_hand(session: Session, actor: Actor, row: SentReport, arrived: Arrived) -> IncomingPaper | None:
    """The entry of the same report that a clerk typed, of the receiver or of whoever goes on for it, under the full or the short
    name of its author.
    """
    author = session.get_one(Agency, row.agency_id)
    typed = [replace(arrived, author=name).identity() for name in (author.name, author.short_name)]
    return next(
        (twin for at in (row.to_id, actor.agency_id) for one in typed if (twin := queries.twin_of(session, at, one))),
        None,
    )


def _scans(session: Session, row: SentReport, answers: Sequence[Answer]) -> list[StoredFile]:
    """The scans of the report, which each of its answers has beside files of its own."""
    found: dict[str, StoredFile] = {}
    for answer in answers:
        its = [one.id for one in attached(session, "answer", answer.id) if one.sha256 in row.scans]
        found.update((file.sha256, file) for file in stored_of(session, "answer", answer.id, its))
    return [found[one] for one in row.scans if one in found]


def _link(session: Session, answers: Sequence[Answer]) -> Link | None:
    """The case in whose records the paper belongs: the obligation that it answers, or the inspection of all of them."""
    ids = {answer.obligation_id for answer in answers}
    if len(ids) == 1:
        return Link("obligation", ids.pop())
    rows = session.exec(select(Obligation).where(col(Obligation.id).in_(ids)))
    inspections = {row.inspection_id for row in rows}
    only = inspections.pop() if len(inspections) == 1 else None
    return Link("inspection", only) if only else None


def _add_scans(session: Session, actor: Actor, incoming_id: UUID, scans: Sequence[StoredFile]) -> UUID:
    """Put scans that were sent later into the entry of their report; returns in whose register it stands."""
    paper = lock(session, IncomingPaper, incoming_id)
    known = {one.sha256 for one in attached(session, operations.OWNER, paper.id)}
    for file in scans:
        if file.sha256 not in known:
            attach(session, file, operations.OWNER, paper.id, actor)
    return paper.agency_id


arriving.register_entered(_add_scans)
