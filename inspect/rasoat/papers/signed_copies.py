"""Signed copies: the scan of a paper that was signed by hand or with a token, with its date, its signer and a picture
of its first page.

A signed copy is shown beside the issued file and does not replace it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.db import new_id
from rasoat.db.locking import lock
from rasoat.files.models import Attachment
from rasoat.files.operations import StoredFile, attach
from rasoat.papers import queries
from rasoat.papers.models import OUTSIDE, PaperCase, PaperToSign, SignedCopy
from rasoat.problems import Problem, Reason

OWNER = "signed_copy"


@dataclass(frozen=True, slots=True)
class Scan:
    """A PDF and the picture of its first page; both are already stored durably."""

    file: StoredFile
    picture: StoredFile


def may_add(case: PaperCase, actor: Actor) -> bool:
    """Whether the actor may add a signed copy now: the issuer's clerk, once the paper has its number."""
    return actor.role == Role.CLERK and actor.agency_id == case.lead_agency_id and case.frozen_id is not None


def add_signed_copy(
    session: Session, actor: Actor, paper_id: UUID, scan: Scan, *, signed_on: date, signer: str
) -> SignedCopy:
    """Store a signed copy of a numbered paper.

    Raises Problem `not_found`; `forbidden` for anybody but the issuer's clerk, and before there is a number;
    `form.invalid` for a file that is not a PDF, a missing signer, a date in the future, and a scan that is already
    stored.
    """
    case = queries.require_visible(session, paper_id, actor)
    # Both of two clerks lock the paper's row, so that the second finds the first one's copy.
    case = lock(session, PaperCase, paper_id)
    if not may_add(case, actor):
        raise Problem("forbidden")
    return keep_copy(session, actor, case, scan, signed_on=signed_on, signer=signer)


def keep_copy(
    session: Session,
    actor: Actor,
    case: PaperCase,
    scan: Scan,
    *,
    signed_on: date,
    signer: str,
    how: str = "",
    compared: str = "",
) -> SignedCopy:
    """Store the rows of a signed copy. Raises Problem `form.invalid` for a scan that cannot be the paper's."""
    reasons = _against(session, case, scan, signed_on, signer)
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    copy_id = new_id()
    kept = attach(session, scan.file, OWNER, copy_id, actor, visibility="public")
    picture = attach(session, scan.picture, OWNER, copy_id, actor, visibility="public")
    row = SignedCopy(
        id=copy_id,
        paper_id=case.id,
        attachment_id=kept.id,
        picture_id=picture.id,
        signed_on=signed_on,
        signer=" ".join(signer.split()),
        how=how,
        compared=compared,
    )
    session.add(row)
    session.flush()
    return row


def _against(session: Session, case: PaperCase, scan: Scan, signed_on: date, signer: str) -> list[Reason]:
    reasons = []
    if scan.file.kind != "application/pdf":
        reasons.append(Reason("scan", "Chọn tệp PDF của bản đã ký; máy quét lưu được dạng này."))
    if scan.file.sha256 in {attachment.sha256 for _, attachment in copies_of(session, case)}:
        reasons.append(Reason("scan", "Tệp này đã có ở văn bản."))
    if not signer.strip():
        reasons.append(Reason("signer", "Nhập họ tên người ký."))
    if signed_on > clock.today():
        reasons.append(Reason("signed_on", "Ngày ký không thể sau hôm nay."))
    return reasons


def copies_of(session: Session, case: PaperCase) -> Sequence[tuple[SignedCopy, Attachment]]:
    """The signed copies of a paper with their files, in the order they came; without those of a signature that no longer
    counts, because the paper went back since.
    """
    query = select(SignedCopy, Attachment).where(
        SignedCopy.paper_id == case.id, col(Attachment.id) == col(SignedCopy.attachment_id), _counts(case)
    )
    return list(session.exec(query.order_by(col(SignedCopy.id))))


def _counts(case: PaperCase) -> ColumnElement[bool]:
    """The copies that the clerk added to the numbered paper, and that of the signature outside by which it stands: it came
    after the text was frozen for the last time. Ids are in the order in which rows were made.
    """
    added = col(SignedCopy.how).not_in(OUTSIDE)
    if case.signed_how not in OUTSIDE:
        return added
    frozen = select(PaperToSign.id).where(PaperToSign.paper_id == case.id)
    return or_(added, col(SignedCopy.id) > frozen.order_by(col(PaperToSign.id).desc()).limit(1).scalar_subquery())


def visible(session: Session, copy_id: UUID, actor: Actor) -> bool:
    """Whether the actor may see a signed copy: everybody who may see the paper may. One of a signature that no longer
    counts is read by whoever may read the paper's drafts.
    """
    row = session.get(SignedCopy, copy_id)
    case = session.get(PaperCase, row.paper_id) if row else None
    if row is None or case is None or not queries.visible(session, case.id, actor):
        return False
    counts = any(one.id == copy_id for one, _ in copies_of(session, case))
    return counts or queries.reads_draft(session, case.id, actor)
