"""Who may open an attachment: everybody who may see its owner. Rooms register who may see their owners.

A picture is opened as a copy that does not say where, when, by whom or with what it was taken. The picture as it came is
for the agency whose person sent it, and for those whom the owner's room names: who weighs it as evidence.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.files.models import Attachment, Blob
from rasoat.problems import Problem

OwnerCheck = Callable[[Session, UUID, Actor], bool]
_checks: dict[str, OwnerCheck] = {}
_originals: dict[str, OwnerCheck] = {}


def register_owner(kind: str, check: OwnerCheck, *, originals: OwnerCheck | None = None) -> None:
    """Register who may see owners of one kind, and who of them may see pictures as they came. Each kind is registered once,
    by the room it belongs to.
    """
    _checks[kind] = check
    if originals is not None:
        _originals[kind] = originals


def owner_kinds() -> set[str]:
    """The kinds of owners that are registered."""
    return set(_checks)


def open_for(session: Session, attachment_id: UUID, actor: Actor) -> tuple[Attachment, Blob]:
    """The attachment and its blob. Raises Problem `not_found` when there is none or the actor may not see it."""
    attachment = session.get(Attachment, attachment_id)
    check = _checks.get(attachment.owner_kind) if attachment else None
    if attachment is None or check is None or not check(session, attachment.owner_id, actor):
        raise Problem("not_found")
    return attachment, session.get_one(Blob, attachment.sha256)


def opens_original(session: Session, attachment: Attachment, actor: Actor) -> bool:
    """Whether the actor, who may open the attachment, may have the picture as it came: the agency of the person who sent it
    may, and whoever the owner's room says.
    """
    sender, check = session.get_one(User, attachment.uploaded_by), _originals.get(attachment.owner_kind)
    if sender.id in actor.people or sender.agency_id == actor.agency_id:
        return True
    return check is not None and check(session, attachment.owner_id, actor)


def original_for(session: Session, attachment_id: UUID, actor: Actor) -> tuple[Attachment, Blob]:
    """The attachment and its blob as it came. Raises Problem `not_found` when there is none or it is not for the actor."""
    attachment, blob = open_for(session, attachment_id, actor)
    if not opens_original(session, attachment, actor):
        raise Problem("not_found")
    return attachment, blob


def attached(session: Session, owner_kind: str, owner_id: UUID) -> list[Attachment]:
    """The attachments of one owner, in the order in which they came."""
    return attached_to(session, owner_kind, [owner_id]).get(owner_id, [])


def attached_to(session: Session, owner_kind: str, owner_ids: Iterable[UUID]) -> dict[UUID, list[Attachment]]:
    """The same for several owners of a kind: each that has any, with its attachments."""
    query = select(Attachment).where(Attachment.owner_kind == owner_kind, col(Attachment.owner_id).in_(set(owner_ids)))
    found: dict[UUID, list[Attachment]] = {}
    for row in session.exec(query.order_by(col(Attachment.id))):
        found.setdefault(row.owner_id, []).append(row)
    return found
