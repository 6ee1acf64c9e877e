"""The Chi Lăng inspection when its result is drawn up, and what the team recommended in August 2024."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.definitions import operations as definitions
from rasoat.findings import operations as findings
from rasoat.findings.models import Finding
from rasoat.inspections import queries
from rasoat.inspections.models import Inspection
from rasoat.plans.data import TargetData
from rasoat.problems import Problem
from rasoat.recommendations import operations
from rasoat.recommendations.conditions import kept_condition
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.effects import issue_obligations
from rasoat.recommendations.models import Obligation, Recommendation
from rasoat.visits.models import Response
from rasoat.visits.operations import add_visit
from rasoat.workflows import CaseRef, Firing, fire, journal, pins, rows
from rasoat.workflows.meanings import place
from rasoat.workflows.move import TRIGGER
from tests.inspections.samples import planned, prepared
from tests.milestones import milestone
from tests.plans.samples import VISIT_ON, joint_plan
from tests.world import World

PREPARED_ON = date(2024, 7, 10)
REVIEWED_ON = date(2024, 8, 12)
ISSUED_ON = date(2024, 8, 15)
TERM = 60

TO_DISTRICT = [
    "Quan tâm cân đối kinh phí thực hiện công tác Bảo vệ chăm sóc trẻ em trên địa bàn huyện.",
    "Tiếp tục chỉ đạo đẩy mạnh công tác thanh tra, kiểm tra công tác bảo vệ, chăm sóc trẻ em trên địa bàn huyện.",
    "Chủ động bố trí thêm nguồn lực khắc phục kịp thời những điểm biển cảnh báo đã hỏng và lắp đặt biển cảnh báo "
    "tại những điểm có nguy cơ cao xảy ra tai nạn đuối nước đã rà soát.",
    "Chỉ đạo rà soát việc tổ chức cho các hộ gia đình đăng ký đạt tiêu chí ngôi nhà an toàn.",
    "Tiếp tục chỉ đạo thực hiện tốt các quy định về đánh giá xã, phường phù hợp với trẻ em.",
    "Tiếp tục quan tâm chỉ đạo có biện pháp, xây dựng kế hoạch hỗ trợ để giảm thiểu số trẻ em có hoàn cảnh đặc biệt.",
    "Tiếp tục chỉ đạo tăng cường công tác tuyên truyền về bảo vệ, chăm sóc trẻ em cho cha mẹ và người chăm sóc trẻ.",
]
TO_OFFICE = [
    "Tiếp tục tham mưu triển khai thực hiện có hiệu quả công tác bảo vệ, chăm sóc trẻ em năm 2024.",
    "Chủ động tham mưu xây dựng kế hoạch hỗ trợ để giảm thiểu số trẻ em có hoàn cảnh đặc biệt.",
    "Tăng cường công tác truyền thông và tuyên truyền các biện pháp phòng chống tai nạn thương tích đối với trẻ em.",
    "Tham mưu việc kiểm tra, giám sát nhằm phát hiện kịp thời dấu hiệu mua bán, bóc lột lao động đối với trẻ em.",
    "Tiếp tục phối hợp đẩy mạnh công tác tuyên truyền, truyền thông Luật Trẻ em năm 2016.",
    "Tiếp tục rà soát các điểm có nguy cơ xảy ra tai nạn thương tích đối với trẻ em để có biện pháp khắc phục.",
    "Tham mưu các văn bản kêu gọi ủng hộ Quỹ Bảo trợ trẻ em tới các cơ quan, đơn vị trên địa bàn huyện.",
]
SHORTCOMINGS = [
    "Chưa chủ động chỉ đạo khắc phục kịp thời nơi có biển cảnh báo cắm vị trí khuất khó nhìn.",
    "Kinh phí vận động Quỹ Bảo trợ trẻ em trên địa bàn huyện còn thấp.",
]


@milestone
def reviewing(world: World) -> Inspection:
    """The inspection of Chi Lăng, announced and visited, its result being drawn up."""
    with clock.use_date(PREPARED_ON):
        inspection = prepared(world)
        world.do(lambda s: fire(s, CaseRef("inspection", inspection.id), "schedule", world.as_("officer")))
    return put_status(world, inspection.id, "reviewing")


@milestone
def reviewing_two(world: World) -> list[Inspection]:
    """Two inspections of one plan, at Chi Lăng and at Hữu Lũng, while both results are drawn up."""
    units = ("district", "other_district")
    targets = [TargetData(world.agencies[key], None, VISIT_ON, "Hội trường UBND huyện") for key in units]
    with clock.use_date(PREPARED_ON):
        first = planned(world, joint_plan(world, targets=targets))
    found = world.see(lambda s: queries.inspections_of(s, first.plan_id or first.id))
    ids = [one.id for key in units for one in found if one.unit_id == world.agencies[key]]
    return [put_status(world, one, "reviewing") for one in ids]


def put_status(world: World, inspection_id: UUID, status: str) -> Inspection:
    """Set the state to which the rooms of visits and notices would have brought the inspection, with an entry in its
    journal that says so.
    """

    def put(session: Session) -> Inspection:
        row = session.get_one(Inspection, inspection_id)
        ref = CaseRef("inspection", inspection_id)
        case_row = dict(rows.lock(session, ref))
        entry = {**rows.entry(ref, case_row, TRIGGER, status, world.as_("officer")), "row_version": row.version}
        journal.append(session, entry, {})
        row.journal_seq, row.journal_hash, row.last_event_at = entry["seq"], entry["hash"], entry["recorded_at"]
        place(session, row, status)
        return row

    return world.do(put)


def shortcoming(world: World, inspection_id: UUID, text: str, **values: object) -> Finding:
    def add(session: Session) -> Finding:
        place = findings.next_ordinal(session, inspection_id, "shortcoming")
        row = Finding(inspection_id=inspection_id, kind="shortcoming", ordinal=place, text=text, **values)
        session.add(row)
        return row

    return world.do(add)


def add(
    world: World, inspection_id: UUID, text: str, *to: str, who: str = "officer", findings: tuple[UUID, ...] = ()
) -> Recommendation:
    # Days of their own, so that what follows does not hang on the days that the shipped workflow proposes.
    obligations = [ObligationData(world.agencies[key], working_days=TERM) for key in to]
    return world.do(
        lambda s: operations.add_recommendation(
            s, world.as_(who), inspection_id, text=text, finding_ids=findings, obligations=obligations
        )
    )


@milestone
def add_all(world: World, inspection_id: UUID) -> None:
    """The fourteen of the notice: seven to the district, seven to its office."""
    for key, texts in (("district", TO_DISTRICT), ("office", TO_OFFICE)):
        for text in texts:
            add(world, inspection_id, text, key)


@milestone
def issue_all(world: World, inspection_id: UUID) -> None:
    """What issuing the result notice does to the obligations."""

    def issue(session: Session) -> None:
        ref = CaseRef("inspection", inspection_id)
        record = {"issued_on": ISSUED_ON}
        runtime = pins.newest(session, "paper")
        transition = runtime.transitions["issue", "numbered"]
        firing = Firing(session, ref, record, runtime.definition, transition, world.as_("clerk"))
        issue_obligations(firing, inspection_id)

    with clock.use_date(ISSUED_ON):
        world.do(issue)
    put_status(world, inspection_id, "following_up")


def obligations(world: World, inspection_id: UUID, *where: object) -> list[Obligation]:
    query = (
        select(Obligation)
        .join(Recommendation, col(Recommendation.id) == col(Obligation.source_id))
        .where(Obligation.inspection_id == inspection_id, kept_condition(), *where)  # type: ignore[arg-type]  # conditions on columns
        .order_by(col(Recommendation.ordinal), col(Obligation.created_at))
    )
    return world.see(lambda session: list(session.exec(query)))


@milestone
def followed_up(world: World) -> Inspection:
    """With the fourteen recommendations issued on 15 August 2024."""
    inspection = reviewing(world)
    with clock.use_date(REVIEWED_ON):
        add_all(world, inspection.id)
    issue_all(world, inspection.id)
    return inspection


def count_signs(world: World, inspection_id: UUID, on: date, signs: int) -> Response:
    """A later visit of an inspection, whose checklist counts this many signs at the 67 points."""

    def add(session: Session) -> Response:
        visit = add_visit(session, world.as_("lead"), session.get_one(Inspection, inspection_id), on, "Chi Lăng")
        answers = {"points": 67, "signs": signs, "signs_province": signs, "signs_commune": 0, "signs_other": 0}
        row = Response(
            visit_id=visit.id,
            inspection_id=inspection_id,
            checklist="warning_signs",
            checklist_version=definitions.newest(session, "checklist", "warning_signs"),
            scope="unit",
            revision=1,
            answers=answers,
            complete=True,
            saved_by=world.as_("lead").user_id,
        )
        session.add(row)
        return row

    with clock.use_date(on):
        return world.do(add)


def attempt(action: Callable[[], object]) -> str:
    """Return everything that a refusal says; the test fails when nothing is refused."""
    try:
        action()
    except Problem as problem:
        return " ".join([problem.key, problem.what, *(reason.message for reason in problem.reasons)])
    raise AssertionError("nothing was refused")
