"""The report of one team on all the units of a plan that it has inspected: by subjects, on each unit once."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session

from rasoat.inspections import queries as inspections
from rasoat.papers import replacing
from rasoat.papers.blocks import text_of
from tests.milestones import milestone
from tests.papers.decreed import AFTER_REVIEW, Case, issue, on, planned, play_review, play_visit
from tests.papers.samples import Told, attempt, messages, print_at_once
from tests.world import World

# The rules are the same on both databases; two numbers at once are tried on PostgreSQL in tests/races.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@milestone
def both_reviewed(world: World) -> Case:
    """One team has inspected both communes of the plan and decided on what it found."""
    case = planned(world, team=2)
    for one in (case, Case(world, case.others[0], case.plan_id, [case.inspection_id])):
        play_visit(one)
        play_review(one)
    return case


def test_each_unit_is_a_subject_and_what_is_asked_of_one_addressee_stands_together(world: World) -> None:
    case = both_reviewed(world)
    with on(AFTER_REVIEW):
        told = case.paper("plan_report", case.plan_id)
        told.fire("check", "officer")
    paper = told.paper
    assert paper.subject.endswith("(tại 02 đơn vị)")
    headings = [(block.level, block.text) for block in paper.blocks if block.type == "heading"]
    subjects = [text for level, text in headings if level == 2 and "xã" in text]
    names = ["Ủy ban nhân dân xã Chi Lăng", "Ủy ban nhân dân xã Bắc Thủy"]
    assert subjects == [*names, *names, *(f"Đối với {name}" for name in names)]
    said = {block.id: text_of(block) for block in paper.blocks}
    assert "; ".join(names) in said["report.general"]
    assert "ngày 17/3/2026 và 18/3/2026" in said["report.lead"]
    assert sum("Cắm biển cảnh báo tại các điểm còn lại" in text for text in said.values()) == 2


def test_its_lead_signs_it_and_no_unit_is_reported_on_twice(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    case = both_reviewed(world)
    with on(AFTER_REVIEW):
        alone = case.paper("report")
        told = case.paper("plan_report", case.plan_id)
        assert "đang soạn" in messages(attempt(lambda: case.paper("plan_report", case.plan_id)))
        told.fire("check", "officer")
        assert "do chính trưởng đoàn ký" in messages(attempt(lambda: told.fire("approve", "leader")))
        told.fire("take_back", "officer")
    issue(told, AFTER_REVIEW, tmp_path, signer="lead")
    assert told.notice.reference == "01/BC-ĐKT"
    with on(AFTER_REVIEW):
        assert "tại Báo cáo số 01/BC-ĐKT" in messages(attempt(lambda: alone.fire("check", "officer")))
        assert "tại Báo cáo số 01/BC-ĐKT" in messages(attempt(lambda: case.paper("report", case.others[0])))
        assert "Chưa có cuộc kiểm tra nào" in messages(attempt(lambda: case.paper("plan_report", case.plan_id)))


def test_a_unit_whose_report_was_given_already_is_left_out(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    case = both_reviewed(world)
    with on(AFTER_REVIEW):
        alone = case.paper("report")
    issue(alone, AFTER_REVIEW, tmp_path, signer="lead")
    with on(AFTER_REVIEW):
        told = case.paper("plan_report", case.plan_id)
    assert told.paper.subject.endswith("(tại UBND xã Bắc Thủy)")


def _hand_over(session: Session, inspection_id: UUID, user_id: UUID) -> None:
    """Another member of the team led it."""
    for member in inspections.team(session, inspection_id):
        member.assignment = "lead" if member.user_id == user_id else "member"


def test_what_another_team_inspected_is_for_its_own_report(world: World) -> None:
    case = both_reviewed(world)
    world.do(lambda s: _hand_over(s, case.others[0], world.as_("officer2").user_id))
    with on(AFTER_REVIEW):
        assert case.paper("plan_report", case.plan_id).paper.subject.endswith("(tại UBND xã Chi Lăng)")


@pytest.mark.parametrize("recalled", [False, True])
def test_one_that_replaces_another_is_on_the_same_units(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recalled: bool
) -> None:
    print_at_once(monkeypatch)
    case = both_reviewed(world)
    with on(AFTER_REVIEW):
        old = case.paper("plan_report", case.plan_id)
    issue(old, AFTER_REVIEW, tmp_path, signer="lead")
    with on(AFTER_REVIEW):
        if recalled:
            old.fire("recall", "leader", reason="Ghi nhầm số liệu.")
        draft = world.do(lambda s: replacing.draft_replacement(s, world.as_("officer"), old.paper_id))
    new = Told(world, case, draft.id)
    assert issue(new, AFTER_REVIEW, tmp_path, signer="lead").reference == "02/BC-ĐKT"
    assert new.paper.subject.endswith("(tại 02 đơn vị)")
