"""The decision to inspect: what Nghị định 217/2025/NĐ-CP asks of it, and whom it is for."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from rasoat.documents.paper import Article, Table
from rasoat.inspections.models import Inspection
from rasoat.papers import compose, operations, queries, replacing
from rasoat.papers.blocks import text_of
from rasoat.papers.kinds import decision_blocks, teams
from rasoat.papers.models import PaperCase
from tests.papers.decreed import DECIDED_ON, SIGNED_ON, VISIT_ON, Case, issue, officer_of, on, planned
from tests.papers.samples import Told, attempt, messages, print_at_once, schedule
from tests.papers.test_views import Browser
from tests.web.browse import words
from tests.world import World

# The rules are the same on both databases; the feature is told on both.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def decided(world: World, tmp_path: Path, patch: pytest.MonkeyPatch) -> Case:
    """The inspection after its decision was issued."""
    print_at_once(patch)
    case = planned(world)
    with on(DECIDED_ON):
        told = case.paper("unit_decision")
    issue(told, DECIDED_ON, tmp_path)
    return case


def _said(told: Told) -> dict[str, str]:
    return {one.id: one.text for one in told.paper.blocks if isinstance(one, Article)}


def test_it_says_what_the_decree_asks_of_it(world: World) -> None:
    case = planned(world)
    with on(DECIDED_ON):
        told = case.paper("unit_decision")
        paper, said = told.paper, _said(told)
    assert (paper.kind_title, paper.symbol) == ("QUYẾT ĐỊNH", "QĐ-SLĐTBXH")
    assert paper.decides == "GIÁM ĐỐC SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"
    assert paper.subject == "Về việc kiểm tra chuyên ngành việc phòng, chống đuối nước trẻ em tại các xã năm 2026"
    law = [base for base in paper.legal_bases if "Luật Trẻ em" in base]
    assert len(law) == 1, "the plan cites the law too"
    assert any("217/2025/NĐ-CP ngày 05 tháng 8 năm 2025" in base for base in paper.legal_bases)
    assert any("Kế hoạch số 07/KH-SLĐTBXH ngày 02/3/2026" in base for base in paper.legal_bases)
    scope = said[decision_blocks.SCOPE]
    for part in (
        "Ủy ban nhân dân xã Chi Lăng",
        "1. Phạm vi, nội dung kiểm tra: phòng, chống đuối nước",
        "01/01/2026",
        "Thời hạn kiểm tra: 10 ngày",
    ):
        assert part in scope
    assert "1. Lương Văn Đoàn, Trưởng phòng, Sở LĐTBXH - Trưởng đoàn;" in said[decision_blocks.TEAM]
    assert "Điều 8" in said["decision.powers"] and "Điều 15" in said["decision.powers"]
    assert not paper.appendices
    assert paper.recipients[0] == "Như Điều 5"


def test_a_term_beyond_the_limit_is_refused_also_in_working_days(world: World) -> None:
    case = planned(world)
    with on(DECIDED_ON):
        told = case.paper("unit_decision")
        scope, officer = _said(told)[decision_blocks.SCOPE], world.as_("officer")

        def term(words_: str) -> str:
            changed = scope.replace("Thời hạn kiểm tra: 10 ngày", words_)
            told.edit(
                lambda s, v: operations.change_block(
                    s, officer, told.paper_id, v, decision_blocks.SCOPE, changed, footnotes=[], visibility="public"
                )
            )
            return messages(attempt(lambda: told.fire("check", "officer")))

        assert "không quá 10 ngày" in term("Thời hạn kiểm tra: 15 ngày")
        assert "10 ngày làm việc là ít nhất 12 ngày" in term("Thời hạn kiểm tra: 10 ngày làm việc")
        assert "chưa ghi thời hạn" in term("Kiểm tra")
        told.edit(lambda s, v: operations.arrange_block(s, officer, told.paper_id, v, decision_blocks.SCOPE, "reset"))
        told.edit(lambda s, v: operations.arrange_block(s, officer, told.paper_id, v, decision_blocks.TEAM, "hide"))
        assert "thành phần đoàn kiểm tra" in messages(attempt(lambda: told.fire("check", "officer")))


def test_one_about_the_plan_is_for_every_unit_that_has_a_team(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    case = planned(world, team=2)
    with on(DECIDED_ON):
        told = case.paper("decision", case.plan_id)
        paper = told.paper
        assert "đang có quyết định đang soạn" in messages(attempt(lambda: case.paper("decision", case.plan_id)))
    assert "02 đơn vị có tên tại Phụ lục" in _said(told)[decision_blocks.SCOPE]
    [appendix] = paper.appendices
    [table] = appendix.blocks
    assert isinstance(table, Table)
    assert [row[1:3] for row in table.rows] == [
        ("Ủy ban nhân dân xã Chi Lăng", "17/3/2026"),
        ("Ủy ban nhân dân xã Bắc Thủy", "18/3/2026"),
    ]
    issue(told, DECIDED_ON, tmp_path)
    with on(DECIDED_ON):
        why = messages(attempt(lambda: case.paper("unit_decision")))
    assert "đã có Quyết định số 01/QĐ-SLĐTBXH" in why


def test_a_unit_whose_team_came_later_has_its_own(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    case = planned(world)
    with on(DECIDED_ON):
        told = case.paper("decision", case.plan_id)
    assert not told.paper.appendices
    issue(told, DECIDED_ON, tmp_path)
    with on(DECIDED_ON):
        assert "chưa có trưởng đoàn" in messages(attempt(lambda: case.paper("unit_decision", case.others[0])))
        assert "chưa có quyết định; cử đoàn trước" in messages(attempt(lambda: case.paper("decision", case.plan_id)))


def test_it_is_of_a_day_on_which_the_decree_was_in_force_and_before_the_visit(world: World) -> None:
    case = planned(world)
    with on(date(2025, 8, 4)):
        assert "có hiệu lực từ 05/8/2025" in messages(attempt(lambda: case.paper("unit_decision")))
    with on(DECIDED_ON):
        told = case.paper("unit_decision").to_number()
    with on(VISIT_ON):
        early = SIGNED_ON - timedelta(days=1)
        assert "trước ngày ký kế hoạch" in messages(attempt(lambda: told.fire("number", "clerk", issued_on=early)))
        case.visit_step("open")
    with on(VISIT_ON + timedelta(days=1)):
        late = messages(attempt(lambda: told.fire("number", "clerk", issued_on=VISIT_ON + timedelta(days=1))))
    assert "quyết định phải có trước khi kiểm tra" in late


def test_another_inspection_is_decided_in_other_words(world: World) -> None:
    case = planned(world, workflow="inspection")
    with on(DECIDED_ON):
        told = case.paper("unit_decision")
        paper = told.paper
    assert paper.subject.startswith("Về việc thành lập Đoàn kiểm tra, giám sát việc phòng")
    assert not any("217/2025" in base for base in paper.legal_bases)
    assert "Thời gian làm việc tại đơn vị: ngày 17/3/2026" in _said(told)[decision_blocks.SCOPE]


def test_it_is_offered_only_where_the_procedure_asks_for_it(world: World, client_for: Browser) -> None:
    case = planned(world, workflow="inspection_self", team=0)
    with on(DECIDED_ON):
        assert "Quy trình của cuộc kiểm tra này không dùng" in messages(attempt(lambda: case.paper("unit_decision")))
        assert "Quyết định kiểm tra" not in words(client_for("officer").get(f"/papers/of/{case.inspection_id}"))


def test_pages_offer_it_and_the_composer_adds_a_dieu(world: World, client_for: Browser) -> None:
    case = planned(world)
    with on(DECIDED_ON):
        browser = client_for("officer")
        page = browser.get(f"/papers/of/{case.inspection_id}")
        assert "Soạn quyết định kiểm tra một đơn vị" in words(page)
        assert "Soạn quyết định kiểm tra theo kế hoạch" in words(browser.get(f"/plans/{case.plan_id}"))
        told = case.paper("unit_decision")
        adding = f"/papers/{told.paper_id}/blocks?after=decision.powers"
        assert "Điều của quyết định" in browser.get(adding).text
        sent = {"kind": "article", "words": "Đoàn dùng phương tiện của Sở.", "version": str(told.notice.version)}
        assert browser.post(adding, sent).status_code == 303
        assert "Điều 4. Đoàn dùng phương tiện của Sở." in words(browser.get(f"/papers/{told.paper_id}"))


def test_only_a_decision_has_dieu(world: World, client_for: Browser) -> None:
    told = schedule(world)
    assert "Điều của quyết định" not in client_for("officer").get(f"/papers/{told.paper_id}/blocks").text


def test_who_is_inspected_reads_it_once_it_is_issued(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = decided(world, tmp_path, monkeypatch)
    unit = officer_of(world, case.inspection.unit_id)
    [row] = world.see(lambda s: queries.papers_about(s, "inspection", case.inspection_id))
    assert world.see(lambda s: queries.visible(s, row.id, unit))
    with on(DECIDED_ON):
        assert "đã có Quyết định số 01/QĐ-SLĐTBXH" in messages(attempt(lambda: case.paper("unit_decision")))


@pytest.mark.parametrize(
    ("kind", "recalled"), [("unit_decision", False), ("decision", False), ("unit_decision", True), ("decision", True)]
)
def test_one_that_replaces_another_is_for_the_same_units(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, recalled: bool
) -> None:
    print_at_once(monkeypatch)
    case = planned(world, team=2)
    about = case.plan_id if kind == "decision" else case.inspection_id
    with on(DECIDED_ON):
        old = case.paper(kind, about)
    issue(old, DECIDED_ON, tmp_path)
    with on(VISIT_ON):
        case.visit_step("open")
    later = VISIT_ON + timedelta(days=1)
    with on(later):
        if recalled:
            old.fire("recall", "leader", reason="Ghi nhầm thành phần đoàn.")
        draft = world.do(lambda s: replacing.draft_replacement(s, world.as_("officer"), old.paper_id))
    new = Told(world, case, draft.id)
    with on(later):
        assert _said(new)[decision_blocks.TEAM] == _said_by(old)[decision_blocks.TEAM]
        assert "này thay thế Quyết định số 01/QĐ-SLĐTBXH" in text_of(new.paper.blocks[-1])
    assert issue(new, later, tmp_path).reference == "02/QĐ-SLĐTBXH"
    decided_by = world.see(lambda s: teams.decision_of(s, s.get_one(Inspection, case.inspection_id)))
    assert decided_by is not None and decided_by.id == new.paper_id


def _said_by(told: Told) -> dict[str, str]:
    """What an issued decision says."""
    paper = told.world.see(lambda s: compose.shown(s, s.get_one(PaperCase, told.paper_id)))
    return {one.id: one.text for one in paper.blocks if isinstance(one, Article)}
