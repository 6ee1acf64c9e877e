"""The report of the team: to the head who decided, by subjects, and not for those who were inspected."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from rasoat.dangers.models import Danger
from rasoat.db import new_id
from rasoat.papers import queries
from rasoat.papers.blocks import text_of
from rasoat.papers.models import PaperCase
from rasoat.workflows import start
from tests.papers.decreed import AFTER_REVIEW, REVIEWED_ON, Case, held, issue, officer_of, on, reviewed
from tests.papers.samples import attempt, messages, print_at_once, words_of
from tests.world import World

# The rules are the same on both databases; the feature is told on both.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

WHAT = "Hố nước sâu không rào, cháu bé mẫu hay ra chơi"


def _danger(world: World, case: Case) -> None:
    """One danger was told of on the spot."""

    def tell(session: Session) -> None:
        row = Danger(
            id=new_id(),
            inspection_id=case.inspection_id,
            visit_id=case.visit.id,
            lead_agency_id=case.inspection.lead_agency_id,
            what=WHAT,
            seen_at=datetime(2026, 3, 17, 3, tzinfo=UTC),
            reported_by=world.as_("lead").user_id,
        )
        start(session, row, "danger", "danger", world.as_("lead"))

    world.do(tell)


def test_it_tells_the_head_by_subjects_what_was_found_done_proposed_and_recommended(world: World) -> None:
    case = reviewed(world)
    with on(AFTER_REVIEW):
        _danger(world, case)
        paper = case.paper("report").paper
    assert (paper.kind_title, paper.symbol) == ("BÁO CÁO", "BC-ĐKT")
    assert paper.addressed_to == ("Giám đốc Sở Lao động - Thương binh và Xã hội",)
    assert paper.issuer == ("Đoàn kiểm tra",)
    assert (paper.signing.position, paper.signing.name) == ("TRƯỞNG ĐOÀN", "Lương Văn Đoàn")
    titles = [block.text for block in paper.blocks if block.type == "heading" and block.level == 1]
    assert titles == [
        "Khái quát chung",
        "Kết quả kiểm tra",
        "Biện pháp đã áp dụng trong quá trình kiểm tra",
        "Đề xuất, kiến nghị của đối tượng kiểm tra",
        "Kiến nghị của Đoàn kiểm tra",
    ]
    levels = [
        block.level
        for block in paper.blocks
        if block.type == "heading" and block.id.startswith(("report.of", "result"))
    ]
    assert levels == [2, 3]
    said = {block.id: text_of(block) for block in paper.blocks}
    assert "Hỗ trợ kinh phí cắm biển" in said["report.proposals"]
    assert "01 trường hợp nguy hiểm khẩn cấp" in said["report.measures"]
    assert WHAT not in words_of(paper), "the words of a danger may tell of a child"
    assert "Cắm biển cảnh báo tại các điểm còn lại; hạn thực hiện: chậm nhất ngày 01/6/2026" in words_of(paper)


def test_it_is_written_after_the_review_once_and_signed_by_the_lead(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    case = reviewed(world)
    with on(AFTER_REVIEW):
        told = case.paper("report")
        assert "đang soạn" in messages(attempt(lambda: case.paper("report")))
        told.fire("check", "officer")
        assert "do chính trưởng đoàn ký" in messages(attempt(lambda: told.fire("approve", "leader")))


def test_it_comes_after_the_review_has_begun(world: World) -> None:
    case = held(world)
    with on(REVIEWED_ON):
        assert "trưởng đoàn chuyển sang tổng hợp" in messages(attempt(lambda: case.paper("report")))


def test_those_who_were_inspected_never_get_it(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    print_at_once(monkeypatch)
    case = reviewed(world)
    with on(AFTER_REVIEW):
        told = case.paper("report")
    issue(told, AFTER_REVIEW, tmp_path, signer="lead")
    assert told.notice.reference == "01/BC-ĐKT"
    assert world.see(lambda s: queries.file_name(s.get_one(PaperCase, told.paper_id))) == "DKT-BC-1-2026.pdf"
    unit = officer_of(world, case.inspection.unit_id)
    assert not world.see(lambda s: queries.visible(s, told.paper_id, unit))
    for who in ("leader", "lead", "province_leader"):
        assert world.see(lambda s, w=who: queries.visible(s, told.paper_id, world.as_(w))), who
