"""The inspection of Chi Lăng on 17 July 2024, with the figures of its notice; homes and people are invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tests.milestones import milestone
from tests.plans.samples import approved, joint_plan
from tests.world import World

from rasoat import clock
from rasoat.files.operations import StoredFile
from rasoat.inspections import operations as inspections
from rasoat.inspections.models import Inspection, Site
from rasoat.inspections.queries import inspections_of
from rasoat.plans.data import ContentData
from rasoat.problems import Problem
from rasoat.visits import operations, queries
from rasoat.visits.models import Response, Visit
from rasoat.workflows import CaseRef, fire

MAY = datetime(2024, 5, 20, 2, tzinfo=UTC)
JULY_12 = datetime(2024, 7, 12, 2, tzinfo=UTC)
VISIT_DAY = datetime(2024, 7, 17, 2, tzinfo=UTC)
CHECKLISTS = ["warning_signs", "safe_home", "fund_use"]

HIDDEN_SIGN = {
    "on_list": "yes", "owner": "commune", "sign_present": "yes",
    "not_hidden": "no", "legible": "yes", "sturdy": "yes",
}  # fmt: skip
GOOD_SIGN = {**HIDDEN_SIGN, "owner": "works", "not_hidden": "yes"}
SIGNS = {"points": 67, "signs": 21, "signs_province": 19, "signs_commune": 2, "signs_other": 0}
HOMES = {
    "households": 72_032, "with_children": 10_099, "committed": 9_969, "recognised": 8_314,
    "survey_done": "yes",
}  # fmt: skip
HOME = {
    "recognised_home": "yes", "injured_at_home": "no", "yard": "no", "ponds": "na", "wells": "yes",
    "dangerous_tools": "yes", "window_bars": "na", "kitchen": "yes", "wiring": "yes",
}  # fmt: skip
FUND = {
    "fund_level": "district", "period_from": "2024-01-01", "period_to": "2024-06-30",
    "spending": [
        {"purpose": "Hộ nuôi dưỡng trẻ em bị bỏ rơi", "recipients": 2, "amount": 4_000_000},
        {"purpose": "Hộ có trẻ em tử vong do tai nạn", "recipients": 2, "amount": 6_000_000},
        {"purpose": "Thăm hỏi trẻ em bị bạo lực", "amount": 2_000_000},
    ],
    "spending_total": 12_000_000, "right_purpose": "yes", "meets_needs": "no",
}  # fmt: skip


@dataclass
class ChiLang:
    """The inspection and what was made with it."""

    world: World
    inspection_id: UUID

    @property
    def inspection(self) -> Inspection:
        return self.world.see(lambda s: s.get_one(Inspection, self.inspection_id))

    def visits(self) -> list[Visit]:
        return self.world.see(lambda s: queries.visits_of(s, self.inspection_id))

    @property
    def visit(self) -> Visit:
        """The newest visit."""
        return self.visits()[-1]

    def site(self, kind: str, name: str) -> Site:
        officer = self.world.as_("officer")
        return self.world.do(
            lambda s: inspections.add_site(s, officer, self.inspection_id, kind=kind, name=name, place="Chi Lăng")
        )

    def step(self, trigger: str, who: str = "lead", **payload: object) -> None:
        """A step of the inspection."""
        ref = CaseRef("inspection", self.inspection_id)
        self.world.do(lambda s: fire(s, ref, trigger, self.world.as_(who), payload=payload))

    def visit_step(self, trigger: str, who: str = "lead", **payload: object) -> None:
        """A step of the newest visit."""
        ref = CaseRef("visit", self.visit.id)
        self.world.do(lambda s: fire(s, ref, trigger, self.world.as_(who), payload=payload))

    def fill(
        self,
        checklist: str,
        answers: dict[str, Any],
        site: Site | None = None,
        *,
        who: str = "lead",
        based_on: int | None = None,
        files: dict[str, Sequence[StoredFile]] | None = None,
    ) -> Response:
        """Save one checklist in the newest visit."""
        visit_id, actor = self.visit.id, self.world.as_(who)
        return self.world.do(
            lambda s: operations.save_response(
                s,
                actor,
                visit_id,
                checklist=checklist,
                scope="site" if site else "unit",
                site_id=site.id if site else None,
                raw=answers,
                based_on=based_on,
                files=files,
            )
        )

    def fill_unit(self) -> None:
        """What was found at the unit itself."""
        self.fill("warning_signs", SIGNS)
        self.fill("safe_home", HOMES)
        self.fill("fund_use", FUND)


@milestone
def scheduled(world: World, *, workflow: str = "inspection") -> ChiLang:
    """The inspection, scheduled, with a team of three agencies and the first visit planned."""
    contents = [ContentData(name, name) for name in CHECKLISTS]
    with clock.at(MAY):
        plan = approved(world, joint_plan(world, contents=contents, inspection_workflow=workflow))
    (inspection,) = world.see(lambda s: inspections_of(s, plan.id))
    case = ChiLang(world, inspection.id)
    with clock.at(JULY_12):
        for who, assignment in (("lead", "lead"), ("edu_member", "member"), ("culture_member", "secretary")):
            user_id = world.as_(who).user_id
            world.do(
                lambda s, u=user_id, d=assignment: inspections.name_member(
                    s, world.as_("officer"), case.inspection_id, u, d
                )
            )
        case.step("schedule", "officer")
    return case


@milestone
def visiting(world: World) -> ChiLang:
    """On the day, with the first visit open."""
    case = scheduled(world)
    case.visit_step("open")
    return case


@milestone
def visited(world: World) -> ChiLang:
    """After the visit: two water points, one home, the unit."""
    case = visiting(world)
    case.fill("warning_signs", HIDDEN_SIGN, case.site("water_point", "Phố Sặt"))
    case.fill("warning_signs", GOOD_SIGN, case.site("water_point", "Đập Bãi Hào"))
    case.fill("safe_home", HOME, case.site("home", "Hộ mẫu số 1"))
    case.fill_unit()
    case.visit_step("close")
    return case


@milestone
def reviewing(world: World) -> ChiLang:
    """The review has begun."""
    case = visited(world)
    case.step("begin_review")
    return case


def refusal(case: ChiLang, *args: Any, **kwargs: Any) -> Problem:
    """The problem that saving a checklist runs into."""
    try:
        case.fill(*args, **kwargs)
    except Problem as problem:
        return problem
    raise AssertionError("it was saved")


NEXT_DAY = date(2024, 7, 18)
