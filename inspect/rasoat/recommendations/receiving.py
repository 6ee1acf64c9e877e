"""An addressee confirms that it has received several obligations at once, each through the one door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.problems import Problem
from rasoat.recommendations import queries
from rasoat.recommendations.models import NEW, Obligation
from rasoat.recommendations.sources import source_of
from rasoat.workflows import CaseRef, fire

MOST = 200
"""Obligations of one step. No notice asks so much of one addressee."""


@dataclass
class Received:
    """How many were confirmed now, how many had been before, and of each of the others why it was not."""

    confirmed: int = 0
    before: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Name of the source, as on pages, and the sentence."""


def acknowledge_all(session: Session, actor: Actor, seen: Mapping[UUID, int]) -> Received:
    """Confirm the receipt of each obligation as the page showed it: `seen` has the version of each. What cannot be
    confirmed is told and hinders no other; what a colleague has just confirmed counts as `before`.

    Raises Problem `not_found` for one that the person may not see or that another agency owes, and `request.bad` for more
    than MOST.
    """
    if len(seen) > MOST:
        raise Problem("request.bad")
    done = Received()
    # In one order, so that of two who confirm the same ones none waits for the other.
    for obligation_id in sorted(seen):
        if queries.require_visible(session, obligation_id, actor).addressee_id != actor.agency_id:
            raise Problem("not_found")
        _acknowledge(session, actor, obligation_id, seen[obligation_id], done)
    return done


def _acknowledge(session: Session, actor: Actor, obligation_id: UUID, version: int, done: Received) -> None:
    row = lock(session, Obligation, obligation_id)
    name = source_of(row).name
    if not NEW.of(row) and row.open:
        done.before += 1
        return
    try:
        fire(session, CaseRef("obligation", obligation_id), "acknowledge", actor, expected_version=version)
    except Problem as problem:
        # `fire` refuses before it has changed anything: the others of this transaction stay.
        done.refused.append((name, " ".join([problem.what, *(reason.message for reason in problem.reasons)])))
    else:
        done.confirmed += 1
