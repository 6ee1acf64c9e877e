"""The result notice of an inspection: what was found, and what is recommended to whom by when. Issuing it sends the
obligations.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.documents.paper import Block
from rasoat.inspections import queries as inspections
from rasoat.inspections.freeze import register_freeze
from rasoat.inspections.models import DECIDING, Inspection
from rasoat.papers import checks, compose, letterhead, queries
from rasoat.papers.kinds import danger_told, result_blocks, result_replacing
from rasoat.papers.models import GIVEN, NUMBERED, OVER, SIGNING, PaperCase
from rasoat.papers.registry import PaperKind, RowKey
from rasoat.plans import queries as plans
from rasoat.problems import Reason
from rasoat.recommendations import coverage
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.effects import issue_obligations
from rasoat.recommendations.models import Obligation
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import HELD
from rasoat.workflows import CaseRef, Firing, fire, guard

NAME, DEMAND = "result", "demand"
ANNOUNCING = (NAME, DEMAND)
"""The kinds of papers that announce a result and send what is recommended: an inspection has one of them."""


def _of(session: Session, inspection_id: UUID) -> list[PaperCase]:
    known = queries.papers_about(session, "inspection", inspection_id)
    return [row for row in known if row.kind in ANNOUNCING]


def _subject(session: Session, inspection_id: UUID) -> str:
    return result_blocks.subject(session, session.get_one(Inspection, inspection_id))


def _compose(session: Session, inspection_id: UUID) -> list[Block]:
    return result_blocks.compose(session, session.get_one(Inspection, inspection_id))


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """The notice refers to the plan that its first sentence names. It goes to all who co-sign the plan and to the
    inspected unit.
    """
    agency, inspection = units.agency(session, case.lead_agency_id), session.get_one(Inspection, case.about_id)
    cosigners = plans.cosigners(session, inspection.plan_id) if inspection.plan_id else []
    ids = [one for one in (*(row.agency_id for row in cosigners), inspection.unit_id, inspection.office_id) if one]
    known = units.names(session, ids)
    names = [
        *letterhead.above(session, agency),
        f"Lãnh đạo {agency.short_name}",
        *(known[one].short_name for one in ids),
        "Thành viên đoàn kiểm tra",
    ]
    return {"recipients": tuple(dict.fromkeys(names))}


def _against(session: Session, inspection_id: UUID) -> list[Reason]:
    reasons = _stage(session, session.get_one(Inspection, inspection_id))
    announced = next((row.kind for row in _of(session, inspection_id) if not OVER.of(row)), "")
    if announced == NAME:
        reasons.append(Reason("", "Cuộc kiểm tra đã có thông báo kết quả; mở thông báo đó để soạn tiếp."))
    elif announced:
        told = "Cuộc kiểm tra đã có văn bản yêu cầu chấn chỉnh, khắc phục; kiến nghị chỉ gửi bằng một văn bản."
        reasons.append(Reason("", told))
    return reasons


def _stage(session: Session, inspection: Inspection) -> list[Reason]:
    """A result is announced after the team has finished it. A notice that was replaced may be followed by another one."""
    if DECIDING.of(inspection) or any(OVER.of(row) for row in _of(session, inspection.id)):
        return []
    title = inspections.definition_of(session, inspection).states[inspection.status].title
    message = f"Cuộc kiểm tra đang “{title}”; trưởng đoàn chuyển sang tổng hợp kết quả trước khi ra thông báo."
    return [Reason("inspection", message)]


def _checks(session: Session, case: PaperCase, shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    inspection = session.get_one(Inspection, case.about_id)
    if case.replaces_id is None:
        yield from _stage(session, inspection)
    yield from coverage.reasons(session, inspection.id)
    yield from coverage.unready(session, inspection.id, day or clock.today())
    if case.replaces_id is None:
        yield from result_blocks.left_out(_asked(session, inspection.id), shown)
        printed = (block.id for block in compose.printed(list(shown)))
        yield from danger_told.against_notice(session, inspection.id, printed)
    else:
        yield from result_replacing.checks(session, case, shown, day)
    held = [v.happens_on for v in visits.visits_of(session, inspection.id) if HELD.of(v)]
    yield from checks.day_too_early(day, max(held, default=None), "ngày làm việc tại đơn vị")


def _asked(session: Session, inspection_id: UUID) -> Iterator[tuple[int, Obligation]]:
    for one in recommendations.recommendations_of(session, inspection_id):
        for obligation in filter(result_blocks.of_the_notice, one.obligations):
            yield one.recommendation.ordinal, obligation


def _issue_obligations(firing: Firing) -> None:
    issue_obligations(firing, firing.case_row["about_id"])


def _report_the_inspection(firing: Firing) -> None:
    """Issuing a result moves its inspection on. When the notice replaces another one, the inspection was moved before."""
    inspection_id = firing.case_row["about_id"]
    if not DECIDING.of(firing.session.get_one(Inspection, inspection_id)):
        return
    for trigger in ("report", "follow_up"):
        day = firing.case_row["issued_on"]
        fire(firing.session, CaseRef("inspection", inspection_id), trigger, firing.actor, effective_on=day)


def is_being_signed(session: Session, inspection_id: UUID) -> bool:
    """Whether the paper that announces the result of an inspection is between its submission and its issue."""
    return any(SIGNING.of(row) for row in _of(session, inspection_id))


def is_numbered(session: Session, inspection_id: UUID) -> bool:
    """Whether the paper that announces the result of an inspection has its number and is not issued yet."""
    return any(NUMBERED.of(row) for row in _of(session, inspection_id))


def _above(_session: Session, case: PaperCase) -> RowKey:
    """A letter about a danger may send the same: both get their numbers one after the other."""
    return Inspection, case.about_id


register_freeze(is_being_signed)


@guard("result_notice_is_numbered")
def _result_notice_is_numbered(firing: Firing) -> list[Reason]:
    announcing = queries.about("inspection", firing.ref.id), col(PaperCase.kind).in_(ANNOUNCING)
    query = select(PaperCase.id).where(*announcing, GIVEN.condition)
    if firing.session.exec(query).first() is not None:
        return []
    return [Reason("notice", "Chưa có thông báo kết quả được cấp số.")]


KIND = PaperKind(
    name=NAME,
    symbol="TB",
    title="THÔNG BÁO",
    label="Thông báo kết quả kiểm tra",
    about="inspection",
    series="TB",
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    effects=(_issue_obligations, _report_the_inspection),
    retell=result_replacing.retell,
    obligations=result_replacing.sent,
    numbered_under=_above,
    founding=True,
)
