"""Raising what two people answered differently, and closing what came to agree: part of every save."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db import new_id
from rasoat.visits import queries
from rasoat.visits.merging import Conflict
from rasoat.visits.models import ResponseConflict
from rasoat.visits.records import Arrival
from rasoat.visits.response_rows import Standing


def value_at(answers: Mapping[str, Any], item: str) -> Any:
    """The value of a field by the name a conflict gives it; None for no answer."""
    key, _, name = item.partition(".")
    return answers.get(key, {}).get(name) if name else answers.get(key)


def with_value(answers: Mapping[str, Any], item: str, value: Any) -> dict[str, Any]:
    """The answers with another value in that field; None takes it away."""
    key, _, name = item.partition(".")
    if name:
        value = with_value(answers.get(key, {}), name, value) or None
    others = {other: kept for other, kept in answers.items() if other != key}
    return others if value is None else {**others, key: value}


def raised(session: Session, at: Standing, arrival: Arrival, found: Sequence[Conflict]) -> list[dict[str, Any]]:
    """The rows of what an arrival disputes; what is disputed already in the same way is not told twice."""
    if not found:
        return []
    known = [(row["item"], row["offered"]) for row in at.disputes]
    if at.disputed:
        known += [(row.item, row.offered) for row in _open(session, at.id)]
    story = _story(session, at)
    rows = []
    for conflict in found:
        if (conflict.item, conflict.yours) not in known:
            who, when = last_change(story, conflict.item)
            rows.append(_row(at, arrival, conflict, who, when))
    return rows


def last_change(story: Sequence[Mapping[str, Any]], item: str) -> tuple[UUID, Any]:
    """Who gave a field the value it has, and when, by the revisions from the oldest to the newest."""
    last, before = story[0], None
    for revision in story:
        value = value_at(revision["answers"], item)
        if value != before:
            last, before = revision, value
    return last["saved_by"], last["saved_at"]


def story_of(session: Session, response_id: UUID) -> list[Mapping[str, Any]]:
    """The saved revisions of a response, oldest first."""
    return [revision.model_dump() for revision in queries.revisions_of(session, response_id)]


def _story(session: Session, at: Standing) -> list[Mapping[str, Any]]:
    saved = [] if at.new else story_of(session, at.id)
    return [*saved, *({**row, "answers": row["answers"].value} for row in at.made)]


def _row(at: Standing, arrival: Arrival, conflict: Conflict, who: UUID, when: Any) -> dict[str, Any]:
    return {
        "id": new_id(), "version": 1, "created_at": clock.now(), "response_id": at.id, "visit_id": at.row["visit_id"],
        "item": conflict.item, "kept": conflict.theirs, "kept_by": who, "kept_at": when, "offered": conflict.yours,
        "offered_by": arrival.actor.user_id, "offered_at": arrival.made_at, "submission_id": arrival.id,
        "decision": "", "decided_by": None, "decided_at": None,
    }  # fmt: skip


def settle(session: Session, at: Standing, actor: Actor) -> None:
    """Close what is no longer disputed: what was offered stands now."""
    answers = at.at(session, at.revision)
    for row in at.disputes:
        if row["decision"] == "" and value_at(answers, row["item"]) == row["offered"]:
            row |= {"decision": "offered", "decided_by": actor.user_id, "decided_at": clock.now()}
    if at.disputed:
        settle_saved(session, at.id, answers, actor)


def settle_saved(session: Session, response_id: UUID, answers: Mapping[str, Any], actor: Actor) -> None:
    """As `settle`, of the conflicts in the database: somebody typed what was offered."""
    for row in _open(session, response_id):
        if value_at(answers, row.item) == row.offered:
            row.decision, row.decided_by, row.decided_at = "offered", actor.user_id, clock.now()
    session.flush()


def _open(session: Session, response_id: UUID) -> Sequence[ResponseConflict]:
    query = select(ResponseConflict).where(ResponseConflict.response_id == response_id, ResponseConflict.decision == "")
    return session.exec(query).all()
