"""What waits in all papers of before together, and the same done to many parts of them at once, whichever papers they stand in.

A department brings forty papers in on one day: what repeats (confirming that no child can be recognised, a day that no paper says,
the same addressee) is then done for a hundred parts on one page.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.bulk import among_these
from rasoat.earlier import operations, queries
from rasoat.earlier.matching import Agencies
from rasoat.earlier.models import RECOMMENDATION, REVIEWING, UNPLACED, EarlierNotice, EarlierPart, EarlierTask
from rasoat.earlier.operations import Change
from rasoat.problems import Problem
from rasoat.units.models import Agency

_ASKING = col(EarlierPart.kind) == RECOMMENDATION
_TASKS = select(EarlierTask.id).where(col(EarlierTask.part_id) == col(EarlierPart.id))
_UNDATED = _TASKS.where(col(EarlierTask.due_on).is_(None), EarlierTask.state != "met")
LACKS: Final[Mapping[str, tuple[str, ColumnElement[bool]]]] = {
    "": ("Chưa xác nhận", _ASKING & col(EarlierPart.settled_by).is_(None)),
    "addressee": ("Chưa có đơn vị", _ASKING & ~_TASKS.exists()),
    "due": ("Chưa có hạn", _ASKING & _UNDATED.exists()),
    "kind": ("Chưa xếp loại", col(EarlierPart.kind) == UNPLACED),
    "all": ("Mọi kiến nghị", _ASKING),
}
"""What parts can still lack: the filter's words, and the condition."""


def waiting(actor: Actor, lack: str, *, mine: bool) -> SelectOfScalar[EarlierPart]:
    """The parts of papers under review that lack this; with `mine` only those of papers that the actor reviews. An officer reviews
    the papers of the own agency.
    """
    query = select(EarlierPart).join(EarlierNotice, col(EarlierNotice.id) == col(EarlierPart.notice_id))
    query = query.where(EarlierNotice.lead_agency_id == actor.agency_id, REVIEWING.condition)
    if mine:
        query = query.where(EarlierNotice.taken_by == actor.user_id)
    return query.where(LACKS[lack if lack in LACKS else ""][1])


def papers_of(session: Session, actor: Actor, rows: Iterable[EarlierPart]) -> dict[UUID, EarlierNotice]:
    """The papers of these parts, as far as the actor sees them."""
    ids = sorted({row.notice_id for row in rows})
    query = select(EarlierNotice).where(among_these(col(EarlierNotice.id), ids), queries.visible_to(actor))
    return {row.id: row for row in session.exec(query.order_by(col(EarlierNotice.id)))}


def addressees(session: Session, papers: Iterable[EarlierNotice]) -> list[Agency]:
    """The agencies that one of these papers may ask: those of its day, without its issuer."""
    whole = list(papers)
    days = {paper.issued_on or clock.today() for paper in whole}
    issuers = {paper.issuer_id for paper in whole}
    found = [one for one in Agencies(session).heirs.agencies.values() if any(map(one.serves_on, days))]
    return sorted((one for one in found if one.id not in issuers), key=lambda one: (one.order_text, str(one.id)))


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a change: how many parts have it, and of which papers it was refused for which reasons."""

    count: int
    refused: list[tuple[EarlierNotice, list[str]]]


def change(
    papers: Iterable[EarlierNotice],
    rows: Iterable[EarlierPart],
    seen: Mapping[UUID, int | None],
    write: Callable[[Callable[[Session], int]], int],
    actor: Actor,
    wanted: Change,
) -> Changed:
    """Do the same to these parts, the parts of each paper in a transaction of its own (`write`): what is refused of one paper keeps
    nothing from the others.
    """
    of: dict[UUID, dict[UUID, int | None]] = {}
    for row in rows:
        of.setdefault(row.notice_id, {})[row.id] = seen[row.id]
    count, refused = 0, []
    for paper in papers:
        notice_id, its = paper.id, of[paper.id]
        try:
            count += write(lambda db, at=notice_id, parts=its: operations.change_many(db, actor, at, parts, wanted))  # type: ignore[misc]
        except Problem as problem:
            refused.append((paper, [one.message for one in problem.reasons] or [f"{problem.what} {problem.todo}"]))
    return Changed(count, refused)
