"""The joint plan and the schedule."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from rasoat.accounts.actor import Actor
from rasoat.example import facts
from rasoat.example.issuing import issue, numbers_given_before
from rasoat.example.teller import Teller
from rasoat.inspections import operations as inspections
from rasoat.inspections.models import Inspection
from rasoat.papers import plan_steps
from rasoat.papers.kinds import joint_plan
from rasoat.plans import operations as plans
from rasoat.plans.data import ContentData, PlanData, TargetData
from rasoat.workflows import CaseRef, fire

TEAM = {"truongdoan": "lead", "chuyenvien": "secretary", "thanhvien": "member", "thanhvien2": "member"}


def plan(teller: Teller) -> None:
    """The plan is drafted, co-signed by three agencies, approved, and issued as paper 99 of 20/5/2024; each target gets one
    inspection.
    """
    fact = facts.chi_lang().plan
    data = PlanData(
        title=fact.title,
        year=2024,
        purpose=fact.purpose,
        bases=fact.bases,
        contents=[ContentData(item.title, item.checklist) for item in fact.contents],
        cosigner_ids=[teller.ids[key] for key in ("edu", "culture", "youth")],
        targets=[
            TargetData(teller.ids[t.agency], teller.ids[t.office] if t.office else None, t.planned_on, t.place)
            for t in fact.targets
        ],
    )
    drafted = teller.do("chuyenvien", "soạn kế hoạch liên ngành", lambda s, a: plans.draft_plan(s, a, data))
    teller.ids["plan"] = drafted.id
    teller.fire("chuyenvien", "gửi ba cơ quan cùng ký", "plan", "plan", "submit")
    teller.on("15/05/2024")
    teller.fire("lanhdao.gddt", "ký thay mặt Sở GDĐT", "plan", "plan", "co_sign")
    teller.fire("lanhdao.vhttdl", "ký thay mặt Sở VHTTDL", "plan", "plan", "co_sign")
    teller.on("20/05/2024")
    teller.refused(
        "lanhdao",
        "phê duyệt khi chưa đủ chữ ký",
        lambda s, a: fire(s, CaseRef("plan", drafted.id), "approve", a),
        "case.refused",
    )
    teller.fire("lanhdao.doan", "ký thay mặt Tỉnh đoàn", "plan", "plan", "co_sign")
    teller.fire("lanhdao", "phê duyệt kế hoạch", "plan", "plan", "approve")
    number_plan(teller, drafted.id, fact.number, date(2024, 5, 20))
    teller.fire("chuyenvien", "bắt đầu thực hiện kế hoạch", "plan", "plan", "begin")
    with teller.database.read() as session:
        for row in session.exec(select(Inspection).where(Inspection.plan_id == drafted.id)):
            key = next(key for key, value in teller.ids.items() if value == row.unit_id)
            teller.ids[f"inspection.{key}"] = row.id


def number_plan(teller: Teller, plan_id: UUID, number: int, day: date) -> None:
    """The clerk gives the plan's paper its number; issuing it makes the inspections."""
    numbers_given_before(teller, joint_plan.SERIES, number - 1)
    with teller.database.read() as session:
        paper = plan_steps.paper_of(session, plan_id)
        if paper is None:
            raise RuntimeError("an approved plan has a paper")
        teller.ids["paper.plan"] = paper.id
    teller.fire("vanthu", f"cấp số {number} cho kế hoạch", "paper", "paper.plan", "number", issued_on=day)
    issue(teller, "paper.plan", "kế hoạch")


def schedule(teller: Teller) -> None:
    """Set the team, the sites and the date of the visit to Chi Lăng on 17/7/2024."""
    inspection_id = teller.ids["inspection.chi_lang"]
    teller.on("10/07/2024")
    teller.do("chuyenvien", "xếp ngày 17/7/2024, cử đoàn", lambda s, a: _prepare(s, a, teller, inspection_id))
    ref = CaseRef("inspection", inspection_id)
    teller.refused(
        "chuyenvien",
        "xếp lịch khi đoàn thiếu người của Tỉnh đoàn",
        lambda s, a: fire(s, ref, "schedule", a),
        "case.refused",
    )
    teller.do(
        "chuyenvien",
        "cử thêm thành viên của Tỉnh đoàn",
        lambda s, a: inspections.name_member(s, a, inspection_id, teller.ids["thanhvien3"], "member"),
    )
    for fact in facts.chi_lang().sites:
        _add_site(teller, inspection_id, fact)
    teller.fire("chuyenvien", "xếp lịch cuộc kiểm tra Chi Lăng", "inspection", "inspection.chi_lang", "schedule")


def schedule_next(teller: Teller) -> None:
    """Schedule the next unit of the plan (with an invented date), so that people who try the example can visit it."""
    inspection_id = teller.ids["inspection.huu_lung"]
    teller.do(
        "chuyenvien", "cử đoàn đi Hữu Lũng", lambda s, a: _name(s, a, teller, inspection_id, [*TEAM, "thanhvien3"])
    )
    teller.do(
        "truongdoan",
        "chọn điểm kiểm tra ở Hữu Lũng",
        lambda s, a: inspections.add_site(
            s,
            a,
            inspection_id,
            kind="water_point",
            name="hồ chứa nước (điểm giả định)",
            place="Huyện Hữu Lũng",
            latitude=None,
            longitude=None,
        ),
    )
    teller.fire("chuyenvien", "xếp lịch cuộc kiểm tra Hữu Lũng", "inspection", "inspection.huu_lung", "schedule")


def rest_is_cancelled(teller: Teller) -> None:
    """The year ends before the team came to the other units (invented), whose inspections are cancelled."""
    teller.on("30/12/2024", "15:00")
    for key in ("huu_lung", "bac_son", "dinh_lap"):
        teller.fire(
            "lanhdao",
            "hủy cuộc kiểm tra chưa tiến hành trong năm",
            "inspection",
            f"inspection.{key}",
            "cancel",
            reason="Hết năm kế hoạch; các huyện chuẩn bị sắp xếp tổ chức.",
        )


def _add_site(teller: Teller, inspection_id: UUID, fact: facts.SiteFact) -> None:
    values = fact.model_dump(exclude={"key"})
    site = teller.do(
        "truongdoan",
        f"chọn điểm kiểm tra: {fact.name}",
        lambda s, a: inspections.add_site(s, a, inspection_id, **values),
    )
    teller.ids[f"site.{fact.key}"] = site.id


def _prepare(session: Session, actor: Actor, teller: Teller, inspection_id: UUID) -> None:
    inspections.set_schedule(
        session,
        actor,
        inspection_id,
        None,
        scheduled_on=date(2024, 7, 17),
        scheduled_time="08:00",
        place="Trụ sở UBND huyện Chi Lăng",
    )
    _name(session, actor, teller, inspection_id, list(TEAM))


def _name(session: Session, actor: Actor, teller: Teller, inspection_id: UUID, usernames: list[str]) -> None:
    for username in usernames:
        assignment = TEAM.get(username, "member")
        inspections.name_member(session, actor, inspection_id, teller.ids[username], assignment)
