"""The scan of a paper of before. Until a person confirmed that it shows no child, only the agency that follows up opens it; then it
is the signed copy of the paper.
"""

from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.earlier import queries
from rasoat.earlier.models import SET_ASIDE, EarlierNotice
from rasoat.files.access import attached
from rasoat.files.models import Attachment, Blob
from rasoat.files.operations import StoredFile, attach
from rasoat.papers.models import PaperCase
from rasoat.papers.signed_copies import Scan, keep_copy
from rasoat.problems import Problem

OWNER = "earlier_notice"
"""The owner of its files: the scan, the PDF, or the text as it came."""
PDF = "application/pdf"
FIRST_PAGE = "trang-dau.png"
"""The name of the picture of the first page, among the files of a paper."""


def scan_of(session: Session, notice_id: UUID) -> Attachment | None:
    """The PDF of a paper; None where it came as another file, or was typed."""
    for one in attached(session, OWNER, notice_id):
        if session.get_one(Blob, one.sha256).kind == PDF:
            return one
    return None


def settle(session: Session, actor: Actor, notice_id: UUID, picture: StoredFile) -> EarlierNotice:
    """Confirm that no child can be recognised in the scan, of which `picture` is the first page. A paper that was brought in already
    gets its signed copy at once; another one when it is.

    Raises Problem `not_found`, `forbidden`.
    """
    queries.require_visible(session, notice_id, actor)
    notice = lock(session, EarlierNotice, notice_id)
    if not queries.may_review(actor, notice) or SET_ASIDE.of(notice) or scan_of(session, notice_id) is None:
        raise Problem("forbidden")
    if notice.scan_settled_by is not None:
        return notice
    notice.scan_settled_by = actor.user_id
    attach(session, picture, OWNER, notice_id, actor, visibility="child")
    session.flush()
    give_copy(session, actor, notice)
    return notice


def give_copy(session: Session, actor: Actor, notice: EarlierNotice) -> None:
    """Make the settled scan the signed copy of the paper, once there is one."""
    scan, case = scan_of(session, notice.id), session.get(PaperCase, notice.paper_id) if notice.paper_id else None
    if scan is None or case is None or notice.scan_settled_by is None or case.issued_on is None:
        return
    pictures = [one for one in attached(session, OWNER, notice.id) if one.name == FIRST_PAGE]
    copy = Scan(_stored(session, scan), _stored(session, pictures[-1]))
    keep_copy(session, actor, case, copy, signed_on=case.issued_on, signer=notice.signer)


def _stored(session: Session, attachment: Attachment) -> StoredFile:
    blob = session.get_one(Blob, attachment.sha256)
    return StoredFile(blob.sha256, blob.size, blob.kind, attachment.name)
