"""A report that was sent here is a paper that came in: each receiver's clerk finds it to enter in the register, in one line, with its scan."""

from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.queries import people
from rasoat.db.locking import insert_once, lock
from rasoat.files.operations import StoredFile
from rasoat.notifying.models import DIGEST
from rasoat.notifying.operations import tell
from rasoat.notifying.registry import Event, Words, register_event
from rasoat.official.models import SentReport, SentReportAnswer
from rasoat.recommendations.answering.models import Answer
from rasoat.recommendations.answering.scans import register_scans
from rasoat.recommendations.data import SignedReport
from rasoat.recommendations.effects import standing_answer
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.sources import source_of
from rasoat.units.models import Agency

EVENT = "official_report_sent"
MOST = 60
"""So many are listed, the oldest first."""


_entered: list[Callable[[Session, Actor, UUID, Sequence[StoredFile]], UUID]] = []


def register_entered(add: Callable[[Session, Actor, UUID, Sequence[StoredFile]], UUID]) -> None:
    """Register who puts scans into the entry of a report that was entered already, and says in whose register it stands."""
    _entered.append(add)


def arrive(
    session: Session,
    actor: Actor,
    signed: SignedReport,
    reference: str,
    answered: Sequence[Obligation],
    scans: Sequence[StoredFile],
) -> None:
    """Let the report come to each agency that follows up what it answers. The obligations have just been answered by it."""
    receivers: dict[UUID, list[Obligation]] = {}
    for one in answered:
        if one.lead_agency_id == actor.agency_id:
            # What an agency owes itself comes in from nowhere.
            continue
        receivers.setdefault(one.lead_agency_id, []).append(one)
    # They are locked in one order: what is sent of one report at once waits for each other.
    for to_id in sorted(receivers, key=str):
        theirs = receivers[to_id]
        key = {"agency_id": actor.agency_id, "to_id": to_id, "reference": reference, "dated": signed.dated}
        given = {
            "signer": signed.signer,
            "subject": _subject(theirs),
            "sent_by": actor.user_id,
            "sent_on": clock.today(),
        }
        insert_once(session, SentReport, **key, **given, scans=[])
        _come(session, actor, _of(session, key), theirs, scans)


def _come(
    session: Session, actor: Actor, row: SentReport, theirs: Sequence[Obligation], scans: Sequence[StoredFile]
) -> None:
    """Add to the report what is sent of it, the first time or later, and tell the clerk."""
    new = [file for file in scans if file.sha256 not in row.scans]
    row.scans = list(dict.fromkeys([*row.scans, *(file.sha256 for file in new)]))
    for one in theirs:
        answer = standing_answer(session, one.id)
        if answer is not None:
            insert_once(session, SentReportAnswer, report_id=row.id, answer_id=answer.id)
    session.flush()
    event_id, to_id = row.id, row.to_id
    if row.incoming_id is None:
        row.subject = _subject(_obligations(session, row.id))
        session.flush()
    else:
        # The clerk has done with the report; of what came to it since the clerk is told anew.
        event_id = _newest(session, row.id)
        for add in _entered:
            to_id = add(session, actor, row.incoming_id, new)
    tell(session, EVENT, event_id, people=people(session, agency_id=to_id, roles={Role.CLERK}))


def leave_to_others(session: Session, actor: Actor, row: SentReport, scans: Sequence[StoredFile]) -> None:
    """Before the actor's agency enters a report to one that has ended: what it answers and other agencies lead by now comes to
    each of them as a report of its own, which their clerks are told of. What nobody took over stays.
    """
    others: dict[UUID, list[Obligation]] = {}
    for one in _obligations(session, row.id):
        if one.lead_agency_id not in (actor.agency_id, row.to_id):
            others.setdefault(one.lead_agency_id, []).append(one)
    for to_id in sorted(others, key=str):
        own = _same_to(session, row, to_id)
        ids = [one.id for one in others[to_id]]
        its = select(SentReportAnswer).join(Answer, col(Answer.id) == col(SentReportAnswer.answer_id))
        for sent in session.exec(its.where(SentReportAnswer.report_id == row.id, col(Answer.obligation_id).in_(ids))):
            sent.report_id = own.id
        session.flush()
        _come(session, actor, own, others[to_id], scans)
    if others:
        row.subject = _subject(_obligations(session, row.id))
        session.flush()


def _same_to(session: Session, row: SentReport, to_id: UUID) -> SentReport:
    """The same report as another agency gets it, locked."""
    key = {"agency_id": row.agency_id, "to_id": to_id, "reference": row.reference, "dated": row.dated}
    given = {name: getattr(row, name) for name in ("signer", "subject", "sent_by", "sent_on")}
    insert_once(session, SentReport, **key, **given, scans=[])
    return _of(session, key)


def came_to(session: Session, row: SentReport, agency_id: UUID) -> SentReport | None:
    """The same report as this agency got it, if it did."""
    query = select(SentReport).where(
        SentReport.to_id == agency_id,
        SentReport.agency_id == row.agency_id,
        SentReport.reference == row.reference,
        SentReport.dated == row.dated,
    )
    return session.exec(query).first()


def _of(session: Session, key: Mapping[str, object]) -> SentReport:
    found = select(SentReport).where(*(getattr(SentReport, name) == value for name, value in key.items()))
    return lock(session, SentReport, session.exec(found).one().id)


def _obligations(session: Session, report_id: UUID) -> Sequence[Obligation]:
    query = select(Answer.obligation_id).join(SentReportAnswer, col(SentReportAnswer.answer_id) == col(Answer.id))
    answered = query.where(SentReportAnswer.report_id == report_id)
    return session.exec(select(Obligation).where(col(Obligation.id).in_(answered))).all()


def _newest(session: Session, report_id: UUID) -> UUID:
    """The newest of what the report answers."""
    query = select(SentReportAnswer.id).where(SentReportAnswer.report_id == report_id)
    return session.exec(query.order_by(col(SentReportAnswer.id).desc()).limit(1)).one()


def _subject(rows: Sequence[Obligation]) -> str:
    if len(rows) == 1:
        return f"Kết quả thực hiện {source_of(rows[0]).name.lower()}"
    return f"Kết quả thực hiện {len(rows)} nội dung"


def offered_to(actor: Actor) -> ColumnElement[bool]:
    """The reports that a clerk of the actor's agency enters: those to the own agency, and those to ended ones for which it goes on.
    What was sent to those goes into the register of whoever enters it, since theirs are closed. Of an agency that ended into
    several it is whoever leads now what the report answers, or any of them where nothing of that was passed on; where several lead, each
    enters what it leads (see `leave_to_others`).
    """
    to_ended = col(SentReport.to_id).in_(actor.goes_on_for)
    leads = _answers_one(col(Obligation.lead_agency_id) == actor.agency_id)
    passed_on = _answers_one(col(Obligation.lead_agency_id) != col(SentReport.to_id))
    return or_(col(SentReport.to_id) == actor.agency_id, and_(to_ended, or_(leads, ~passed_on)))


def _answers_one(which: ColumnElement[bool]) -> ColumnElement[bool]:
    its = col(SentReportAnswer.report_id) == col(SentReport.id)
    answer = col(Answer.id) == col(SentReportAnswer.answer_id)
    return exists().where(its, answer, col(Obligation.id) == col(Answer.obligation_id), which)


def unentered(actor: Actor) -> SelectOfScalar[SentReport]:
    """The reports that a clerk of the actor's agency has still to enter, the oldest first."""
    query = select(SentReport).where(col(SentReport.incoming_id).is_(None), offered_to(actor))
    return query.order_by(col(SentReport.id))


def awaiting(session: Session, actor: Actor) -> list[SentReport]:
    """The first MOST of them."""
    return list(session.exec(unentered(actor).limit(MOST)))


def answered_by(session: Session, report_ids: Sequence[UUID]) -> dict[UUID, list[Answer]]:
    """Of each report the answers that it sent, also those that were taken back since."""
    query = select(SentReportAnswer.report_id, Answer).join(Answer, col(Answer.id) == col(SentReportAnswer.answer_id))
    found: dict[UUID, list[Answer]] = {one: [] for one in report_ids}
    for report_id, answer in session.exec(
        query.where(col(SentReportAnswer.report_id).in_(report_ids)).order_by(col(SentReportAnswer.id))
    ):
        found[report_id].append(answer)
    return found


def _scans(session: Session, answer_ids: Collection[UUID]) -> set[str]:
    query = select(SentReport).join(SentReportAnswer, col(SentReportAnswer.report_id) == col(SentReport.id))
    rows = session.exec(query.where(col(SentReportAnswer.answer_id).in_(answer_ids)))
    return {scan for row in rows for scan in row.scans}


def _words(session: Session, event_id: UUID, public_url: str) -> Words | None:
    later = session.get(SentReportAnswer, event_id)
    row = session.get_one(SentReport, later.report_id if later is not None else event_id)
    told = f"{session.get_one(Agency, row.agency_id).listed_name} gửi Báo cáo số {row.reference} ngày {clock.date_text(row.dated)}"
    if later is not None:
        body = [
            f"{told} cho nội dung nữa; văn bản đã vào sổ.",
            "",
            "Xem tại:",
            f"{public_url}/incoming/{row.incoming_id}",
        ]
        return Words(subject=f"Báo cáo đã vào sổ trả lời thêm nội dung: {told}", body="\n".join(body))
    if row.incoming_id is not None:
        return None
    body = [f"{told}; báo cáo chờ vào sổ văn bản đến.", "", "Vào sổ tại:", f"{public_url}/incoming/"]
    return Words(subject=f"Báo cáo chờ vào sổ văn bản đến: {told}", body="\n".join(body))


register_event(Event(EVENT, "Báo cáo của đơn vị chờ vào sổ", _words, usual=DIGEST, roles=frozenset({Role.CLERK})))
register_scans(_scans)
