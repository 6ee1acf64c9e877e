"""Rooms register here, by name, what definitions may refer to: kinds of cases, relations, guards, effects."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast
from uuid import UUID

import sqlalchemy
from sqlalchemy import Table
from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.problems import Reason
from rasoat.procedures.definition import Transition, Workflow
from rasoat.procedures.names import DeadlineUse, KindNames, Names
from rasoat.workflows.models import CaseRow

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class CaseRef:
    """Names one case: its kind and its id."""

    kind: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


@dataclass(slots=True)
class Firing:
    """What guards and effects are given. `case_row` is the case's row as it was when it was locked; `payload` is what
    the person gave; `effective_on` is the legal date of the action.
    """

    session: Session
    ref: CaseRef
    case_row: Mapping[str, Any]
    definition: Workflow
    transition: Transition
    actor: Actor
    payload: dict[str, Any] = field(default_factory=dict)
    effective_on: date = field(default_factory=clock.today)
    now: datetime | None = None
    entry_id: UUID | None = None


Relation = Callable[[Session, Mapping[str, Any], Actor], bool]
Guard = Callable[[Firing], list[Reason]]
Effect = Callable[[Firing], None]


@dataclass(frozen=True, slots=True)
class CaseKind:
    """One kind of case: its table and its name for people; the label of one case, and who may see it."""

    name: str
    model: type[CaseRow]
    title: str
    label: Callable[[Session, UUID], str]
    visible: Callable[[Session, UUID, Actor], bool]
    recorded_as: str = ""
    """Its name in the journal and in the first definitions, where it was called otherwise: entries are never changed."""
    above: tuple[str, str] | None = None
    """The kind of the case above it, and the column with that one's id, when the conditions of each of the two read the
    other: a step locks the one above first, so that both never make a step at once."""

    @property
    def table(self) -> Table:
        """The table of its cases."""
        return cast(Table, sqlalchemy.inspect(self.model).local_table)


@dataclass(frozen=True, slots=True)
class _Guard:
    check: Guard
    needs_payload: bool


kinds: dict[str, CaseKind] = {}
relations: dict[tuple[str, str], Relation] = {}
relation_titles: dict[str, str] = {}
guards: dict[str, _Guard] = {}
effects: dict[str, Effect] = {}
conditions: dict[str, Guard] = {}
"""What must be true for an effect, in whatever version of a procedure it stands: cases of old versions keep to it too."""
standing: dict[str, list[Guard]] = {}
"""What must be true for every action on a kind of case, in whatever version of its procedures."""
signatures: set[str] = set()
"""Effects of actions that count as a person's signature: whoever does one gives the password again."""
note_titles: dict[str, str] = {}
inside_notes: set[str] = set()
"""Entries that only people of the agency which leads the case read: what it does about a case inside."""
meanings: dict[tuple[str, str], str] = {}
deadlines: dict[tuple[str, str], DeadlineUse] = {}
turns: set[tuple[str, str]] = set()
papers: set[tuple[str, str]] = set()


def register_deadline(kind: str, name: str, use: DeadlineUse) -> str:
    """Register that a room reads a deadline of a kind of case, and return the deadline's name. `check` refuses a
    deadline that no room reads.
    """
    deadlines[kind, name] = use
    return name


def register_offer(kind: str, paper: str) -> None:
    """Register that a procedure for this kind of case may name that kind of paper among those it asks for."""
    papers.add((kind, paper))


def register_kind(kind: CaseKind) -> None:
    """Register a kind of case."""
    kinds[kind.name] = kind


def recorded(kind: str) -> str:
    """The name of a kind in the journal."""
    return (kinds[kind].recorded_as if kind in kinds else "") or kind


def kind_recorded_as(name: str) -> str:
    """The kind that has this name in the journal, or in an early definition."""
    return next((kind.name for kind in kinds.values() if kind.recorded_as == name), name)


def register_note(trigger: str, title: str, *, inside: bool = False) -> None:
    """Register the title that entries without a change of state (`noting`) have on the case's page; those `inside` stand there
    for the agency that leads the case alone.
    """
    note_titles[trigger] = title
    if inside:
        inside_notes.add(trigger)


def relation(kind: str, name: str, title: str) -> Callable[[Relation], Relation]:
    """Register the function that says who has the relation `name` to cases of `kind`; `title` is its name for people."""

    def register(function: Relation) -> Relation:
        relations[kind, name] = function
        relation_titles[name] = title
        return function

    return register


def guard(name: str, *, needs_payload: bool = False) -> Callable[[Guard], Guard]:
    """Register a condition. It returns every reason against the action, tied to fields; an empty list means that there
    is none.

    With `needs_payload` it is asked only when the action is really tried, not when buttons are shown.
    """

    def register(function: Guard) -> Guard:
        guards[name] = _Guard(function, needs_payload)
        return function

    return register


def register_standing(kind: str, check: Guard) -> None:
    """Register a condition of every action on a kind of case, whatever its procedure says: for what stops cases of every
    version alike.
    """
    standing.setdefault(kind, []).append(check)


def effect(name: str, *, signature: bool = False, condition: Guard | None = None) -> Callable[[Effect], Effect]:
    """Register what is done after an action, in the same transaction.

    A `condition` is asked as the guards of the action are, though no procedure names it: it is for what an agency wishes,
    which holds for the cases of every version.

    With `signature` an action with this effect counts as a person's signature (approving, signing, numbering, issuing),
    whatever a procedure calls it: `fire` wants the password given a moment ago, and refuses an account that was just set
    anew.
    """

    def register(function: Effect) -> Effect:
        effects[name] = function
        if signature:
            signatures.add(name)
        if condition is not None:
            conditions[name] = condition
        return function

    return register


def is_signature(transition: Transition) -> bool:
    """Whether an action counts as the signature of whoever does it."""
    return not signatures.isdisjoint(transition.effects)


def registered() -> Names:
    """Every name that the loaded rooms have registered for definitions."""
    return Names(
        kinds={
            kind.name: KindNames(
                recorded_as=kind.recorded_as,
                relations=sorted(name for of, name in relations if of == kind.name),
                meanings={name: meanings[of, name] for of, name in sorted(meanings) if of == kind.name},
                turns=sorted(side for of, side in turns if of == kind.name),
                deadlines={name: deadlines[of, name] for of, name in sorted(deadlines) if of == kind.name},
                papers=sorted(name for of, name in papers if of == kind.name),
            )
            for kind in sorted(kinds.values(), key=lambda kind: kind.name)
        },
        guards=sorted(guards),
        effects=sorted(effects),
    )
