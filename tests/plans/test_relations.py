"""Who holds a role at the agency that leads a case: both must be so, the role and the agency."""

import pytest

from rasoat.workflows.registry import relations
from tests.world import World

HOLDERS = {
    "department.officer": {"officer", "officer2"},
    "department.leader": {"leader"},
    "department.clerk": {"clerk"},
}


@pytest.mark.parametrize("name", HOLDERS)
@pytest.mark.parametrize("kind", ["plan", "inspection", "obligation", "proposal", "paper"])
def test_a_role_counts_at_the_leading_agency_only(world: World, kind: str, name: str) -> None:
    case_row = {"lead_agency_id": world.agencies["dept"]}
    holders = {who for who, actor in world.actors.items() if relations[kind, name](None, case_row, actor)}
    assert holders == HOLDERS[name]
