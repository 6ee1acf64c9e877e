"""Sending what an official report says: each chosen draft becomes the answer, with the signed report as its basis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.files.access import attached
from rasoat.files.operations import StoredFile
from rasoat.official import arriving
from rasoat.problems import Problem, Reason
from rasoat.recommendations import figures, prepared
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import IN_PREPARATION, PreparedAnswer
from rasoat.recommendations.data import SignedReport
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.prepared import OWNER
from rasoat.recommendations.rounds import stored_of
from rasoat.recommendations.sources import source_of
from rasoat.workflows import Fired


@dataclass(frozen=True, slots=True)
class Signed:
    """The report as it was signed: number and symbol, day, the signer's name."""

    reference: str
    dated: date
    signer: str

    @property
    def cited(self) -> str:
        """The report as people cite it."""
        return f"Báo cáo số {self.reference} ngày {clock.date_text(self.dated)}"

    @property
    def as_answered(self) -> SignedReport:
        """What each answer says of the report."""
        return SignedReport(signer=self.signer.strip(), paper=self.cited, dated=self.dated)


def send(
    session: Session,
    actor: Actor,
    signed: Signed,
    drafts: Sequence[UUID],
    scans: Sequence[StoredFile],
    *,
    command_id: UUID,
) -> list[Fired]:
    """Send these drafts as answers, all of them or none, each with the report's scan and its number, day and signer.

    Raises Problem `not_found` for a draft that the actor may not read, `form.invalid` with a reason for each that cannot be sent:
    somebody sent it or worded it anew meanwhile, it was worded after the day of the report, the agency's leader is to send it.
    """
    reasons = list(_wrong(signed, drafts, scans))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    rows = [session.get(PreparedAnswer, one) for one in dict.fromkeys(drafts)]
    known = [row for row in rows if row is not None and prepared.visible(session, row.id, actor)]
    if len(known) != len(rows):
        raise Problem("not_found")
    # The obligations are locked in one order, whatever the order on the page: two people at once do not wait for each other.
    sent = []
    for row in sorted(known, key=lambda one: one.obligation_id):
        try:
            sent.append(_send(session, actor, signed, row, scans, command_id))
        except Problem as problem:
            reasons.append(_told(session, row, problem))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    pairs = zip(sorted(known, key=lambda one: one.obligation_id), sent, strict=True)
    new = [session.get_one(Obligation, row.obligation_id) for row, fired in pairs if not fired.repeated]
    arriving.arrive(session, actor, signed.as_answered, signed.reference.strip(), new, scans)
    return sent


def _wrong(signed: Signed, drafts: Sequence[UUID], scans: Sequence[StoredFile]) -> Iterator[Reason]:
    if not signed.reference.strip():
        yield Reason("reference", "Nhập số, ký hiệu của báo cáo.")
    if not signed.signer.strip():
        yield Reason("signer", "Nhập họ tên người ký báo cáo.")
    if signed.dated > clock.today():
        yield Reason("dated", "Ngày của báo cáo không được sau hôm nay.")
    if not drafts:
        yield Reason("of", "Chọn ít nhất một nội dung mà báo cáo này trả lời.")
    if any(file.kind != "application/pdf" and not file.kind.startswith("image/") for file in scans):
        yield Reason("scan", "Bản quét phải là PDF hoặc ảnh: bên nhận vào sổ văn bản đến bản quét này.")


def _send(
    session: Session, actor: Actor, signed: Signed, row: PreparedAnswer, scans: Sequence[StoredFile], command_id: UUID
) -> Fired:
    obligation = lock(session, Obligation, row.obligation_id)
    # What somebody else did while this one waited for the lock.
    session.refresh(row)
    stands = row.outcome in IN_PREPARATION
    if stands and row.prepared_on > signed.dated:
        day = clock.date_text(row.prepared_on)
        raise _refused(
            f"bản nháp được soạn lại ngày {day}, sau ngày của báo cáo. In lại, ký lại, hoặc bỏ nội dung này."
        )
    if obligation.issued_on and signed.dated < obligation.issued_on:
        raise _refused("báo cáo có ngày trước ngày nội dung này được gửi.")
    fired = answering.answer(
        session,
        actor,
        obligation.id,
        claim=row.claim,
        text=row.text,
        files=[*stored_of(session, OWNER, row.id, [one.id for one in attached(session, OWNER, row.id)]), *scans],
        parts=figures.from_stored(row.parts),
        command_id=uuid5(command_id, str(obligation.id)),
        signed=signed.as_answered,
    )
    if not stands and not fired.repeated:
        raise _refused("có người đã sửa bản nháp này. In lại báo cáo rồi ký lại.")
    return fired


def _refused(why: str) -> Problem:
    return Problem("form.invalid", reasons=[Reason("of", why)])


def _told(session: Session, row: PreparedAnswer, problem: Problem) -> Reason:
    name = source_of(session.get_one(Obligation, row.obligation_id)).name
    why = " ".join(reason.message for reason in problem.reasons) or f"{problem.what} {problem.todo}"
    return Reason("of", f"{name}: {why}")
