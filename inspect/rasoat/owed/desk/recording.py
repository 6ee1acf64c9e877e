"""Ending what is owed by the report itself: a paper that came in and was registered, or one that was issued here."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from rasoat import clock, text
from rasoat.accounts.actor import Actor, Role
from rasoat.files.access import attached
from rasoat.incoming import answering
from rasoat.incoming import operations as incoming
from rasoat.incoming.citing import cited
from rasoat.incoming.models import IncomingPaper
from rasoat.incoming.queries import visible_to as incoming_of
from rasoat.owed.queries import SOURCE
from rasoat.papers import queries as papers
from rasoat.papers.chain import in_short
from rasoat.papers.models import GIVEN, PaperCase
from rasoat.papers.registry import kinds
from rasoat.problems import Problem, Reason
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.effects import add_answer
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.rounds import stored_of
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, Fired, Firing, effect, fire, guard

ISSUED = "report_by_issued_paper"
BEFORE = timedelta(days=366)
"""Papers so long before the due day are offered: a report of a period is not older."""
MOST = 40


@dataclass(frozen=True, slots=True)
class Report:
    """A paper that may be the report: as people cite it, with its day. One of the two rows is there."""

    id: UUID
    told: str
    dated: date
    incoming: IncomingPaper | None = None
    issued: PaperCase | None = None


def choices(session: Session, actor: Actor, obligation: Obligation) -> list[Report]:
    """The papers that may be what is owed, the newest first: what its addressee sent and the agency that follows it up
    registered, or what the addressee issued here as a report.
    """
    found = [*_arrived(session, actor, obligation), *_issued(session, actor, obligation)]
    return sorted(found, key=lambda one: (one.dated, str(one.id)), reverse=True)[:MOST]


def offered(session: Session, actor: Actor, obligation: Obligation) -> list[Report]:
    """Those of `choices` that this person may record: what came in is recorded by officers of the agency that follows it up,
    what was issued here also by leaders.
    """
    by_officer = actor.role == Role.OFFICER and actor.agency_id == obligation.lead_agency_id
    return [one for one in choices(session, actor, obligation) if one.issued is not None or by_officer]


def record(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    paper_id: UUID | None,
    signer: str,
    version: int | None,
    command_id: UUID | None = None,
) -> Fired:
    """Record one of `choices` as the report that is owed. `signer` signed a paper that came in.

    Raises Problem `not_found`, `form.invalid` for any other paper or without the signer, and what `fire` raises.
    """
    obligation = recommendations.require_visible(session, obligation_id, actor)
    report = next((one for one in choices(session, actor, obligation) if one.id == paper_id), None)
    if report is None:
        told = "Chọn văn bản đã vào sổ của cơ quan này, hoặc báo cáo mà cơ quan này đã ban hành."
        raise Problem("form.invalid", reasons=[Reason("paper", told)])
    given: dict[str, object] = {"claim": "met", "text": report.told}
    trigger = ISSUED
    if report.issued is not None:
        given["_paper"] = report.issued
    else:
        assert report.incoming is not None
        if not signer.strip():
            raise Problem("form.invalid", reasons=[Reason("signer", "Nhập họ tên người ký văn bản.")])
        trigger = answering.TRIGGER
        scans = [one.id for one in attached(session, incoming.OWNER, report.id)]
        given |= {"signer": signer.strip(), "_incoming": report.incoming}
        given["_files"] = stored_of(session, incoming.OWNER, report.id, scans)
    ref = CaseRef("obligation", obligation_id)
    return fire(session, ref, trigger, actor, expected_version=version, command_id=command_id, payload=given)


def _arrived(session: Session, actor: Actor, obligation: Obligation) -> list[Report]:
    """Registered papers whose author is the addressee, and those that were put into the records of what is owed."""
    since = max(obligation.issued_on or date.min, (obligation.due_on or clock.today()) - BEFORE)
    mine = and_(
        col(IncomingPaper.agency_id) == obligation.lead_agency_id,
        col(IncomingPaper.year) >= since.year,
        col(IncomingPaper.dated) >= since,
        incoming_of(actor),
    )
    agency = units.agency(session, obligation.addressee_id)
    names = {_folded(agency.name), _folded(agency.short_name)}
    known = session.exec(select(IncomingPaper.author).where(mine).distinct())
    here = and_(col(IncomingPaper.about_kind) == "obligation", col(IncomingPaper.about_id) == obligation.id)
    its = or_(here, col(IncomingPaper.author).in_([one for one in known if _folded(one) in names]))
    query = select(IncomingPaper).where(mine, its)
    rows = session.exec(query.order_by(col(IncomingPaper.dated).desc(), col(IncomingPaper.id)).limit(MOST))
    return [Report(row.id, f"{cited(row)} của {row.author}", row.dated, incoming=row) for row in rows]


def _issued(session: Session, actor: Actor, obligation: Obligation) -> list[Report]:
    """Reports of the addressee that were issued here since the plan asked for them; a team's reports are none of them."""
    names = [one.name for one in kinds() if one.symbol == "BC" and one.written_here and not one.of_the_team]
    query = select(PaperCase).where(
        PaperCase.lead_agency_id == obligation.addressee_id,
        col(PaperCase.kind).in_(names),
        GIVEN.condition,
        col(PaperCase.issued_on) >= (obligation.issued_on or date.min),
        papers.visible_to(actor),
    )
    rows = session.exec(query.order_by(col(PaperCase.issued_on).desc(), col(PaperCase.id).desc()).limit(MOST))
    return [Report(row.id, in_short(row), row.issued_on, issued=row) for row in rows if row.issued_on]


def _folded(name: str) -> str:
    return " ".join(text.words(name))


@guard("report_was_issued", needs_payload=True)
def _report_was_issued(firing: Firing) -> list[Reason]:
    paper, owed = firing.payload.get("_paper"), firing.case_row
    if owed["source_kind"] == SOURCE and isinstance(paper, PaperCase) and paper.lead_agency_id == owed["addressee_id"]:
        return []
    return [Reason("paper", "Chưa có báo cáo nào của cơ quan này được ban hành ở đây.")]


@effect("record_issued_report")
def _record_issued_report(firing: Firing) -> None:
    """The issued report stands for the answer, of its own day."""
    paper: PaperCase = firing.payload["_paper"]
    add_answer(firing, agency_id=firing.case_row["addressee_id"], answered_on=paper.issued_on, paper=in_short(paper))
