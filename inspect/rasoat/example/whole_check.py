"""One check from its plan to what is recommended, told as facts; the stories of 2026 consist of these steps."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from rasoat.accounts.actor import Actor
from rasoat.example.facts import AnswerFact, PlanFact, RecommendationFact, SiteFact
from rasoat.example.planning import number_plan
from rasoat.example.teller import Teller
from rasoat.findings import operations as findings
from rasoat.findings import queries as found
from rasoat.inspections import operations as inspections
from rasoat.inspections import queries as inspection_queries
from rasoat.papers.kinds import minutes
from rasoat.plans import operations as plans
from rasoat.plans.data import ContentData, PlanData, ReportData, TargetData
from rasoat.recommendations import operations as recommendations
from rasoat.recommendations.data import ObligationData, Urgency
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.repeats import operations as repeats
from rasoat.visits import operations as visits
from rasoat.visits import queries as visit_queries

TEAM = {"truongdoan": "lead", "chuyenvien": "secretary", "thanhvien": "member"}


def plan(teller: Teller, fact: PlanFact, name: str, *, workflow: str, signed_on: date) -> None:
    """The department's own plan is drafted, approved and issued; each target gets one inspection, `inspection.<target>`."""
    data = PlanData(
        title=fact.title,
        year=signed_on.year,
        purpose=fact.purpose,
        symbol="KH-SYT",
        bases=fact.bases,
        contents=[ContentData(item.title, item.checklist) for item in fact.contents],
        cosigner_ids=[],
        targets=[TargetData(teller.ids[t.agency], None, t.planned_on, t.place) for t in fact.targets],
        inspection_workflow=workflow,
        reports=[ReportData(one.title, one.owed_by, one.due_on, one.receiver) for one in fact.reports],
    )
    drafted = teller.do("chuyenvien", f"soạn kế hoạch: {fact.title[:50]}…", lambda s, a: plans.draft_plan(s, a, data))
    teller.ids[name] = drafted.id
    teller.fire("chuyenvien", "trình kế hoạch", "plan", name, "submit")
    teller.on(f"{signed_on:%d/%m/%Y}")
    teller.fire("lanhdao", "phê duyệt kế hoạch", "plan", name, "approve")
    number_plan(teller, drafted.id, fact.number, signed_on)
    keys = {teller.ids[target.agency]: target.agency for target in fact.targets}
    with teller.database.read() as session:
        for row in inspection_queries.inspections_of(session, drafted.id):
            teller.ids[f"inspection.{keys[row.unit_id]}"] = row.id


def team(teller: Teller, unit: str, sites: Sequence[SiteFact], where: str) -> None:
    """The team is named, the places are chosen, the inspection of `unit` is scheduled."""
    inspection_id = teller.ids[f"inspection.{unit}"]

    def prepare(session: Session, actor: Actor) -> None:
        for username, assignment in TEAM.items():
            inspections.name_member(session, actor, inspection_id, teller.ids[username], assignment)
        for fact in sites:
            row = inspections.add_site(session, actor, inspection_id, **fact.model_dump(exclude={"key"}))
            teller.ids[f"site.{fact.key}"] = row.id

    teller.do("chuyenvien", "cử đoàn, chọn điểm kiểm tra", prepare)
    teller.fire("chuyenvien", f"xếp lịch kiểm tra {where}", "inspection", f"inspection.{unit}", "schedule")


def visit(
    teller: Teller, unit: str, day: date, answers: Sequence[AnswerFact], minutes_of: Mapping[str, Any] | None = None
) -> None:
    """The team fills the checklists of `unit` on one day, and the minutes when there are any."""
    teller.on(f"{day:%d/%m/%Y}")
    with teller.database.read() as session:
        teller.ids["visit"] = visit_queries.visits_of(session, teller.ids[f"inspection.{unit}"])[0].id
    teller.fire("truongdoan", "công bố quyết định, bắt đầu làm việc", "visit", "visit", "open")
    for fact in answers:
        _fill(teller, fact.checklist, fact.site, fact.values)
    if minutes_of is not None:
        _fill(teller, minutes.NAME, "", minutes_of)
    teller.on(f"{day:%d/%m/%Y}", "16:00")
    teller.fire("truongdoan", "kết thúc buổi làm việc", "visit", "visit", "close")


def _fill(teller: Teller, checklist: str, site: str, values: Mapping[str, Any]) -> None:
    teller.do(
        "truongdoan",
        f"điền bảng kiểm {checklist}",
        lambda s, a: visits.save_response(
            s,
            a,
            teller.ids["visit"],
            checklist=checklist,
            scope="site" if site else "unit",
            site_id=teller.ids[f"site.{site}"] if site else None,
            raw=dict(values),
            based_on=None,
        ),
    )


def review(teller: Teller, unit: str, day: date, facts: Sequence[RecommendationFact]) -> None:
    """The lead accepts what the checklists suggest; a recommendation covers the items that it names, or all that is lacking."""
    inspection_id = teller.ids[f"inspection.{unit}"]
    teller.on(f"{day:%d/%m/%Y}")
    teller.fire("truongdoan", "chuyển sang tổng hợp kết quả", "inspection", f"inspection.{unit}", "begin_review")

    def decide(session: Session, actor: Actor) -> None:
        for row in found.findings_of(session, inspection_id):
            findings.accept_finding(session, actor, row.id)

    teller.do("truongdoan", "nhận các gợi ý từ bảng kiểm", decide)
    with teller.database.read() as session:
        rows = found.findings_of(session, inspection_id, "shortcoming", accepted_only=True)
        lacking = [(row.id, row.item) for row in rows]
    for fact in facts:
        covered = [key for key, item in lacking if not fact.shortcomings or item in fact.shortcomings]
        _recommend(teller, inspection_id, fact, covered)


def _recommend(teller: Teller, inspection_id: UUID, fact: RecommendationFact, lacking: Sequence[UUID]) -> None:
    obligation = ObligationData(teller.ids[fact.to], fact.due_on, tuple(one.measure for one in fact.measures))
    row = teller.do(
        "chuyenvien",
        f"kiến nghị: {fact.text[:60]}…",
        lambda s, a: recommendations.add_recommendation(
            s,
            a,
            inspection_id,
            text=fact.text,
            finding_ids=lacking,
            obligations=[obligation],
            urgency=Urgency(fact.priority, fact.because),
        ),
    )
    teller.ids[f"recommendation.{fact.key}"] = row.id
    if fact.repeats:
        _ask_again(teller, row.id, fact.repeats)


def _ask_again(teller: Teller, recommendation_id: UUID, earlier: str) -> None:
    """The officer says which open obligation the new one asks again."""
    with teller.database.read() as session:
        drafted = session.exec(select(Obligation.id).where(Obligation.source_id == recommendation_id)).one()
    teller.do(
        "chuyenvien",
        "ghi kiến nghị này nhắc lại kiến nghị còn mở của lần kiểm tra trước",
        lambda s, a: repeats.link(s, a, drafted, None, teller.ids[f"obligation.{earlier}"]),
    )
