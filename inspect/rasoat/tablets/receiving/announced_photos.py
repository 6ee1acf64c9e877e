"""Photographs that records announce: to what each belongs, before and after its bytes have arrived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.checklists import extras
from rasoat.files.models import Attachment
from rasoat.problems import Problem
from rasoat.tablets.receiving.judging import ReceivedRecord
from rasoat.tablets.receiving.models import Photo
from rasoat.tablets.receiving.schemas import AnnouncedPhoto

APART = "submission"
"""The owner's kind of photographs whose record is kept apart, or has no use for them."""


@dataclass(slots=True)
class AnnouncedPhotos:
    """What is known of the photographs that some records announce or name.

    `foreign` are ids that are taken by other files, so that no record may announce them. `added` are the new rows that
    `write` adds.
    """

    known: dict[UUID, Photo] = field(default_factory=dict)
    foreign: set[UUID] = field(default_factory=set)
    added: list[Photo] = field(default_factory=list)
    moved: dict[UUID, Photo] = field(default_factory=dict)

    def refusal(self, record: ReceivedRecord) -> Problem | None:
        """Why this record may not announce its photographs; None when it may."""
        for photo in record.sent.photos:
            row = self.known.get(photo.id)
            mine = (photo.sha256, record.visit_id, record.actor.user_id)
            if photo.id in self.foreign or (row and (row.sha256, row.visit_id, row.account_id) != mine):
                return Problem("photo.differs", photo=str(photo.id))
        return None

    def owners(self, record: ReceivedRecord) -> dict[str, UUID | None]:
        """The response to which each photograph belongs that the answers name, if a tablet announced it.

        None means that it may belong to any response: it is new, or it was set apart with an earlier record of this
        member.
        """
        announced = {photo.id for photo in record.sent.photos}
        found: dict[str, UUID | None] = {str(photo_id): None for photo_id in record.named & announced}
        for photo_id in record.named & self.known.keys():
            row = self.known[photo_id]
            if row.owner_kind == "response":
                found[str(photo_id)] = row.owner_id
            elif _is_apart(row, record):
                found[str(photo_id)] = None
        return found

    def give(self, record: ReceivedRecord, owner_kind: str, owner_id: UUID) -> None:
        """Give a record's photographs to their owner: the new ones, and those that were set apart until now."""
        for photo in record.sent.photos:
            if photo.id not in self.known:
                self.known[photo.id] = _row(record, photo, owner_kind, owner_id)
                self.added.append(self.known[photo.id])
        named = record.named if owner_kind == "response" else {photo.id for photo in record.sent.photos}
        for photo_id in named if owner_kind != APART else ():
            row = self.known.get(photo_id)
            if row and _is_apart(row, record):
                row.owner_kind, row.owner_id = owner_kind, owner_id
                self.moved[photo_id] = row

    def states(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """How much of each known photograph has arrived."""
        return {photo_id: self.known[photo_id].state for photo_id in ids if photo_id in self.known}

    def write(self, session: Session) -> None:
        """Write what changed. The rows of the records to which the photographs belong must already be written."""
        session.add_all(self.added)
        if self.moved:
            for file in session.exec(select(Attachment).where(col(Attachment.id).in_(self.moved))):
                row = self.moved[file.id]
                file.owner_kind, file.owner_id = row.owner_kind, row.owner_id
        session.flush()


def find_photos(session: Session, records: Sequence[ReceivedRecord]) -> AnnouncedPhotos:
    """Look up the photographs that these records announce or name. The caller has locked their visits."""
    announced = {photo.id for record in records for photo in record.sent.photos}
    wanted = announced.union(*(record.named for record in records))
    if not wanted:
        return AnnouncedPhotos()
    query = select(Photo).where(col(Photo.id).in_(wanted)).execution_options(populate_existing=True)
    known = {row.id: row for row in session.exec(query)}
    fresh = announced - known.keys()
    foreign = set(session.exec(select(Attachment.id).where(col(Attachment.id).in_(fresh)))) if fresh else set()
    return AnnouncedPhotos(known, foreign)


def _is_apart(row: Photo, record: ReceivedRecord) -> bool:
    return (row.owner_kind, row.visit_id, row.account_id) == (APART, record.visit_id, record.actor.user_id)


def _row(record: ReceivedRecord, photo: AnnouncedPhoto, owner_kind: str, owner_id: UUID) -> Photo:
    return Photo(
        id=photo.id,
        submission_id=record.id,
        visit_id=record.visit_id,
        account_id=record.actor.user_id,
        owner_kind=owner_kind,
        owner_id=owner_id,
        item=photo.item,
        visibility=_visibility(record, photo.item),
        sha256=photo.sha256,
        size=photo.size,
        name=photo.name,
        taken_at=record.taken_at[photo.id],
        position=photo.position.model_dump() if photo.position else None,
    )


def _visibility(record: ReceivedRecord, item: str) -> str:
    if extras.is_extra(item):
        return extras.VISIBILITY
    found = record.answers.section.item.get(item) if record.answers else None
    return found.visibility if found else "internal"
