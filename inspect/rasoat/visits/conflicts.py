"""Fields that two people answered differently without knowing of each other: both values are kept until the lead
decides.

Each time a response gets a revision, new differences raise conflicts, and conflicts whose values now agree are closed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.checklists.answers import EXPLANATIONS, NOTES, RESERVED, WORDINGS
from rasoat.checklists.definition import Scope, Section
from rasoat.checklists.extras import EXTRA_PHOTOS, EXTRAS
from rasoat.checklists.extras import both as both_extras
from rasoat.db.locking import lock
from rasoat.inspections import queries as inspections
from rasoat.problems import Problem
from rasoat.visits import queries
from rasoat.visits.merging import Conflict
from rasoat.visits.models import Response, ResponseConflict, ResponseRevision, Visit
from rasoat.visits.records import JudgedRecord
from rasoat.visits.response_rows import ChangingResponse
from rasoat.visits.revisions import digest_of, judge, save_revision
from rasoat.workflows import CaseRef, noting, register_note

DECISIONS = {"kept": "Giữ giá trị đang có", "offered": "Lấy giá trị gửi đến", "both": "Giữ cả hai"}
_RESERVED_KINDS = {EXPLANATIONS: "text", NOTES: "text", EXTRA_PHOTOS: "photo"}
DECIDE = "decide_conflict"
register_note(DECIDE, "Trưởng đoàn chọn giữa hai giá trị khác nhau")


def open_of(session: Session, visit_id: UUID) -> list[ResponseConflict]:
    """The conflicts of a visit that wait for a decision, grouped by checklist, in the order in which they came."""
    query = select(ResponseConflict).where(ResponseConflict.visit_id == visit_id, ResponseConflict.decision == "")
    return list(session.exec(query.order_by(col(ResponseConflict.response_id), col(ResponseConflict.id))))


def decided_of(session: Session, visit_id: UUID) -> list[ResponseConflict]:
    """The conflicts of a visit that were decided, the newest decision first."""
    query = select(ResponseConflict).where(ResponseConflict.visit_id == visit_id, ResponseConflict.decision != "")
    return list(session.exec(query.order_by(col(ResponseConflict.decided_at).desc(), col(ResponseConflict.id))))


def count_open(session: Session, visit_id: UUID) -> int:
    """How many fields of a visit wait for a decision."""
    query = select(func.count()).where(col(ResponseConflict.visit_id) == visit_id, col(ResponseConflict.decision) == "")
    return session.exec(query).one()


def value_at(answers: Mapping[str, Any], item: str) -> Any:
    """The value of a field, which is named as in a conflict; None for no answer."""
    key, _, name = item.partition(".")
    return answers.get(key, {}).get(name) if name else answers.get(key)


def with_value(answers: Mapping[str, Any], item: str, value: Any) -> dict[str, Any]:
    """The answers with another value in that field; the value None removes it."""
    key, _, name = item.partition(".")
    if name:
        value = with_value(answers.get(key, {}), name, value) or None
    others = {other: kept for other, kept in answers.items() if other != key}
    return others if value is None else {**others, key: value}


def digest_of_value(value: Any) -> str:
    """SHA-256 of one value; None has a digest too."""
    return digest_of({"value": value})


def raise_conflicts(
    session: Session, response: ChangingResponse, record: JudgedRecord, found: Sequence[Conflict]
) -> None:
    """Add a conflict for each field that a record answers differently from its response, unless that conflict is
    already open.
    """
    if not found:
        return
    known = [(row.item, row.offered) for row in response.conflicts]
    if response.disputed:
        known += [(row.item, row.offered) for row in _open(session, response.row.id)]
    saved = [] if response.new else queries.revisions_of(session, response.row.id)
    revisions = [*saved, *(ResponseRevision(**row) for row in response.revisions)]
    for conflict in found:
        if (conflict.item, conflict.yours) not in known:
            last = last_change(revisions, conflict.item)
            response.conflicts.append(
                ResponseConflict(
                    response_id=response.row.id,
                    visit_id=response.row.visit_id,
                    item=conflict.item,
                    kept=conflict.theirs,
                    kept_by=last.saved_by,
                    kept_at=last.saved_at,
                    offered=conflict.yours,
                    offered_by=record.actor.user_id,
                    offered_at=record.made_at,
                    submission_id=record.id,
                )
            )


def last_change(revisions: Sequence[ResponseRevision], item: str) -> ResponseRevision:
    """The revision that gave a field the value it has. `revisions` are in order, the oldest first."""
    last, before = revisions[0], None
    for revision in revisions:
        value = value_at(revision.answers, item)
        if value != before:
            last, before = revision, value
    return last


def close_agreed(session: Session, response: ChangingResponse, actor: Actor) -> None:
    """Close the conflicts whose offered value is now the response's own. The response is one that records are
    changing.
    """
    for row in response.conflicts:
        _close_if_agreed(row, response.row.answers, actor)
    if response.disputed:
        close_agreed_saved(session, response.row.id, response.row.answers, actor)


def close_agreed_saved(session: Session, response_id: UUID, answers: Mapping[str, Any], actor: Actor) -> None:
    """Close the conflicts in the database whose offered value is now the response's own, because somebody typed it."""
    for row in _open(session, response_id):
        _close_if_agreed(row, answers, actor)
    session.flush()


def _close_if_agreed(row: ResponseConflict, answers: Mapping[str, Any], actor: Actor) -> None:
    if row.decision == "" and value_at(answers, row.item) == row.offered:
        row.decision, row.decided_by, row.decided_at = "offered", actor.user_id, clock.now()


def _open(session: Session, response_id: UUID) -> Sequence[ResponseConflict]:
    query = select(ResponseConflict).where(ResponseConflict.response_id == response_id, ResponseConflict.decision == "")
    return session.exec(query).all()


def both(section: Section, item: str, kept: Any, offered: Any) -> Any:
    """Join two values into one: photographs and rows one after the other, texts one below the other.

    None when the field cannot have both, or when one of them is no answer.
    """
    if kept is None or offered is None:
        return None
    key, _, name = item.partition(".")
    kind = _RESERVED_KINDS.get(key, "words") if key in RESERVED else section.item[key].type
    if kind in ("photo", "table"):
        return [*kept, *(one for one in offered if one not in kept)]
    if kind == "text":
        return f"{kept}\n{offered}"
    if kind == "words" and key == WORDINGS and name:
        return {part: "\n".join(filter(None, (kept.get(part), offered.get(part)))) for part in {*kept, *offered}}
    if key == EXTRAS and name:
        return both_extras(kept, offered)
    return None


def decide(session: Session, actor: Actor, conflict_id: UUID, choice: str, seen: str) -> ResponseConflict:
    """Close a conflict: keep the value that stands, take the one that was offered, or keep both. Only the team's lead
    may do it.

    A decision that changes the answers makes a revision, for which the visit must be open. `seen` is the digest
    (`digest_of_value`) of the value that the lead saw. Raises Problem `not_found`, `forbidden`, `conflict.decided`,
    `conflict.changed`, `conflict.both`, `visit.not_open`.
    """
    found = session.get(ResponseConflict, conflict_id)
    if found is None:
        raise Problem("not_found")
    visit = queries.require_visible(session, found.visit_id, actor)
    if not inspections.is_team_lead(session, visit.inspection_id, actor):
        raise Problem("forbidden")
    actor = inspections.acting_in(session, visit.inspection_id, actor, lead=True)
    visit = lock(session, Visit, visit.id)
    row = lock(session, ResponseConflict, conflict_id)
    _refuse_decided(session, row)
    response = session.get_one(Response, row.response_id, populate_existing=True)
    standing = value_at(response.answers, row.item)
    if digest_of_value(standing) != seen:
        raise Problem("conflict.changed")
    if choice != "kept":
        queries.require_open(session, visit)
        _change(session, actor, response, row, choice, standing)
    row.decision, row.decided_by, row.decided_at = choice, actor.user_id, clock.now()
    session.flush()
    facts = {"conflict": str(row.id), "response": str(response.id), "item": row.item, "decision": choice,
             "revision": response.revision}  # fmt: skip
    noting.note(session, CaseRef("visit", visit.id), DECIDE, actor, facts, {})
    return row


def _refuse_decided(session: Session, row: ResponseConflict) -> None:
    if row.decision:
        who = session.get(User, row.decided_by) if row.decided_by else None
        when = clock.time_text(row.decided_at or clock.now())
        raise Problem("conflict.decided", who=who.full_name if who else "người khác", when=when)


def _change(
    session: Session, actor: Actor, response: Response, row: ResponseConflict, choice: str, standing: Any
) -> None:
    definition, scope = queries.definition_of(session, response), cast(Scope, response.scope)
    value = row.offered
    if choice == "both":
        value = both(definition.section(scope), row.item, standing, row.offered)
        if value is None:
            raise Problem("conflict.both")
    try:
        judged = judge(definition, scope, with_value(response.answers, row.item, value))
    except Problem as problem:
        raise Problem("conflict.both", reasons=problem.reasons) from problem
    if judged.answers != response.answers:
        save_revision(session, actor, response, judged)
