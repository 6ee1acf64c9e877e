"""A paper that its leader signs outside of the system, by hand or with a token: its text is frozen, printed, signed,
and the clerk records the signature with the signed file.

The steps are `send_to_sign` and `record_signature` of workflows/paper.yaml.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.accounts.signing import reasons_to_refuse
from rasoat.documents.paper import Paper
from rasoat.notifying.operations import tell
from rasoat.papers import comparing, queries, signed_copies, signers
from rasoat.papers.compose import as_paper
from rasoat.papers.models import HOW, OUTSIDE, PaperCase, PaperToSign
from rasoat.papers.registry import kind_of
from rasoat.papers.signed_copies import Scan
from rasoat.problems import Problem, Reason
from rasoat.workflows import CaseRef, Fired, Firing, effect, fire, guard

SIGNED = "paper_signed_outside"
"""Event: the leader is told that a signature of his was recorded."""

NOBODY: Mapping[UUID, UUID] = MappingProxyType({})
NO_DAYS: Mapping[UUID, date] = MappingProxyType({})


def field_of(name: str, agency_id: UUID) -> str:
    """The field of a form that asks something of one of the agencies that sign beside the issuer."""
    return f"{name}_{agency_id.hex}"


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The file of a signed paper, stored durably, and what comparing it with the frozen text gave."""

    scan: Scan
    compared: comparing.Comparison


def send_to_sign(
    session: Session,
    actor: Actor,
    paper_id: UUID,
    signer_id: UUID,
    version: int | None,
    command_id: UUID | None = None,
    beside: Mapping[UUID, UUID] = NOBODY,
) -> Fired:
    """Freeze a checked paper as that person is to sign it outside; `beside` says by agency who signs it with him.

    Raises Problem `not_found`; `form.invalid` for somebody who may not sign it today; what `fire` raises.
    """
    case, today = queries.require_visible(session, paper_id, actor), clock.today()
    user = session.get(User, signer_id)
    if user is None:
        raise Problem("form.invalid", reasons=[Reason("signer_id", "Chọn người ký.")])
    told = _refusals("signer_id", user, lambda: signers.against(session, case, user, today))
    for one in kind_of(case).beside(session, case):
        other = session.get(User, beside[one.agency.id]) if one.agency.id in beside else None
        field = field_of("signer", one.agency.id)
        if other is None:
            told.append(Reason(field, f"Chọn người ký của {one.agency.listed_name}."))
        else:
            refusing = partial(reasons_to_refuse, session, other, one.agency.id, case.kind, today)
            told.extend(_refusals(field, other, refusing))
    if told:
        raise Problem("form.invalid", reasons=told)
    payload = {"signer": user.full_name, "_signer_id": user.id, "_signers": dict(beside)}
    ref = CaseRef("paper", paper_id)
    return fire(session, ref, "send_to_sign", actor, expected_version=version, command_id=command_id, payload=payload)


def _refusals(field: str, user: User, refusing: Callable[[], list[str]]) -> list[Reason]:
    """Why nothing is given to that person to sign today."""
    if not user.active:
        # What he signed while he was in office may still be recorded; nothing more is given to him.
        told = f"{user.full_name} không còn giữ chức vụ (tài khoản đã khóa); chọn người ký khác."
        return [Reason(field, told)]
    return [Reason(field, one) for one in refusing()]


def record_signature(
    session: Session,
    actor: Actor,
    paper_id: UUID,
    version: int | None,
    file: SignedFile,
    *,
    signed_on: date,
    how: str,
    command_id: UUID | None = None,
    beside: Mapping[UUID, date] = NO_DAYS,
) -> Fired:
    """Record that the paper was signed outside, and keep the signed file; `beside` says by agency when its signer signed.

    Raises Problem `not_found`; `form.invalid` for a file that is another paper's or is stored already, and for a day
    that is still ahead or before the text was frozen; what `fire` raises.
    """
    queries.require_visible(session, paper_id, actor)
    payload = {"signed_on": signed_on, "how": how, "_file": file, "_signed_on": dict(beside)}
    ref = CaseRef("paper", paper_id)
    return fire(
        session, ref, "record_signature", actor, expected_version=version, command_id=command_id, payload=payload
    )


def to_sign(session: Session, case: PaperCase) -> PaperToSign | None:
    """What went to be signed, as long as it counts: None when nothing is out to be signed, or was withdrawn."""
    query = select(PaperToSign).where(
        PaperToSign.paper_id == case.id, PaperToSign.snapshot_sha256 == case.approved_sha256
    )
    return session.exec(query.order_by(col(PaperToSign.id).desc())).first()


def frozen_text(row: PaperToSign) -> Paper:
    """The frozen text. Raises Problem `file.lost` when its digest is no longer the recorded one."""
    paper = Paper.model_validate(row.snapshot)
    if paper.digest() != row.snapshot_sha256:
        raise Problem("file.lost")
    return paper


def told_signer(name: str, case: PaperCase) -> str:
    """The signer as registers and pages name him: how he signed is said when it was not here."""
    return f"{name} ({HOW[case.signed_how]})" if case.signed_how in OUTSIDE else name


@effect("freeze_to_sign")
def _freeze_to_sign(firing: Firing) -> None:
    case, signer_id = _row(firing), firing.payload.get("_signer_id")
    if signer_id is None:
        raise Problem("form.invalid", reasons=[Reason("signer_id", "Chọn người ký.")])
    case.signer_id = signer_id
    paper = as_paper(firing.session, case)
    case.approved_sha256 = paper.digest()
    firing.session.add(
        PaperToSign(
            paper_id=case.id,
            snapshot=paper.model_dump(mode="json"),
            snapshot_sha256=case.approved_sha256,
            signer_id=signer_id,
        )
    )


@guard("outside_signer_might_sign", needs_payload=True)
def _outside_signer_might_sign(firing: Firing) -> list[Reason]:
    """On the day of the signature its signer had to have the right to sign (NĐ 30/2020, Điều 13)."""
    session, case, day = firing.session, _row(firing), firing.payload.get("signed_on")
    row = to_sign(session, case)
    if day is None or row is None:
        return []
    user = session.get_one(User, row.signer_id)
    found = _against_day("signed_on", row, user, day, lambda: signers.against(session, case, user, day))
    return [*found, *_against_others(firing, case, row)]


def _against_others(firing: Firing, case: PaperCase, row: PaperToSign) -> Iterator[Reason]:
    """The same of each agency that signs beside the issuer."""
    session, days = firing.session, firing.payload.get("_signed_on", {})
    for one in kind_of(case).beside(session, case):
        field, day, user, agency_id = (
            field_of("signed_on", one.agency.id),
            days.get(one.agency.id),
            one.signer,
            one.agency.id,
        )
        if day is None or user is None:
            yield Reason(field, f"Nhập ngày {one.agency.listed_name} ký.")
        else:
            refusing = partial(reasons_to_refuse, session, user, agency_id, case.kind, day)
            yield from _against_day(field, row, user, day, refusing)


def _against_day(
    field: str, row: PaperToSign, user: User, day: date, refusing: Callable[[], list[str]]
) -> list[Reason]:
    frozen_on = clock.local(row.created_at).date()
    if not frozen_on <= day <= clock.today():
        return [Reason(field, f"Ngày ký phải từ ngày trình ký ({clock.date_text(frozen_on)}) đến hôm nay.")]
    if not user.active and user.closed_on and day > user.closed_on:
        left = clock.date_text(user.closed_on)
        told = f"{user.full_name} thôi giữ chức vụ ngày {left} (tài khoản đã khóa); ngày ký không thể sau ngày đó."
        return [Reason(field, told)]
    return [Reason(field, one) for one in refusing()]


@effect("record_outside_signature", signature=True)
def _record_outside_signature(firing: Firing) -> None:
    """Keep the signed file with its paper, and tell the leader what was recorded in his name."""
    session, case, file = firing.session, _row(firing), firing.payload.get("_file")
    if not isinstance(file, SignedFile) or case.signer_id is None:
        raise Problem("form.invalid", reasons=[Reason("scan", "Chọn tệp PDF của bản đã ký.")])
    user, how, day = session.get_one(User, case.signer_id), firing.payload["how"], firing.payload["signed_on"]
    signed_copies.keep_copy(
        session,
        firing.actor,
        case,
        file.scan,
        signed_on=day,
        signer=user.full_name,
        how=how,
        compared=file.compared.kept,
    )
    case.approved_by, case.signed_how, case.signed_on = user.id, how, day
    tell(session, SIGNED, case.id, people=[user])


@guard("signed_copy_is_kept")
def _signed_copy_is_kept(firing: Firing) -> list[Reason]:
    """A paper that was signed outside gets its number only with the signed file."""
    case = _row(firing)
    if case.signed_how not in OUTSIDE or signed_copies.copies_of(firing.session, case):
        return []
    return [Reason("", "Chưa có bản đã ký; lưu bản quét hoặc tệp đã ký số trước khi cấp số.")]


def is_waiting(case: PaperCase) -> bool:
    """Whether its text is out to be signed."""
    return case.signer_id is not None and case.approved_by is None


def _row(firing: Firing) -> PaperCase:
    return firing.session.get_one(PaperCase, firing.ref.id)
