"""An inspection under Nghị định 217/2025/NĐ-CP, told as far as its papers: the decision, the team's working plan, minutes that
the unit does not sign, the demand to put right what was found, what became of it, and a
meeting. Everything about it is invented.
"""

from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.db import Database
from rasoat.example import changing, facts, meeting, papering, registers, setting
from rasoat.example.planning import number_plan
from rasoat.example.reporting import through
from rasoat.example.teller import Say, Teller
from rasoat.findings import operations as findings
from rasoat.findings import queries as found
from rasoat.inspections import operations as inspections
from rasoat.inspections import queries as inspection_queries
from rasoat.papers.kinds import demand, minutes, report, teams, working_plan
from rasoat.plans import operations as plans
from rasoat.plans.data import ContentData, PlanData, TargetData
from rasoat.recommendations import operations as recommendations
from rasoat.recommendations.data import ObligationData
from rasoat.settings import Settings
from rasoat.visits import operations as visits
from rasoat.visits import queries as visit_queries

FIRST_DAY, SIGNED_ON = date(2026, 3, 2), date(2026, 3, 4)
TEAM = {"truongdoan": "lead", "chuyenvien": "secretary", "thanhvien": "member"}
INSPECTION = "inspection.commune"


def tell(database: Database, settings: Settings, *, papers: Path, say: Say) -> Teller:
    """Run the story in an empty database and write the papers into a folder."""
    teller = Teller(database, settings, papers, say)
    setting.make_province(teller, facts.commune().province, FIRST_DAY)
    told = _plan, _team, _before, _visit, _review, _after, changing.after_the_demand, meeting.concluded
    for step in (*told, registers.outgoing, registers.incoming):
        step(teller)
    return teller


def _plan(teller: Teller) -> None:
    fact = facts.commune().plan
    data = PlanData(
        title=fact.title,
        year=2026,
        purpose=fact.purpose,
        symbol="KH-SYT",
        bases=fact.bases,
        contents=[ContentData(item.title, item.checklist) for item in fact.contents],
        cosigner_ids=[],
        targets=[TargetData(teller.ids[t.agency], None, t.planned_on, t.place) for t in fact.targets],
        inspection_workflow="inspection_nd217",
    )
    drafted = teller.do("chuyenvien", "soạn kế hoạch kiểm tra chuyên đề", lambda s, a: plans.draft_plan(s, a, data))
    teller.ids["plan"] = drafted.id
    teller.fire("chuyenvien", "trình kế hoạch", "plan", "plan", "submit")
    teller.on(f"{SIGNED_ON:%d/%m/%Y}")
    teller.fire("lanhdao", "phê duyệt kế hoạch", "plan", "plan", "approve")
    number_plan(teller, drafted.id, fact.number, SIGNED_ON)
    with teller.database.read() as session:
        [row] = inspection_queries.inspections_of(session, drafted.id)
        teller.ids[INSPECTION] = row.id


def _team(teller: Teller) -> None:
    inspection_id, fact = teller.ids[INSPECTION], facts.commune().site

    def prepare(session: Session, actor: Actor) -> None:
        for username, assignment in TEAM.items():
            inspections.name_member(session, actor, inspection_id, teller.ids[username], assignment)
        teller.ids[f"site.{fact.key}"] = inspections.add_site(
            session, actor, inspection_id, **fact.model_dump(exclude={"key"})
        ).id

    teller.on("05/03/2026")
    teller.do("chuyenvien", "cử đoàn, chọn điểm kiểm tra", prepare)
    teller.fire("chuyenvien", "xếp lịch kiểm tra xã Bình Minh", "inspection", INSPECTION, "schedule")


def _before(teller: Teller) -> None:
    """The decision, then the plan by which the team works."""
    teller.on("09/03/2026")
    name = papering.draft(teller, teams.OF_INSPECTION, INSPECTION, "quyết định kiểm tra")
    through(teller, name, "quyết định kiểm tra", date(2026, 3, 9))
    teller.on("10/03/2026")
    name = papering.draft(teller, working_plan.NAME, INSPECTION, "kế hoạch tiến hành kiểm tra")
    through(teller, name, "kế hoạch tiến hành kiểm tra", date(2026, 3, 10))


def _visit(teller: Teller) -> None:
    teller.on("17/03/2026")
    with teller.database.read() as session:
        teller.ids["visit"] = visit_queries.visits_of(session, teller.ids[INSPECTION])[0].id
    teller.fire("truongdoan", "công bố quyết định, bắt đầu làm việc", "visit", "visit", "open")
    for fact in facts.commune().answers:
        _fill(teller, fact.checklist, fact.site, fact.values)
    _fill(teller, minutes.NAME, "", facts.commune().minutes)
    teller.on("17/03/2026", "16:00")
    teller.fire("truongdoan", "kết thúc buổi làm việc", "visit", "visit", "close")


def _fill(teller: Teller, checklist: str, site: str, values: dict[str, Any]) -> None:
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


def _review(teller: Teller) -> None:
    """The lead accepts what the checklists suggest, and one recommendation covers all that is lacking."""
    inspection_id, fact = teller.ids[INSPECTION], facts.commune().recommendation
    teller.on("19/03/2026")
    teller.fire("truongdoan", "chuyển sang tổng hợp kết quả", "inspection", INSPECTION, "begin_review")

    def decide(session: Session, actor: Actor) -> None:
        for row in found.findings_of(session, inspection_id):
            findings.accept_finding(session, actor, row.id)

    teller.do("truongdoan", "nhận các gợi ý từ bảng kiểm", decide)
    with teller.database.read() as session:
        lacking = [row.id for row in found.findings_of(session, inspection_id, "shortcoming", accepted_only=True)]
    obligation = ObligationData(teller.ids[fact.to], fact.due_on, tuple(one.measure for one in fact.measures))
    teller.do(
        "chuyenvien",
        f"kiến nghị: {fact.text[:60]}…",
        lambda s, a: recommendations.add_recommendation(
            s, a, inspection_id, text=fact.text, finding_ids=lacking, obligations=[obligation]
        ),
    )


def _after(teller: Teller) -> None:
    """The minutes, the team's report, and the demand, by which the commune owes what was recommended."""
    teller.on("20/03/2026")
    name = papering.draft(teller, minutes.NAME, INSPECTION, "biên bản kiểm tra")
    papering.print_what_was_read(teller, name)
    through(teller, name, "biên bản kiểm tra", date(2026, 3, 20), signer="truongdoan")
    teller.on("23/03/2026")
    name = papering.draft(teller, report.KIND.name, INSPECTION, "báo cáo của đoàn")
    through(teller, name, "báo cáo của đoàn", date(2026, 3, 23), signer="truongdoan")
    teller.on("26/03/2026")
    name = papering.draft(teller, demand.KIND.name, INSPECTION, "văn bản yêu cầu chấn chỉnh, khắc phục")
    through(teller, name, "văn bản yêu cầu chấn chỉnh, khắc phục", date(2026, 3, 26))
