"""What a person may do with a case now: the buttons of the pages, with every reason why one is disabled."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.reading import remembered
from rasoat.problems import Reason
from rasoat.procedures.definition import Transition
from rasoat.workflows import pins
from rasoat.workflows.fire import acting_as, reasons_against
from rasoat.workflows.registry import CaseRef, Firing
from rasoat.workflows.rows import look


@dataclass(frozen=True, slots=True)
class Option:
    """One action that this person may do. `reasons` say what still prevents it."""

    transition: Transition
    reasons: list[Reason]

    @property
    def allowed(self) -> bool:
        """Whether the action can be done as things stand. The person may still have to give what it needs."""
        return not self.reasons


def may(session: Session, ref: CaseRef, actor: Actor, *, newest: bool = False, only: str = "") -> list[Option]:
    """The actions that this actor may do in the case's present state, in the order of the definition.

    `newest`: of the newest version of its procedure, to which the case would be moved for an action that its own does not
    have (move.renew_for). `only`: of the actions of this name alone.
    """
    asked = ("may", ref, actor, actor.password_fresh, newest, only)
    return list(remembered(session, asked, lambda: list(_found(session, ref, actor, newest=newest, only=only))))


def _found(session: Session, ref: CaseRef, actor: Actor, *, newest: bool, only: str) -> Iterator[Option]:
    case_row = look(session, ref)
    pinned = pins.runtime(session, case_row["workflow"], case_row["workflow_version"])
    definition = (pins.newest(session, case_row["workflow"]) if newest else pinned).definition
    for transition in definition.leaving(case_row["status"]):
        if only and transition.trigger != only:
            continue
        acting = acting_as(session, ref, case_row, transition, actor)
        if acting is not None:
            firing = Firing(session, ref, case_row, definition, transition, acting)
            yield Option(transition, reasons_against(firing, tried=False))
