"""A plan of two districts, and its page of teams and days as a person uses it."""

from datetime import date
from typing import Any
from uuid import UUID

from rasoat.plans.data import PlanData, TargetData
from rasoat.plans.models import Plan
from tests.plans.samples import VISIT_ON, joint_plan
from tests.web.browse import Client, inputs
from tests.world import World

LATER = date(2024, 7, 18)


def two_districts(world: World, **changes: object) -> PlanData:
    """A plan of the department alone, with two units on one day."""
    targets = [
        TargetData(world.agencies["district"], world.agencies["office"], VISIT_ON, "Hội trường"),
        TargetData(world.agencies["other_district"], None, VISIT_ON, ""),
    ]
    return joint_plan(world, **{"cosigner_ids": [], "targets": targets, "symbol": "KH-SLĐTBXH", **changes})


def page_of(plan: Plan) -> str:
    return f"/plans/{plan.id}/arrange"


def fields(client: Client, plan: Plan, **changes: str) -> dict[str, Any]:
    """What the page sends as it is shown."""
    shown = inputs(client.get(page_of(plan)))
    return {name: value for name, value in shown.items() if not name.endswith(("-pick", "-keep"))} | changes


def person(number: int, user_id: UUID, teams: str = "1", assignment: str = "lead") -> dict[str, str]:
    row = f"people-{number}"
    return {f"{row}-user_id": str(user_id), f"{row}-teams": teams, f"{row}-assignment": assignment}


def press(client: Client, plan: Plan, do: str, sent: dict[str, Any], **options: Any) -> Any:
    return client.post(page_of(plan), {**sent, "do": do}, **options)
