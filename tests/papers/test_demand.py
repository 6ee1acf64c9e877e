"""The demand to put right what was found: recommendations become demands, and nothing is sent by two papers."""

from pathlib import Path

import pytest
from sqlmodel import select

from rasoat.inspections.freeze import require_unfrozen
from rasoat.inspections.models import Inspection
from rasoat.papers import operations, queries, replacing
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.papers.decreed import AFTER_REVIEW, Case, issue, officer_of, on, reviewed
from tests.papers.samples import Told, attempt, messages, print_at_once, words_of
from tests.papers.test_views import Browser
from tests.web.browse import words
from tests.world import World


def _obligations(case: Case) -> list[tuple[str, str]]:
    query = select(Obligation).where(Obligation.inspection_id == case.inspection_id)
    return [(row.status, row.force) for row in case.world.see(lambda s: list(s.exec(query)))]


def test_it_is_a_letter_to_those_of_whom_something_is_demanded(world: World) -> None:
    case = reviewed(world)
    with on(AFTER_REVIEW):
        paper = case.paper("demand").paper
    assert paper.is_letter
    assert (paper.symbol, paper.archive) == ("SLĐTBXH-PXH", "VT, PXH")
    assert paper.addressed_to == ("Ủy ban nhân dân xã Chi Lăng",)
    assert paper.subject.startswith("yêu cầu chấn chỉnh, khắc phục tồn tại, hạn chế sau kiểm tra việc phòng")
    said = words_of(paper)
    assert "Cắm biển cảnh báo tại các điểm còn lại; hạn thực hiện: chậm nhất ngày 01/6/2026" in said
    assert "217/2025/NĐ-CP" in said and "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện" in said
    assert "kết luận" not in said, "the decree knows none"


def test_issuing_it_sends_demands_and_moves_the_inspection_on(
    world: World, client_for: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    case = reviewed(world)
    assert _obligations(case) == [("drafted", "recommended")]
    with on(AFTER_REVIEW):
        told = case.paper("demand")
    issue(told, AFTER_REVIEW, tmp_path)
    assert _obligations(case) == [("issued", "demanded")]
    assert world.see(lambda s: s.get_one(Inspection, case.inspection_id).status) == "following_up"
    unit = officer_of(world, case.inspection.unit_id)
    assert world.see(lambda s: queries.visible(s, told.paper_id, unit))
    with on(AFTER_REVIEW):
        assert "chỉ gửi bằng một văn bản" in messages(attempt(lambda: case.paper("result")))
        assert "chỉ gửi bằng một văn bản" in words(client_for("officer").get(f"/papers/of/{case.inspection_id}"))


def test_with_a_result_notice_there_is_no_demand(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    print_at_once(monkeypatch)
    case = reviewed(world)
    with on(AFTER_REVIEW):
        told = case.paper("result")
        assert "đã có thông báo kết quả" in messages(attempt(lambda: case.paper("demand")))
    issue(told, AFTER_REVIEW, tmp_path)
    assert _obligations(case) == [("issued", "recommended")]
    with on(AFTER_REVIEW):
        assert "đã có thông báo kết quả" in messages(attempt(lambda: case.paper("demand")))


def test_what_it_demands_stays_while_it_is_signed_and_in_it(world: World) -> None:
    case = reviewed(world)
    officer = world.as_("officer")
    with on(AFTER_REVIEW):
        told = case.paper("demand")
        block = next(
            block.id for block in told.paper.blocks if block.id.startswith("rec.") and block.type == "paragraph"
        )
        hidden = told.notice.version
        world.do(lambda s: operations.arrange_block(s, officer, told.paper_id, hidden, block, "hide"))
        assert "đang bị ẩn" in messages(attempt(lambda: told.fire("check", "officer")))
        shown = told.notice.version
        world.do(lambda s: operations.arrange_block(s, officer, told.paper_id, shown, block, "show"))
        told.fire("check", "officer")
        assert attempt(lambda: world.do(lambda s: require_unfrozen(s, case.inspection_id))).key == "inspection.frozen"


def test_only_an_inspection_under_the_decree_has_one(world: World) -> None:
    case = reviewed(world, workflow="inspection")
    with on(AFTER_REVIEW):
        assert "không dùng văn bản yêu cầu" in messages(attempt(lambda: case.paper("demand")))


def test_a_demand_is_replaced_as_a_notice_is(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    print_at_once(monkeypatch)
    case = reviewed(world)
    with on(AFTER_REVIEW):
        old = case.paper("demand")
    issue(old, AFTER_REVIEW, tmp_path)
    officer = world.as_("officer")
    with on(AFTER_REVIEW):
        draft = world.do(lambda s: replacing.draft_replacement(s, officer, old.paper_id))
        new = Told(world, case, draft.id)
        world.do(lambda s: replacing.keep_rest(s, officer, draft.id, new.notice.version))
        said = words_of(new.paper)
    assert "này thay thế Công văn số 01/SLĐTBXH-PXH" in said
    assert "Cắm biển cảnh báo tại các điểm còn lại; hạn thực hiện: chậm nhất ngày 01/6/2026" in said
    issue(new, AFTER_REVIEW, tmp_path)
    assert _obligations(case) == [("issued", "demanded")]
    assert old.notice.status == "replaced"


def test_one_in_its_place_goes_to_whoever_owes_it_now(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    case = reviewed(world)
    with on(AFTER_REVIEW):
        old = case.paper("demand")
    issue(old, AFTER_REVIEW, tmp_path)
    officer = world.as_("officer")
    other = world.see(lambda s: s.get_one(Inspection, case.others[0]).unit_id)
    row = world.see(lambda s: s.exec(select(Obligation).where(Obligation.inspection_id == case.inspection_id)).one())
    given = {"to_agency": other, "act": "Quyết định 5"}
    with on(AFTER_REVIEW):
        world.do(lambda s: fire(s, CaseRef("obligation", row.id), "transfer", officer, payload=given))
        new = Told(world, case, world.do(lambda s: replacing.draft_replacement(s, officer, old.paper_id)).id)
        assert new.paper.addressed_to == ("Ủy ban nhân dân xã Chi Lăng", "Ủy ban nhân dân xã Bắc Thủy")
