"""Plan 99 with a chế độ báo cáo: the days are those of the plan of Lạng Sơn of 2023 where they lie behind its number."""

from datetime import date
from uuid import UUID

from sqlmodel import col, select

from rasoat.incoming.models import IncomingPaper
from rasoat.incoming.operations import Arrived
from rasoat.owed.queries import of_plan
from rasoat.plans.data import ReportData
from rasoat.plans.models import Plan
from rasoat.recommendations.models import Obligation
from tests.incoming.samples import entered
from tests.plans.samples import approved, joint_plan
from tests.world import World

YEAR_DUE, OWN_DUE = date(2024, 11, 15), date(2024, 11, 20)
REPORTS = [
    ReportData("Báo cáo năm 2024", "units", YEAR_DUE),
    ReportData("Báo cáo năm 2024 về công tác trẻ em", "lead", OWN_DUE, "Bộ LĐTBXH và UBND tỉnh"),
]


def asked(world: World, *reports: ReportData, **changes: object) -> Plan:
    """The plan with its number, and what is owed of its reports."""
    return approved(world, joint_plan(world, reports=list(reports or REPORTS), **changes))


def owed(world: World, plan_id: UUID) -> list[Obligation]:
    """What is owed, by due day."""
    order = col(Obligation.due_on), col(Obligation.id)
    return world.see(lambda s: list(s.exec(select(Obligation).where(of_plan(plan_id)).order_by(*order))))


def owed_by(world: World, plan_id: UUID, key: str) -> list[Obligation]:
    """What one agency owes."""
    return [row for row in owed(world, plan_id) if row.addressee_id == world.agencies[key]]


def arrived(
    world: World, dated: date, author: str = "UBND huyện Chi Lăng", reference: str = "300/BC-UBND"
) -> IncomingPaper:
    """The report of the district in the department's register; the clerk's day must not lie before it."""
    return entered(world, Arrived(dated, author, reference, dated, "Báo cáo", "Kết quả công tác trẻ em năm 2024"))
