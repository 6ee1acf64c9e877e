"""Photographs that records announce: whose they are, before and after their bytes are here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session

from rasoat.db import table_of
from rasoat.db.prepared import Insert, Prepared, Update
from rasoat.files.models import Attachment
from rasoat.problems import Problem
from rasoat.tablets.receiving.judging import Parcel
from rasoat.tablets.receiving.models import Photo

_photo, _attachment = table_of(Photo), table_of(Attachment)
_KNOWN = Prepared(
    select(
        *(_photo.c[name] for name in ("id", "sha256", "visit_id", "account_id", "owner_kind", "owner_id", "state"))
    ).where(_photo.c.id.in_(bindparam("ids", expanding=True)))
)
_TAKEN = Prepared(select(_attachment.c.id).where(_attachment.c.id.in_(bindparam("ids", expanding=True))))
_INSERT, _OWNED, _OWNED_FILE = Insert(_photo), Update(_photo), Update(_attachment)


@dataclass(slots=True)
class Photos:
    """What is known of the photographs that some records announce or name; what changes is written at the end."""

    known: dict[UUID, dict[str, Any]]
    foreign: set[UUID]
    """Ids of other files: nobody may announce them."""
    added: list[dict[str, Any]] = field(default_factory=list)
    moved: list[dict[str, Any]] = field(default_factory=list)

    def refused(self, parcel: Parcel) -> Problem | None:
        """Why this record may not announce its photographs."""
        for photo in parcel.record.photos:
            row = self.known.get(photo.id)
            mine = (photo.sha256, parcel.record.visit_id, parcel.actor.user_id)
            if photo.id in self.foreign or (row and (row["sha256"], row["visit_id"], row["account_id"]) != mine):
                return Problem("photo.differs", photo=str(photo.id))
        return None

    def promised(self, parcel: Parcel) -> dict[str, UUID | None]:
        """For which response each photograph is that the answers name, as far as it came or comes from a tablet.

        None: for any, being new, or kept apart with an earlier record of this member.
        """
        announced = {photo.id for photo in parcel.record.photos}
        named = parcel.answers.names if parcel.answers else frozenset()
        found: dict[str, UUID | None] = {str(photo_id): None for photo_id in named & announced}
        for photo_id in named & self.known.keys():
            row = self.known[photo_id]
            if row["owner_kind"] == "response":
                found[str(photo_id)] = row["owner_id"]
            elif self._apart(row, parcel):
                found[str(photo_id)] = None
        return found

    @staticmethod
    def _apart(row: Mapping[str, Any], parcel: Parcel) -> bool:
        mine = (parcel.record.visit_id, parcel.actor.user_id)
        return row["owner_kind"] == "submission" and (row["visit_id"], row["account_id"]) == mine

    def give(self, parcel: Parcel, owner_kind: str, owner_id: UUID) -> None:
        """Note the new photographs of a record for their owner, and bring along those that were kept apart."""
        for photo in parcel.record.photos:
            if photo.id not in self.known:
                row = _row(parcel, photo.id, owner_kind, owner_id)
                self.added.append(row)
                self.known[photo.id] = row
        for photo_id in (parcel.answers.names if parcel.answers else ()) if owner_kind == "response" else ():
            row = self.known.get(photo_id, {})
            if row and self._apart(row, parcel):
                row |= {"owner_kind": owner_kind, "owner_id": owner_id}
                self.moved.append({"id": photo_id, "owner_kind": owner_kind, "owner_id": owner_id})

    def move_all(self, parcel: Parcel, owner_kind: str, owner_id: UUID) -> None:
        """Give the photographs that were kept apart with a record to what it became."""
        for photo in parcel.record.photos:
            if photo.id in self.known:
                self.moved.append({"id": photo.id, "owner_kind": owner_kind, "owner_id": owner_id})

    def states(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """How far photographs are, of those that are known."""
        return {photo_id: self.known[photo_id]["state"] for photo_id in ids if photo_id in self.known}

    def write(self, session: Session) -> None:
        """Write what changed; the submissions they belong to are there."""
        if self.added:
            _INSERT.run(session, self.added)
        if self.moved:
            _OWNED.run(session, self.moved)
            _OWNED_FILE.run(session, self.moved)


def photos_of(session: Session, parcels: Sequence[Parcel]) -> Photos:
    """What is known of the photographs that these records announce or name."""
    announced = {photo.id for parcel in parcels for photo in parcel.record.photos}
    wanted = announced.union(*(parcel.answers.names for parcel in parcels if parcel.answers))
    if not wanted:
        return Photos({}, set())
    known = {row.id: row._asdict() for row in _KNOWN.rows(session, ids=list(wanted))}
    fresh = announced - known.keys()
    foreign = {row.id for row in _TAKEN.rows(session, ids=list(fresh))} if fresh else set()
    return Photos(known, foreign)


def _row(parcel: Parcel, photo_id: UUID, owner_kind: str, owner_id: UUID) -> dict[str, Any]:
    photo = next(photo for photo in parcel.record.photos if photo.id == photo_id)
    return {
        "id": photo.id, "submission_id": parcel.id, "visit_id": parcel.record.visit_id,
        "account_id": parcel.actor.user_id, "owner_kind": owner_kind, "owner_id": owner_id, "item": photo.item,
        "visibility": _visibility(parcel, photo.item), "sha256": photo.sha256, "size": photo.size, "name": photo.name,
        "taken_at": parcel.taken_at[photo.id], "position": photo.position.model_dump() if photo.position else None,
        "state": "expected", "stored_at": None, "given_up_by": None, "given_up_note": "",
    }  # fmt: skip


def _visibility(parcel: Parcel, item: str) -> str:
    content, answers = parcel.record.content, parcel.answers
    if answers is None or not hasattr(content, "scope"):
        return "internal"
    found = answers.definition.section(content.scope).item.get(item)
    return found.visibility if found else "internal"
