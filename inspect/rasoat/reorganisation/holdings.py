"""Everything open that names an agency: who owes it, who leads and verifies it, who is inspected, signs, asks, is asked.

Each kind is one line here. `rasoat units check` and the page of ended agencies count by it, and an act's proposals are made
from it, so that nothing that is counted is forgotten when it is passed on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import Session, col, func, select

from rasoat.accounts.models import User
from rasoat.db import Row
from rasoat.earlier.models import REVIEWING, EarlierNotice
from rasoat.inspections.models import Inspection
from rasoat.meetings.models import Meeting
from rasoat.papers.models import PaperCase
from rasoat.plans.models import CO_SIGNING, DRAFTING, Plan, PlanCosigner, PlanTarget
from rasoat.proposals.models import Proposal
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.models import DRAFTING as OBLIGATION_DRAFTING
from rasoat.recommendations.models import UNSENT, Obligation
from rasoat.reorganisation.models import ACCOUNT, GOING_THROUGH, PROPOSED, UNDECIDED, Passing, Reorganisation


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of open thing that names an agency in the column `agency` of `model`; `where` finds what is open."""

    name: str
    title: str
    """What pages call one of them, after a number too: 12 nội dung phải thực hiện."""
    model: type[Row]
    agency: Any
    where: ColumnElement[bool]


_OPEN = open_condition()
_UNSIGNED = and_(col(PlanCosigner.signed_at).is_(None), col(PlanCosigner.signed_on).is_(None))
_DRAFTED = select(Plan.id).where(DRAFTING.condition)
_UNAPPROVED = select(Plan.id).where(or_(DRAFTING.condition, CO_SIGNING.condition))
# Drafts stand in inspections that are open, which have an index; drafts have none.
_STILL_DRAFTED = and_(
    OBLIGATION_DRAFTING.condition,
    # As the index says it: “is true” would read all inspections.
    col(Obligation.inspection_id).in_(select(Inspection.id).where(col(Inspection.open))),
)
_FOLLOWED = exists().where(col(Obligation.inspection_id) == col(Inspection.id), open_condition())

HOLDINGS = (
    Holding("obligation", "nội dung phải thực hiện", Obligation, Obligation.addressee_id, and_(_OPEN, ~UNSENT.condition)),
    Holding("drafted", "dự thảo kiến nghị gửi tới", Obligation, Obligation.addressee_id, _STILL_DRAFTED),
    Holding("unit", "cuộc kiểm tra", Inspection, Inspection.unit_id, col(Inspection.open).is_(True)),
    Holding("office", "cuộc kiểm tra có phòng chuyên môn là", Inspection, Inspection.office_id, col(Inspection.open).is_(True)),
    Holding("led_inspection", "cuộc kiểm tra do cơ quan này chủ trì", Inspection, Inspection.lead_agency_id, or_(col(Inspection.open).is_(True), _FOLLOWED)),
    Holding("led_obligation", "nhiệm vụ do cơ quan này theo dõi", Obligation, Obligation.lead_agency_id, and_(_OPEN, col(Obligation.inspection_id).is_(None))),
    Holding("led_plan", "kế hoạch do cơ quan này chủ trì", Plan, Plan.lead_agency_id, col(Plan.open).is_(True)),
    Holding("led_meeting", "cuộc họp do cơ quan này thường trực", Meeting, Meeting.lead_agency_id, col(Meeting.open).is_(True)),
    Holding("led_earlier", "văn bản trước khi dùng hệ thống đang rà soát", EarlierNotice, EarlierNotice.lead_agency_id, REVIEWING.condition),
    Holding("led_act", "văn bản sắp xếp đang rà soát", Reorganisation, Reorganisation.lead_agency_id, GOING_THROUGH.condition),
    Holding("paper", "văn bản chưa cấp số", PaperCase, PaperCase.lead_agency_id, and_(col(PaperCase.open).is_(True), col(PaperCase.number).is_(None))),
    Holding("cosigner", "chữ ký liên ngành còn thiếu", PlanCosigner, PlanCosigner.agency_id, and_(_UNSIGNED, col(PlanCosigner.plan_id).in_(_UNAPPROVED))),
    Holding("target", "đơn vị trong kế hoạch đang soạn", PlanTarget, PlanTarget.agency_id, col(PlanTarget.plan_id).in_(_DRAFTED)),
    Holding("target_office", "phòng chuyên môn trong kế hoạch đang soạn", PlanTarget, PlanTarget.office_id, col(PlanTarget.plan_id).in_(_DRAFTED)),
    Holding("asked", "đề xuất của đơn vị này", Proposal, Proposal.from_id, col(Proposal.open).is_(True)),
    Holding("asked_of", "đề xuất đã chuyển tới", Proposal, Proposal.forwarded_to_id, col(Proposal.open).is_(True)),
    Holding(ACCOUNT, "tài khoản", User, User.agency_id, col(User.active).is_(True)),
)  # fmt: skip
BY_NAME = {one.name: one for one in HOLDINGS}


def counts(
    session: Session, holding: Holding, agencies: Sequence[UUID], *also: ColumnElement[bool]
) -> Mapping[UUID, int]:
    """How many open things of one kind each of these agencies has, of those that fulfil `also`."""
    column = col(holding.agency)
    query = select(column, func.count()).select_from(holding.model).where(column.in_(agencies), holding.where, *also)
    return dict(iter(session.exec(query.group_by(column))))


def of_open_acts() -> ColumnElement[bool]:
    """Proposals of acts that are gone through."""
    return col(Passing.reorganisation_id).in_(select(Reorganisation.id).where(GOING_THROUGH.condition))


def led_by(holding: Holding, leads: Iterable[UUID]) -> ColumnElement[bool]:
    """That one of these agencies leads the case of such a thing. No agency leads accounts: of them, those that no act which
    is gone through proposes to move or to close.
    """
    model: Any = holding.model
    if model is User:
        waiting = col(Passing.state).in_((PROPOSED, UNDECIDED)), of_open_acts()
        return col(User.id).not_in(select(Passing.target_id).where(Passing.kind == ACCOUNT, *waiting))
    if model in (PlanCosigner, PlanTarget):
        return col(model.plan_id).in_(select(Plan.id).where(col(Plan.lead_agency_id).in_(list(leads))))
    return col(model.lead_agency_id).in_(list(leads))
