"""What owed reports register: a source of obligations, and the conditions and effects of their procedure."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.owed import queries
from rasoat.plans.models import PlanReportPeriod
from rasoat.problems import Reason
from rasoat.recommendations.answering.models import TAKEN_BACK
from rasoat.recommendations.effects import standing_answer
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import give_verdict
from rasoat.recommendations.sources import SourceKind, register_source
from rasoat.workflows import Firing, effect, guard


def _told_by(session: Session, obligation: Obligation) -> tuple[str, UUID] | None:
    plan = queries.plan_of(session, obligation.source_id)
    return ("plan", plan.id) if plan else None


register_source(SourceKind(queries.SOURCE, "Báo cáo", PlanReportPeriod, told_by=_told_by))


@guard("report_is_whole", needs_payload=True)
def _report_is_whole(firing: Firing) -> list[Reason]:
    if firing.payload.get("claim") in ("met", None):
        return []
    told = "Báo cáo chưa đủ thì chưa ghi nhận; đề nghị đơn vị gửi báo cáo đủ rồi ghi văn bản đó."
    return [Reason("claim", told)]


@effect("settle_report")
def _settle_report(firing: Firing) -> None:
    """What was asked for is there: nobody verifies a report that came."""
    give_verdict(firing.session.get_one(Obligation, firing.ref.id), "met")


@effect("owe_report_again")
def _owe_report_again(firing: Firing) -> None:
    """The paper was the wrong one: what was recorded is kept, and told as taken back by whoever recorded it."""
    session, row = firing.session, firing.session.get_one(Obligation, firing.ref.id)
    answer = standing_answer(session, row.id)
    if answer is not None:
        answer.ended, answer.ended_by, answer.ended_at = TAKEN_BACK, firing.actor.user_id, clock.now()
        answer.ended_because = firing.payload["reason"]
    give_verdict(row, "")
    session.flush()
