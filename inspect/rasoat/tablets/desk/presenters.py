"""What the lead sees before deciding: the two values of a field with who entered each and when, and a late record in
words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts import queries as accounts
from rasoat.checklists.definition import Definition, Scope
from rasoat.files.models import Attachment
from rasoat.inspections.models import SITE_KINDS, Site
from rasoat.problems import Problem
from rasoat.recommendations.answering.models import SEEN
from rasoat.recommendations.models import VERDICTS, Obligation
from rasoat.tablets.receiving.models import Photo, Record
from rasoat.visits import conflicts, definition_cache, queries
from rasoat.visits.conflicts import both, digest_of_value
from rasoat.visits.models import Response, ResponseConflict
from rasoat.visits.presenters import differences, field_in_words, field_label, fields_of


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One of two values. `files` are those of its photographs and signatures that have arrived."""

    words: str
    who: str
    when: datetime
    files: list[UUID]


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """One field to decide. `seen` identifies the value that stands now; with `both` the lead may keep the two values
    together.
    """

    conflict: ResponseConflict
    label: str
    standing: ShownValue
    offered: ShownValue
    both: bool
    seen: str


@dataclass(frozen=True, slots=True)
class ResponseToDecide:
    """One response with its fields to decide."""

    response: Response
    title: str
    conflicts: list[ShownConflict]


@dataclass(frozen=True, slots=True)
class DecidedConflict:
    """A conflict that has been decided."""

    conflict: ResponseConflict
    title: str
    label: str
    who: str


def to_decide(session: Session, visit_id: UUID) -> list[ResponseToDecide]:
    """The open conflicts of a visit, grouped by response."""
    found: dict[UUID, list[ResponseConflict]] = {}
    for conflict in conflicts.open_of(session, visit_id):
        found.setdefault(conflict.response_id, []).append(conflict)
    return [_to_decide(session, response_id, rows) for response_id, rows in found.items()]


def decided(session: Session, visit_id: UUID) -> list[DecidedConflict]:
    """The conflicts of a visit that have been decided, the newest decision first."""
    rows = conflicts.decided_of(session, visit_id)
    people = accounts.names(session, {row.decided_by for row in rows if row.decided_by})
    shown = []
    for row in rows:
        response = session.get_one(Response, row.response_id)
        definition = queries.definition_of(session, response)
        section = definition.section(cast(Scope, response.scope))
        who = people[row.decided_by].full_name if row.decided_by in people else ""
        shown.append(
            DecidedConflict(row, _title(session, definition, response.site_id), field_label(section, row.item), who)
        )
    return shown


def _to_decide(session: Session, response_id: UUID, rows: list[ResponseConflict]) -> ResponseToDecide:
    response = session.get_one(Response, response_id)
    definition = queries.definition_of(session, response)
    section = definition.section(cast(Scope, response.scope))
    revisions = queries.revisions_of(session, response_id)
    people = accounts.names(session, {row.offered_by for row in rows} | {step.saved_by for step in revisions})
    order = {name: place for place, name in enumerate(fields_of(section))}
    shown = []
    for row in sorted(rows, key=lambda row: order.get(row.item, len(order))):
        value = conflicts.value_at(response.answers, row.item)
        last = conflicts.last_change(revisions, row.item)
        words = [field_in_words(section, row.item, one) for one in (value, row.offered)]
        shown.append(
            ShownConflict(
                conflict=row,
                label=field_label(section, row.item),
                standing=ShownValue(words[0], people[last.saved_by].full_name, last.saved_at, _files(session, value)),
                offered=ShownValue(
                    words[1], people[row.offered_by].full_name, row.offered_at, _files(session, row.offered)
                ),
                both=both(section, row.item, value, row.offered) is not None,
                seen=digest_of_value(value),
            )
        )
    return ResponseToDecide(response, _title(session, definition, response.site_id), shown)


def _title(session: Session, definition: Definition, site_id: UUID | None) -> str:
    site = session.get(Site, site_id) if site_id else None
    return f"{definition.title}: {site.name if site else 'tại đơn vị được kiểm tra'}"


def _files(session: Session, value: Any) -> list[UUID]:
    """The photographs and signatures in a value that have arrived."""
    entries = value if isinstance(value, list) else [value]
    named = [UUID(one["attachment"]) for one in entries if isinstance(one, Mapping) and "attachment" in one]
    if not named:
        return []
    return list(session.exec(select(Attachment.id).where(col(Attachment.id).in_(named)).order_by(col(Attachment.id))))


@dataclass(frozen=True, slots=True)
class ShownLateRecord:
    """One late record in words: its kind, its content, and why it was set apart."""

    record: Record
    title: str
    who: str
    why: str
    lines: list[tuple[str, str]]
    photos: list[Photo]
    decided_by: str = ""
    files: list[UUID] = field(default_factory=list)


def shown_late(session: Session, row: Record) -> ShownLateRecord:
    """Put a late record into the words that people read."""
    ids = {row.account_id, *([row.decided_by] if row.decided_by else [])}
    people = accounts.names(session, ids)
    title, lines = _told(session, row)
    photos = list(session.exec(select(Photo).where(Photo.submission_id == row.id).order_by(col(Photo.id))))
    reason = row.answer.get("reason") or {}
    return ShownLateRecord(
        record=row,
        title=title,
        who=people[row.account_id].full_name,
        why=str(reason.get("what", "")),
        lines=lines,
        photos=photos,
        decided_by=people[row.decided_by].full_name if row.decided_by in people else "",
        files=[photo.id for photo in photos if photo.state == "stored"],
    )


def _told(session: Session, row: Record) -> tuple[str, list[tuple[str, str]]]:
    content = row.body["content"]
    if row.kind == "response":
        return _answers(session, content)
    if row.kind == "site":
        place = [("Loại điểm", SITE_KINDS.get(content["kind"], content["kind"])), ("Địa chỉ", content.get("place", ""))]
        return f"Điểm kiểm tra mới: {content['name']}", [line for line in place if line[1]]
    obligation = session.get(Obligation, UUID(content["obligation_id"]))
    if row.kind == "verdict":
        return f"Kết luận tại chỗ: {obligation.measure if obligation else ''}", _concluded(obligation, content)
    seen = [("Thấy tại chỗ", SEEN.get(content["seen"], content["seen"])), ("Ghi chú", content.get("note", ""))]
    return f"Nội dung đã xem tại chỗ: {obligation.measure if obligation else ''}", [line for line in seen if line[1]]


def _concluded(obligation: Obligation | None, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    parts = {part.ordinal: part for part in obligation.parts} if obligation else {}
    lines = []
    for one in content["parts"]:
        part = parts.get(one["ordinal"])
        counted = part.as_measure.reached(one.get("reached")) if part else ""
        said = [VERDICTS[one["verdict"]], counted, one.get("reason", "")]
        name = part.measure if part and part.measure else f"Phần {one['ordinal']}"
        lines.append((name, "; ".join(word for word in said if word)))
    return [*lines, *([("Bằng chứng", content["evidence"])] if content.get("evidence") else [])]


def _answers(session: Session, content: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    try:
        definition = definition_cache.definition(session, content["checklist"], content["checklist_version"])
    except Problem as problem:
        return problem.what, []
    section = definition.section(cast(Scope, content["scope"]))
    site_id = UUID(content["site_id"]) if content.get("site_id") else None
    found = differences(section, {}, content["answers"])
    return _title(session, definition, site_id), [(each.label, each.after) for each in found]
