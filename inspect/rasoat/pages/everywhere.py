"""What the search across everything finds: each kind of thing is one registration, made by the room that keeps it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.accounts.actor import Actor, Role
from rasoat.db import Searchable
from rasoat.pages.paging import By
from rasoat.pages.room import SIGNED_IN, Allow
from rasoat.search import Through


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing as the search tells it: what it is, where it belongs, and how it stands.

    `reference`: its number and symbol, as people cite it. `state`: the title and the tone of its badge. The ids name where it
    belongs; what the person may not see of them is left out when they are told.
    """

    title: str
    reference: str = ""
    notes: tuple[str, ...] = ()
    state: tuple[str, str] | None = None
    due_on: date | None = None
    ended: bool = False
    """It exists no more: of two that are called alike it comes last."""
    agency_id: UUID | None = None
    inspection_id: UUID | None = None
    plan_id: UUID | None = None
    on_page_of: UUID | None = None
    """The thing on whose page it stands, when it has none of its own."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that is searched.

    `page`: the endpoint that shows one of them and the name that its id has there; whoever may not open it finds none.
    `visible_to` is the room's own rule for one row, `listed` the same for lists. `list_page`: the endpoint of the list
    that takes ?q=; empty where no list shows all of them.
    """

    name: str
    title: str
    icon: str
    place: int
    """Among the other kinds, from the first to the last."""
    model: type[Searchable]
    page: tuple[str, str]
    visible_to: Callable[[Actor], ColumnElement[bool]]
    listed: Callable[[Session, Actor], ColumnElement[bool]]
    order: Sequence[By]
    """The order of its list when words are searched; the last one is the key."""
    tell: Callable[[Any], Hit]
    list_page: str = ""
    page_query: Mapping[str, str] = field(default_factory=dict)
    """What else stands in the address of one of them."""
    list_query: Mapping[str, str] = field(default_factory=dict)
    """What else stands in the address of the list, so that it leaves nothing out."""
    anchor: str = ""
    """Of things that stand on the page of another one: how the id of its place there begins."""
    roles: Allow = SIGNED_IN
    """For whom this is the page, where another kind leads others elsewhere."""
    through: Sequence[Through] = ()
    joined: Callable[[SelectOfScalar[Any]], SelectOfScalar[Any]] = lambda query: query
    """Joins the tables of `through`."""
    number: Any = None
    """The column of its number, if an index begins with it: what has just that number comes first."""

    def is_for(self, role: Role) -> bool:
        """Whether people of this role are led to it."""
        return self.roles is not None and role in self.roles


_kinds: dict[str, Kind] = {}


def register_kind(*kinds: Kind) -> None:
    """Register kinds of things. The search finds them from then on, and people see which they opened last."""
    _kinds.update((one.name, one) for one in kinds)


def searched_kinds() -> list[Kind]:
    """The kinds in the order of their places."""
    return sorted(_kinds.values(), key=lambda one: one.place)
