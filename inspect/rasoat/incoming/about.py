"""The cases that a paper which came in may belong to: plans, inspections, obligations, meetings, proposals."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.inspections import queries as inspections
from rasoat.meetings import queries as meetings
from rasoat.plans import queries as plans
from rasoat.problems import Problem
from rasoat.proposals import queries as proposals
from rasoat.recommendations import queries as recommendations
from rasoat.workflows.registry import kinds

KINDS: dict[str, Callable[[Session, UUID, Actor], bool]] = {
    "plan": plans.visible,
    "inspection": inspections.visible,
    "obligation": recommendations.visible,
    "meeting": meetings.visible,
    "proposal": proposals.visible,
}
"""Who may see the case, by its kind."""


@dataclass(frozen=True, slots=True)
class Link:
    """One case, by its kind and id."""

    kind: str
    id: UUID


def visible(session: Session, link: Link, actor: Actor) -> bool:
    """Whether the actor may see the case."""
    return link.kind in KINDS and KINDS[link.kind](session, link.id, actor)


def require_visible(session: Session, link: Link | None, actor: Actor) -> None:
    """Raises Problem `not_found` for a case that the actor may not see."""
    if link is not None and not visible(session, link, actor):
        raise Problem("not_found")


def title_of(session: Session, link: Link) -> str:
    """The name of the case for people."""
    kind = kinds[link.kind]
    return f"{kind.title}: {kind.label(session, link.id)}"
