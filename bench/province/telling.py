"""One inspection, told through the program's own operations; its stages are the patterns of the province."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from bench.province.names import SPOTS, UNIT
from bench.province.paper import approve, draft, issue
from bench.province.wording import DUE, FUND, HOME, HOMES, RECOMMENDATIONS, SHORTCOMINGS, SIGN, SIGNS
from rasoat.accounts.actor import Actor
from rasoat.dangers.data import DangerData
from rasoat.dangers.operations import raise_danger
from rasoat.db import new_id
from rasoat.documents import register
from rasoat.example.teller import Teller
from rasoat.findings import operations as findings
from rasoat.findings.models import Finding
from rasoat.inspections import operations as inspections
from rasoat.inspections.queries import inspections_of
from rasoat.papers import plan_steps
from rasoat.papers.kinds import joint_plan, result, schedule
from rasoat.plans import operations as plans
from rasoat.plans.data import ContentData, PlanData, TargetData
from rasoat.proposals import operations as proposals
from rasoat.recommendations import operations as recommendations
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation
from rasoat.visits import operations as visits
from rasoat.visits import queries as visit_queries

BEGUN, VISITED = date(2024, 1, 8), date(2024, 7, 17)
"""The days of the pattern's plan and of its visit; both keep their weekday in every copy."""
PLAN_NUMBER, PAPERS_BEFORE = 98001, 98100
"""Numbers that occur nowhere else, so that a copy finds them in every text."""
COUNTED = 8
"""The recommendation, counted from 0, of which a number has to be reached."""


def plan(teller: Teller) -> None:
    """The plan of one year is drafted, signed by three agencies, approved, and its schedule announced."""
    teller.on("08/01/2024")
    teller.do("clerk", "", _numbers_before)
    made = teller.do("officer", "", lambda s, a: plans.draft_plan(s, a, _plan_data(teller)))
    teller.ids["plan"] = made.id
    teller.fire("officer", "", "plan", "plan", "submit")
    teller.on("12/01/2024")
    for who in ("edu_leader", "culture_leader"):
        teller.fire(who, "", "plan", "plan", "co_sign")
    teller.on("15/01/2024")
    teller.fire("leader", "", "plan", "plan", "approve")
    with teller.database.read() as session:
        paper = plan_steps.paper_of(session, made.id)
        if paper is None:
            raise RuntimeError("an approved plan has a paper")
        teller.ids[joint_plan.NAME] = paper.id
    issue(teller, joint_plan.NAME, date(2024, 1, 15), number=PLAN_NUMBER)
    teller.fire("officer", "", "plan", "plan", "begin")
    with teller.database.read() as session:
        teller.ids["inspection"] = inspections_of(session, made.id)[0].id
    teller.on("17/01/2024")
    draft(teller, schedule.NAME, "plan")
    approve(teller, schedule.NAME)
    issue(teller, schedule.NAME, date(2024, 1, 18))


def _plan_data(teller: Teller) -> PlanData:
    return PlanData(
        title="Kiểm tra, giám sát việc thực hiện các chương trình bảo vệ, chăm sóc trẻ em năm 2024",
        year=2024,
        purpose="Nắm tình hình thực hiện, kịp thời tháo gỡ khó khăn của cơ sở.",
        bases=["Luật Trẻ em ngày 05 tháng 4 năm 2016"],
        contents=[ContentData("Phòng, chống đuối nước trẻ em", "warning_signs"),
                  ContentData("Xây dựng Ngôi nhà an toàn", "safe_home"),
                  ContentData("Thu, chi Quỹ Bảo trợ trẻ em", "fund_use")],
        cosigner_ids=[teller.ids["edu"], teller.ids["culture"]],
        targets=[TargetData(teller.ids["unit"], None, VISITED, f"Trụ sở UBND {UNIT.title}")],
    )  # fmt: skip


def _numbers_before(session: Session, actor: Actor) -> None:
    for series in ("TB", "CV"):
        register.reserve_up_to(session, actor, actor.agency_id, 2024, series, PAPERS_BEFORE)


def prepare(teller: Teller) -> None:
    """The team is named and the inspection scheduled: the first visit is planned."""
    teller.on("08/07/2024")
    inspection_id = teller.ids["inspection"]
    for who, assignment in (("lead", "lead"), ("edu_member", "secretary"), ("culture_member", "member")):
        teller.do("officer", "", lambda s, a, w=who, d=assignment: inspections.name_member(
            s, a, inspection_id, teller.ids[w], d))  # fmt: skip
    for kind, name in (
        ("water_point", f"hồ {SPOTS[0]}"),
        ("water_point", f"đập {SPOTS[1]}"),
        ("home", f"hộ {SPOTS[2]}"),
    ):
        site = teller.do("officer", "", lambda s, a, k=kind, n=name: inspections.add_site(
            s, a, inspection_id, kind=k, name=n, place=f"Xã {UNIT.name}", latitude=21.6, longitude=106.5))  # fmt: skip
        teller.ids[name] = site.id
    teller.fire("officer", "", "inspection", "inspection", "schedule")
    with teller.database.read() as session:
        teller.ids["visit"] = visit_queries.visits_of(session, inspection_id)[0].id


def visit(teller: Teller) -> None:
    """The team opens the visit and fills the checklists at its sites; a danger is told."""
    teller.on("17/07/2024")
    teller.fire("lead", "", "visit", "visit", "open")
    teller.on("17/07/2024", "10:00")
    photo = {"photo": [teller.picture("bien-canh-bao.jpg", "VI DU")]}
    _fill(teller, "edu_member", "warning_signs", SIGN, f"hồ {SPOTS[0]}", photo)
    _fill(teller, "lead", "warning_signs", {**SIGN, "not_hidden": "yes"}, f"đập {SPOTS[1]}")
    _fill(teller, "culture_member", "safe_home", HOME, f"hộ {SPOTS[2]}")
    seen = DangerData(what=f"Giếng không có nắp đậy cạnh lối đi học tại thôn {SPOTS[3]}.", place=f"Thôn {SPOTS[3]}")
    teller.ids["danger"] = new_id()
    teller.do("lead", "", lambda s, a: raise_danger(
        s, a, danger_id=teller.ids["danger"], visit_id=teller.ids["visit"], seen=seen))  # fmt: skip


def review(teller: Teller) -> None:
    """The visit ends, findings are decided on, ten recommendations drafted, each with one addressee."""
    teller.on("17/07/2024", "15:00")
    for checklist, answers in (("warning_signs", SIGNS), ("safe_home", HOMES), ("fund_use", FUND)):
        _fill(teller, "lead", checklist, answers)
    teller.on("17/07/2024", "16:30")
    for number, text in enumerate(("Bố trí kinh phí cho công tác trẻ em.", "Nâng cấp phần mềm dữ liệu trẻ em."), 1):
        row = teller.do("unit.officer", "", lambda s, a, t=text: proposals.receive(
            s, a, teller.ids["inspection"], t, teller.moment.date()))  # fmt: skip
        teller.ids[f"proposal{number}"] = row.id
    teller.fire("lead", "", "visit", "visit", "close")
    teller.fire("lead", "", "danger", "danger", "receive", taken_by="Công an xã, trực ban 0200 000 000")
    teller.on("19/07/2024")
    teller.fire("lead", "", "inspection", "inspection", "begin_review")
    teller.do("lead", "", lambda s, a: _decide(s, a, teller))
    teller.on("22/07/2024")
    for number, text in enumerate(RECOMMENDATIONS):
        _recommend(teller, number, text)
    teller.on("24/07/2024")
    teller.fire("officer", "", "proposal", "proposal1", "accept", response="Sở cân đối kinh phí được cấp.")
    teller.fire("leader", "", "proposal", "proposal2", "forward", to_agency=teller.ids["ministry"],
                response="Đề nghị Bộ nâng cấp phần mềm.")  # fmt: skip
    teller.fire("officer", "", "danger", "danger", "end", ended_on=date(2024, 7, 23), outcome="Đã đậy nắp giếng.")


def write_up(teller: Teller) -> None:
    """The result notice is drafted."""
    teller.on("26/07/2024")
    draft(teller, result.NAME, "inspection")


def sign(teller: Teller) -> None:
    """The leader approves the result notice."""
    teller.on("29/07/2024")
    approve(teller, result.NAME)


def notify(teller: Teller) -> None:
    """The result notice is issued: the obligations begin."""
    issue(teller, result.NAME, date(2024, 8, 5))
    with teller.database.read() as session:
        query = select(Obligation).where(Obligation.inspection_id == teller.ids["inspection"])
        for row in session.exec(query.order_by(col(Obligation.source_number))):
            teller.ids[f"obligation{row.source_number}"] = row.id
    teller.on("09/08/2024")
    for number in range(3, 11):
        teller.fire("unit.leader", "", "obligation", f"obligation{number}", "acknowledge")


def _fill(
    teller: Teller, who: str, checklist: str, raw: dict[str, Any], site: str = "", files: dict[str, Any] | None = None
) -> None:
    teller.do(who, "", lambda s, a: visits.save_response(
        s, a, teller.ids["visit"], checklist=checklist, scope="site" if site else "unit",
        site_id=teller.ids[site] if site else None, raw=raw, based_on=None, files=files))  # fmt: skip


def _decide(session: Session, actor: Actor, teller: Teller) -> None:
    query = select(Finding).where(Finding.inspection_id == teller.ids["inspection"], Finding.status == "drafted")
    for row in session.exec(query.order_by(col(Finding.id))).all():
        if row.kind == "strength":
            findings.reject_finding(session, actor, row.id, "Đã nêu trong phần kết quả kiểm tra.")
        else:
            findings.accept_finding(session, actor, row.id)
    for kind, text in SHORTCOMINGS:
        findings.add_finding(session, actor, teller.ids["inspection"], kind=kind, text=text)
    shortcomings = select(Finding.id).where(
        Finding.inspection_id == teller.ids["inspection"], Finding.kind == "shortcoming", Finding.status == "accepted"
    )
    for number, found in enumerate(session.exec(shortcomings.order_by(col(Finding.id)))):
        teller.ids[f"shortcoming{number}"] = found


def _recommend(teller: Teller, number: int, text: str) -> None:
    words = f"Kết quả tại thôn {SPOTS[number]}"
    # Nobody verifies the ninth, so that it needs no figures of an answer.
    measure = Measure(words, "count", "biển cảnh báo", None, 46) if number == COUNTED else words
    obligation = ObligationData(teller.ids["unit"], DUE[number], measures=(measure,))
    linked: list[UUID] = [one for key, one in teller.ids.items() if key.startswith("shortcoming")]
    # Every shortcoming is answered: the first recommendations take one each, the last one all that are left.
    mine = linked[number : number + 1] if number < len(RECOMMENDATIONS) - 1 else linked[number:] or linked[-1:]
    teller.do("officer", "", lambda s, a: recommendations.add_recommendation(
        s, a, teller.ids["inspection"], text=text, finding_ids=mine or linked[:1], obligations=[obligation]))  # fmt: skip
