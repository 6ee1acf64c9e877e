"""Different operations on the same inspection at the same moment, drawn by a seed: none may end in an error that nobody
can act on, and what must always hold does.
"""

import random
from collections.abc import Callable
from contextvars import copy_context
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from rasoat import clock
from rasoat.dangers import operations as dangers
from rasoat.dangers.data import DangerData
from rasoat.db import Database, new_id
from rasoat.findings import operations as findings
from rasoat.findings.models import Finding
from rasoat.followup import operations as followup
from rasoat.inspections import operations as inspections
from rasoat.inspections.models import Inspection, Site
from rasoat.papers import operations as papers
from rasoat.papers.models import PaperCase
from rasoat.proposals import operations as proposals
from rasoat.proposals.models import Proposal
from rasoat.recommendations import operations as recommendations
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.models import Obligation, Recommendation
from rasoat.visits import operations as visits
from rasoat.visits.models import Visit
from rasoat.workflows import CaseRef, fire
from tests.papers.samples import DUE, VISIT_DAY, prepared
from tests.races.invariants import broken
from tests.races.race import AT_ONCE
from tests.races.together import together
from tests.recommendations.samples import followed_up
from tests.visits.samples import SIGNS, visiting
from tests.world import World

Act = Callable[[Session, World, UUID, random.Random], Any]


def _one(session: Session, model: Any, inspection_id: UUID, draw: random.Random) -> Any:
    """One of the rows of an inspection."""
    of = model.about_id if model is PaperCase else model.inspection_id
    rows = session.exec(select(model.id).where(of == inspection_id).order_by(model.id)).all()
    return draw.choice(rows) if rows else new_id()


def _step(kind: str, model: Any, trigger: str, who: str, **payload: Any) -> Act:
    def act(s: Session, world: World, inspection_id: UUID, draw: random.Random) -> Any:
        case_id = inspection_id if model is Inspection else _one(s, model, inspection_id, draw)
        return fire(s, CaseRef(kind, case_id), trigger, world.as_(who), payload=payload)

    return act


RESULTS: list[Act] = [
    lambda s, w, i, d: findings.add_finding(s, w.as_("lead"), i, kind="strength", text=f"Câu {d.random()}."),
    lambda s, w, i, d: findings.move_finding(s, w.as_("lead"), _one(s, Finding, i, d), up=d.random() < 0.5),
    lambda s, w, i, d: findings.reject_finding(s, w.as_("lead"), _one(s, Finding, i, d), "Thừa."),
    lambda s, w, i, d: findings.restore_finding(s, w.as_("lead"), _one(s, Finding, i, d)),
    lambda s, w, i, d: findings.merge_findings(
        s, w.as_("lead"), _one(s, Finding, i, d), [_one(s, Finding, i, d) for _ in range(2)]
    ),
    lambda s, w, i, d: findings.draft_from_checklists(s, w.as_("lead"), i),
    lambda s, w, i, d: recommendations.add_recommendation(
        s, w.as_("officer"), i, text="Kiến nghị.", finding_ids=[], obligations=[ObligationData(w.agencies["district"], DUE)]
    ),
    lambda s, w, i, d: recommendations.move_recommendation(
        s, w.as_("officer"), _one(s, Recommendation, i, d), d.choice([-1, 1])
    ),
    lambda s, w, i, d: recommendations.remove_recommendation(s, w.as_("officer"), _one(s, Recommendation, i, d)),
    lambda s, w, i, d: proposals.receive(s, w.as_("district_officer"), i, "Đề xuất.", VISIT_DAY.date()),
    lambda s, w, i, d: proposals.edit_proposal(s, w.as_("district_officer"), _one(s, Proposal, i, d), None, "Lại."),
    lambda s, w, i, d: papers.draft_paper(s, w.as_("officer"), "result", i),
    lambda s, w, i, d: inspections.add_site(s, w.as_("lead"), i, kind="water_point", name="Phố Sặt", place=""),
    _step("inspection", Inspection, "visit_again", "lead", reason="Bổ sung"),
    _step("paper", PaperCase, "check", "officer"),
]  # fmt: skip
SPOT: list[Act] = [
    lambda s, w, i, d: visits.save_response(
        s, w.as_("lead"), _one(s, Visit, i, d), checklist="warning_signs", scope="unit", site_id=None,
        raw={**SIGNS, "points": d.randint(60, 70)}, based_on=d.choice([None, 1]),
    ),
    lambda s, w, i, d: visits.plan_visit(s, w.as_("lead"), i, date(2024, 7, d.randint(18, 28)), ""),
    lambda s, w, i, d: visits.move_visit(s, w.as_("lead"), _one(s, Visit, i, d), None, date(2024, 7, 29), ""),
    lambda s, w, i, d: dangers.raise_danger(
        s, w.as_("lead"), danger_id=UUID(int=d.randint(1, 2)), visit_id=_one(s, Visit, i, d), seen=DangerData("Giếng.")
    ),
    lambda s, w, i, d: inspections.add_site(s, w.as_("lead"), i, kind="water_point", name="Phố Sặt", place=""),
    lambda s, w, i, d: inspections.drop_site(s, w.as_("lead"), _one(s, Site, i, d)),
    lambda s, w, i, d: inspections.name_member(
        s, w.as_("officer"), i, w.as_(d.choice(["officer2", "edu_member"])).user_id, d.choice(["lead", "member"])
    ),
    lambda s, w, i, d: inspections.drop_member(s, w.as_("officer"), i, w.as_("officer2").user_id),
    _step("visit", Visit, "open", "lead"),
    _step("visit", Visit, "cancel", "officer"),
    _step("inspection", Inspection, "cancel", "leader", reason="Thôi"),
]  # fmt: skip
OWED: list[Act] = [
    lambda s, w, i, d: answering.answer(
        s, w.as_("district_officer"), _one(s, Obligation, i, d), claim="met", text="Đã làm."
    ),
    lambda s, w, i, d: answering.verify(
        s, w.as_("officer"), _one(s, Obligation, i, d), verdict="met", evidence="Đã xem."
    ),
    lambda s, w, i, d: followup.remind_now(s, w.as_("officer"), _one(s, Obligation, i, d)),
    lambda s, w, i, d: followup.climb(s, date(2025, 8, 20)),
    _step("obligation", Obligation, "acknowledge", "district_officer"),
    _step("obligation", Obligation, "withdraw", "leader", reason="Thôi"),
    _step("obligation", Obligation, "ask_extension", "district_officer", until=date(2025, 1, 1), reason="Thiếu tiền"),
]
MIXES: dict[str, tuple[list[Act], Callable[[World], UUID]]] = {
    "results": (RESULTS, lambda world: prepared(world).inspection_id),
    "on the spot": (SPOT, lambda world: visiting(world).inspection_id),
    "obligations": (OWED, lambda world: followed_up(world).id),
}
LATER = datetime.combine(date(2024, 8, 20), VISIT_DAY.timetz())


def _mix(world: World, name: str, seed: int) -> None:
    acts, scene = MIXES[name]
    draw = random.Random(f"{name} {seed}")
    with clock.at(LATER if name == "obligations" else VISIT_DAY):
        inspection_id = scene(world)
        drawn = [(draw.choice(acts), draw.random()) for _ in range(AT_ONCE)]

        def once(database: Database, act: Act, own: float) -> Any:
            # Each attempt draws the same: a retry is the same operation.
            return database.write(lambda s: act(s, world, inspection_id, random.Random(own)))

        outcomes = together([partial(copy_context().run, once, world.database, *one) for one in drawn])
    assert outcomes.crashes == [], (name, seed)
    assert "database.busy" not in outcomes.keys
    assert world.see(broken) == [], (name, seed)


pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.mark.parametrize("name", MIXES)
@pytest.mark.parametrize("seed", range(2))
def test_different_operations_at_once(world: World, name: str, seed: int) -> None:
    _mix(world, name, seed)


@pytest.mark.long
@pytest.mark.parametrize("name", MIXES)
@pytest.mark.parametrize("seed", range(2, 62))
def test_many_different_operations_at_once(world: World, name: str, seed: int) -> None:
    _mix(world, name, seed)
