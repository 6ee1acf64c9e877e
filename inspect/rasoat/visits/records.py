"""A tablet's record on the visit's side, by its stages: it is judged by itself, and is then landed, late or refused (a
Problem).
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from rasoat.accounts.actor import Actor
from rasoat.checklists.definition import Definition, Scope, Section
from rasoat.problems import Problem
from rasoat.visits.revisions import JudgedAnswers

ResponseKey = tuple[UUID, str, str, UUID | None]
"""Which response is meant: visit, checklist, scope, site (None for the unit)."""


@dataclass(frozen=True, slots=True)
class RecordAnswers:
    """The answers in a record of a filled checklist, valid by their own definition.

    `based_on` is the revision of the response that was edited; 0 when the tablet knew of none.
    """

    definition: Definition
    scope: Scope
    site_id: UUID | None
    based_on: int
    judged: JudgedAnswers

    @property
    def section(self) -> Section:
        """What the checklist asks there."""
        return self.definition.section(self.scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRecord:
    """A record that was checked as far as that is possible without locking anything.

    Only a filled checklist has `answers`. `wrong` says why the record is refused, whatever the state of its visit.
    `made_at` is by the server's clock. `admitted_by` is the lead who takes in a record that came too late.
    """

    id: UUID
    kind: str
    actor: Actor
    tablet_id: UUID | None
    visit_id: UUID
    made_at: datetime
    answers: RecordAnswers | None = None
    wrong: Problem | None = None
    admitted_by: Actor | None = None

    @property
    def taken_by(self) -> Actor:
        """The actor in whose name the record is taken in."""
        return self.admitted_by or self.actor

    @property
    def response_key(self) -> ResponseKey | None:
        """The key of the response to which its answers belong; None without answers."""
        if self.answers is None:
            return None
        return self.visit_id, self.answers.definition.id, self.answers.scope, self.answers.site_id


@dataclass(frozen=True, slots=True)
class LandedRecord:
    """A record that took effect. `outcome` is applied, merged, conflict or observed: a verdict given on the spot that
    counts as something seen, because of `why`.

    For a filled checklist it also gives the response as it is afterwards, and the fields that the lead must decide.
    """

    outcome: str
    response_id: UUID | None = None
    revision: int | None = None
    answers: dict[str, Any] | None = None
    conflicts: list[str] = field(default_factory=list)
    why: Problem | None = None


@dataclass(frozen=True, slots=True)
class LateRecord:
    """A record that belongs to the visit but can no longer be landed as things stand: the lead decides about it."""

    why: Problem


Outcome = LandedRecord | LateRecord | Problem
"""What became of a record; a Problem refuses it, and nothing of it stays."""
