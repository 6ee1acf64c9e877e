"""What can be done to many rows: each list and each action is one registration, in the file `bulk.py` of its room."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor, Role
from rasoat.pages.forms import Form


@dataclass(frozen=True, slots=True)
class BulkList:
    """A list whose rows can be ticked. `name` is that of the list as it is taken out (see exporting.registry), which knows
    its page and reads its filters; its rows are cases of `kind`.
    """

    name: str
    kind: str
    noun: str
    """What its rows are: nội dung, cuộc kiểm tra."""
    visible: Callable[[Session, UUID, Actor], bool]
    names: Callable[[Session, Sequence[Any]], Mapping[UUID, str]]
    """By which people know some rows."""


@dataclass(frozen=True, slots=True)
class One:
    """One row of those that something is done to: its case, the version that the person saw (or that was left by what is
    taken back), its place from 1, and what was typed.
    """

    id: UUID
    version: int
    place: int
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to a row: `before` is what taking it back needs, `note` what the person must know of it."""

    before: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


Doing = Callable[[Session, Actor, One], Done]
Undoing = Callable[[Session, Actor, One, Mapping[str, Any]], None]


def _offers_nothing(_form: Any, _session: Session, _actor: Actor) -> None:
    """Its form has no list to choose from."""


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something that can be done to many rows of a list.

    `doing` calls the operation that does it to one row and raises its Problems; `undoing` takes it back, None where that
    is not possible: `told` then says so, beside what follows for others. `offer` fills the form's lists.
    """

    name: str
    listing: str
    title: str
    roles: frozenset[Role]
    doing: Doing
    told: str
    form: type[Form] = Form
    offer: Callable[[Any, Session, Actor], None] = _offers_nothing
    undoing: Undoing | None = None
    icon: str = "check-lg"


lists: dict[str, BulkList] = {}
_actions: dict[tuple[str, str], BulkAction] = {}


def register_bulk(listing: BulkList, *actions: BulkAction) -> None:
    """Register a list and what can be done to its rows. `ui.bulk_bar` offers it from then on."""
    lists[listing.name] = listing
    _actions.update(((one.listing, one.name), one) for one in actions)


def action(listing: str, name: str) -> BulkAction | None:
    """An action of a list; None where there is none of this name."""
    return _actions.get((listing, name))


def actions_for(listing: str, role: Role) -> list[BulkAction]:
    """What somebody of that role may do to the rows of a list, in the order in which it was registered."""
    return [one for one in _actions.values() if one.listing == listing and role in one.roles]
