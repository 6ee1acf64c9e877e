"""Judging a record by itself, as far as that is possible without locking anything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.checklists.definition import Definition
from rasoat.problems import Problem
from rasoat.tablets.receiving.schemas import AnyRecord, ResponseContent, SentRecord, instant
from rasoat.visits.records import JudgedRecord, RecordAnswers
from rasoat.visits.revisions import digest_of, judge, references

PutRight = Callable[[datetime], datetime]
"""An instant of the tablet's clock as this server counts it."""
Definitions = Callable[[str, int], Definition]
"""A checklist by name and version; raises Problem `definition.never`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRecord(JudgedRecord):
    """A judged record with the text that was sent.

    `body` is the text as it was sent and `digest` its SHA-256. `skew` is the number of seconds that were added to the
    tablet's times. `named` are the photographs that the answers name by id; `taken_at` says when each announced
    photograph was taken.
    """

    sent: AnyRecord
    body: dict[str, Any]
    digest: str
    skew: int
    taken_at: Mapping[UUID, datetime | None]
    named: frozenset[UUID] = frozenset()


def judge_record(
    definitions: Definitions,
    actor: Actor,
    tablet_id: UUID | None,
    record_id: UUID,
    record: SentRecord,
    *,
    skew: int,
    put_right: PutRight,
    photo_limit_mb: int,
) -> ReceivedRecord:
    """Judge a record by itself. What is wrong with it is noted in `wrong` and not raised, because a record that came
    before must get its earlier answer again.
    """
    sent = record.root
    body = sent.model_dump(mode="json", exclude_unset=True)
    answers, wrong = None, None
    try:
        _check_photos(sent, photo_limit_mb)
        answers = answers_of(definitions, sent)
    except Problem as problem:
        wrong = problem
    return ReceivedRecord(
        id=record_id,
        kind=sent.kind,
        actor=actor,
        tablet_id=tablet_id,
        visit_id=sent.visit_id,
        # A time in the future is cut to the present: the clock may have been wrong in a way that the skew does not
        # show.
        made_at=min(put_right(instant(sent.made_at)), clock.now()),
        answers=answers,
        wrong=wrong,
        sent=sent,
        body=body,
        digest=digest_of(body),
        skew=skew,
        taken_at={p.id: put_right(instant(p.taken_at)) if p.taken_at else None for p in sent.photos},
        named=named_photos(answers),
    )


def _check_photos(sent: AnyRecord, limit_mb: int) -> None:
    if any(photo.size > limit_mb * 1_000_000 for photo in sent.photos):
        raise Problem("file.too_large", limit=limit_mb)
    if len({photo.id for photo in sent.photos}) < len(sent.photos):
        raise Problem("photo.differs", photo="")


def answers_of(definitions: Definitions, sent: AnyRecord) -> RecordAnswers | None:
    """The answers of a record of a filled checklist. Raises Problem `definition.never`, `answers.not_used`,
    `answers.invalid`.
    """
    content = sent.content
    if not isinstance(content, ResponseContent):
        return None
    definition = definitions(content.checklist, content.checklist_version)
    if not definition.has(content.scope):
        raise Problem("answers.not_used")
    judged = judge(definition, content.scope, content.answers)
    return RecordAnswers(definition, content.scope, content.site_id, content.based_on, judged)


def named_photos(answers: RecordAnswers | None) -> frozenset[UUID]:
    """The photographs that answers name by id."""
    found = references(answers.section, answers.judged.answers) if answers else ()
    return frozenset(UUID(key) for _, key in found if len(key) == 36)
