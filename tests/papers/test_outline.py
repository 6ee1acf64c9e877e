"""The outline by which each unit reports before it is visited."""

import pytest

from rasoat.papers import wording
from rasoat.papers.blocks import text_of
from tests.papers.decreed import SIGNED_ON, on, planned
from tests.papers.samples import schedule, words_of
from tests.world import World

# The rules are the same on both databases; the feature is told on both.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_the_appendix_asks_what_the_checklists_ask_about_a_unit(world: World) -> None:
    paper = schedule(world).paper
    [appendix] = paper.appendices
    assert appendix.title == "Đề cương báo cáo của đơn vị được kiểm tra"
    said = {block.id: text_of(block) for block in appendix.blocks}
    assert "Số điểm có nguy cơ đuối nước đã rà soát (điểm)" in said["outline.content.1"]
    assert "Ghi chú của đoàn" not in " ".join(said.values()), "what the team notes is not asked of a unit"
    assert "chữ ký" not in " ".join(said.values()).lower()
    titles = [block.text for block in appendix.blocks if block.type == "heading" and block.level == 1]
    assert [title.split(" (")[0] for title in titles] == [
        "Khái quát chung",
        "Kết quả thực hiện",
        "Tồn tại, hạn chế và nguyên nhân",
        "Đề xuất, kiến nghị",
    ]
    assert not any(block.id.startswith("outline.") for block in paper.blocks)


def test_each_unit_has_a_day_of_its_own(world: World) -> None:
    case = planned(world, team=2)
    with on(SIGNED_ON):
        paper = case.paper("schedule", case.plan_id).paper
    said = {block.id: text_of(block) for block in paper.blocks}
    assert "trước ngày kiểm tra ít nhất 5 ngày làm việc" in said["schedule.report"]
    assert said["schedule.report.days"].splitlines() == [
        "Ủy ban nhân dân xã Chi Lăng: chậm nhất ngày 10/3/2026;",
        "Ủy ban nhân dân xã Bắc Thủy: chậm nhất ngày 11/3/2026.",
    ]


def test_a_file_of_before_asks_for_no_outline(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        wording, "schedule", lambda known=wording.schedule(): known.model_copy(update={"outline": None})
    )
    paper = schedule(world).paper
    assert not paper.appendices
    assert "Đề cương" not in words_of(paper)
    assert "số điểm có nguy cơ đuối nước đã rà soát" in words_of(paper)
