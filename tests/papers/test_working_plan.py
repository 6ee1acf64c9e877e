"""The team's working plan: what Điều 14 of the decree asks for, and both signatures."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from rasoat.documents.models import RegisterEntry
from rasoat.papers import queries
from rasoat.papers.blocks import text_of
from tests.papers.decreed import DECIDED_ON, VISIT_ON, issue, officer_of, on, planned
from tests.papers.replaced import replacement
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


def test_each_team_numbers_its_papers_by_itself(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision about each inspection forms two teams; one that replaces the first decision forms no other team."""
    print_at_once(monkeypatch)
    case = planned(world, team=2)
    given = []
    for about_id in (case.inspection_id, case.others[0]):
        with on(DECIDED_ON):
            decision = case.paper("unit_decision", about_id)
        issue(decision, DECIDED_ON, tmp_path)
        with on(READY_ON):
            told = case.paper("working_plan", about_id)
        given.append(issue(told, READY_ON, tmp_path).number)
        if about_id == case.inspection_id:
            before = told
    assert given == [1, 1]
    series = world.see(
        lambda s: sorted(s.exec(select(RegisterEntry.series).where(col(RegisterEntry.symbol) == "KH-ĐKT")))
    )
    assert series == ["ĐKT@01/QĐ-SLĐTBXH (2026):KH", "ĐKT@02/QĐ-SLĐTBXH (2026):KH"]
    with on(READY_ON):
        replacing = replacement(before)
    assert issue(replacing, READY_ON, tmp_path).number == 2


def test_teams_of_one_decision_are_one(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    print_at_once(monkeypatch)
    case = planned(world, team=2)
    with on(DECIDED_ON):
        decision = case.paper("decision", case.plan_id)
    issue(decision, DECIDED_ON, tmp_path)
    given = []
    for about_id in (case.inspection_id, case.others[0]):
        with on(READY_ON):
            told = case.paper("working_plan", about_id)
        given.append(issue(told, READY_ON, tmp_path).number)
    assert given == [1, 2]
