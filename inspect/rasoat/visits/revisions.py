"""Adding a revision to a response: a form at the desk, a decided conflict and a tablet's record all do it in this one
way.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.checklists.answers import Result, validate
from rasoat.checklists.definition import Definition, Scope, Section
from rasoat.checklists.evaluate import settled
from rasoat.checklists.extras import EXTRA_PHOTOS, MARKED, extras_of
from rasoat.db.bulk import new_row
from rasoat.db.types import canonical
from rasoat.problems import Problem
from rasoat.visits.models import Response, ResponseRevision

MOVED = ("revision", "answers", "complete", "passed", "saved_by", "saved_at")
"""The columns of a response that a revision changes."""


class Revised(Protocol):
    """The attributes of a response that a revision changes: a row of the session has them, and so do the columns used
    in landing.
    """

    id: UUID
    revision: int
    answers: dict[str, Any]
    complete: bool
    passed: bool | None
    saved_by: UUID
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class JudgedAnswers:
    """Answers in normal form with what follows from them. `digest` is their SHA-256."""

    answers: dict[str, Any]
    digest: str
    complete: bool
    passed: bool | None


def judge(definition: Definition, scope: Scope, raw: Any) -> JudgedAnswers:
    """Check answers, some of which may still be missing. Raises Problem `answers.invalid` with every reason."""
    return judged(definition, scope, validate(definition, scope, raw, partial=True))


def judged(definition: Definition, scope: Scope, result: Result) -> JudgedAnswers:
    """Work out what follows from answers that were checked. Raises Problem `answers.invalid` with every reason."""
    if result.errors:
        raise Problem("answers.invalid", reasons=result.errors)
    passed, explained = settled(definition, scope, result)
    digest = digest_of(result.answers)
    return JudgedAnswers(result.answers, digest, not result.missing and explained, passed)


def digest_of(answers: Mapping[str, Any]) -> str:
    """SHA-256 of answers in canonical JSON."""
    return hashlib.sha256(canonical(answers).encode()).hexdigest()


def references(section: Section, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(item, attachment id or SHA-256) of every photograph and signature that answers name."""
    for item in section.items:
        if item.type in ("photo", "signature") and item.id in answers:
            named = answers[item.id] if item.type == "photo" else [answers[item.id]]
            for reference in named:
                for key in reference.values():
                    yield item.id, key
    for extra in extras_of(answers):
        for reference in extra.photos:
            for key in reference.values():
                yield f"{EXTRA_PHOTOS}.{extra.id}", key
    for name, original in answers.get(MARKED, {}).items():
        for key in original.values():
            yield f"{MARKED}.{name}", key


def add_revision(
    response: Revised, judged: JudgedAnswers, saved_by: UUID, saved_at: datetime, acting_for: UUID | None = None
) -> dict[str, Any]:
    """Make judged answers the next revision of a response and return the revision's row; the caller writes both rows."""
    response.revision += 1
    response.answers, response.complete, response.passed = judged.answers, judged.complete, judged.passed
    response.saved_by, response.saved_at = saved_by, saved_at
    return new_row(
        ResponseRevision,
        response_id=response.id,
        number=response.revision,
        answers=judged.answers,
        digest=judged.digest,
        saved_by=saved_by,
        saved_at=saved_at,
        acting_for=acting_for,
    )


def save_revision(session: Session, actor: Actor, response: Response, judged: JudgedAnswers) -> None:
    """Add a revision now, in the actor's name and in whose stead he acts, and write it."""
    revision = add_revision(response, judged, actor.user_id, clock.now(), actor.acting_for)
    session.add(response)
    # The revision's row refers to the response's row.
    session.flush()
    session.add(ResponseRevision(**revision))
    session.flush()
