"""What stands beside the inspections on the last day: the next year's plan in draft, tablets, a change of an account."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bench.province.course import OF_A_PLAN, PRESENT
from bench.province.names import Place
from bench.province.setting import Setting
from rasoat import clock
from rasoat.account_changes.operations import ask
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.accounts.queries import actor_of
from rasoat.db import Database, new_id
from rasoat.plans import operations as plans
from rasoat.plans.data import ContentData, PlanData, TargetData
from rasoat.tablets import operations as tablets


def put_around(database: Database, setting: Setting, communes: list[Place]) -> None:
    """Add it through the program's own operations."""

    def put(session: Session) -> None:
        plans.draft_plan(session, _actor(session, setting, "officer"), _next_plan(setting, communes))
        for who in (one for first in ("lead", "edu_member", "culture_member") for one in setting.crowd(first)):
            actor = _actor(session, setting, who)
            tablets.register(session, actor, new_id(), label=f"Máy của {who}", user_agent="", build="", days=30)
        leader = session.get_one(User, setting.people["leader"])
        ask(session, _actor(session, setting, "admin"), leader, "code", {})

    with clock.at(datetime.combine(PRESENT, time(8), clock.VIETNAM)):
        database.write(put)


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
