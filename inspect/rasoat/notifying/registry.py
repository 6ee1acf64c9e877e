"""Where stages say which events people are told of, and in what words."""

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
    """One kind of event. `words` gets the event's id and the installation's address; None: it is no longer worth telling."""

    name: str
    title: str
    words: Callable[[Session, UUID, str], Words | None]


events: dict[str, Event] = {}


def register_event(event: Event) -> None:
    """Make a kind of event known."""
    events[event.name] = event
