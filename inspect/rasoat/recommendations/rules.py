"""What this room registers with the workflow engine: obligations as cases, their relations and their guards."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.accounts.stand_ins import count_as_one
from rasoat.files.access import register_owner
from rasoat.inspections.relations import register_case_relations
from rasoat.notifying.registry import Event, register_event
from rasoat.problems import Reason
from rasoat.recommendations import (
    consistency,
    coverage,
    effects,
    mail,
    observing,
    on_the_spot,
    originals,
    prepared,
    queries,
    releasing,
    retelling,
    rounds,
    stances,
    suspending,
    told,
    verdicts,
)
from rasoat.recommendations.answering.models import (
    Answer,
    Extension,
    PreparedAnswer,
    ProgressReport,
    Stance,
    Verification,
)
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import DRAFTING, Obligation, Recommendation
from rasoat.recommendations.sources import SourceKind, register_source
from rasoat.text import shortened, words
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.workflows import CaseKind, Firing, guard, register_kind, relation

__all__ = ["consistency", "effects", "on_the_spot", "retelling", "rounds", "stances", "suspending", "told", "verdicts"]

LABEL = 90
"""The most characters of an obligation's text in the title of its page and in lists of cases."""


def _label(session: Session, obligation_id: UUID) -> str:
    obligation = session.get_one(Obligation, obligation_id)
    text = shortened(obligation.source_text, LABEL)
    return f"{units.agency(session, obligation.addressee_id).listed_name}: {text}"


register_source(SourceKind("recommendation", "Kiến nghị", Recommendation, queries.findings_of))
register_kind(CaseKind("obligation", Obligation, "Nội dung phải theo dõi", _label, queries.visible))
register_case_relations("obligation", "inspection_id")


@relation("obligation", "addressee.officer", "chuyên viên của đơn vị thực hiện")
def _addressee_officer(_session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    return prepared.writes(case_row, actor)


@relation("obligation", "addressee.leader", "lãnh đạo của đơn vị thực hiện")
def _addressee_leader(_session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    return prepared.releases(case_row, actor)


def _sees_answer(session: Session, answer_id: UUID, actor: Actor) -> bool:
    answer = session.get(Answer, answer_id)
    return answer is not None and queries.reads_history(session, answer.obligation_id, actor)


def _sees_verification(session: Session, verification_id: UUID, actor: Actor) -> bool:
    verification = session.get(Verification, verification_id)
    return verification is not None and queries.reads_history(session, verification.obligation_id, actor)


def _sees_progress(session: Session, progress_id: UUID, actor: Actor) -> bool:
    report = session.get(ProgressReport, progress_id)
    return report is not None and queries.reads_history(session, report.obligation_id, actor)


register_owner(rounds.ANSWER, _sees_answer, originals=originals.of(Answer))
register_owner(rounds.PROGRESS, _sees_progress, originals=originals.of(ProgressReport))
register_owner("verification", _sees_verification, originals=originals.of(Verification))
register_owner("observation", observing.visible, originals=observing.visible)
register_owner(prepared.OWNER, prepared.visible)


def _sees_extension(session: Session, extension_id: UUID, actor: Actor) -> bool:
    extension = session.get(Extension, extension_id)
    return extension is not None and queries.reads_history(session, extension.obligation_id, actor)


register_owner("extension", _sees_extension, originals=originals.of(Extension))
register_owner(stances.OWNER, stances.visible, originals=originals.of(Stance))
register_event(
    Event(stances.STATED, "Đơn vị nêu ý kiến", mail.STATED, reads=told.reading(Stance), urgent=told.pressing(Stance))
)
register_event(Event(stances.DECIDED, "Đã quyết định về ý kiến của đơn vị", mail.DECIDED, reads=told.reading(Stance)))
register_event(
    Event(releasing.PREPARED, "Báo cáo chờ lãnh đạo duyệt", mail.PREPARED, reads=told.reading(PreparedAnswer))
)
register_event(Event(releasing.SENT_BACK, "Báo cáo bị trả lại", mail.SENT_BACK, reads=told.reading(PreparedAnswer)))
register_event(Event(releasing.SENT, "Báo cáo đã được duyệt, đã gửi", mail.SENT, reads=told.reading(PreparedAnswer)))


@guard("has_due_date")
def _has_due_date(firing: Firing) -> list[Reason]:
    # A meeting may assign a task without a day; a recommendation and a demand have one.
    if firing.case_row["due_on"] or firing.case_row["force"] == "assigned":
        return []
    return [Reason("due_on", "Nhập hạn thực hiện trước khi gửi đơn vị.")]


@guard("verifier_did_not_answer")
def _verifier_did_not_answer(firing: Firing) -> list[Reason]:
    session, me = firing.session, firing.actor.user_id
    if _signed_the_answer(firing):
        return [Reason("", "Bạn cùng họ tên với người ký văn bản báo cáo kết quả; nhờ người khác xác minh.")]
    for author, day in _authors(session, firing.ref.id):
        if author == me:
            return [Reason("", "Bạn là người đã báo cáo kết quả; nhờ người khác xác minh.")]
        if count_as_one(session, me, author, [day, clock.today()]):
            told = "Người đã báo cáo kết quả và bạn làm thay nhau trong những ngày này; nhờ người khác xác minh."
            return [Reason("", told)]
    return []


def _signed_the_answer(firing: Firing) -> bool:
    """Whether a paper that answers it is signed by somebody of the actor's name: a signer need not have an account."""
    signed = select(Answer.signer).where(Answer.obligation_id == firing.ref.id, Answer.signer != "").distinct()
    names = {" ".join(words(name)) for name in firing.session.exec(signed)}
    return bool(names) and " ".join(words(firing.session.get_one(User, firing.actor.user_id).full_name)) in names


def _authors(session: Session, obligation_id: UUID) -> list[tuple[UUID, date]]:
    """Whoever answered, and whoever prepared what a leader released, with the day. Who types what came on paper did not
    answer.
    """
    given = Answer.obligation_id == obligation_id, col(Answer.incoming_id).is_(None)
    query = select(Answer).where(*given).order_by(col(Answer.ordinal))
    prepared_by = prepared.of_answers(session, obligation_id).values()
    return [
        *((row.answered_by, row.answered_on) for row in session.exec(query)),
        *((row.prepared_by, row.prepared_on) for row in prepared_by),
    ]


@guard("verifier_is_of_another_agency")
def _verifier_is_of_another_agency(firing: Firing) -> list[Reason]:
    query = select(Answer.agency_id).where(Answer.obligation_id == firing.ref.id).distinct()
    answering = {firing.case_row["addressee_id"], *firing.session.exec(query)}
    if not any(units.is_within(firing.session, firing.actor.agency_id, agency_id) for agency_id in answering):
        return []
    return [Reason("", "Người xác minh phải thuộc cơ quan khác với đơn vị đã báo cáo.")]


@guard("met_needs_evidence", needs_payload=True)
def _met_needs_evidence(firing: Firing) -> list[Reason]:
    given = firing.payload
    if given.get("verdict") != "met" or given.get("evidence") or given.get("_files") or given.get("_pictures"):
        return []
    return [Reason("evidence", "Kết luận “Đã thực hiện” cần bằng chứng: ghi đã xem gì, ở đâu, hoặc đính kèm tệp.")]


@guard("new_due_date_is_ahead", needs_payload=True)
def _new_due_date_is_ahead(firing: Firing) -> list[Reason]:
    day = firing.payload.get("due_on")
    if day is None or day > clock.today():
        return []
    return [Reason("due_on", "Hạn mới phải sau ngày hôm nay.")]


def _later(firing: Firing) -> list[Reason]:
    until: date | None = firing.payload.get("until")
    if until is None:
        return []
    reasons = []
    present: date | None = firing.case_row["due_on"]
    if present and until <= present:
        reasons.append(Reason("until", f"Ngày gia hạn phải sau hạn hiện tại ({clock.date_text(present)})."))
    if until < clock.today():
        reasons.append(Reason("until", "Ngày gia hạn đã qua; chọn một ngày từ hôm nay trở đi."))
    return reasons


guard("new_due_date_is_later", needs_payload=True)(_later)
guard("extension_is_later", needs_payload=True)(_later)


@guard("no_extension_waits")
def _no_extension_waits(firing: Firing) -> list[Reason]:
    if firing.case_row["extension_asked"]:
        return [Reason("", "Đã có một đề nghị gia hạn đang chờ trả lời.")]
    query = select(Extension.id).where(Extension.obligation_id == firing.ref.id, Extension.outcome == "decided")
    if firing.session.exec(query).first():
        return [Reason("", "Đã quyết đồng ý gia hạn, đang chờ công văn trả lời.")]
    return []


@guard("extension_waits")
def _extension_waits(firing: Firing) -> list[Reason]:
    return [] if firing.case_row["extension_asked"] else [Reason("", "Đơn vị chưa xin gia hạn.")]


@guard("is_not_met_yet")
def _is_not_met_yet(firing: Firing) -> list[Reason]:
    if firing.case_row["verdict"] != "met":
        return []
    return [Reason("", "Nội dung này đã được xác minh là đã thực hiện; không còn gì để chuyển giao hay đổi.")]


@guard("receiver_is_another_agency", needs_payload=True)
def _receiver_is_another_agency(firing: Firing) -> list[Reason]:
    receiver_id = firing.payload.get("to_agency")
    if receiver_id is None:
        return []
    receiver = firing.session.get(Agency, receiver_id)
    if receiver is None or not receiver.serves_on(clock.today()):
        return [Reason("to_agency", "Chọn một cơ quan đang hoạt động.")]
    if receiver_id == firing.case_row["addressee_id"]:
        return [Reason("to_agency", "Cơ quan nhận phải khác cơ quan đang thực hiện.")]
    if receiver_id == firing.case_row["lead_agency_id"]:
        return [Reason("to_agency", "Cơ quan theo dõi không thể nhận nội dung phải theo dõi do chính mình xác minh.")]
    return []


@guard("no_open_obligation")
def _no_open_obligation(firing: Firing) -> list[Reason]:
    query = select(Obligation.id).where(Obligation.inspection_id == firing.ref.id, open_condition())
    waiting = len(firing.session.exec(query).all())
    unsent = select(Obligation.id).where(Obligation.inspection_id == firing.ref.id, DRAFTING.condition)
    drafted = len(firing.session.exec(unsent).all())
    reasons = []
    if waiting:
        reasons.append(
            Reason("obligations", f"Còn {waiting} nội dung phải theo dõi chưa được xác minh là đã thực hiện.")
        )
    if drafted:
        reasons.append(Reason("obligations", f"Còn {drafted} nội dung phải theo dõi dự thảo chưa gửi đơn vị."))
    return reasons


@guard("shortcomings_are_covered")
def _shortcomings_are_covered(firing: Firing) -> list[Reason]:
    return coverage.reasons(firing.session, firing.ref.id)
