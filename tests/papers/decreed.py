"""An inspection under Nghị định 217/2025/NĐ-CP in 2026, of two communes. People, places and words are invented."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import actor_of
from rasoat.findings import operations as findings
from rasoat.findings.queries import findings_of
from rasoat.inspections import operations as inspections
from rasoat.inspections.queries import inspections_of
from rasoat.papers import operations
from rasoat.papers.models import PaperCase
from rasoat.plans.data import ContentData, TargetData
from rasoat.plans.models import Plan
from rasoat.proposals import operations as proposals
from rasoat.recommendations import operations as recommendations
from rasoat.recommendations.data import ObligationData
from rasoat.units import operations as units
from rasoat.workflows import CaseRef, fire
from tests.milestones import milestone
from tests.papers.samples import Told, settings_in
from tests.plans.samples import draft, in_force, joint_plan
from tests.plans.samples import step as plan_step
from tests.visits.samples import ChiLang
from tests.world import CHEAP_HASH, World

SIGNED_ON, DECIDED_ON, VISIT_ON = date(2026, 3, 2), date(2026, 3, 10), date(2026, 3, 17)
TITLE = "Kiểm tra việc phòng, chống đuối nước trẻ em tại các xã năm 2026"
COMMUNES = ("Chi Lăng", "Bắc Thủy")


@contextmanager
def on(day: date, hour: int = 8) -> Iterator[None]:
    """At that hour of a day in Vietnam."""
    with clock.at(datetime(day.year, day.month, day.day, hour - 7, tzinfo=UTC)):
        yield


@dataclass
class Case(ChiLang):
    """The inspection of the first commune."""

    plan_id: UUID
    others: list[UUID]

    def paper(self, kind: str, about_id: UUID | None = None) -> Told:
        """Draft a paper about the inspection, or about what is given."""
        officer, about = self.world.as_("officer"), about_id or self.inspection_id
        drafted = self.world.do(lambda s: operations.draft_paper(s, officer, kind, about))
        return Told(self.world, self, drafted.id)


@milestone
def planned(world: World, *, workflow: str = "inspection_nd217", team: int = 1) -> Case:
    """The plan is approved; the first `team` of its inspections have a team and are scheduled."""
    with on(SIGNED_ON):
        plan = _approved(world, workflow)
        rows = world.see(lambda s: inspections_of(s, plan.id))
        for row in rows[:team]:
            for who, assignment in (("lead", "lead"), ("officer2", "secretary"), ("edu_member", "member")):
                _name(world, row.id, who, assignment)
            if workflow == "inspection":
                _name(world, row.id, "culture_member", "member")
            world.do(lambda s, r=row.id: fire(s, CaseRef("inspection", r), "schedule", world.as_("officer")))
    return Case(world, rows[0].id, plan.id, [row.id for row in rows[1:]])


def _name(world: World, inspection_id: UUID, who: str, assignment: str) -> None:
    user_id, officer = world.as_(who).user_id, world.as_("officer")
    world.do(lambda s: inspections.name_member(s, officer, inspection_id, user_id, assignment))


def _approved(world: World, workflow: str) -> Plan:
    communes = [world.do(lambda s, n=name: _commune(s, world, n)) for name in COMMUNES]
    plan = draft(
        world,
        joint_plan(
            world,
            title=TITLE,
            year=2026,
            symbol="KH-SLĐTBXH",
            contents=[ContentData("Phòng, chống đuối nước trẻ em", "warning_signs")],
            cosigner_ids=[],
            inspection_workflow=workflow,
            targets=[
                TargetData(agency_id, None, VISIT_ON.replace(day=VISIT_ON.day + at), f"Trụ sở UBND xã {name}")
                for at, (name, agency_id) in enumerate(zip(COMMUNES, communes, strict=True))
            ],
        ),
    )
    plan_step(world, plan.id, "submit", "officer")
    in_force(world, plan.id, 7, SIGNED_ON)
    return plan


def _commune(session: Session, world: World, name: str) -> UUID:
    return units.add_agency(
        session,
        parent_id=world.agencies["province"],
        valid_from=date(2025, 7, 1),
        kind="commune",
        name=f"Ủy ban nhân dân xã {name}",
        short_name=f"UBND xã {name}",
        symbol="UBND",
        place=name,
    ).id


MINUTES = {
    "started": "8 giờ 30",
    "ended": "16 giờ 30",
    "read_aloud": "yes",
    "present": [{"name": "Nguyễn Văn Xã", "position": "Phó Chủ tịch UBND xã"}],
    "others": [{"name": "Trần Thị Thôn", "position": "Trưởng thôn"}],
    "agreed": "Xã có 12 điểm có nguy cơ, 9 điểm có biển.",
    "opinions": "Đề nghị hỗ trợ biển cảnh báo.",
    "unit_signs": "signs",
    "unit_signer": "Nguyễn Văn Xã, Phó Chủ tịch UBND xã",
}
REFUSED = {
    **MINUTES,
    "opinions": "",
    "unit_signs": "refuses",
    "refusal": "Chưa nhất trí số liệu.",
    "witness": "Lê Văn Chứng, cán bộ mặt trận xã",
}


@milestone
def held(world: World, *, workflow: str = "inspection_nd217", refused: bool = False) -> Case:
    """The team was at the first commune, filled in what it must, and took minutes."""
    case = planned(world, workflow=workflow)
    play_visit(case, REFUSED if refused else MINUTES)
    return case


def play_visit(case: Case, minutes: dict[str, Any] = MINUTES) -> None:
    """The team is at the commune on the day planned for it, and fills in what it must."""
    day = case.visit.happens_on
    with on(day):
        case.visit_step("open")
        case.fill(
            "warning_signs", {"points": 12, "signs": 9, "signs_province": 9, "signs_commune": 0, "signs_other": 0}
        )
        case.fill("minutes", minutes)
    with on(day, 17):
        case.visit_step("close")


DUE = date(2026, 6, 1)
REVIEWED_ON, AFTER_REVIEW = date(2026, 3, 20), date(2026, 3, 25)


@milestone
def reviewed(world: World, *, workflow: str = "inspection_nd217") -> Case:
    """The team has decided on what was found, and recommends one thing to the commune."""
    case = held(world, workflow=workflow)
    play_review(case)
    return case


def play_review(case: Case) -> None:
    """What the checklists suggest is accepted, one thing is recommended, and the commune proposes another."""
    world = case.world
    lead, officer = world.as_("lead"), world.as_("officer")
    with on(REVIEWED_ON):
        case.step("begin_review")
        for row in world.see(lambda s: findings_of(s, case.inspection_id)):
            world.do(lambda s, r=row: findings.accept_finding(s, lead, r.id))
        bad = [row.id for row in world.see(lambda s: findings_of(s, case.inspection_id, "shortcoming"))]
        unit_id = case.inspection.unit_id
        world.do(
            lambda s: recommendations.add_recommendation(
                s,
                officer,
                case.inspection_id,
                text="Cắm biển cảnh báo tại các điểm còn lại.",
                finding_ids=bad,
                obligations=[ObligationData(unit_id, DUE, ("03 điểm còn lại có biển",))],
            )
        )
        world.do(lambda s: proposals.receive(s, officer, case.inspection_id, "Hỗ trợ kinh phí cắm biển.", REVIEWED_ON))


def issue(told: Told, day: date, tmp_path: Path, signer: str = "leader") -> PaperCase:
    """Check, approve, number and issue a paper on that day."""
    settings, store = settings_in(tmp_path)
    with on(day):
        told.fire("check", "officer")
        told.fire("approve", signer)
        told.fire("number", "clerk", issued_on=day)
        return operations.render_and_issue(told.world.database, store, settings, told.paper_id, told.world.as_("clerk"))


def officer_of(world: World, agency_id: UUID) -> Actor:
    """An officer of a commune."""

    def add(session: Session) -> Actor | None:
        user = accounts.add_user(
            session,
            username=f"xa.{agency_id.hex[-6:]}",
            password_hash=CHEAP_HASH,
            full_name="Vy Thị Xã",
            agency_id=agency_id,
            role="authority_officer",
            title="Chuyên viên",
            email="xa@vidu.example",
        )
        return actor_of(session, user.id)

    found = world.do(add)
    assert found is not None
    return found
