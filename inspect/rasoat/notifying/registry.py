"""Rooms register here of which events people are told, and in what words."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body of a mail. They name cases by number, date and link: no free text leaves the system."""

    subject: str
    body: str


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


events: dict[str, Event] = {}


def register_event(event: Event) -> None:
    """Register a kind of event."""
    events[event.name] = event
