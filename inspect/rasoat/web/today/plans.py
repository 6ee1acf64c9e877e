"""Plans and papers on which somebody must act."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, exists, func, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat.accounts.actor import SYSTEM_ID, Actor
from rasoat.accounts.models import User
from rasoat.meetings.models import MeetingTask
from rasoat.papers import models as paper_states
from rasoat.papers.kinds import joint_plan
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_of
from rasoat.plans import models as plan_states
from rasoat.plans.models import Plan, PlanCosigner, PlanReportPeriod
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import Obligation
from rasoat.web import nobody
from rasoat.web.today import stead
from rasoat.web.today.parts import Item
from rasoat.workflows import CaseRef
from rasoat.workflows.models import JournalEntry
from rasoat.workflows.registry import recorded

_RETURNS = ("return_plan", "return_paper", "return_notice")


# The paper of a plan waits together with its plan.
_BY_ITSELF = col(PaperCase.kind) != joint_plan.NAME


def returned(db: Session, actor: Actor) -> list[Item]:
    """Plans and papers of the own agency that were sent back to be corrected; the one that has waited longest is
    first.
    """
    plans = select(Plan).where(
        Plan.lead_agency_id == actor.agency_id, plan_states.DRAFTING.condition, _came_back("plan", Plan)
    )
    papers = select(PaperCase).where(
        PaperCase.lead_agency_id == actor.agency_id,
        col(PaperCase.open),
        paper_states.DRAFTING.condition,
        _BY_ITSELF,
        _came_back("paper", PaperCase),
    )
    return _by_age(db, plans, papers)


def drafts(db: Session, actor: Actor) -> list[Item]:
    """Plans and papers that the person is drafting, without those that were sent back."""
    plans = select(Plan).where(
        col(Plan.drafted_by).in_(actor.people), plan_states.DRAFTING.condition, ~_came_back("plan", Plan)
    )
    papers = select(PaperCase).where(
        col(PaperCase.drafted_by).in_(actor.people),
        col(PaperCase.open),
        _BY_ITSELF,
        paper_states.DRAFTING.condition,
        ~_came_back("paper", PaperCase),
    )
    return _by_age(db, plans, papers, stead.of_drafters(db, actor))


def of_nobody(db: Session, actor: Actor, today: date) -> list[Item]:
    """Drafts of the own agency that lie with nobody (see `nobody.left_by`): nobody's first page has them. Any officer of
    the agency goes on with them.
    """
    gone = select(col(User.id)).where(nobody.left_by(actor.agency_id, today))
    plans = select(Plan).where(
        Plan.lead_agency_id == actor.agency_id,
        plan_states.DRAFTING.condition,
        col(Plan.drafted_by).in_(gone),
        ~_came_back("plan", Plan),
    )
    papers = _papers(
        actor,
        and_(paper_states.DRAFTING.condition, col(PaperCase.drafted_by).in_(gone), ~_came_back("paper", PaperCase)),
    )
    return _by_age(db, plans, papers)


def to_sign(db: Session, actor: Actor) -> list[Item]:
    """Plans that wait for the signature of the leader's agency."""
    query = select(Plan).join(PlanCosigner, col(PlanCosigner.plan_id) == col(Plan.id))
    query = query.where(
        plan_states.CO_SIGNING.condition,
        PlanCosigner.agency_id == actor.agency_id,
        col(PlanCosigner.signed_at).is_(None),
    )
    return [_plan(plan) for plan in db.exec(query.order_by(col(Plan.last_event_at), col(Plan.id)))]


def to_approve(db: Session, actor: Actor) -> list[Item]:
    """Own plans that all agencies have co-signed, and own papers that were checked."""
    unsigned = exists().where(col(PlanCosigner.plan_id) == col(Plan.id), col(PlanCosigner.signed_at).is_(None))
    plans = select(Plan).where(Plan.lead_agency_id == actor.agency_id, plan_states.CO_SIGNING.condition, ~unsigned)
    return _by_age(db, plans, _papers(actor, paper_states.LEADERS_TURN.condition))


def without_leader(db: Session, actor: Actor, today: date) -> list[Item]:
    """What waits for a leader of the own agency, on days on which none is there."""
    if nobody.leader_is_there(db, actor.agency_id, today):
        return []
    return [*to_approve(db, actor), *to_sign(db, actor)]


def to_number(db: Session, actor: Actor) -> list[Item]:
    """Approved papers without a number."""
    return _by_age(db, None, _papers(actor, and_(paper_states.CLERKS_TURN.condition, ~paper_states.NUMBERED.condition)))


def to_issue(db: Session, actor: Actor) -> list[Item]:
    """Numbered papers that are not issued yet, mostly because their PDF could not be made."""
    return _by_age(db, None, _papers(actor, paper_states.NUMBERED.condition))


def recalled(db: Session, actor: Actor) -> list[Item]:
    """Recalled papers of the own agency whose obligations rest, as long as no paper that replaces them is drafted."""
    # What a letter asks belongs to its danger, what a notice asks to its inspection or to a task of its meeting; a report that is
    # owed, to a period of its plan.
    asked_by = Obligation.danger_id, Obligation.inspection_id, MeetingTask.meeting_id, PlanReportPeriod.plan_id
    about = func.coalesce(*map(col, asked_by))
    resting = (
        select(about, func.count(col(Obligation.id)))
        .outerjoin(MeetingTask, col(MeetingTask.id) == col(Obligation.source_id))
        .outerjoin(PlanReportPeriod, col(PlanReportPeriod.id) == col(Obligation.source_id))
    )
    its = Obligation.lead_agency_id == actor.agency_id, open_condition(), col(Obligation.suspended_on).is_not(None)
    counted = dict(db.exec(resting.where(*its).group_by(about)).all())
    taken = select(PaperCase.replaces_id).where(col(PaperCase.replaces_id).is_not(None))
    papers = select(PaperCase).where(
        PaperCase.lead_agency_id == actor.agency_id,
        col(PaperCase.about_kind).in_(["danger", "inspection", "meeting", "plan"]),
        col(PaperCase.about_id).in_([one for one in counted if one]),
        paper_states.RECALLED.condition,
        col(PaperCase.id).not_in(taken),
    )
    rows = db.exec(papers.order_by(col(PaperCase.recalled_on), col(PaperCase.id))) if counted else ()
    told = [row for row in rows if kind_of(row).asks]
    # A plan's paper is replaced by another plan, which has a paper of its own.
    what = {"plan": "rút báo cáo nào không phải gửi nữa"}
    return [
        _paper(
            row,
            f"{counted[row.about_id]} nội dung tạm dừng: {what.get(row.about_kind, 'thay thế, hoặc rút từng nội dung')}",
        )
        for row in told
    ]


def _papers(actor: Actor, where: ColumnElement[bool]) -> SelectOfScalar[PaperCase]:
    return select(PaperCase).where(PaperCase.lead_agency_id == actor.agency_id, col(PaperCase.open), where)


def _came_back(kind: str, model: type[Plan] | type[PaperCase]):  # type: ignore[no-untyped-def]  # sqlmodel types exists() as bool
    last = and_(
        JournalEntry.case_kind == recorded(kind),
        col(JournalEntry.case_id) == col(model.id),
        col(JournalEntry.seq) == col(model.journal_seq),
        col(JournalEntry.trigger).in_(_RETURNS),
    )
    return exists().where(last)


def _by_age(
    db: Session,
    plans: SelectOfScalar[Plan] | None,
    papers: SelectOfScalar[PaperCase],
    marks: Mapping[UUID, str] | None = None,
) -> list[Item]:
    rows: list[Plan | PaperCase] = [*db.exec(papers), *(db.exec(plans) if plans is not None else ())]
    rows.sort(key=lambda row: (row.last_event_at, row.id))
    return [
        _plan(row, mark) if isinstance(row, Plan) else _paper(row, mark)
        for row in rows
        for mark in [(marks or {}).get(row.drafted_by or SYSTEM_ID, "")]
    ]


def _plan(plan: Plan, mark: str = "") -> Item:
    about = " · ".join(filter(None, [f"Kế hoạch năm {plan.year}", mark]))
    return Item(plan.title, CaseRef("plan", plan.id), about)


def _paper(case: PaperCase, mark: str = "") -> Item:
    about = " · ".join(filter(None, [kind_of(case).label, case.reference, mark]))
    return Item(case.heading, CaseRef("paper", case.id), about)
