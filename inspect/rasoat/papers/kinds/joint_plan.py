"""The plan itself as a paper (kế hoạch; NĐ 30/2020, Phụ lục III, mẫu 1.4), signed by every agency that co-signs it.

The steps before its number are the plan's own (papers/plan_steps.py): what the leaders sign is the plan with this paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import extract
from sqlmodel import Session, col, func, select

from rasoat import clock
from rasoat.accounts.models import User
from rasoat.accounts.signing import head_of_agency, line
from rasoat.documents import numbering, register
from rasoat.documents.paper import BETWEEN_LINES, Block, Signing
from rasoat.owed import queries as owed
from rasoat.papers import checks, citing, letterhead, queries, sending_reports
from rasoat.papers.kinds import joint_plan_blocks
from rasoat.papers.models import OVER, PaperCase
from rasoat.papers.registry import Beside, PaperKind
from rasoat.plans import queries as plans
from rasoat.plans.models import DRAFTING, Plan, PlanCosigner
from rasoat.problems import Reason
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, Firing, fire

NAME, SERIES = "joint_plan", "KH"
JOINTLY = "LIÊN NGÀNH"


def _subject(session: Session, plan_id: UUID) -> str:
    return citing.outside(citing.subject_of(session.get_one(Plan, plan_id)))


def _compose(session: Session, plan_id: UUID) -> list[Block]:
    return joint_plan_blocks.compose(session, session.get_one(Plan, plan_id))


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """Its symbol names all agencies that sign it; it goes to them and to all that are to be visited."""
    plan, agency = session.get_one(Plan, case.about_id), units.agency(session, case.lead_agency_id)
    targets = plans.targets(session, plan.id)
    visited = [one for row in targets for one in (row.agency_id, row.office_id) if one is not None]
    ids = [*(row.agency_id for row in plans.cosigners(session, plan.id)), *visited]
    known = units.names(session, ids)
    named = [known[one].short_name for one in ids]
    if len(targets) > joint_plan_blocks.MOST_IN_TEXT:
        named = [known[row.agency_id].short_name for row in plans.cosigners(session, plan.id)] + ["Đơn vị tại Phụ lục"]
    return {
        "symbol": plan.symbol or f"{SERIES}-{agency.symbol}",
        "bases": tuple(citing.basis(row.text) for row in plans.bases(session, plan.id)),
        "recipients": tuple(dict.fromkeys([*letterhead.above(session, agency), *named])),
    }


def _shape(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """Who signs beside the lead agency. A plan of several is issued by all of them, and each signer's agency stands above
    his office.
    """
    rows = plans.cosigners(session, case.about_id)
    if not rows:
        return {}
    lead, head = units.agency(session, case.lead_agency_id), letterhead.head_of(session, case)
    agencies = [lead, *(units.agency(session, row.agency_id) for row in rows)]
    own = Signing(capacity=_above(lead, head.capacity), position=head.position or "…", name=head.signer)
    day = case.issued_on or clock.today()
    return {
        "issuer": (JOINTLY, *(f"{one.short_name} -" for one in agencies[:-1]), agencies[-1].short_name),
        "signing": own,
        "other_signers": tuple(
            _cosigner(session, row, agency, day) for row, agency in zip(rows, agencies[1:], strict=True)
        ),
    }


def _cosigner(session: Session, row: PlanCosigner, agency: Agency, day: date) -> Signing:
    """Who signed for the agency, or is expected to: its head."""
    signer_id = row.signed_by or row.signer_id
    user = session.get(User, signer_id) if signer_id else head_of_agency(session, agency.id)
    if user is None:
        return Signing(capacity=_above(agency, ""), position="…")
    found = line(session, agency, user, NAME, row.signed_day or day)
    return Signing(
        capacity=_above(agency, BETWEEN_LINES.join(found.capacity)), position=found.position or "…", name=user.full_name
    )


def _beside(session: Session, case: PaperCase) -> list[Beside]:
    rows = plans.cosigners(session, case.about_id)
    return [
        Beside(units.agency(session, row.agency_id), session.get(User, row.signer_id) if row.signer_id else None)
        for row in rows
    ]


def _above(agency: Agency, capacity: str) -> str:
    name = agency.short_name.upper()
    return capacity if capacity.startswith("TM. ") else BETWEEN_LINES.join(filter(None, [name, capacity]))


def _against(session: Session, plan_id: UUID) -> list[Reason]:
    reasons = []
    if not DRAFTING.of(session.get_one(Plan, plan_id)):
        reasons.append(Reason("", "Văn bản kế hoạch chỉ soạn được khi kế hoạch đang soạn."))
    if any(not OVER.of(row) for row in queries.papers_about(session, "plan", plan_id, NAME)):
        reasons.append(Reason("", "Kế hoạch đã có văn bản; mở văn bản đó để soạn tiếp."))
    return reasons


def _checks(session: Session, case: PaperCase, _shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    signed = [row.signed_day for row in plans.cosigners(session, case.about_id) if row.signed_day]
    yield from checks.day_too_early(day, max(signed, default=None), "ngày các cơ quan cùng ký")
    if day is not None:
        yield from _reports_before(session, case, day)
        yield from _numbers_before(session, case, day.year)


def _reports_before(session: Session, case: PaperCase, day: date) -> Iterator[Reason]:
    for one in plans.reports(session, case.about_id):
        if not one.repeats and one.due_on < day:
            told = f"“{one.title}” có hạn {citing.day(one.due_on)}, trước ngày ban hành; trả lại kế hoạch để sửa hạn."
            yield Reason("reports", told)


def _numbers_before(session: Session, case: PaperCase, year: int) -> Iterator[Reason]:
    """Plans that were numbered by hand, before a plan was a paper: the series has to begin after their numbers."""
    typed = select(func.max(Plan.number)).where(
        Plan.lead_agency_id == case.lead_agency_id,
        Plan.id != case.about_id,
        extract("year", col(Plan.signed_on)) == year,
    )
    highest = session.exec(typed).one() or 0
    how = numbering.of_year(session, case.lead_agency_id, year)
    given = register.last_number(session, case.lead_agency_id, year, how.name_of(SERIES))
    if highest > given and how.kind_of(SERIES) == numbering.OWN:
        told = f"Năm {year} đã có kế hoạch số {highest}; ghi số đã cấp trước đến {highest} ở sổ đăng ký rồi cấp số."
        yield Reason("number", told)


def _bring_into_force(firing: Firing) -> None:
    """The plan gets the number and the day of its paper, and its inspections are made."""
    case = firing.session.get_one(PaperCase, firing.ref.id)
    payload = {"number": case.number, "signed_on": case.issued_on}
    ref = CaseRef("plan", case.about_id)
    fire(firing.session, ref, "bring_into_force", firing.actor, effective_on=case.issued_on, payload=payload)


KIND = PaperKind(
    name=NAME,
    symbol="KH",
    title="KẾ HOẠCH",
    label="Văn bản kế hoạch",
    about="plan",
    series=SERIES,
    workflow="plan_paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    effects=(_bring_into_force, sending_reports.begin),
    shape=_shape,
    obligations=owed.sent,
    internal=True,
    beside=_beside,
    founding=True,
)
