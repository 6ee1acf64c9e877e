"""A unit types the figures of its report and sends them; an officer types them from the paper that came."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, func, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.queries import names, people
from rasoat.db.locking import lock
from rasoat.files.operations import StoredFile, attach
from rasoat.incoming import queries as incoming
from rasoat.incoming.about import Link
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.notifying.operations import tell
from rasoat.problems import Problem, Reason
from rasoat.reported import queries
from rasoat.reported.desk.questions import Typed, asked_in, read
from rasoat.reported.desk.when import require_open
from rasoat.reported.models import ReportedFigures
from rasoat.units.models import Agency
from rasoat.workflows.editing import begin_edit, mark

OWNER = "reported"
"""Kind of the owner of the files that come with a report."""
EVENT = "figures_reported"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the form was made from: the last report that was sent (0: none), and the version of the draft (None: none)."""

    sent: int
    draft: int | None


def save_draft(
    session: Session, actor: Actor, inspection_id: UUID, seen: Seen, typed: Typed, files: Sequence[StoredFile] = ()
) -> ReportedFigures:
    """Keep what the unit has typed. Raises what `send` raises."""
    inspection = _held(session, actor, inspection_id)
    row = _draft(session, inspection, actor, seen)
    _put(session, row, actor, typed, files)
    return row


def send(
    session: Session, actor: Actor, inspection_id: UUID, seen: Seen, typed: Typed, files: Sequence[StoredFile] = ()
) -> ReportedFigures:
    """Send the figures of the unit: from now on they stand beside the questions, and the department is told.

    Raises Problem `not_found`, `forbidden`, `reported.closed` once the visits are over, `reported.sent` when somebody
    of the unit sent a report that the form does not know, `row.stale`, and `form.invalid` with a reason at each figure.
    """
    inspection = _held(session, actor, inspection_id)
    row = _draft(session, inspection, actor, seen)
    _put(session, row, actor, typed, files)
    if not row.figures:
        raise Problem("form.invalid", reasons=[Reason("", "Nhập ít nhất một số liệu rồi gửi.")])
    _sent(session, inspection, row)
    return row


def record(
    session: Session, actor: Actor, inspection_id: UUID, incoming_id: UUID, seen_sent: int, typed: Typed
) -> ReportedFigures:
    """Type the figures from the unit's paper that is registered in the inspection; number and day are the paper's.

    Officers of the lead agency and the team do it. Raises what `send` raises.
    """
    inspections.require_visible(session, inspection_id, actor)
    inspection = lock(session, Inspection, inspection_id)
    if not may_record(session, inspection, actor):
        raise Problem("forbidden")
    require_open(session, inspection)
    _require_known(session, inspection_id, seen_sent)
    known = {one.id: one for one in incoming.of_case(session, Link("inspection", inspection_id), actor)}
    paper = known.get(incoming_id)
    if paper is None:
        raise Problem("form.invalid", reasons=[Reason("incoming", "Chọn văn bản đến của cuộc kiểm tra này.")])
    row = ReportedFigures(
        inspection_id=inspection_id,
        ordinal=_next(session, inspection_id),
        incoming_id=paper.id,
        recorded_by=actor.user_id,
    )
    given = Typed(typed.figures, typed.notes, paper.reference, paper.dated)
    _put(session, row, actor, given, ())
    if not row.figures:
        raise Problem("form.invalid", reasons=[Reason("", "Nhập ít nhất một số liệu của báo cáo.")])
    _sent(session, inspection, row)
    return row


def may_give(inspection: Inspection, actor: Actor) -> bool:
    """Whether the actor types and sends for the inspected unit: people of the unit or of its office."""
    return actor.is_authority and queries.is_of_unit(inspection, actor)


def may_record(session: Session, inspection: Inspection, actor: Actor) -> bool:
    """Whether the actor types figures from the unit's paper: officers of the lead agency and the team, never the unit."""
    return inspections.may_edit(session, inspection, actor) and not queries.is_of_unit(inspection, actor)


def _held(session: Session, actor: Actor, inspection_id: UUID) -> Inspection:
    """Lock the inspection: of two people of the unit, the second one finds what the first one did."""
    inspections.require_visible(session, inspection_id, actor)
    inspection = lock(session, Inspection, inspection_id)
    if not may_give(inspection, actor):
        raise Problem("forbidden")
    require_open(session, inspection)
    return inspection


def _draft(session: Session, inspection: Inspection, actor: Actor, seen: Seen) -> ReportedFigures:
    _require_known(session, inspection.id, seen.sent)
    row = queries.draft_of(session, inspection.id)
    if row is not None:
        # Whoever saw no draft has not seen this one: version 0 is nobody's.
        begin_edit(session, row, seen.draft or 0, actor)
        return row
    row = ReportedFigures(inspection_id=inspection.id, ordinal=_next(session, inspection.id), recorded_by=actor.user_id)
    mark(row, actor)
    return row


def _require_known(session: Session, inspection_id: UUID, seen_sent: int) -> None:
    last = queries.last_sent(session, inspection_id)
    if last is not None and last.ordinal != seen_sent and last.sent_at is not None:
        raise Problem("reported.sent", when=clock.time_text(last.sent_at))


def _next(session: Session, inspection_id: UUID) -> int:
    query = select(func.max(ReportedFigures.ordinal)).where(ReportedFigures.inspection_id == inspection_id)
    return (session.exec(query).one() or 0) + 1


def _put(session: Session, row: ReportedFigures, actor: Actor, typed: Typed, files: Sequence[StoredFile]) -> None:
    figures, notes, reasons = read(asked_in(session, row.inspection_id), typed)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    row.figures, row.notes = figures, notes
    row.reference, row.dated = " ".join(typed.reference.split()), typed.dated
    session.add(row)
    session.flush()
    for file in files:
        attach(session, file, OWNER, row.id, actor)


def _sent(session: Session, inspection: Inspection, row: ReportedFigures) -> None:
    last = queries.last_sent(session, inspection.id)
    if last is not None and last.ordinal > row.ordinal:
        # An officer typed the unit's paper while this was a draft: the later report is the newer one.
        row.ordinal = _next(session, inspection.id)
    row.sent_at = clock.now()
    session.flush()
    recipients = people(session, agency_id=inspection.lead_agency_id, roles=[Role.OFFICER])
    leads = [one.user_id for one in inspections.team(session, inspection.id) if one.assignment == "lead"]
    known = {one.id: one for one in (*recipients, *names(session, leads).values())}
    told = [person for key, person in known.items() if key != row.recorded_by]
    tell(session, EVENT, row.id, people=told, mailbox=session.get_one(Agency, inspection.lead_agency_id))
