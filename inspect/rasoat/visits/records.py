"""Answers on their way into a response: what came, what became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from rasoat.accounts.actor import Actor
from rasoat.checklists.answers import validate
from rasoat.checklists.definition import Definition, Scope, Section
from rasoat.checklists.evaluate import settled
from rasoat.db.types import Encoded
from rasoat.problems import Problem

Place = tuple[UUID, str, str, UUID | None]
"""Visit, checklist, scope, site (None for the unit)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Answers in normal form with what follows from them. `encoded` are the same, ready to be stored."""

    answers: dict[str, Any]
    encoded: Encoded
    digest: str
    complete: bool
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Answers that were given elsewhere, valid by their own definition. `made_at`: when, by the server's clock.

    `promised` says of photographs that have no attachment yet which response they are for; None: for whichever names them.
    """

    id: UUID
    actor: Actor
    tablet_id: UUID | None
    visit_id: UUID
    definition: Definition
    scope: Scope
    site_id: UUID | None
    based_on: int
    made_at: datetime
    judged: Judged
    promised: Mapping[str, UUID | None] = field(default_factory=dict)
    admitted_by: Actor | None = None
    """Who takes it in after all, when it came too late."""

    @property
    def taken_by(self) -> Actor:
        """Whose act taking it in is."""
        return self.admitted_by or self.actor

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.visit_id, self.definition.id, self.scope, self.site_id

    @property
    def section(self) -> Section:
        """What is asked there."""
        return self.definition.section(self.scope)


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of it: applied, merged or conflict; the response as it stands afterwards; the disputed fields."""

    outcome: str
    response_id: UUID
    revision: int
    answers: dict[str, Any]
    conflicts: list[str]


@dataclass(frozen=True, slots=True)
class Late:
    """It belongs here but cannot be taken any more as things stand; a person must look at it."""

    why: Problem


def judge(definition: Definition, scope: Scope, raw: Any) -> Judged:
    """Check answers, parts of which may still be missing. Raises Problem `answers.invalid` with every reason."""
    result = validate(definition, scope, raw, partial=True)
    if result.errors:
        raise Problem("answers.invalid", reasons=result.errors)
    passed, explained = settled(definition, scope, result)
    encoded = Encoded(result.answers)
    return Judged(result.answers, encoded, encoded.digest(), not result.missing and explained, passed)


def digest_of(answers: Mapping[str, Any]) -> str:
    """SHA-256 of answers in canonical JSON."""
    return Encoded(answers).digest()


def references(section: Section, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(item, attachment id or SHA-256) of every photograph and signature that answers name."""
    for item in section.items:
        if item.type in ("photo", "signature") and item.id in answers:
            named = answers[item.id] if item.type == "photo" else [answers[item.id]]
            for reference in named:
                for key in reference.values():
                    yield item.id, key
