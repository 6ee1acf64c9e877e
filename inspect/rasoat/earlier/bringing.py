"""Bringing a reviewed paper in: it becomes an inspection without visits, a paper with its number in the register, and real
obligations. What is recorded now has the days of then.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.documents import earlier, register
from rasoat.earlier import queries, scans
from rasoat.earlier.checks import kind_name
from rasoat.earlier.models import (
    ANSWERED,
    RECOMMENDATION,
    SHORTCOMING,
    STRENGTH,
    TYPES,
    EarlierNotice,
    EarlierPart,
    EarlierTask,
)
from rasoat.earlier.queries import Part
from rasoat.findings.models import Finding
from rasoat.inspections.models import Inspection
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_named
from rasoat.recommendations import due
from rasoat.recommendations.models import VERDICTS, Obligation, Recommendation
from rasoat.recommendations.parts import put_parts
from rasoat.recommendations.sources import as_told
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, Firing, fire, start

WITHOUT_WORDS = "Theo hồ sơ trước khi dùng hệ thống."
"""What an answer or a verdict says that was brought in without words."""


def bring_in(firing: Firing) -> None:
    """Make the inspection, its findings and obligations, the line of the register and the paper."""
    session, actor = firing.session, firing.actor
    notice = session.get_one(EarlierNotice, firing.ref.id)
    assert notice.issued_on and notice.number and notice.unit_id and notice.issuer_id, "the guards ask for them"
    day = notice.issued_on
    inspection = _inspection(session, actor, notice, notice.unit_id, day)
    notice.inspection_id = inspection.id
    parts = queries.parts_of(session, notice.id)
    _findings(session, inspection, [one.row for one in parts if one.row.kind in (SHORTCOMING, STRENGTH)])
    _paper(session, actor, notice, inspection, notice.issuer_id, day, notice.number)
    for ordinal, part in enumerate([one for one in parts if one.row.kind == RECOMMENDATION], 1):
        _recommendation(session, actor, notice, inspection, ordinal, part, day)
    session.flush()
    scans.give_copy(session, actor, notice)


def _inspection(session: Session, actor: Actor, notice: EarlierNotice, unit_id: UUID, day: date) -> Inspection:
    unit = session.get_one(Agency, unit_id)
    row = Inspection(
        lead_agency_id=notice.lead_agency_id,
        unit_id=unit.id,
        unit_name=unit.name,
        title=notice.subject[:1].upper() + notice.subject[1:],
    )
    start(session, row, "inspection", "inspection_earlier", actor, day)
    fire(session, CaseRef("inspection", row.id), "bring_in", actor, effective_on=day)
    return row


def _findings(session: Session, inspection: Inspection, parts: list[EarlierPart]) -> None:
    counted = {SHORTCOMING: 0, STRENGTH: 0}
    for part in parts:
        counted[part.kind] += 1
        row = Finding(
            inspection_id=inspection.id,
            kind=part.kind,
            ordinal=counted[part.kind],
            text=part.text,
            visibility="public" if part.settled_by else "child",
            no_recommendation_reason="Đã thông báo trước khi dùng hệ thống.",
        )
        session.add(row)
    session.flush()


def _paper(
    session: Session,
    actor: Actor,
    notice: EarlierNotice,
    inspection: Inspection,
    issuer_id: UUID,
    day: date,
    number: int,
) -> None:
    kind = kind_named(kind_name(notice))
    line = register.Line(
        symbol=notice.symbol,
        dated=day,
        kind_title=TYPES[notice.type],
        subject=notice.subject,
        signer=notice.signer,
        recipients="; ".join(notice.recipients.splitlines()),
        archived_by=actor.name,
    )
    notice.entry_id = earlier.enter(session, issuer_id, kind.series, line, number).id
    case = PaperCase(
        kind=kind.name,
        lead_agency_id=notice.lead_agency_id,
        about_kind="inspection",
        about_id=inspection.id,
        subject=notice.subject,
        number=number,
        symbol=notice.symbol,
        issued_on=day,
        drafted_by=actor.account_id,
    )
    start(session, case, "paper", kind.workflow, actor, day)
    notice.paper_id = case.id


def _recommendation(
    session: Session, actor: Actor, notice: EarlierNotice, inspection: Inspection, ordinal: int, part: Part, day: date
) -> None:
    source = Recommendation(inspection_id=inspection.id, ordinal=ordinal, text=part.row.text)
    session.add(source)
    session.flush()
    for task in part.tasks:
        row = Obligation(
            **as_told(source),
            inspection_id=inspection.id,
            lead_agency_id=notice.lead_agency_id,
            addressee_id=task.addressee_id,
            due_on=task.due_on or task.answered_on,
            due_basis=_basis(actor, notice, part.row, task),
            brought_on=clock.today(),
        )
        put_parts(row, task.measure)
        start(session, row, "obligation", "obligation", actor, day)
        fire(session, CaseRef("obligation", row.id), "issue", actor, effective_on=day)
        owed = _passed_on(session, actor, row, task)
        _came(session, actor, owed, task)
        # From now on what is said of it goes the usual way (`is_being_brought_in`).
        task.obligation_id = owed


def _basis(actor: Actor, notice: EarlierNotice, part: EarlierPart, task: EarlierTask) -> dict[str, Any]:
    day = task.due_on or task.answered_on
    assert day is not None, "the guards ask for one of them"
    said = task.due_reason or (f"văn bản ghi “{part.due_written}”" if part.due_written else "theo hồ sơ")
    return due.set_by(actor, day, "brought_in", act=f"{TYPES[notice.type]} số {notice.reference}: {said}")


def _passed_on(session: Session, actor: Actor, row: Obligation, task: EarlierTask) -> UUID:
    """Where the addressee has ended and somebody goes on for it, that one has it from the day after; returns who owes it."""
    if task.receiver_id is None or task.receiver_id == row.addressee_id:
        return row.id
    before = session.get_one(Agency, row.addressee_id)
    day = before.valid_to + timedelta(days=1) if before.valid_to else clock.today()
    payload = {"to_agency": task.receiver_id, "act": before.ended_by or "văn bản sắp xếp cơ quan"}
    fire(session, CaseRef("obligation", row.id), "transfer", actor, payload=payload, effective_on=day)
    return queries.child_of(session, row.id)


def _came(session: Session, actor: Actor, obligation_id: UUID, task: EarlierTask) -> None:
    """What was reported or found before, with its day."""
    ref, day = CaseRef("obligation", obligation_id), task.answered_on
    if task.state.startswith(ANSWERED):
        payload = {"claim": task.state.removeprefix(ANSWERED), "text": task.answer or WITHOUT_WORDS}
        fire(session, ref, "earlier_answer", actor, payload=payload, effective_on=day)
    elif task.state in VERDICTS:
        payload = {"verdict": task.state, "evidence": task.answer or WITHOUT_WORDS}
        fire(session, ref, "earlier_verdict", actor, payload=payload, effective_on=day)


def is_being_brought_in(session: Session, obligation_id: UUID, inspection_id: UUID | None) -> bool:
    """Whether an obligation is one whose paper is being brought in: no task names it yet."""
    notice = queries.of_inspection(session, inspection_id) if inspection_id else None
    if notice is None:
        return False
    named = {task.obligation_id for part in queries.recommendations_of(session, notice.id) for task in part.tasks}
    return obligation_id not in named and None in named
