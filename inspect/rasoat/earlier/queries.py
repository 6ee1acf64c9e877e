"""Reading papers of before: who sees them, their parts, their tasks, and those that are the same paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, false, func
from sqlmodel import Session, col, or_, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.scope import Scoped, below
from rasoat.db.bulk import among_these
from rasoat.earlier.models import (
    ANSWERED,
    RECOMMENDATION,
    REVIEWING,
    SET_ASIDE,
    EarlierNotice,
    EarlierPart,
    EarlierTask,
)
from rasoat.papers.models import OUT, PaperCase
from rasoat.recommendations.answering.models import Answer, Verification
from rasoat.recommendations.models import PASSED_ON, Obligation

Said = TypeVar("Said", Answer, Verification)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The papers of before that an actor may see: those of the own agency and of those below it. What is not settled may tell of a
    child, so that nobody else reads them; addressees read what became of them.
    """
    if actor.is_authority or actor.role == Role.ADMINISTRATOR:
        return false()
    return col(EarlierNotice.lead_agency_id).in_(below(actor))


_scope = Scoped(EarlierNotice, visible_to)
visible, require_visible = _scope.visible, _scope.require_visible


def may_review(actor: Actor, notice: EarlierNotice) -> bool:
    """Whether the actor may correct the paper and bring it in, while it waits for that."""
    return actor.role == Role.OFFICER and actor.agency_id == notice.lead_agency_id


@dataclass(slots=True)
class Part:
    """A part with what it asks of whom."""

    row: EarlierPart
    tasks: list[EarlierTask] = field(default_factory=list)


def parts_of(session: Session, notice_id: UUID, rows: Sequence[EarlierPart] | None = None) -> list[Part]:
    """The parts in their order, all or some of them, each with its tasks."""
    if rows is None:
        query = select(EarlierPart).where(EarlierPart.notice_id == notice_id)
        rows = session.exec(query.order_by(col(EarlierPart.ordinal))).all()
    return with_tasks(session, rows)


def with_tasks(session: Session, rows: Sequence[EarlierPart]) -> list[Part]:
    """These parts, of whichever papers, each with its tasks."""
    found = {row.id: Part(row) for row in rows}
    query = select(EarlierTask).where(among_these(col(EarlierTask.part_id), list(found)))
    for task in session.exec(query.order_by(col(EarlierTask.id))):
        found[task.part_id].tasks.append(task)
    return list(found.values())


def recommendations_of(session: Session, notice_id: UUID) -> list[Part]:
    """The recommendations in their order."""
    return [one for one in parts_of(session, notice_id) if one.row.kind == RECOMMENDATION]


def counts(session: Session, notice_ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """Of each paper how many recommendations it has, and how many of these are settled."""
    settled = func.count(col(EarlierPart.settled_by))
    query = select(EarlierPart.notice_id, func.count(), settled).where(
        col(EarlierPart.notice_id).in_(notice_ids), EarlierPart.kind == RECOMMENDATION
    )
    rows = session.exec(query.group_by(col(EarlierPart.notice_id)))
    return {notice_id: (every, done) for notice_id, every, done in rows}


def next_of(session: Session, actor: Actor, notice: EarlierNotice) -> EarlierNotice | None:
    """The paper to be reviewed behind this one, of those that nobody else reviews; behind the last one the first."""
    free = or_(col(EarlierNotice.taken_by).is_(None), col(EarlierNotice.taken_by) == actor.user_id)
    query = select(EarlierNotice).where(visible_to(actor), REVIEWING.condition, free, EarlierNotice.id != notice.id)
    query = query.order_by(col(EarlierNotice.id)).limit(1)
    return session.exec(query.where(EarlierNotice.id > notice.id)).first() or session.exec(query).first()


def same_paper(session: Session, notice: EarlierNotice) -> EarlierNotice | None:
    """Another paper that waits or was brought in with the same issuer, type, number and year."""
    if not (notice.issuer_id and notice.number and notice.issued_on):
        return None
    query = select(EarlierNotice).where(
        EarlierNotice.issuer_id == notice.issuer_id,
        EarlierNotice.number == notice.number,
        EarlierNotice.type == notice.type,
        EarlierNotice.id != notice.id,
        ~SET_ASIDE.condition,
    )
    rows = session.exec(query.order_by(col(EarlierNotice.id))).all()
    year = notice.issued_on.year
    return next((row for row in rows if row.issued_on and row.issued_on.year == year), None)


def written_here(session: Session, notice: EarlierNotice) -> PaperCase | None:
    """The paper that was written with the program and has the same number, symbol and day."""
    if not (notice.number and notice.issued_on):
        return None
    query = select(PaperCase).where(
        PaperCase.number == notice.number,
        PaperCase.symbol == notice.symbol,
        PaperCase.issued_on == notice.issued_on,
        OUT.condition,
        or_(col(PaperCase.lead_agency_id) == notice.lead_agency_id, col(PaperCase.lead_agency_id) == notice.issuer_id),
    )
    return session.exec(query).first()


def child_of(session: Session, obligation_id: UUID) -> UUID:
    """The obligation that goes on with one that was passed on."""
    return session.exec(select(Obligation.id).where(Obligation.parent_id == obligation_id)).one()


def of_inspection(session: Session, inspection_id: UUID) -> EarlierNotice | None:
    """The paper that an inspection came with, whatever became of it."""
    query = select(EarlierNotice).where(EarlierNotice.inspection_id == inspection_id)
    return session.exec(query).first()


def obligations_of(session: Session, notice: EarlierNotice) -> list[Obligation]:
    """What it asks, each with who owes it now, in the order in which they were made."""
    query = select(Obligation).where(Obligation.inspection_id == notice.inspection_id)
    rows = session.exec(query.order_by(col(Obligation.id))).all()
    return [row for row in rows if not PASSED_ON.of(row)]


@dataclass(frozen=True, slots=True)
class Told:
    """What came with a paper of before, and how far it has come: `state` as in STATES, what was last said, and when."""

    notice: EarlierNotice
    task: EarlierTask
    state: str
    said: str
    said_on: date | None

    @property
    def agencies(self) -> set[UUID]:
        """The agencies that are named."""
        named = (self.notice.issuer_id, self.notice.unit_id, self.task.addressee_id)
        return {one for one in named if one is not None}


def told_of(session: Session, rows: Sequence[Obligation]) -> dict[UUID, Told]:
    """Of obligations that came with papers of before: the paper, what it asked, and the last answer or verdict."""
    ids = [row.id for row in rows]
    query = select(EarlierTask, EarlierNotice).join(EarlierPart, col(EarlierPart.id) == col(EarlierTask.part_id))
    query = query.join(EarlierNotice, col(EarlierNotice.id) == col(EarlierPart.notice_id))
    query = query.where(among_these(col(EarlierTask.obligation_id), ids)).order_by(col(EarlierTask.id))
    came = session.exec(query).all()
    by_id = {task.obligation_id: (task, notice) for task, notice in came}
    answers = _last(session, Answer, ids)
    verdicts = _last(session, Verification, ids)
    found = {}
    for row in rows:
        task, notice = by_id[row.id]
        answer, verdict = answers.get(row.id), verdicts.get(row.id)
        if row.verdict and verdict is not None:
            found[row.id] = Told(notice, task, row.verdict, verdict.evidence, verdict.verified_on)
        elif answer is not None:
            found[row.id] = Told(notice, task, f"{ANSWERED}{answer.claim}", answer.text, answer.answered_on)
        else:
            found[row.id] = Told(notice, task, "", "", None)
    return found


def _last(session: Session, model: type[Said], ids: Sequence[UUID]) -> dict[UUID, Said]:
    """The last one of each obligation that stands."""
    query = select(model).where(among_these(col(model.obligation_id), ids)).order_by(col(model.ordinal))
    return {row.obligation_id: row for row in session.exec(query) if not getattr(row, "ended", "")}
