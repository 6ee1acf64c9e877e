"""Giving somebody papers to sign by order (TL.) or by authorisation (TUQ.): asked for by an administrator, confirmed by a
second person as other changes of those who sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.account_changes import operations
from rasoat.account_changes.models import AccountChange
from rasoat.accounts import signing
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import SigningAuthority, User
from rasoat.db.locking import lock
from rasoat.notifying.operations import tell
from rasoat.problems import Problem, Reason
from rasoat.text import one_line
from rasoat.workflows import CaseRef, fire, start

ENDED = "signing_ended"
"""Event: the owner is told that he signs no longer."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be given: see `SigningAuthority`."""

    capacity: str
    head_title: str
    act: str
    act_day: date
    kinds: Sequence[str]
    valid_from: date
    valid_to: date | None
    passed_from: UUID | None = None

    kinds_told: Sequence[str] = ()
    """The names of the kinds of papers for people."""

    def stored(self) -> dict[str, Any]:
        """As the change that waits keeps it."""
        words = {"capacity": self.capacity, "head_title": one_line(self.head_title), "act": one_line(self.act)}
        days = {"act_day": self.act_day, "valid_from": self.valid_from, "valid_to": self.valid_to}
        return {
            **words,
            **{name: day.isoformat() if day else "" for name, day in days.items()},
            "kinds": list(self.kinds),
            "kinds_told": list(self.kinds_told),
            "passed_from": str(self.passed_from or ""),
        }

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Given":
        """What a change that waits says."""
        return cls(
            capacity=stored["capacity"],
            head_title=stored["head_title"],
            act=stored["act"],
            act_day=date.fromisoformat(stored["act_day"]),
            kinds=stored["kinds"],
            valid_from=date.fromisoformat(stored["valid_from"]),
            valid_to=date.fromisoformat(stored["valid_to"]) if stored["valid_to"] else None,
            passed_from=UUID(stored["passed_from"]) if stored["passed_from"] else None,
            kinds_told=stored["kinds_told"],
        )


def ask(session: Session, actor: Actor, user_id: UUID, given: Given) -> AccountChange:
    """Ask that a person may sign papers. Raises Problem `form.invalid` with everything that NĐ 30/2020, Điều 13 has against
    it, `not_found`, `account.no_second`.
    """
    user = lock(session, User, user_id)
    _require_sound(session, user, given)
    return operations.ask(session, actor, user, "signing", given.stored())


def carry_out(session: Session, row: AccountChange, user: User) -> SigningAuthority:
    """Give what was asked for, as it still holds now."""
    given = Given.of(row.changes)
    _require_sound(session, user, given)
    made = SigningAuthority(
        account_id=user.id,
        agency_id=user.agency_id,
        capacity=given.capacity,
        head_title=given.head_title,
        act=given.act,
        act_day=given.act_day,
        kinds=list(given.kinds),
        valid_from=given.valid_from,
        valid_to=given.valid_to,
        passed_from=given.passed_from,
    )
    session.add(made)
    return made


def end(session: Session, actor: Actor, authority_id: UUID, kinds_told: Sequence[str] = ()) -> SigningAuthority:
    """End what somebody may sign, and with it what was passed on of it. It is a case with its journal that needs no second
    person, and the owner is told. To end it twice changes nothing. Raises Problem `not_found`.
    """
    row = lock(session, SigningAuthority, authority_id)
    if row.ended_at is not None:
        return row
    columns = ("capacity", "head_title", "act", "act_day", "kinds", "valid_from", "valid_to", "passed_from")
    given = Given(**{name: getattr(row, name) for name in columns}, kinds_told=kinds_told)
    change = AccountChange(
        account_id=row.account_id,
        agency_id=row.agency_id,
        asked_by=actor.user_id,
        kind="signing_end",
        changes={**given.stored(), "authority_id": str(row.id)},
    )
    start(session, change, "account_change", "account_change", actor)
    fire(session, CaseRef("account_change", change.id), "end_signing", actor)
    session.refresh(row)
    return row


def end_now(session: Session, change: AccountChange) -> None:
    """What ending does, and telling the owner."""
    row = lock(session, SigningAuthority, UUID(change.changes["authority_id"]))
    row.ended_at = row.ended_at or clock.now()
    tell(session, ENDED, change.id, people=[session.get_one(User, row.account_id)])


def _require_sound(session: Session, user: User, given: Given) -> None:
    passed = None
    if given.passed_from is not None:
        first = session.get(SigningAuthority, given.passed_from)
        if first is None:
            raise Problem("not_found")
        passed = (first, session.get_one(User, first.account_id))
    found = signing.faults(user, given.capacity, given.kinds, (given.valid_from, given.valid_to), passed)
    if found:
        raise Problem("form.invalid", reasons=[Reason(field, told) for field, told in found])
