"""The joint plan of Lạng Sơn, May 2024, as its papers cite it; agencies are those of tests/world.py."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlmodel import Session, select

from rasoat import clock
from rasoat.documents import register
from rasoat.outbox.models import OutboxItem
from rasoat.papers import plan_steps, voiding
from rasoat.papers import queries as queries_of_papers
from rasoat.papers.kinds import joint_plan as joint_plan_paper
from rasoat.papers.models import PaperCase
from rasoat.plans import operations, queries
from rasoat.plans.data import ContentData, PlanData, TargetData
from rasoat.plans.models import Plan
from rasoat.workflows import CaseRef, Fired, fire
from tests.milestones import milestone
from tests.world import World

SYMBOL = "KHLN-SLĐTBXH-GDĐT-VHTTDL-ĐTNCSCM"
SIGNED_ON = date(2024, 5, 20)
VISIT_ON = date(2024, 7, 17)
TITLE = (
    "Kiểm tra, giám sát tình hình thực hiện các chương trình Bảo vệ, chăm sóc trẻ em "
    "trên địa bàn tỉnh Lạng Sơn năm 2024"
)


def joint_plan(world: World, **changes: object) -> PlanData:
    """Joint plan 99, with one of its units."""
    values: dict[str, object] = {
        "title": TITLE,
        "year": 2024,
        "symbol": SYMBOL,
        "purpose": "Nắm tình hình thực hiện, kịp thời tháo gỡ khó khăn của cơ sở.",
        "bases": ["Luật Trẻ em ngày 05 tháng 4 năm 2016"],
        "contents": [
            ContentData("Phòng, chống đuối nước trẻ em", "warning_signs"),
            ContentData("Xây dựng Ngôi nhà an toàn", "safe_home"),
            ContentData("Công tác tham mưu, chỉ đạo"),
        ],
        "cosigner_ids": [world.agencies["edu"], world.agencies["culture"]],
        "targets": [
            TargetData(world.agencies["district"], world.agencies["office"], VISIT_ON, "Hội trường UBND huyện Chi Lăng")
        ],
    }
    return PlanData(**{**values, **changes})  # type: ignore[arg-type]  # the values are those of PlanData


def draft(world: World, data: PlanData | None = None) -> Plan:
    return world.do(lambda session: operations.draft_plan(session, world.as_("officer"), data or joint_plan(world)))


def step(world: World, plan_id: UUID, trigger: str, who: str, **payload: object) -> Fired:
    return world.do(lambda s: fire(s, CaseRef("plan", plan_id), trigger, world.as_(who), payload=payload))


def numbered(world: World, plan_id: UUID, number: int = 99, day: date = SIGNED_ON) -> None:
    """The clerk gives the plan's paper that number, and it is issued, without a file."""
    clerk = world.as_("clerk")

    def before(session: Session) -> None:
        if register.last_number(session, clerk.agency_id, day.year, joint_plan_paper.SERIES) < number - 1:
            register.reserve_up_to(
                session, clerk, clerk.agency_id, day.year, joint_plan_paper.SERIES, number - 1, "Sổ giấy", dated=day
            )

    world.do(before)
    paper = world.see(lambda s: plan_steps.paper_of(s, plan_id))
    assert paper is not None
    world.do(lambda s: fire(s, CaseRef("paper", paper.id), "number", clerk, payload={"issued_on": day}))

    def issue(session: Session) -> None:
        case = session.get_one(PaperCase, paper.id)
        frozen = queries_of_papers.frozen_of(session, case)
        assert frozen is not None
        frozen.file_sha256 = "e" * 64
        fire(session, CaseRef("paper", case.id), "issue", clerk, effective_on=day)
        # Printing takes a second, and no story opens the file: the paper has none.
        frozen.file_sha256 = ""
        item = session.exec(select(OutboxItem).where(OutboxItem.key == voiding.key_of(case))).one()
        item.done_at = clock.real_now()

    world.do(issue)


def in_force(world: World, plan_id: UUID, number: int = 99, day: date = SIGNED_ON) -> None:
    """The leader approves a plan that all have signed, and its paper is issued."""
    step(world, plan_id, "approve", "leader")
    numbered(world, plan_id, number, day)


@milestone
def approved(world: World, data: PlanData | None = None, number: int = 99) -> Plan:
    """The plan after its agencies signed, the department's leader approved it, and the clerk gave it its number."""
    with clock.at(datetime(SIGNED_ON.year, SIGNED_ON.month, SIGNED_ON.day, 2, tzinfo=UTC)):
        plan = draft(world, data)
        step(world, plan.id, "submit", "officer")
        signing = {row.agency_id for row in world.see(lambda session: queries.cosigners(session, plan.id))}
        for who in ("edu_leader", "culture_leader"):
            if world.as_(who).agency_id in signing:
                step(world, plan.id, "co_sign", who)
        in_force(world, plan.id, number)
    return plan
