"""The team's working plan: what Điều 14 of the decree asks for, and both signatures."""

from datetime import timedelta
from pathlib import Path

import pytest

from rasoat.papers import queries
from rasoat.papers.blocks import text_of
from tests.papers.decreed import DECIDED_ON, VISIT_ON, issue, officer_of, on, planned
from tests.papers.samples import attempt, messages, print_at_once
from tests.world import World

# The rules are the same on both databases; the feature is told on both.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

READY_ON = DECIDED_ON + timedelta(days=1)


def test_it_has_a_part_for_each_thing_the_decree_asks_for(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    case = planned(world)
    with on(DECIDED_ON):
        decision = case.paper("unit_decision")
    issue(decision, DECIDED_ON, tmp_path)
    with on(READY_ON):
        told = case.paper("working_plan")
        paper = told.paper
        said = {block.id: text_of(block) for block in paper.blocks}
        assert "đang soạn" in messages(attempt(lambda: case.paper("working_plan")))
    assert (paper.kind_title, paper.symbol) == ("KẾ HOẠCH", "KH-ĐKT")
    assert "Quyết định số 01/QĐ-SLĐTBXH ngày 10/3/2026" in said["plan.lead"]
    for part in ("aims", "requirements", "subject", "contents", "time", "method", "assignment", "resources"):
        assert said[f"plan.{part}"], part
    assert "ngày 17/3/2026 tại Trụ sở UBND xã Chi Lăng" in said["plan.time"]
    assert "thời hạn không quá 10 ngày" in said["plan.time"]
    assert "Lương Văn Đoàn, Trưởng phòng, Sở LĐTBXH | Trưởng đoàn | Phụ trách chung" in said["plan.assignment"]
    assert (paper.signing.capacity, paper.signing.position) == ("PHÊ DUYỆT / KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert paper.signing.name == "Nông Văn Mẫu"
    assert [(one.position, one.name) for one in paper.other_signers] == [("TRƯỞNG ĐOÀN", "Lương Văn Đoàn")]
    with on(VISIT_ON):
        told.to_number()
        early = DECIDED_ON - timedelta(days=1)
        assert "ngày của quyết định kiểm tra" in messages(
            attempt(lambda: told.fire("number", "clerk", issued_on=early))
        )


def test_it_is_the_teams_own(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    print_at_once(monkeypatch)
    case = planned(world)
    with on(READY_ON):
        told = case.paper("working_plan")
    issue(told, READY_ON, tmp_path)
    unit = officer_of(world, case.inspection.unit_id)
    assert not world.see(lambda s: queries.visible(s, told.paper_id, unit))
    with on(READY_ON):
        assert "đã có kế hoạch tiến hành" in messages(attempt(lambda: case.paper("working_plan")))


def test_without_a_team_there_is_none(world: World) -> None:
    case = planned(world, team=0)
    with on(READY_ON):
        assert "Chưa có trưởng đoàn" in messages(attempt(lambda: case.paper("working_plan")))


def test_only_the_decree_asks_for_it(world: World) -> None:
    case = planned(world, workflow="inspection")
    with on(READY_ON):
        assert "không dùng kế hoạch tiến hành" in messages(attempt(lambda: case.paper("working_plan")))
