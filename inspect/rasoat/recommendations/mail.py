"""Mails about answers that a leader releases. They name the obligation by number, date and link: no free text leaves."""

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.notifying.registry import Words
from rasoat.recommendations import told
from rasoat.recommendations.answering.models import (
    RELEASED,
    RETURNED,
    STANCE_OUTCOMES,
    STANCES,
    WAITING,
    PreparedAnswer,
    Stance,
)
from rasoat.recommendations.models import ADDRESSEES_TURN, Obligation
from rasoat.recommendations.sources import source_of
from rasoat.units.models import Agency

Told = Callable[[Session, UUID, str], Words | None]


def _mail(outcome: str, subject: str, what: str, todo: str) -> Told:
    """The words of one event; None when the answer in preparation went on meanwhile."""

    def words(session: Session, prepared_id: UUID, public_url: str) -> Words | None:
        row = session.get_one(PreparedAnswer, prepared_id)
        obligation = session.get_one(Obligation, row.obligation_id)
        if row.outcome != outcome or (outcome != RELEASED and not ADDRESSEES_TURN.of(obligation)):
            return None
        source = source_of(obligation)
        named = f"{source.title.lower()} số {source.number}"
        due = f", hạn {clock.date_text(obligation.due_on)}" if obligation.due_on else ""
        body = [
            what.format(who=_who(session, row), named=f"{named}{due}"),
            "",
            f"{todo}:",
            f"{public_url}/obligations/{obligation.id}",
        ]
        return Words(subject=told.marked(f"{subject}: {named}{due}", obligation), body="\n".join(body))

    return words


def _stance(outcome: Callable[[Stance], bool], subject: str, todo: str) -> Told:
    """The words of an event about what an addressee said; None when it went on meanwhile."""

    def words(session: Session, stance_id: UUID, public_url: str) -> Words | None:
        row = session.get_one(Stance, stance_id)
        obligation = session.get_one(Obligation, row.obligation_id)
        if not outcome(row):
            return None
        source = source_of(obligation)
        named, agency = f"{source.title.lower()} số {source.number}", session.get_one(Agency, row.agency_id)
        body = [
            f"{agency.name}: {STANCES[row.stance].lower()} về {named}. {STANCE_OUTCOMES[row.outcome]}.",
            "",
            f"{todo}:",
            f"{public_url}/obligations/{obligation.id}",
        ]
        return Words(subject=told.marked(f"{subject}: {named}", obligation), body="\n".join(body))

    return words


STATED = _stance(lambda row: row.outcome in ("waiting", "said"), "Ý kiến của đơn vị", "Xem, quyết định tại")
DECIDED = _stance(lambda row: row.decided_at is not None, "Đã quyết định về ý kiến của đơn vị", "Xem tại")


def _who(session: Session, row: PreparedAnswer) -> str:
    who = session.get_one(User, row.decided_by or row.prepared_by)
    return ", ".join(filter(None, [who.full_name, who.title]))


PREPARED = _mail(
    WAITING, "Báo cáo chờ duyệt", "{who}, trình báo cáo kết quả thực hiện {named}.", "Xem, duyệt gửi hoặc trả lại tại"
)
SENT_BACK = _mail(
    RETURNED,
    "Báo cáo bị trả lại",
    "{who}, trả lại báo cáo kết quả thực hiện {named}.",
    "Xem lý do, sửa rồi trình lại tại",
)
SENT = _mail(RELEASED, "Báo cáo đã gửi", "{who}, đã duyệt và gửi báo cáo kết quả thực hiện {named}.", "Xem tại")
