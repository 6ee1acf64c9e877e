"""A record on its way in: what was sent, checked as far as it can be without holding anything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.checklists.definition import Definition
from rasoat.db.types import Encoded
from rasoat.problems import Problem
from rasoat.tablets.receiving.schemas import AnyRecord, Record, ResponseContent, instant
from rasoat.visits.records import Arrival, Judged, Place, judge, references

PutRight = Callable[[datetime], datetime]
"""An instant of the tablet's clock as this server counts it."""
Definitions = Callable[[str, int], Definition]
"""A checklist by name and version; raises Problem `definition.never`."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The content of a response, valid by its own definition."""

    definition: Definition
    judged: Judged
    names: frozenset[UUID]
    """Photographs the answers name by id."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One record. `body` is as it was sent, `digest` over it; `wrong` says why it cannot be taken, if it is new."""

    id: UUID
    actor: Actor
    tablet_id: UUID | None
    skew: int
    record: AnyRecord
    body: Encoded
    digest: str
    made_at: datetime
    taken_at: Mapping[UUID, datetime | None]
    answers: Answers | None = None
    wrong: Problem | None = None

    @property
    def kind(self) -> str:
        """response, site, danger or observation."""
        return self.record.kind

    @property
    def site_id(self) -> UUID | None:
        """The place its answers are about."""
        content = self.record.content
        return content.site_id if isinstance(content, ResponseContent) else None

    @property
    def place(self) -> Place | None:
        """Where the response is that its answers belong to; None without any that can be taken."""
        content, answers = self.record.content, self.answers
        if not isinstance(content, ResponseContent) or answers is None:
            return None
        return self.record.visit_id, answers.definition.id, content.scope, content.site_id

    def arrival(self, promised: Mapping[str, UUID | None], admitted_by: Actor | None = None) -> Arrival:
        """The answers, for the room of visits."""
        content, answers = self.record.content, self.answers
        if not isinstance(content, ResponseContent) or answers is None:
            raise TypeError(f"{self.kind} holds no answers")
        return Arrival(
            id=self.id,
            actor=self.actor,
            tablet_id=self.tablet_id,
            visit_id=self.record.visit_id,
            definition=answers.definition,
            scope=content.scope,
            site_id=content.site_id,
            based_on=content.based_on,
            made_at=self.made_at,
            judged=answers.judged,
            promised=promised,
            admitted_by=admitted_by,
        )


def parcel(
    definitions: Definitions,
    actor: Actor,
    tablet_id: UUID | None,
    submission_id: UUID,
    record: Record,
    *,
    skew: int,
    put_right: PutRight,
    photo_limit_mb: int,
) -> Parcel:
    """Check a record by itself. Never raises for what is in it: had it come before, it would be answered as then."""
    content = record.root
    body = Encoded(content.model_dump(mode="json", exclude_unset=True))
    answers, wrong = None, None
    try:
        _check_photos(content, photo_limit_mb)
        answers = answers_of(definitions, content)
    except Problem as problem:
        wrong = problem
    return Parcel(
        id=submission_id,
        actor=actor,
        tablet_id=tablet_id,
        skew=skew,
        record=content,
        body=body,
        digest=body.digest(),
        made_at=_not_ahead(put_right(instant(content.made_at))),
        taken_at={p.id: put_right(instant(p.taken_at)) if p.taken_at else None for p in content.photos},
        answers=answers,
        wrong=wrong,
    )


def _not_ahead(made_at: datetime) -> datetime:
    """Nothing was made later than now, whatever a clock said that nobody could put right."""
    return min(made_at, clock.now())


def _check_photos(record: AnyRecord, limit_mb: int) -> None:
    if any(photo.size > limit_mb * 1_000_000 for photo in record.photos):
        raise Problem("file.too_large", limit=limit_mb)
    if len({photo.id for photo in record.photos}) < len(record.photos):
        raise Problem("photo.differs", photo="")


def answers_of(definitions: Definitions, record: AnyRecord) -> Answers | None:
    """The answers of a record that holds some. Raises Problem `definition.never`, `answers.not_used`, `answers.invalid`."""
    content = record.content
    if not isinstance(content, ResponseContent):
        return None
    definition = definitions(content.checklist, content.checklist_version)
    if not definition.has(content.scope):
        raise Problem("answers.not_used")
    judged = judge(definition, content.scope, content.answers)
    section = definition.section(content.scope)
    names = frozenset(UUID(key) for _, key in references(section, judged.answers) if len(key) == 36)
    return Answers(definition, judged, names)
