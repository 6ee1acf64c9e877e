"""What a person may do with a case now: the pages' buttons, with every reason behind a disabled one."""

from dataclasses import dataclass

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.problems import Reason
from rasoat.workflows import pins
from rasoat.workflows.definition import Transition
from rasoat.workflows.fire import reasons_against, stands_in_relation
from rasoat.workflows.registry import CaseRef, Firing
from rasoat.workflows.rows import look


@dataclass(frozen=True, slots=True)
class Option:
    """One action that belongs to this person. `reasons` say what still stands against it."""

    transition: Transition
    reasons: list[Reason]

    @property
    def allowed(self) -> bool:
        """Whether it can be done as things stand; needs may still have to be given."""
        return not self.reasons


def may(session: Session, ref: CaseRef, actor: Actor) -> list[Option]:
    """The actions in the case's present state that are this actor's, in the order of the definition."""
    case_row = look(session, ref)
    definition = pins.runtime(session, case_row["workflow"], case_row["workflow_version"]).definition
    found = []
    for transition in definition.leaving(case_row["status"]):
        if stands_in_relation(session, ref, case_row, transition, actor):
            firing = Firing(session, ref, case_row, definition, transition, actor)
            found.append(Option(transition, reasons_against(firing, tried=False)))
    return found
