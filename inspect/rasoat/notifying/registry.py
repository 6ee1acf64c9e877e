"""Rooms register here of which events people are told, and in what words."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import ROLE_TITLES, Role
from rasoat.notifying.models import AT_ONCE


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body of a mail. They name cases by number, date and link: no free text leaves the system."""

    subject: str
    body: str

    @property
    def path(self) -> str:
        """The page to which they lead: its address stands in the body on a line of its own, and is a path when they were
        made for an installation without an address. Empty when there is none.
        """
        return next((line for line in self.body.splitlines() if line.startswith(("/", "http://", "https://"))), "")


def _reads_nothing(_session: Session, _event_ids: Collection[UUID]) -> Any:
    return None


def _none_is(_session: Session, _event_ids: Collection[UUID]) -> Collection[UUID]:
    return ()


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of event. `words` gets the event's id and the installation's address; it returns None when people no
    longer need to be told.
    """

    name: str
    title: str
    words: Callable[[Session, UUID, str], Words | None]
    personal: bool = False
    """Whether it is about the person's own account, so that a stand-in is not told of it."""
    usual: str = AT_ONCE
    """How people are told of it who have chosen nothing else: see notifying.models.WAYS."""
    fixed: bool = False
    """Whether nobody may choose: what is urgent, and (with `personal`) what concerns the safety of the own account."""
    roles: frozenset[Role] = frozenset(ROLE_TITLES)
    """Who may be told of it: to others it is not offered."""
    urgent: Callable[[Session, Collection[UUID]], Collection[UUID]] = _none_is
    """Which of these events are about something urgent: the mail of the day names them first."""
    reads: Callable[[Session, Collection[UUID]], Any] = _reads_nothing
    """Reads what the words of many events need in few queries. The rows are returned because the session knows them only as
    long as somebody keeps them."""


events: dict[str, Event] = {}


def register_event(event: Event) -> None:
    """Register a kind of event. Raises ValueError for a name that another kind has."""
    if event.name in events:
        raise ValueError(f"two kinds of events are called {event.name}")
    events[event.name] = event
