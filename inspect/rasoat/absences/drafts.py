"""What somebody is drafting, and passing it on to another person when he is away, moved or closed.

Stages register their kinds of drafts here. Officers of the same agency may go on with any draft; whose it is says on whose
first page it lies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, select

from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.db.locking import lock, lock_rows
from rasoat.problems import Problem, Reason
from rasoat.workflows import CaseRef, noting
from rasoat.workflows.registry import register_note

PASSED_ON = "draft_passed_on"
"""Entry in the journal of a draft: somebody else goes on with it."""
NOBODY = "nobody"
"""The answer that the drafts stay where they are."""
DRAFTERS = frozenset({Role.OFFICER})
register_note(PASSED_ON, "Giao bản thảo cho người khác soạn tiếp")


@dataclass(frozen=True, slots=True)
class Drafts:
    """A kind of case that a person drafts; its table has `drafted_by` and `lead_agency_id`. `where` finds the drafts."""

    kind: str
    model: Any
    where: ColumnElement[bool]

    def of(self, user_id: UUID) -> ColumnElement[bool]:
        """What that person is drafting."""
        return and_(self.model.drafted_by == user_id, self.where)


_kinds: list[Drafts] = []


def register_drafts(drafts: Drafts) -> None:
    """Register a kind of drafts."""
    _kinds.append(drafts)


def held(session: Session, user_id: UUID, besides: UUID | None = None) -> int:
    """How many drafts are that person's; `besides` leaves out those of that agency."""
    wanted = (
        (one, one.of(user_id) if besides is None else and_(one.of(user_id), one.model.lead_agency_id != besides))
        for one in _kinds
    )
    return sum(session.exec(select(func.count()).select_from(one.model).where(those)).one() for one, those in wanted)


def kinds() -> Iterator[Drafts]:
    """The kinds of drafts."""
    yield from _kinds


def receivers(session: Session, user: User) -> list[User]:
    """Who could go on with that person's drafts: the other officers of the agency."""
    return [row for row in accounts.people(session, agency_id=user.agency_id, roles=DRAFTERS) if row.id != user.id]


def pass_on(session: Session, actor: Actor, from_id: UUID, to_id: UUID, agency_id: UUID) -> int:
    """Give the drafts that a person has at an agency to another officer of that agency; returns how many. Each has it in
    its journal. Raises Problem `form.invalid` when the receiver is no such officer.
    """
    to = lock(session, User, to_id)
    if to.id == from_id or not to.active or to.agency_id != agency_id or to.role not in DRAFTERS:
        told = "Chọn một chuyên viên đang dùng tài khoản của cùng cơ quan."
        raise Problem("form.invalid", reasons=[Reason("drafts_to", told)])
    passed = 0
    for one in _kinds:
        query = select(one.model).where(one.of(from_id), one.model.lead_agency_id == agency_id)
        ids = [row.id for row in lock_rows(session, query.order_by(col(one.model.id)))]
        for key in ids:
            session.get_one(one.model, key).drafted_by = to.id
            facts = {"from": str(from_id), "to": str(to.id)}
            noting.note(session, CaseRef(one.kind, key), PASSED_ON, actor, facts, {})
        passed += len(ids)
    return passed


def choices(session: Session, user: User, stays: str) -> dict[str, str]:
    """The answers to who goes on with the drafts; `stays` says what becomes of them if nobody is named."""
    found = receivers(session, user)
    named = {str(one.id): ", ".join(filter(None, [one.full_name, one.title])) for one in found}
    return {"": "Chọn", **named, NOBODY: stays}
