"""What stands beside the inspections on the last day: the next year's plan in draft, the reports that this year's plan asks for,
what passes on from the districts that ended, tablets, a change of an account.
"""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from bench.province.course import OF_A_PLAN, PRESENT
from bench.province.names import Place
from bench.province.setting import Setting
from rasoat import clock
from rasoat.account_changes.operations import ask
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.accounts.queries import actor_of
from rasoat.db import Database, new_id
from rasoat.owed import operations as owed
from rasoat.plans import operations as plans
from rasoat.plans import queries as plans_read
from rasoat.plans.data import ContentData, PlanData, TargetData
from rasoat.plans.models import IN_FORCE, Plan, PlanReport
from rasoat.reorganisation import operations as reorganisation
from rasoat.reorganisation.operations import ActData
from rasoat.tablets import operations as tablets
from rasoat.units import operations as units

ACT = "Nghị quyết số 18/NQ-UBTVQH16"
REPORTS = {"Báo cáo kết quả thực hiện năm": "units", "Báo cáo tổng hợp gửi Bộ": "lead"}


def put_around(database: Database, setting: Setting, places: list[Place]) -> None:
    """Add it through the program's own operations."""

    communes = [place for place in places if not place.ended]

    def put(session: Session) -> None:
        plans.draft_plan(session, _actor(session, setting, "officer"), _next_plan(setting, communes))
        for who in (one for first in ("lead", "edu_member", "culture_member") for one in setting.crowd(first)):
            actor = _actor(session, setting, who)
            tablets.register(session, actor, new_id(), label=f"Máy của {who}", user_agent="", build="", days=30)
        leader = session.get_one(User, setting.people["leader"])
        ask(session, _actor(session, setting, "admin"), leader, "code", {})

    with clock.at(datetime.combine(PRESENT, time(8), clock.VIETNAM)):
        database.write(put)
        while database.write(lambda session: _ask_for_reports(session, setting)):
            pass
        database.write(lambda session: _pass_on(session, setting, places))


def _ask_for_reports(session: Session, setting: Setting) -> int:
    """Those of the newest plan that is in force, with the day of its paper; returns how much is left to be sent."""
    query = select(Plan).where(IN_FORCE.condition).order_by(col(Plan.year).desc(), col(Plan.id).desc())
    plan = session.exec(query.limit(1)).one()
    if not plans_read.reports(session, plan.id):
        for number, (title, owed_by) in enumerate(REPORTS.items(), 1):
            due_on = date(plan.year, 11, 15)
            session.add(PlanReport(plan_id=plan.id, ordinal=number, title=title, owed_by=owed_by, due_on=due_on))
        session.flush()
    day = date(plan.year, 1, 15)
    return owed.ask_for_reports(session, _actor(session, setting, "officer"), plan.id, day, f"Kế hoạch năm {plan.year}")


def _pass_on(session: Session, setting: Setting, places: list[Place]) -> None:
    """The districts have communes as successors, every tenth commune goes into the one before it, and an act proposes what is to
    become of all that is open with them.
    """
    districts, communes = ([one for one in places if one.ended is ended] for ended in (True, False))
    share = max(1, len(communes) // len(districts))
    after = {one: communes[number * share :][:share] for number, one in enumerate(districts)}
    after |= {communes[number]: [communes[number - 1]] for number in range(9, len(communes), 10)}
    for place, heirs in after.items():
        last = {} if place.ended else {"valid_to": PRESENT - timedelta(1)}
        ids = [setting.agencies[one.key] for one in heirs]
        units.edit_agency(session, setting.agencies[place.key], None, {"ended_by": ACT, **last}, ids)
    ended = [setting.agencies[place.key] for place in after]
    data = ActData(ACT, PRESENT - timedelta(20), PRESENT, "Điều 1", ended)
    reorganisation.record(session, _actor(session, setting, "officer"), data)


def _actor(session: Session, setting: Setting, who: str) -> Actor:
    found = actor_of(session, setting.people[who])
    if found is None:
        raise RuntimeError(f"nobody is called {who}")
    return found


def _next_plan(setting: Setting, communes: list[Place]) -> PlanData:
    year, first = PRESENT.year + 1, date(PRESENT.year + 1, 3, 3)
    return PlanData(
        title=f"Kiểm tra, giám sát việc thực hiện các chương trình bảo vệ, chăm sóc trẻ em năm {year}",
        year=year,
        bases=["Luật Trẻ em ngày 05 tháng 4 năm 2016"],
        contents=[ContentData("Phòng, chống đuối nước trẻ em", "warning_signs")],
        cosigner_ids=[setting.agencies["edu"], setting.agencies["culture"]],
        targets=[
            TargetData(setting.agencies[place.key], None, first + timedelta(number // 5 * 7), f"UBND {place.title}")
            for number, place in enumerate(communes[:OF_A_PLAN])
        ],
    )
