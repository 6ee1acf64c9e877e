"""The words of what is told of an obligation's steps. They name it by number, date and link: no free text leaves."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import AUTHORITY_ROLES, Role
from rasoat.db.reading import rows_by_id
from rasoat.inspections.models import Inspection
from rasoat.notifying.models import DIGEST
from rasoat.notifying.registry import Event, Words, register_event
from rasoat.recommendations import telling
from rasoat.recommendations.answering.models import Answer, Extension, Verification
from rasoat.recommendations.models import DROPPED, PRIORITIES, URGENT, VERDICTS, Obligation
from rasoat.recommendations.sources import source_of
from rasoat.units.models import Agency

Say = Callable[[Session, Any, Obligation], str]


def named(obligation: Obligation) -> str:
    """An obligation as mails name it: kiến nghị số 3, hạn 09/11/2024."""
    source = source_of(obligation)
    due = f", hạn {clock.date_text(obligation.due_on)}" if obligation.due_on else ""
    return f"{source.title.lower()} số {source.number}{due}"


def reading(model: type[Any]) -> Callable[[Session, Collection[UUID]], Any]:
    """Reads ahead what the words about many rows of a model need: each row's obligation, with its inspection and agencies."""

    def reads(session: Session, ids: Collection[UUID]) -> Any:
        rows = rows_by_id(session, model, ids)
        of = (
            rows
            if model is Obligation
            else rows_by_id(session, Obligation, (row.obligation_id for row in rows.values()))
        )
        inspections = rows_by_id(session, Inspection, (row.inspection_id for row in of.values()))
        both = (agency for row in of.values() for agency in (row.addressee_id, row.lead_agency_id))
        return rows, of, inspections, rows_by_id(session, Agency, both)

    return reads


def pressing(model: type[Any]) -> Callable[[Session, Collection[UUID]], Collection[UUID]]:
    """Tells which rows of a model are about an urgent obligation."""

    def urgent(session: Session, ids: Collection[UUID]) -> Collection[UUID]:
        query = select(model.id).where(col(model.id).in_(ids), Obligation.priority == URGENT)
        if model is not Obligation:
            query = query.join(Obligation, col(Obligation.id) == col(model.obligation_id))
        return set(session.exec(query))

    return urgent


def marked(subject: str, obligation: Obligation) -> str:
    """The subject of a mail about it, which says first that it is urgent."""
    return f"{PRIORITIES[URGENT]}. {subject}" if obligation.priority == URGENT else subject


def words_about(model: type[Any], subject: str, todo: str, say: Say) -> Callable[[Session, UUID, str], Words | None]:
    """Makes the words of an event about a row of a model: `say` gives the sentence, `todo` introduces the link."""

    def words(session: Session, event_id: UUID, public_url: str) -> Words | None:
        row = session.get_one(model, event_id)
        obligation = row if model is Obligation else session.get_one(Obligation, row.obligation_id)
        if DROPPED.of(obligation):
            return None
        inspection = session.get(Inspection, obligation.inspection_id) if obligation.inspection_id else None
        after = f" (đợt kiểm tra tại {inspection.unit_name})" if inspection else ""
        body = [
            f"{say(session, row, obligation)}{after}.",
            "",
            f"{todo}:",
            f"{public_url}/obligations/{obligation.id}",
        ]
        return Words(subject=marked(f"{subject}: {named(obligation)}", obligation), body="\n".join(body))

    return words


def _addressee(session: Session, obligation: Obligation) -> str:
    return session.get_one(Agency, obligation.addressee_id).listed_name


def lead_of(session: Session, obligation: Obligation) -> str:
    """The name of the agency that follows it up."""
    return session.get_one(Agency, obligation.lead_agency_id).listed_name


def _issued(session: Session, _row: Any, obligation: Obligation) -> str:
    return f"{lead_of(session, obligation)} gửi {_addressee(session, obligation)} thực hiện {named(obligation)}"


def _answered(session: Session, row: Answer, obligation: Obligation) -> str:
    day = clock.date_text(row.answered_on)
    return f"{_addressee(session, obligation)} báo cáo kết quả thực hiện {named(obligation)}, ngày {day}"


def _verified(session: Session, row: Verification, obligation: Obligation) -> str:
    verdict, day = VERDICTS[row.verdict].lower(), clock.date_text(row.verified_on)
    return f"Kết luận xác minh ngày {day} về {named(obligation)}: {verdict}"


def _reopened(session: Session, _row: Any, obligation: Obligation) -> str:
    return f"{lead_of(session, obligation)} yêu cầu làm tiếp {named(obligation)}"


def _supplement_wanted(session: Session, row: Answer, obligation: Obligation) -> str:
    day = clock.date_text(row.answered_on)
    return f"{lead_of(session, obligation)} yêu cầu báo cáo bổ sung về {named(obligation)}, sau báo cáo ngày {day}"


def _taken_back(session: Session, row: Answer, obligation: Obligation) -> str:
    day = clock.date_text(row.answered_on)
    return f"{_addressee(session, obligation)} rút lại báo cáo ngày {day} về {named(obligation)}"


def _asked(session: Session, row: Extension, obligation: Obligation) -> str:
    until = clock.date_text(row.asked_until)
    return f"{_addressee(session, obligation)} xin gia hạn {named(obligation)} đến ngày {until}"


def _granted(session: Session, _row: Extension, obligation: Obligation) -> str:
    return f"{lead_of(session, obligation)} đồng ý gia hạn {named(obligation)}"


def _refused(session: Session, _row: Extension, obligation: Obligation) -> str:
    return f"{lead_of(session, obligation)} không gia hạn {named(obligation)}"


_ANSWER = "Xem, xác nhận đã nhận, báo cáo kết quả hoặc xin gia hạn tại"
OF_ADDRESSEE = frozenset({*AUTHORITY_ROLES, Role.OFFICER, Role.LEADER})
_LEAD = frozenset({Role.OFFICER})
_OF_THE_LEAD = (telling.ANSWERED, telling.TAKEN_BACK, telling.EXTENSION_ASKED)
_KINDS: list[tuple[str, str, type[Any], str, Say]] = [
    (telling.ISSUED, "Nội dung mới phải thực hiện", Obligation, _ANSWER, _issued),
    (telling.ANSWERED, "Đơn vị báo cáo kết quả", Answer, "Xem và xác minh tại", _answered),
    (
        telling.SUPPLEMENT_WANTED,
        "Yêu cầu báo cáo bổ sung",
        Answer,
        "Xem nội dung cần bổ sung và báo cáo lại tại",
        _supplement_wanted,
    ),
    (telling.TAKEN_BACK, "Đơn vị rút lại báo cáo", Answer, "Xem lý do tại", _taken_back),
    (telling.VERIFIED, "Kết luận xác minh", Verification, "Xem tại", _verified),
    (telling.REOPENED, "Yêu cầu làm tiếp", Verification, _ANSWER, _reopened),
    (telling.EXTENSION_ASKED, "Đơn vị xin gia hạn", Extension, "Xem và trả lời tại", _asked),
    (telling.EXTENSION_GRANTED, "Đồng ý gia hạn", Extension, "Xem tại", _granted),
    (telling.EXTENSION_REFUSED, "Không gia hạn", Extension, "Xem lý do tại", _refused),
]
for name, title, model, todo, say in _KINDS:
    roles = _LEAD if name in _OF_THE_LEAD else OF_ADDRESSEE
    words = words_about(model, title, todo, say)
    register_event(Event(name, title, words, usual=DIGEST, reads=reading(model), roles=roles, urgent=pressing(model)))
